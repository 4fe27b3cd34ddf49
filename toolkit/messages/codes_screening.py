"""Findings about a row of the prospect list (F1 客戶資料表)."""

from toolkit.messages.finding import Code, Severity

CODE_MISSING = Code(
    "prospect.code_missing",
    Severity.WARNING,
    "主體類型是企業，還沒有統一社會信用代碼。",
    "進入談判之前請補上，否則屆時不能收。",
    "The party is a company, but there is no credit code yet.",
    "Add it before the negotiation; from there on the row cannot be taken without it.",
)
CODE_NEEDED = Code(
    "prospect.code_needed",
    Severity.ERROR,
    "階段已到「{stage}」，企業必須有統一社會信用代碼。",
    "請補上 18 位代碼（營業執照上有）。",
    "In stage “{stage}” a company must have a credit code.",
    "Add the 18 characters from its business licence.",
)
CODE_OF_PERSON = Code(
    "prospect.code_of_person",
    Severity.WARNING,
    "主體類型是「{party}」，通常沒有統一社會信用代碼。",
    "請核對主體類型；若是企業或個體工商戶，請改選。",
    "The party is “{party}”, which usually has no credit code.",
    "Check the type of party; if it is a company or a sole trader, choose that.",
)
CHECK_UNDATED = Code(
    "prospect.check_undated",
    Severity.WARNING,
    "信用查詢有結論，但沒有查詢日期，按「未查」計。",
    "請補上查詢日期。",
    "The credit checks have results but no date; they count as not checked.",
    "Add the day of the check.",
)
CHECK_IN_FUTURE = Code(
    "prospect.check_in_future",
    Severity.ERROR,
    "查詢日期 {value} 還沒到。",
    "請填實際查詢的日期。",
    "The check is dated {value}, which is still to come.",
    "Type the day on which it was made.",
)
REGISTERED_IN_FUTURE = Code(
    "prospect.registered_in_future",
    Severity.ERROR,
    "登記日期 {value} 還沒到。",
    "請填實際登記的日期。",
    "The registration is dated {value}, which is still to come.",
    "Type the day of the registration.",
)
FOUNDED_IN_FUTURE = Code(
    "prospect.founded_in_future",
    Severity.ERROR,
    "成立日期 {value} 還沒到。",
    "請按營業執照填寫。",
    "The date of foundation {value} is still to come.",
    "Type it as on the business licence.",
)
SIGNING_BEFORE_REGISTRATION = Code(
    "prospect.signing_before_registration",
    Severity.ERROR,
    "預計簽約日 {value} 早於登記日期 {registered}。",
    "請核對這兩個日期。",
    "The expected signing {value} lies before the registration {registered}.",
    "Check both dates.",
)
SIGNING_OVERDUE = Code(
    "prospect.signing_overdue",
    Severity.WARNING,
    "預計簽約日 {value} 已過，階段仍是「{stage}」。",
    "請與客戶確認後更新日期。",
    "The expected signing {value} has passed while the stage is still “{stage}”.",
    "Agree a new date with the customer.",
)
FOLLOW_UP_OVERDUE = Code(
    "prospect.follow_up_overdue",
    Severity.WARNING,
    "下次跟進 {value} 已過。",
    "請補登溝通記錄，或改約日期。",
    "The next follow-up {value} has passed.",
    "Log the contact, or set a new date.",
)
RED_LINE = Code(
    "prospect.red_line",
    Severity.WARNING,
    "「{title}」為「有」，評級鎖定為 {grade}。",
    "請先報主管，不要繼續投入；若查詢有誤，請更正後再放一次。",
    "“{title}” was found, so the grade is locked at {grade}.",
    "Tell the manager before spending more on it; if the check is wrong, correct it and drop the file again.",
)
