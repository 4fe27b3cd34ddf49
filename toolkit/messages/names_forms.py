"""What a blank form says besides its headings: how to fill it in, hints, the example's mark."""

from toolkit.messages.names_receipt import Text

HOW_TO = Text(
    "帶 * 的必填；灰色「例」那一行不用刪，系統不會讀它。填好存檔，放進收件夾（inbox）。",
    "Columns with * are required; the grey example row may stay, it is not read. "
    "Save, then drop the file into the inbox.",
)
HOW_TO_EXPAND = Text(
    "選填欄先收起來了，點表頭上方的 [+] 展開。",
    "Optional columns are folded away: click [+] above the headings.",
)
HOW_TO_PREFILLED = Text(
    "帶 * 的必填。已填好的請核對，缺的補上；存檔後放進收件夾（inbox）。",
    "Columns with * are required. Check what is filled in, complete what is missing, "
    "save, and drop the file into the inbox.",
)
HOW_TO_LOCKED = Text(
    "只需填白色的格子，灰色的已鎖定；存檔後放進收件夾（inbox）。",
    "Fill in the white cells only, grey ones are locked; save, and drop the file into the inbox.",
)
HOW_TO_REPLY = Text(
    "請於 {until} 前填好白色、黃色的格子，存檔後發回 {address}；有疑問請聯繫 {contact}。"
    "（本公司同事收回後放進收件夾 inbox）",
    "Please fill in the white and yellow cells by {until}, save, and send the file back to {address}; "
    "questions: {contact}. (Staff: drop what comes back into the inbox.)",
)
HOW_TO_REPLY_TO_SENDER = Text("發給您本檔案的同事", "whoever sent it to you")
EXAMPLE = Text("例：{value}", "e.g. {value}")
LISTS = Text("清單", "Lists")
REQUIRED_HINT = Text("必填。", "Required.")
OPTIONAL_HINT = Text("可不填。", "Optional.")
EXAMPLE_HINT = Text("例如：{value}", "For example: {value}")
SEVERAL_HINT = Text("可填多項，用頓號「、」隔開。", "Several are allowed: part them by “、” or a comma.")
NOT_LISTED = Text(
    "清單裏沒有這一項。意思相同的寫法系統也讀得懂；不確定請從下拉清單選。",
    "This is not in the list. Other words for the same are understood; if in doubt choose from the list.",
)
LIST_COUNT = Text("共 {count} 筆", "{count} rows")
