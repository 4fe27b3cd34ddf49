"""The columns of a sheet, read: every distinct value once, since a column repeats itself."""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.forms.column import Column, Convention, Reading
from toolkit.forms.dispatch import as_typed, clean, found
from toolkit.forms.lists import silent
from toolkit.forms.plain import Plain, plain_reader
from toolkit.forms.reading import Recognised
from toolkit.forms.table import Cell, Sheet, Value, address
from toolkit.messages import codes_sheets, codes_values
from toolkit.messages.script import fold

_CLEAR = frozenset({"清除", "「清除」", "【清除】", "[清除]", "(清除)", "『清除』", "[clear]"})
_CLEAR_SIGNS = ("清除", "[c", "[C", "［")
MOST_DETAILED = 60_000
"""Values of one sheet that cannot be read of which more is kept than the kind of mistake.

Twice what is ever listed (``validate``): a million of them would fill the memory, and looking for the nearest word
of a list for each would take minutes.
"""


class _Memo(dict[Value, Reading]):
    """Value → reading, filled as values are met; one for each column, gone with it."""

    def __init__(self, column: Column, convention: Convention, detailed: int, *, optional: bool) -> None:
        super().__init__()
        self.column, self.convention, self.optional = column, convention, optional
        self.apart = False  # whether cells were read without being remembered
        self.detailed = detailed
        """Of so many more unreadable values all is kept; ``bare`` is what is kept of any other."""
        self.bare: dict[str, Reading] = {}

    def __missing__(self, value: Value) -> Reading:
        if isinstance(value, str) and ("清除" in value or value.lstrip().startswith(_CLEAR_SIGNS)):
            reading = self.read(Cell(value))
        else:
            reading = self.column.read(Cell(None if value == "" else value), self.column, self.convention)
        self[value] = reading = self._kept(reading)
        return reading

    def _kept(self, reading: Reading) -> Reading:
        """The reading itself, or of one too many its code alone."""
        if reading.code is None or reading.value is not None:
            return reading
        self.detailed -= 1
        if self.detailed == 0:
            self.convention = replace(self.convention, lists=silent(self.convention.lists))
        if self.detailed >= 0:
            return reading
        return self.bare.setdefault(reading.code.code, Reading(None, reading.code))

    def read(self, cell: Cell) -> Reading:
        """Read one cell; 清除 is understood here, in every kind of column."""
        self.apart = True
        value = cell.value
        if isinstance(value, str) and len(value) <= 12 and fold(clean(value)) in _CLEAR:
            return Reading(None, codes_values.READ_CLEARED) if self.optional else found(codes_values.CANNOT_CLEAR)
        return self.column.read(cell, self.column, self.convention)


@dataclass(frozen=True, slots=True)
class ColumnValues:
    """What was read of a field in every row below the heading (index 0 = the first row below).

    ``values`` holds None where there is none; ``said`` maps an index to the reading that has something
    to say. ``odd`` maps an index to what stands in a cell whose value does not show it (``#REF!``);
    ``moved`` maps one to the column it was read from.
    """

    field: str
    column: Column
    number: int
    first_row: int
    raw: Sequence[Value]
    values: Sequence[object]
    said: Mapping[int, Reading]
    odd: Mapping[int, str] = dataclasses.field(default_factory=dict)
    moved: Mapping[int, int] = dataclasses.field(default_factory=dict)

    def empty(self, index: int) -> bool:
        """Whether nothing at all was found in the cell of a row."""
        return self.values[index] is None and index not in self.said

    def typed(self, index: int) -> str:
        """What stands in the cell of a row, as a person sees it."""
        return self.odd[index] if index in self.odd else as_typed(self.raw[index])

    def place(self, index: int) -> str:
        """The address of the cell of a row."""
        return address(self.first_row + index, self.moved.get(index, self.number))


def read_columns(sheet: Sheet, recognised: Recognised, convention: Convention) -> dict[str, ColumnValues]:
    """Read every recognised column of ``sheet``, below its heading; field → its values."""
    reader = _SheetReader(sheet, recognised, convention)
    return {name: reader.field(name) for name in recognised.columns}


class _SheetReader:
    """Reads columns of one sheet; groups what is known of single cells by column, once."""

    def __init__(self, sheet: Sheet, recognised: Recognised, convention: Convention) -> None:
        self.sheet, self.recognised, self.convention = sheet, recognised, convention
        self.first_row = recognised.header_rows[-1] + 1
        self.rows = sheet.rows[self.first_row - 1 :]
        self.special = self._special()
        self.covered = self._covered()
        self.detailed = MOST_DETAILED

    def _special(self) -> Mapping[int, Mapping[int, Cell]]:
        """Column → index → cell, where an error, a missing result or a number format changes the meaning."""
        grouped: dict[int, dict[int, Cell]] = defaultdict(dict)
        wanted = self._numbers()
        for known in (self.sheet.errors, self.sheet.uncalculated, self.sheet.formats):
            for row, column in known:
                if column in wanted and row >= self.first_row:
                    grouped[column][row - self.first_row] = self.sheet.cell(row, column)
        return grouped

    def _covered(self) -> Mapping[int, Mapping[int, tuple[int, int]]]:
        """Column → index → the first cell of the merged range that covers this one."""
        grouped: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
        wanted = self._numbers()
        last = self.first_row + len(self.rows) - 1
        for area in self.sheet.merged:
            for row in range(max(area.top, self.first_row), min(area.bottom, last) + 1):
                for column in wanted & set(range(area.left, area.right + 1)):
                    if (row, column) != (area.top, area.left):
                        grouped[column][row - self.first_row] = (area.top, area.left)
        return grouped

    def _numbers(self) -> set[int]:
        rivals = {column for columns in self.recognised.rivals.values() for column in columns}
        return set(self.recognised.columns.values()) | rivals

    def field(self, name: str) -> ColumnValues:
        """Read a field's column, and what stands in further columns under the same heading."""
        values = self._column(name, self.recognised.columns[name])
        self.detailed = max(1, self.detailed - len(values.said))
        for rival in self.recognised.rivals.get(name, ()):
            values = _joined(values, self._column(name, rival))
        return values

    def _column(self, name: str, number: int) -> ColumnValues:
        form = self.recognised.form
        at = number - 1
        raw: list[Value] = [row[at] if at < len(row) else None for row in self.rows]
        memo = _Memo(form.columns[name], self.convention, self.detailed, optional=name not in form.required)
        short = plain_reader(memo.column.read, self.convention)
        if short is not None and number not in self.special and number not in self.covered:
            return self._mostly_plain(name, number, raw, memo, short)
        if bool in set(map(type, raw)):  # True == 1.0, so a memo by value must not meet both
            readings = [memo.read(Cell(value)) if isinstance(value, bool) else memo[value] for value in raw]
        else:
            readings = [memo[value] for value in raw]
        odd = self._read_special(number, readings, memo)
        self._read_covered(number, readings, odd)
        said = _said(readings, memo, odd)
        values = [reading.value for reading in readings]
        return ColumnValues(name, form.columns[name], number, self.first_row, raw, values, said, odd)

    def _mostly_plain(self, name: str, number: int, raw: list[Value], memo: _Memo, short: Plain) -> ColumnValues:
        """A column without special cells: the short way first, the reader for what it leaves."""
        values = list(map(short, raw))
        said: dict[int, Reading] = {}
        for index, value in enumerate(values):
            if value is None and raw[index] is not None:
                one = raw[index]
                reading = memo.read(Cell(one)) if isinstance(one, bool) else memo[one]
                values[index] = reading.value
                if reading.code is not None:
                    said[index] = reading
        return ColumnValues(name, memo.column, number, self.first_row, raw, values, said)

    def _read_special(self, number: int, readings: list[Reading], memo: _Memo) -> dict[int, str]:
        odd: dict[int, str] = {}
        seen: dict[tuple[Value, str], Reading] = {}
        for index, cell in self.special.get(number, {}).items():
            if index >= len(readings):
                continue
            if cell.error or cell.uncalculated:
                readings[index], odd[index] = memo.read(cell), cell.error
            elif isinstance(cell.value, float):
                key = (cell.value, cell.format)
                readings[index] = seen[key] = seen[key] if key in seen else memo.read(cell)
        return odd

    def _read_covered(self, number: int, readings: list[Reading], odd: dict[int, str]) -> None:
        for index, (row, column) in self.covered.get(number, {}).items():
            first = as_typed(self.sheet.cell(row, column).value)
            if first and readings[index].value is None:
                readings[index] = found(codes_sheets.CELL_MERGED, first=address(row, column))
                odd[index] = first


def _said(readings: Sequence[Reading], memo: _Memo, odd: Mapping[int, str]) -> dict[int, Reading]:
    """Index → reading with something to say; most columns have none, which their memo tells at once."""
    if not odd and not memo.apart and all(reading.code is None for reading in memo.values()):
        return {}
    return {index: reading for index, reading in enumerate(readings) if reading.code is not None}


def _joined(one: ColumnValues, other: ColumnValues) -> ColumnValues:
    """Take what stands in a second column under the same heading; where the two differ, ask."""
    raw, values = list(one.raw), list(one.values)
    said, odd, moved = dict(one.said), dict(one.odd), dict(one.moved)
    for index, second in enumerate(other.values):
        if other.empty(index):
            continue
        if one.empty(index):
            raw[index], values[index], moved[index] = other.raw[index], second, other.number
            said.update({index: other.said[index]} if index in other.said else {})
            odd.update({index: other.odd[index]} if index in other.odd else {})
        elif values[index] != second:
            values[index] = None
            said[index] = found(codes_sheets.FIELD_TWO_VALUES, other=other.typed(index), column=other.place(index))
    return replace(one, raw=raw, values=values, said=said, odd=odd, moved=moved)
