"""What the admin reads where a sender's workbook could not be marked in place."""

from toolkit.messages.finding import Code, Severity

NOT_PATCHABLE = Code(
    "receipt.not_patchable",
    Severity.ERROR,
    "這份活頁簿不能原樣加註（{reason}）。",
    "請改用新做的回執；原檔沒有動過，仍在歸檔資料夾。",
    "This workbook cannot be marked in place ({reason}).",
    "Use the fresh receipt instead; the original is untouched in the archive.",
)
