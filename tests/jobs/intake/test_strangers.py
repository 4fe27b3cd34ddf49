"""Real lists of strangers go in through the 對照 sheet: every row is taken or named, none is lost."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count
from pathlib import Path

import openpyxl
import pytest

from toolkit.folders.layout import lay_out
from toolkit.folders.workspace import Workspace
from toolkit.forms.data_rows import is_total
from toolkit.forms.dispatch import as_typed
from toolkit.forms.table import Sheet
from toolkit.jobs.intake.check import Checked, check_file
from toolkit.jobs.intake.examine import read_dropped
from toolkit.jobs.intake.once import take_all
from toolkit.jobs.service import Service
from toolkit.settings import Settings

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


def answer(receipt: Path, chosen: Mapping[str, str]) -> None:
    """Answer every 對照 sheet of a receipt by what its rows say."""
    book = openpyxl.load_workbook(receipt)
    for page in (page for page in book if page.title.startswith("對照")):
        for cells in page.iter_rows(max_col=6):
            kind, first = str(cells[5].value or "").partition("|")[0], str(cells[0].value or "")
            if kind == "form":
                cells[2].value = "客戶資料表"
            elif kind == "heading":
                cells[2].value = chosen.get(" ".join(first.split()), "不採用（照原樣保留）")
            elif kind == "given":
                cells[2].value = GIVEN.get(first)
            elif kind == "value":
                cells[2].value = "其他"
    book.save(receipt)


class Office:
    """An office into which every list is dropped at once, each from a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace(folder / "office", Settings(service_folder=str(folder / "service"), quiet=0.1))
        lay_out(self.workspace)
        self.service = Service(self.workspace, lambda: date(2026, 11, 24))
        self.receipts: dict[str, Path] = {}

    def take(self, files: Mapping[str, Path]) -> None:
        """Drop ``files`` (list → file); afterwards ``receipts`` holds the newest receipt of each."""
        for place, file in enumerate(files.values()):
            target = self.workspace.inbox / f"同事{place}" / file.name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(file.read_bytes())
        ticks = count(step=1000)
        for one in take_all(self.service, documents=False, now=lambda: next(ticks) / 200, wait=lambda _: None):
            name = list(files)[int(one.submission.folder.removeprefix("同事"))]
            self.receipts[name] = self.workspace.root / one.submission.receipt


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Checked]]:
    """Each list after two rounds of answers: dropped, matched, matched where something was still open."""
    office = Office(tmp_path_factory.mktemp("strangers"))
    there = {name: CORPORA / name for name in LISTS if (CORPORA / name).is_file()}
    office.take(there)
    for _ in range(2):
        for name, receipt in office.receipts.items():
            answer(receipt, LISTS[name])
        office.take(dict(office.receipts))
    yield {name: check_file(office.service, receipt) for name, receipt in office.receipts.items()}
    office.service.close()


def rows_of(sheet: Sheet, header: int) -> list[int]:
    """Excel's numbers of the rows below a heading that hold anything but a total, counted without the product."""
    below = enumerate(sheet.rows[header:], header + 1)
    filled = ((number, [as_typed(value).strip() for value in row if value not in (None, "")]) for number, row in below)
    return [number for number, texts in filled if any(texts) and not any(map(is_total, texts))]


@pytest.mark.parametrize("name", LISTS, ids=lambda name: name.rpartition("/")[2])
def test_every_row_is_taken_or_named(checked: dict[str, Checked], name: str) -> None:
    if name not in checked:
        pytest.skip("not among the corpora here")
    evaluation = checked[name].evaluation
    sheets = {sheet.name: sheet for sheet in read_dropped(CORPORA / name).sheets}
    matched = [one for one in evaluation.examined.recognised if one.recognised]
    assert matched
    for reading in matched:
        header = reading.recognised.header_rows[-1]
        named = {one.row for one in evaluation.findings if one.sheet == reading.sheet and one.row > header}
        taken = {row.number for row in reading.rows}
        lost = set(rows_of(sheets[reading.sheet], header)) - taken - set(reading.rejected) - named
        assert lost == set(), reading.sheet
    taken_rows, _ = evaluation.totals
    assert taken_rows > 0


def test_at_least_ten_lists_of_strangers_were_tried(checked: dict[str, Checked]) -> None:
    assert len(checked) >= 10
    print({name.rpartition("/")[2]: one.evaluation.totals for name, one in checked.items()})


def test_columns_that_are_not_ours_stay_with_their_rows(checked: dict[str, Checked]) -> None:
    name = f"{CLOSED}Other/PivotTableReferenceFiles/TwoPivotTablesWithSingleSource/output.xlsx"
    first = next(row for one in checked[name].evaluation.examined.recognised for row in one.rows)
    assert first.extras["OrderNo"]
