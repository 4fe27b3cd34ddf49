"""One new sheet as a neutral, frozen value: what stands where and how it looks, not how it is written.

Stages of making: a job or a builder composes ``SheetSpec`` values; ``sheets.patch`` writes them, into a
sender's workbook (``mark.mark_workbook``) or a new one (``new.write_workbook``), always the same way.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate
from math import ceil
from types import MappingProxyType
from typing import overload

from toolkit.forms.table import Range
from toolkit.frozen import value
from toolkit.sheets.build.look import PLAIN, Style

Plain = str | int | float | bool | Decimal | date | datetime | None
"""A bare value: text is always written as text, whatever it begins with."""


@value(frozen=True, slots=True)
class Jump:
    """A link inside the workbook; ``front`` means one of our own new sheets (it may get renamed)."""

    sheet: str
    cell: str = "A1"
    front: bool = False


@value(frozen=True, slots=True)
class SpecCell:
    """One cell that needs more than a value.

    ``style`` None takes the column's style. ``link`` is a ``Jump``, or a relative path or address.
    ``formula`` is in Excel's English notation without ``=``; ``value`` is then its stored result.
    """

    value: Plain = None
    style: Style | None = None
    link: Jump | str | None = None
    formula: str = ""


Content = Plain | SpecCell


@dataclass(frozen=True, slots=True)
class Line:
    """A row that needs a height (points) or is grouped; else a plain sequence of contents will do."""

    cells: Sequence[Content]
    height: float | None = None
    level: int = 0
    hidden: bool = False


ROW = "\0"
"""Stands for the row's number in the formulas of a ``Table``."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a ``Table``: a value a row; ``styles`` and ``links`` likewise, or none at all.

    A cell without one of ``styles`` has ``style`` (None: that of the sheet's column). ``formulas`` are as in
    ``SpecCell``, with ``ROW`` for the row's number, so that rows can share them.
    """

    values: Sequence[Plain]
    style: Style | None = None
    styles: Sequence[Style | None] = ()
    links: Sequence[Jump | None] = ()
    formulas: Sequence[str] = ()

    def cell(self, at: int, number: int) -> Content:
        """The cell at index ``at``, which stands in row ``number``; a bare value where nothing is special."""
        style = (self.styles[at] if self.styles else None) or self.style
        link = self.links[at] if self.links else None
        formula = self.formulas[at].replace(ROW, str(number)) if self.formulas else ""
        if style is None and link is None and not formula:
            return self.values[at]
        return SpecCell(self.values[at], style, link, formula)


@dataclass(frozen=True, slots=True)
class Table(Sequence[Line]):
    """Many rows that are alike, kept and written column by column: a tenth of the work of single cells.

    It is a sequence of ``Line`` too, made when somebody looks. ``first`` is the row in which it begins,
    ``heights`` are in points, one a row.
    """

    first: int
    columns: tuple[TableColumn, ...]
    heights: Sequence[float]

    def __len__(self) -> int:
        return len(self.heights)

    @overload
    def __getitem__(self, at: int) -> Line: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...

    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        if isinstance(at, slice):
            return [self[each] for each in range(len(self))[at]]
        place = range(len(self))[at]
        cells = [column.cell(place, self.first + place) for column in self.columns]
        return Line(cells, self.heights[place])


Row = Line | Sequence[Content]


@dataclass(frozen=True, slots=True)
class Stack(Sequence[Row]):
    """Rows of several sequences, one below the other, as one sequence; ``parts`` may be tables."""

    parts: tuple[Sequence[Row], ...]

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [self[each] for each in range(len(self))[at]]
        place = range(len(self))[at]
        ends = list(accumulate(map(len, self.parts)))
        part = bisect_right(ends, place)
        return self.parts[part][place - (ends[part] - len(self.parts[part]))]


def stacked(parts: Iterable[Sequence[Row]]) -> Stack:
    """Put sequences of rows below each other; tables learn in which row they begin."""
    laid: list[Sequence[Row]] = []
    below = 1
    for part in parts:
        for one in part.parts if isinstance(part, Stack) else (part,):
            laid.append(replace(one, first=below) if isinstance(one, Table) else one)
            below += len(one)
    return Stack(tuple(laid))


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: width in characters of Arial 10, the style of its bare values, grouping.

    ``throughout`` gives the style to the empty cells below as well (text columns of a form to fill in).
    """

    width: float = 10
    style: Style = PLAIN
    throughout: bool = False
    hidden: bool = False
    level: int = 0
    collapsed: bool = False


class Rule(StrEnum):
    """What a validation asks of a cell; ANY only shows its prompt."""

    ANY = "none"
    LIST = "list"
    DAY = "date"
    NUMBER = "decimal"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Validation:
    """A dropdown, a limit or only an input message, on ``area`` ("C7:C500").

    ``source`` of a LIST is a reference (``'名單'!$A$2:$A$9``) or ``options`` stand in the cell's own
    list (at most 255 characters together). ``strict`` stops a wrong entry, else it only warns.
    ``low`` and ``high`` are formulas or literals of the other kinds.
    """

    area: str
    rule: Rule = Rule.ANY
    options: tuple[str, ...] = ()
    source: str = ""
    low: str = ""
    high: str = ""
    title: str = ""
    prompt: str = ""
    error: str = ""
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Highlight:
    """A conditional format: ``style``'s fill, colour and weight where ``formula`` is true in ``area``."""

    area: str
    formula: str
    style: Style


@dataclass(frozen=True, slots=True)
class Bars:
    """Data bars in the cells of ``area``, from ``low`` to ``high``."""

    area: str
    colour: str
    low: float = 0
    high: float = 100


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """A4, fitted to the width of ``across`` pages (0: as many as it takes to be read), page numbers below.

    ``repeat`` rows (first, last) head each page, and where there are several side by side the columns up to ``lead``
    lead each; ``area`` ("A1:F24") is what is printed, "" for all.
    """

    landscape: bool = True
    repeat: tuple[int, int] | None = None
    area: str = ""
    footer: str = "&C&P / &N"
    across: int = 1
    lead: str = "A"


_LEGIBLE = 215
"""So many characters beside each other on A4 across are printed at three fifths of their size."""


def pages_across(setup: PrintSetup, columns: Sequence[ColumnSpec]) -> int:
    """How many pages side by side a sheet takes: as told, else so many that the columns that show can be read."""
    return setup.across or max(1, ceil(sum(one.width for one in columns if not one.hidden) / _LEGIBLE))


class Visibility(StrEnum):
    """Whether people see a sheet; VERY_HIDDEN cannot be shown from Excel's menus."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One new sheet. Rows begin at Excel's row 1; a row is a ``Line`` or a sequence of contents.

    ``freeze`` is the first cell that scrolls ("A8"); ``filter_area`` gets filter buttons; ``names`` are
    defined names → reference, local to the sheet; ``notes`` are the cells' notes ((row, column) →
    text); ``protected`` locks every cell whose style is locked.
    """

    name: str
    rows: Sequence[Row]
    columns: tuple[ColumnSpec, ...] = ()
    language: str = "zh-Hant"
    freeze: str = ""
    filter_area: str = ""
    merges: tuple[Range, ...] = ()
    validations: tuple[Validation, ...] = ()
    highlights: tuple[Highlight | Bars, ...] = ()
    printing: PrintSetup = field(default_factory=PrintSetup)
    visibility: Visibility = Visibility.VISIBLE
    tab_colour: str = ""
    gridlines: bool = True
    zoom: int = 100
    row_height: float = 15
    protected: bool = False
    notes: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))
    code_name: str = ""
