"""Notes are attached to a sheet of the sender: comments part, drawing, and the sheet's pointer to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from xml.parsers import expat

from toolkit.forms.table import Coordinate
from toolkit.sheets.patch import comments, vml
from toolkit.sheets.patch.cells import SheetBytes
from toolkit.sheets.patch.container import NotPatchable
from toolkit.sheets.patch.package import OFFICE, Package, Relationships

_AFTER_LEGACY_DRAWING = frozenset(
    ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
     "tableParts", "extLst", "AlternateContent")
)  # fmt: skip
"""What stands behind ``legacyDrawing`` in a worksheet (controls may hide in an AlternateContent)."""


def attach_notes(package: Package, part: str, sheet: SheetBytes, notes: Mapping[Coordinate, str]) -> SheetBytes:
    """Return the sheet with ``notes`` attached; a drawing that cannot be added to leaves them out."""
    if not notes:
        return sheet
    relations = package.relationships(part)
    elements = _last_elements(sheet)
    pointer = next((each for each in elements if each.name == "legacyDrawing"), None)
    drawing = _drawing(package, relations, pointer)
    part_before, before = _comments_before(package, relations)
    content, cells = comments.add_notes(before or comments.empty(), notes)
    if cells and not _add_boxes(package, drawing, cells, notes):
        return sheet
    if before is None:
        package.add(part_before, content, comments.CONTENT_TYPE)
        relations.add(f"{OFFICE}/comments", part_before)
    else:
        package.write(part_before, content)
    if pointer is not None or not cells:
        return sheet
    return _point(sheet, elements, relations.add(f"{OFFICE}/vmlDrawing", drawing))


def _comments_before(package: Package, relations: Relationships) -> tuple[str, bytes | None]:
    found = relations.first("/comments")
    content = package.read(found.target) if found else None
    if found is None or content is None:
        return package.free_name("xl/comments{}.xml"), None
    return found.target, content


def _drawing(package: Package, relations: Relationships, pointer: "_Element | None") -> str:
    wanted = pointer.relation if pointer else ""
    found = next((each.target for each in relations if each.id == wanted and not each.external), "")
    return found or package.free_name("xl/drawings/vmlDrawing{}.vml")


def drawings_block(package: Package) -> int:
    """Return a block of shape numbers that no drawing of the package owns yet."""
    parts = [name for name in package.names() if name.lower().endswith(".vml")]
    return 1 + max((vml.blocks_used(package.need(part)) for part in parts), default=0)


def _add_boxes(package: Package, drawing: str, cells: tuple[Coordinate, ...], notes: Mapping[Coordinate, str]) -> bool:
    before = package.read(drawing)
    if before is None:
        package.write(drawing, vml.new_drawing(drawings_block(package), cells, notes))
        package.default_type("vml", vml.CONTENT_TYPE)
        return True
    after = vml.add_boxes(before, cells, notes)
    if after is not None:
        package.write(drawing, after)
    return after is not None


@dataclass(frozen=True, slots=True)
class _Element:
    """An element behind ``sheetData``: local name, byte offset in the tail, its relationship id."""

    name: str
    offset: int
    relation: str


def _last_elements(sheet: SheetBytes) -> list[_Element]:
    """Return the children of the worksheet that follow its rows, with their places in the bytes."""
    found: list[_Element] = []
    depth = 0
    closing = sheet.tail.find(b">") + 1
    parser = expat.ParserCreate("UTF-8")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth == 2:
            offset = parser.CurrentByteIndex - len(sheet.root) + closing
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            found.append(_Element(name.rpartition(":")[2], offset, relation))

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(sheet.root + sheet.tail[closing:], True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as error:
        raise NotPatchable("damaged") from error
    return found


def _point(sheet: SheetBytes, elements: Sequence[_Element], id_: str) -> SheetBytes:
    """Put ``legacyDrawing`` into its place among the sheet's last elements."""
    last = sheet.tail.rfind(b"</")
    place = next((each.offset for each in elements if each.name in _AFTER_LEGACY_DRAWING), last)
    element = f'legacyDrawing xmlns:r="{OFFICE}" r:id="{id_}"/>'.encode()
    tail = b"".join((sheet.tail[:place], b"<", sheet.prefix, element, sheet.tail[place:]))
    return replace(sheet, tail=tail)
