"""Why a dropped file is given back without being read."""

from toolkit.messages.finding import Code, Severity

CONFLICT_COPY = Code(
    "file.conflict_copy",
    Severity.ERROR,
    "這是同步程式造成的衝突副本：兩個人同時改了同一份，只有你們知道哪一份才對。",
    "請比對兩份，把要的內容合成一份，改回原名再放一次。",
    "This is a conflict copy: two people edited one file at once, and only you can tell which is right.",
    "Compare the two, merge them into one, give it its old name, and drop that.",
)
TOO_LARGE = Code(
    "file.too_large",
    Severity.ERROR,
    "這個檔案有 {size} MB，超過上限 {most} MB，沒有打開。",
    "請刪去圖片或拆成幾份再放；確有需要，請管理員調高 largest_file。",
    "This file has {size} MB, more than the limit of {most} MB, and was not opened.",
    "Take pictures out or split it; if it must be so large, ask the admin to raise largest_file.",
)
