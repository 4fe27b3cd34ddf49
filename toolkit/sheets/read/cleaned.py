"""A cleaned copy of an OOXML workbook, for files whose oddities calamine stumbles over but which are whole.

Only what bears values is kept: no dimensions, no merges, no macro sheets, no sheets without a part.
"""

import io
import zipfile
from xml.sax.saxutils import quoteattr

from lxml import etree

from toolkit.sheets.read.normal import CELLS, rewritten
from toolkit.sheets.read.package import Package
from toolkit.sheets.read.parts import Contents

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_WORKBOOK}"/></Types>'
)


def cleaned(package: Package, about: Contents) -> io.BytesIO:
    """Return a small .xlsx in memory with the same sheets, values, styles and texts as ``package``."""
    sheets = {name: sheet for name, sheet in about.sheets.items() if sheet.kind == "worksheet"}
    parts = (("styles", about.styles), ("sharedStrings", about.strings))
    copied = [(kind, root) for kind, part in parts if part and (root := package.tree(part)) is not None]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        target.writestr("[Content_Types].xml", _TYPES)
        target.writestr("_rels/.rels", _relations([("r1", "officeDocument", "xl/workbook.xml")]))
        target.writestr("xl/workbook.xml", _workbook(about, list(sheets)))
        links = [(f"r{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)]
        links += [(kind, kind, f"{kind}.xml") for kind, _ in copied]
        target.writestr("xl/_rels/workbook.xml.rels", _relations(links))
        for at, sheet in enumerate(sheets.values(), 1):
            target.writestr(f"xl/worksheets/sheet{at}.xml", rewritten(package.read(sheet.part), CELLS, _MAIN))
        for kind, root in copied:
            target.writestr(f"xl/{kind}.xml", etree.tostring(root, encoding="UTF-8"))
    out.seek(0)
    return out


def _relations(links: list[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>' for name, kind, target in links
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'


def _workbook(about: Contents, names: list[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{at}" state="{about.sheets[name].state}" r:id="r{at}"/>'
        for at, name in enumerate(names, 1)
    )
    epoch = int(about.epoch_1904)
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f'<workbookPr date1904="{epoch}"/><sheets>{sheets}</sheets></workbook>'
    )
