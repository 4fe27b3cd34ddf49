# ruff: noqa: DTZ001 (cells have no time zone)
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from toolkit.forms.table import Range
from toolkit.sheets.build import look
from toolkit.sheets.build.spec import (
    Bars,
    ColumnSpec,
    Highlight,
    Jump,
    Line,
    PrintSetup,
    Rule,
    SheetSpec,
    SpecCell,
    Validation,
    pages_across,
)
from toolkit.sheets.patch.cell_xml import serial, text_xml
from toolkit.sheets.patch.new import write_workbook
from toolkit.sheets.patch.sheet_xml import MOST_LINKS, Palette, write_sheet

PALETTE = Palette(lambda _style, _language: 0, lambda _style: 0, {}, {})


def xml(*rows: object, **more: object) -> str:
    return write_sheet(SheetSpec("x", list(rows), **more), PALETTE).content.decode()  # type: ignore[arg-type]


def loaded(tmp_path: Path, spec: SheetSpec) -> openpyxl.worksheet.worksheet.Worksheet:
    file = tmp_path / "x.xlsx"
    file.write_bytes(write_workbook([spec]))
    return openpyxl.load_workbook(file)[spec.name]


@pytest.mark.parametrize("text", ["=1+1", "+86 138", "-5", "@名", "\t=x", "=cmd|' /C calc'!A0", '="a"&B1'])
def test_text_that_begins_like_a_formula_is_text(tmp_path: Path, text: str) -> None:
    cell = loaded(tmp_path, SheetSpec("x", [[text]]))["A1"]
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.quotePrefix, "editing the cell must not turn it into a formula"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("A & B <c>", "A & B <c>"),
        ("a\x00b\x1fc\ufffe", "abc"),
        ("兩\n行", "兩\n行"),
        ("  x ", "  x "),
        ("x" * 40_000, "x" * 32_767),
        (True, True),
        (12, 12),
        (0.1, 0.1),
        (Decimal("1409.50"), 1409.5),
        (date(2026, 11, 24), datetime(2026, 11, 24)),
        (datetime(2026, 11, 24, 9, 42, 30), datetime(2026, 11, 24, 9, 42, 30)),
        (float("nan"), "nan"),
    ],
)
def test_values_read_back(tmp_path: Path, value: object, expected: object) -> None:
    assert loaded(tmp_path, SheetSpec("x", [[value]]))["A1"].value == expected  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("text", "written"),
    [("a\ud800b", "ab"), ("_x0041_", "_x005F_x0041_"), ("a_x_b", "a_x_b"), ("全\u3000形", "全\u3000形")],
)
def test_text_is_written_so_that_excel_reads_it_back(text: str, written: str) -> None:
    assert text_xml(text) == written


@pytest.mark.parametrize(
    ("day", "epoch_1904", "expected"),
    [
        (date(1900, 3, 1), False, 61),
        (date(2026, 1, 5), False, 46027),
        (date(2026, 1, 5), True, 44565),
        (datetime(2026, 1, 5, 12), False, 46027.5),
    ],
)
def test_serial_numbers(day: date, expected: float, *, epoch_1904: bool) -> None:
    assert serial(day, epoch_1904=epoch_1904) == expected


def test_a_formula_keeps_its_value(tmp_path: Path) -> None:
    spec = SheetSpec("x", [[SpecCell(3, None, None, "1+2")]])
    file = tmp_path / "x.xlsx"
    file.write_bytes(write_workbook([spec]))
    assert openpyxl.load_workbook(file)["x"]["A1"].value == "=1+2"
    assert openpyxl.load_workbook(file, data_only=True)["x"]["A1"].value == 3


def test_links_inside_and_outside(tmp_path: Path) -> None:
    spec = SheetSpec(
        "x",
        [
            [SpecCell("格", look.LINK, Jump("老王's 表", "C7"))],
            [SpecCell("文件", look.LINK, "../../客戶/甲 乙/方案#1.docx")],
            [SpecCell("文件", look.LINK, "../../客戶/甲 乙/方案#1.docx")],
        ],
    )
    sheet = loaded(tmp_path, spec)
    assert sheet["A1"].hyperlink.location == "'老王''s 表'!C7"
    assert sheet["A2"].hyperlink.target == "../../客戶/甲%20乙/方案%231.docx"
    assert sheet["A3"].hyperlink.target == sheet["A2"].hyperlink.target


def test_links_stop_at_excels_limit() -> None:
    rows = [[SpecCell("x", look.LINK, Jump("s"))] for _ in range(MOST_LINKS + 5)]
    assert xml(*rows).count("<hyperlink ") == MOST_LINKS


_ORDER = [
    "sheetPr", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter",
    "mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "ignoredErrors", "legacyDrawing", "extLst",
]  # fmt: skip

FULL = SheetSpec(
    "全",
    [
        Line([SpecCell("題", look.TITLE, Jump("全"))], 30, level=1),
        ["=x", 1, date(2026, 1, 1)],
        [None, SpecCell(None, look.BODY)],
    ],
    (ColumnSpec(12, look.BODY_TEXT, throughout=True), ColumnSpec(9, level=1, hidden=True), ColumnSpec(8)),
    freeze="B3",
    filter_area="A2:C3",
    merges=(Range(1, 1, 1, 3),),
    validations=(
        Validation("A3", Rule.LIST, ("甲", "乙"), strict=True),
        Validation("B3", title="T", prompt="說 & 明"),
        Validation("C3", Rule.DAY, low="1", high="9"),
    ),
    highlights=(Highlight("A3", 'A3="x"', look.ASK), Bars("B3", "BFD3DB")),
    printing=PrintSetup(repeat=(2, 2)),
    tab_colour="C8963E",
    gridlines=False,
    protected=True,
    notes={(2, 1): "說明"},
)


def test_elements_stand_in_schema_order() -> None:
    root = etree.fromstring(write_sheet(FULL, PALETTE).content)
    names = [etree.QName(each).localname for each in root]
    assert list(dict.fromkeys(names)) == _ORDER


def test_everything_of_a_sheet_arrives(tmp_path: Path) -> None:
    sheet = loaded(tmp_path, FULL)
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:C3"
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:C1"]
    assert {str(each.sqref): (each.type, each.formula1) for each in sheet.data_validations.dataValidation} == {
        "A3": ("list", '"甲,乙"'),
        "B3": (None, None),
        "C3": ("date", "1"),
    }
    assert len(sheet.conditional_formatting) == 2
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.tabColor.rgb == "FFC8963E"
    assert not sheet.sheet_view.showGridLines
    assert sheet.protection.sheet
    assert sheet["A2"].comment.text == "說明"
    assert sheet.column_dimensions["B"].hidden
    assert sheet.column_dimensions["B"].outlineLevel == 1
    assert sheet.row_dimensions[1].height == 30
    assert sheet["A3"].value is None


def test_empty_cells_take_their_columns_style_only_where_asked() -> None:
    assert re.findall(r'<col min="(\d)"[^>]*style=', xml([1], columns=FULL.columns)) == ["1"]


def test_the_same_specs_give_the_same_bytes() -> None:
    assert write_workbook([FULL]) == write_workbook([FULL])


@pytest.mark.parametrize(
    ("across", "widths", "pages"), [(1, [400], 1), (0, [90], 1), (0, [150, 110], 2), (0, [], 1), (3, [9], 3)]
)
def test_a_wide_sheet_is_printed_on_pages_side_by_side_so_that_it_can_be_read(
    across: int, widths: list[float], pages: int
) -> None:
    columns = [*map(ColumnSpec, widths), ColumnSpec(300, hidden=True)]
    assert pages_across(PrintSetup(across=across), columns) == pages


def test_on_each_of_them_the_first_column_leads(tmp_path: Path) -> None:
    spec = SheetSpec(
        "合同",
        rows=[["編號", "甲方"]],
        columns=(ColumnSpec(150), ColumnSpec(150)),
        printing=PrintSetup(repeat=(1, 1), across=0),
    )
    (tmp_path / "wide.xlsx").write_bytes(write_workbook([spec]))
    page = openpyxl.load_workbook(tmp_path / "wide.xlsx").worksheets[0]
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (2, 0)
    assert (page.print_title_cols, page.print_title_rows) == ("$A:$A", "$1:$1")
