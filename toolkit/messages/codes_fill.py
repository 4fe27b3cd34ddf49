"""Findings about the rows of a sheet that a template is filled with."""

from toolkit.messages.finding import Code, Severity

ROW_FAILED = Code(
    "fill.row_failed",
    Severity.ERROR,
    "「{sheet}」第{row}行的文件做不出來：{reason}",
    "請改好這一行再做一次；其餘的行不受影響。",
    "The document of row {row} on “{sheet}” could not be made: {reason}",
    "Mend this row and fill again; all other rows are not affected.",
)
MISSING = Code(
    "fill.missing",
    Severity.WARNING,
    "「{sheet}」第{row}行缺：{missing}。",
    "文件先印成草稿並標出缺漏；補上這幾格後再做一次。",
    "Row {row} on “{sheet}” lacks: {missing}.",
    "Its document is a draft that shows the gaps; fill these cells in and make it again.",
)
BROKEN_CELL = Code(
    "fill.broken_cell",
    Severity.WARNING,
    "「{sheet}」{cell} 是算不出來的公式或錯誤值。",
    "這一格當作空白；請在 Excel 裏重算、存檔後再做一次。",
    "{cell} on “{sheet}” is an error, or a formula that was never calculated.",
    "It counts as empty; calculate and save it in Excel and fill again.",
)
UNKNOWN_NAME = Code(
    "fill.unknown_name",
    Severity.ERROR,
    "範本{where}的「{value}」在表上沒有對應的欄，會印成【缺】。",
    "請改範本裏的欄位名，或在表上加這一欄。",
    "“{value}” in the template ({where}) is no heading of the sheet and is printed as missing.",
    "Change the name in the template, or add such a column.",
)
