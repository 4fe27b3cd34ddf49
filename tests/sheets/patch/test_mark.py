import pickle
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from toolkit.messages.finding import Severity
from toolkit.sheets.build import look
from toolkit.sheets.build.spec import ColumnSpec, Jump, PrintSetup, SheetSpec, SpecCell, Visibility
from toolkit.sheets.patch.comments import APPENDED, AUTHOR
from toolkit.sheets.patch.container import NotPatchable
from toolkit.sheets.patch.mark import MOST_NOTES, CellMark, mark_cells, mark_workbook
from toolkit.sheets.patch.strip import RECEIPT_PROPERTY

Parts = dict[str, bytes]
PartsOf = Callable[[Path], Parts]
Repack = Callable[[Path, Mapping[str, bytes]], Path]

SHEET = "客戶資料表"
MARKS = [
    CellMark(SHEET, 3, 3, Severity.ERROR, "建築面積『面議』不能計算。請先留空。"),
    CellMark(SHEET, 4, 1, Severity.ERROR, "沒有這一家。"),
    CellMark(SHEET, 5, 4, Severity.ASK, "有兩種讀法。"),
    CellMark(SHEET, 6, 2, Severity.WARNING, "提醒。"),
    CellMark(SHEET, 400, 30, Severity.ERROR, "很遠的格。"),
]
FRONT = [
    SheetSpec(
        "回執",
        [[SpecCell("收 197 · 待改 3", look.BIG_FIGURE)], [SpecCell("C3", look.LINK, Jump(SHEET, "C3"))]],
        (ColumnSpec(30),),
    ),
    SheetSpec("評分", [["名次"], [1]], freeze="A2", filter_area="A1:A2", printing=PrintSetup(repeat=(1, 1))),
]


@pytest.fixture
def marked(rich: Path, tmp_path: Path) -> Path:
    target = tmp_path / "回執.xlsx"
    mark_workbook(rich, target, MARKS, FRONT, {RECEIPT_PROPERTY: "S-1"})
    return target


TOUCHED = {
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/app.xml",
    "docProps/custom.xml",
    "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",  # was selected
}


def test_every_other_part_is_byte_identical(rich: Path, marked: Path, parts: PartsOf) -> None:
    before, after = parts(rich), parts(marked)
    assert set(before) <= set(after)
    assert {name for name in before if before[name] != after[name]} <= TOUCHED
    assert any("media/image" in name for name in before)
    for name in ("xl/cellimages.xml", "xl/calcChain.xml", "xl/charts/chart1.xml", "xl/tables/table1.xml"):
        assert before[name] == after[name]


def test_in_the_marked_sheet_only_marked_cells_change(rich: Path, marked: Path, parts: PartsOf) -> None:
    before, after = (parts(path)["xl/worksheets/sheet1.xml"] for path in (rich, marked))
    undone = after
    for cell in ("C3", "A4", "D5"):
        old = re.search(rb'<c r="%s"[^>]*>' % cell.encode(), before)
        undone = re.sub(rb'<c r="%s"[^>]*>' % cell.encode(), old[0] if old else b"", undone)
    undone = re.sub(rb'<row r="400".*?</row>', b"", undone)
    undone = undone.replace(b'<dimension ref="A1:AD400"/>', re.search(rb"<dimension[^>]*>", before)[0])  # type: ignore[index]
    assert undone == before


def test_marked_cells_are_red_or_amber_and_keep_the_rest_of_their_look(marked: Path) -> None:
    sheet = openpyxl.load_workbook(marked)[SHEET]
    assert sheet["C3"].fill.fgColor.rgb == "FFFDE2E1"
    assert sheet["C3"].font.color.rgb == "FF9C0006"
    assert sheet["C3"].number_format == "#,##0.00"
    assert sheet["C3"].border.left.style == "thin"
    assert sheet["D5"].fill.fgColor.rgb == "FFFFF3CD"
    assert sheet["D5"].font.color.rgb == "FF7A5B00"
    assert sheet["B6"].fill.fill_type is None
    assert sheet["AD400"].fill.fgColor.rgb == "FFFDE2E1"
    assert sheet["C4"].fill.fgColor.rgb == "FFDDEBF7"


def test_each_used_style_is_cloned_once(rich: Path, tmp_path: Path, parts: PartsOf) -> None:
    target = tmp_path / "x.xlsx"
    mark_workbook(rich, target, [CellMark(SHEET, row, 3, Severity.ERROR) for row in range(3, 13)], (), {})
    before, after = (etree.fromstring(parts(path)["xl/styles.xml"]) for path in (rich, target))
    xfs = "{*}cellXfs/{*}xf"
    assert len(after.findall(xfs)) == len(before.findall(xfs)) + 1
    assert [etree.tostring(xf, method="c14n") for xf in after.findall(xfs)][:-1] == [
        etree.tostring(xf, method="c14n") for xf in before.findall(xfs)
    ]


def test_notes_are_added_and_a_persons_note_is_kept(marked: Path) -> None:
    sheet = openpyxl.load_workbook(marked)[SHEET]
    assert sheet["C3"].comment.text == "建築面積『面議』不能計算。請先留空。"
    assert sheet["C3"].comment.author == AUTHOR
    assert sheet["A4"].comment.text == f"老張：這家要先打電話{APPENDED}沒有這一家。"
    assert sheet["A4"].comment.author != AUTHOR
    assert sheet["B6"].comment.text == "提醒。"


def test_the_drawing_holds_one_box_for_each_note(marked: Path, parts: PartsOf) -> None:
    held = parts(marked)
    drawing = next(held[name] for name in held if name.endswith("vmlDrawing1.vml"))
    boxes = re.findall(rb"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)</x:Column>", drawing)
    assert sorted(boxes) == sorted([(b"3", b"0"), (b"2", b"2"), (b"4", b"3"), (b"5", b"1"), (b"399", b"29")])
    numbers = re.findall(rb'<v:shape id="_x0000_s(\d+)"', drawing)
    assert len(numbers) == len(set(numbers)) == 5


def test_new_sheets_come_first_and_open(marked: Path, parts: PartsOf) -> None:
    book = openpyxl.load_workbook(marked)
    assert book.sheetnames == ["回執", "評分", "_toolkit", SHEET, "說明", "參數"]
    assert [book[name].sheet_state for name in ("_toolkit", "參數")] == ["veryHidden", "hidden"]
    assert book.active.title == "回執"
    selected = [sheet.title for sheet in book if sheet.sheet_view.tabSelected]
    assert selected == ["回執"]
    assert book["回執"]["A2"].hyperlink.location == f"'{SHEET}'!C3"
    types = parts(marked)["[Content_Types].xml"]
    assert types.count(b"worksheet+xml") == 6


def test_names_local_to_a_sheet_move_with_it(marked: Path, parts: PartsOf) -> None:
    root = etree.fromstring(parts(marked)["xl/workbook.xml"])
    names = {(name.get("name"), name.get("localSheetId")): name.text for name in root.iterfind(".//{*}definedName")}
    assert names["本表", "3"] == f"'{SHEET}'!$A$1" or names["本表", "3"] == f"{SHEET}!$A$1"
    assert ("_xlnm._FilterDatabase", "3") in names
    assert ("_xlnm.Print_Area", "3") in names
    assert names["_xlnm.Print_Titles", "1"] == "'評分'!$1:$1"
    assert names["_xlnm._FilterDatabase", "1"] == "'評分'!$A$1:$A$2"
    assert ("面積", None) in names


def test_properties_and_titles(marked: Path, parts: PartsOf) -> None:
    book = openpyxl.load_workbook(marked)
    held = {prop.name: prop.value for prop in book.custom_doc_props.props}
    assert held == {"部門": "招商部", RECEIPT_PROPERTY: "S-1", "toolkit.sheets": "回執/評分/_toolkit"}
    app = etree.fromstring(parts(marked)["docProps/app.xml"])
    titles = [each.text for each in app.iterfind(".//{*}TitlesOfParts/{*}vector/{*}lpstr")]
    assert titles[:6] == ["回執", "評分", "_toolkit", SHEET, "說明", "參數"]
    assert app.find(".//{*}HeadingPairs//{*}i4").text == "6"  # type: ignore[union-attr]


def test_values_read_the_same(rich: Path, marked: Path) -> None:
    before, after = CalamineWorkbook.from_path(str(rich)), CalamineWorkbook.from_path(str(marked))
    for name in before.sheet_names:
        old = before.get_sheet_by_name(name).to_python(skip_empty_area=False)
        new = after.get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert [row[: len(old[0])] for row in new[: len(old)]] == old


def test_the_same_input_gives_the_same_bytes(rich: Path, marked: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    mark_workbook(rich, again, MARKS, FRONT, {RECEIPT_PROPERTY: "S-1"})
    assert again.read_bytes() == marked.read_bytes()


def test_marked_first_and_given_its_sheets_later_it_is_the_same(rich: Path, tmp_path: Path, parts: PartsOf) -> None:
    red = SheetSpec("紅", [[SpecCell("待改", look.Style(fill=look.WRONG_FILL))]])
    for name, marks in (("all", MARKS), ("none", []), ("ask", MARKS[2:3])):
        whole, cells, later = (tmp_path / f"{name}{step}.xlsx" for step in ("", "-cells", "-later"))
        mark_workbook(rich, whole, marks, [*FRONT, red], {RECEIPT_PROPERTY: "S-1"})
        mark_cells(rich, cells, marks, "zh-Hant")
        mark_workbook(cells, later, [], [*FRONT, red], {RECEIPT_PROPERTY: "S-1"}, marked=True)
        assert parts(later) == parts(whole)


def test_taken_sheet_names_get_a_number_and_links_follow(rich: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    front = [
        SheetSpec("回執", [[SpecCell("評分", look.LINK, Jump("評分", "B2", front=True))]]),
        SheetSpec("評分", [["x"]]),
    ]
    mark_workbook(rich, first, (), front, {})
    mark_workbook(first, second, (), front, {})
    book = openpyxl.load_workbook(second)
    assert book.sheetnames[:4] == ["回執 (2)", "評分 (2)", "回執", "評分"]
    assert book["回執 (2)"]["A1"].hyperlink.location == "'評分 (2)'!B2"


def test_a_mark_under_a_merged_cell_goes_to_the_cell_that_shows(rich: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.xlsx"
    mark_workbook(rich, target, [CellMark(SHEET, 1, 4, Severity.ERROR, "合併")], (), {})
    sheet = openpyxl.load_workbook(target)[SHEET]
    assert sheet["A1"].fill.fgColor.rgb == "FFFDE2E1"
    assert sheet["A1"].comment.text == "合併"


def test_beyond_the_limit_each_column_says_how_many_are_left(rich: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.xlsx"
    marks = [CellMark(SHEET, row, 1 + row % 2, Severity.ERROR, f"第{row}列") for row in range(3, 3003)]
    mark_workbook(rich, target, marks, (), {})
    sheet = openpyxl.load_workbook(target)[SHEET]
    notes = [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]
    red = [cell for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFDE2E1"]
    assert len(red) == 3000
    assert len(notes) == MOST_NOTES
    assert sum("往下還有 500 格" in note for note in notes) == 2


def test_threaded_comments_are_left_alone(held: Parts, tmp_path: Path, repack: Repack) -> None:
    held["xl/comments1.xml"] = re.sub(
        rb"<author>.*?</author>", b"<author>tc={AAAA-1}</author>", held["xl/comments1.xml"]
    )
    source, target = repack(tmp_path / "t.xlsx", held), tmp_path / "x.xlsx"
    mark_workbook(source, target, MARKS, (), {})
    sheet = openpyxl.load_workbook(target)[SHEET]
    assert sheet["A4"].comment.text == "老張：這家要先打電話"
    assert sheet["A4"].fill.fgColor.rgb == "FFFDE2E1"
    assert sheet["C3"].comment is not None


@pytest.mark.parametrize(
    ("drawing", "noted"),
    [
        pytest.param(
            b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="o" xmlns:x="x">'
            b'<v:shape id="_x0000_s2049"><br></v:shape></xml>',
            True,
            id="malformed, shared with a control",
        ),
        pytest.param(b"\x00\x01 no drawing", False, id="no end: red only"),
    ],
)
def test_drawings_of_others_are_appended_to(
    held: Parts, tmp_path: Path, repack: Repack, drawing: bytes, *, noted: bool
) -> None:
    held["xl/drawings/vmlDrawing1.vml"] = drawing
    source, target = repack(tmp_path / "t.xlsx", held), tmp_path / "x.xlsx"
    mark_workbook(source, target, MARKS, (), {})
    with zipfile.ZipFile(target) as package:
        after = package.read("xl/drawings/vmlDrawing1.vml")
    assert (b'"_x0000_s2050"' in after) is noted
    assert after.startswith(drawing.removesuffix(b"</xml>"))
    sheet = openpyxl.load_workbook(target)[SHEET]
    assert (sheet["C3"].comment is not None) is noted
    assert sheet["C3"].fill.fgColor.rgb == "FFFDE2E1"


def test_macros_stay(held: Parts, tmp_path: Path, parts: PartsOf, repack: Repack) -> None:
    held["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 macro"
    held["xl/_rels/workbook.xml.rels"] = held["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>',
    )
    source, target = repack(tmp_path / "t.xlsm", held), tmp_path / "x.xlsm"
    mark_workbook(source, target, MARKS, [SheetSpec("回執", [["x"]], code_name="ToolkitReceipt")], {})
    after = parts(target)
    assert after["xl/vbaProject.bin"] == held["xl/vbaProject.bin"]
    assert not any(b"ToolkitReceipt" in content for content in after.values())


def _strict(held: Parts) -> None:
    for name in ("_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        held[name] = held[name].replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006",
            b"http://purl.oclc.org/ooxml/officeDocument",
        )


def _signed(held: Parts) -> None:
    held["_rels/.rels"] = held["_rels/.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
        b'digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>',
    )


def _backslashes(held: Parts) -> None:
    held["xl\\extra.xml"] = b"<x/>"


def _twice(held: Parts) -> None:
    held["XL/Workbook.xml"] = b"<x/>"


def _without_workbook(held: Parts) -> None:
    del held["xl/workbook.xml"]


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (_strict, "strict"),
        (_signed, "signed"),
        (_backslashes, "names"),
        (_twice, "names"),
        (_without_workbook, "damaged"),
    ],
)
def test_refuses_what_is_not_safe_to_patch(
    held: Parts, tmp_path: Path, repack: Repack, damage: Callable[[Parts], None], reason: str
) -> None:
    damage(held)
    source, target = repack(tmp_path / "t.xlsx", held), tmp_path / "x.xlsx"
    with pytest.raises(NotPatchable) as refused:
        mark_workbook(source, target, MARKS, FRONT, {})
    assert refused.value.reason == reason
    assert not target.exists()


def test_refuses_what_is_no_zip(tmp_path: Path) -> None:
    source = tmp_path / "x.xlsx"
    source.write_bytes(b"PK\x03\x04 but no more")
    with pytest.raises(NotPatchable):
        mark_workbook(source, tmp_path / "y.xlsx", (), (), {})


def test_dates_follow_the_workbooks_epoch(held: Parts, tmp_path: Path, repack: Repack) -> None:
    from datetime import date

    held["xl/workbook.xml"] = held["xl/workbook.xml"].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    source, target = repack(tmp_path / "t.xlsx", held), tmp_path / "x.xlsx"
    mark_workbook(source, target, (), [SheetSpec("回執", [[date(2026, 11, 24)]])], {})
    assert openpyxl.load_workbook(target)["回執"]["A1"].value.date() == date(2026, 11, 24)


def test_a_workbook_without_styles_gets_them(held: Parts, tmp_path: Path, repack: Repack) -> None:
    del held["xl/styles.xml"]
    held["xl/_rels/workbook.xml.rels"] = re.sub(
        rb'<Relationship [^>]*relationships/styles"[^>]*/>', b"", held["xl/_rels/workbook.xml.rels"]
    )
    held["[Content_Types].xml"] = re.sub(rb"<Override [^>]*styles[^>]*/>", b"", held["[Content_Types].xml"])
    source, target = repack(tmp_path / "t.xlsx", held), tmp_path / "x.xlsx"
    mark_workbook(source, target, MARKS, FRONT, {})
    sheet = openpyxl.load_workbook(target)[SHEET]
    assert sheet["C3"].fill.fgColor.rgb == "FFFDE2E1"
    assert sheet["C4"].fill.fill_type is None


def test_members_are_stored_once_and_whole(marked: Path) -> None:
    with zipfile.ZipFile(marked) as package:
        assert package.testzip() is None
        names = package.namelist()
    assert len(names) == len(set(names))


def test_hidden_sheets_never_open(tmp_path: Path, rich: Path) -> None:
    target = tmp_path / "x.xlsx"
    front = [SheetSpec("回執", [["x"]]), SheetSpec("暗", [["y"]], visibility=Visibility.VERY_HIDDEN)]
    mark_workbook(rich, target, (), front, {})
    book = openpyxl.load_workbook(target)
    assert book.active.title == "回執"
    assert book["暗"].sheet_state == "veryHidden"


def test_the_pointer_to_notes_stands_before_the_table(rich: Path, tmp_path: Path, parts: PartsOf) -> None:
    target = tmp_path / "x.xlsx"
    mark_workbook(rich, target, [CellMark("說明", 2, 1, Severity.ERROR, "空白。")], (), {})
    root = etree.fromstring(parts(target)["xl/worksheets/sheet2.xml"])
    names = [etree.QName(each).localname for each in root]
    assert names[-2:] == ["legacyDrawing", "tableParts"]
    assert openpyxl.load_workbook(target)["說明"]["A2"].comment.text == "空白。"


def test_a_refusal_crosses_the_border_of_a_process() -> None:
    refused = pickle.loads(pickle.dumps(NotPatchable("signed")))
    assert (refused.reason, refused.code) == ("signed", "receipt.not_patchable")
