"""A workbook that holds what re-saving loses, and ways to look into packages part by part."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import xlsxwriter
from PIL import Image

Parts = dict[str, bytes]

SHEET = "客戶資料表"


def parts_of(path: Path) -> Parts:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def write_parts(path: Path, parts: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


@pytest.fixture
def parts() -> Callable[[Path], Parts]:
    return parts_of


@pytest.fixture
def repack() -> Callable[[Path, Mapping[str, bytes]], Path]:
    return write_parts


def _png() -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "#1F4E5F").save(stream, "PNG")
    stream.seek(0)
    return stream


def _fill(book: xlsxwriter.Workbook) -> None:
    sheet, other = book.add_worksheet(SHEET), book.add_worksheet("說明")
    hidden = book.add_worksheet("參數")
    hidden.hide()
    banded = book.add_format({"bg_color": "#DDEBF7", "num_format": "#,##0.00", "border": 1})
    bold = book.add_format({"bold": True, "font_color": "#C00000"})
    sheet.merge_range(0, 0, 0, 5, "2026年11月名單")
    for column, title in enumerate(("客戶名稱", "聯繫電話", "建築面積", "意向程度", "照片", "趨勢")):
        sheet.write_string(1, column, title)
    for row in range(2, 12):
        sheet.write_string(row, 0, f"客戶{row}有限公司")
        sheet.write_string(row, 1, f"1380013{row:04d}")
        sheet.write_number(row, 2, row * 1000.5, banded)
        sheet.write_string(row, 3, "高")
    sheet.write_rich_string(2, 0, bold, "紅字", "客戶有限公司")
    sheet.write_formula(12, 2, "=SUM(C3:C12)", banded, 65032.5)
    sheet.data_validation(2, 3, 100, 3, {"validate": "list", "source": ["高", "中", "低"]})
    sheet.conditional_format(2, 2, 11, 2, {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline(2, 5, {"range": "C3:C12"})
    sheet.insert_image(14, 0, "logo.png", {"image_data": _png()})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{SHEET}'!$C$3:$C$12"})
    sheet.insert_chart("H3", chart)
    sheet.write_comment("A4", "老張：這家要先打電話")
    sheet.set_header("&L&G", {"image_left": "logo.png", "image_data_left": _png()})
    sheet.autofilter(1, 0, 11, 5)
    sheet.protect("", {"format_cells": True})
    sheet.print_area(0, 0, 20, 6)
    other.add_table(0, 0, 3, 1, {"columns": [{"header": "項"}, {"header": "值"}]})
    other.activate()
    hidden.write_string(0, 0, "=不是公式")
    book.define_name("面積", f"='{SHEET}'!$C$3:$C$12")
    book.define_name(f"'{SHEET}'!本表", f"='{SHEET}'!$A$1")
    book.set_custom_property("部門", "招商部")


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """Images, charts, sparklines, data bars, rich text, notes, header image, table, macro, WPS pictures."""
    path = tmp_path / "名單.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        _fill(book)
    held = parts_of(path)
    held["xl/cellimages.xml"] = b'<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
    held["xl/calcChain.xml"] = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="C13" i="1"/></calcChain>'
    )
    held["xl/pivotCache/pivotCacheDefinition1.xml"] = b"<pivot/>"
    main = held["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId90" Type="http://www.wps.cn/officeDocument/2020/cellImage" '
        b'Target="cellimages.xml"/><Relationship Id="rId91" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>',
    )
    held["xl/_rels/workbook.xml.rels"] = main
    sheet = held["xl/worksheets/sheet1.xml"]
    picture = b'<c r="E3" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    held["xl/worksheets/sheet1.xml"] = sheet.replace(b'<c r="F3"', picture + b'<c r="F3"').replace(
        b'</c></row><row r="4"', b"</c>" + picture + b'</row><row r="4"', 1
    )
    return write_parts(path, held)


@pytest.fixture
def held(rich: Path) -> Parts:
    """The parts of the rich workbook, to be damaged and packed again."""
    return parts_of(rich)
