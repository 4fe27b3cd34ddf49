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
OTHER_WORD = Code(
    "template.other_word",
    Severity.ERROR,
    "「{name}」是 {suffix} 文件，範本只能用 .docx。",
    "請用 Word 打開，另存為「Word 文件（.docx）」，再用新的那一份。",
    "“{name}” is a {suffix} file; templates are .docx only.",
    "Open it in Word, save it as “Word Document (.docx)” and use that.",
)
