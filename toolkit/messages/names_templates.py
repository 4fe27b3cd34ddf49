"""What the copies that come of a template's check are called, and what a dropped template's receipt says."""

from toolkit.messages.names_receipt import Text

MARKED = Text("標註", "marked")
MENDED = Text("已改", "mended")
ORDINARY = Text("一般樣本", "ordinary")
EXTREME = Text("極端樣本", "extreme")
"""Each stands in brackets behind the template's name."""

KIND = Text("範本檢查", "Template check")
"""The kind of these copies, and the folder for those that were asked for by command."""

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
    "這是一份 Word 範本，檢查過可以用；附上填好的樣本。要啟用請交管理員放進 templates/word。",
    "This is a Word template, and it is sound; filled samples are attached. The admin puts it into templates/word.",
)
CHECKED = Text(
    "這是一份 Word 範本，已經檢查：標註本在出錯的字上有註解，已改本替您改了能改的；改好請再放一次。",
    "This is a Word template, and it was checked: the marked copy has comments on the words, the mended copy has what "
    "could be mended. Mend the rest and drop it again.",
)

HEAD_SOUND = Text("範本可以使用", "The template is sound")
HEAD_TO_MEND = Text("範本有要改的地方", "The template has to be mended")
