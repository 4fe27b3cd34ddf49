"""Real lists of strangers go in through the 對照 sheet: every row is taken or named, none is lost."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.folders.rule_files import rule_texts
from toolkit.folders.shipped import shipped
from toolkit.forms.column import Convention
from toolkit.forms.data_rows import is_total
from toolkit.forms.dispatch import as_typed
from toolkit.forms.reading import SheetReading
from toolkit.forms.table import Sheet
from toolkit.jobs.intake.examine import read_dropped
from toolkit.jobs.intake.mapped import Reader, Understood
from toolkit.rulebook.rulebook import parse
from toolkit.sheets.build.mapping import mapping_sheets
from toolkit.sheets.build.spec import Line, SheetSpec, SpecCell
from toolkit.stages.catalogue import FORMS

CORPORA = Path(__file__).resolve().parents[4] / "shared" / "corpora"
CLOSED = "xlsx_wild/ClosedXML__ClosedXML/ClosedXML.Tests/Resource/"
READER = "xlsx_wild/ExcelDataReader__ExcelDataReader/src/TestData/"
SALES = "lists_real/SuiMingYang__sale_tableau/"

LISTS: dict[str, Mapping[str, str]] = {
    f"{SALES}KPI.xlsx": {"date": "登記日期", "channelid": "客戶名稱", "月KPI": "備註"},
    f"{SALES}累计用户.xlsx": {"日期": "登記日期", "channelid": "客戶名稱"},
    f"{CLOSED}Examples/Misc/AddingDataSet.xlsx": {"Patient": "客戶名稱", "Drug": "備註", "Date": "登記日期"},
    f"{CLOSED}Examples/Tables/UsingTables.xlsx": {"FName": "聯繫人", "LName": "客戶名稱", "DOB": "成立日期"},
    f"{CLOSED}Other/PivotTableReferenceFiles/TwoPivotTablesWithSingleSource/output.xlsx": {
        "Company": "客戶名稱",
        "Payment method": "備註",
        "Ship date": "登記日期",
    },
    f"{CLOSED}Other/PivotTableReferenceFiles/VersioningAttributes/inputfile.xlsx": {
        "FullName": "客戶名稱",
        "Id": "備註",
    },
    f"{CLOSED}TryToLoad/TableHeadersWithLineBreaks.xlsx": {"Room/ area": "物業名稱", "Item/ description": "客戶名稱"},
    f"{READER}Fillreport.xlsx": {"Trader": "聯繫人", "Account Number": "客戶名稱"},
    f"{READER}Test_Issue_11570_FAT_2.xls": {"LastName": "客戶名稱", "FirstName": "聯繫人", "BRIUSAID": "備註"},
    f"{READER}Test_Issue_11636_BiffStream.xls": {"Client": "客戶名稱", "Supplier": "渠道名稱", "Product": "備註"},
    f"{READER}Test_Issue_11773_Exponential.xlsx": {"descripcion": "客戶名稱", "cod_articulo": "備註"},
    f"{READER}Test_Issue_11773_Exponential.xlsb": {"descripcion": "客戶名稱", "cod_articulo": "備註"},
    f"{READER}Test_Encoding_Formula_Date_1520.xlsx": {"Name": "客戶名稱", "Date": "登記日期"},
    f"{READER}Test_git_issue_158.xls": {"Product": "客戶名稱", "Type": "備註"},
}
"""A list → what a person would choose for its headings; all others are kept as they are."""

GIVEN = {
    "登記日期": "2026-11-02",
    "客戶名稱": "未名客戶",
    "主體類型": "企業",
    "業務線": "其他",
    "物業類型": "其他",
    "聯繫人": "陳小姐",
    "聯繫電話": "13800138000",
    "信息來源": "其他",
    "跟進人": "王小明",
}

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not (CORPORA / "lists_real").is_dir(), reason="the corpora are not beside the checkout"),
]


TODAY = date(2026, 11, 24)
LONG = f"{CLOSED}Other/PivotTableReferenceFiles/TwoPivotTablesWithSingleSource/output.xlsx"


def answered(kind: str, first: str, chosen: Mapping[str, str], typed: str | None) -> str | None:
    """What a person writes beside a row of the 對照 sheet."""
    if kind == "form":
        return "客戶資料表"
    if kind == "heading":
        return chosen.get(" ".join(first.split()), "不採用（照原樣保留）")
    if kind == "given":
        return GIVEN.get(first)
    return "其他" if kind == "value" else typed


def filled_in(spec: SheetSpec, chosen: Mapping[str, str]) -> Sheet:
    """A 對照 sheet as it comes back: its cells as values, with the answers of a person."""
    rows = []
    for line in spec.rows:
        cells: list[Any] = list(line.cells if isinstance(line, Line) else line)
        row = [cell.value if isinstance(cell, SpecCell) else cell for cell in cells]
        row[2] = answered(str(row[5] or "").partition("|")[0], str(row[0] or ""), chosen, row[2])
        rows.append(row)
    return Sheet(spec.name, rows)


@pytest.fixture(scope="module")
def convention() -> Convention:
    return Convention(parse(rule_texts(shipped("manual"))).lists)


def matched(name: str, convention: Convention) -> Understood:
    """The list after three rounds of answers: its form, its columns, and again what was still open."""
    if not (CORPORA / name).is_file():
        pytest.skip("not among the corpora here")
    workbook, reader = read_dropped(CORPORA / name), Reader(convention, TODAY)
    for _ in range(3):
        asked = reader.read(workbook).questions
        specs = mapping_sheets(asked, FORMS, convention.lists, "zh-Hant", "261124-abcdef")
        answers = {one.sheet: filled_in(spec, LISTS[name]) for one, spec in zip(asked, specs, strict=True)}
        reader = Reader(convention, TODAY, answers=answers)
    return reader.read(workbook)


def rows_of(sheet: Sheet, header: int) -> set[int]:
    """Excel's numbers of the rows below a heading that hold anything but a total, counted without the product."""
    below = enumerate(sheet.rows[header:], header + 1)
    filled = ((number, [as_typed(value).strip() for value in row if value not in (None, "")]) for number, row in below)
    return {number for number, texts in filled if any(texts) and not any(map(is_total, texts))}


def lost(reading: SheetReading, sheet: Sheet) -> set[int]:
    """Rows that are neither taken nor rejected nor named in a finding."""
    assert reading.recognised
    header = reading.recognised.header_rows[-1]
    named = {one.row for one in reading.findings if one.row > header}
    return rows_of(sheet, header) - {row.number for row in reading.rows} - set(reading.rejected) - named


@pytest.mark.parametrize("name", LISTS, ids=lambda name: name.rpartition("/")[2])
def test_every_row_is_taken_or_named(convention: Convention, name: str) -> None:
    told = matched(name, convention)
    sheets = {sheet.name: sheet for sheet in read_dropped(CORPORA / name).sheets}
    known = [one for one in told.readings if one.recognised]
    assert [lost(one, sheets[one.sheet]) for one in known] == [set()] * len(known)
    assert sum(len(one.rows) for one in known) > 0
    assert {one.sheet for one in told.matches} == {one.sheet for one in known}


def test_at_least_ten_lists_of_strangers_are_there() -> None:
    assert sum((CORPORA / name).is_file() for name in LISTS) >= 10


def test_columns_that_are_not_ours_stay_with_their_rows(convention: Convention) -> None:
    reading = next(one for one in matched(LONG, convention).readings if one.rows)
    assert reading.rows[0].extras["OrderNo"]


def answer(receipt: Path, chosen: Mapping[str, str]) -> None:
    """Answer every 對照 sheet of a receipt; as Excel does on saving, results of formulas stay."""
    book = openpyxl.load_workbook(receipt, data_only=True)
    for page in (page for page in book if page.title.startswith("對照")):
        for cells in page.iter_rows(max_col=6):
            kind = str(cells[5].value or "").partition("|")[0]
            cells[2].value = answered(kind, str(cells[0].value or ""), chosen, cells[2].value)
    book.save(receipt)


@pytest.mark.soak
def test_all_of_them_through_the_inbox(office: Any) -> None:
    receipts = {name: CORPORA / name for name in LISTS if (CORPORA / name).is_file()}
    counts: dict[str, Mapping[str, int]] = {}
    for _ in range(4):  # which form, which columns, what is missing, and what those answers bring up
        folders = {f"同事{place}": name for place, name in enumerate(receipts)}
        for folder, name in folders.items():
            office.drop(receipts[name], folder)
        for one in office.run():
            name = folders[one.submission.folder]
            receipts[name] = office.workspace.root / one.submission.receipt
            counts[name] = one.submission.counts
            answer(receipts[name], LISTS[name])
    print({name.rpartition("/")[2]: dict(told) for name, told in counts.items()})
    assert [name for name, told in counts.items() if not told["accepted"]] == []
