"""One pass over the records of an .xlsb workbook (BIFF12) for what calamine cannot tell.

Source: [MS-XLSB] sections 2.1.4 and 2.4; a record is type (1–2 bytes), length (1–4 bytes), body.
"""

import struct
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from toolkit.errors import Unreadable
from toolkit.forms.table import Coordinate, Range, address
from toolkit.messages import codes_files as codes
from toolkit.sheets.read.biff import ERRORS
from toolkit.sheets.read.facts import Calendar, SheetFacts
from toolkit.sheets.read.formats import Formats, special_styles
from toolkit.sheets.read.package import Package

MOST_DENSE = 6_000_000
_ROW, _RK, _ERROR, _REAL, _FORMULA_NUMBER, _FORMULA_ERROR = 0, 2, 3, 5, 9, 11
_CELLS = frozenset(range(2, 12))
_COLUMN, _MERGE = 60, 176
_HIDDEN_OR_FOLDED = 0x0701
"""Of a column's flags: hidden, and the level of its outline, whose [+] anybody sees."""
_FORMAT, _XF, _BEGIN_CELL_XFS, _END_CELL_XFS = 44, 47, 617, 618
_PROPERTIES, _SHEET = 153, 156
_COMMENT, _COMMENT_TEXT = 635, 637


class XlsbFacts:
    """Facts of each worksheet by name, with the places of plain numbers for the second count."""

    def __init__(self, source: Path | BytesIO) -> None:
        """Read the package; raises ``Unreadable``."""
        try:
            with Package(source) as package:
                self._read(package)
        except (struct.error, IndexError):
            raise Unreadable(codes.DAMAGED.code) from None

    def _read(self, package: Package) -> None:
        main = next(
            (part for kind, part in package.relations("").values() if kind == "officeDocument"),
            "xl/workbook.bin",
        )
        relations = package.relations(main)
        styles = next((part for kind, part in relations.values() if kind == "styles"), "")
        epoch_1904, parts = _workbook(package.read(main))
        self.calendar = Calendar(_formats(package.read(styles)), epoch_1904)
        self.sheets: dict[str, tuple[SheetFacts, frozenset[Coordinate]]] = {
            name: _sheet(package, relations[link][1], self.calendar.formats, name)
            for name, link in parts
            if relations.get(link, ("", ""))[0] == "worksheet"
        }


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(part):
        kind, at = _variable(part, at, 2)
        length, at = _variable(part, at, 4)
        yield kind, part[at : at + length]
        at += length


def _variable(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number in groups of seven bits, and where it ends."""
    number = 0
    for step in range(most):
        byte = part[at]
        at += 1
        number |= (byte & 0x7F) << (7 * step)
        if not byte & 0x80:
            break
    return number, at


def _text(body: bytes, at: int) -> tuple[str, int]:
    """A wide string behind its length, and where it ends; the length of no string is all ones."""
    count = struct.unpack_from("<I", body, at)[0]
    end = at + 4 + (0 if count == 0xFFFFFFFF else 2 * count)
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


def _workbook(part: bytes) -> tuple[bool, list[tuple[str, str]]]:
    epoch_1904, sheets = False, []
    for kind, body in _records(part):
        if kind == _PROPERTIES:
            epoch_1904 = bool(body[0] & 1)
        elif kind == _SHEET:
            link, end = _text(body, 8)
            sheets.append((_text(body, end)[0], link))
    return epoch_1904, sheets


def _formats(part: bytes) -> Formats:
    custom: dict[int, str] = {}
    xfs: list[int] = []
    inside = False
    for kind, body in _records(part):
        if kind in (_BEGIN_CELL_XFS, _END_CELL_XFS):
            inside = kind == _BEGIN_CELL_XFS
        elif kind == _FORMAT:
            custom[struct.unpack_from("<H", body)[0]] = _text(body, 2)[0]
        elif kind == _XF and inside:
            xfs.append(struct.unpack_from("<H", body, 2)[0])
    return special_styles(xfs, custom)


class _Sheet:
    """What has been gathered from one worksheet's records so far."""

    def __init__(self, formats: Formats) -> None:
        self._formats = formats
        self._row = 0
        self.errors: dict[Coordinate, str] = {}
        self.styled: list[tuple[int, int, int]] = []
        self.numbers: set[Coordinate] = set()
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merged: list[Range] = []
        self.last = (0, 0)

    def take(self, kind: int, body: bytes) -> None:
        if kind in _CELLS:
            self._cell(kind, body)
        elif kind == _ROW:
            self._row = struct.unpack_from("<I", body)[0] + 1
            if body[11] & 0x10:
                self.hidden_rows.add(self._row)
        elif kind == _COLUMN:
            first, last, _, _, flags = struct.unpack_from("<IIIIH", body)
            if flags & _HIDDEN_OR_FOLDED == 1:
                self.hidden_columns.update(range(first + 1, min(last, 16_383) + 2))
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", body)
            self.merged.append(Range(top + 1, left + 1, bottom + 1, right + 1))

    def _cell(self, kind: int, body: bytes) -> None:
        column = struct.unpack_from("<I", body)[0] + 1
        style = int.from_bytes(body[4:7], "little")
        self.last = (max(self.last[0], self._row), max(self.last[1], column))
        if style in self._formats:
            self.styled.append((self._row, column, style))
        if kind in (_ERROR, _FORMULA_ERROR):
            self.errors[self._row, column] = ERRORS.get(body[8], "#N/A")
        elif kind in (_RK, _REAL, _FORMULA_NUMBER):
            self.numbers.add((self._row, column))

    def facts(self, comments: Mapping[Coordinate, str]) -> SheetFacts:
        return SheetFacts(
            errors=self.errors,
            styled=self.styled,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            merged=tuple(self.merged),
            comments=comments,
        )


def _comments(part: bytes) -> dict[Coordinate, str]:
    found: dict[Coordinate, str] = {}
    place = (0, 0)
    for kind, body in _records(part):
        if kind == _COMMENT:
            row, _, column, _ = struct.unpack_from("<IIII", body, 4)
            place = (row + 1, column + 1)
        elif kind == _COMMENT_TEXT:
            found[place] = _text(body, 1)[0].strip()
    return found


def _sheet(package: Package, part: str, formats: Formats, name: str) -> tuple[SheetFacts, frozenset[Coordinate]]:
    sheet = _Sheet(formats)
    for kind, body in _records(package.read(part)):
        sheet.take(kind, body)
    if sheet.last[0] * sheet.last[1] > MOST_DENSE:
        raise Unreadable(codes.SPREAD_OUT.code, sheet=name, cell=address(*sheet.last))
    beside = (target for kind, target in package.relations(part).values() if kind == "comments")
    comments = {place: text for target in beside for place, text in _comments(package.read(target)).items()}
    return sheet.facts(comments), frozenset(sheet.numbers)
