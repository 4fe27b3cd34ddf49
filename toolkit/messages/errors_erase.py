"""What an admin reads when a person cannot be erased as asked."""

from toolkit.messages.finding import Code, Severity

TOO_SHORT = Code(
    "erase.too_short",
    Severity.ERROR,
    "「{value}」太短，會誤刪別人的資料。",
    "請寫全名、完整電話或電子郵件。",
    "“{value}” is too short: it would be found in what is other people's.",
    "Give the whole name, phone number or e-mail address.",
)
