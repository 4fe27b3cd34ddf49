"""Why a dropped Word document cannot be used: what ``codes_files`` says of workbooks, with advice for Word."""

from collections.abc import Mapping
from types import MappingProxyType

from toolkit.messages.finding import Code, Severity

DAMAGED = Code(
    "document.damaged",
    Severity.ERROR,
    "這份 Word 文件的內部結構有損壞，無法完整讀出。",
    "請用 Word 打開並修復，另存為新的 .docx 再放一次；打不開時請從備份取回。",
    "The inside of this Word document is damaged and cannot be read whole.",
    "Open and repair it in Word, save it as a new .docx, and drop that; if Word cannot open it, use a backup.",
)
ENCRYPTED = Code(
    "document.encrypted",
    Severity.ERROR,
    "這份 Word 文件設了開啟密碼。",
    "請在 Word 的「檔案—資訊—保護文件」取消密碼，存檔後再放一次。",
    "This Word document is protected by a password to open.",
    "Remove the password in Word (File, Info, Protect Document), save, and drop it again.",
)
TOO_BIG = Code(
    "document.too_big",
    Severity.ERROR,
    "這份 Word 文件打開後太大，超過一次能處理的份量，所以沒有處理。",
    "請在 Word 裏壓縮圖片（檔案—資訊或「壓縮圖片」）、刪去用不到的內容，另存為 .docx 再放一次。",
    "This Word document is too big once it is opened, so it was not processed.",
    "Compress its pictures in Word, delete what is not needed, save it as .docx, and drop that.",
)
TOO_SLOW = Code(
    "document.too_slow",
    Severity.ERROR,
    "這份 Word 文件查了太久還沒查完，已經停下。",
    "如果是範本，請核對有沒有迴圈套迴圈、很長的算式或幾萬個標籤；改短後存為 .docx 再放一次。",
    "Checking this Word document took too long and was stopped.",
    "If it is a template, look for loops within loops, very long expressions or thousands of tags; shorten it and drop "
    "the .docx again.",
)
CRASHED = Code(
    "document.crashed",
    Severity.ERROR,
    "查這份 Word 文件時程式異常停止，其他檔案不受影響。",
    "請用 Word 打開它，另存為新的 .docx 再放一次。",
    "Checking this Word document made the reader stop; other files are not affected.",
    "Open it in Word, save it as a new .docx, and drop that.",
)
IN_WORD: Mapping[str, Code] = MappingProxyType(
    {
        "file.damaged": DAMAGED,
        "file.encrypted": ENCRYPTED,
        "file.too_big": TOO_BIG,
        "file.bomb": TOO_BIG,
        "file.too_slow": TOO_SLOW,
        "file.crashed": CRASHED,
    }
)
"""What is said of a file whatever it is → the same of a Word document."""
