"""A person's workbook gets its marks and our sheets in front; whatever else it holds stays as it is.

Parts are patched, never saved anew by a library: images, in-cell pictures, charts, sparklines, data
bars, validations, rich text, cached values, macros and tables are carried over byte by byte.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from toolkit.forms.table import Coordinate
from toolkit.frozen import value
from toolkit.messages.finding import Severity
from toolkit.messages.names_receipt import MORE_BELOW
from toolkit.sheets.build.spec import SheetSpec
from toolkit.sheets.patch.book import Book, BookSheet
from toolkit.sheets.patch.cells import Paints, Repaint, cut, paint
from toolkit.sheets.patch.front import add_front
from toolkit.sheets.patch.merges import anchors
from toolkit.sheets.patch.notes import attach_notes
from toolkit.sheets.patch.package import OFFICE, Package, open_package
from toolkit.sheets.patch.properties import add_titles, set_custom
from toolkit.sheets.patch.selection import deselect
from toolkit.sheets.patch.strip import RECEIPT_PROPERTY, SHEETS_PROPERTY, listed, memory_sheet
from toolkit.sheets.patch.styles import EMPTY, Styles
from toolkit.sheets.patch.unfold import unfold
from toolkit.sheets.patch.unmark import unmark

MOST_NOTES = 2_000
"""Beyond so many notes Excel and WPS get slow to open a workbook: the rest is red and listed only."""

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_STYLE_NUMBER = re.compile(rb"""\s(?:s|style)\s*=\s*["'](\d+)["']""")
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


@value(frozen=True, slots=True)
class CellMark:
    """One mark: ERROR paints the cell red, ASK amber, WARNING and NOTE only add the comment.

    ``row`` and ``column`` are 1-based; an empty ``comment`` paints only. Several marks of one cell are
    put together: the gravest colour, all comments.
    """

    sheet: str
    row: int
    column: int
    severity: Severity
    comment: str = ""


def mark_workbook(
    source: Path,
    target: Path,
    marks: Sequence[CellMark],
    front: Sequence[SheetSpec],
    properties: Mapping[str, str],
    *,
    marked: bool = False,
) -> None:
    """Write ``source`` with ``marks``, the sheets ``front`` and custom ``properties`` to ``target``.

    With ``marked`` the source is what ``mark_cells`` wrote: it has its marks, none of an earlier receipt.
    Marks on sheets that do not exist are passed over. The same input gives the same bytes. Raises
    ``NotPatchable`` (strict OOXML, signed, encrypted, damaged …): then make a fresh receipt.
    """
    with open_package(source) as package:
        patch(package, marks, front, properties, marked=marked)
        with target.open("wb") as stream:
            package.save(stream)


def mark_cells(source: Path, target: Path, marks: Sequence[CellMark], language: str) -> None:
    """Write ``source`` with ``marks`` alone to ``target``; ``mark_workbook`` adds the rest, and the result is the same.

    Raises ``NotPatchable``.
    """
    with open_package(source) as package:
        book = Book(package)
        styles_part, styles = _styles(package, book)
        unmark(package, book, styles)
        sheets = list(book.sheets())
        _mark_sheets(package, sheets, _by_sheet(marks, language), styles)
        deselect(package, [sheet.relation.target for sheet in sheets])
        package.write(styles_part, styles.content())
        book.save()
        with target.open("wb") as stream:
            package.save(stream)


def patch(
    package: Package,
    marks: Sequence[CellMark],
    front: Sequence[SheetSpec],
    properties: Mapping[str, str],
    moved: Mapping[str, str] = MappingProxyType({}),
    *,
    marked: bool = False,
) -> None:
    """Do the same to an open package; ``moved`` maps a sheet's name in links to the name it now has."""
    book = Book(package)
    styles_part, styles = _styles(package, book)
    if marked:
        styles.know_marks()
    else:
        unmark(package, book, styles)
    sheets = list(book.sheets())
    language = front[0].language if front else "zh-Hant"
    _mark_sheets(package, sheets, _by_sheet(marks, language), styles)
    receipt = properties.get(RECEIPT_PROPERTY, "")
    own = book.free_names([spec.name for spec in front])
    specs = [*front, memory_sheet(receipt, list(own.values()))] if receipt else front
    names = add_front(package, book, styles, specs, moved)
    if front:
        deselect(package, [sheet.relation.target for sheet in sheets])
    add_titles(package, names)
    set_custom(package, {**properties, SHEETS_PROPERTY: listed(names)} if receipt else properties)
    package.write(styles_part, styles.content())
    book.save()


def _styles(package: Package, book: Book) -> tuple[str, Styles]:
    relation = book.relations.first("/styles")
    if relation is not None and relation.target in package:
        return relation.target, Styles(package.need(relation.target))
    part = package.free_name("xl/styles{}.xml", bare=True)
    package.add(part, EMPTY, _STYLES_TYPE)
    book.relations.add(f"{OFFICE}/styles", part)
    styles = Styles(EMPTY)
    styles.pad(_highest_style(package, book))
    return part, styles


def _highest_style(package: Package, book: Book) -> int:
    """Return the highest format number that a workbook without formats points at (minimal writers do)."""
    contents = (package.need(sheet.relation.target) for sheet in book.sheets())
    return max((int(each[1]) for content in contents for each in _STYLE_NUMBER.finditer(content)), default=0)


@dataclass(frozen=True, slots=True)
class _SheetMarks:
    """The marks of one sheet: cells that ask (amber), cells that are wrong (red), and the notes."""

    wrong: frozenset[Coordinate]
    ask: frozenset[Coordinate]
    notes: Mapping[Coordinate, str]

    @property
    def cells(self) -> frozenset[Coordinate]:
        """Every cell that has any mark."""
        return self.wrong | self.ask | frozenset(self.notes)

    def moved(self, to: Mapping[Coordinate, Coordinate]) -> "_SheetMarks":
        """The same marks with some cells standing in for others; notes that meet are put together."""
        notes: dict[Coordinate, str] = {}
        for place, text in self.notes.items():
            anchor = to.get(place, place)
            notes[anchor] = f"{notes[anchor]}\n{text}" if anchor in notes else text
        wrong, ask = (frozenset(to.get(each, each) for each in cells) for cells in (self.wrong, self.ask))
        return _SheetMarks(wrong, ask, notes)


def _by_sheet(marks: Iterable[CellMark], language: str) -> dict[str, _SheetMarks]:
    grouped: defaultdict[str, list[CellMark]] = defaultdict(list)
    for mark in marks:
        if 1 <= mark.row <= _LAST_ROW and 1 <= mark.column <= _LAST_COLUMN:
            grouped[mark.sheet].append(mark)
    notes = _limited({name: _notes(own) for name, own in grouped.items()}, language)
    return {
        name: _SheetMarks(_cells(own, Severity.ERROR), _cells(own, Severity.ASK), notes[name])
        for name, own in grouped.items()
    }


def _cells(marks: Iterable[CellMark], severity: Severity) -> frozenset[Coordinate]:
    return frozenset((mark.row, mark.column) for mark in marks if mark.severity is severity)


def _notes(marks: Iterable[CellMark]) -> dict[Coordinate, str]:
    texts: defaultdict[Coordinate, list[str]] = defaultdict(list)
    for mark in marks:
        if mark.comment and mark.comment not in texts[mark.row, mark.column]:
            texts[mark.row, mark.column].append(mark.comment)
    return {place: "\n".join(own) for place, own in sorted(texts.items()) if own}


def _limited(notes: dict[str, dict[Coordinate, str]], language: str) -> dict[str, dict[Coordinate, str]]:
    """Keep at most ``MOST_NOTES`` notes; the last one of each column then says how many are missing."""
    if sum(len(own) for own in notes.values()) <= MOST_NOTES:
        return notes
    columns = {(name, column) for name, own in notes.items() for _, column in own}
    room = max(MOST_NOTES - len(columns), 0)
    kept: dict[str, dict[Coordinate, str]] = {}
    for name, own in notes.items():
        kept[name] = dict(list(own.items())[:room])
        room -= len(kept[name])
        kept[name].update(_summaries(own, kept[name], language))
    return kept


def _summaries(own: Mapping[Coordinate, str], kept: Mapping[Coordinate, str], language: str) -> dict[Coordinate, str]:
    left = [place for place in own if place not in kept]
    counts = Counter(column for _, column in left)
    firsts = {column: (row, column) for row, column in reversed(left)}
    return {
        place: f"{own[place]}\n{MORE_BELOW.say(language, count=counts[column] - 1)}"
        if counts[column] > 1
        else own[place]
        for column, place in sorted(firsts.items())
    }


def _mark_sheets(
    package: Package, sheets: Sequence[BookSheet], marks: Mapping[str, _SheetMarks], styles: Styles
) -> None:
    for sheet in sheets:
        own = marks.get(sheet.name)
        if own is None or not sheet.relation.kind.endswith("/worksheet"):
            continue
        part = sheet.relation.target
        before = cut(package.need(part))
        own = own.moved(anchors(before, own.cells))
        marked = unfold(paint(before, _paints(own, styles)), {column for _, column in own.cells})
        package.write(part, attach_notes(package, part, marked, own.notes).joined())


def _paints(marks: _SheetMarks, styles: Styles) -> Paints:
    paints: defaultdict[int, dict[int, Repaint]] = defaultdict(dict)
    for ask, cells in ((True, marks.ask), (False, marks.wrong)):
        repaint = partial(styles.marked, ask=ask)
        for row, column in cells:
            paints[row][column] = repaint
    return paints
