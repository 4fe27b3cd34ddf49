"""Findings about contacts, plans and needs (F2 溝通記錄表, F3 開發計劃表, F4 需求調研表)."""

from toolkit.messages.finding import Code, Severity

NO_NEXT_STEP = Code(
    "contact.no_next_step",
    Severity.WARNING,
    "這次溝通沒有寫下一步。",
    "請寫明誰在何時做甚麼，否則客戶容易斷線。",
    "This contact has no next step.",
    "Say who does what by when; otherwise the customer is easily lost.",
)
NEXT_DATE_MISSING = Code(
    "contact.next_date_missing",
    Severity.ERROR,
    "下次跟進沒有填日期。",
    "只有「成交」或「流失」可以留空，其餘請填日期。",
    "The next follow-up has no date.",
    "It may stay empty only at 成交 (won) or 流失 (lost); otherwise give a date.",
)
NEXT_BEFORE_CONTACT = Code(
    "contact.next_before_contact",
    Severity.ERROR,
    "下次跟進 {value} 早於這次溝通（{held}）。",
    "請核對這兩個日期。",
    "The next follow-up {value} lies before this contact ({held}).",
    "Check both dates.",
)
CONTACT_IN_FUTURE = Code(
    "contact.in_future",
    Severity.ERROR,
    "溝通時間 {value} 還沒到。",
    "記錄只登已發生的溝通；打算做的事請填「下次跟進」。",
    "The contact is dated {value}, which is still to come.",
    "Log only what has happened; what is planned belongs to the next follow-up.",
)
REACHED_WITHOUT_CONTENT = Code(
    "contact.thin_content",
    Severity.WARNING,
    "內容只有「{value}」，日後難以接手。",
    "請寫明談了甚麼、對方的意見。",
    "The content says only “{value}”, which is of little help to whoever takes over.",
    "Say what was discussed and what the other side thinks.",
)
PLAN_DATES = Code(
    "plan.dates",
    Severity.ERROR,
    "完成日期 {value} 早於開始日期 {start}。",
    "請核對這兩個日期。",
    "The end {value} lies before the start {start}.",
    "Check both dates.",
)
PLAN_LATE = Code(
    "plan.late",
    Severity.WARNING,
    "完成日期 {value} 已過，狀態仍是「{status}」。",
    "請更新狀態，或改訂完成日期並說明原因。",
    "The end {value} has passed while the status is still “{status}”.",
    "Update the status, or set a new date and say why.",
)
NEEDS_RANGE = Code(
    "needs.range",
    Severity.ERROR,
    "{field}（{value}）大於上限（{upper}）。",
    "請核對上下限是否填反。",
    "{field} ({value}) is above its upper limit ({upper}).",
    "Check whether the limits are swapped.",
)
NEEDS_UNIT = Code(
    "needs.unit",
    Severity.ERROR,
    "填了期望單價 {value}，但沒有單位。",
    "請選單價單位，單位不會代猜。",
    "The expected price {value} has no unit.",
    "Choose the unit; it is never guessed.",
)
NEEDS_NO_DECIDER = Code(
    "needs.no_decider",
    Severity.WARNING,
    "還不知道決策人和決策流程。",
    "下次溝通請問清由誰決定、要經過哪些程序。",
    "Who decides, and how, is not known yet.",
    "Ask at the next contact who decides and what steps it takes.",
)
