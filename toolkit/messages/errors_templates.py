"""Sentences about Word templates that cannot be compiled, and documents that cannot be filled, for the admin.

``where`` and ``where_en`` say the place (第2個表格第3行第1格); ``tag`` is the tag as it stands in Word.
"""

from toolkit.messages.finding import Code, Severity

_ERROR = Severity.ERROR

# --- templates -----------------------------------------------------------------------------------------

NOT_WORD = Code(
    "template.not_word",
    _ERROR,
    "這份範本不是 Word 文件（.docx）。",
    "請在 Word 裏另存為 .docx，再放回 templates/word。",
    "This template is no Word document (.docx).",
    "Save it as .docx in Word and put it back into templates/word.",
)
PACKAGE = Code(
    "template.package",
    _ERROR,
    "範本文件已損壞：{reason}。",
    "請用 Word 打開、另存一份；打不開時請從備份取回。",
    "The template is damaged: {reason}.",
    "Open it in Word and save it again; if Word cannot open it, take it back from a backup.",
)
TOO_BIG = Code(
    "template.too_big",
    _ERROR,
    "範本太大，展開後超過上限。",
    "請在 Word 裏壓縮圖片，或刪去不需要的內容。",
    "The template is too large once unpacked.",
    "Compress its pictures in Word, or remove what is not needed.",
)
REFUSED = Code(
    "template.refused",
    _ERROR,
    "範本裏有不允許的內容：{what}（{part}）。",
    "請在 Word 裏刪去宏、內嵌對象、外部連結和會執行動作的域，再另存。",
    "The template holds something that is not allowed: {what} ({part}).",
    "Remove macros, embedded objects, external links and fields that act, and save it again.",
)
SYNTAX = Code(
    "template.syntax",
    _ERROR,
    "{where}的『{tag}』寫得不完整：{reason}。",
    "請核對括號、引號和 if／for 的結尾。",
    "“{tag}” ({where_en}) is not complete: {reason}.",
    "Check its brackets and quotes, and that each if and for has its end.",
)
UNCLOSED = Code(
    "template.unclosed_tag",
    _ERROR,
    "{where}的『{tag}』沒有收尾。",
    "請補上 }}}} 或 %}}，並確認是半形符號。",
    "“{tag}” ({where_en}) is never closed.",
    "Add }}}} or %}}, and make sure the signs are half width.",
)
PREFIX_OUTSIDE = Code(
    "template.prefix_outside",
    _ERROR,
    "{where}的『{tag}』用了 {prefix}，但不在它該在的表格或段落裏。",
    "請移到表格的行（tr）、格（tc）或段落（p）裏，或去掉 {prefix}。",
    "“{tag}” ({where_en}) uses {prefix}, but does not stand inside the table or paragraph it needs.",
    "Move it into a table row (tr), cell (tc) or paragraph (p), or take {prefix} away.",
)
CELL_OUTSIDE = Code(
    "template.cell_outside",
    _ERROR,
    "{where}的『{tag}』只能放在表格的格裏。",
    "請移到表格裏。",
    "“{tag}” ({where_en}) belongs inside a table cell.",
    "Move it into a table.",
)
FORBIDDEN = Code(
    "template.forbidden",
    _ERROR,
    "{where}的『{tag}』用了不允許的寫法：{what}。",
    "範本裏只能取值、用過濾器、寫 if 和 for；請改寫。",
    "“{tag}” ({where_en}) uses something that is not allowed: {what}.",
    "A template may only print values, use filters, if and for; please rewrite it.",
)
UNKNOWN_FILTER = Code(
    "template.unknown_filter",
    _ERROR,
    "{where}的『{tag}』用了不認識的過濾器「{filter}」。",
    "請核對拼寫；可用的見 README 的過濾器一覽。",
    "“{tag}” ({where_en}) uses an unknown filter “{filter}”.",
    "Check the spelling; the README lists the filters there are.",
)
TOO_DEEP = Code(
    "template.too_deep",
    _ERROR,
    "範本裏的 if 和 for 套得太深。",
    "請拆成幾段。",
    "The template nests if and for too deeply.",
    "Break it into several parts.",
)

# --- documents -----------------------------------------------------------------------------------------

MISSING = Code(
    "render.missing",
    _ERROR,
    "還缺這些內容，不能出正式件：{missing}。",
    "請在表上補齊再放一次；需要先看時，請出草稿。",
    "A final copy cannot be made while this is missing: {missing}.",
    "Fill it in and drop the sheet again; ask for a draft to see it before that.",
)
CANNOT = Code(
    "render.cannot",
    _ERROR,
    "{where}的『{tag}』填不出來：{reason}。",
    "請核對這個欄位的內容，或改寫範本。",
    "“{tag}” ({where_en}) cannot be filled in: {reason}.",
    "Check what this field holds, or rewrite the template.",
)
RENDER_FORBIDDEN = Code(
    "render.forbidden",
    _ERROR,
    "{where}的『{tag}』想做不允許的事：{what}。",
    "請改寫範本，只取值和用過濾器。",
    "“{tag}” ({where_en}) tries something that is not allowed: {what}.",
    "Rewrite the template so that it only prints values and uses filters.",
)
FILTER = Code(
    "render.filter",
    _ERROR,
    "過濾器「{filter}」不能用在『{value}』上。",
    "請核對這個欄位是不是數字或日期。",
    "The filter “{filter}” cannot be used on “{value}”.",
    "Check that this field is a number or a date.",
)
TOO_MUCH = Code(
    "render.too_much",
    _ERROR,
    "這份文件超過上限（{what}：{most}）。",
    "請減少行數或圖片；必要時分成幾份。",
    "This document passes a limit ({what}: {most}).",
    "Use fewer rows or pictures, or make several documents.",
)
WRONG_PLACE = Code(
    "render.wrong_place",
    _ERROR,
    "「{what}」不能放在這個位置。",
    "請讓它獨佔一個段落。",
    "“{what}” cannot stand in this place.",
    "Give it a paragraph of its own.",
)
NOT_PLAIN = Code(
    "render.not_plain",
    _ERROR,
    "有一項內容（{kind}）不能印在文件裏。",
    "請只給文字、數字、日期和清單。",
    "One of the values ({kind}) cannot be printed in a document.",
    "Give text, numbers, dates and lists only.",
)
NOT_A_COLOUR = Code(
    "render.not_a_colour",
    _ERROR,
    "『{value}』不是顏色。",
    "請寫成六位的色碼，例如 1F4E5F。",
    "“{value}” is not a colour.",
    "Write six hexadecimal digits, for example 1F4E5F.",
)
NOT_A_WIDTH = Code(
    "render.not_a_width",
    _ERROR,
    "『{value}』不是欄數或寬度。",
    "請給大於零的整數。",
    "“{value}” is no number of columns or width.",
    "Give a whole number above zero.",
)
NOT_A_LINK = Code(
    "render.not_a_link",
    _ERROR,
    "『{value}』不能做成連結。",
    "請用 https://、mailto: 或文件裏的書籤。",
    "“{value}” cannot be made a link.",
    "Use https://, mailto: or a bookmark of the document.",
)
NOT_A_PICTURE = Code(
    "render.not_a_picture",
    _ERROR,
    "要放的圖片不是 PNG、JPEG、GIF、BMP 或 TIFF。",
    "請另存為 PNG 或 JPEG。",
    "The picture is none of PNG, JPEG, GIF, BMP or TIFF.",
    "Save it as PNG or JPEG.",
)
PICTURE_TOO_BIG = Code(
    "render.picture_too_big",
    _ERROR,
    "圖片有 {width}×{height} 點，太大了。",
    "請縮小後再用。",
    "The picture has {width}×{height} points, which is too large.",
    "Make it smaller first.",
)
NOTHING_TO_REPLACE = Code(
    "render.nothing_to_replace",
    _ERROR,
    "範本裏沒有叫「{name}」的圖片或文件可以替換。",
    "請在 Word 裏核對它的替代文字（Alt text）。",
    "The template has no picture or part called “{name}” to replace.",
    "Check its alternative text in Word.",
)
SUB_DOCUMENT = Code(
    "render.sub_document",
    _ERROR,
    "要插入的文件用不了：{reason}。",
    "請用 Word 打開那份文件、另存為 .docx 再試。",
    "The document to be put in cannot be used: {reason}.",
    "Open it in Word, save it as .docx and try again.",
)
