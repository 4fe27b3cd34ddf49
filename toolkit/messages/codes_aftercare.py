"""Findings of the after-care sheet (F14)."""

from toolkit.messages.finding import Code, Severity

LOW_SCORE_NEEDS_ACTION = Code(
    "aftercare.low_score_needs_action",
    Severity.WARNING,
    "總評 {value} 分，沒有寫處理措施和期限。",
    "請補上處理措施、責任人和期限。",
    "The overall score is {value}, without a measure and a deadline.",
    "Add measure, person and deadline.",
)
ACTION_NEEDS = Code(
    "aftercare.action_needs",
    Severity.ERROR,
    "寫了處理措施，但「{field}」是空的。",
    "請填「{field}」。",
    "There is a measure, but “{field}” is empty.",
    "Fill in “{field}”.",
)
CLOSED_BEFORE_VISIT = Code(
    "aftercare.closed_before_visit",
    Severity.ERROR,
    "關閉日「{value}」早於回訪日「{day}」。",
    "請核對兩個日期。",
    "Closed on “{value}”, before the visit on “{day}”.",
    "Check both dates.",
)
