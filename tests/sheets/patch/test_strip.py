from pathlib import Path

import openpyxl
import pytest

from toolkit.forms.table import Sheet, Workbook
from toolkit.messages.finding import Severity
from toolkit.sheets.build import look
from toolkit.sheets.build.spec import SheetSpec, SpecCell
from toolkit.sheets.patch.mark import CellMark, mark_workbook
from toolkit.sheets.patch.strip import (
    HIDDEN_SHEET,
    RECEIPT_PROPERTY,
    SHEETS_PROPERTY,
    ours,
    receipt_of,
    withdrawn,
)

SHEET = "客戶資料表"
SENT = Sheet(SHEET, (("客戶名稱",), ("甲公司",)))
FRONT = Sheet("回執", (("收 1",), ("檔案：名單.xlsx　回執編號：S-7",), ("要撤回整份？", "不撤回")))
MEMORY = Sheet(HIDDEN_SHEET, ((RECEIPT_PROPERTY, "S-7"), (SHEETS_PROPERTY, "回執/評分/_toolkit")), visible=False)
PROPERTIES = {RECEIPT_PROPERTY: "S-7", SHEETS_PROPERTY: "回執/評分/_toolkit"}


@pytest.mark.parametrize(
    ("workbook", "receipt", "kept"),
    [
        pytest.param(Workbook((SENT,)), "", [SHEET], id="no receipt"),
        pytest.param(Workbook((FRONT, MEMORY, SENT), properties=PROPERTIES), "S-7", [SHEET], id="as we wrote it"),
        pytest.param(Workbook((FRONT, MEMORY, SENT)), "S-7", [SHEET], id="properties lost"),
        pytest.param(Workbook((FRONT, SENT), properties=PROPERTIES), "S-7", [SHEET], id="hidden sheet lost"),
        pytest.param(
            Workbook((Sheet("我改的名", FRONT.rows), MEMORY, SENT), properties=PROPERTIES),
            "S-7",
            [SHEET],
            id="our sheet renamed",
        ),
        pytest.param(Workbook((Sheet("回執", SENT.rows),)), "", ["回執"], id="a stranger's sheet that is called 回執"),
    ],
)
def test_recognises_what_is_ours(workbook: Workbook, receipt: str, kept: list[str]) -> None:
    assert receipt_of(workbook) == receipt
    assert [sheet.name for sheet in ours(workbook).sheets] == kept


@pytest.mark.parametrize(("answer", "wanted"), [("不撤回", False), ("撤回整份", True), (" Withdraw all", True)])
def test_withdrawal_is_read_from_our_sheet_only(answer: str, *, wanted: bool) -> None:
    front = Sheet("回執", (*FRONT.rows[:2], ("要撤回整份？", answer)))
    assert withdrawn(Workbook((front, MEMORY, SENT), properties=PROPERTIES)) is wanted
    sent = Sheet(SHEET, ((answer,),))
    assert not withdrawn(Workbook((FRONT, MEMORY, sent), properties=PROPERTIES))


def _front(text: str) -> list[SheetSpec]:
    return [SheetSpec("回執", [[SpecCell(text, look.BIG_FIGURE)]], code_name="ToolkitReceipt")]


@pytest.fixture
def dropped_back(rich: Path, tmp_path: Path) -> Path:
    first = tmp_path / "first.xlsx"
    marks = [
        CellMark(SHEET, 3, 3, Severity.ERROR, "面議"),
        CellMark(SHEET, 4, 1, Severity.ERROR, "沒有這一家"),
        CellMark(SHEET, 5, 2, Severity.ASK, "兩種讀法"),
    ]
    mark_workbook(rich, first, marks, _front("收 1"), {RECEIPT_PROPERTY: "S-1"})
    return first


@pytest.mark.parametrize("saved_by_another_program", [False, True])
def test_a_second_receipt_stands_alone(dropped_back: Path, tmp_path: Path, *, saved_by_another_program: bool) -> None:
    if saved_by_another_program:
        book = openpyxl.load_workbook(dropped_back)
        book["回執"].title = "改名"
        book.save(dropped_back)
    second = tmp_path / "second.xlsx"
    marks = [CellMark(SHEET, 6, 2, Severity.ERROR, "還是不對")]
    mark_workbook(dropped_back, second, marks, _front("收 2"), {RECEIPT_PROPERTY: "S-2"})
    book = openpyxl.load_workbook(second)
    sheet = book[SHEET]
    assert book.sheetnames == ["回執", HIDDEN_SHEET, SHEET, "說明", "參數"]
    assert book["回執"]["A1"].value == "收 2"
    notes = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert notes == {"A4": "老張：這家要先打電話", "B6": "還是不對"}
    assert sheet["B6"].fill.fgColor.rgb == "FFFDE2E1"
    assert sheet["C3"].fill.fgColor.rgb == "FFDDEBF7", "the sender's own fill is back"
    assert sheet["C3"].number_format == "#,##0.00"
    assert sheet["B5"].fill.fill_type is None
    assert sheet["B5"].font.color is None or sheet["B5"].font.color.rgb != "FF7A5B00"


def test_names_and_properties_follow(dropped_back: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.xlsx"
    mark_workbook(dropped_back, second, (), _front("收 2"), {RECEIPT_PROPERTY: "S-2"})
    book = openpyxl.load_workbook(second)
    held = {prop.name: prop.value for prop in book.custom_doc_props.props}
    assert held[RECEIPT_PROPERTY] == "S-2"
    assert book[SHEET].defined_names["本表"].attr_text.endswith("$A$1")
    assert "面積" in book.defined_names
