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
