"""What the copies that come of a template's check are called, and what a dropped template's receipt says."""

from toolkit.messages.names_receipt import Text

MARKED = Text("標註", "marked")
MENDED = Text("已改", "mended")
ORDINARY = Text("一般樣本", "ordinary")
EXTREME = Text("極端樣本", "extreme")
FIELDS = Text("欄位表", "fields")
"""Each stands in brackets behind the template's name."""

KIND = Text("範本檢查", "Template check")
"""The kind of these copies, and the folder for those that were asked for by command."""

FIELDS_OF = Text("{name}・欄位表", "Fields of {name}")
HOW_TO_COPY = Text(
    "把左欄照樣複製到範本裏即可。標「可空」的欄位沒有內容時不印；其餘沒有內容時印【缺】並轉為草稿。",
    "Copy a placeholder into the template as it is. A field that must be there prints as missing when empty.",
)
LIST_HEADINGS = (
    Text("照樣複製", "Type this"),
    Text("欄位", "Term"),
    Text("英文鍵", "Key"),
    Text("內容", "Holds"),
    Text("樣例", "Sample"),
)
YES = Text("是", "yes")
OF_THE_DOCUMENT = Text("文件本身", "Of the document")
OF_THE_LIST = Text("清單「{list}」的每一行", "In each line of {list}")
ASKED = Text("這份範本用到的欄位", "What this template asks for")
NOTHING_ASKED = Text("這份範本沒有用到任何欄位。", "This template asks for no field.")
ASKED_HEADINGS = (
    Text("範本裏寫的", "As typed"),
    Text("認得嗎", "Known?"),
    Text("欄位", "Field"),
    Text("內容", "Holds"),
    Text("用在哪裏", "Where"),
)
KNOWN = Text("認得", "known")
NEAREST = Text("不認得；最像「{name}」", "unknown; nearest “{name}”")
UNKNOWN = Text("不認得", "unknown")
AVAILABLE = Text("全部可用的欄位", "Every field there is")
OTHERS = Text("另有 {count} 處", "{count} more")

FILLED = Text("批次文件", "Filled")
"""The folder for documents that ``toolkit fill`` makes where none is named."""

MORE = Text(
    "…另有 {count} 行也有話要說，請用 --json 看全部。", "… {count} more rows have something to say; --json tells all."
)

TEMPLATE = Text("範本", "template")
SOUND = Text("可用", "sound")
TO_MEND = Text("待改", "to mend")
"""The result in a receipt's name: 範本·待改3."""

CHECKED_SOUND = Text(
    "這是一份 Word 範本，檢查過可以用；附上欄位表和填好的樣本。要啟用請交管理員放進 templates/word。",
    "This is a Word template, and it is sound; its fields and filled samples are attached. "
    "The admin puts it into templates/word.",
)
CHECKED = Text(
    "這是一份 Word 範本，已經檢查：標註本在出錯的字上有註解，已改本替您改了能改的，"
    "欄位表列出用到的欄位；改好請再放一次。",
    "This is a Word template, and it was checked: the marked copy has comments on the words, the mended copy has what "
    "could be mended, and the list of fields says what it asks for. Mend the rest and drop it again.",
)

HEAD_SOUND = Text("範本可以使用", "The template is sound")
HEAD_TO_MEND = Text("範本有要改的地方", "The template has to be mended")
