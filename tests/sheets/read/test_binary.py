"""Real .xls and .xlsb files against their twins saved as .xlsx: the same sheets, read by other ways."""

from pathlib import Path

import pytest

from toolkit.errors import Unreadable
from toolkit.forms.table import Sheet
from toolkit.sheets.read.values import Values
from toolkit.sheets.read.workbook import read_workbook

POI = "xlsx_wild/apache__poi/spreadsheet"
READER = "xlsx_wild/ExcelDataReader__ExcelDataReader/src/TestData"

pytestmark = pytest.mark.corpora


def said(sheet: Sheet):
    places = {(r, c) for r in range(1, len(sheet.rows) + 1) for c in range(1, len(sheet.rows[r - 1]) + 1)}
    cells = {place: sheet.cell(*place) for place in places}
    return {
        place: (
            round(cell.value, 9) if isinstance(cell.value, float) else cell.value,
            cell.error,
            cell.format,
        )
        for place, cell in cells.items()
        if cell.value is not None or cell.error
    }


def twins(corpora: Path) -> list[tuple[Path, Path]]:
    folders = [corpora / POI, corpora / READER]
    pairs = [(path, path.with_suffix(".xlsx")) for folder in folders for path in sorted(folder.glob("*.xls*"))]
    return [(path, twin) for path, twin in pairs if path.suffix != ".xlsx" and twin.exists()]


DIFFERENT = {
    "Test_Encoding_Formula_Date_1520": "holds =TODAY()",
    "testEXCEL_custom_props": "holds its own name",
    "dataformat": "a sign was changed when it was saved",
    "roo_1900_base": "was saved with another day",
    "roo_1904_base": "was saved with another day",
    "Test_git_issue_283_TimeSpan": "holds 29 February 1900, a day that never was",
}


def test_twins_say_the_same(corpora: Path):
    compared = 0
    for path, twin in twins(corpora):
        try:
            first, second = read_workbook(path), read_workbook(twin)
        except Unreadable:
            continue
        if path.stem in DIFFERENT:
            continue
        for one, other in zip(first.sheets, second.sheets, strict=True):
            assert said(one) == said(other), (path.name, one.name)
            assert set(one.merged) == set(other.merged), path.name
            assert one.hidden_rows == other.hidden_rows, path.name
            assert one.hidden_columns == other.hidden_columns, path.name
            assert one.visible == other.visible
            compared += 1
    assert compared > 20


def test_comments_of_an_xlsb(corpora: Path):
    sheet = read_workbook(corpora / POI / "comments.xlsb").sheets[0]
    assert sheet.comments[1, 1] == "comment top row1 (index0)"
    assert sheet.comments[2, 1] == "Allison, Timothy B.:\ncomment row2 (index1)"
    assert len(sheet.comments) == 4


def test_a_number_that_one_reader_lost_is_a_finding(corpora: Path, monkeypatch):
    path = corpora / READER / "Test_num_double_date_bool_string.xls"
    assert read_workbook(path).sheets
    honest = Values.rows

    def forgetful(self, name):
        rows, merged = honest(self, name)
        return [["" for _ in row] for row in rows], merged

    monkeypatch.setattr(Values, "rows", forgetful)
    with pytest.raises(Unreadable) as refused:
        read_workbook(path)
    assert refused.value.code == "file.readers_disagree"
