"""A new workbook made of ``SheetSpec`` values: an empty package into which the sheets are put.

The same writer that puts our sheets in front of a sender's makes whole workbooks, so that there is one
look, one order of elements, and one treatment of text that begins like a formula.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from types import MappingProxyType

from toolkit.sheets.build.spec import SheetSpec
from toolkit.sheets.patch.container import ContainerWriter
from toolkit.sheets.patch.mark import patch
from toolkit.sheets.patch.package import CONTENT_TYPES, MAIN, OFFICE, RELATIONSHIPS, open_package
from toolkit.sheets.patch.styles import EMPTY

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{CONTENT_TYPES}">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEET}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONSHIPS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr/><bookViews><workbookView '
    'xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000"/></bookViews><sheets/></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONSHIPS}">'
    f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
}


def write_workbook(sheets: Sequence[SheetSpec], properties: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Return a whole .xlsx with ``sheets`` (at least one, the first visible) and custom properties."""
    written = BytesIO()
    with open_package(BytesIO(_empty_package())) as package:
        patch(package, (), sheets, properties)
        package.save(written)
    return written.getvalue()


def _empty_package() -> bytes:
    stream = BytesIO()
    writer = ContainerWriter(stream)
    for name, content in _PARTS.items():
        writer.add(name, (_DECLARATION + content).encode())
    writer.add("xl/styles.xml", EMPTY)
    writer.finish()
    return stream.getvalue()
