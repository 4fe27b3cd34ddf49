"""Findings about a sheet, a heading, a row or a merged range: what is recognised, what stands twice."""

from toolkit.messages.finding import Code, Severity

_ERROR, _ASK, _WARNING, _NOTE = Severity.ERROR, Severity.ASK, Severity.WARNING, Severity.NOTE

# --- which form is it ----------------------------------------------------------------------------------

SHEET_UNKNOWN = Code(
    "sheet.unknown",
    _ERROR,
    "這一頁不是我們的表：看到的表頭是「{headings}」，最像《{nearest}》，但缺「{missing}」。",
    "請打開回執裏的「對照」工作表，替每一欄選我們的欄位，存檔後放回收件夾（inbox）；或用空白表重填。",
    "This sheet is none of our forms: it has “{headings}”; “{nearest}” is nearest, but lacks “{missing}”.",
    "Choose our field for each column on the receipt's sheet “Match headings” and drop it back, or use the blank form.",
)
SHEET_STRANGE = Code(
    "sheet.strange",
    _ERROR,
    "這一頁不是我們的表：前二十行裏沒有一行像表頭（看到「{headings}」）。",
    "請用空白表填寫；若是附帶的說明，可以不理會。",
    "This sheet is none of our forms: no line of the first twenty looks like headings (seen: “{headings}”).",
    "Use a blank form; if it only explains something, ignore this.",
)
SHEET_TO_MATCH = Code(
    "sheet.to_match",
    _ERROR,
    "這一頁的欄名我們都不認得：看到的是「{headings}」。",
    "請打開回執裏的「對照」工作表，先選這是哪一張表，再替每一欄選我們的欄位，存檔後放回收件夾（inbox）。",
    "The headings of this sheet are not known here: it has “{headings}”.",
    "On the receipt's sheet “Match headings” choose which form it is and our field for each column; drop it back.",
)
SHEET_BESIDE = Code(
    "sheet.beside",
    _NOTE,
    "這一頁不是我們的表，沒有讀。",
    "若裏面有要登記的內容，請移到空白表。",
    "This sheet is none of our forms and was not read.",
    "If it holds something to record, move that into a blank form.",
)
SHEET_AMBIGUOUS = Code(
    "sheet.ambiguous",
    _ASK,
    "這一頁的表頭既像《{first}》，也像《{second}》。",
    "請把工作表改名為「{first}」或「{second}」，再放一次。",
    "The headings of this sheet fit “{first}” as well as “{second}”.",
    "Rename the sheet to “{first}” or “{second}” and drop the file again.",
)
COLUMN_MISSING = Code(
    "sheet.column_missing",
    _ERROR,
    "表上沒有「{field}」這一欄，所以每一行都缺這項。",
    "請加上這一欄並填好。",
    "The sheet has no column “{field}”, so every row lacks it.",
    "Add the column and fill it in.",
)
COLUMN_TO_MATCH = Code(
    "sheet.column_to_match",
    _ERROR,
    "還沒有對照到「{field}」，所以每一行都缺這項。",
    "請在回執的「對照」工作表選哪一欄是它；表上沒有的話，在同一頁填一個整份都適用的值。",
    "No column was matched to “{field}” yet, so every row lacks it.",
    "On the receipt's sheet “Match headings” choose which column it is; if there is none, fill in one value for all.",
)
MORE_ALIKE = Code(
    "sheet.more_alike",
    _WARNING,
    "「{field}」一欄還有 {count} 格也是這樣，沒有逐格列出。",
    "請整欄檢查；改好放回後，餘下的會再列出。",
    "Under “{field}” {count} more cells are like these and are not listed one by one.",
    "Look through the whole column; once it is dropped back, what is left is listed.",
)
NO_ROWS = Code(
    "sheet.no_rows",
    _WARNING,
    "這一頁只有表頭，沒有資料行。",
    "請在表頭下面填寫，再放一次。",
    "This sheet has headings but no rows below them.",
    "Fill in the rows and drop the file again.",
)
ALL_OR_NOTHING = Code(
    "sheet.all_or_nothing",
    _ERROR,
    "這張表要整份收或整份不收；因為有 {count} 行要改，整份都還沒有收。",
    "請改好標紅的格，再放一次。",
    "This form is taken as a whole or not at all; {count} rows need mending, so nothing was taken yet.",
    "Mend the red cells and drop the file again.",
)

# --- headings ------------------------------------------------------------------------------------------

HEADING_TWICE = Code(
    "heading.twice",
    _WARNING,
    "表頭『{value}』出現兩次（{columns} 欄）；兩欄不一致的行會逐行問你。",
    "請刪去多餘的一欄。",
    "The heading “{value}” stands twice (columns {columns}); rows where the two differ are asked one by one.",
    "Delete the column that is not needed.",
)
HEADING_SECOND = Code(
    "heading.second",
    _WARNING,
    "表頭『{value}』也可以當作「{field}」，但已用了 {used} 欄；這一欄照原樣保留。",
    "若應該用這一欄，請改表頭。",
    "The heading “{value}” could also mean “{field}”, but column {used} was used; this one is kept as it is.",
    "If this is the right column, change the headings.",
)
SHEET_HIDDEN = Code(
    "sheet.hidden",
    _WARNING,
    "工作表「{sheet}」是隱藏的，裏面的資料也讀了。",
    "請在任一工作表標籤上按右鍵，選「取消隱藏」看一看；不要的請刪去。",
    "The sheet “{sheet}” is hidden; what it holds was read all the same.",
    "Right-click any sheet tab, choose Unhide and look; delete what is not wanted.",
)
SHEET_HIDDEN_STRANGE = Code(
    "sheet.hidden_strange",
    _ERROR,
    "隱藏的工作表「{sheet}」裏有資料，但認不出是哪一張表（看到「{headings}」），沒有收。",
    "若要收這一頁，請在任一工作表標籤上按右鍵，選「取消隱藏」，存檔後再放一次；不要的可以不理會。",
    "The hidden sheet “{sheet}” holds a list that is none of our forms (seen: “{headings}”); it was not taken.",
    "If it is wanted, right-click any sheet tab, choose Unhide, save and drop the file again; else ignore this.",
)
COLUMN_HIDDEN = Code(
    "column.hidden",
    _WARNING,
    "「{field}」這一欄（{columns} 欄）是隱藏的，裏面的內容也讀了。",
    "請取消隱藏看一看；不要的請刪去。",
    "The column “{field}” ({columns}) is hidden; what it holds was read all the same.",
    "Unhide it and look; delete what is not wanted.",
)

# --- rows and ranges -----------------------------------------------------------------------------------

ROWS_HIDDEN = Code(
    "row.hidden",
    _WARNING,
    "第 {rows} 行是隱藏的，也一起收了。",
    "請取消隱藏看一看；不要的請刪去。",
    "Row {rows} is hidden and was taken all the same.",
    "Unhide it and look; delete what is not wanted.",
)
CELL_MERGED = Code(
    "cell.merged",
    _ASK,
    "{field}這一格和 {first} 合併了，只有第一格有內容『{value}』。",
    "請取消合併，每一行各填各的。",
    "{field} is merged with {first}; only the first cell holds something (“{value}”).",
    "Unmerge the cells and fill in each row.",
)
FIELD_TWO_VALUES = Code(
    "row.two_values",
    _ASK,
    "{field}有兩欄，這一行分別是『{value}』和『{other}』（{column} 欄）。",
    "請只留對的那一個。",
    "{field} has two columns; this row says “{value}” and “{other}” (column {column}).",
    "Keep the right one only.",
)
ROW_TWICE = Code(
    "row.twice",
    _WARNING,
    "這一行和第 {other} 行完全相同，只收了一次。",
    "不必改；多餘的一行可以刪去。",
    "This row is the same as row {other} and was taken once.",
    "Nothing to mend; you may delete one of the two.",
)
ROW_CONTRADICTS = Code(
    "row.contradicts",
    _ERROR,
    "這一行和第 {other} 行是同一筆（{key}相同），但「{fields}」不同。",
    "請合成一行，或改正其中一行的{key}。",
    "This row and row {other} are the same record (same {key}), but differ in “{fields}”.",
    "Make one row of the two, or correct the {key} of one of them.",
)

FORM_RETIRED = Code(
    "sheet.form_retired",
    Severity.WARNING,
    "《{form}》已停用，流程不再使用這張表；這次仍按原來的欄目收下。",
    "請看流程手冊改用現行的表單；要恢復使用，請管理員從 manual/process.yaml 的 retired_forms 刪去。",
    "The form “{form}” is retired and the process no longer uses it; this time it is still taken.",
    "See the handbook for what to use now; to bring it back, the admin removes it from retired_forms in "
    "manual/process.yaml.",
)
