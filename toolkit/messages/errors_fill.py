"""What an admin or a colleague reads when a template cannot be filled with a sheet."""

from toolkit.messages.finding import Code, Severity

NO_TABLE = Code(
    "fill.no_table",
    Severity.ERROR,
    "「{file}」裏找不到表格，或表頭下面沒有資料。",
    "請用活頁簿或 .csv：第一行是欄名，下面每行一筆；JSON 等別的格式請先另存成其中一種。",
    "“{file}” holds no table, or nothing stands below its headings.",
    "Use a workbook or .csv with headings in the first row and an entry in each row below; save other formats as one.",
)
PATTERN = Code(
    "fill.pattern",
    Severity.ERROR,
    "檔名樣式「{pattern}」寫得不完整。",
    "請把欄名放在兩層大括號之間，例如 {{{{客戶名稱}}}}_{{{{編號}}}}。",
    "The pattern for file names “{pattern}” is not complete.",
    "Put headings between double braces, for example {{{{name}}}}_{{{{number}}}}.",
)
NO_COLUMN = Code(
    "fill.no_column",
    Severity.ERROR,
    "檔名樣式用了「{name}」，表上沒有這一欄。",
    "請改用表上的欄名：{headings}。",
    "The pattern for file names uses “{name}”, which no column has.",
    "Use a heading of the sheet: {headings}.",
)
NO_COLUMN_NEAR = Code(
    "fill.no_column_near",
    Severity.ERROR,
    "檔名樣式用了「{name}」，表上沒有這一欄；最接近的是「{nearest}」。",
    "請改用表上的欄名：{headings}。",
    "The pattern for file names uses “{name}”, which no column has; the nearest is “{nearest}”.",
    "Use a heading of the sheet: {headings}.",
)
NO_FILE = Code(
    "fill.no_file",
    Severity.ERROR,
    "找不到檔案「{file}」。",
    "請核對路徑和檔名；含空格的路徑請用引號括住。",
    "There is no file “{file}”.",
    "Check the path and the name; put quotation marks around a path with blanks.",
)
NAME = Code(
    "render.name",
    Severity.ERROR,
    "檔名樣式裏的『{tag}』填不出來。",
    "請核對這一行的內容，或改用別的欄。",
    "“{tag}” in the pattern for file names cannot be filled in.",
    "Check what this row holds, or use another column.",
)
CRASHED = Code(
    "fill.crashed",
    Severity.ERROR,
    "第{row}行的文件做到一半中斷了兩次以上。",
    "請核對這一行是否有特別大的內容；其餘的行已做好。",
    "The document of row {row} broke off more than twice.",
    "See whether this row holds something very large; all other rows are done.",
)
NOT_ALLOWED = Code(
    "fill.scheduler_not_allowed",
    Severity.ERROR,
    "排程器「{address}」不在 toolkit.toml 准許的位址裏。",
    "請由管理員把它加到 [documents] 的 scheduler；未加密的排程器任何人都能執行程式，請用 tls://。",
    "The scheduler “{address}” is none that toolkit.toml allows.",
    "Let the admin add it to scheduler in [documents]; an open one runs anybody's code, so use tls://.",
)
NO_DASK = Code(
    "fill.no_distributed",
    Severity.ERROR,
    "這台電腦沒有安裝 Dask，不能把文件交給其他機器做。",
    "請安裝 toolkit 的 distributed 選項，或不用 --scheduler。",
    "Dask is not installed here, so other machines cannot be asked.",
    "Install toolkit with the extra “distributed”, or leave --scheduler out.",
)
NO_ANSWER = Code(
    "fill.scheduler_away",
    Severity.ERROR,
    "排程器「{address}」沒有回應。",
    "請確認它已啟動、憑證相符，或不用 --scheduler 在本機做。",
    "The scheduler “{address}” does not answer.",
    "See that it runs and that its certificate fits, or leave --scheduler out to work here.",
)
HEADING_TWICE = Code(
    "fill.heading_twice",
    Severity.ERROR,
    "表上有 {count} 欄都叫「{name}」，不知道要印哪一欄。",
    "請把表頭改成不同的名稱，範本照著改，再做一次。",
    "{count} columns of the sheet are called “{name}”: which one to print is unclear.",
    "Give the columns different headings, use one of them in the template, and fill again.",
)
