"""Findings of stage 7: KPI targets (F15) and feedback (F16)."""

from toolkit.messages.finding import Code, Severity

WEIGHT_RANGE = Code(
    "kpi.weight_range",
    Severity.ERROR,
    "權重『{value}』不在 0 到 100 之間。",
    "同一人同一週期的權重合計應為 100，請改正。",
    "The weight “{value}” is not between 0 and 100.",
    "A person's weights in one period add up to 100; please correct it.",
)
WEIGHTS_SUM = Code(
    "kpi.weights_sum",
    Severity.ERROR,
    "{person} {period} 的權重合計是 {sum}，不是 100。",
    "請調整各項權重，使合計為 100，再放一次；此人這一週期的指標暫未收入。",
    "The weights of {person} for {period} add up to {sum}, not 100.",
    "Make them add up to 100 and drop the sheet again; nothing of that person and period was taken.",
)
WEIGHT_PARTLY = Code(
    "kpi.weight_partly",
    Severity.ERROR,
    "{person} {period} 有的指標填了權重，這一項沒有填。",
    "請補上權重（不計分的填 0），使合計為 100。",
    "Some indicators of {person} for {period} have a weight, this one has none.",
    "Fill it in (0 where it does not count) so that they add up to 100.",
)
RATE_READ_AS_PERCENT = Code(
    "kpi.rate_read_as_percent",
    Severity.NOTE,
    "{metric}是比率，{field}『{value}』讀作 {value}%。",
    "若不是這個意思，請寫上百分號後再放一次。",
    "{metric} is a rate; {field} “{value}” was read as {value}%.",
    "If that is not what you meant, add the percent sign and drop the file again.",
)
RATE_AMBIGUOUS = Code(
    "kpi.rate_ambiguous",
    Severity.ASK,
    "{metric}是比率，{field}『{value}』可以是 {value}%，也可以是 {hundred}%。",
    "請寫上百分號。",
    "{metric} is a rate; {field} “{value}” may be {value}% or {hundred}%.",
    "Please add the percent sign.",
)
RATE_OVER = Code(
    "kpi.rate_over",
    Severity.ERROR,
    "{metric}的{field}『{value}』超過 100%。",
    "比率最多 100%，請核對。",
    "{field} “{value}” of {metric} is above 100%.",
    "A rate is 100% at most; please check.",
)
NEGATIVE = Code(
    "kpi.negative",
    Severity.ERROR,
    "{metric}的{field}『{value}』小於 0。",
    "請填 0 或正數。",
    "{field} “{value}” of {metric} is below 0.",
    "Fill in 0 or more.",
)
MANUAL_ONLY = Code(
    "kpi.manual_only",
    Severity.WARNING,
    "{metric}只能人工填報，實績還是空的。",
    "請向財務或運營取數後補填，否則報告印「—」。",
    "{metric} can only be reported by hand, and its actual is empty.",
    "Fill it in from finance or operations, else the report prints “—”.",
)
FEEDBACK_CLOSED_UNVERIFIED = Code(
    "feedback.closed_unverified",
    Severity.ERROR,
    "狀態是『已關閉』，但沒有驗證結果。",
    "請寫明怎樣驗證有效，或把狀態改成「待驗證」。",
    "The status is closed, but nothing says how it was verified.",
    "Say how it was verified, or set the status to 待驗證.",
)
FEEDBACK_NO_DECISION = Code(
    "feedback.no_decision",
    Severity.WARNING,
    "狀態是『{value}』，但還沒有決議。",
    "請補上決議，責任人才知道做什麼。",
    "The status is “{value}”, but there is no decision yet.",
    "Add the decision so that the owner knows what to do.",
)
FEEDBACK_OVERDUE = Code(
    "feedback.overdue",
    Severity.WARNING,
    "期限『{value}』已過 {days} 天，問題還沒有關閉。",
    "請填寫驗證結果並關閉，或與主管商定新期限。",
    "The deadline “{value}” passed {days} days ago and the problem is still open.",
    "Verify and close it, or agree on a new date.",
)
DEAL_DAY_UNCLEAR = Code(
    "deals.day_unclear",
    Severity.WARNING,
    "『{value}』看不出日在前還是月在前：本表沒有一格能說明。",
    "這一格不計天數，成交與否照計；寫成「年-月-日」即可算入。",
    "“{value}” may be day first or month first; nothing in this list tells which.",
    "Its days are not counted, its outcome is; write it as year-month-day to have both.",
)
DEAL_DAYS_BACKWARDS = Code(
    "deals.days_backwards",
    Severity.WARNING,
    "結案日『{value}』早於開立日 {opened}。",
    "這一行不計天數，成交與否照計；改好再放回即可算入。",
    "Closed on “{value}”, which is before it was opened on {opened}.",
    "Its days are not counted, its outcome is; mend it and drop it again to have both.",
)
DEAL_SCORE_RANGE = Code(
    "deals.score_range",
    Severity.WARNING,
    "{field}『{value}』不在 0 到 100 之間。",
    "這一格不計，這一行的成交結果照計；請改成百分制的分數再放回。",
    "{field} “{value}” is not between 0 and 100.",
    "This cell is not counted, the outcome of its row is; give the score out of 100 and drop it again.",
)
DEAL_CELL_UNREAD = Code(
    "deals.cell_unread",
    Severity.WARNING,
    "{field}『{value}』讀不出。",
    "這一格不計，這一行的成交結果照計；改好再放回即可算入。",
    "{field} “{value}” cannot be read.",
    "This cell is not counted, the outcome of its row is; correct it to have both.",
)
