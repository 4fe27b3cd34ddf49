"""One pass over the records of an .xls workbook (BIFF5 and BIFF8) for what calamine cannot tell.

Source: [MS-XLS] sections 2.3 and 2.4; a record is type (2 bytes), length (2 bytes), body.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from toolkit.errors import Unreadable
from toolkit.forms.table import Coordinate
from toolkit.messages import codes_files as codes
from toolkit.sheets.read.compound import stream
from toolkit.sheets.read.facts import Calendar, SheetFacts
from toolkit.sheets.read.formats import Formats, special_styles

_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_FILEPASS, _DATEMODE, _BOUNDSHEET, _XF, _FORMAT = 0x002F, 0x0022, 0x0085, 0x00E0, 0x041E
_ROW, _COLINFO = 0x0208, 0x007D
_HIDDEN_OR_FOLDED = 0x0701
"""Of a column's flags: hidden, and the level of its outline, whose [+] anybody sees."""
_NUMBER, _RK, _MULRK, _BOOLERR, _FORMULA = 0x0203, 0x027E, 0x00BD, 0x0205, 0x0006
_NOTE, _OBJ, _TXO = 0x001C, 0x005D, 0x01B6
_WORKSHEETS = frozenset({0x00, 0x01})
_BIFF8 = 0x0600

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""The codes of error cells, the same in .xls and .xlsb ([MS-XLS] 2.5.10)."""


@dataclass(frozen=True, slots=True)
class XlsFacts:
    """Facts of each worksheet in order, with the places of plain numbers for the second count."""

    calendar: Calendar
    sheets: tuple[tuple[SheetFacts, frozenset[Coordinate]], ...]


def xls_facts(source: Path | BytesIO) -> XlsFacts:
    """Read the facts of an .xls workbook; raises ``Unreadable``."""
    book = stream(source, "Workbook", "Book")
    try:
        globals_ = _globals(book)
        formats = special_styles(globals_.xfs, globals_.formats)
        return XlsFacts(
            Calendar(formats, globals_.epoch_1904),
            tuple(_sheet(book, start, formats) for start in globals_.sheets),
        )
    except (struct.error, IndexError):
        raise Unreadable(codes.DAMAGED.code) from None


@dataclass(slots=True)
class _Globals:
    epoch_1904: bool = False
    biff8: bool = True
    xfs: list[int] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    sheets: list[int] = field(default_factory=list)


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream, charts embedded in it left out, up to its end."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        body = book[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, body


def _globals(book: bytes) -> _Globals:
    found = _Globals()
    for kind, body in _records(book, 0):
        if kind == _FILEPASS:
            raise Unreadable(codes.ENCRYPTED.code)
        if kind == _BOF:
            found.biff8 = struct.unpack_from("<H", body)[0] == _BIFF8
        elif kind == _DATEMODE:
            found.epoch_1904 = body[:1] == b"\1"
        elif kind == _BOUNDSHEET and body[5] in _WORKSHEETS:
            found.sheets.append(struct.unpack_from("<I", body)[0])
        elif kind == _XF:
            found.xfs.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _FORMAT:
            found.formats[struct.unpack_from("<H", body)[0]] = _format_code(body, biff8=found.biff8)
    return found


def _format_code(body: bytes, *, biff8: bool) -> str:
    if not biff8:
        return body[3 : 3 + body[2]].decode("gb18030", "replace")
    return _characters(body[4:], struct.unpack_from("<H", body, 2)[0])


def _characters(body: bytes, count: int) -> str:
    """``count`` characters behind a flag byte that tells one-byte from two-byte text."""
    if body[:1] and body[0] & 1:
        return body[1 : 1 + 2 * count].decode("utf-16-le", "replace")
    return body[1 : 1 + count].decode("latin-1")


class _Sheet:
    """What has been gathered from one worksheet's records so far."""

    def __init__(self, formats: Formats) -> None:
        self._formats = formats
        self.errors: dict[Coordinate, str] = {}
        self.styled: list[tuple[int, int, int]] = []
        self.numbers: set[Coordinate] = set()
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._authors: dict[int, Coordinate] = {}
        self._texts: dict[int, str] = {}
        self._object = 0
        self._expected = 0

    def take(self, kind: int, body: bytes) -> None:
        if kind in (_NUMBER, _RK, _FORMULA, _BOOLERR):
            self._cell(kind, body)
        elif kind == _MULRK:
            self._row_of_numbers(body)
        elif kind == _ROW:
            if body[12] & 0x20:
                self.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLINFO:
            first, last, _, _, flags = struct.unpack_from("<HHHHH", body)
            if flags & _HIDDEN_OR_FOLDED == 1:
                self.hidden_columns.update(range(first + 1, min(last, 255) + 2))
        else:
            self._note(kind, body)

    def _cell(self, kind: int, body: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", body)
        place = (row + 1, column + 1)
        if style in self._formats:
            self.styled.append((*place, style))
        if kind == _BOOLERR and body[7]:
            self.errors[place] = ERRORS.get(body[6], "#N/A")
        elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            self.errors[place] = ERRORS.get(body[8], "#N/A")
        elif kind in (_NUMBER, _RK):
            self.numbers.add(place)

    def _row_of_numbers(self, body: bytes) -> None:
        row, first = struct.unpack_from("<HH", body)
        for at in range((len(body) - 6) // 6):
            style = struct.unpack_from("<H", body, 4 + 6 * at)[0]
            place = (row + 1, first + at + 1)
            self.numbers.add(place)
            if style in self._formats:
                self.styled.append((*place, style))

    def _note(self, kind: int, body: bytes) -> None:
        """A comment is a NOTE (place, object), an OBJ (object), a TXO (length) and a CONTINUE (text)."""
        if kind == _NOTE and len(body) >= 8:
            row, column, _, number = struct.unpack_from("<HHHH", body)
            self._authors[number] = (row + 1, column + 1)
        elif kind == _OBJ and len(body) >= 8:
            self._object = struct.unpack_from("<H", body, 6)[0]
        elif kind == _TXO and len(body) >= 12:
            self._expected = struct.unpack_from("<H", body, 10)[0]
        elif kind == _CONTINUE and self._expected:
            self._texts[self._object] = _characters(body, self._expected)
            self._expected = 0

    def facts(self) -> SheetFacts:
        return SheetFacts(
            errors=self.errors,
            styled=self.styled,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            comments={
                place: self._texts[number].strip() for number, place in self._authors.items() if number in self._texts
            },
        )


def _sheet(book: bytes, start: int, formats: Formats) -> tuple[SheetFacts, frozenset[Coordinate]]:
    sheet = _Sheet(formats)
    for kind, body in _records(book, start):
        sheet.take(kind, body)
    return sheet.facts(), frozenset(sheet.numbers)
