"""What the 對照 sheet says: headings, hints and the words of its dropdowns, in every language."""

from toolkit.messages.names_receipt import Text

MAPPING = Text("對照", "Match headings")
"""The sheet's name."""

TITLE = Text("對照：請替每一欄選我們的欄位", "Match: choose our field for each of your columns")
TITLE_KNOWN = Text("對照：這份表照下面的對照讀取", "Match: this list was read as matched below")
HOW_TO = Text(
    "選好後存檔，把這份回執放回收件夾（inbox），整份就會收下；同一種表以後不再問。　回執編號：{number}",
    "Choose, save, and drop this receipt into the inbox: the list is taken, and you are not asked again about its like."
    "   Receipt: {number}",
)
HOW_TO_KNOWN = Text(
    "{person} {day} 定的。不對的請改選，存檔後把這份回執放回收件夾（inbox）。　回執編號：{number}",
    "Matched by {person} on {day}. Choose again what is wrong, save, and drop this receipt into the inbox."
    "   Receipt: {number}",
)
SHEET = Text("您的工作表", "Your sheet")
FORM = Text("這是哪一張表？", "Which form is it?")
FORM_NEAR = Text("最像《{form}》，不是的話請改選", "Nearest is “{form}”; choose another if it is not")
FORM_OPEN = Text(
    "請從下拉選單選一張；選了表，下面才有欄位可選", "Choose one from the list; then the fields below can be chosen"
)
FORM_KNOWN = Text("已認得", "Recognised")
READY = Text("選好了嗎？", "Ready?")
READY_NO = Text("還沒有", "Not yet")
READY_YES = Text("好了，照我選的", "Yes, as I chose")
READY_NEAR = Text("好了，空白的照建議", "Yes, and take suggestions where I left blanks")
READY_HELP = Text(
    "建議都對的話，這裏選「好了，空白的照建議」就行，不必逐欄選",
    "If all suggestions are right, just choose “take suggestions” here",
)
KEEP = Text("不採用（照原樣保留）", "None of these (keep as it is)")
"""The choice for a column that is none of ours: it stays with its row."""

HEADINGS = Text("一、您的欄", "1  Your columns")
YOURS = Text("您的欄名", "Your heading")
SAMPLES = Text("欄裏的內容（前三個）", "What stands in it (first three)")
OURS = Text("我們的欄位（請選）", "Our field (choose)")
NEAR = Text("建議", "Suggestion")
STATE = Text("說明", "Remark")
RECOGNISED = Text("已認得", "recognised")
TO_CHOOSE = Text("請選", "please choose")
NEAR_REQUIRED = Text("（必填）", " (required)")
KEPT = Text("不採用，內容照原樣保留", "kept as it is")

MISSING = Text(
    "二、必填、但上面還沒有對到的欄：若整份都一樣，請在這裏填一個值",
    "2  Required, and not matched above: if it is the same for the whole list, give it here",
)
MISSING_OURS = Text("我們的欄位", "Our field")
MISSING_PICK = Text("從下拉清單選：{values}", "Choose from the list: {values}")
MISSING_EXAMPLE = Text("例如：{value}", "For example: {value}")
MISSING_HELP = Text("要填什麼", "What to give")
MISSING_VALUE = Text("整份都是（請填）", "Same for all rows")
MISSING_STATE = Text("不填的話，缺這一項的行要逐行補", "Left blank, each row has to be completed")

VALUES = Text("三、清單裏沒有的說法：請選它等於我們的哪一個", "3  Words that our lists lack: choose what each means")
VALUE_FIELD = Text("我們的欄位", "Our field")
VALUE_TYPED = Text("您寫的", "Yours")
VALUE_OURS = Text("等於（請選）", "Means (choose)")
VALUE_COUNT = Text("共 {count} 行", "{count} rows")

USED = Text(
    "「{sheet}」照 {person} {day} 的對照讀取。要改請到「對照」工作表。",
    "“{sheet}” was read as matched by {person} on {day}. To change that, see the sheet “Match headings”.",
)
REMEMBERED = Text(
    "「{sheet}」照您剛才的對照讀取，同一種表以後不再問。",
    "“{sheet}” was read as you matched it; lists like it will not be asked about again.",
)
SOMEBODY = Text("同事", "a colleague")
ASKED = Text(
    "「{sheet}」的欄名和我們的表不一樣：請打開「對照」工作表選好，存檔後把這份回執放回收件夾（inbox）。",
    "The headings of “{sheet}” are not ours: choose on the sheet “Match headings”, save, drop this receipt back.",
)
TO_MATCH = Text("還沒收：請先對照欄名", "Not taken yet: please match the headings")
DO_MATCH_REST = Text(
    "對照還沒答完：請打開「對照」工作表，把還缺的必填欄位選好，或填一個整份都適用的值，存檔後把這份回執放回收件夾（inbox）。",
    "The matching is not complete: on the sheet “Match headings” choose the required fields that are still missing, "
    "or fill in one value for all, save, and drop this receipt into the inbox.",
)
DO_MATCH = Text(
    "請打開「對照」工作表，替每一欄選我們的欄位，存檔後把這份回執放回收件夾（inbox）。",
    "Open the sheet “Match headings”, choose our field for each column, save, and drop this receipt into the inbox.",
)
