"""What ``toolkit doctor`` finds wrong with a machine or a workspace, and how to mend it."""

from toolkit.messages.finding import Code, Severity

MISSING_FOLDER = Code(
    "doctor.missing_folder",
    Severity.ERROR,
    "找不到資料夾「{path}」。",
    "請檢查共享盤是否連上；若是新的工作區，請運行 toolkit init。",
    "The folder “{path}” is not there.",
    "Check that the share is connected; for a new workspace run toolkit init.",
)
NOT_WRITABLE = Code(
    "doctor.not_writable",
    Severity.ERROR,
    "不能在「{path}」建立、改名和刪除檔案（{reason}）。",
    "請給運行 toolkit 的帳號這個資料夾的讀寫權限。",
    "Files cannot be made, renamed and deleted in “{path}” ({reason}).",
    "Give the account that runs toolkit the right to read and write there.",
)
OPEN_FOLDER = Code(
    "doctor.open_folder",
    Severity.ERROR,
    "內部資料夾「{path}」人人可寫，放進去的會簽不能證明是誰的決定。",
    "請把寫入權限只留給有權的同事。",
    "Anybody may write into the internal folder “{path}”, so an approval dropped there proves nothing.",
    "Leave the right to write to those who may decide.",
)
COPIED = Code(
    "doctor.copied",
    Severity.ERROR,
    "本工作區與「{other}」共用服務資料夾「{path}」，兩邊會寫進同一份台賬；多半是整個資料夾複製出來的。",
    "請在本工作區的 toolkit.toml 把 service_folder 改成一個新的空資料夾，刪去 .toolkit-owner，再執行 toolkit recover。",
    "This workspace shares the service folder “{path}” with “{other}”: both write into one ledger; it was copied.",
    "Name a new empty service_folder in this toolkit.toml, delete .toolkit-owner, and run toolkit recover.",
)
WATCHING = Code(
    "doctor.watching",
    Severity.ERROR,
    "收件夾在網絡共享盤（{kind}）上，系統通知看不到別的電腦放入的檔案。",
    "請在 toolkit.toml 把 watching 改為 auto 或 polling。",
    "The inbox lies on a network share ({kind}), where events tell nothing of what other machines drop.",
    "Set watching in toolkit.toml to auto or polling.",
)
SERVICE_REMOTE = Code(
    "doctor.service_remote",
    Severity.ERROR,
    "服務自己的資料夾「{path}」在網絡共享盤（{kind}）上。",
    "請在 toolkit.toml 把 service_folder 改到本機硬盤。",
    "The service's own folder “{path}” lies on a network share ({kind}).",
    "Set service_folder in toolkit.toml to a local disk.",
)
NO_FONT = Code(
    "doctor.no_font",
    Severity.ERROR,
    "這台電腦沒有中文字型，轉成 PDF 時中文會變成方格。",
    "請安裝一種中文字型，例如 Noto Sans CJK；Word 文件本身不受影響。",
    "This machine has no Chinese font: PDF copies made here would show boxes.",
    "Install one, such as Noto Sans CJK; Word documents themselves are not affected.",
)
NO_OFFICE = Code(
    "doctor.no_office",
    Severity.ERROR,
    "找不到 LibreOffice，不能在這台電腦預覽或轉成 PDF。",
    "需要時請安裝 LibreOffice；收件和做文件不受影響。",
    "LibreOffice was not found, so nothing can be previewed or turned into PDF here.",
    "Install it if you need that; taking files and making documents work without it.",
)
NO_TEMPLATES = Code(
    "doctor.no_templates",
    Severity.ERROR,
    "「{path}」裏沒有 Word 範本。",
    "請運行 toolkit init 補回。",
    "There is no Word template in “{path}”.",
    "Run toolkit init to put them back.",
)
BAD_TEMPLATE = Code(
    "doctor.bad_template",
    Severity.ERROR,
    "範本「{name}」不能用：{reason}",
    "請在 Word 改好該處；不確定時先把這個檔案改名，再運行 toolkit init，就會補回原版。",
    "The template “{name}” cannot be used: {reason}",
    "Mend that place in Word; or rename the file and run toolkit init, which puts the original back.",
)
CLOCK_SHARE = Code(
    "doctor.clock_share",
    Severity.ERROR,
    "這台電腦的時間與共享盤相差 {seconds} 秒。",
    "請讓兩邊都自動校時（NTP）。",
    "This machine's clock and the share's differ by {seconds} seconds.",
    "Let both set their clocks by the network (NTP).",
)
CLOCK_BACK = Code(
    "doctor.clock_back",
    Severity.ERROR,
    "這台電腦的時間（{now}）早於最近一次收件（{latest}）。",
    "請校正電腦時間，否則期限和編號會錯。",
    "This machine's clock ({now}) is behind the latest file taken in ({latest}).",
    "Set the clock right, or deadlines and numbers go wrong.",
)
DISK = Code(
    "doctor.disk",
    Severity.ERROR,
    "「{path}」所在的硬盤只剩 {free} MB，低於設定的 {least} MB，會暫停收件。",
    "請騰出空間，或在 toolkit.toml 調低 free_disk。",
    "The disk of “{path}” has only {free} MB left, below the {least} MB set: no file is taken in.",
    "Make room, or lower free_disk in toolkit.toml.",
)
HOLIDAYS = Code(
    "doctor.holidays",
    Severity.ERROR,
    "{where} {year} 年的放假安排本系統還不知道（已知到 {known} 年），{year} 年的工作日暫按一般規定計算。",
    "公布後請把放假日與調休上班日填入 manual/deadlines.yaml 的 days_off 與 days_on。",
    "The public holidays of {where} in {year} are not known yet (known until {known}); "
    "working days of {year} are computed by the standing rules.",
    "Once they are announced, list days off and make-up days under days_off and days_on in manual/deadlines.yaml.",
)
