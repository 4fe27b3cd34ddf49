"""Findings of the contract sheets: negotiation, contract, approvals and what comes back (F8–F10)."""

from toolkit.messages.finding import Code, Severity

ENDS_BEFORE_START = Code(
    "contract.ends_before_start",
    Severity.ERROR,
    "止「{value}」不晚於起「{start}」。",
    "請核對合同的起止日期。",
    "The end “{value}” is not after the start “{start}”.",
    "Check both dates of the contract.",
)
AMOUNT_WORDS_DIFFER = Code(
    "contract.amount_words_differ",
    Severity.ERROR,
    "大寫「{value}」與金額 {amount} 不一致。",
    "請改成「{suggestion}」，或留空由系統填寫。",
    "The amount in words “{value}” differs from {amount}.",
    "Write “{suggestion}”, or leave it blank and let the system fill it in.",
)
PARTY_NEEDS = Code(
    "contract.party_needs",
    Severity.ERROR,
    "主體類型是「{party_type}」，但「{field}」是空的。",
    "請填寫「{field}」後再投入。",
    "The party is of type “{party_type}”, but “{field}” is empty.",
    "Fill in “{field}” and drop the sheet again.",
)
LEASE_NEEDS = Code(
    "contract.lease_needs",
    Severity.ERROR,
    "業務線是「租賃招商」，但「{field}」是空的。",
    "請填寫「{field}」後再投入。",
    "This is a lease, but “{field}” is empty.",
    "Fill in “{field}” and drop the sheet again.",
)
TERM_NEEDED = Code(
    "contract.term_needed",
    Severity.ERROR,
    "「{field}」是空的，{biz_line}以{fee_mode}收費的合同缺了它寫不完整。",
    "請填寫「{field}」後再投入。",
    "“{field}” is empty; a contract of the line “{biz_line}” with the fee mode “{fee_mode}” is incomplete without it.",
    "Fill in “{field}” and drop the sheet again.",
)
AMOUNT_NOT_POSITIVE = Code(
    "contract.amount_not_positive",
    Severity.ERROR,
    "合同金額「{value}」不大於零。",
    "請填合同期內的含稅總額；扣點合同請填預計總額。",
    "The amount “{value}” is not above zero.",
    "Give the total with tax over the whole term; for turnover rent, the total you expect.",
)
SIGNED_LATER = Code(
    "contract.signed_later",
    Severity.ERROR,
    "簽署日「{value}」在今天（{today}）之後。",
    "請填實際簽署的日期；還沒有簽的，簽署各欄請留空。",
    "The date of signing “{value}” lies after today ({today}).",
    "Give the day on which it was signed; if it is not signed yet, leave these cells blank.",
)
SAID_LATER = Code(
    "contract.said_later",
    Severity.ERROR,
    "會簽日期「{value}」在今天（{today}）之後。",
    "請填實際提出意見的日期。",
    "The date of the review “{value}” lies after today ({today}).",
    "Give the day on which the opinion was given.",
)
SIGNED_TOO_EARLY = Code(
    "contract.signed_too_early",
    Severity.ERROR,
    "簽署日「{value}」早於最後一份會簽（{agreed}）。",
    "請核對簽署日；在會簽前已簽的文本，請先與法務商量如何補正。",
    "The date of signing “{value}” lies before the last approval ({agreed}).",
    "Check the date; if it was signed before the review, ask counsel how to mend that.",
)
SAME_REVIEWER = Code(
    "approval.same_reviewer",
    Severity.WARNING,
    "「{value}」一人代表 {departments} 會簽。",
    "請核實授權；各部門應由不同的人審核，需要代理的請在流程設定登記。",
    "“{value}” alone speaks for {departments}.",
    "Check the authority: each department should review by a person of its own; name deputies in the process file.",
)
NOT_NAMED = Code(
    "approval.not_named",
    Severity.ERROR,
    "「{value}」不是「{department}」登記的審核人或代理人（{named}），這份意見不算數。",
    "請由登記的人填寫審核人後再投；人員有變動的，請管理員在流程設定（process.yaml 的 reviewers）補上姓名。",
    "“{value}” is no reviewer or deputy named for {department} ({named}); this word does not count.",
    "Let one of them review; if people have changed, the admin names them under reviewers in process.yaml.",
)
ID_TOO_LONG = Code(
    "contract.id_too_long",
    Severity.ERROR,
    "證件後四位「{value}」不是四位。",
    "只填後四位；完整號碼請當事人在原件上手寫，不要放進表格。",
    "“{value}” is not the last four digits of an id.",
    "Type the last four only; the full number is written by hand on the original.",
)
SIGNING_INCOMPLETE = Code(
    "contract.signing_incomplete",
    Severity.ERROR,
    "簽署資料不齊，缺「{field}」。",
    "簽署日、簽署人、用印號、原件存放請一次填齊。",
    "The signing is recorded only in part: “{field}” is missing.",
    "Fill in date, signatory, seal number and place of the original together.",
)
FEE_MODE_OTHER_LINE = Code(
    "contract.fee_mode_other_line",
    Severity.ERROR,
    "業務線「{biz_line}」不能用收費模式「{value}」。",
    "物業服務請選包乾制或酬金制；租賃請選固定租金、扣點或保底+扣點。",
    "The fee mode “{value}” does not fit the line of business “{biz_line}”.",
    "For services choose lump sum or cost plus fee; for leases one of the rents.",
)
UNKNOWN_CUSTOMER = Code(
    "contract.unknown_customer",
    Severity.ERROR,
    "找不到客戶「{value}」，或有多個同名客戶。",
    "請填客戶編號，或先在客戶資料表登記。",
    "The customer “{value}” is unknown, or several have that name.",
    "Type the customer's id, or register the customer first.",
)
UNKNOWN_CONTRACT = Code(
    "contract.unknown_contract",
    Severity.ERROR,
    "找不到合同「{value}」。",
    "請照合同頁尾的編號填寫。",
    "There is no contract “{value}”.",
    "Copy the number from the contract's footer.",
)
TERM_OVERLAPS = Code(
    "contract.term_overlaps",
    Severity.ERROR,
    "租賃單元「{value}」在 {start} 至 {end} 已租給「{other}」（{contract}）。",
    "請改租期或單元；原合同已終止的，請先登記終止。",
    "The unit “{value}” is let to “{other}” ({contract}) from {start} to {end}.",
    "Change the term or the unit, or record the end of the other lease first.",
)
OBJECTIONS_OPEN = Code(
    "contract.objections_open",
    Severity.WARNING,
    "「{value}」還有 {count} 項異議未解決。",
    "請先在異議處理表答覆，再進入簽署。",
    "“{value}” still has {count} open objections.",
    "Answer them in the objections sheet before signing.",
)
NO_NEGOTIATION = Code(
    "contract.no_negotiation",
    Severity.WARNING,
    "「{value}」沒有談判準備表。",
    "請補交談判準備表到「內部」資料夾。",
    "There is no negotiation sheet for “{value}”.",
    "Drop one into the internal folder.",
)
OTHER_COUNTERPARTY = Code(
    "contract.other_counterparty",
    Severity.WARNING,
    "對方全稱「{value}」與客戶 {id}「{customer}」的名稱不同。",
    "請核對客戶編號與對方全稱；確由另一主體簽約的，不用改。",
    "The counterparty “{value}” is not called as the customer {id} “{customer}”.",
    "Check the customer's number and the counterparty; if another entity signs indeed, leave it.",
)
NO_ENGLISH = Code(
    "contract.no_english",
    Severity.WARNING,
    "文本語言「{value}」沒有合同範本，已按繁體中文製作。",
    "需要英文本的，請法務另行翻譯並以中文本為準。",
    "There is no contract template in “{value}”; the Traditional Chinese one was used.",
    "Let counsel translate it, the Chinese text prevailing.",
)
SIGNED_UNREVIEWED = Code(
    "contract.signed_unreviewed",
    Severity.ERROR,
    "合同「{value}」還缺「{departments}」的同意，不能登記簽署。",
    "請先完成會簽；各部門須在自己的受限資料夾投入會簽表。",
    "The contract “{value}” still lacks the approval of {departments}, so its signing cannot be recorded.",
    "Finish the review first; each department drops its sheet into its own restricted folder.",
)
SIGNED_CHANGED_TEXT = Code(
    "contract.signed_changed_text",
    Severity.ERROR,
    "合同「{value}」第 {version} 版會簽後改了：{changes}，不能登記簽署。",
    "請清空簽署各欄再投入一次，另出第 {next} 版重新會簽；若簽的就是第 {version} 版，請先與法務核對。",
    "Version {version} of the contract “{value}” changed after the review: {changes}. Its signing is not recorded.",
    "Drop the row without the signing to have version {next} reviewed; if version {version} was signed, ask counsel.",
)
SIGNED_OTHER_TEXT = Code(
    "contract.signed_other_text",
    Severity.ERROR,
    "合同「{value}」的範本或公司資料在會簽後改過，「{departments}」的同意已作廢，不能登記簽署。",
    "請照新的文本重新會簽；若簽的是舊文本，請先與法務核對。",
    "The template or our details behind “{value}” changed after the review: the approval of {departments} is void.",
    "Have the new text reviewed; if the old text was signed, ask counsel first.",
)
TEMPLATE_UNRELEASED = Code(
    "contract.template_unreleased",
    Severity.ERROR,
    "合同「{value}」所用的範本「{template}」未經法務核准，不能登記簽署。",
    "請法務核准範本後再簽署；已取得的同意仍然有效。",
    "The template “{template}” of the contract “{value}” is not released by counsel, so it cannot be signed.",
    "Let counsel release it first; the approvals given stay valid.",
)
CHANGED_AFTER_SIGNING = Code(
    "contract.changed_after_signing",
    Severity.ERROR,
    "合同「{value}」已簽署（{state}），內容不能再改。",
    "請另立補充協議，或以新的合同編號登記。",
    "The contract “{value}” is signed ({state}); its contents cannot change.",
    "Make a supplementary agreement, or register a new contract.",
)
CONTRACT_OVER = Code(
    "contract.over",
    Severity.ERROR,
    "合同「{value}」已{state}，不能再改。",
    "請以新的合同編號登記。",
    "The contract “{value}” is over ({state}) and cannot be changed.",
    "Register a new contract number.",
)
ENDING_NEEDS = Code(
    "contract.ending_needs",
    Severity.ERROR,
    "合同狀態是「{state}」，但「{field}」是空的。",
    "終止請填解除日期和終止原因，作廢請填終止原因。",
    "The state is “{state}”, but “{field}” is empty.",
    "To end a contract give the day and the reason; to void it give the reason.",
)
NOTHING_TO_END = Code(
    "contract.nothing_to_end",
    Severity.ERROR,
    "合同「{value}」沒有登記過，不能登記{wanted}。",
    "請照合同頁尾填合同編號。",
    "The contract “{value}” is not on record and cannot be ended.",
    "Give the number printed in the contract's footer.",
)
ALREADY_OVER = Code(
    "contract.already_over",
    Severity.ERROR,
    "合同「{value}」已經是「{state}」。",
    "請清空「合同狀態」，或核對合同編號。",
    "The contract “{value}” is over already ({state}).",
    "Clear the state, or check the number.",
)
UNSIGNED_CANNOT_END = Code(
    "contract.unsigned_cannot_end",
    Severity.ERROR,
    "合同「{value}」還是「{state}」，尚未簽署，無從終止。",
    "不再使用的草稿，「合同狀態」請填作廢。",
    "The contract “{value}” is not signed ({state}), so there is nothing to end.",
    "To drop a draft, set the state to void.",
)
SIGNED_CANNOT_BE_VOID = Code(
    "contract.signed_cannot_be_void",
    Severity.ERROR,
    "合同「{value}」已簽署（{state}），不能由一般資料夾作廢。",
    "提前結束請填「終止」並寫解除日期；確屬無效或另簽解除協議的，請經理或法務從其受限資料夾投入。",
    "The contract “{value}” is signed ({state}) and cannot be made void from an ordinary folder.",
    "To end it early give 終止 and its day; if it is void, let the manager or counsel drop the row into their folder.",
)
ENDED_OUTSIDE_TERM = Code(
    "contract.ended_outside_term",
    Severity.ERROR,
    "解除日期「{value}」不在簽署日 {first} 與合同止日 {last} 之間。",
    "請按解除通知或解除協議填寫實際的解除日期。",
    "The day of ending “{value}” does not lie between the signing ({first}) and the contract's end ({last}).",
    "Give the day that the notice or the agreement names.",
)
ENDED = Code(
    "contract.ended",
    Severity.WARNING,
    "合同「{value}」登記為{state}（{when}）。",
    "客戶階段沒有變；若不再合作，請在溝通記錄表登記流失。",
    "The contract “{value}” is recorded as ended ({state}, {when}).",
    "The client's stage stays; if the client leaves, log it in the contact sheet.",
)
ENDED_MOVED = Code(
    "contract.ended_moved",
    Severity.WARNING,
    "合同「{value}」登記為{state}（{when}），客戶階段隨之由「{before}」改為「{after}」。",
    "請核對；要再合作的，另立合同編號，並在溝通記錄表登記進展。",
    "The contract “{value}” is recorded as ended ({state}, {when}); the client goes from “{before}” to “{after}”.",
    "Check it; to work together again, register a new contract number and log the contacts.",
)
ENDS_LATER = Code(
    "contract.ends_later",
    Severity.WARNING,
    "合同「{value}」登記為 {when} {state}，在此之前照常執行。",
    "到那一天，客戶沒有其他執行中的合同時，階段改為「流失」；日期有誤的請改正後再投。",
    "The contract “{value}” is to end on {when} ({state}) and runs on until then.",
    "On that day the client counts as lost, unless another contract is in force; mend a wrong date and drop again.",
)
STATE_KEPT = Code(
    "contract.state_kept",
    Severity.NOTE,
    "合同「{value}」的狀態是「{state}」，表中填的「{typed}」沒有採用。",
    "狀態由系統按會簽、簽署和期限更新，這一欄可留空。",
    "The contract “{value}” is “{state}”; the “{typed}” in the sheet was not used.",
    "The state follows from reviews, signing and dates; leave the column blank.",
)
HISTORIC = Code(
    "contract.historic",
    Severity.WARNING,
    "合同「{value}」簽於 {signed}，早於流程發布日，按已簽合同登記，不補會簽、不另出文本。",
    "請經理核對原件，並照「原件存放」保管；簽署日填錯的，請改正後再投入。",
    "The contract “{value}” was signed on {signed}, before the process was issued: recorded as it is.",
    "Let the manager check the original and keep it where the sheet says; if the date is wrong, mend it.",
)
STARTS_LATER = Code(
    "contract.starts_later",
    Severity.ERROR,
    "合同「{value}」簽於流程發布日之前（{signed}），但到 {start} 才開始，不能不經會簽就登記。",
    "請先不填簽署各欄，完成會簽後再登記簽署；確是舊合同的，請核對起止日期。",
    "The contract “{value}” was signed before the process was issued ({signed}), but starts only on {start}.",
    "Leave out the signing and let it be reviewed first; if it is an old contract, check its dates.",
)
APPROVALS_VOID = Code(
    "contract.approvals_void",
    Severity.WARNING,
    "合同「{value}」改為第 {version} 版，之前的 {count} 份同意作廢。",
    "請各部門按新的校驗碼 {check_code} 重新會簽。",
    "The contract “{value}” is now version {version}; {count} earlier approvals are void.",
    "The departments must agree again, to check code {check_code}.",
)
CUSTOMER_VOIDS = Code(
    "contract.customer_voids",
    Severity.WARNING,
    "客戶資料改動，未簽署的合同「{number}」隨之成為第 {version} 版：{changes}；之前的 {count} 份會簽意見作廢。",
    "請各部門按新草稿的校驗碼 {check_code} 重新會簽；改錯了的，請改回後再投。",
    "The customer has changed, and the contract “{number}” with it (v{version}): {changes}; {count} approvals void.",
    "The departments review again, to check code {check_code}; a change made by mistake is mended and dropped again.",
)
CUSTOMER_REDRAFTS = Code(
    "contract.customer_redrafts",
    Severity.WARNING,
    "客戶資料改動，合同草稿「{number}」隨之成為第 {version} 版：{changes}。",
    "請用新草稿送審；合同要另寫的，請在合同資料表寫明後再投。",
    "The customer has changed, so the draft “{number}” is now version {version}: {changes}.",
    "Send the new draft for review; where the contract should say otherwise, say so in its own sheet.",
)
SIGNED_STAYS = Code(
    "contract.signed_stays",
    Severity.WARNING,
    "已簽署的合同「{number}」仍寫原來的{fields}，不隨客戶資料改動。",
    "需要改的，請與對方另立補充協議，並以新的合同編號登記。",
    "The signed contract “{number}” still names the former {fields}; it does not follow the prospect sheet.",
    "If it should, make a supplementary agreement and register it under a new contract number.",
)
TEMPLATE_CHANGED = Code(
    "contract.template_changed",
    Severity.WARNING,
    "合同「{value}」所用的範本已改動，之前的 {count} 份同意作廢。",
    "請用新的校驗碼 {check_code} 重新會簽。",
    "The template of the contract “{value}” has changed; {count} earlier approvals are void.",
    "Review it again under check code {check_code}.",
)
VERSION_STALE = Code(
    "approval.version_stale",
    Severity.ERROR,
    "這份會簽針對第 {value} 版（{typed}），但現在是第 {version} 版（{current}）。",
    "請看新版本，按其頁尾的版本與校驗碼重新填寫。",
    "This approval names version {value} ({typed}), but the contract is at version {version} ({current}).",
    "Read the new version and copy its version and check code.",
)
NOT_DEPARTMENT = Code(
    "approval.not_department",
    Severity.ERROR,
    "「{value}」不是會簽部門。",
    "請選 {departments} 之一。",
    "“{value}” takes no part in the review.",
    "Choose one of {departments}.",
)
WRONG_FOLDER = Code(
    "approval.wrong_folder",
    Severity.ERROR,
    "「{value}」的會簽不是從該部門的受限資料夾投入，不能算數。",
    "請由審核人本人投到「{folder}」。",
    "This approval of “{value}” did not come from that department's restricted folder and does not count.",
    "The reviewer must drop it into “{folder}”.",
)
REMARKS_MISSING = Code(
    "approval.remarks_missing",
    Severity.ERROR,
    "意見是「{value}」，但沒有說明。",
    "請在「說明」寫出要改什麼。",
    "The opinion is “{value}”, but no remark says why.",
    "Say in the remarks what must change.",
)
RETURNED_FOR_CHANGE = Code(
    "approval.returned_for_change",
    Severity.WARNING,
    "合同「{value}」被「{department}」退回修改。",
    "請按內部審核表中的說明修改後，重新投入合同資料表。",
    "The contract “{value}” was sent back by “{department}”.",
    "Change it as the internal review sheet says and drop the contract sheet again.",
)
FLOOR_ABOVE_IDEAL = Code(
    "negotiation.floor_order",
    Severity.WARNING,
    "議題「{value}」的可接受值不在理想與底線之間。",
    "請核對三個數值。",
    "For “{value}” the acceptable figure does not lie between the ideal and the floor.",
    "Check the three figures.",
)
BACK_OVER = Code(
    "returned.over",
    Severity.WARNING,
    "退回的合同「{value}」已是「{state}」。",
    "這份文本不再有效，請與對方確認後另訂合同。",
    "The contract “{value}” that came back is “{state}” by now.",
    "Its text counts no more; settle with the other side and draw up a new contract.",
)
BACK_SIGNED = Code(
    "returned.signed",
    Severity.WARNING,
    "退回的合同「{value}」已簽署（{state}）。",
    "已簽署的文本不能再改；要改動請另簽補充協議。",
    "The contract “{value}” that came back is signed ({state}).",
    "A signed text does not change any more; make a supplementary agreement.",
)
BACK_OUTDATED = Code(
    "returned.outdated",
    Severity.WARNING,
    "退回的合同「{value}」是第 {old} 版（{code}），現行是第 {version} 版（{current}）。",
    "請把現行版本發給對方，不要在舊版上繼續談。",
    "The contract “{value}” that came back is version {old} ({code}); current is version {version} ({current}).",
    "Send the other side the current version and do not go on with the old one.",
)
BACK_OTHER_COPY = Code(
    "returned.other_copy",
    Severity.WARNING,
    "退回的合同「{value}」第 {old} 版（{code}）的原件沒有找到，改與第 {ours} 版（{our_code}）比對。",
    "報告中的改動可能包含我方自己的修改，請逐條核對。",
    "Our copy of version {old} ({code}) of “{value}” was not found; it was compared with version {ours} ({our_code}).",
    "Some of the changes in the report may be our own; check them one by one.",
)
