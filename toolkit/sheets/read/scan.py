"""One lean pass over a sheet's XML for what calamine cannot tell.

A first run of expat without element callbacks (8 ns a byte) proves the XML well-formed and plain: no DTD,
comments, CDATA or processing instructions. From then on ``<`` occurs in tags only, and regular expressions
over the bytes are exact and ten times faster than callbacks. What is not plain is written anew first
(``toolkit.sheets.read.normal``).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.errors import Unreadable
from toolkit.forms.table import Coordinate, Range
from toolkit.messages import codes_files as codes
from toolkit.sheets.read.facts import SheetFacts
from toolkit.sheets.read.normal import begins_plainly, looks_plain, plain_sheet, purely_markup, rewritten

_PLACE = rb"<c r=\"([A-Z]+)([0-9]+)\""
_FORMULA = rb"\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)"
_ERRORS = re.compile(_PLACE + rb"[^>]*?\st\s*=\s*\"e\"[^>]*>(?:" + _FORMULA + rb")?\s*<v>([^<]*)</v>")
_UNCALCULATED = re.compile(_PLACE + rb"([^>]*)>" + _FORMULA + rb"\s*(<v\s*/>|<v>\s*</v>|)\s*</c>")
_VALUED = re.compile(_PLACE + rb"[^>]*>(?:" + _FORMULA + rb")?\s*(?:<v[^>]*>[^<]|<is[\s>])")
_COLUMNS = re.compile(rb"<c r=\"([A-Z]{1,3})[0-9]{1,7}\"")
_OTHER_CELL = re.compile(rb"<c(?![\w.-])(?! r=\")")
_ROW = re.compile(rb"<row r=\"([0-9]+)\"([^>]*)>")
_ROW_NUMBER = re.compile(rb"<row r=\"([0-9]+)")
_COL = re.compile(rb"<col\s([^>]*)>")
_MERGE = re.compile(rb"<mergeCell\s[^>]*?\bref=\"\$?([A-Z]+)\$?([0-9]+):\$?([A-Z]+)\$?([0-9]+)\"")
_ATTRIBUTE = re.compile(rb"([A-Za-z]+)\s*=\s*\"([^\"]*)\"")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*\"(?:1|true)\"|\b(?:ht|width)\s*=\s*\"0(?:\.0*)?\"")
_LAZY = 64_000_000
"""Bytes of cells that are kept until the values are there: styles are then looked for only as far as is needed."""
_MAYBE_HIDDEN = (b" hidden", b' ht="0')


@dataclass(frozen=True, slots=True)
class SheetScan:
    """What the XML of a sheet says; ``valued`` counts the cells that hold a value (empty texts too).

    ``rows`` and ``columns`` are the highest numbers named, whether or not anything stands there.
    """

    facts: SheetFacts
    valued: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Extent:
    """The highest numbers of rows and columns that a sheet names, whether or not anything stands there."""

    rows: int
    columns: int


def early_extent(xml: bytes, begin: Callable[[Extent], None] = lambda _: None) -> Extent | None:
    """How far a sheet reaches, told before its XML is proved sound; None where it is not written plainly.

    ``begin`` is told as soon as every cell was seen that a reader may see; the rest is looked at after it.
    """
    extent = _at_a_glance(xml)
    if extent is None:
        return None
    begin(extent)
    return extent if looks_plain(xml) else None


def _at_a_glance(xml: bytes) -> Extent | None:
    if not begins_plainly(xml):
        return None
    cells = _regions(xml)[1]
    if cells.count(b"<c") != cells.count(b'<c r="') and _OTHER_CELL.search(cells):
        return None
    columns = _COLUMNS.findall(cells)
    return _extent(cells, columns) if len(columns) == cells.count(b'<c r="') else None


def scan_sheet(xml: bytes, styles: frozenset[int], known: Extent | None = None) -> SheetScan:
    """Scan a worksheet part; the facts' ``styled`` names the cells with content in one of ``styles``.

    ``known`` is its ``early_extent``. Raises ``Unreadable`` for XML that is damaged or unsafe.
    """
    if known is not None and purely_markup(xml):
        return _scanned(_regions(xml), styles, known)
    regions = _regions(plain_sheet(xml))
    columns = _COLUMNS.findall(regions[1])
    if len(columns) != regions[1].count(b'<c r="'):
        regions = _regions(rewritten(xml))
        columns = _possible_columns(regions[1])
    return _scanned(regions, styles, _extent(regions[1], columns))


def _extent(cells: bytes, columns: Sequence[bytes]) -> Extent:
    rows = max(map(int, _ROW_NUMBER.findall(cells)), default=0)
    return Extent(rows, max(map(column_number, set(columns)), default=0))


def _scanned(regions: tuple[bytes, bytes, bytes], styles: frozenset[int], extent: Extent) -> SheetScan:
    head, cells, tail = regions
    return SheetScan(
        facts=SheetFacts(
            errors=_errors(cells),
            uncalculated=_uncalculated(cells),
            styled=_styled(cells, styles),
            hidden_rows=_hidden_rows(cells),
            hidden_columns=_hidden_columns(head),
            merged=_merged(tail),
        ),
        valued=cells.count(b"</v>") - cells.count(b"<v></v>") + cells.count(b"</is>"),
        rows=extent.rows,
        columns=extent.columns,
    )


def _possible_columns(cells: bytes) -> list[bytes]:
    """The columns of cells rewritten for their odd addresses; 64-bit row numbers, which wrap, are refused."""
    columns: list[bytes] = _COLUMNS.findall(cells)
    if len(columns) != cells.count(b'<c r="'):
        raise Unreadable(codes.DAMAGED.code, words="a cell at an impossible place")
    return columns


def plain_cells(xml: bytes) -> bytes:
    """The ``sheetData`` of a worksheet part in plain form."""
    return _regions(plain_sheet(xml))[1]


def _regions(plain: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before, inside and after ``sheetData``."""
    start = max(plain.find(b"<sheetData"), 0)
    stop = max(plain.rfind(b"</sheetData>"), start)
    return plain[:start], plain[start:stop], plain[stop:]


def last_valued(cells: bytes) -> Coordinate:
    """The lowest row and the rightmost column that hold a value, exactly (and slowly)."""
    row = column = 0
    for letters, digits in _VALUED.findall(cells):
        row, column = max(row, int(digits)), max(column, column_number(letters))
    return row, column


@lru_cache(maxsize=20_000)
def column_number(letters: bytes) -> int:
    """A → 1, AA → 27."""
    number = 0
    for code in letters:
        number = number * 26 + code - 64
    return number


def _errors(cells: bytes) -> dict[Coordinate, str]:
    if b'"e"' not in cells:
        return {}
    return {(int(digits), column_number(letters)): text.decode() for letters, digits, text in _ERRORS.findall(cells)}


def _uncalculated(cells: bytes) -> frozenset[Coordinate]:
    """Formulas without a stored value; an empty text (``t="str"`` and an empty ``v``) is a value."""
    if b"<f" not in cells:
        return frozenset()
    return frozenset(
        (int(digits), column_number(letters))
        for letters, digits, attributes, value in _UNCALCULATED.findall(cells)
        if not (value and b't="str"' in attributes)
    )


@dataclass(frozen=True, slots=True)
class _Styled:
    """The cells with content in one of some styles, found as they are asked for."""

    cells: bytes
    styles: frozenset[int]

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        ids = b"|".join(b"%d" % style for style in sorted(self.styles))
        for found in re.finditer(_PLACE + rb"[^>]*?\ss\s*=\s*\"(%s)\"[^>/]*>" % ids, self.cells):
            letters, digits, style = found.groups()
            yield int(digits), column_number(letters), int(style)


def _styled(cells: bytes, styles: frozenset[int]) -> Iterable[tuple[int, int, int]]:
    if not styles:
        return ()
    found = _Styled(cells, styles)
    return found if len(cells) <= _LAZY else list(found)


def _hidden_rows(cells: bytes) -> frozenset[int]:
    if not any(mark in cells for mark in _MAYBE_HIDDEN):
        return frozenset()
    return frozenset(int(number) for number, rest in _ROW.findall(cells) if _HIDDEN.search(rest))


def _hidden_columns(head: bytes) -> frozenset[int]:
    """Columns that are hidden; those folded into an outline are not: their [+] stands above the sheet."""
    spans = [dict(_ATTRIBUTE.findall(found)) for found in _COL.findall(head) if _HIDDEN.search(found)]
    numbers: set[int] = set()
    for span in spans:
        if span.get(b"outlineLevel", b"0") != b"0":
            continue
        first, last = span.get(b"min", b""), span.get(b"max", b"")
        if first.isdigit() and last.isdigit():
            numbers.update(range(int(first), min(int(last), 16_384) + 1))
    return frozenset(numbers)


def _merged(tail: bytes) -> tuple[Range, ...]:
    found = (
        (int(top), column_number(left), int(bottom), column_number(right))
        for left, top, right, bottom in _MERGE.findall(tail)
    )
    return tuple(Range(*corners) for corners in sorted(found))
