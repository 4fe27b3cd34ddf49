"""Findings about Word templates, for the colleague who writes them: what is wrong at which words, what to do.

``value`` is the text as it stands in Word, ``where`` its place (第2個表格第3行第1格) in the reader's language.
"""

from collections.abc import Mapping
from types import MappingProxyType

from toolkit.messages import errors_templates as errors
from toolkit.messages.finding import Code, Severity


def _in_a_copy(code: Code) -> Code:
    """What the engine says of a tag, said of the author's own words, with a copy at hand."""
    return Code(
        code.code.replace("template.", "lint."),
        code.severity,
        code.zh.replace("{tag}", "{value}"),
        f"{code.zh_do.removesuffix('。')}；改好的副本裏先標了「待改」。",
        code.en.replace("{tag}", "{value}").replace("{where_en}", "{where}"),
        f"{code.en_do.removesuffix('.')}; the mended copy only marks it for now.",
    )


FULL_WIDTH = Code(
    "lint.full_width",
    Severity.ERROR,
    "{where}的『{value}』用了全形的符號，系統認不出來。",
    "請切到半形重打；改好的副本裏已替您換成半形。",
    "“{value}” ({where}) uses full-width signs, which are not understood.",
    "Type them half width; the mended copy already has them.",
)
QUOTES = Code(
    "lint.quotes",
    Severity.ERROR,
    "{where}的『{value}』在標籤裏用了中文引號。",
    "標籤裏的文字請用半形引號括住；改好的副本裏已換好。",
    "“{value}” ({where}) uses Chinese quotation marks inside a tag.",
    "Put text inside a tag between plain quotation marks; the mended copy already has them.",
)
SINGLE_BRACES = Code(
    "lint.single_braces",
    Severity.ERROR,
    "{where}的『{value}』只有一層括號，會照樣印出來。",
    "欄位請用兩層半形的大括號；改好的副本裏已補上。",
    "“{value}” ({where}) has single braces and would be printed as it stands.",
    "A field needs two braces on each side; the mended copy already has them.",
)
UNCLOSED = Code(
    "lint.unclosed",
    Severity.ERROR,
    "{where}的『{value}』沒有收尾。",
    "請在同一段裏補上收尾的括號；改好的副本裏先標了「待改」。",
    "“{value}” ({where}) is never closed.",
    "Add the closing braces in the same paragraph; the mended copy only marks it for now.",
)
WRONG_CLOSER = Code(
    "lint.wrong_closer",
    Severity.ERROR,
    "{where}的『{value}』首尾的括號不成對。",
    "開頭和收尾請用同一種括號；改好的副本裏已配好。",
    "The braces of “{value}” ({where}) do not match.",
    "Use the same kind at both ends; the mended copy already does.",
)
NEVER_OPENED = Code(
    "lint.never_opened",
    Severity.WARNING,
    "{where}有收尾的『{value}』，前面卻沒有開頭。",
    "請補上開頭的括號，或把這個收尾刪去。",
    "“{value}” ({where}) closes a tag that was never opened.",
    "Add the opening braces, or remove this end.",
)
NO_END = Code(
    "lint.no_end",
    Severity.ERROR,
    "{where}的『{value}』沒有對應的 {end}。",
    "請在該結束的地方加上 {end}；改好的副本裏先標了「待改」。",
    "“{value}” ({where}) has no {end}.",
    "Add {end} where it should stop; the mended copy only marks it for now.",
)
NO_BEGIN = Code(
    "lint.no_begin",
    Severity.ERROR,
    "{where}的『{value}』前面沒有它要結束的開頭。",
    "請補上開頭，或刪去這一個；改好的副本裏先標了「待改」。",
    "“{value}” ({where}) ends something that was never begun.",
    "Add its beginning, or remove it; the mended copy only marks it for now.",
)
CROSSED = Code(
    "lint.crossed",
    Severity.ERROR,
    "{where}的『{value}』和裏面的 {inner} 交叉了。",
    "後開的要先結束：先 {inner_end}，再 {end}；改好的副本裏已對調，請核對。",
    "“{value}” ({where}) crosses the {inner} inside it.",
    "What began last ends first: {inner_end}, then {end}; the mended copy has them swapped, please check.",
)
UNKNOWN_WORD = Code(
    "lint.unknown_word",
    Severity.ERROR,
    "{where}的『{value}』開頭的「{word}」不是範本的指令。",
    "可用的有 if、elif、else、endif、for、endfor、set；請改寫。",
    "“{value}” ({where}) begins with “{word}”, which templates do not know.",
    "There are if, elif, else, endif, for, endfor and set; please rewrite it.",
)
UNKNOWN_NAME = Code(
    "lint.unknown_name",
    Severity.ERROR,
    "{where}的「{value}」不是這份範本的欄位，會印成【缺】。",
    "請核對欄位名；可用的欄位見欄位表。",
    "“{value}” ({where}) is no field of this template and would be printed as missing.",
    "Check the name; the field list shows what there is.",
)
LOOP_ENDED = Code(
    "lint.loop_ended",
    Severity.ERROR,
    "{where}的「{value}」只在表格的 for 裏有內容，這裏已在外面。",
    "請移到 for 和 endfor 之間，或改用別的欄位。",
    "“{value}” ({where}) only means something inside its table loop, and this stands outside.",
    "Move it between for and endfor, or use another field.",
)
NEEDS_LOOP = Code(
    "lint.needs_loop",
    Severity.ERROR,
    "{where}的「{value}」是清單「{list}」裏每一行的欄位，不能單獨使用。",
    "請放在這份清單的 for 裏，寫成「{suggestion}」。",
    "“{value}” ({where}) belongs to each line of “{list}” and cannot stand alone.",
    "Put it inside a for over that list, as “{suggestion}”.",
)
TEXT_LOOPED = Code(
    "lint.text_looped",
    Severity.ERROR,
    "{where}的「{value}」是一段文字，不是清單，for 會把它拆成一個一個字。",
    "for 的 in 後面請放清單；只印這段文字，請去掉這個 for 和它的 endfor。",
    "“{value}” ({where}) is a text, not a list: the loop would take it letter by letter.",
    "Put a list behind in; to print the text, take this for and its endfor away.",
)
FORBIDDEN = Code(
    "lint.forbidden",
    Severity.ERROR,
    "{where}的『{value}』用了不允許的寫法：{what}。",
    "範本裏只能取值、用過濾器、寫 if 和 for；改好的副本裏先標了「待改」。",
    "“{value}” ({where}) uses something that is not allowed: {what}.",
    "A template may only print values, use filters, if and for; the mended copy only marks it for now.",
)
UNKNOWN_FILTER = Code(
    "lint.unknown_filter",
    Severity.ERROR,
    "{where}的『{value}』用了不認識的過濾器「{filter}」。",
    "請核對過濾器的拼寫；改好的副本裏先標了「待改」。",
    "“{value}” ({where}) uses an unknown filter “{filter}”.",
    "Check its spelling; the mended copy only marks it for now.",
)
SYNTAX = Code(
    "lint.syntax",
    Severity.ERROR,
    "{where}的『{value}』寫得不完整，系統讀不懂。",
    "請核對括號、引號和運算符號；改好的副本裏先標了「待改」。",
    "“{value}” ({where}) is not complete and cannot be read.",
    "Check its brackets, quotation marks and signs; the mended copy only marks it for now.",
)
OUTSIDE_TABLE = Code(
    "lint.outside_table",
    Severity.ERROR,
    "{where}的『{value}』用了 {prefix}，但不在表格裏。",
    "請移到表格的行或格裏，或去掉 {prefix}；改好的副本裏先標了「待改」。",
    "“{value}” ({where}) uses {prefix}, but stands outside any table.",
    "Move it into a table, or take {prefix} away; the mended copy only marks it for now.",
)
WHOLE_FILE = Code(
    "lint.whole_file",
    Severity.ERROR,
    "這份範本不能使用：{reason}",
    "請照這句話處理後再查一次。",
    "This template cannot be used: {reason}",
    "Do as it says, then check it again.",
)
REPAIRED = Code(
    "lint.repaired",
    Severity.ERROR,
    "{where}的『{value}』不是範本的寫法，系統讀不懂。",
    "應該寫成『{better}』；改好的副本裏已改好，請核對。",
    "“{value}” ({where}) is not how templates are written and cannot be read.",
    "Write “{better}”; the mended copy already does, please check it.",
)
LOST = Code(
    "lint.lost",
    Severity.WARNING,
    "{where}的『{value}』會連同整{unit}一起換掉，旁邊的「{lost}」就印不出來了。",
    "請讓它獨佔一{unit}，其餘的內容移到別的{unit}。",
    "“{value}” ({where}) takes the place of the whole {unit}, so “{lost}” beside it is never printed.",
    "Give it a {unit} of its own and move the rest elsewhere.",
)
ACROSS_CELLS = Code(
    "lint.across_cells",
    Severity.ERROR,
    "{where}的『{value}』和它的 {end} 不在同一格，填出來的表格會錯亂。",
    "要重複整行，請改用 {{%tr … %}}，並各自獨佔一行；只在格內重複，請放在同一格。",
    "“{value}” ({where}) and its {end} stand in different cells, which breaks the table.",
    "To repeat whole rows use {{%tr … %}} in rows of their own; within a cell keep both in that cell.",
)
DATE_STYLE = Code(
    "lint.date_style",
    Severity.ERROR,
    "{where}的『{value}』要的日期寫法『{style}』沒有。",
    "可用的有 中文、ISO、民國、大寫、English；請改用其中一種。",
    "“{value}” ({where}) asks for the date style “{style}”, which does not exist.",
    "There are 中文 (zh), ISO, 民國 (roc), 大寫 (words) and English; please use one of them.",
)
OTHER_BRACES = Code(
    "lint.other_braces",
    Severity.ERROR,
    "{where}的『{value}』用的是別的軟件的標籤，會照樣印出來。",
    "欄位請用兩層半形的大括號；改好的副本裏已換好。",
    "“{value}” ({where}) is a tag of another program and would be printed as it stands.",
    "A field needs two braces on each side; the mended copy already has them.",
)
SPACED = Code(
    "lint.spaced",
    Severity.ERROR,
    "{where}的『{value}』兩個括號之間多了空格，會照樣印出來。",
    "請刪去這個空格；改好的副本裏已刪好。",
    "The two braces of “{value}” ({where}) have a blank between them, so it would be printed as it stands.",
    "Take the blank out; the mended copy already has.",
)
UNFIT = Code(
    "lint.unfit",
    Severity.ERROR,
    "{where}的『{value}』用樣本試填時填不出來：{reason}",
    "請核對這個欄位裝的是甚麼，再改這個標籤；改好的副本裏先標了「待改」。",
    "“{value}” ({where}) cannot be filled in with a sample: {reason}",
    "See what this field holds, then change the tag; the mended copy only marks it for now.",
)
ENDLESS = Code(
    "lint.endless",
    Severity.ERROR,
    "{where}的『{value}』從這裏起用樣本試填，{seconds} 秒還沒填完，已經停下。",
    "請核對迴圈裏是不是又套了同一份清單的迴圈，或算式太長；改好的副本裏這一段先標了「待改」。",
    "What begins at “{value}” ({where}) was not filled with samples within {seconds} seconds and was stopped.",
    "See whether a loop stands within another over the same list, or an expression is too long; the mended copy only "
    "marks it for now.",
)
OPEN_QUOTE = _in_a_copy(errors.OPEN_QUOTE)
STRANGE_SIGN = _in_a_copy(errors.STRANGE_SIGN)
OPEN_BRACKET = _in_a_copy(errors.OPEN_BRACKET)
STRAY_BRACKET = _in_a_copy(errors.STRAY_BRACKET)
SINGLE_EQUALS = _in_a_copy(errors.SINGLE_EQUALS)
NO_IN = _in_a_copy(errors.NO_IN)
NO_NAME = _in_a_copy(errors.NO_NAME)
NOTHING_INSIDE = _in_a_copy(errors.NOTHING_INSIDE)
CANNOT_SET = _in_a_copy(errors.CANNOT_SET)
TWO_THINGS = _in_a_copy(errors.TWO_THINGS)
TORN = _in_a_copy(errors.TORN)
PREFIX_OUTSIDE = _in_a_copy(errors.PREFIX_OUTSIDE)
CELL_OUTSIDE = _in_a_copy(errors.CELL_OUTSIDE)
TOO_LONG = _in_a_copy(errors.TOO_LONG)

REASONS: Mapping[str, Code] = MappingProxyType(
    {
        "template.too_deep": TOO_LONG,
        **{
            code.code.replace("lint.", "template."): code
            for code in (
                *(OPEN_QUOTE, STRANGE_SIGN, OPEN_BRACKET, STRAY_BRACKET, SINGLE_EQUALS),
                *(NO_IN, NO_NAME, NOTHING_INSIDE, CANNOT_SET, TWO_THINGS),
                *(TORN, PREFIX_OUTSIDE, CELL_OUTSIDE, TOO_LONG),
            )
        },
    }
)
"""What the engine cannot read a tag for → the same as a slip; anything else is ``SYNTAX``."""
