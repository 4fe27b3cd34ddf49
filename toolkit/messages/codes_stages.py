"""Findings of the stages about customers: whom a row means, who looks after them, where they stand."""

from toolkit.messages.finding import Code, Severity

CUSTOMER_UNKNOWN = Code(
    "customer.unknown",
    Severity.ERROR,
    "找不到客戶「{value}」。",
    "請填客戶編號，或與客戶資料表完全相同的名稱；新客戶請先登記客戶資料表。",
    "There is no customer “{value}”.",
    "Type the customer id, or the name exactly as in the prospect list; register a new customer there first.",
)
CUSTOMER_SIMILAR = Code(
    "customer.similar",
    Severity.ASK,
    "找不到客戶「{value}」，最接近的是「{suggestion}」。",
    "若是同一家，請改填該客戶的編號；若不是，請先登記客戶資料表。",
    "There is no customer “{value}”; the nearest is “{suggestion}”.",
    "If it is the same one, type its id instead; if not, register it in the prospect list first.",
)
LOOKALIKE = Code(
    "customer.lookalike",
    Severity.WARNING,
    "「{value}」與已登記的「{suggestion}」相近（{evidence}），已先按新客戶登記。",
    "請到「疑似重複」工作表選是不是同一客戶，存檔後把回執再放一次。",
    "“{value}” looks like “{suggestion}”, already registered ({evidence}); it was taken as a new customer.",
    "Say on the sheet “Look-alikes” whether they are one customer, save, and drop the receipt again.",
)
MERGED_ROW = Code(
    "customer.merged_row",
    Severity.WARNING,
    "「{value}」已併入「{known}」，這一行只補上它空白的欄位。",
    "以後請填「{known}」；要改它的資料，請在它那一行改。",
    "“{value}” was made one with “{known}”; this row only filled what was blank there.",
    "Name “{known}” from now on; change its facts in its own row.",
)
ID_CONFLICT = Code(
    "customer.id_conflict",
    Severity.ASK,
    "客戶編號「{value}」登記的是「{known}」，信用代碼與本行不同。",
    "請確認編號是否填錯；若公司改了代碼，請先只改代碼一欄並在備註說明。",
    "The id “{value}” belongs to “{known}”, whose credit code differs from this row's.",
    "Check whether the id is right; if the company changed its code, change only that column and say so.",
)
ID_IMPOSSIBLE = Code(
    "customer.id_impossible",
    Severity.ERROR,
    "客戶編號「{value}」中間的日期不存在。",
    "請核對編號；新客戶請留空，系統會編號。",
    "The date inside the customer id “{value}” does not exist.",
    "Check the id; leave it blank for a new customer, it will be given one.",
)
ID_UNKNOWN = Code(
    "customer.id_unknown",
    Severity.ASK,
    "找不到編號是「{value}」的客戶，這種編號只由系統給。",
    "新客戶請把編號留空；若是老客戶，請核對編號。從別處搬來的，請主管放入主管專用資料夾。",
    "There is no customer “{value}”, and ids like this are given by the system alone.",
    "Leave the id blank for a new customer, or check it; a list moved from elsewhere goes into the managers' folder.",
)
MATCHED_BY_PHONE = Code(
    "customer.matched_by_phone",
    Severity.NOTE,
    "按名稱與電話相同，認作已登記的「{known}」。",
    "若不是同一家，請填上信用代碼再放一次。",
    "The same name and phone: taken as “{known}”, already registered.",
    "If it is not the same one, type its credit code and drop the file again.",
)
MATCHED_BY_CODE = Code(
    "customer.matched_by_code",
    Severity.NOTE,
    "信用代碼相同，「{value}」認作已登記的「{known}」。",
    "名稱已按本行更新；若代碼填錯，請改正後再放一次。",
    "The same credit code: “{value}” was taken as “{known}”, already registered.",
    "The name was updated from this row; if the code is wrong, correct it and drop the file again.",
)
SAME_ROW_TWICE = Code(
    "customer.twice",
    Severity.NOTE,
    "「{value}」在這份表裏出現不止一次（先前在第{first}行），已合併為同一客戶。",
    "若是兩家不同的客戶，請填上各自的信用代碼再放一次。",
    "“{value}” stands in this sheet more than once (before in row {first}); it was merged into one customer.",
    "If they are two customers, type each one's credit code and drop the file again.",
)
OWNER_CHANGE_WAITS = Code(
    "owner.change_waits",
    Severity.WARNING,
    "跟進人由「{before}」改為「{value}」，待主管確認，目前仍是「{before}」。",
    "請主管把「轉交」表放入主管專用資料夾；其餘欄位已收。",
    "The owner would change from “{before}” to “{value}”; until the manager confirms it stays “{before}”.",
    "The manager confirms by dropping the transfer sheet into the managers' folder; all else was taken.",
)
TRANSFER_WAITS = Code(
    "transfer.waits",
    Severity.WARNING,
    "轉交「{value}」已收，但不是由主管專用資料夾交來，尚未生效。",
    "請主管把這份表放入主管專用資料夾。",
    "The transfer of “{value}” was received, but not from the managers' folder; it is not in force yet.",
    "The manager puts this sheet into the managers' folder.",
)
TRANSFER_NOT_OWNER = Code(
    "transfer.not_owner",
    Severity.ERROR,
    "「{customer}」現在的跟進人是「{owner}」，不是「{value}」。",
    "請核對原跟進人。",
    "“{customer}” is looked after by “{owner}”, not by “{value}”.",
    "Check the present owner.",
)
TRANSFER_NOBODY = Code(
    "transfer.nobody",
    Severity.ERROR,
    "「{value}」名下沒有客戶。",
    "請核對姓名；若只轉交一個客戶，請填客戶編號。",
    "“{value}” looks after no customer.",
    "Check the name; to move one customer, type its id.",
)
TRANSFER_SAME = Code(
    "transfer.same",
    Severity.ERROR,
    "原跟進人與新跟進人都是「{value}」。",
    "請填接手的人。",
    "The old and the new owner are both “{value}”.",
    "Type who takes over.",
)
STAGE_SKIPPED = Code(
    "stage.skipped",
    Severity.WARNING,
    "「{customer}」由「{before}」直接到「{value}」，跳過了「{skipped}」。",
    "若當中的環節已做，請補登溝通記錄；若填錯階段，請改正後再放一次。",
    "“{customer}” went from “{before}” straight to “{value}”, past “{skipped}”.",
    "If those steps were taken, log them; if the stage is wrong, correct it and drop the file again.",
)
STAGE_BACK = Code(
    "stage.back",
    Severity.WARNING,
    "「{customer}」由「{before}」退回「{value}」。",
    "若屬實，請在內容或備註說明原因；若填錯階段，請改正後再放一次。",
    "“{customer}” went back from “{before}” to “{value}”.",
    "If so, say why in the remarks; if the stage is wrong, correct it and drop the file again.",
)
STAGE_NEEDS_CODE = Code(
    "stage.needs_code",
    Severity.ERROR,
    "「{customer}」是企業，還沒有統一社會信用代碼，不能由「{before}」進入「{value}」。",
    "請先在客戶資料表補上代碼，再把本行放一次。",
    "“{customer}” is a company without a credit code and cannot go from “{before}” to “{value}”.",
    "Add the code to the prospect list first, then drop this row again.",
)
GATE_CLOSED = Code(
    "stage.gate_closed",
    Severity.ERROR,
    "「{customer}」還不能進入「{value}」：{rule}尚缺：{missing}。",
    "請先補齊所缺的資料，再把本行放一次；若階段填錯，請改正。",
    "“{customer}” cannot enter “{value}” yet; still missing: {missing}.",
    "Supply what is missing and drop this row again; if the stage is wrong, correct it.",
)
GATE_WARNED = Code(
    "stage.gate_warned",
    Severity.WARNING,
    "「{customer}」已進入「{value}」，但{rule}尚缺：{missing}。",
    "請儘快補上。",
    "“{customer}” entered “{value}”, but this is still missing: {missing}.",
    "Add it soon.",
)
LOST_NEEDS_REASON = Code(
    "stage.lost_needs_reason",
    Severity.ERROR,
    "階段是「流失」，但沒有寫原因。",
    "請在「{where}」寫明流失的原因。",
    "The stage is 流失 (lost), but no reason is given.",
    "Give the reason in “{where}”.",
)
