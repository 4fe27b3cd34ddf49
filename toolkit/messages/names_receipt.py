"""What a receipt's sheets say besides the findings: headings, headlines and hints, in every language.

Simplified Chinese is derived from Traditional; ``say`` fills in the numbers and names.
"""

from dataclasses import dataclass

from toolkit.messages.catalogue import simplified_words


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Traditional Chinese and English; ``{name}`` marks what ``say`` fills in."""

    zh: str
    en: str

    def say(self, language: str, **data: object) -> str:
        """Return the text in ``language`` (zh-Hant, zh-Hans, en) with ``data`` filled in."""
        pattern = self.en if language == "en" else self.zh
        written = pattern.format_map(data) if data else pattern
        return simplified_words(written) if language == "zh-Hans" else written


MORE_BELOW = Text(
    "（本欄往下還有 {count} 格有問題，為免檔案太慢不再逐格附註；全部列在「回執」工作表。）",
    "({count} more cells of this column are wrong; to keep the file fast they carry no note. "
    "All are listed on the sheet “Receipt”.)",
)

# --- names of sheets ----------------------------------------------------------------------------------

RECEIPT = Text("回執", "Receipt")
SCORES = Text("評分", "Scores")
READINGS = Text("讀法", "How it was read")

# --- the first lines: what happened, what to do -------------------------------------------------------

TAKEN = Text("收 {count} 筆", "{count} rows taken")
TO_MEND = Text("待改 {count} 筆", "{count} rows to mend")
NOTHING_TO_MEND = Text("沒有要改的", "nothing to mend")
NOTHING_TAKEN = Text("一筆都沒有收", "no row was taken")
RETURNED = Text("這份檔案沒有收下", "This file was not taken")
DUPLICATE = Text("這份檔案以前收過了", "This file was taken before")
INTERNAL = Text("已收，請至內部資料夾查看", "Received; please look in the internal folder")
NOT_TAKEN_INSIDE = Text(
    "這份檔案沒有收下，原因請至內部資料夾查看", "This file was not taken; the reason is in the internal folder"
)
CONFIDENTIAL_FILE = Text("內部檔案 {number}", "Confidential file {number}")
"""What the open receipt calls a confidential file: its own name may say what nobody else is to know."""
CHECKED = Text("只檢查，沒有收", "Checked only, nothing was taken")
WITHDRAWN = Text("已撤回整份", "Taken back as you asked")

DO_MEND = Text(
    "請改好標紅、標黃的格子（下表逐格有連結），存檔後把這份回執放回收件夾（inbox）；已收的不會重複。",
    "Mend the red and yellow cells (each is linked below), save, and drop this receipt into the inbox; "
    "rows that were taken are not doubled.",
)
DO_NOTHING = Text("這份檔案不用再處理。", "There is nothing more to do with this file.")
DO_ANSWER = Text(
    "都收下了；下面的說明還有一件事請您看一看。",
    "All is taken; please look at the note below.",
)
DO_READ_WHY = Text(
    "原因和處理辦法寫在下面；改好後再放一次即可。",
    "Why, and what to do, is said below; then simply drop it again.",
)
NEW = Text("新增 {count}", "{count} new")
CHANGED = Text("更新 {count}", "{count} changed")
UNCHANGED = Text("沒有變化 {count}", "{count} unchanged")
MADE = Text("做好 {count} 份文件（點這裏看清單）", "{count} documents made (click for the list)")
MADE_NONE = Text("這次沒有要做的文件", "No document had to be made")
ABOUT = Text(
    "檔案：{file}　收件：{moment}　回執編號：{number}",
    "File: {file}   Received: {moment}   Receipt: {number}",
)
WITHDRAW_LABEL = Text("要撤回整份？", "Withdraw it all?")
WITHDRAW_NO = Text("不撤回", "No")
WITHDRAW_YES = Text("撤回整份", "Withdraw all")
WITHDRAW_HELP = Text(
    "選「撤回整份」，存檔，再把這份回執放回收件夾（inbox）：這次收下的全部退回原狀。",
    "Choose “Withdraw all”, save, and drop this receipt into the inbox: everything it brought is taken back.",
)

# --- sections and their headings ----------------------------------------------------------------------

SECTION_MEND = Text("待改 {count} 處", "{count} to mend")
SECTION_ASK = Text("請回答 {count} 處（系統不猜，只有您知道）", "{count} questions (nothing is guessed; only you know)")
SECTION_WARN = Text("提醒 {count} 處（已收，不改也可以）", "{count} reminders (taken; you may leave them)")
SECTION_WHY = Text("原因", "Why")
SECTION_NOTICES = Text("說明", "Please note")
SECTION_DOCUMENTS = Text("做好的文件 {count} 份", "{count} documents made")
SECTION_SHEETS = Text("各工作表", "Sheet by sheet")

PLACE = Text("位置", "Where")
FIELD = Text("欄位", "Column")
TYPED = Text("您填的", "You wrote")
WHAT = Text("是什麼問題", "What is the matter")
DO = Text("怎麼改", "What to do")
SUGGESTION = Text("建議填", "Suggested")
WHOLE_FILE = Text("整份檔案", "The whole file")
DOCUMENT = Text("文件", "Document")
CUSTOMER = Text("客戶", "Customer")
KIND = Text("種類", "Kind")
REMARK = Text("備註", "Remark")
SHEET = Text("工作表", "Sheet")
FORM = Text("認作", "Recognised as")
ROWS_TAKEN = Text("收", "Taken")
ROWS_TO_MEND = Text("待改", "To mend")
NOT_A_FORM = Text("不是表單，沒有動它", "none of our forms, left alone")
LINKS_CUT = Text(
    "（連結只到前 65,530 處，其餘請按位置查找）",
    "(only the first 65,530 are linked; find the rest by their place)",
)

# --- scores -------------------------------------------------------------------------------------------

SCORES_TITLE = Text("評分與排名：{count} 位客戶，先聯繫上面的", "Scores: {count} customers, contact the top ones first")
SCORES_HELP = Text(
    "總分 = 適配與互動加權；欄名括號內是滿分。「暫定」表示資料不全，補齊後分數會變。",
    "Total = fit and engagement, weighted; the full points stand in brackets. "
    "“Provisional”: facts are missing, the score will change.",
)
SCORES_RECEIPT = Text("　回執編號：{number}", "   Receipt: {number}")
WHAT_IF = Text("試算：改這裏，分數跟着變", "What if: change these, the score follows")
WHAT_IF_HELP = Text(
    "右邊黃底藍字的格子可以改着試（清空＝未知），分數和等級即時跟着變；"
    "要還原，按 Ctrl+Z 或不存檔關閉。只供試算，系統不會收。",
    "Try values in the yellow cells with blue letters on the right (empty = unknown): score and grade follow. "
    "To get back, press Ctrl+Z or close without saving. For trying only, nothing is taken.",
)
WHAT_IF_PROMPT = Text(
    "試改這一格，看同一行的分數和等級；清空＝未知。還原：Ctrl+Z 或不存檔關閉。",
    "Try a value and watch this row's score and grade; empty = unknown. To get back: Ctrl+Z, or close without saving.",
)
WHAT_IF_WORD = Text(
    "評分卡沒有這個值。請從選單選一個，或清空。",
    "The scorecard knows no such value. Choose one from the list, or clear the cell.",
)
WHAT_IF_NUMBER = Text(
    "這裏要填數字，不小於 {low}。請只填數字，或清空。",
    "A number is wanted here, not below {low}. Type digits only, or clear the cell.",
)
WHAT_IF_LEFT_OUT = Text(
    "超過 {most} 家，為免檔案太慢，這裏只列分數，不帶試算公式。",
    "More than {most} customers: to keep the file fast the points stand here without live formulas.",
)
RANK = Text("名次", "Rank")
GRADE = Text("等級", "Grade")
PROVISIONAL = Text("{grade} 暫定", "{grade} provisional")
TOTAL = Text("總分", "Total")
NAME = Text("客戶名稱", "Customer")
CUSTOMER_ID = Text("客戶編號", "Customer no.")
FIT = Text("適配", "Fit")
ENGAGEMENT = Text("互動", "Engagement")
COMPLETENESS = Text("資料完整", "Complete")
RED_LINES = Text("紅線", "Red lines")
REASONS = Text("理由", "Reasons")
LIFT = Text("怎樣提升", "What would lift it")
UNKNOWN_POINTS = Text("未知", "unknown")

# --- readings -----------------------------------------------------------------------------------------

READINGS_TITLE = Text(
    "讀法：{count} 格與您寫的不完全一樣，請掃一眼",
    "{count} cells were read a little differently: please glance through",
)
READINGS_HELP = Text(
    "讀得不對時，請到那一格寫清楚，再把這份回執放回收件夾（inbox）。"
    "簡繁體、電話裏的空格和橫線不同，算一樣。　回執編號：{number}",
    "Where a reading is wrong, rewrite that cell clearly and drop this receipt into the inbox again. "
    "The other script, blanks and hyphens in phones are no difference.   Receipt: {number}",
)
READ_AS = Text("讀作", "Read as")
WHY = Text("說明", "Why")

# --- taking a submission back -------------------------------------------------------------------------

UNDONE = Text("「{file}」（{number}）已撤回。", "“{file}” ({number}) is taken back.")
UNDONE_BEFORE = Text("「{file}」（{number}）先前已撤回，不必再做。", "“{file}” ({number}) had been taken back already.")
UNDO_REMOVED = Text(
    "它新帶來的 {count} 筆已撤下，歷史仍保留。", "The {count} rows it brought are out; their history is kept."
)
UNDO_RESTORED = Text("它改過的 {count} 筆已回到之前的內容。", "The {count} rows it changed are as they were before.")
UNDO_VOIDED = Text(
    "它做出的 {count} 份文件已登記為作廢，檔案沒有刪除，請勿再用：{names}",
    "The {count} documents made from it are void; the files are not deleted, do not use them: {names}",
)
VOID = Text("作廢", "VOID")
"""What a void paper says across its pages."""
UNDO_REMADE = Text(
    "它曾使 {count} 份文件作廢，現在會照原來的內容重新出一份，請改用新的：{names}",
    "It had made {count} documents void; they are issued again with the same content, use the new ones: {names}",
)
UNDO_LATER = Text(
    "{what}沒有撤回：之後另一份檔案（{by}）改過。要改請另填一份。",
    "Not taken back: {what}. Another file ({by}) has changed it since; correct it with a new sheet.",
)
UNDO_AGAIN = Text(
    "{what}沒有撤回：另一份檔案（{by}）也帶來同樣的資料。要撤下請連那份一起撤回。",
    "Not taken back: {what}. Another file ({by}) brought the same; take that one back as well.",
)
UNDO_NEEDED = Text(
    "{what}沒有撤回：別的資料（{by}）要用到。要撤下請先撤回那一份。",
    "Not taken back: {what}. Other rows ({by}) rest on it; take those back first.",
)
UNDO_KEYS = Text("{form} {count} 筆（{keys}）", "{form}, {count} rows ({keys})")
UNDO_MORE = Text("等", "and others")
WITHDRAW_UNKNOWN = Text(
    "系統不認得這份回執，所以什麼都沒有撤回，也沒有收。請用系統發回的回執原檔再試。",
    "This receipt is not known here, so nothing was taken back or taken. Use the receipt as it was sent to you.",
)
WITHDRAW_OTHERS = Text(
    "這份回執的原檔不是從這個資料夾投進來的，所以沒有撤回。請由原來投件的人放進自己的資料夾。",
    "What this receipt answers was not dropped in this folder, so it was not taken back. "
    "Let the person who sent it drop it into their own folder.",
)
WITHDRAW_NEWER = Text(
    "這份回執之後您又投過一次（{by}），所以沒有撤回。請在最新的那份回執選「撤回整份」。",
    "You have dropped this sheet again since ({by}), so it was not taken back. "
    "Choose “Withdraw all” in the latest receipt.",
)
WITHDRAW_SIGNED = Text(
    "合同 {contract} 已經簽署，它的會簽意見不能撤回。合同要改請另立補充協議，要結束請登記終止。",
    "The contract {contract} is signed: what was said in its review cannot be taken back. "
    "Change it by a supplementary agreement, or record its end.",
)
WITHDRAW_NOTHING = Text(
    "這份回執沒有收下任何資料，所以沒有可撤回的。請直接改好再投。",
    "Nothing was taken with this receipt, so there is nothing to take back. Simply mend it and drop it again.",
)

# --- several people mend one receipt ------------------------------------------------------------------

DISPUTED = Text("有人把您改過的格子改成別的", "Somebody wants otherwise what you changed")
DO_DISPUTED = Text(
    "請與對方說好哪個對；您的對，不必做什麼。", "Agree with them which is right; if yours is, there is nothing to do."
)
DISPUTE_NAME = Text("兩人改得不同{count}", "two versions {count}")
DISPUTE = Text(
    "{sheet} 第 {row} 行{field}：您填『{theirs}』，{person}後來填『{value}』（{file}）。目前仍算您的，已請對方確認。",
    "{sheet} row {row}, {field}: you gave “{theirs}”, {person} later gave “{value}” ({file}). "
    "Yours still counts; they were asked to confirm.",
)
LOST = Text(
    "已收 {accepted} 行、待改 {rejected} 行；逐格說明在發佈前遺失了。要看逐格說明，請改動任何一格後再放一次。",
    "{accepted} rows taken, {rejected} to mend; what was to be said of each cell got lost before it was handed out. "
    "To read it, change any cell and drop the file once more.",
)
SOMEBODY = Text("另一位同事", "a colleague")
