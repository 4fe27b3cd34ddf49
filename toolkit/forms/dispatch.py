"""What every reader of values shares: broken cells, empty cells, and a way by the type of the value."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from toolkit.forms.column import Reading
from toolkit.forms.table import Cell, Value
from toolkit.messages import codes_values as codes
from toolkit.messages.finding import Code
from toolkit.messages.script import fold

EMPTY = Reading()

_DASHES = frozenset("-－–—―─_/／\\＼") | {"--", "——", "－－", "---"}
_ABSENT = frozenset({"无", "暂无", "没有", "na", "n/a", "n.a.", "none", "null", "nil", "不详", "未知", "不明"})
_UNDECIDED = frozenset(
    {
        "待定",
        "待议",
        "面议",
        "另议",
        "待确认",
        "待核实",
        "待补",
        "未定",
        "再议",
        "详谈",
        "电议",
        "tbd",
        "tba",
        "tbc",
    }
)
_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff]|_x000D_")


def found(code: Code, /, suggestion: str = "", **data: object) -> Reading:
    """A reading that is a finding: no value, and what its sentence names."""
    return Reading(None, code, suggestion, "", MappingProxyType(data) if data else EMPTY.data)


def noted(value: object, shown: object) -> Reading:
    """A value that was read differently from what was typed; ``shown`` says how."""
    return Reading(value, codes.READ_AS, "", str(shown))


def clean(text: str) -> str:
    """Take out what nobody can see (control characters, zero-width blanks) and blanks at both ends."""
    if text.isprintable():
        return text.strip()
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")).strip()


def is_dash(text: str) -> bool:
    """Whether a cleaned text is only a dash or a slash, the office's way to say: nothing here."""
    return len(text) <= 3 and text in _DASHES


def is_absent(text: str) -> bool:
    """Whether a cleaned text says that there is nothing (無, 沒有, N/A, 不詳), in either script."""
    return len(text) <= 4 and fold(text) in _ABSENT


def is_undecided(text: str) -> bool:
    """Whether a cleaned text says that it is not settled yet (待定, 面議, TBD), in either script."""
    return len(text) <= 4 and fold(text) in _UNDECIDED


def is_wide(text: str) -> bool:
    """Whether a text holds full-width figures: they are read, and listed as read differently (domain section 3)."""
    return not text.isascii() and any("０" <= sign <= "９" for sign in text)


def is_rounded(text: str) -> bool:
    """Whether a text is a number that Excel cut short on its way into a text file (9.14403E+17)."""
    return "+" in text and _ROUNDED.fullmatch(text) is not None


def nothing_said(text: str) -> Reading | None:
    """Read what stands for an empty cell in a column of numbers, dates or codes; None for real content.

    A dash or 「無」 is empty, with a note; 「待定」 and 「面議」 are findings: only the sender knows whether
    a figure is still to come.
    """
    if is_dash(text) or is_absent(text):
        return Reading(None, codes.READ_EMPTY)
    return found(codes.UNDECIDED) if is_undecided(text) else None


def as_typed(value: Value) -> str:
    """Return a cell's value as a person would see it in the cell: 1200.0 → ``"1200"``, dates as ISO."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime):
        return _moment_text(value)
    return value.isoformat() if isinstance(value, date | time) else _duration_text(value)


def number_text(value: float) -> str:
    """Write a number as Excel shows it: at most 15 significant digits, no exponent where avoidable."""
    if math.isfinite(value) and value == int(value):
        return str(int(value))
    return format(value, ".15g")


def _moment_text(value: datetime) -> str:
    plain = value.replace(tzinfo=None)
    if plain.time() == time(0):
        return plain.date().isoformat()
    return plain.isoformat(" ", "minutes" if plain.second == 0 else "seconds")


def _duration_text(value: timedelta) -> str:
    hours, seconds = divmod(int(value.total_seconds()), 3600)
    return f"{hours}:{seconds // 60:02d}:{seconds % 60:02d}"


def broken(cell: Cell) -> Reading | None:
    """Read a cell that holds no value at all: ``#REF!`` and formulas that were never calculated."""
    if cell.error:
        return found(codes.CELL_ERROR)
    return found(codes.UNCALCULATED) if cell.uncalculated else None


def by_type(
    cell: Cell,
    *,
    text: Callable[[str], Reading],
    number: Callable[[float], Reading],
    day: Callable[[date | time | timedelta], Reading],
) -> Reading:
    """Read ``cell`` by the function for the type of its value; broken, empty and true/false are done here."""
    if cell.error or cell.uncalculated:
        return broken(cell) or EMPTY
    value = cell.value
    if isinstance(value, str):
        plain = clean(value)
        return text(plain) if plain else EMPTY
    if value is None:
        return EMPTY
    if isinstance(value, bool):
        return found(codes.UNEXPECTED_BOOLEAN)
    return number(value) if isinstance(value, int | float) else day(value)
