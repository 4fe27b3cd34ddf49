"""Sentences about the ledger, for the admin: what is the matter with the database, what to do."""

from toolkit.messages.finding import Code, Severity

MISSING = Code(
    "ledger.missing",
    Severity.ERROR,
    "找不到台賬數據庫「{path}」。",
    "若是新的工作區，請運行 toolkit init；若數據庫遺失，請運行 toolkit recover 由歸檔重建。",
    "The ledger database “{path}” is not there.",
    "For a new workspace run toolkit init; if it was lost, toolkit recover rebuilds it from the archive.",
)
EXISTS = Code(
    "ledger.exists",
    Severity.ERROR,
    "「{path}」已有台賬，不會覆蓋。",
    "請直接使用它，或先把它移到別處。",
    "There is a ledger at “{path}” already; it will not be overwritten.",
    "Use it as it is, or move it away first.",
)
DAMAGED = Code(
    "ledger.damaged",
    Severity.ERROR,
    "台賬數據庫「{path}」已損壞（{reason}）。",
    "請把它移到別處保存，再運行 toolkit recover 由歸檔重建，或還原備份。",
    "The ledger database “{path}” is damaged ({reason}).",
    "Move it away for safekeeping, then rebuild it with toolkit recover, or restore a backup.",
)
REMOTE = Code(
    "ledger.remote",
    Severity.ERROR,
    "台賬數據庫「{path}」在網絡共享盤（{kind}）上，多台電腦同時寫入會損壞它。",
    "請在 toolkit.toml 把 database 改到本機硬盤，或改用 PostgreSQL。",
    "The ledger database “{path}” lies on a network share ({kind}), where it can be damaged.",
    "Set database in toolkit.toml to a local disk, or use PostgreSQL.",
)
NEWER = Code(
    "ledger.newer",
    Severity.ERROR,
    "台賬數據庫是較新版本的程式建立的（版本 {found}），本程式只認得 {known}。",
    "請更新 toolkit 後再試。",
    "The ledger was written by a newer version of toolkit (schema {found}); this one knows {known}.",
    "Update toolkit, then try again.",
)
FOREIGN = Code(
    "ledger.foreign",
    Severity.ERROR,
    "「{path}」是別的程式的數據庫，不是台賬。",
    "請檢查 toolkit.toml 的 database。",
    "“{path}” is another program's database, not a ledger.",
    "Check database in toolkit.toml.",
)
URL = Code(
    "ledger.url",
    Severity.ERROR,
    "看不懂數據庫地址「{url}」。",
    "請填本機檔案路徑、sqlite:/// 或 postgresql:// 開頭的地址。",
    "The database address “{url}” cannot be understood.",
    "Give a local file, or an address that begins with sqlite:/// or postgresql://.",
)
DRIVER = Code(
    "ledger.driver",
    Severity.ERROR,
    "使用 PostgreSQL 還缺一個組件（psycopg）。",
    "請運行 pip install 'toolkit[postgresql]'。",
    "PostgreSQL needs one more component (psycopg).",
    "Run pip install 'toolkit[postgresql]'.",
)
AWAY = Code(
    "ledger.away",
    Severity.ERROR,
    "連不上台賬數據庫（{reason}）。",
    "請檢查 PostgreSQL 是否開著、地址和密碼是否正確。",
    "The ledger database cannot be reached ({reason}).",
    "Check that PostgreSQL is running and that address and password are right.",
)
LOCKED = Code(
    "ledger.locked",
    Severity.ERROR,
    "台賬數據庫正被別的程式長時間佔用。",
    "請關閉打開它的其他程式（數據庫工具、備份），稍後會自動重試。",
    "Another program has kept the ledger database busy for a long time.",
    "Close whatever else has it open (database tools, backups); it is tried again by itself.",
)
FULL = Code(
    "ledger.full",
    Severity.ERROR,
    "台賬數據庫所在的硬盤已滿。",
    "請騰出空間，之後會自動繼續。",
    "The disk that holds the ledger database is full.",
    "Make room; the work goes on by itself.",
)
BROKEN_DISK = Code(
    "ledger.disk",
    Severity.ERROR,
    "讀寫台賬數據庫時硬盤出錯（{reason}）。",
    "請檢查硬盤與權限，再運行 toolkit doctor。",
    "The disk failed while the ledger database was read or written ({reason}).",
    "Check the disk and its permissions, then run toolkit doctor.",
)
OWNED = Code(
    "ledger.owned",
    Severity.ERROR,
    "另一個 toolkit 正在使用這個台賬（{owner}）。",
    "一個工作區只開一個；請先停止另一個，或改用 PostgreSQL。",
    "Another toolkit is already working with this ledger ({owner}).",
    "Run one per workspace: stop the other first, or move to PostgreSQL.",
)
CONFLICT = Code(
    "ledger.conflict",
    Severity.ERROR,
    "處理期間，別的檔案先登記了同一批資料（{what}）。",
    "系統會自動重新核對；若一直出現，請運行 toolkit doctor。",
    "While this was worked on, another file recorded the same rows first ({what}).",
    "It is evaluated again by itself; if this keeps appearing, run toolkit doctor.",
)
LEASE_LOST = Code(
    "ledger.lease_lost",
    Severity.ERROR,
    "檔案 {submission} 已由另一台電腦接手。",
    "不必處理；若常出現，請把 toolkit.toml 的 lease 調長。",
    "Another machine has taken over {submission}.",
    "Nothing to do; if it happens often, make lease in toolkit.toml longer.",
)
OLDER = Code(
    "ledger.older",
    Severity.ERROR,
    "台賬只到第 {known} 號提交，歸檔已寫到第 {written} 號：這是較舊的備份。",
    "請運行 toolkit recover 由歸檔重建到最新；直接使用會蓋掉之後的記錄。",
    "The ledger ends at commit {known}, the archive's lines at {written}: an older backup was put back.",
    "Run toolkit recover to rebuild it up to the last one; used as it is, it would overwrite what came after.",
)
TURN_LOST = Code(
    "ledger.turn_lost",
    Severity.ERROR,
    "這一輪產文件的工作已由另一台電腦接手。",
    "不必處理；未完成的會自動產出。",
    "Another machine has taken over making the documents.",
    "Nothing to do; what is left is made by itself.",
)
WRONG_STEP = Code(
    "ledger.wrong_step",
    Severity.ERROR,
    "檔案 {submission} 不能由「{before}」變為「{after}」。",
    "請運行 toolkit doctor 並把日誌交給技術人員。",
    "{submission} cannot go from “{before}” to “{after}”.",
    "Run toolkit doctor and hand the log to your engineer.",
)
UNKNOWN_SUBMISSION = Code(
    "ledger.unknown_submission",
    Severity.ERROR,
    "台賬裡沒有編號「{submission}」的檔案。",
    "請用 toolkit status 查看編號。",
    "There is no submission “{submission}” in the ledger.",
    "Look the number up with toolkit status.",
)
CANNOT_UNDO = Code(
    "ledger.cannot_undo",
    Severity.ERROR,
    "檔案 {submission} 目前是「{state}」，不能撤回。",
    "只有已完成且未撤回的檔案可以撤回；請用 toolkit status 查看。",
    "{submission} is “{state}” and cannot be taken back.",
    "Only what was taken and not yet undone can be; look it up with toolkit status.",
)
CHAIN_BROKEN = Code(
    "ledger.chain_broken",
    Severity.ERROR,
    "審計記錄第 {number} 條與前面接不上，可能被改動過。",
    "請保留現狀，與最近一份績效報告上的校驗碼比對，並通知負責人。",
    "Entry {number} of the audit log does not follow from the one before: it may have been altered.",
    "Change nothing, compare with the code in the latest KPI report, and tell the person in charge.",
)
REBUILD_GAP = Code(
    "ledger.rebuild_gap",
    Severity.ERROR,
    "歸檔日誌缺第 {number} 號提交，無法完整重建。",
    "請把備份中的 .archive 補齊後重試。",
    "Commit {number} is missing from the archive's journal, so the ledger cannot be rebuilt whole.",
    "Put the missing part of .archive back from a backup, then try again.",
)
REBUILD_MIXED = Code(
    "ledger.rebuild_mixed",
    Severity.ERROR,
    "歸檔裡混有兩個台賬的日誌（第 {number} 號提交起）。",
    "請只保留屬於本工作區的 .archive 後重試。",
    "The archive holds the journals of two ledgers (from commit {number} on).",
    "Leave only this workspace's .archive there, then try again.",
)
REBUILD_LINE = Code(
    "ledger.rebuild_line",
    Severity.ERROR,
    "歸檔日誌第 {number} 號提交讀不懂，可能不完整。",
    "請由備份還原這個 .jsonl 檔後重試。",
    "The archive's journal of commit {number} cannot be read; it may be cut off.",
    "Put that .jsonl file back from a backup, then try again.",
)
