"""What an admin reads when documents cannot be printed as PDF."""

from toolkit.messages.finding import Code, Severity

NO_OFFICE = Code(
    "pdf.no_office",
    Severity.ERROR,
    "這台電腦上找不到 LibreOffice，不能轉成 PDF。",
    "請安裝 LibreOffice 再試；Word 文件不受影響，也可在 Word 裏另存為 PDF。",
    "LibreOffice was not found on this machine, so nothing can be turned into PDF.",
    "Install it and try again; the Word documents are not affected, and Word itself can save them as PDF.",
)
FAILED = Code(
    "pdf.failed",
    Severity.ERROR,
    "LibreOffice 沒能把這些文件轉成 PDF，或在時限內沒轉完：{files}。",
    "請用 Word 打開看看是否完好；太長的請在 Word 裏另存為 PDF。其餘的已經轉好。",
    "LibreOffice could not turn these documents into PDF, or not in time: {files}.",
    "Open them in Word to see whether they are sound, and save very long ones as PDF there; all others are done.",
)
