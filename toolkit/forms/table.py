"""What was read from a workbook, as plain values: the only thing the pure rooms know of Excel."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType

from toolkit.frozen import value

Value = str | float | bool | date | datetime | time | timedelta | None
"""A cell's stored value. Excel keeps every number as a double, so there is no ``int`` here."""

Coordinate = tuple[int, int]
"""(row, column), both 1-based as Excel shows them."""

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells, 1-based, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@value(frozen=True, slots=True)
class Cell:
    """One cell as a reader of values sees it.

    ``format`` is the number format where it changes what a number means (percent, date, ROC date,
    currency), else ``""``. ``error`` is ``"#REF!"`` and the like. ``uncalculated`` marks a formula
    without a stored value.
    """

    value: Value
    row: int = 0
    column: int = 0
    format: str = ""
    error: str = ""
    uncalculated: bool = False


def _empty_map() -> Mapping[Coordinate, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: ``rows[i]`` is Excel's row ``i + 1``; ``rows[i][j]`` is column ``j + 1``.

    Rows may have different lengths; what is missing at their ends is empty. ``""`` and ``None`` are both
    empty. ``hidden_columns`` leaves out what is folded into an outline: anybody sees its [+]. The maps are sparse:
    they hold only the cells about which there is something to say.
    """

    name: str
    rows: Sequence[Sequence[Value]]
    visible: bool = True
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formats: Mapping[Coordinate, str] = field(default_factory=_empty_map)
    errors: Mapping[Coordinate, str] = field(default_factory=_empty_map)
    uncalculated: frozenset[Coordinate] = frozenset()
    comments: Mapping[Coordinate, str] = field(default_factory=_empty_map)

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at Excel's ``row`` and ``column`` (1-based); empty outside the rows."""
        at = (row, column)
        values = self.rows[row - 1] if row <= len(self.rows) else ()
        value = values[column - 1] if column <= len(values) else None
        return Cell(
            value=None if value == "" else value,
            row=row,
            column=column,
            format=self.formats.get(at, ""),
            error=self.errors.get(at, ""),
            uncalculated=at in self.uncalculated,
        )


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as read: its sheets in order, and what the package said about itself.

    ``kind`` is the true format (``xlsx xlsm xlsb xls ods csv``), found from the bytes and not from the
    name. ``properties`` are the custom document properties (the receipt's id travels there). A text
    file gives one candidate sheet for each plausible encoding, see ``encodings``.
    """

    sheets: tuple[Sheet, ...]
    kind: str = "xlsx"
    epoch_1904: bool = False
    properties: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    patchable: bool = True
    unpatchable_reason: str = ""
    encodings: tuple[str, ...] = ()


@lru_cache(maxsize=16_384)
def letter(column: int) -> str:
    """Return the letters of a 1-based column: 1 → A, 27 → AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """Return a cell's address as Excel writes it: (7, 3) → ``"C7"``."""
    return f"{letter(column)}{row}"


def coordinate(address: str) -> Coordinate | None:
    """Return the (row, column) of an address, None where it is none: ``"C7"`` → (7, 3)."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    column = 0
    for each in found[1]:
        column = column * 26 + ord(each) - 64
    return int(found[2]), column
