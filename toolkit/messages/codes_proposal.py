"""Findings of stage 3: proposals (F5), visits (F6), objections (F7)."""

from toolkit.messages.finding import Code, Severity

NOT_POSITIVE = Code(
    "proposal.not_positive",
    Severity.ERROR,
    "{field}『{value}』不是正數，無法測算費用。",
    "請填大於 0 的數字。",
    "{field} “{value}” is not above zero, so no fee can be computed.",
    "Fill in a figure above 0.",
)
PRICE_LIKE_TOTAL = Code(
    "proposal.price_like_total",
    Severity.ASK,
    "單價『{value}』配單位『{unit}』，折合每月 {monthly} 元，像是把總價當成了單價。",
    "請核對：若是總價，單位請選「元/月」或「元/年」；若確是單價，請在特別說明寫「單價已核對」。",
    "A unit price of “{value}” per “{unit}” comes to {monthly} yuan a month; it looks like a total.",
    "If it is a total, choose 元/月 or 元/年; if it really is a unit price, write 單價已核對 under 特別說明.",
)
PRICE_LIKE_UNIT = Code(
    "proposal.price_like_unit",
    Severity.ASK,
    "單位是『{unit}』（整個項目的總價），單價卻只有『{value}』，像是每平方米的單價。",
    "請核對：若按面積計，單位請選「元/㎡/月」或「元/㎡/天」；若確是總價，請在特別說明寫「單價已核對」。",
    "The unit is “{unit}” (the whole project) but the price is only “{value}”; it looks like one per m².",
    "If it goes by area, choose 元/㎡/月 or 元/㎡/天; if it is the total, write 單價已核對 under 特別說明.",
)
TERM_TOO_LONG = Code(
    "proposal.term_too_long",
    Severity.ERROR,
    "期限『{value}』個月超過 20 年。",
    "租賃期限最長 20 年（240 個月），請改短；三年請填 36。",
    "A term of “{value}” months is longer than 20 years.",
    "Leases run 20 years (240 months) at most; three years are 36.",
)
TERM_LIKE_YEARS = Code(
    "proposal.term_like_years",
    Severity.WARNING,
    "期限『{value}』按月計只有 {value} 個月，像是填了年數。",
    "若是 {value} 年，請改填 {suggestion}；若確是 {value} 個月，不必改。",
    "A term of “{value}” is only {value} months; it looks like years.",
    "For {value} years write {suggestion}; if months are meant, leave it.",
)
OFFER_EXPIRED = Code(
    "proposal.offer_expired",
    Severity.WARNING,
    "方案的有效期『{value}』已經過去。",
    "若仍要送出，請延後有效期，並把版本加 1。",
    "The offer was valid until “{value}”, which has passed.",
    "To send it out, move the date and raise the version by 1.",
)
OFFER_AFTER_START = Code(
    "proposal.offer_after_start",
    Severity.WARNING,
    "有效期『{value}』晚於開始日 {start}，客戶答覆前服務就該開始了。",
    "請核對這兩個日期。",
    "The offer is valid until “{value}”, after the start on {start}.",
    "Check both dates.",
)
FEE_MODE_NO_UNIT = Code(
    "proposal.fee_mode_no_unit",
    Severity.WARNING,
    "收費模式『扣點』按營業額計，單價『{value}』不參與測算。",
    "方案書只列為參考；若有保底租金，收費模式請選「保底+扣點」。",
    "“扣點” goes by turnover, so the price “{value}” is not used in the computation.",
    "The proposal prints it for reference only; with a minimum rent choose 保底+扣點.",
)
FEE_MODE_OTHER_LINE = Code(
    "proposal.fee_mode_other_line",
    Severity.WARNING,
    "客戶的業務線是『{biz_line}』，收費模式卻是『{value}』。",
    "物業服務用包乾制或酬金制，租賃用固定租金、扣點或保底+扣點；請核對。",
    "The customer's line of business is “{biz_line}”, but the fee mode is “{value}”.",
    "Services take 包乾制 or 酬金制, leases a rent; please check.",
)
NO_RATE = Code(
    "proposal.no_rate",
    Severity.WARNING,
    "收費標準裏沒有『{what}』的單價，方案書沒有出。",
    "請主管在 rates.yaml 補上後再放一次；待辦已記給 {owner}。",
    "The price list has no rate for “{what}”, so no proposal was made.",
    "Ask the manager to add it to rates.yaml and drop the sheet again; a to-do was noted for {owner}.",
)
NO_MEASURES = Code(
    "proposal.no_measures",
    Severity.WARNING,
    "服務標準『{value}』還沒有『{service}』的標準條目，方案書中沒有列出。",
    "請主管在 standards.yaml 補上這一項。",
    "The standard “{value}” has no measures for “{service}”, so the proposal lists none.",
    "Ask the manager to add them to standards.yaml.",
)
RATE_EXPIRED = Code(
    "proposal.rate_expired",
    Severity.WARNING,
    "收費標準的有效期到『{value}』為止，已經過去。",
    "方案書已按原標準出具；請主管更新 rates.yaml 後核對單價。",
    "The price list was valid until “{value}”, which has passed.",
    "The proposal follows the old list; ask the manager to renew rates.yaml and check the price.",
)
OUTSIDE_RATE = Code(
    "proposal.outside_rate",
    Severity.WARNING,
    "單價折合 {value} {unit}，不在收費標準 {low}–{high} 之內。",
    "請核對單價；若是特批價，請在特別說明寫明批准人。",
    "The price {value} {unit} lies outside the list's range {low}–{high}.",
    "Check it; for a special price name who approved it under 特別說明.",
)
VERSION_GAP = Code(
    "proposal.version_gap",
    Severity.WARNING,
    "這是第 {value} 版，但帳上最新只到第 {last} 版。",
    "若漏放了中間一版，請補放；若是填錯，請改成第 {suggestion} 版。",
    "This is version {value}, but the ledger knows only up to version {last}.",
    "Drop the version in between, or change this one to {suggestion}.",
)
VERSION_OLDER = Code(
    "proposal.version_older",
    Severity.WARNING,
    "這是第 {value} 版，帳上已有第 {last} 版，這一版只留作記錄。",
    "若是新改的方案，請把版本填成 {suggestion}。",
    "This is version {value}, but version {last} is on record; it is kept for the record only.",
    "If it is a new change, make it version {suggestion}.",
)
VERSION_REWRITTEN = Code(
    "proposal.version_rewritten",
    Severity.WARNING,
    "第 {value} 版先前已出過方案書，這次改了：{changes}。",
    "若方案書已送客戶，請把版本改成 {suggestion}，客戶才看得出改了什麼。",
    "Version {value} had already been issued; changed now: {changes}.",
    "If the client has it, make this version {suggestion} so that the change shows.",
)
OBJECTION_UNANSWERED = Code(
    "objection.unanswered",
    Severity.ERROR,
    "問題『{question}』的狀態是『已解決』，但沒有答覆。",
    "請補上答覆，或把狀態改回「處理中」。",
    "“{question}” is marked settled but has no answer.",
    "Fill in the answer, or set the status back to 處理中.",
)
CONFIRMATION_BLOCKED = Code(
    "objection.confirmation_blocked",
    Severity.NOTE,
    "『{customer}』還有 {count} 項異議未解決，方案確認書暫不出具。",
    "全部解決後放入異議處理表，系統即出方案確認書。",
    "“{customer}” has {count} objections open, so no confirmation was made.",
    "Once all are settled, drop the sheet and the confirmation follows.",
)
CONFIRMATION_WITHDRAWN = Code(
    "objection.confirmation_withdrawn",
    Severity.WARNING,
    "『{customer}』又有 {count} 項異議未解決，此前出具的方案確認書（如有）作廢。",
    "作廢的已移入舊版資料夾；請告知客戶不要簽回，全部解決後系統另出新的。",
    "“{customer}” has {count} objections open again: a confirmation made before is void.",
    "It was moved to the earlier versions; tell the client not to sign it. A new one follows once all are settled.",
)
CONFIRMATION_WAITS = Code(
    "proposal.confirmation_waits",
    Severity.WARNING,
    "『{customer}』的第 {value} 版方案改了條件，此前出具的方案確認書（如有）作廢。",
    "請等客戶答覆這一版：異議處理表全部解決、考察結果「認可」，或溝通記錄結果「已達成」，即另出方案確認書。",
    "Version {value} for “{customer}” changes the offer: a confirmation made before is void.",
    "Wait for the answer to it: objections settled, a visit that convinced, or a contact that reached agreement.",
)
CONFIRMATION_MISSING = Code(
    "contact.confirmation_missing",
    Severity.WARNING,
    "『{customer}』轉入談判，第 {version} 版方案的方案確認書還沒有出具（結果是『{value}』）。",
    "客戶已認可方案的，請把結果改為「已達成」再投，確認書隨即出具；有異議的請登記異議處理表。",
    "“{customer}” goes into negotiation, and version {version} of the offer is not confirmed (result “{value}”).",
    "If the client agreed to it, set the result to Agreed and drop again: the confirmation follows. Log any objection.",
)
CONFIRMATION_NO_PROPOSAL = Code(
    "objection.no_proposal",
    Severity.NOTE,
    "『{customer}』還沒有方案資料，異議附件已出，方案確認書未出。",
    "請先放入方案資料表。",
    "“{customer}” has no proposal on record: the annex was made, the confirmation was not.",
    "Drop the proposal sheet first.",
)
VISIT_WITHOUT_OUTCOME = Code(
    "visit.without_outcome",
    Severity.WARNING,
    "考察時間『{value}』已過，結果還是空的。",
    "請補填反饋與結果，再放一次。",
    "The visit of “{value}” is past, but its outcome is empty.",
    "Fill in feedback and outcome and drop the sheet again.",
)
VISIT_OUTCOME_TOO_EARLY = Code(
    "visit.outcome_too_early",
    Severity.ASK,
    "考察時間『{value}』還沒到，卻已填了結果『{outcome}』。",
    "請核對日期，或先清空結果。",
    "The visit is only on “{value}”, yet its outcome is “{outcome}”.",
    "Check the date, or leave the outcome empty.",
)
