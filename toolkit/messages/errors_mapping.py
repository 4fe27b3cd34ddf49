"""What the admin must mend when asking for a remembered layout."""

from toolkit.messages.finding import Code, Severity

MAPPING_UNKNOWN = Code(
    "mappings.unknown",
    Severity.ERROR,
    "沒有唯一一個版式的編號以『{layout}』開頭（記得的版式：{known}）。",
    "請用 toolkit mappings 看一看，再寫完整的編號。",
    "No single layout begins with “{layout}” (remembered: {known}).",
    "List them with `toolkit mappings` and give the whole id.",
)
