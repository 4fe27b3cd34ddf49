"""Sentences about the shared folders, for the admin: what is the matter, what to do."""

from toolkit.messages.finding import Code, Severity

LINK = Code(
    "folders.link",
    Severity.ERROR,
    "「{path}」是捷徑或特殊檔案，不會處理。",
    "請放入檔案本身，不要放連結。",
    "“{path}” is a link or a special file and is not taken.",
    "Put the file itself there, not a link to it.",
)
MANY_NAMES = Code(
    "folders.many_names",
    Severity.ERROR,
    "「{path}」在硬盤上有多個名稱，不會處理。",
    "請另存一份再放入。",
    "“{path}” has several names on the disk and is not taken.",
    "Save a copy of it and drop that.",
)
TOO_DEEP = Code(
    "folders.too_deep",
    Severity.ERROR,
    "資料夾「{path}」太深，裡面的檔案不會處理。",
    "請把檔案移到收件夾最上面兩三層。",
    "The folder “{path}” lies too deep; what is in it is not taken.",
    "Move the files up to the first few levels of the inbox.",
)
HIDDEN = Code(
    "folders.hidden",
    Severity.ERROR,
    "「{path}」的名稱以「.」開頭，是隱藏的，不會處理。",
    "請改名，去掉開頭的「.」，就會自動處理。",
    "“{path}” is hidden by the dot that its name begins with and is not taken.",
    "Rename it without the dot and it is taken by itself.",
)
GROWING = Code(
    "folders.growing",
    Severity.ERROR,
    "「{path}」放入後一直在變動，還沒有寫完，所以尚未處理；檔案仍在原處。",
    "請關閉正在寫它的程式，停下來就會自動處理；若是不斷更新的檔案，請另存一份放入。",
    "“{path}” has been changing ever since it was dropped, so it is not taken yet; it lies where it was.",
    "Close the program that writes it and it is taken by itself; where it is always being renewed, drop a copy.",
)
VANISHED = Code(
    "folders.vanished",
    Severity.ERROR,
    "「{name}」已不在原處。",
    "若不是自己取回的，請重新放入。",
    "“{name}” is not there any more.",
    "If nobody took it back, drop it again.",
)
BUSY = Code(
    "folders.busy",
    Severity.ERROR,
    "「{name}」正被別人打開。",
    "關閉後會自動處理。",
    "“{name}” is open on somebody's desk.",
    "It is taken by itself once it is closed.",
)
CHANGED = Code(
    "folders.changed",
    Severity.ERROR,
    "「{name}」讀取時又有變動。",
    "存檔完成後會自動處理。",
    "“{name}” changed while it was read.",
    "It is taken by itself once it has been saved.",
)
UNREAD = Code(
    "folders.unread",
    Severity.ERROR,
    "暫時讀不到「{name}」（{reason}）。",
    "會自動重試；若持續，請檢查共享盤。",
    "“{name}” cannot be read at the moment ({reason}).",
    "It is tried again by itself; if that goes on, check the share.",
)
VOLUMES = Code(
    "folders.volumes",
    Severity.ERROR,
    "「{path}」與投件資料夾不在同一個硬盤，無法安全取件。",
    "請讓 inbox 與 .work 位於同一個共享盤。",
    "“{path}” and the inbox lie on different volumes, so files cannot be taken safely.",
    "Keep the inbox and .work on the same volume.",
)
FULL = Code(
    "folders.full",
    Severity.ERROR,
    "「{path}」所在的硬盤已滿。",
    "請騰出空間，之後會自動繼續。",
    "The disk that holds “{path}” is full.",
    "Make room; the work goes on by itself.",
)
AWAY = Code(
    "folders.away",
    Severity.ERROR,
    "連不上資料夾「{path}」（{reason}）。",
    "請檢查共享盤；恢復後會自動繼續，不會當作檔案被刪除。",
    "The folder “{path}” cannot be reached ({reason}).",
    "Check the share; the work goes on once it is back, and nothing counts as deleted.",
)
OWNED = Code(
    "folders.owned",
    Severity.ERROR,
    "這個工作區屬於另一台電腦的台賬（{machine}，{ledger}）。",
    "請在那台電腦運行；若那台已停用，請在 toolkit doctor 確認後接手。",
    "This workspace belongs to another machine's ledger ({machine}, {ledger}).",
    "Run it there; if that machine is gone, take it over after toolkit doctor has confirmed it.",
)
WRONG_PIECE = Code(
    "folders.wrong_piece",
    Severity.ERROR,
    "待發佈的「{path}」與登記的內容不符。",
    "會由原件重新產出；若持續，請檢查硬盤。",
    "“{path}” that was to be published is not what was registered.",
    "It is made again from the original; if this goes on, check the disk.",
)
UNPUBLISHED = Code(
    "folders.unpublished",
    Severity.ERROR,
    "無法寫入「{path}」（{reason}）。",
    "請檢查資料夾權限與空間；會自動重試。",
    "“{path}” cannot be written ({reason}).",
    "Check the folder's permissions and space; it is tried again by itself.",
)
