# ruff: noqa: DTZ001 (cells have no time zone)
import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.forms import read
from toolkit.forms.column import Column, Convention
from toolkit.forms.form import Form, Row
from toolkit.forms.lists import Entry, value_list
from toolkit.forms.reading import Recognised
from toolkit.forms.recognise import recognise
from toolkit.forms.table import Cell
from toolkit.forms.validate import validate
from toolkit.messages.script import simplified
from toolkit.outcome import ListOrder
from toolkit.rulebook.rulebook import parse
from toolkit.sheets.build.blank import blank_workbook, form_sheets, forms_workbook
from toolkit.sheets.build.listing import list_workbook
from toolkit.sheets.read.workbook import read_workbook
from toolkit.stages.catalogue import FORMS
from toolkit.stages.screening.forms import PROSPECTS


class Sample(Row):
    """A form with one of each."""

    code: Annotated[str | None, Column("編號", "No.", read.identifier, help="留空由系統編號。")] = None
    name: Annotated[str, Column("名稱", "Name", read.text, help="全稱。", example="華景置業")]
    kind: Annotated[str, Column("類型", "Kind", read.choice, options="類型", example="寫字樓")]
    services: Annotated[tuple[str, ...] | None, Column("服務", "Services", read.choices, options="服務")] = None
    area: Annotated[Decimal | None, Column("面積", "Area", read.quantity, unit="㎡", example="52000")] = None
    rate: Annotated[Decimal | None, Column("比例", "Rate", read.percent, unit="%")] = None
    starts_on: Annotated[date, Column("開始日", "Start", read.day, example="2026-12-01")]
    met_at: Annotated[datetime | None, Column("時間", "Time", read.moment)] = None
    phone: Annotated[str | None, Column("電話", "Phone", read.phone)] = None


FORM = Form("F0", "samples", "樣本表", "Sample form", Sample, (("name",),))
LISTS = {
    "類型": value_list("類型", (Entry("寫字樓", "Office"), Entry("住宅", "Housing"))),
    "服務": value_list("服務", (Entry("保潔", "Cleaning"),)),
}
MANY = parse(
    {file.name: file.read_text("utf-8") for file in (Path(__file__).parents[3] / "manual").glob("*.yaml")}
).lists


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


@pytest.fixture
def sheet() -> Worksheet:
    return opened(blank_workbook(FORM, LISTS, "zh-Hant"))["樣本表"]


def test_title_how_to_headings_required_first(sheet: Worksheet) -> None:
    assert sheet["A1"].value == "樣本表"
    assert "帶 * 的必填" in sheet["A2"].value
    assert [cell.value for cell in sheet[3]] == [
        "* 名稱", "* 類型", "* 開始日", "編號", "服務", "面積(㎡)", "比例(%)", "時間", "電話",
    ]  # fmt: skip
    assert sheet["A3"].fill.fgColor.rgb == "FF1F4E5F"
    assert sheet["A3"].font.color.rgb == "FFFFFFFF"
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == "'樣本表'!$A$1:$I$24"


def test_the_example_is_marked(sheet: Worksheet) -> None:
    assert [cell.value for cell in sheet[4]][:3] == ["例：華景置業", "寫字樓", "2026-12-01"]
    assert sheet["A4"].font.italic


def test_columns_have_the_format_of_what_is_typed_there(sheet: Worksheet) -> None:
    formats = {sheet.cell(3, column).value: sheet.cell(6, column).number_format for column in range(1, 10)}
    assert formats == {
        "* 名稱": "@", "* 類型": "General", "* 開始日": "yyyy-mm-dd", "編號": "@", "服務": "General",
        "面積(㎡)": "General", "比例(%)": "0.0#%", "時間": "yyyy-mm-dd hh:mm", "電話": "@",
    }  # fmt: skip


def test_dropdowns_come_from_the_hidden_lists(sheet: Worksheet) -> None:
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["B4:B5000"].formula1 == "'清單'!$A$2:$A$3"
    assert rules["B4:B5000"].errorStyle == "warning"
    assert rules["E4:E5000"].formula1 == "'清單'!$B$2:$B$2"
    assert rules["E4:E5000"].error is None, "several values are not in the list as one"
    assert rules["A4:A5000"].type is None
    assert rules["A4:A5000"].prompt == "必填。全稱。例如：華景置業"
    lists = sheet.parent["清單"]
    assert lists.sheet_state == "hidden"
    assert [[cell.value for cell in row] for row in lists] == [["類型", "服務"], ["寫字樓", "保潔"], ["住宅", None]]


def test_missing_required_cells_are_coloured(sheet: Worksheet) -> None:
    (area,) = sheet.conditional_formatting
    assert str(area.sqref) == "A5:C5000"
    assert area.rules[0].formula == ["AND(COUNTA($A5:$I5)>0,LEN(TRIM(A5))=0)"]


def test_many_optional_columns_are_folded_away(sheet: Worksheet) -> None:
    folded = [sheet.column_dimensions[letter].hidden for letter in "ACDEFGHI"]
    assert folded == [False, False, False, False, True, True, True, True], "five are seen, whatever is required"
    assert sheet.column_dimensions["F"].outlineLevel == 1
    assert sheet.column_dimensions["E"].collapsed


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
def test_a_blank_is_recognised_and_gives_no_row(tmp_path: Path, language: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(blank_workbook(FORM, LISTS, language))
    sheet = read_workbook(path).sheets[0]
    convention = Convention(LISTS)
    recognised = recognise(sheet, [FORM], convention)
    assert isinstance(recognised, Recognised)
    assert set(recognised.columns) == set(FORM.columns)
    reading = validate(sheet, recognised, convention, date(2026, 11, 24))
    assert (reading.rows, reading.rejected) == ((), ())
    assert [each.code.code for each in reading.findings] == ["sheet.no_rows"], "folded columns are no finding"


ROW = {
    "name": "=甲公司",
    "kind": "寫字樓",
    "services": ["保潔", "綠化"],
    "area": "52000.5",
    "starts_on": "2026-12-01",
    "met_at": "2026-12-01T09:30:00",
    "phone": 13800138000,
    "rate": Decimal("0.1"),
    "unknown": 1,
}


def test_prefilled_rows_are_typed_and_show_the_columns_they_use() -> None:
    sheet = opened(blank_workbook(FORM, LISTS, "zh-Hant", [ROW]))["樣本表"]
    assert [cell.value for cell in sheet[4]] == [
        "=甲公司", "寫字樓", datetime(2026, 12, 1), None, "保潔、綠化", 52000.5, 0.1,
        datetime(2026, 12, 1, 9, 30), "13800138000",
    ]  # fmt: skip
    assert sheet["A4"].data_type == "s"
    assert sheet.max_row == 4
    assert not any(sheet.column_dimensions[letter].hidden for letter in "EFGHI")


@pytest.mark.parametrize(
    ("language", "kind", "services"), [("zh-Hans", "写字楼", "保洁、綠化"), ("en", "Office", "Cleaning, 綠化")]
)
def test_prefilled_values_of_a_list_are_said_as_its_dropdown_says_them(language: str, kind: str, services: str) -> None:
    page = opened(blank_workbook(FORM, LISTS, language, [ROW])).worksheets[0]
    assert [cell.value for cell in page[4]][:2] == ["=甲公司", kind], "what was typed stays"
    assert page["E4"].value == services


def test_prefilled_rows_read_back_as_the_same_row(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(blank_workbook(FORM, LISTS, "en", [{**ROW, "name": "甲公司", "services": ["保潔"]}]))
    sheet = read_workbook(path).sheets[0]
    convention = Convention(LISTS)
    recognised = recognise(sheet, [FORM], convention)
    assert isinstance(recognised, Recognised)
    (taken,) = validate(sheet, recognised, convention, date(2026, 11, 24)).rows
    assert taken.row == Sample(
        name="甲公司", kind="寫字樓", services=("保潔",), area=Decimal("52000.5"), rate=Decimal("0.1"),
        starts_on=date(2026, 12, 1), met_at=datetime(2026, 12, 1, 9, 30), phone="13800138000",
    )  # fmt: skip


def test_only_unlocked_fields_can_be_edited() -> None:
    unlocked = [frozenset({"kind"}), frozenset({""}), frozenset()]
    sheet = opened(blank_workbook(FORM, LISTS, "zh-Hant", [ROW, ROW, ROW], unlocked))["樣本表"]
    assert sheet.protection.sheet
    locked = [[sheet.cell(row, column).protection.locked for column in (1, 2)] for row in (4, 5, 6, 7)]
    assert locked == [[True, False], [False, False], [True, True], [True, True]]
    assert sheet["A4"].fill.fgColor.rgb == "FFF5F7F8"
    assert "白色" in sheet["A2"].value


def test_however_many_rows_are_locked_their_styles_are_made_once() -> None:
    sheet = form_sheets([(FORM, [ROW] * 50, [frozenset({"kind"}), frozenset({"name"})] * 25)], LISTS, "zh-Hant")[0]
    cells: list[Any] = [cell for line in sheet.rows[3:] for cell in line]
    styles = {id(cell.style) for cell in cells}
    assert len(styles) <= 2 * len(sheet.columns)


def test_one_workbook_of_several_forms_shares_its_lists() -> None:
    other = Form("F00", "others", "另一表", "Other form", Sample, (("name",),))
    book = opened(forms_workbook([FORM, other], LISTS, "zh-Hant"))
    assert book.sheetnames == ["樣本表", "另一表", "清單"]
    sources = {
        name: [rule.formula1 for rule in book[name].data_validations.dataValidation if rule.type == "list"]
        for name in ("樣本表", "另一表")
    }
    assert sources["樣本表"] == sources["另一表"] == ["'清單'!$A$2:$A$3", "'清單'!$B$2:$B$2"]


def test_an_order_with_a_form_is_that_form_filled_in() -> None:
    order = ListOrder("報表", "待填", (ROW,), form="samples", title="待填：李明")
    sheet = opened(list_workbook(order, [FORM], LISTS, "zh-Hant"))["樣本表"]
    assert sheet["A1"].value == "待填：李明"
    assert "放進收件夾" in sheet["A2"].value
    assert sheet["A3"].value == "* 名稱"
    noted = opened(list_workbook(replace(order, note="請發回 a@b.example"), [FORM], LISTS, "zh-Hant"))["樣本表"]
    assert noted["A2"].value == "請發回 a@b.example"


def test_an_order_without_a_form_is_a_plain_list() -> None:
    rows = tuple(
        {"編號": f"00{i}", "到期": date(2026, 12, i), "天數": i, "金額": Decimal("1.50") * i, "項": ("a", "b")}
        for i in (1, 2)
    )
    order = ListOrder("報表", "到期/清單", rows, headings=("編號", "到期", "天數", "金額", "項", "空"))
    book = opened(list_workbook(order, [FORM], LISTS, "zh-Hant"))
    sheet = book["到期_清單"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] == [
        ["編號", "到期", "天數", "金額", "項", "空"],
        ["001", datetime(2026, 12, 1), 1, 1.5, "a、b", None],
        ["002", datetime(2026, 12, 2), 2, 3, "a、b", None],
    ]
    assert [sheet.cell(4, column).number_format for column in (2, 3, 4)] == ["yyyy-mm-dd", "#,##0", "#,##0.00"]
    assert sheet.auto_filter.ref == "A3:F5"
    assert sheet["A2"].value == "共 2 筆"


def test_a_list_without_rows_still_opens() -> None:
    book = opened(list_workbook(ListOrder("報表", "空", ()), [FORM], LISTS, "en"))
    assert book["空"]["A2"].value == "0 rows"


def test_a_blank_filled_in_with_its_columns_folded_gives_no_warning(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = opened(blank_workbook(FORM, LISTS, "zh-Hant"))
    sheet = book["樣本表"]
    assert sheet.column_dimensions["F"].hidden
    for column, value in zip("ABCDEF", ["甲公司", "寫字樓", date(2026, 12, 1), "S-1", "保潔", 52000], strict=True):
        sheet[f"{column}5"] = value
    book.save(path)
    read_back = read_workbook(path).sheets[0]
    convention = Convention(LISTS)
    recognised = recognise(read_back, [FORM], convention)
    assert isinstance(recognised, Recognised)
    reading = validate(read_back, recognised, convention, date(2026, 11, 24))
    assert ([row.number for row in reading.rows], reading.findings) == ([5], ())


def test_a_simplified_blank_holds_nothing_traditional() -> None:
    for form in FORMS:
        book = opened(blank_workbook(form, MANY, "zh-Hans"))
        texts = [
            cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
        ]
        assert [text for text in texts if simplified(text) != text] == [], form.code


def test_an_english_blank_holds_no_chinese() -> None:
    for form in FORMS:
        book = opened(blank_workbook(form, MANY, "en"))
        texts = [cell.value for cell in [*book.worksheets[0][3], *book.worksheets[0][4]] if cell.value]
        assert [text for text in texts if re.search("[\u4e00-\u9fff]", str(text))] == [], form.code


@pytest.mark.parametrize(
    ("place", "code", "phone", "capital"),
    [
        ("CN", "914403001922038216", "13800138000", "10,000 yuan"),
        ("TW", "04595257", "0912-345-678", "10,000 TWD"),
        ("HK", "12345678", "2345 6789", "10,000 HKD"),
        ("MO", "81234567", "2832 1234", "10,000 MOP"),
    ],
)
def test_examples_are_of_the_offices_place(place: str, code: str, phone: str, capital: str) -> None:
    sheet = opened(blank_workbook(PROSPECTS, MANY, "en", jurisdiction=place)).worksheets[0]
    shown = {head.value: example.value for head, example in zip(sheet[3], sheet[4], strict=True)}
    assert (shown["Credit code"], shown["* Phone"]) == (code, phone)
    assert f"Registered capital ({capital})" in shown
    for field, value in (("credit_code", code), ("phone", phone)):
        column = PROSPECTS.columns[field]
        assert column.read(Cell(value), column, Convention(MANY, place)).code is None


def test_a_plain_list_is_simplified_but_for_names() -> None:
    row = {"客戶名稱": "廣維製造", "階段": "潛在線索", "原因": "離職"}
    order = ListOrder("報表", "轉交清單 林曉彤 內部", (row,), headings=tuple(row), title="轉交給林曉彤的客戶（1 家）")
    page = opened(list_workbook(order, [FORM], MANY, "zh-Hans")).worksheets[0]
    assert page["A1"].value == page.title == "转交给林曉彤的客户（1 家）"
    assert [[cell.value for cell in line] for line in page["A3:C4"]] == [
        ["客户名称", "阶段", "原因"],
        ["廣維製造", "潜在线索", "離職"],
    ]
