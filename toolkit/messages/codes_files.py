"""Why a dropped file cannot be used, or gets a fresh receipt instead of its own workbook back.

``file.*`` codes travel as ``Unreadable.code``; ``fresh.*`` codes as ``Workbook.unpatchable_reason``. The
sentences stand on their own: a file that cannot be opened has no values to show.
"""

from toolkit.messages.finding import Code, Severity

EMPTY = Code(
    "file.empty",
    Severity.ERROR,
    "這個檔案是空的，裏面一個字也沒有。",
    "請打開原來的檔案確認內容已存檔，再放一次。",
    "This file is empty: it holds no bytes at all.",
    "Open the original, check that it was saved, and drop it again.",
)
NO_CELLS = Code(
    "file.no_cells",
    Severity.ERROR,
    "這個活頁簿的每一頁都是空的，沒有一格寫了字。",
    "請打開原來的檔案確認內容已存檔，再放一次。",
    "Every sheet of this workbook is empty: no cell holds anything.",
    "Open the original, check that it was saved, and drop it again.",
)
ZEROS = Code(
    "file.zeros",
    Severity.ERROR,
    "這個檔案只佔了位置，內容沒有寫進去，多半是複製到一半中斷了。",
    "請重新複製一次原檔。",
    "This file has its full size but no content: the copy was probably interrupted.",
    "Copy the original here again.",
)
INCOMPLETE = Code(
    "file.incomplete",
    Severity.ERROR,
    "這個檔案後半段不見了，多半是下載或複製沒有完成。",
    "請重新下載或複製完整的檔案，再放一次。",
    "The end of this file is missing: a download or copy probably did not finish.",
    "Fetch the complete file and drop it again.",
)
DAMAGED = Code(
    "file.damaged",
    Severity.ERROR,
    "這個檔案的內部結構有損壞，無法完整讀出。",
    "請用 Excel 打開並修復，另存為 .xlsx 再放一次。",
    "The inside of this file is damaged and cannot be read whole.",
    "Open and repair it in Excel, save it as .xlsx, and drop it again.",
)
ENCRYPTED = Code(
    "file.encrypted",
    Severity.ERROR,
    "這個檔案設了開啟密碼。",
    "請在 Excel 的「檔案—資訊—保護活頁簿」取消密碼，存檔後再放一次。",
    "This file is protected by a password to open.",
    "Remove the password in Excel (File, Info, Protect Workbook), save, and drop it again.",
)
COMPANY_ENCRYPTED = Code(
    "file.company_encrypted",
    Severity.ERROR,
    "檔案被公司加密軟件加密，這台電腦看不到內容。",
    "請申請解密，或在公司電腦上另存為不加密的檔案，再放一次。",
    "This file is wrapped by a company's encryption software and cannot be read here.",
    "Ask for it to be decrypted, or save an unencrypted copy, and drop that.",
)
IMAGE = Code(
    "file.image",
    Severity.ERROR,
    "這是一張圖片，不是活頁簿；圖片裏的字無法當作資料。",
    "請把內容填進 Excel 表格再放一次。",
    "This is a picture, not a workbook; text in a picture cannot be taken as data.",
    "Enter its content in a workbook and drop that.",
)
PDF = Code(
    "file.pdf",
    Severity.ERROR,
    "這是一份 PDF，不是活頁簿。",
    "請向對方要原來的 Excel 檔，或把內容填進表格再放一次。",
    "This is a PDF, not a workbook.",
    "Ask for the original workbook, or enter its content in one, and drop that.",
)
WORD = Code(
    "file.word",
    Severity.ERROR,
    "這是一份 Word 文件，不是活頁簿。",
    "客戶資料請填在 Excel 表格；範本請用 .docx 格式放進來。",
    "This is a Word document, not a workbook.",
    "Put customer data in a workbook; templates are dropped as .docx.",
)
WORD_MACROS = Code(
    "file.word_macros",
    Severity.ERROR,
    "這是帶宏的 Word 文件（.docm）：裏面可能有會自己執行的程式，系統不收。",
    "請在 Word 裏「另存新檔」，檔案類型選「Word 文件（.docx）」，把新的那份放進來。",
    "This is a Word document with macros (.docm): it may hold programs that run by themselves, so it is not taken.",
    "In Word choose Save As, type “Word Document (.docx)”, and drop the new file.",
)
SLIDES = Code(
    "file.slides",
    Severity.ERROR,
    "這是一份簡報，不是活頁簿。",
    "請把表格複製到 Excel，存為 .xlsx 再放一次。",
    "This is a presentation, not a workbook.",
    "Copy its tables to Excel, save as .xlsx, and drop that.",
)
ARCHIVE = Code(
    "file.archive",
    Severity.ERROR,
    "這是一個壓縮檔，裏面的檔案不會自動取出。",
    "請先解壓縮，再把裏面的活頁簿放進來。",
    "This is an archive; what is packed inside is not taken out.",
    "Unpack it and drop the workbooks themselves.",
)
ET = Code(
    "file.et",
    Severity.ERROR,
    "這是 WPS 表格（.et）的專用格式。",
    "請在 WPS 另存為 .xlsx 再放一次。",
    "This is in the WPS spreadsheet format (.et).",
    "Save it as .xlsx in WPS and drop that.",
)
WPS = Code(
    "file.wps",
    Severity.ERROR,
    "這是 WPS 文字（.wps）的專用格式。",
    "請在 WPS 另存為 .docx 再放一次。",
    "This is in the WPS writer format (.wps).",
    "Save it as .docx in WPS and drop that.",
)
NUMBERS = Code(
    "file.numbers",
    Severity.ERROR,
    "這是蘋果 Numbers、Pages 或 Keynote 的檔案。",
    "請在 Numbers 選「檔案—輸出至—Excel」，再把 .xlsx 放進來。",
    "This is a file of Apple Numbers, Pages or Keynote.",
    "Choose File, Export To, Excel in Numbers and drop the .xlsx.",
)
WEB_PAGE = Code(
    "file.web_page",
    Severity.ERROR,
    "這其實是一個網頁，只是名字寫成了活頁簿；從網站或系統匯出的檔案常有這種情形。",
    "請用 Excel 打開它，另存為 .xlsx 再放一次。",
    "This is really a web page with a workbook's name, as some systems export it.",
    "Open it in Excel, save it as .xlsx, and drop that.",
)
XML_SHEET = Code(
    "file.xml_sheet",
    Severity.ERROR,
    "這是舊式的 XML 檔，不是活頁簿。",
    "請用 Excel 打開它，另存為 .xlsx 再放一次。",
    "This is an XML file, not a workbook.",
    "Open it in Excel, save it as .xlsx, and drop that.",
)
OLD_FORMAT = Code(
    "file.old_format",
    Severity.ERROR,
    "這是很舊的試算表格式，無法保證讀得正確。",
    "請用 Excel 打開它，另存為 .xlsx 再放一次。",
    "This is a very old spreadsheet format that cannot be read for certain.",
    "Open it in Excel, save it as .xlsx, and drop that.",
)
DATABASE = Code(
    "file.database",
    Severity.ERROR,
    "這是一個資料庫檔案，不是活頁簿。",
    "請從資料庫匯出成 Excel，再把 .xlsx 放進來。",
    "This is a database file, not a workbook.",
    "Export it to Excel and drop the .xlsx.",
)
MAIL = Code(
    "file.mail",
    Severity.ERROR,
    "這是一封電子郵件。",
    "請把附件另存出來，再把附件放進來。",
    "This is an e-mail message.",
    "Save its attachment and drop that.",
)
PROGRAM = Code(
    "file.program",
    Severity.ERROR,
    "這是一個程式檔，不會打開。",
    "請只放活頁簿（.xlsx、.xls、.csv、.ods）。",
    "This is a program; it is not opened.",
    "Drop workbooks only (.xlsx, .xls, .csv, .ods).",
)
TEXT_DATA = Code(
    "file.text_data",
    Severity.ERROR,
    "這是程式之間交換的資料檔（.json 一類），不是活頁簿。",
    "請從原來的系統匯出 .xlsx 或 .csv 再放一次。",
    "This is a file for programs (such as .json), not a workbook.",
    "Export it from where it comes from as .xlsx or .csv, and drop that.",
)
UNKNOWN = Code(
    "file.unknown",
    Severity.ERROR,
    "看不出這是甚麼檔案，它不是活頁簿。",
    "請確認檔案沒有損壞，用 Excel 另存為 .xlsx 再放一次。",
    "What kind of file this is cannot be told; it is not a workbook.",
    "Check that it opens in Excel, save it as .xlsx, and drop that.",
)
ENCODING = Code(
    "file.encoding",
    Severity.ERROR,
    "這個文字檔的編碼無法辨認，中文讀出來是亂碼。",
    "請用 Excel 打開並另存為「CSV UTF-8」或 .xlsx，再放一次。",
    "The encoding of this text file cannot be told: its Chinese reads as garbage.",
    "Open it in Excel, save it as “CSV UTF-8” or .xlsx, and drop that.",
)
BOMB = Code(
    "file.bomb",
    Severity.ERROR,
    "這個檔案解開後大得不合理，為了安全沒有打開。",
    "請用 Excel 新開一個活頁簿，只貼上需要的資料，再放一次。",
    "This file would unpack to an unreasonable size, so it was not opened, to be safe.",
    "Paste only the needed cells into a new workbook and drop that.",
)
UNSAFE = Code(
    "file.unsafe",
    Severity.ERROR,
    "這個檔案裏有不屬於活頁簿的危險內容，為了安全沒有打開。",
    "請用 Excel 新開一個活頁簿，貼上資料，存為 .xlsx 再放一次。",
    "This file holds dangerous content that no workbook needs, so it was not opened.",
    "Paste the cells into a new workbook, save it as .xlsx, and drop that.",
)
LINK = Code(
    "file.link",
    Severity.ERROR,
    "這是一個捷徑或連結，不是檔案本身。",
    "請複製檔案本身放進來。",
    "This is a shortcut or link, not the file itself.",
    "Copy the file itself here.",
)
TOO_BIG = Code(
    "file.too_big",
    Severity.ERROR,
    "這個檔案太大，超過一次能處理的份量。",
    "請分成幾個較小的活頁簿，每個不超過十萬行，再放一次。",
    "This file is too big to be handled in one go.",
    "Split it into smaller workbooks of at most 100,000 rows each and drop those.",
)
TOO_MANY_CELLS = Code(
    "file.too_many_cells",
    Severity.ERROR,
    "這個檔案有 {cells} 個填了內容的儲存格，一次最多處理 {most} 個。",
    "請分成幾個較小的檔案，例如每個五萬行，再放一次。",
    "This file has {cells} filled cells; at most {most} are handled in one go.",
    "Split it into smaller files, of 50,000 rows each for example, and drop those.",
)
TOO_SLOW = Code(
    "file.too_slow",
    Severity.ERROR,
    "這個檔案讀得太久還沒讀完，已經停下。",
    "請把需要的資料貼到新的活頁簿，存為 .xlsx 再放一次。",
    "Reading this file took too long and was stopped.",
    "Paste the needed cells into a new workbook, save it as .xlsx, and drop that.",
)
CRASHED = Code(
    "file.crashed",
    Severity.ERROR,
    "讀這個檔案時程式異常停止，其他檔案不受影響。",
    "請用 Excel 打開它，另存為新的 .xlsx 再放一次。",
    "Reading this file made the reader stop; other files are not affected.",
    "Open it in Excel, save it as a new .xlsx, and drop that.",
)
SPREAD_OUT = Code(
    "file.spread_out",
    Severity.ERROR,
    "工作表「{sheet}」的資料散得太遠，一直到 {cell} 還有內容。",
    "請刪去資料區以外的儲存格（選取整行後按「刪除」），存檔再放一次。",
    "The cells of sheet “{sheet}” are spread too far: there is content as far as {cell}.",
    "Delete the rows and columns outside the data, save, and drop it again.",
)
READERS_DISAGREE = Code(
    "file.readers_disagree",
    Severity.ERROR,
    "工作表「{sheet}」用兩種方法讀出的格數不同（{first} 與 {second}），無法確定內容。",
    "請用 Excel 打開它，另存為新的 .xlsx 再放一次。",
    "Two ways of reading sheet “{sheet}” found different numbers of cells ({first} and {second}).",
    "Open it in Excel, save it as a new .xlsx, and drop that.",
)
NO_SHEETS = Code(
    "file.no_sheets",
    Severity.ERROR,
    "這個活頁簿裏沒有一張可讀的工作表。",
    "請確認資料在一般的工作表上，存為 .xlsx 再放一次。",
    "This workbook holds no worksheet that can be read.",
    "Check that the data stand on an ordinary sheet, save as .xlsx, and drop it again.",
)

FRESH_FORMAT = Code(
    "fresh.format",
    Severity.NOTE,
    "這種格式無法在原檔上標示，所以回執是一份新的活頁簿。",
    "請在新的活頁簿裏修改，再放一次。",
    "This format cannot be marked in place, so the receipt is a new workbook.",
    "Mend the new workbook and drop it.",
)
FRESH_STRICT = Code(
    "fresh.strict",
    Severity.NOTE,
    "原檔是「Strict Open XML」格式，無法安全地在上面標示，所以回執是一份新的活頁簿。",
    "請在新的活頁簿裏修改，再放一次。",
    "The original is “Strict Open XML”, which cannot be marked safely: the receipt is a new workbook.",
    "Mend the new workbook and drop it.",
)
FRESH_SIGNED = Code(
    "fresh.signed",
    Severity.NOTE,
    "原檔有數位簽章，一改就失效，所以回執是一份新的活頁簿。",
    "原檔請留着；修改請在新的活頁簿裏做，再放一次。",
    "The original carries a digital signature that any mark would void: the receipt is a new workbook.",
    "Keep the original; mend the new workbook and drop it.",
)
FRESH_LOCKED = Code(
    "fresh.locked",
    Severity.NOTE,
    "原檔設了活頁簿保護，無法在上面標示，所以回執是一份新的活頁簿。",
    "請在新的活頁簿裏修改，再放一次。",
    "The original is a protected workbook that cannot be marked, so the receipt is a new workbook.",
    "Mend the new workbook and drop it.",
)
FRESH_TEMPLATE = Code(
    "fresh.template",
    Severity.NOTE,
    "原檔是範本或增益集，不能直接當活頁簿用，所以回執是一份新的活頁簿。",
    "請在新的活頁簿裏修改，再放一次。",
    "The original is a template or add-in, so the receipt is a new workbook.",
    "Mend the new workbook and drop it.",
)
FRESH_UNUSUAL = Code(
    "fresh.unusual",
    Severity.NOTE,
    "原檔的內部寫法不尋常，無法安全地在上面標示，所以回執是一份新的活頁簿。",
    "請在新的活頁簿裏修改，再放一次。",
    "The inside of the original is unusual and cannot be marked safely: the receipt is a new workbook.",
    "Mend the new workbook and drop it.",
)
