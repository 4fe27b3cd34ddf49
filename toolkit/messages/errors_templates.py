"""Sentences about Word templates that cannot be compiled, and documents that cannot be filled, for the admin.

``where`` and ``where_en`` say the place (第2個表格第3行第1格); ``tag`` is the tag as it stands in Word.
"""

from toolkit.messages.finding import Code, Severity

_ERROR = Severity.ERROR

# --- templates -----------------------------------------------------------------------------------------

NOT_WORD = Code(
    "template.not_word",
    _ERROR,
    "這份範本不是 Word 文件（.docx）。",
    "請在 Word 裏另存為 .docx，再放回 templates/word。",
    "This template is no Word document (.docx).",
    "Save it as .docx in Word and put it back into templates/word.",
)
NO_CONTENTS = Code(
    "template.no_contents",
    _ERROR,
    "範本裏沒有目錄的位置（獨立一段的「{mark}」）。",
    "請在要放目錄的地方另起一段，填上「{mark}」（簡體「⟦目录⟧」亦可），再做一次。",
    "The template has no place for the contents (a paragraph with “{mark}”).",
    "Add a paragraph with “{mark}” where the contents shall stand, and make it again.",
)
PACKAGE = Code(
    "template.package",
    _ERROR,
    "這份範本打不開：檔案已損壞、加了密碼，或者不是 .docx。",
    "請用 Word 打開、去掉密碼、另存成 .docx；Word 也打不開時請從備份取回。",
    "The template cannot be opened: it is damaged, has a password, or is no .docx.",
    "Open it in Word, take the password off and save it as .docx; if Word cannot open it, use a backup.",
)
TOO_BIG = Code(
    "template.too_big",
    _ERROR,
    "範本太大，展開後超過上限。",
    "請在 Word 裏壓縮圖片，或刪去不需要的內容。",
    "The template is too large once unpacked.",
    "Compress its pictures in Word, or remove what is not needed.",
)
TOO_MANY_PARAGRAPHS = Code(
    "template.too_many_paragraphs",
    _ERROR,
    "範本有 {count} 段，超過上限 {most} 段，不像一份範本。",
    "請刪去不需要的內容，或分成幾份；要填很多行，請在範本裏用 for，不必預先鋪好。",
    "The template has {count} paragraphs; {most} is the most, and more than any template needs.",
    "Remove what is not needed, or make several; for many rows use a for loop instead of laying them out.",
)
REFUSED = Code(
    "template.refused",
    _ERROR,
    "範本裏有不允許的內容：{what}（{part}）。",
    "請在 Word 裏刪去宏、內嵌對象、外部連結和會執行動作的域，再另存。",
    "The template holds something that is not allowed: {what} ({part}).",
    "Remove macros, embedded objects, external links and fields that act, and save it again.",
)
LARGE_PICTURE = Code(
    "template.picture_too_big",
    _ERROR,
    "範本裏的圖片有 {width}×{height} 點，太大了（{part}）。",
    "請在 Word 裏壓縮或換掉這張圖片，再另存。",
    "A picture in the template has {width}×{height} points, which is too large ({part}).",
    "Compress or replace the picture in Word and save the template again.",
)
SYNTAX = Code(
    "template.syntax",
    _ERROR,
    "{where}的『{tag}』寫得不完整，系統讀不懂。",
    "請核對括號、引號和運算符號，或照欄位表重打一次。",
    "“{tag}” ({where_en}) is not complete and cannot be read.",
    "Check its brackets, quotation marks and signs, or type it anew from the field list.",
)
NO_END = Code(
    "template.no_end",
    _ERROR,
    "{where}的『{tag}』開了頭，卻沒有收尾。",
    "請在該結束的地方加上 {end}。",
    "“{tag}” ({where_en}) is begun and never ended.",
    "Add {end} where it should stop.",
)
NO_BEGIN = Code(
    "template.no_begin",
    _ERROR,
    "{where}的『{tag}』前面沒有它要結束的開頭。",
    "請補上 {begin}，或刪去這一個。",
    "“{tag}” ({where_en}) ends something that was never begun.",
    "Add {begin} before it, or remove it.",
)
CROSSED = Code(
    "template.crossed",
    _ERROR,
    "{where}的『{tag}』和還沒收尾的『{inner}』交叉了。",
    "後開的要先結束：請先放 {end}。",
    "“{tag}” ({where_en}) crosses “{inner}”, which is still open.",
    "What began last ends first: put {end} before it.",
)
UNKNOWN_WORD = Code(
    "template.unknown_word",
    _ERROR,
    "{where}的『{tag}』開頭的「{word}」不是範本的指令。",
    "可用的有 if、elif、else、endif、for、endfor、set；請改寫。",
    "“{tag}” ({where_en}) begins with “{word}”, which templates do not know.",
    "There are if, elif, else, endif, for, endfor and set; please rewrite it.",
)
OPEN_QUOTE = Code(
    "template.open_quote",
    _ERROR,
    "{where}的『{tag}』裏的引號沒有成對。",
    "請在文字的兩頭各放一個同樣的半形引號。",
    "“{tag}” ({where_en}) has a quotation mark without its partner.",
    "Put the same plain quotation mark at both ends of the text.",
)
STRANGE_SIGN = Code(
    "template.strange_sign",
    _ERROR,
    "{where}的『{tag}』裏的「{sign}」系統不認識。",
    "請刪去它，或改成半形的符號；要連接兩個條件請寫 and 或 or。",
    "“{tag}” ({where_en}) holds “{sign}”, which is not understood.",
    "Remove it, or type it half width; to join two conditions write and, or.",
)
OPEN_BRACKET = Code(
    "template.open_bracket",
    _ERROR,
    "{where}的『{tag}』裏少了一個「{sign}」。",
    "請補上這個括號。",
    "“{tag}” ({where_en}) lacks a “{sign}”.",
    "Add this bracket.",
)
STRAY_BRACKET = Code(
    "template.stray_bracket",
    _ERROR,
    "{where}的『{tag}』裏多了一個「{sign}」。",
    "請刪去它，或補上它前面的另一半。",
    "“{tag}” ({where_en}) has one “{sign}” too many.",
    "Remove it, or add the other half before it.",
)
SINGLE_EQUALS = Code(
    "template.single_equals",
    _ERROR,
    "{where}的『{tag}』用了一個等號。",
    "比較是否相等請用兩個等號 ==。",
    "“{tag}” ({where_en}) uses a single equals sign.",
    "To compare, write two of them: ==.",
)
NO_IN = Code(
    "template.no_in",
    _ERROR,
    "{where}的『{tag}』少了 in，或 in 前面不是一個名字。",
    "請寫成 for 行 in 清單。",
    "“{tag}” ({where_en}) lacks in, or what stands before in is no name.",
    "Write it as: for line in list.",
)
NO_NAME = Code(
    "template.no_name",
    _ERROR,
    "{where}的『{tag}』在「.」「|」或 is 的後面少了名字。",
    "請補上欄位或過濾器的名字，或刪去這個符號。",
    "“{tag}” ({where_en}) has no name behind “.”, “|” or is.",
    "Add the name of the field or filter, or remove the sign.",
)
NOTHING_INSIDE = Code(
    "template.nothing_inside",
    _ERROR,
    "{where}的『{tag}』少了欄位或內容。",
    "請補上欄位名；句尾的運算符號後面也要有內容。",
    "“{tag}” ({where_en}) lacks a field or a value.",
    "Add the name of the field; a sign needs something behind it.",
)
CANNOT_SET = Code(
    "template.cannot_set",
    _ERROR,
    "{where}的『{tag}』等號左邊不是名字。",
    "請寫成 set 名字 = 內容。",
    "“{tag}” ({where_en}) has no name before the equals sign.",
    "Write it as: set name = value.",
)
TWO_THINGS = Code(
    "template.two_things",
    _ERROR,
    "{where}的『{tag}』裏的「{word}」前面少了連接的符號。",
    "欄位名裏不要有空格；兩項之間請用 +、~、and 或 or 連接。",
    "“{tag}” ({where_en}) has nothing to join “{word}” to what stands before it.",
    "A field's name has no blanks; join two things with +, ~, and, or.",
)
TORN = Code(
    "template.torn",
    _ERROR,
    "{where}的『{tag}』和它的 {end} 不在同一段、同一格或同一個表格裏，填出來的文件會壞掉。",
    "請放在同一段或同一格；要重複整段請用 {{%p … %}}，整行請用 {{%tr … %}}。",
    "“{tag}” ({where_en}) and its {end} stand in different paragraphs, cells or tables, which breaks the document.",
    "Keep both in one paragraph or cell; to repeat whole paragraphs use {{%p … %}}, whole rows {{%tr … %}}.",
)
UNCLOSED = Code(
    "template.unclosed_tag",
    _ERROR,
    "{where}的『{tag}』沒有收尾。",
    "請補上 }}}} 或 %}}，並確認是半形符號。",
    "“{tag}” ({where_en}) is never closed.",
    "Add }}}} or %}}, and make sure the signs are half width.",
)
PREFIX_OUTSIDE = Code(
    "template.prefix_outside",
    _ERROR,
    "{where}的『{tag}』用了 {prefix}，但不在它該在的表格或段落裏。",
    "請移到表格的行（tr）、格（tc）或段落（p）裏，或去掉 {prefix}。",
    "“{tag}” ({where_en}) uses {prefix}, but does not stand inside the table or paragraph it needs.",
    "Move it into a table row (tr), cell (tc) or paragraph (p), or take {prefix} away.",
)
CELL_OUTSIDE = Code(
    "template.cell_outside",
    _ERROR,
    "{where}的『{tag}』只能放在表格的格裏。",
    "請移到表格裏。",
    "“{tag}” ({where_en}) belongs inside a table cell.",
    "Move it into a table.",
)
FORBIDDEN = Code(
    "template.forbidden",
    _ERROR,
    "{where}的『{tag}』用了不允許的寫法：{what}。",
    "範本裏只能取值、用過濾器、寫 if 和 for；請改寫。",
    "“{tag}” ({where_en}) uses something that is not allowed: {what}.",
    "A template may only print values, use filters, if and for; please rewrite it.",
)
UNKNOWN_FILTER = Code(
    "template.unknown_filter",
    _ERROR,
    "{where}的『{tag}』用了不認識的過濾器「{filter}」。",
    "請核對拼寫；可用的見 README 的過濾器一覽。",
    "“{tag}” ({where_en}) uses an unknown filter “{filter}”.",
    "Check the spelling; the README lists the filters there are.",
)
TOO_DEEP = Code(
    "template.too_deep",
    _ERROR,
    "範本裏的 if 和 for 套得太深。",
    "請拆成幾段。",
    "The template nests if and for too deeply.",
    "Break it into several parts.",
)
TOO_LONG = Code(
    "template.too_long",
    _ERROR,
    "{where}的『{tag}』寫得太長，系統算不出來。",
    "請先用 set 分幾步算好，再取結果。",
    "“{tag}” ({where_en}) is too long to be worked out.",
    "Work it out in several steps with set, then print the outcome.",
)

# --- documents -----------------------------------------------------------------------------------------

MISSING = Code(
    "render.missing",
    _ERROR,
    "還缺這些內容，不能出正式件：{missing}。",
    "請在表上補齊再放一次；需要先看時，請出草稿。",
    "A final copy cannot be made while this is missing: {missing}.",
    "Fill it in and drop the sheet again; ask for a draft to see it before that.",
)
CANNOT = Code(
    "render.cannot",
    _ERROR,
    "{where}的『{tag}』填不出來。",
    "請核對這個欄位的內容，或改寫範本。",
    "“{tag}” ({where_en}) cannot be filled in.",
    "Check what this field holds, or rewrite the template.",
)
NOT_NUMBERS = Code(
    "render.not_numbers",
    _ERROR,
    "{where}的『{tag}』要計算的內容不是數字。",
    "請核對這些欄位是不是數字；日期和文字不能加減乘除。",
    "“{tag}” ({where_en}) reckons with something that is no number.",
    "Check that these fields are numbers; dates and texts cannot be reckoned with.",
)
TWO_KINDS = Code(
    "render.two_kinds",
    _ERROR,
    "{where}的『{tag}』把兩種不同的內容放在一起比較或相加。",
    "請核對兩邊是不是都是數字、都是日期，或都是文字。",
    "“{tag}” ({where_en}) compares or adds two things of different kinds.",
    "Check that both are numbers, both dates, or both texts.",
)
TOO_LARGE = Code(
    "render.too_large",
    _ERROR,
    "{where}的『{tag}』算出來的內容太大。",
    "請核對算式和次方。",
    "“{tag}” ({where_en}) comes to something too large.",
    "Check the formula and its powers.",
)
BY_ZERO = Code(
    "render.by_zero",
    _ERROR,
    "{where}的『{tag}』除以了零。",
    "請先用 if 判斷除數不是零。",
    "“{tag}” ({where_en}) divides by zero.",
    "Ask with if first whether the divisor is zero.",
)
NOT_A_LIST = Code(
    "render.not_a_list",
    _ERROR,
    "{where}的『{tag}』要逐行處理的不是清單。",
    "請核對 for 後面的欄位；只有清單才能用 for。",
    "“{tag}” ({where_en}) goes through something that is no list.",
    "Check the field behind for; only lists can be gone through.",
)
RENDER_FORBIDDEN = Code(
    "render.forbidden",
    _ERROR,
    "{where}的『{tag}』想做不允許的事：{what}。",
    "請改寫範本，只取值和用過濾器。",
    "“{tag}” ({where_en}) tries something that is not allowed: {what}.",
    "Rewrite the template so that it only prints values and uses filters.",
)
FILTER = Code(
    "render.filter",
    _ERROR,
    "過濾器「{filter}」不能用在『{value}』上。",
    "請核對這個欄位是不是數字或日期。",
    "The filter “{filter}” cannot be used on “{value}”.",
    "Check that this field is a number or a date.",
)
TOO_MANY_ROUNDS = Code(
    "render.too_many_rounds",
    _ERROR,
    "迴圈轉了超過 {most} 圈，已經停下（{where}的『{tag}』）。",
    "請核對是不是迴圈裏又套了同一份清單的迴圈；行數真的這麼多時，請分成幾份。",
    "The loops went round more than {most} times and were stopped (“{tag}”, {where_en}).",
    "See whether a loop runs over the same list within another loop; with so many rows, make several documents.",
)
TOO_SLOW = Code(
    "render.too_slow",
    _ERROR,
    "填了 {most} 秒還沒填完，已經停下（停在{where}的『{tag}』）。",
    "請核對這裏有沒有迴圈套迴圈或很長的算式；資料太多時請分成幾份。",
    "It was not filled within {most} seconds and was stopped (at “{tag}”, {where_en}).",
    "Look there for loops within loops and for long expressions; with too many data, make several documents.",
)
PREVIEW_TOO_SLOW = Code(
    "preview.too_slow",
    _ERROR,
    "試填（普通和極端兩份樣本合計）用了 {most} 秒還沒填完，已經停下（停在{where}的『{tag}』）。",
    "請核對這裏有沒有迴圈套迴圈或很長的算式，改好再預覽。",
    "Both samples together were not filled within {most} seconds, so the preview was stopped (at “{tag}”, {where_en}).",
    "Look there for loops within loops and for long expressions, then preview it again.",
)
TOO_LARGE_WHOLE = Code(
    "render.too_large_whole",
    _ERROR,
    "這份文件超過 {most} MB，已經停下。",
    "請減少行數或圖片；必要時分成幾份。",
    "This document grows beyond {most} MB and was stopped.",
    "Use fewer rows or pictures, or make several documents.",
)
WRONG_PLACE = Code(
    "render.wrong_place",
    _ERROR,
    "「{what}」不能放在這個位置。",
    "請讓它獨佔一個段落。",
    "“{what}” cannot stand in this place.",
    "Give it a paragraph of its own.",
)
NOT_PLAIN = Code(
    "render.not_plain",
    _ERROR,
    "有一項內容（{kind}）不能印在文件裏。",
    "請只給文字、數字、日期和清單。",
    "One of the values ({kind}) cannot be printed in a document.",
    "Give text, numbers, dates and lists only.",
)
NOT_A_COLOUR = Code(
    "render.not_a_colour",
    _ERROR,
    "『{value}』不是顏色。",
    "請寫成六位的色碼，例如 1F4E5F。",
    "“{value}” is not a colour.",
    "Write six hexadecimal digits, for example 1F4E5F.",
)
NOT_A_WIDTH = Code(
    "render.not_a_width",
    _ERROR,
    "『{value}』不是欄數或寬度。",
    "請給大於零的整數。",
    "“{value}” is no number of columns or width.",
    "Give a whole number above zero.",
)
NOT_A_LINK = Code(
    "render.not_a_link",
    _ERROR,
    "『{value}』不能做成連結。",
    "請用 https://、mailto: 或文件裏的書籤。",
    "“{value}” cannot be made a link.",
    "Use https://, mailto: or a bookmark of the document.",
)
NOT_A_PICTURE = Code(
    "render.not_a_picture",
    _ERROR,
    "要放的圖片不是 PNG、JPEG、GIF 或 BMP。",
    "請另存為 PNG 或 JPEG。",
    "The picture is none of PNG, JPEG, GIF and BMP.",
    "Save it as PNG or JPEG.",
)
PICTURE_CUT_OFF = Code(
    "render.picture_cut_off",
    _ERROR,
    "要放的圖片不完整，後半截沒有了。",
    "請重新取得這張圖片，確認能打開再放。",
    "The picture is cut off: its end is missing.",
    "Fetch it again and see that it opens.",
)
PICTURE_SIZE = Code(
    "render.picture_size",
    _ERROR,
    "圖片要印成 {width}×{height} 毫米，印不出來。",
    "請給 1 到 1400 毫米之間的大小。",
    "The picture is to be shown at {width}×{height} mm, which cannot be.",
    "Give it a size from 1 to 1400 mm.",
)
PICTURE_TOO_BIG = Code(
    "render.picture_too_big",
    _ERROR,
    "圖片有 {width}×{height} 點，太大了。",
    "請縮小後再用。",
    "The picture has {width}×{height} points, which is too large.",
    "Make it smaller first.",
)
NOTHING_TO_REPLACE = Code(
    "render.nothing_to_replace",
    _ERROR,
    "範本裏沒有叫「{name}」的圖片或文件可以替換。",
    "請在 Word 裏核對它的替代文字（Alt text）。",
    "The template has no picture or part called “{name}” to replace.",
    "Check its alternative text in Word.",
)
SUB_DOCUMENT = Code(
    "render.sub_document",
    _ERROR,
    "要插入的文件用不了：{why}",
    "請用 Word 打開那份文件、另存為 .docx 再試。",
    "The document to be put in cannot be used: {why}",
    "Open it in Word, save it as .docx and try again.",
)
