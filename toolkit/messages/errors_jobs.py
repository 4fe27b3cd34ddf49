"""What an admin reads when a command names something that does not exist."""

from toolkit.messages.finding import Code, Severity

FORM_UNKNOWN = Code(
    "form.unknown",
    Severity.ERROR,
    "沒有叫做「{name}」的表單。",
    "請用下列其中一個：{forms}。",
    "There is no form called “{name}”.",
    "Use one of: {forms}.",
)
UNDO_SIGNED = Code(
    "undo.signed",
    Severity.ERROR,
    "合同 {contract} 已經簽署，它的會簽意見不能撤回。",
    "合同要改請另立補充協議，要結束請登記終止；其他檔案可以單獨撤回。",
    "The contract {contract} is signed: what was said in its review cannot be taken back.",
    "Change it by a supplementary agreement or record its end; take other files back on their own.",
)
CUSTOMER_UNKNOWN = Code(
    "customer.unknown",
    Severity.ERROR,
    "台賬裏沒有「{name}」這個客戶。",
    "請寫客戶編號（SJ-…）或名稱的一部分，編號可在總覽中查到。",
    "The ledger knows no customer “{name}”.",
    "Give the customer's id (SJ-…) or a part of the name; the overview lists them.",
)
CUSTOMER_SEVERAL = Code(
    "customer.several",
    Severity.ERROR,
    "「{name}」有 {count} 個客戶符合：{customers}。",
    "請改用其中一個的客戶編號。",
    "{count} customers fit “{name}”: {customers}.",
    "Use the id of the one you mean.",
)
PERIOD_UNKNOWN = Code(
    "period.unknown",
    Severity.ERROR,
    "「{value}」不是一個期間。",
    "請寫成 2026-11、2026-Q4、2026-H2 或 2026。",
    "“{value}” is no period.",
    "Write 2026-11, 2026-Q4, 2026-H2 or 2026.",
)
TRACE_UNKNOWN = Code(
    "trace.unknown",
    Severity.ERROR,
    "找不到「{name}」這份文件或這次投件。",
    "請用文件頁眉上的編號、文件的路徑，或回執上的回執編號。",
    "There is no document and no submission “{name}”.",
    "Use the number in the document's header, its path, or the receipt's number.",
)
TRACE_NOT_ON_SHELF = Code(
    "trace.not_on_shelf",
    Severity.ERROR,
    "「{name}」是 toolkit fill 做的文件；這種文件不進台帳，在記得的資料夾裏（{folders}）都沒有找到。",
    "文件移走了的話，請改用它現在的路徑查：toolkit trace 路徑。",
    "“{name}” was made by toolkit fill, which no ledger knows; it is in none of the folders noted ({folders}).",
    "If it was moved, trace it by the path where it is now.",
)
NOTHING_TO_REBUILD = Code(
    "ledger.nothing_to_rebuild",
    Severity.ERROR,
    "{path} 裏沒有任何提交記錄，無法重建台賬。",
    "請確認內部資料夾已掛載，或改用備份檔；從來沒有收過檔案的新工作區，請刪去 .toolkit-owner 裏的 owner.json 再試。",
    "{path} holds no commits to rebuild the ledger from.",
    "Check that the internal folder is mounted, or restore a backup; in a new workspace that never took a file, delete "
    "owner.json in .toolkit-owner and run it again.",
)
TEMPLATE_NO_SUCH = Code(
    "template.no_such",
    Severity.ERROR,
    "沒有叫做「{name}」的範本。",
    "請用下列其中一個：{templates}。",
    "There is no template called “{name}”.",
    "Use one of: {templates}.",
)
TEMPLATE_NOT_COUNSEL = Code(
    "template.not_counsel",
    Severity.ERROR,
    "「{person}」不在流程文件列出的法務審核人之中，範本沒有放行。",
    "請由 {named} 放行；換了人的話，先把姓名寫進 manual/process.yaml 的 reviewers。",
    "“{person}” is not among the legal reviewers whom the process file names; nothing was released.",
    "Let {named} release it; if people changed, name them first under reviewers in manual/process.yaml.",
)
