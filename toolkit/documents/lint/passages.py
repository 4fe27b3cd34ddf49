"""A part as passages: the text of one paragraph (or one property), where it stands, and its pieces in the XML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.documents.compile.join import NOTES
from toolkit.documents.compile.package import Entry, unpack
from toolkit.documents.compile.parts import outline, parse
from toolkit.documents.compile.place import Place

if TYPE_CHECKING:
    from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph: ``pieces`` are the elements (``w:t``) that together hold ``text``."""

    place: Place
    pieces: "tuple[etree._Element, ...]"
    text: str

    def replace(self, start: int, end: int, new: str) -> None:
        """Put ``new`` in place of the text from ``start`` to ``end``, in the piece where it starts."""
        at = 0
        for piece in self.pieces:
            text = piece.text or ""
            left, right = max(start - at, 0), max(min(end - at, len(text)), 0)
            if left < len(text) and right > left:
                piece.text, new = text[:left] + new + text[right:], ""
                piece.set(_SPACE, "preserve")
            at += len(text)


@dataclass(slots=True)
class _Spot:
    """Where the walk is; controls and marks of revisions around rows and cells share the spot of their surroundings."""

    table: int = 0
    row: int = 0
    cell: int = 0
    box: int = 0
    paragraph: int = 0

    def place(self, part: str) -> Place:
        return Place(part, self.table, self.row, self.cell, self.paragraph, self.box)


class _Counter:
    """Counts tables, rows, cells, text boxes and paragraphs as the compiler does."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.tables = 0
        self.boxes = 0

    def walk(self, element: "etree._Element", spot: _Spot) -> Iterator[Passage]:
        for child in element:
            if child.tag == f"{_W}p":
                spot.paragraph += 1
                yield _passage(child, spot.place(self.part))
            if child.tag == _CHOICES:
                yield from self._choices(child, spot)
            else:
                yield from self.walk(child, self._inside(child, spot))

    def _inside(self, child: "etree._Element", spot: _Spot) -> _Spot:
        """Where the content of ``child`` stands."""
        kind = str(child.tag).removeprefix(_W)
        if kind == "tbl":
            self.tables += 1
            return _Spot(self.tables)
        if kind == "tr":
            spot.row, spot.cell = spot.row + 1, 0
            return _Spot(spot.table, spot.row)
        if kind == "tc":
            spot.cell += 1
            return _Spot(spot.table, spot.row, spot.cell)
        if kind == "txbxContent":
            self.boxes += 1
            return _Spot(spot.table, spot.row, spot.cell, self.boxes)
        ruled = f"w:{kind}" in NOTES and child.get(f"{_W}type", "normal") != "normal"
        return _Spot(spot.table, spot.row, spot.cell) if ruled else spot

    def _choices(self, element: "etree._Element", spot: _Spot) -> Iterator[Passage]:
        """What stands there twice, the second time for older programs, counts once."""
        before = self.tables, self.boxes
        for child in element:
            if child.tag == _FALLBACK:
                self.tables, self.boxes = before
            yield from self.walk(child, spot)


def _passage(paragraph: "etree._Element", place: Place) -> Passage:
    pieces = tuple(
        piece for piece in paragraph.iter(f"{_W}t") if next(piece.iterancestors(f"{_W}p"), None) is paragraph
    )
    return Passage(place, pieces, "".join(piece.text or "" for piece in pieces))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the package, parsed, with its passages in document order (empty ones as well)."""

    name: str
    root: "etree._Element"
    passages: tuple[Passage, ...]


def parts_of(entries: Mapping[str, Entry]) -> tuple[Part, ...]:
    """Every part that may hold tags, the document first; raises ``TemplateError`` where one cannot be read."""
    found = outline(entries)
    names = (found.document, *(name for name, _ in found.around), *found.notes)
    parts = [_part(name, unpack(entries[name])) for name in names]
    if found.core:
        root = parse(unpack(entries[found.core]), found.core)
        passages = tuple(Passage(Place(found.core), (item,), item.text or "") for item in root)
        parts.append(Part(found.core, root, passages))
    return tuple(parts)


def _part(name: str, content: bytes) -> Part:
    root = parse(content, name)
    return Part(name, root, passages_of(name, root))


def passages_of(name: str, root: "etree._Element") -> tuple[Passage, ...]:
    """The passages of part ``name``, already parsed."""
    return tuple(_Counter(name).walk(root, _Spot()))
