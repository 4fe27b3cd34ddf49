"""Every patchable workbook of the corpora is marked, and compared part by part with what was sent."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from toolkit.forms.table import coordinate
from toolkit.messages.finding import Severity
from toolkit.sheets.build import look
from toolkit.sheets.build.spec import Jump, SheetSpec, SpecCell
from toolkit.sheets.patch.book import Book
from toolkit.sheets.patch.container import NotPatchable
from toolkit.sheets.patch.mark import CellMark, mark_workbook
from toolkit.sheets.patch.package import open_package
from toolkit.sheets.patch.strip import RECEIPT_PROPERTY

pytestmark = pytest.mark.corpora

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ORDER = [
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
    "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
    "extLst",
]  # fmt: skip
MAY_CHANGE = re.compile(
    r"\[content_types\]\.xml|.*\.rels|.*styles.*\.xml|.*workbook\d*\.xml|docprops/.*|.*comments.*\.xml|.*\.vml",
    re.IGNORECASE,
)
PLACES = ((1, 1), (2, 3), (7, 2), (200, 30))
FRONT = (SheetSpec("回執", [[SpecCell("收 1", look.BIG_GOOD, Jump("Sheet1"))], ["=1+1"]]),)

Cells = dict[tuple[int, int], tuple[str, bytes]]


def _workbooks(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.suffix.lower() in (".xlsx", ".xlsm"))


def _parsed(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(huge_tree=True, resolve_entities=False, remove_comments=True))


def _cells(root: etree._Element) -> Iterator[tuple[tuple[int, int], tuple[str, bytes]]]:
    """(row, column) → (style, everything else), with places implied where they are not written."""
    row = 0
    for line in root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        row, column = int(line.get("r") or row + 1), 0
        for cell in line.iterfind(f"{MAIN}c"):
            letters = re.match(r"[A-Z]+", cell.get("r", ""))
            column = _number(letters[0]) if letters else column + 1
            rest = [(name, value) for name, value in sorted(cell.attrib.items()) if name not in ("r", "s")]
            inner = b"".join(etree.tostring(each, method="c14n", with_tail=False) for each in cell)
            yield (row, column), (cell.get("s") or "0", repr(rest).encode() + inner)


def _number(letters: str) -> int:
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - 64
    return number


def _others(root: etree._Element) -> list[bytes]:
    """The sheet's other elements, but for those that a mark may touch."""
    skipped = {f"{MAIN}{name}" for name in ("sheetData", "legacyDrawing", "dimension")}
    kept = [each for each in root if each.tag not in skipped]
    texts = (etree.tostring(each, method="c14n", with_tail=False) for each in kept)
    return [re.sub(rb' tabSelected="(?:1|true)"', b"", text) for text in texts]


def _in_order(root: etree._Element) -> bool:
    places = [ORDER.index(each.tag.removeprefix(MAIN)) for each in root if each.tag.removeprefix(MAIN) in ORDER]
    return places == sorted(places)


def _sheets(path: Path) -> dict[str, str]:
    with open_package(path) as package:
        sheets = Book(package).sheets()
        return {each.name: each.relation.target for each in sheets if each.relation.kind.endswith("/worksheet")}


def _check_sheet(before: bytes, after: bytes, where: str) -> None:
    old, new = _parsed(before), _parsed(after)
    cells, marked, may_change = dict(_cells(old)), dict(_cells(new)), _may_change(old)
    for place, (style, rest) in cells.items():
        assert marked[place][1] == rest, (where, place)
        assert marked[place][0] == style or place in may_change, (where, place)
    assert _others(old) == _others(new), where
    assert _in_order(new) or not _in_order(old), where


def _may_change(root: etree._Element) -> set[tuple[int, int]]:
    """The marked places, and the first cells of merged ones, which stand in for those they cover."""
    merged = [each.get("ref", "").split(":")[0] for each in root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell")]
    return {*PLACES, *(place for ref in merged if (place := coordinate(ref)))}


def _check(source: Path, target: Path) -> bool:
    """Mark ``source`` and compare; False where it is refused."""
    try:
        sheets = _sheets(source)
        marks = [CellMark(name, *place, Severity.ERROR, "不對。請改。") for name in sheets for place in PLACES]
        mark_workbook(source, target, marks, FRONT, {RECEIPT_PROPERTY: "S-1"})
    except NotPatchable:
        return False
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target) as new:
        assert new.testzip() is None
        parts = {part.lower() for part in sheets.values()}
        for name in dict.fromkeys(old.namelist()):
            before, after = old.read(name), new.read(name)
            if before != after and name.lower().lstrip("/") in parts:
                _check_sheet(before, after, f"{source.name} {name}")
            elif before != after:
                selected = "sheet" in name.lower() and len(before) > len(after) > len(before) - 40
                assert MAY_CHANGE.fullmatch(name) or selected, (source.name, name)
    _check_values(source, target)
    return True


def _check_values(source: Path, target: Path) -> None:
    try:
        before = CalamineWorkbook.from_path(str(source))
        values = {name: _trimmed(before, name) for name in before.sheet_names}
    except (CalamineError, ValueError, OSError):
        return
    after = CalamineWorkbook.from_path(str(target))
    for name, rows in values.items():
        assert _trimmed(after, name) == rows, (source.name, name)


def _trimmed(book: CalamineWorkbook, name: str) -> list[list[object]]:
    rows: list[list[object]] = [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def test_a_sample_of_wild_workbooks_keeps_everything(corpora: Path, tmp_path: Path) -> None:
    sample = [each for each in _workbooks(corpora / "xlsx_wild")[::9] if each.stat().st_size < 400_000]
    done = [_check(source, tmp_path / f"{i}{source.suffix}") for i, source in enumerate(sample)]
    assert sum(done) >= len(sample) * 0.8


@pytest.mark.soak
def test_every_wild_workbook_keeps_everything(corpora: Path, tmp_path: Path) -> None:
    workbooks = _workbooks(corpora / "xlsx_wild")
    done = [_check(source, tmp_path / f"x{source.suffix}") for source in workbooks]
    assert sum(done) >= 580


def test_marking_twice_ends_where_marking_once_ends(corpora: Path, tmp_path: Path) -> None:
    """A receipt dropped back and marked again holds one 回執, and as many notes as the first."""
    counted = 0
    for source in _workbooks(corpora / "xlsx_wild")[::31]:
        first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
        if source.stat().st_size > 200_000 or not _check(source, first):
            continue
        marks = [CellMark(name, *place, Severity.ERROR, "不對。請改。") for name in _sheets(source) for place in PLACES]
        mark_workbook(first, second, marks, FRONT, {RECEIPT_PROPERTY: "S-2"})
        assert list(_sheets(second)) == list(_sheets(first)), source.name
        assert _boxes(second) == _boxes(first), source.name
        counted += 1
    assert counted >= 10


def _boxes(path: Path) -> int:
    with zipfile.ZipFile(path) as package:
        drawings = [name for name in package.namelist() if name.endswith(".vml")]
        return sum(package.read(name).count(b"<x:Row>") for name in drawings)
