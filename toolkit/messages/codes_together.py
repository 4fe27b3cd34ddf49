"""What several people changed in copies of one receipt: findings that come back to all of them."""

from toolkit.messages.finding import Code, Severity

DISPUTED = Code(
    "row.disputed",
    Severity.ASK,
    "「{field}」您填『{value}』，但這份回執發出後，{person}已改成『{theirs}』（{file}）。",
    "對方的對，請把這格改成『{theirs}』；您的對，請保持不變。然後把這份回執再放一次。",
    "You give {field} as “{value}”, but since this receipt was sent {person} changed it to “{theirs}” ({file}).",
    "If theirs is right, write “{theirs}” here; if yours is, leave it. Then drop this receipt again.",
)
KEPT_THEIRS = Code(
    "row.kept_theirs",
    Severity.NOTE,
    "「{field}」您沒有改，但別人已改成『{theirs}』，照新的保留。",
    "不必改。",
    "You did not change {field}, but somebody else made it “{theirs}”; that is kept.",
    "Nothing to do.",
)
