"""Workbooks built by hand, part by part: what real programs write, and what hostile ones could."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sheet.main+xml"/></Types>'
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="3">'
    '<numFmt numFmtId="164" formatCode="[$-404]e/m/d"/>'
    '<numFmt numFmtId="165" formatCode="&quot;¥&quot;#,##0.00"/>'
    '<numFmt numFmtId="166" formatCode="aaaa"/></numFmts>'
    '<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="14"/><xf numFmtId="164"/>'
    '<xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>'
)
"""Style 1 percent, 2 date, 3 date of the Republic, 4 money, 5 weekday."""


def worksheet(rows: str, head: str = "", tail: str = "") -> str:
    """A worksheet part around the ``rows`` of its ``sheetData``."""
    return f'<worksheet xmlns="{MAIN}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'


def relations(links: Mapping[str, tuple[str, str]]) -> str:
    """A relations part: id → (kind, target)."""
    inside = "".join(
        f'<Relationship Id="{name}" Type="{LINKS}/{kind}" Target="{target}"/>' for name, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def basic_parts(sheet: str, shared: tuple[str, ...] = (), workbook: str = "") -> dict[str, str]:
    """All parts of a workbook of one sheet 名單; ``shared`` are the insides of the shared strings."""
    strings = "".join(f"<si>{one}</si>" for one in shared)
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{workbook}'
        '<sheets><sheet name="名單" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            {
                "r1": ("worksheet", "worksheets/sheet1.xml"),
                "r2": ("styles", "styles.xml"),
                "r3": ("sharedStrings", "sharedStrings.xml"),
            }
        ),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": sheet,
    }


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write ``parts`` as a zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


Build = Callable[..., Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Build an .xlsx from the rows of its only sheet; ``extra`` adds or replaces parts."""

    def make(
        rows: str,
        *,
        head: str = "",
        tail: str = "",
        shared: tuple[str, ...] = (),
        workbook: str = "",
        extra: Mapping[str, str | bytes] | None = None,
    ) -> Path:
        parts = basic_parts(worksheet(rows, head, tail), shared, workbook)
        return zipped(tmp_path / "名單.xlsx", {**parts, **(extra or {})})

    return make
