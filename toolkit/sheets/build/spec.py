"""One new sheet as a neutral, frozen value: what stands where and how it looks, not how it is written.

Stages of making: a job or a builder composes ``SheetSpec`` values; ``sheets.patch`` writes them, into a
sender's workbook (``mark.mark_workbook``) or a new one (``new.write_workbook``), always the same way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from toolkit.forms.table import Range
from toolkit.sheets.build.look import PLAIN, Style

Plain = str | int | float | bool | Decimal | date | datetime | None
"""A bare value: text is always written as text, whatever it begins with."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A link inside the workbook; ``front`` means one of our own new sheets (it may get renamed)."""

    sheet: str
    cell: str = "A1"
    front: bool = False


@dataclass(frozen=True, slots=True)
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
    """A4, fitted to one page's width, page numbers below.

    ``repeat`` rows (first, last) head each page; ``area`` ("A1:F24") is what is printed, "" for all.
    """

    landscape: bool = True
    repeat: tuple[int, int] | None = None
    area: str = ""
    footer: str = "&C&P / &N"


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
    rows: Sequence[Line | Sequence[Content]]
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
