"""What the admin must mend about figures, archives and back-tests."""

from toolkit.messages.finding import Code, Severity

NO_COLUMN = Code(
    "score.no_column",
    Severity.ERROR,
    "工作表沒有欄位「{columns}」。",
    "請照表頭填寫，現有的是：{known}。",
    "The sheet has no column {columns}.",
    "Name one of its headings: {known}.",
)
NO_ARCHIVE = Code(
    "archive.unreadable",
    Severity.ERROR,
    "「{file}」不是歸檔檔案，或已損壞。",
    "請改用 report archive 做出的 .zip。",
    "{file} is no archive of ours, or is damaged.",
    "Use a .zip that report archive has made.",
)
TO_MATCH = Code(
    "score.to_match",
    Severity.ERROR,
    "「{file}」的欄名還沒有對照，看不出哪一欄是成交結果。",
    "請把它放進收件夾（inbox）：回執裏有「對照」頁，選好放回即可，以後同樣的表直接可用。",
    "The headings of {file} are not matched yet, so nothing says which one is the outcome.",
    "Drop it into the inbox: its receipt has a sheet to match them; once that came back this command knows them.",
)
NO_DEALS = Code(
    "score.no_deals",
    Severity.ERROR,
    "「{file}」裏沒有《成交結果表》。",
    "請用「toolkit forms deals」取空白表，或用 --outcomes 指明欄名。",
    "{file} holds no list of past deals.",
    "Get a blank one with “toolkit forms deals”, or name its columns with --outcomes.",
)
