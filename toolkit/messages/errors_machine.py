"""Sentences about what the machine refused: a disk that is full, a place that may not be written."""

from toolkit.messages.finding import Code, Severity

DISK_FULL = Code(
    "machine.full",
    Severity.ERROR,
    "磁盤滿了，「{path}」寫不進去。",
    "請清出空間後再執行一次；已完成的不會重複。",
    "The disk is full: “{path}” could not be written.",
    "Free some space and run it again; what was done is not done twice.",
)
FORBIDDEN = Code(
    "machine.forbidden",
    Severity.ERROR,
    "沒有權限讀寫「{path}」。",
    "請用有權限的帳號執行，或把該資料夾的讀寫權限給這個帳號。",
    "This account may not read or write “{path}”.",
    "Run it as an account that may, or give this account that right.",
)
CANNOT_WRITE = Code(
    "machine.cannot_write",
    Severity.ERROR,
    "「{path}」不能當作工作資料夾：{reason}。",
    "請換一個資料夾，或先移開擋在那裏的檔案、連結。",
    "“{path}” cannot be laid out as a workspace: {reason}.",
    "Choose another folder, or move away the file or link that is in the way.",
)
