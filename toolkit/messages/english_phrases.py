"""Sentences that are composed of ours and of values, in Chinese and English (see ``messages.english``).

A field in braces is said in English where it is ours; one called ``own_…`` was typed and stays, one called ``all_…``
may hold whole sentences. The closer phrase stands first.
"""

_SCORES = (
    ("{title}未知，暫計 {got}/{full} 分", "{title} unknown, {got} of {full} points for now"),
    ("{title}「{value}」，{got}/{full} 分", "{title} “{value}”: {got} of {full} points"),
    ("{title} {number} {unit}，{got}/{full} 分", "{title} {number} {unit}: {got} of {full} points"),
    ("{title} {number}，{got}/{full} 分", "{title} {number}: {got} of {full} points"),
    ("{todo}（最多再加 {more} 分）", "{todo} (up to {more} points more)"),
    ("補填{title}", "fill in: {title}"),
    (
        "{name}為「有」（查詢日 {day}），鎖定 {grade} 級",
        "{name} was found (checked on {day}): the grade is locked at {grade}",
    ),
    ("{name}為「有」，鎖定 {grade} 級", "{name} was found: the grade is locked at {grade}"),
    ("{why}，按「未查」計，最高 {grade} 級", "{why}, which counts as unchecked: {grade} at most"),
    (
        "完成三項查詢並填查詢日期，可評 {grade} 級",
        "make all three checks and fill in their date: it can then be graded {grade}",
    ),
    ("{title}({unit})", "{title} ({unit})"),
)
_REPORT = (
    ("績效報告 {label}（含個人績效）", "KPI report {label} (with personal results)"),
    ("績效報告 {label}", "KPI report {label}"),
    ("{all_title}（＊不足 5 例，不比）", "{all_title} (＊ fewer than 5 cases, not compared)"),
    ("{year}年第{quarter}季度", "Q{quarter} {year}"),
    ("{year}年上半年", "first half of {year}"),
    ("{year}年下半年", "second half of {year}"),
    ("{year}年{month}月", "{year}-{month}"),
    ("{year}年", "{year}"),
    ("{month} 月 {day} 日", "{month}-{day}"),
    ("{day} 日", "day {day}"),
    (
        (
            "{period}新增客戶 {leads} 家（較{before} {change}；截至 {day}，本期未完），新簽約 {signed} 家，"
            "簽署合同金額 {amount}。"
        ),
        (
            "{period}: {leads} new customers ({change} on {before}; until {day}, not complete), "
            "{signed} newly signed, contracts worth {amount} signed."
        ),
    ),
    (
        (
            "{period}新增客戶 {leads} 家（較{before}持平；截至 {day}，本期未完），新簽約 {signed} 家，"
            "簽署合同金額 {amount}。"
        ),
        (
            "{period}: {leads} new customers (as many as in {before}; until {day}, not complete), "
            "{signed} newly signed, contracts worth {amount} signed."
        ),
    ),
    (
        "{period}新增客戶 {leads} 家（較{before} {change}），新簽約 {signed} 家，簽署合同金額 {amount}。",
        (
            "{period}: {leads} new customers ({change} on {before}), {signed} newly signed, contracts worth {amount} "
            "signed."
        ),
    ),
    (
        "{period}新增客戶 {leads} 家（較{before}持平），新簽約 {signed} 家，簽署合同金額 {amount}。",
        (
            "{period}: {leads} new customers (as many as in {before}), {signed} newly signed, contracts worth "
            "{amount} signed."
        ),
    ),
    (
        "{period}尚未開始（數據截至 {day}），沒有可計的數字。",
        "{period} has not begun (data until {day}): there is nothing to count.",
    ),
    (
        "本期沒有客戶來訪，也沒有客戶進入談判，簽約率與合同轉化率無從計算。",
        (
            "No customer came and none entered negotiation in the period: there is no signing rate and no contract "
            "conversion."
        ),
    ),
    (
        "簽約率 {rate}（{basis}），合同轉化率 {contract}（{its_basis}）。",
        "Signing rate {rate} ({basis}), contract conversion {contract} ({its_basis}).",
    ),
    (
        "帶＊者樣本不足 5，僅供參考。",
        "What bears ＊ rests on fewer than 5 cases: an indication only.",
    ),
    (
        "本期登記的客戶中，停在「{stage}」而未到「{next}」的最多：{whole} 家中 {part} 家（{share}，含仍在跟進的）。",
        (
            "Of the customers registered in the period most stand at “{stage}”, before “{next}”: {part} of {whole} "
            "({share}, with those still followed up)."
        ),
    ),
    (
        "客戶主要來自「{channel}」，佔 {share}（{basis}），渠道過於集中，宜另開來源。",
        "Most customers come through “{channel}”: {share} ({basis}). That is too much of one channel; open others.",
    ),
    (
        "客戶主要來自「{channel}」，佔 {share}（{basis}）。",
        "Most customers come through “{channel}”: {share} ({basis}).",
    ),
    (
        "客戶滿意率 {rate}（{basis}），到期合同續約率 {renewed}（{its_basis}）。",
        "Satisfaction rate {rate} ({basis}), renewal rate of contracts that ended {renewed} ({its_basis}).",
    ),
    ("客戶滿意率 {rate}（{basis}）。", "Satisfaction rate {rate} ({basis})."),
    ("到期合同續約率 {rate}（{basis}）。", "Renewal rate of contracts that ended {rate} ({basis})."),
    ("數據截至 {day}。", "Data until {day}."),
    ("由系統計算，請勿在此填寫。", "Computed by the system: do not type here."),
    ("近 12 個月新增客戶 {leads} 家、簽約 {signed} 家", "Last 12 months: {leads} new customers, {signed} signed"),
    (
        "本期登記的 {leads} 家客戶，{signed} 家已成交（{share}）",
        "Of {leads} customers registered in the period {signed} are won ({share})",
    ),
    ("{channel}簽約率最高：{share}（{basis}）", "{channel} signs best: {share} ({basis})"),
    ("{channel}帶來的客戶最多：{leads} 家", "{channel} brings most customers: {leads}"),
    ("最突出的是「{ill}」：{share}（{basis}）", "What stands out is “{ill}”: {share} ({basis})"),
    ("{own_person}得分最高：{score} 分", "{own_person} has the highest score: {score} points"),
    ("{stage}最常超過時限", "{stage} most often takes longer than allowed"),
    ("經「{channel}」登記", "registered through “{channel}”"),
    ("缺{all_fields}", "missing: {all_fields}"),
    (
        "合同 {own_contract} 簽署前沒有各部門會簽同意",
        "not all departments had agreed to contract {own_contract} before it was signed",
    ),
    ("改進措施「{own_action}」逾期", "measure “{own_action}” is late"),
    ("{count} 家", "{count}"),
    ("{amount} 元", "CNY {amount}"),
    ("{days} 天", "{days} days"),
    ("{points} 個百分點", "{points} percentage points"),
    ("{name} n", "{name} n"),
    ("{label} 總數", "{label} total"),
    ("{all_name}＊", "{all_name}＊"),
)
_REMINDERS = (
    ("{registered} 登記，尚未聯繫。", "Registered on {registered}, not contacted yet."),
    (
        "「{step}」應完成：三項信用查詢與查詢日期尚缺。",
        "“{step}” should be done: the three credit checks and their date are missing.",
    ),
    ("「{step}」應完成。", "“{step}” should be done."),
    ("「{step}」逾期未完成（跟進人：{own_person}）。", "“{step}” is late and not done (owner: {own_person})."),
    ("「{step}」逾期未完成。", "“{step}” is late and not done."),
    (
        "停在「{stage}」逾 {days} 天（自 {since}），請推進，或改列暫緩、流失。",
        "At “{stage}” for more than {days} days (since {since}): move it on, or put it on hold or lost.",
    ),
    (
        "定期拜訪 {own_customer}（{grade} 級），到期日 {day}。",
        "Regular visit to {own_customer} (grade {grade}), due on {day}.",
    ),
    (
        "更新{own_customer}的資料（{grade} 級，{day} 到期）。",
        "Confirm the row of {own_customer} (grade {grade}, due on {day}).",
    ),
    (
        "資料 {day} 起應更新（{grade} 級）：請填《待更新資料》。",
        "The row should be confirmed since {day} (grade {grade}): fill in “Records to update”.",
    ),
    (
        "跟進{own_customer}：客戶資料表所定的下次跟進。",
        "Follow up {own_customer}: the next follow-up of the prospect list.",
    ),
    ("客戶資料表所定的下次跟進。", "The next follow-up of the prospect list."),
    ("跟進{own_customer}：按約定再次聯繫。", "Follow up {own_customer}: contact them again as agreed."),
    (
        "{own_customer}的跟進人擬由{own_before}改為{own_after}，待主管確認。",
        "{own_customer} is to pass from {own_before} to {own_after}: the manager is to confirm it.",
    ),
    ("跟進{own_customer}：{own_step}", "Follow up {own_customer}: {own_step}"),
    (
        "合同 {own_contract} 的節點「{own_milestone}」應完成。",
        "Milestone “{own_milestone}” of contract {own_contract} should be done.",
    ),
    (
        "「{own_item}」（{grade} 級）由 {own_person} 整改，請驗收。",
        "“{own_item}” (grade {grade}) is mended by {own_person}: accept it.",
    ),
    ("合同 {own_contract}：{own_item}還缺 {number}。", "Contract {own_contract}: {own_item}, {number} still missing."),
    ("改進措施「{own_action}」，完成後填關閉日。", "Measure “{own_action}”: once done, fill in the day it was closed."),
    ("開發計劃「{own_goal}」到期，請更新狀態。", "Plan “{own_goal}” is due: bring its state up to date."),
    (
        "合同 {own_contract} {day} 到期，還有 {days} 天。{all_rest}",
        "Contract {own_contract} ends on {day}, in {days} days. {all_rest}",
    ),
    (
        "合同 {own_contract} {day} 到期，已過 {days} 天。{all_rest}",
        "Contract {own_contract} ended on {day}, {days} days ago. {all_rest}",
    ),
    ("請面談續租。", "Meet the tenant about renewal."),
    (
        "不續約須在 {day} 前書面通知（民法典 947）。",
        "Not to renew takes a written notice before {day} (Civil Code 947).",
    ),
    (
        "不續約的通知期限已過，請立即與客戶確認。",
        "The time for a notice not to renew is over: settle it with the client at once.",
    ),
    ("評審決議：{own_decision}（{stage}）", "Review decision: {own_decision} ({stage})"),
    ("{own_customer} 的開發計劃「{own_goal}」{day} 到期。", "Plan “{own_goal}” of {own_customer} ends on {day}."),
    (
        "{own_customer} 的合作方案 {day} 到期，請取得答覆或延期。",
        "The proposal to {own_customer} expires on {day}: get an answer, or extend it.",
    ),
    (
        "請主管核定「{own_what}」的單價，補入收費標準後再出 {own_customer} 的方案。",
        (
            "The manager is to set the rate of “{own_what}”; once it is among the rates, the proposal to "
            "{own_customer} follows."
        ),
    ),
    ("{moment} 接待 {own_customer}，地點 {own_place}。", "Receive {own_customer} at {moment}, at {own_place}."),
    (
        "請把滿意度問卷發給 {own_customer}，收回後投入收件資料夾。",
        "Send the questionnaire to {own_customer}; once it is back, drop it into the inbox.",
    ),
    (
        "{own_customer}：改進措施「{own_action}」{day} 到期，完成後填關閉日。",
        "{own_customer}: measure “{own_action}” is due on {day}; once done, fill in the day it was closed.",
    ),
    (
        "{own_customer}：{own_item}還缺 {number}，{day} 前到位。",
        "{own_customer}: {own_item}, {number} still missing, needed before {day}.",
    ),
    (
        "{own_customer}：{own_item}（{grade} 級，{state}）由 {own_person} 於 {day} 前整改，請驗收。",
        "{own_customer}: {own_item} (grade {grade}, {state}) is mended by {own_person} before {day}: accept it.",
    ),
    (
        "{own_customer}：節點「{own_milestone}」{day} 應完成。",
        "{own_customer}: milestone “{own_milestone}” should be done on {day}.",
    ),
    (
        "{own_customer} 的合同 {own_contract} 還有 {days} 天到期（{day}）。{all_rest}",
        "Contract {own_contract} of {own_customer} ends in {days} days ({day}). {all_rest}",
    ),
    (
        "{own_customer} 的合同 {own_contract} 還有 {days} 天到期（{day}）。",
        "Contract {own_contract} of {own_customer} ends in {days} days ({day}).",
    ),
    ("合同 {own_contract}（{own_customer}）：{all_todo}", "Contract {own_contract} ({own_customer}): {all_todo}"),
    (
        "已可簽署，簽署後登記簽署日、簽署人、用印號與原件存放。",
        ("It can be signed; then enter the day, who signed, the number of the seal and where the original is kept."),
    ),
    ("合同文本已更新。", "The text of the contract was renewed."),
    (
        "範本已改動，{count} 份意見作廢，須按校驗碼 {code} 重新會簽。",
        "The template has changed: {count} opinions are void; it must be agreed again, by check code {code}.",
    ),
    (
        "本合同自上次審批後已改動，之前的 {count} 份意見作廢，須按校驗碼 {code} 重新會簽。",
        (
            "The contract has changed since it was reviewed: {count} opinions are void; it must be agreed again, by "
            "check code {code}."
        ),
    ),
    ("續約建議書已備好，請面談。", "The renewal proposal is ready: meet them."),
    ("待填方案資料表：{own_person}", "Proposals to complete: {own_person}"),
    ("待更新資料：{own_person}（{day}，{count} 家）", "Records to update: {own_person} ({day}, {count})"),
    ("等級變動（{day}，{count} 家）", "Grade changes ({day}, {count})"),
    ("轉交給{own_person}的客戶（{count} 家）", "Customers handed over to {own_person} ({count})"),
    ("滿意度問卷：{own_customer}", "Questionnaire: {own_customer}"),
)
PHRASES = (*_SCORES, *_REPORT, *_REMINDERS)
"""(Chinese, English), read in this order."""
