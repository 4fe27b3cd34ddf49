"""What the receipt of a file says whose name calls it a copy of one that was taken."""

from toolkit.messages.names_receipt import Text

COPY = Text(
    "檔名像是「{name}」的副本，那一份 {day} 已收（{number}），內容與這份不同。兩份都收下，同一筆以這份為準；"
    "若這份是多出來的，請在這份回執勾選撤回。",
    "The name says this is a copy of “{name}”, which was taken on {day} ({number}) with other content. "
    "Both are taken, and where they differ this one counts; if it is one too many, withdraw it in this receipt.",
)
