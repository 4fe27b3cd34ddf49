"""Any table on any sheet, no form needed: its heading, a usable name for each column, and its rows.

What a cell holds is handed on as a person sees it in the cell: whole numbers without a point, others exact,
a share as ``12%``, days as dates. Nothing is corrected and nothing is guessed; what is empty, broken or was
never calculated is simply not there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite

from toolkit.forms.data_rows import is_total
from toolkit.forms.dispatch import as_typed, clean, number_text
from toolkit.forms.table import Sheet, address
from toolkit.messages.script import fold

SEARCHED_ROWS = 30
"""A heading further down is none."""
LONGEST_HEADING = 60
_BRACKETS = re.compile(r"[(（\[【〔「『<][^)）\]】〕」』>]*[)）\]】〕」』>]")
_SIGNS = re.compile(r"[\W_]+")
_PERCENT = re.compile(r"percent|%")

_WORDS = frozenset({"and", "or", "not", "in", "is", "if", "elif", "else", "for", "loop", "true", "false", "none"})

Plain = str | int | Decimal | bool | date | time


@dataclass(frozen=True, slots=True)
class FreeColumn:
    """A column: its heading as written, its number (1 = A), and the name that stands for it in a template."""

    heading: str
    number: int
    name: str

    @property
    def key(self) -> str:
        """The name where an expression can hold it, else one that it can."""
        usable = self.name.isidentifier() and self.name.lower() not in _WORDS
        return self.name if usable else f"column{self.number}"


@dataclass(frozen=True, slots=True)
class FreeRow:
    """One row: Excel's number, key of the column → value; cells that hold an error stand in ``broken``."""

    number: int
    values: Mapping[str, Plain]
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FreeTable:
    """A table: where its heading stands, its columns and its rows (blank ones and totals left out)."""

    sheet: str
    header_row: int
    columns: tuple[FreeColumn, ...]
    rows: tuple[FreeRow, ...]


def free_table(sheet: Sheet) -> FreeTable | None:
    """The table on ``sheet`` under the first row that looks like a heading; None where there is none."""
    header = _header_row(sheet)
    if not header:
        return None
    columns, below = _columns(sheet, header)
    return FreeTable(sheet.name, header, columns, tuple(_rows(sheet, columns, below)))


def spoken(heading: str) -> str:
    """A heading as a name: without brackets and what stands in them, without signs and blanks.

    註冊資本(萬元) → 註冊資本, 需求/異議 → 需求異議, Unit price → Unit_price; "" where no letter is left.
    """
    bare = _BRACKETS.sub("", heading) if _SIGNS.sub("", _BRACKETS.sub("", heading)) else heading
    joint = "_" if heading.isascii() else ""
    name = _SIGNS.sub(joint, clean(bare)).strip("_")
    return f"n{name}" if name[:1].isdigit() else name


def _texts(sheet: Sheet, row: int) -> dict[int, str]:
    values = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    typed = {column: clean(as_typed(value)) for column, value in enumerate(values, 1)}
    return {column: text for column, text in typed.items() if text}


def _header_row(sheet: Sheet) -> int:
    """The first row that could head what lies below it, 0 where there is none.

    It has no numbers but years, no long texts, hardly a text twice, and names more than half of the columns that the
    rows below use; a title line, however merged, names one of many.
    """
    last = min(SEARCHED_ROWS, len(sheet.rows))
    for row in range(1, last + 1):
        texts = _texts(sheet, row)
        below = _widest_below(sheet, row)
        if texts and below and len(texts) * 2 > below and _could_head(sheet, row, texts):
            return row
    return 0


def _widest_below(sheet: Sheet, row: int) -> int:
    """How many cells the fullest of the next rows fills."""
    return max((len(_texts(sheet, below)) for below in range(row + 1, row + 11)), default=0)


def _could_head(sheet: Sheet, row: int, texts: Mapping[int, str]) -> bool:
    values = sheet.rows[row - 1]
    named = [isinstance(values[column - 1], str) and not _is_number(text) for column, text in texts.items()]
    plain = any(named) and all(
        name or _is_period(values[column - 1]) for name, column in zip(named, texts, strict=True)
    )
    short = all(len(text) <= LONGEST_HEADING for text in texts.values())
    return plain and short and len(set(texts.values())) * 2 > len(texts)


def _is_period(value: object) -> bool:
    """Whether a heading may be a year or a day: 指標 · 2025 · 2026."""
    return isinstance(value, date) or (isinstance(value, float) and value.is_integer() and 1900 <= value <= 2100)


def _is_number(text: str) -> bool:
    return not re.search(r"[^\W\d]", text)


def _columns(sheet: Sheet, header: int) -> tuple[tuple[FreeColumn, ...], int]:
    """The columns, and the row under which the data begin: a heading may be of two lines."""
    upper = _texts(sheet, header)
    spans = {
        column: upper[area.left]
        for area in sheet.merged
        if area.top == area.bottom == header and area.right > area.left and area.left in upper
        for column in range(area.left, area.right + 1)
    }
    if not spans:
        return _named(upper), header
    lower = _texts(sheet, header + 1)
    often = [text for column, text in lower.items() if column in spans]
    joined = {
        column: spans[column] + text if column in spans and often.count(text) > 1 else text
        for column, text in lower.items()
        if column in spans or column not in upper
    }
    whole = {column: text for column, text in upper.items() if column not in spans}
    return _named({**whole, **joined}), header + 1


def _named(headings: Mapping[int, str]) -> tuple[FreeColumn, ...]:
    """A name for each heading; the second of one name gets a number."""
    taken: dict[str, int] = {}
    columns = []
    for number, heading in sorted(headings.items()):
        name = spoken(heading) or f"column{number}"
        count = taken[fold(name)] = taken.get(fold(name), 0) + 1
        columns.append(FreeColumn(heading, number, f"{name}{count}" if count > 1 else name))
    return tuple(columns)


def _rows(sheet: Sheet, columns: Sequence[FreeColumn], header: int) -> list[FreeRow]:
    headings = {column.number: column.heading for column in columns}
    rows = []
    for number in range(header + 1, len(sheet.rows) + 1):
        texts = {column: text for column, text in _texts(sheet, number).items() if column in headings}
        if texts and texts != {column: headings[column] for column in texts} and not _sums_up(texts, len(columns)):
            rows.append(_row(sheet, columns, number))
    return rows


def _sums_up(texts: Mapping[int, str], width: int) -> bool:
    """Whether a row is a total: it says so first, and leaves cells open."""
    return len(texts) < width and is_total(next(iter(texts.values())))


def _row(sheet: Sheet, columns: Sequence[FreeColumn], number: int) -> FreeRow:
    values: dict[str, Plain] = {}
    broken = []
    for column in columns:
        cell = sheet.cell(number, column.number)
        beyond = isinstance(cell.value, float) and not isfinite(cell.value)
        if cell.error or cell.uncalculated or beyond:
            broken.append(address(number, column.number))
            continue
        value = _plain(cell.value, cell.format)
        if value not in (None, ""):
            values[column.key] = value
    return FreeRow(number, values, tuple(broken))


def _plain(value: object, shape: str) -> Plain | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        if _PERCENT.search(shape):
            return f"{(Decimal(number_text(value)) * 100).normalize():f}%"
        return int(value) if value == int(value) else Decimal(number_text(value))
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else value
    if isinstance(value, date | time):
        return value
    return clean(as_typed(value)) if value is not None else None  # type: ignore[arg-type]
