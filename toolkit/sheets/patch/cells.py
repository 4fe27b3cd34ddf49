"""Cells of an existing worksheet get another style, in place: bytes in, bytes out.

The sheet is never parsed into a tree: a 20 MB sheet is walked row by row with ``bytes.find``, and only
marked rows are looked into. Everything that is not a marked cell's ``s`` stays as it was.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from toolkit.forms.table import letter
from toolkit.sheets.patch.container import NotPatchable
from toolkit.sheets.patch.package import parse, serialise

Repaint = Callable[[int], int]
"""Index of a cell's format → index of the format it shall have."""

_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet(?=[\s>])[^>]*>")
_ROW_NUMBER = re.compile(rb"""(?:^|\s)r\s*=\s*["'](\d+)["']""")
_CELL_PLACE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]+)\d+["']""")
_STYLE = re.compile(rb"""(?:^|(?<=\s))s\s*=\s*["'](\d*)["']""")
_SPANS = re.compile(rb"""(?:^|(?<=\s))spans\s*=\s*["'](\d+):(\d+)["']""")
_DIMENSION = re.compile(rb"""(<(?:[\w.-]+:)?dimension\s+ref\s*=\s*["'])([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?(["'])""")
_BOM = b"\xef\xbb\xbf"


def plain(content: bytes) -> bytes:
    """Return ``content`` such that walking bytes is safe: UTF-8, no comments, no CDATA, no DOCTYPE.

    Nearly every file is so already and comes back as it is; others are written anew by lxml.
    """
    body = content.removeprefix(_BOM)
    if body[:1] == b"<" and b"<!" not in body and _is_utf8(body):
        return body
    return serialise(parse(content))


def _is_utf8(body: bytes) -> bool:
    declared = re.match(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w-]+)""", body)
    return declared is None or declared[1].lower() in (b"utf-8", b"us-ascii", b"ascii")


def column_number(letters: bytes) -> int:
    """Return the 1-based column of its letters: b"AA" → 27."""
    number = 0
    for each in letters.upper():
        number = number * 26 + each - 64
    return number


@dataclass(frozen=True, slots=True)
class SheetBytes:
    """A worksheet cut in three: ``head`` (to the end of ``<sheetData>``), ``rows``, ``tail``.

    ``prefix`` is the namespace prefix with its colon, or empty; ``root`` is the start tag of the root.
    """

    prefix: bytes
    root: bytes
    head: bytes
    rows: bytes
    tail: bytes

    def joined(self) -> bytes:
        """The whole sheet again."""
        return b"".join((self.head, self.rows, self.tail))


def cut(content: bytes) -> SheetBytes:
    """Cut a worksheet in three; raises ``NotPatchable`` where it has no ``sheetData``."""
    content = plain(content)
    root = _ROOT.search(content)
    if root is None:
        raise NotPatchable("damaged")
    prefix = root[1] + b":" if root[1] else b""
    start = content.find(b"<" + prefix + b"sheetData", root.end())
    opened = content.find(b">", start) + 1
    if start < 0 or opened == 0:
        raise NotPatchable("damaged")
    closing = b"</" + prefix + b"sheetData>"
    if content[opened - 2 : opened] == b"/>":
        head = content[: opened - 2].rstrip() + b">"
        return SheetBytes(prefix, root[0], head, b"", closing + content[opened:])
    end = content.rfind(closing)
    if end < opened:
        raise NotPatchable("damaged")
    return SheetBytes(prefix, root[0], content[:opened], content[opened:end], content[end:])


Paints = Mapping[int, Mapping[int, Repaint]]
"""Row → column → how the cell there is to be painted; both 1-based."""


@dataclass(slots=True)
class _Extent:
    """The cells that had to be inserted, to widen the sheet's dimension."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)


def paint(sheet: SheetBytes, paints: Paints) -> SheetBytes:
    """Return the sheet with the cells repainted; absent cells and rows are inserted in their places."""
    if not paints:
        return sheet
    painter = _Painter(sheet, paints)
    rows = painter.rows()
    head = _widened(sheet.head, painter.inserted) if painter.inserted.rows else sheet.head
    return SheetBytes(sheet.prefix, sheet.root, head, rows, sheet.tail)


class _Painter:
    """Walks the rows of one sheet and repaints the cells asked for."""

    def __init__(self, sheet: SheetBytes, paints: Paints) -> None:
        self._sheet = sheet
        self._paints = paints
        self._pending = sorted(paints)
        self._next = 0
        self._row = b"<" + sheet.prefix + b"row"
        self._row_end = b"</" + sheet.prefix + b"row>"
        self._cell = re.compile(rb"<" + re.escape(sheet.prefix) + rb"c(?=[\s/>])([^>]*?)(/?)>")
        self._cell_start = b"<" + sheet.prefix + b"c"
        self._cell_end = b"</" + sheet.prefix + b"c>"
        self._columns = _column_styles(sheet)
        self.inserted = _Extent()

    def rows(self) -> bytes:
        """The content of ``sheetData`` with everything painted."""
        data, pieces, done, number = self._sheet.rows, [], 0, 0
        at = data.find(self._row)
        while at >= 0 and number <= self._pending[-1]:
            opened = data.find(b">", at) + 1
            attributes = data[at + len(self._row) : opened - 1]
            number = _following(number, attributes)
            pieces += [data[done:at], *self._absent_rows(before=number)]
            done = at
            if self._next < len(self._pending) and self._pending[self._next] == number:
                self._next += 1
                done = self._end_of_row(attributes, opened)
                pieces.append(self._painted(data[at:done], number))
            at = data.find(self._row, max(opened, done))
        pieces += [data[done:], *self._absent_rows(before=1 << 30)]
        return b"".join(pieces)

    def _end_of_row(self, attributes: bytes, opened: int) -> int:
        if attributes.endswith(b"/"):
            return opened
        end = self._sheet.rows.find(self._row_end, opened)
        if end < 0:
            raise NotPatchable("damaged")
        return end + len(self._row_end)

    def _absent_rows(self, before: int) -> list[bytes]:
        made: list[bytes] = []
        while self._next < len(self._pending) and self._pending[self._next] < before:
            number = self._pending[self._next]
            self._next += 1
            cells = b"".join(
                self._absent_cell(number, column, self._columns.get(column, 0))
                for column in sorted(self._paints[number])
            )
            made.append(b'%s r="%d">%s%s' % (self._row, number, cells, self._row_end))
        return made

    def _absent_cell(self, row: int, column: int, base: int) -> bytes:
        self.inserted.rows.append(row)
        self.inserted.columns.append(column)
        style = self._paints[row][column](base)
        place = letter(column).encode()
        return b'<%sc r="%s%d" s="%d"/>' % (self._sheet.prefix, place, row, style)

    def _painted(self, row: bytes, number: int) -> bytes:
        opened = row.find(b">") + 1
        closed = row[opened - 2 : opened - 1] == b"/"
        attributes = row[len(self._row) : opened - (2 if closed else 1)]
        inner = b"" if closed else row[opened : len(row) - len(self._row_end)]
        style = _STYLE.search(attributes)
        inner = self._painted_cells(inner, number, int(style[1] or 0) if style else None)
        attributes = _spanning(attributes, self._paints[number])
        return b"".join((self._row, attributes, b">", inner, self._row_end))

    def _painted_cells(self, inner: bytes, number: int, row_style: int | None) -> bytes:
        return self._painted_directly(inner, number) or self._painted_walking(inner, number, row_style)

    def _painted_directly(self, inner: bytes, number: int) -> bytes:
        """Go straight to the cells, where all are there and begin as Excel writes them; else ``b""``."""
        pieces: list[bytes] = []
        done = 0
        for column, repaint in sorted(self._paints[number].items()):
            start = inner.find(b'%s r="%s%d"' % (self._cell_start, letter(column).encode(), number), done)
            if start < 0:
                return b""
            begin = start + len(self._cell_start)
            end = inner.find(b">", begin)
            if inner[end - 1 : end] == b"/":
                end -= 1
            pieces += [inner[done:begin], _restyled(inner[begin:end], repaint)]
            done = end
        return b"".join((*pieces, inner[done:]))

    def _painted_walking(self, inner: bytes, number: int, row_style: int | None) -> bytes:
        """Look at every cell of the row, in whatever way it is written, and insert what is absent."""
        wanted = self._paints[number]
        pending = sorted(wanted)
        pieces: list[bytes] = []
        done = column = last = 0
        for cell in self._cell.finditer(inner):
            place = _CELL_PLACE.search(cell[1])
            column = column_number(place[1]) if place else column + 1
            for absent in self._pending_before(pending, column):
                pieces += [inner[done : cell.start()], self._absent(number, absent, row_style)]
                done = cell.start()
            if pending and pending[0] == column:
                pending.pop(0)
                pieces += [inner[done : cell.start(1)], _restyled(cell[1], wanted[column])]
                done = cell.end(1)
            last = cell.end() if cell[2] else 0
        closing = inner.rfind(self._cell_end)
        last = max(last, done, closing + len(self._cell_end) if closing >= 0 else 0)
        absent_cells = [self._absent(number, absent, row_style) for absent in pending]
        return b"".join((*pieces, inner[done:last], *absent_cells, inner[last:]))

    def _absent(self, row: int, column: int, row_style: int | None) -> bytes:
        base = self._columns.get(column, 0) if row_style is None else row_style
        return self._absent_cell(row, column, base)

    @staticmethod
    def _pending_before(pending: list[int], column: int) -> list[int]:
        place = bisect_left(pending, column)
        before, pending[:] = pending[:place], pending[place:]
        return before


def _following(number: int, attributes: bytes) -> int:
    """Return the number of the row after ``number``; rows in disorder are not patched."""
    found = _ROW_NUMBER.search(attributes)
    following = int(found[1]) if found else number + 1
    if following <= number:
        raise NotPatchable("damaged")
    return following


def _restyled(attributes: bytes, repaint: Repaint) -> bytes:
    found = _STYLE.search(attributes)
    if found is None:
        return b'%s s="%d"' % (attributes.rstrip(), repaint(0))
    return b"%s%d%s" % (attributes[: found.start(1)], repaint(int(found[1] or 0)), attributes[found.end(1) :])


def _spanning(attributes: bytes, columns: Mapping[int, Repaint]) -> bytes:
    found = _SPANS.search(attributes)
    if found is None:
        return attributes
    low, high = min(int(found[1]), *columns), max(int(found[2]), *columns)
    return b'%sspans="%d:%d"%s' % (attributes[: found.start()], low, high, attributes[found.end() :])


def _column_styles(sheet: SheetBytes) -> dict[int, int]:
    styles: dict[int, int] = {}
    for column in re.finditer(rb"<" + re.escape(sheet.prefix) + rb"col\s([^>]*)>", sheet.head):
        values = dict(re.findall(rb"""(\w+)\s*=\s*["'](\d+)["']""", column[1]))
        if b"style" in values and b"min" in values and b"max" in values:
            last = min(int(values[b"max"]), 16_384)
            styles.update(dict.fromkeys(range(int(values[b"min"]), last + 1), int(values[b"style"])))
    return styles


def _widened(head: bytes, inserted: _Extent) -> bytes:
    found = _DIMENSION.search(head)
    if found is None:
        return head
    top, bottom = int(found[3]), int(found[5] or found[3])
    left, right = column_number(found[2]), column_number(found[4] or found[2])
    top, bottom = min(top, *inserted.rows), max(bottom, *inserted.rows)
    left, right = min(left, *inserted.columns), max(right, *inserted.columns)
    area = f"{letter(left)}{top}:{letter(right)}{bottom}".encode()
    return b"".join((head[: found.start(2)], area, head[found.start(6) :]))
