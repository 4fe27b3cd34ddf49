"""What an admin reads when a command about templates names one that does not exist."""

from toolkit.messages.finding import Code, Severity

TEMPLATE_UNKNOWN = Code(
    "template.unknown",
    Severity.ERROR,
    "沒有叫做「{name}」的 Word 範本。",
    "請用 templates/word 裏的範本名稱，或 .docx 的路徑。",
    "There is no Word template “{name}”.",
    "Give the name of one in templates/word, or the path of a .docx.",
)
