"""A receipt that is dropped back loses what the last one added: our sheets, our notes, our red.

The new marks then stand alone: a mended cell is no longer red, and its note is gone.
"""

import re
from collections.abc import Collection, Iterable, Mapping

from toolkit.sheets.patch import comments, vml
from toolkit.sheets.patch.book import Book, BookSheet
from toolkit.sheets.patch.package import Package
from toolkit.sheets.patch.properties import custom, remove_titles
from toolkit.sheets.patch.strip import HIDDEN_SHEET, RECEIPT_PROPERTY, SHEETS_PROPERTY
from toolkit.sheets.patch.styles import Styles

_CODE_NAME = b'codeName="Toolkit'
_OWNED = ("/comments", "/vmlDrawing", "/printerSettings")
"""Parts that belong to one sheet alone and go with it."""


def unmark(package: Package, book: Book, styles: Styles) -> None:
    """Take out of a dropped-back receipt what is ours; a workbook that is none stays as it is."""
    known = custom(package)
    sheets = list(book.sheets())
    if RECEIPT_PROPERTY not in known and not any(each.name.startswith(HIDDEN_SHEET) for each in sheets):
        return
    names = {*known.get(SHEETS_PROPERTY, "").split("/")}
    own = [each for each in sheets if each.name in names or _is_ours(package, each)]
    if len(own) < len(sheets):
        _remove_sheets(package, book, own)
    for sheet in book.sheets():
        if sheet.relation.kind.endswith("/worksheet"):
            _remove_notes(package, sheet)
    _remove_red(package, book.sheets(), styles.originals())


def _is_ours(package: Package, sheet: BookSheet) -> bool:
    """Whether a sheet whose name we do not know is ours: the hidden one, or one renamed by hand."""
    return sheet.name.startswith(HIDDEN_SHEET) or _CODE_NAME in package.beginning(sheet.relation.target)


def _remove_sheets(package: Package, book: Book, own: Collection[BookSheet]) -> None:
    ids = book.remove_sheets(own)
    remove_titles(package, [each.name for each in own])
    for sheet in own:
        part = sheet.relation.target
        for relation in list(package.relationships(part)):
            if relation.kind.endswith(_OWNED) and not relation.external:
                package.remove(relation.target)
        package.remove(part)
    _drop_calculation_chain(package, book, ids)


def _drop_calculation_chain(package: Package, book: Book, ids: Iterable[str]) -> None:
    """Excel builds the chain anew where it is missing, but repairs a file where it points at nothing."""
    chain = book.relations.first("/calcChain")
    content = package.read(chain.target) if chain else None
    if chain and content and any(f'i="{each}"'.encode() in content for each in ids):
        package.remove(chain.target)
        book.relations.drop(chain.id)


def _remove_notes(package: Package, sheet: BookSheet) -> None:
    relations = package.relationships(sheet.relation.target)
    found = relations.first("/comments")
    content = package.read(found.target) if found else None
    if found is None or content is None or comments.AUTHOR.encode() not in content:
        return
    without, cells = comments.remove_notes(content)
    package.write(found.target, without)
    for relation in relations:
        drawing = package.read(relation.target) if relation.kind.endswith("/vmlDrawing") else None
        if drawing is not None:
            package.write(relation.target, vml.remove_boxes(drawing, cells))


def _remove_red(package: Package, sheets: Iterable[BookSheet], originals: Mapping[int, int]) -> None:
    if not originals:
        return
    ours = "|".join(str(each) for each in originals).encode()
    red = re.compile(rb"(<(?:[\w.-]+:)?(?:c|row)\s[^>]*?(?<=\s)s\s*=\s*[\"'])(" + ours + rb")(?=[\"'])")
    for sheet in sheets:
        part = sheet.relation.target
        content = package.read(part)
        if content is not None and red.search(content):
            package.write(part, red.sub(lambda found: found[1] + b"%d" % originals[int(found[2])], content))
