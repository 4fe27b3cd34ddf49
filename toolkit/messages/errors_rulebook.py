"""What an admin reads when a file in ``manual/`` cannot be used (``RuleBookError``)."""

from toolkit.messages.finding import Code, Severity


def _code(code: str, zh: str, zh_do: str, en: str, en_do: str) -> Code:
    return Code(
        f"rulebook.{code}",
        Severity.ERROR,
        f"manual/{{file}} 第{{line}}行（{{key}}）：{zh}",
        zh_do,
        f"manual/{{file}} line {{line}} ({{key}}): {en}",
        en_do,
    )


NOT_YAML = _code(
    "not_yaml",
    "這裏的寫法無法讀懂（{value}）。",
    "請檢查冒號後是否有空格、縮進是否用空格而非制表符，改好後存檔。",
    "this cannot be read ({value}).",
    "Check for a blank after each colon and for spaces instead of tabs, then save.",
)
YAML_TAB = _code(
    "yaml_tab",
    "縮進或值裏有制表符（Tab）或不能開頭的符號（例如 @ ` %）。",
    "縮進請用空格；以符號開頭的文字請加引號。改好後存檔。",
    "there is a tab, or a sign that no value may begin with (such as @ ` %).",
    "Indent with blanks and put quotes around text that begins with a sign, then save.",
)
YAML_COLON = _code(
    "yaml_colon",
    "一行裏有兩個冒號，或上一行少了冒號、縮進沒有對齊。",
    "文字裏本來就有半形冒號的請加引號；否則請對齊縮進、每行只留一個冒號。",
    "there are two colons in a line, or the line above lacks one or is not aligned.",
    "Put quotes around text with a colon; otherwise align the lines and keep one colon in each.",
)
YAML_QUOTE = _code(
    "yaml_quote",
    "引號開了頭，到檔案結束都沒有關上。",
    "請在這個值的結尾補上同一種引號，改好後存檔。",
    "a quote is opened and not closed before the end of the file.",
    "Close it at the end of the value with the same kind of quote, then save.",
)
YAML_BRACKET = _code(
    "yaml_bracket",
    "方括號或大括號沒有配對，或項目之間少了逗號。",
    "請看這一行與上一行，補上 ] 或 }}，項目之間用半形逗號隔開。",
    "a bracket or brace is not closed, or a comma is missing between entries.",
    "Look at this line and the one above: close it with ] or }}, and part the entries with commas.",
)
YAML_INDENT = _code(
    "yaml_indent",
    "這一行的縮進與同組的其他行不齊，或上一行的引號沒有關上。",
    "請讓同一組的行左邊對齊（只用空格），並檢查上一行的引號。",
    "the line is not aligned with the others of its group, or a quote above is not closed.",
    "Align the lines of a group (blanks only) and check the quotes above.",
)
YAML_SIGN = _code(
    "yaml_sign",
    "檔案裏有看不見的控制字元。",
    "請刪去這裏看不見的字元，或從上一個版本取回檔案。",
    "the file holds a control character that cannot be seen.",
    "Delete the invisible character, or restore the last version of the file.",
)
NOT_UTF8 = _code(
    "not_utf8",
    "從這裏起的文字不是用 UTF-8 編碼存的。",
    "請在編輯器選「另存新檔」、編碼選 UTF-8，再存一次。",
    "from here on the text was not saved as UTF-8.",
    "Choose “Save as” with the encoding UTF-8 in your editor, and save it again.",
)
DECISION_SAME = _code(
    "decision_same",
    "「是」與「否」都走到同一步「{value}」，這就不是判斷。",
    "請把其中一個改成另一步；若真的只有一條路，請刪去 decision，改寫 next。",
    "yes and no both lead to “{value}”, so nothing is decided.",
    "Let one of them lead elsewhere; if there is only one way, replace the decision by next.",
)
FILE_EMPTY = _code(
    "file_empty",
    "檔案是空的，或最外層不是「名稱: 內容」的寫法。",
    "請從上一個版本取回，或重新執行 toolkit init 取得原始檔。",
    "the file is empty, or its top level is not “name: value”.",
    "Restore the last version, or take the original from toolkit init.",
)
FILE_MISSING = _code(
    "file_missing",
    "缺少這個檔案。",
    "請把它放回 manual/，或重新執行 toolkit init 取得原始檔。",
    "the file is missing.",
    "Put it back into manual/, or take the original from toolkit init.",
)
NO_FILE = _code(
    "no_file",
    "這是資料夾，不是檔案。",
    "請移走這個資料夾，把檔案放回 manual/，或重新執行 toolkit init 取得原始檔。",
    "this is a folder and no file.",
    "Move the folder away and put the file back into manual/, or take the original from toolkit init.",
)
ALIAS_USED = _code(
    "alias_used",
    "用了 YAML 的錨點（& 或 *）。",
    "請把內容直接寫在這裏，讓讀的人一眼看到。",
    "a YAML anchor (& or *) is used.",
    "Write the value out here, so that a reader sees it.",
)
KEY_NOT_TEXT = _code(
    "key_not_text",
    "冒號左邊不是一個簡單的名稱。",
    "請改成單一名稱。",
    "what stands left of the colon is no plain name.",
    "Use a single name.",
)
DUPLICATE_KEY = _code(
    "duplicate_key",
    "「{value}」已在第{first}行寫過一次。",
    "請只保留一個，並確認留下的是要用的值。",
    "“{value}” already stands on line {first}.",
    "Keep one of them, the one you mean.",
)
UNKNOWN_KEY = _code(
    "unknown_key",
    "沒有「{value}」這個設定。",
    "是否要寫「{suggestion}」？請改正名稱。",
    "there is no setting “{value}”.",
    "Did you mean “{suggestion}”? Correct the name.",
)
KEY_MISSING = _code(
    "key_missing",
    "缺少「{value}」。",
    "請補上這一項。",
    "“{value}” is missing.",
    "Add it.",
)
MAPPING_EXPECTED = _code(
    "mapping_expected",
    "這裏應寫成多行「名稱: 內容」。",
    "請對照檔案開頭的說明改寫。",
    "lines of “name: value” are expected here.",
    "Follow the explanation at the head of the file.",
)
LIST_EXPECTED = _code(
    "list_expected",
    "這裏應寫成清單（每行以「- 」開頭）。",
    "請對照檔案開頭的說明改寫。",
    "a list is expected here (each line begins with “- ”).",
    "Follow the explanation at the head of the file.",
)
TEXT_EXPECTED = _code(
    "text_expected",
    "這裏應寫一段文字，現在是空的或是一組內容。",
    "請填上文字。",
    "a text is expected here, but it is empty or a group of values.",
    "Type a text.",
)
NUMBER_EXPECTED = _code(
    "number_expected",
    "「{value}」不是數字。",
    "請只填數字，單位已寫在名稱裏。",
    "“{value}” is no number.",
    "Type digits only; the unit is part of the name.",
)
WHOLE_EXPECTED = _code(
    "whole_expected",
    "「{value}」不是整數。",
    "請填整數。",
    "“{value}” is no whole number.",
    "Type a whole number.",
)
OUT_OF_RANGE = _code(
    "out_of_range",
    "「{value}」超出範圍（{low} 至 {high}）。",
    "請填範圍內的值。",
    "“{value}” is out of range ({low} to {high}).",
    "Type a value within the range.",
)
FLAG_EXPECTED = _code(
    "flag_expected",
    "「{value}」應為「是」或「否」。",
    "請填「是」或「否」。",
    "“{value}” should be yes or no.",
    "Type yes or no.",
)
DAY_EXPECTED = _code(
    "day_expected",
    "「{value}」不是日期。",
    "請寫成 2026-11-24 的樣子。",
    "“{value}” is no date.",
    "Write it like 2026-11-24.",
)
ALIAS_TWICE = _code(
    "alias_twice",
    "「{value}」同時指向「{first}」和「{second}」。",
    "請只在其中一項保留這個說法。",
    "“{value}” means both “{first}” and “{second}”.",
    "Keep it with one of them only.",
)
ENTRY_NEEDED = _code(
    "entry_needed",
    "清單裏少了「{value}」，流程規則要用到它。",
    "請把這一項加回來（可以改它的別名，不能刪掉）。",
    "the list lacks “{value}”, which the rules of the process need.",
    "Put it back (its aliases may change, the entry may not go).",
)
ENTRY_UNKNOWN = _code(
    "entry_unknown",
    "「{value}」不是可用的值。",
    "請改用下列之一：{suggestion}。",
    "“{value}” is not a value that can be used.",
    "Use one of: {suggestion}.",
)
BANDS_UNORDERED = _code(
    "bands_unordered",
    "各段的起點應由小到大，且不可重複。",
    "請按「從」的數字由小到大排列。",
    "the bands must start at rising values, none twice.",
    "Put them in rising order of “from”.",
)
WEIGHTS_WRONG = _code(
    "weights_wrong",
    "各項合計是 {value}，應為 {expected}。",
    "請調整數字，使合計正確。",
    "the parts add up to {value} instead of {expected}.",
    "Change them so that they add up.",
)
