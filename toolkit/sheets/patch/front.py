"""New sheets are written and put in front: part, content type, relationships, names, notes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from toolkit.sheets.build.spec import SheetSpec
from toolkit.sheets.patch import comments, vml
from toolkit.sheets.patch.book import Book
from toolkit.sheets.patch.notes import drawings_block
from toolkit.sheets.patch.package import OFFICE, Package
from toolkit.sheets.patch.sheet_xml import NOTES_ID, Palette, write_sheet
from toolkit.sheets.patch.styles import Styles

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def add_front(
    package: Package,
    book: Book,
    styles: Styles,
    specs: Sequence[SheetSpec],
    moved: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """Add ``specs`` as the first sheets; returns the names they got (回執, or 回執 (2) where taken)."""
    if book.has_macros:
        specs = [replace(spec, code_name="") for spec in specs]
    renamed = book.free_names([spec.name for spec in specs])
    palette = Palette(styles.format, styles.differential, renamed, moved, epoch_1904=book.epoch_1904)
    parts = [_add_sheet(package, spec, palette, selected=place == 0) for place, spec in enumerate(specs)]
    names = [renamed[spec.name] for spec in specs]
    if specs:
        book.insert_front(specs, names, parts)
    return names


def _add_sheet(package: Package, spec: SheetSpec, palette: Palette, *, selected: bool) -> str:
    part = package.free_name("xl/worksheets/sheet{}.xml")
    written = write_sheet(spec, palette, selected=selected)
    package.add(part, written.content, _SHEET_TYPE)
    relations = package.relationships(part)
    for address in written.addresses:
        relations.add(f"{OFFICE}/hyperlink", address, external=True)
    if spec.notes:
        _add_notes(package, part, spec)
    return part


def _add_notes(package: Package, part: str, spec: SheetSpec) -> None:
    content, cells = comments.add_notes(comments.empty(), spec.notes)
    notes_part = package.free_name("xl/comments{}.xml")
    package.add(notes_part, content, comments.CONTENT_TYPE)
    drawing = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.write(drawing, vml.new_drawing(drawings_block(package), cells, spec.notes))
    package.default_type("vml", vml.CONTENT_TYPE)
    relations = package.relationships(part)
    relations.add(f"{OFFICE}/vmlDrawing", drawing, id_=NOTES_ID)
    relations.add(f"{OFFICE}/comments", notes_part)
