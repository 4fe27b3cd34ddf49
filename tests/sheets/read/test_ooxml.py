import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from toolkit.errors import Unreadable
from toolkit.forms.table import Range
from toolkit.sheets.read import ooxml
from toolkit.sheets.read.values import Values
from toolkit.sheets.read.workbook import read_workbook

STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture(autouse=True, params=[ooxml.LONG, 0], ids=["in turn", "side by side"])
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long sheet is read beside its scan: nothing may differ."""
    monkeypatch.setattr(ooxml, "LONG", request.param)


def only(path: Path):
    return read_workbook(path).sheets[0]


def refused(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_workbook(path)
    return caught.value


def text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def test_an_ordinary_workbook_whole(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名單"
    sheet.append(["客戶名稱", "電話", "日期", "佔比", "公式"])
    sheet.append(["大華", 13800138000, date(2026, 1, 5), 0.8, "=B2*2"])
    sheet.append(["NA", "007", datetime(2026, 1, 5, 9, 30), "80%", True])  # noqa: DTZ001
    sheet["D2"].number_format = "0%"
    sheet["A2"].comment = Comment("問過了", "我")
    sheet.merge_cells("A5:C5")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("隱").sheet_state = "hidden"
    book.create_sheet("深").sheet_state = "veryHidden"
    book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name="toolkit-receipt", value="S-1"))
    path = tmp_path / "a.xlsx"
    book.save(path)

    found = read_workbook(path)
    assert (found.kind, found.patchable, found.unpatchable_reason) == ("xlsx", True, "")
    assert found.properties == {"toolkit-receipt": "S-1"}
    assert [(one.name, one.visible) for one in found.sheets] == [("名單", True), ("隱", False), ("深", False)]
    first = found.sheets[0]
    assert list(first.rows[1][:4]) == ["大華", 13800138000.0, date(2026, 1, 5), 0.8]
    assert list(first.rows[2]) == ["NA", "007", datetime(2026, 1, 5, 9, 30), "80%", True]  # noqa: DTZ001
    assert first.formats == {(2, 4): "0%"}
    assert first.uncalculated == {(2, 5)}
    assert first.comments == {(2, 1): "問過了"}
    assert first.merged == (Range(5, 1, 5, 3),)
    assert (first.hidden_rows, first.hidden_columns) == ({3}, {2})


def test_texts_rich_phonetic_inline_and_numbers(build):
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
        f'{text("D1", " 甲 ")}<c r="E1" t="inlineStr"><is><r><t>乙</t></r><r><t>丙</t></r></is></c>'
        '<c r="F1"><v>1</v></c><c r="G1" t="b"><v>1</v></c><c r="H1" t="str"><f>A1</f><v>字</v></c></row>'
    )
    shared = (
        "<t>普通</t>",
        "<r><t>粗</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 細</t></r>",
        "<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh>",
    )
    assert list(only(build(rows, shared=shared)).rows[0]) == [
        *("普通", "粗 細", "東京", " 甲 ", "乙丙", 1.0, True, "字"),
    ]


def test_number_formats_that_change_the_meaning(build):
    rows = (
        '<row r="1"><c r="A1" s="1"><v>0.8</v></c>'
        '<c r="B1" s="2"><v>46000</v></c><c r="C1" s="3"><v>46000</v></c>'
        '<c r="D1" s="4"><v>12</v></c><c r="E1" s="5"><v>46000</v></c><c r="F1" s="3"/>'
        '<c r="G1" s="1" t="inlineStr"><is><t>八成</t></is></c></row>'
    )
    sheet = only(build(rows))
    day = date(2025, 12, 9)
    assert list(sheet.rows[0]) == [0.8, day, day, 12.0, day, "", "八成"]
    assert sheet.formats == {(1, 1): "0%", (1, 3): "[$-404]e/m/d", (1, 4): '"¥"#,##0.00'}


@pytest.mark.parametrize("style", [2, 3, 5])
def test_the_epoch_of_1904(build, style):
    path = build(f'<row r="1"><c r="A1" s="{style}"><v>44538</v></c></row>', workbook='<workbookPr date1904="1"/>')
    assert read_workbook(path).epoch_1904
    assert only(path).rows[0][0] == date(2025, 12, 9)


def test_times_and_spans(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append([time(9, 30), timedelta(hours=30), timedelta(minutes=5)])
    book.active["B1"].number_format = "[h]:mm"
    book.save(tmp_path / "a.xlsx")
    sheet = only(tmp_path / "a.xlsx")
    assert list(sheet.rows[0]) == [time(9, 30), timedelta(hours=30), timedelta(minutes=5)]
    assert sheet.formats[1, 2] == "[h]:mm"


@pytest.mark.parametrize("dimension", ["A1", "A1:A1", "B2:ZZ99", "A1:XFD1048576", "1:4", "", "夾"])
def test_a_wrong_dimension_hides_nothing(build, dimension):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="C{n}"><v>9</v></c></row>' for n in range(1, 51))
    sheet = only(build(rows, head=f'<dimension ref="{dimension}"/>'))
    assert len(sheet.rows) == 50
    assert list(sheet.rows[49]) == [50.0, "", 9.0]


def test_cells_without_addresses_stand_in_order(build):
    rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="B4"><v>3</v></c><c><v>4</v></c></row>'
    sheet = only(build(rows))
    assert [list(row) for row in sheet.rows] == [[1, 2, ""], ["", "", ""], ["", "", ""], ["", 3, 4]]


def test_a_cell_that_comes_twice_is_a_finding(build):
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'
    error = refused(build(rows))
    assert (error.code, error.data["cell"]) == ("file.readers_disagree", "A1")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="H1048576"><v>1</v></c></row>',
            "spread_out",
        ),
        ('<row r="1"><c r="A18446744073709551617"><v>1</v></c></row>', "spread_out"),
        ('<row r="18446744073709551617"><c r="A18446744073709551617"><v>1</v></c></row>', "spread_out"),
        ('<row r="4294967297"><c r="A4294967297"><v>1</v></c></row>', "spread_out"),
        ('<row r="1"><c r="AAAA1"><v>1</v></c></row>', "spread_out"),
        ('<row r="0"><c r="A0"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>', "damaged"),
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "damaged"),
    ],
)
def test_impossible_places_are_refused(build, rows, code):
    assert refused(build(rows)).code in {f"file.{code}", "file.damaged"}


def test_far_cells_are_named(build):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="H1048576"><v>1</v></c></row>'
    assert refused(build(rows)).data["cell"] == "H1048576"


def test_styled_but_empty_cells_do_not_spread_a_sheet(build):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576" ht="15"><c r="XFD1048576" s="1"/></row>'
    assert [list(row) for row in only(build(rows)).rows] == [[1.0]]


def test_blank_texts_are_no_disagreement(build):
    rows = f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>{text("C1", "")}</row>'
    assert only(build(rows, shared=("<t></t>", "<t>甲</t>"))).cell(1, 2).value == "甲"


def test_two_readers_that_disagree_are_a_finding(build, monkeypatch):
    path = build(f'<row r="1">{text("A1", "甲")}{text("B1", "乙")}</row>')
    honest = Values.rows

    def forgetful(self, name):
        rows, merged = honest(self, name)
        rows[0][1] = ""
        return rows, merged

    monkeypatch.setattr(Values, "rows", forgetful)
    error = refused(path)
    assert error.code == "file.readers_disagree"
    assert error.data == {"sheet": "名單", "first": 1, "second": 2, "cell": "B1"}


def test_strict_ooxml_is_read_and_not_patched(build):
    path = build(f'<row r="1">{text("A1", "甲")}<c r="B1" t="d" s="2"><v>2026-01-05</v></c></row>')
    strict = path.with_name("strict.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            content = source.read(name).replace(MAIN.encode(), STRICT_MAIN.encode())
            target.writestr(
                name,
                content.replace(
                    b"schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            )
    book = read_workbook(strict)
    assert list(book.sheets[0].rows[0]) == ["甲", date(2026, 1, 5)]
    assert (book.patchable, book.unpatchable_reason) == (False, "fresh.strict")


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ({"_xmlsignatures/sig1.xml": "<a/>"}, "fresh.signed"),
        ({"[Content_Types].xml": "<T a='spreadsheetml.template.main+xml'/>"}, "fresh.template"),
        ({"xl\\media\\a.png": b"x"}, "fresh.unusual"),
    ],
)
def test_what_cannot_be_patched_says_why(build, extra, reason):
    book = read_workbook(build('<row r="1"><c r="A1"><v>1</v></c></row>', extra=extra))
    assert (book.patchable, book.unpatchable_reason) == (False, reason)


@pytest.mark.parametrize(
    "tail",
    ['<mergeCells><mergeCell ref="A:A"/></mergeCells>', '<mergeCells><mergeCell ref="9"/></mergeCells>'],
)
def test_oddities_that_stop_calamine_are_read_from_a_cleaned_copy(build, tail):
    book = read_workbook(build(f'<row r="1">{text("A1", "甲")}<c r="B1" s="3"><v>46000</v></c></row>', tail=tail))
    assert list(book.sheets[0].rows[0]) == ["甲", date(2025, 12, 9)]
    assert book.unpatchable_reason == "fresh.unusual"


def test_rich_text_survives_the_cleaning(build):
    rich = '<is><r><t xml:space="preserve">甲 </t></r><r><rPr><b/></rPr><t>乙</t></r></is>'
    tail = '<mergeCells><mergeCell ref="A:A"/></mergeCells>'
    rows = f'<row r="1"><c t="inlineStr" r="A1">{rich}</c><c r="B1" t="s"><v>0</v></c></row>'
    assert list(only(build(rows, tail=tail, shared=("<t>丙</t>",))).rows[0]) == ["甲 乙", "丙"]


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]
)
def test_a_dtd_in_any_part_is_refused(build, part):
    path = build('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared=("<t>甲</t>",))
    with zipfile.ZipFile(path) as source:
        content = source.read(part)
    bomb = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>" + content
    assert refused(build('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', extra={part: bomb})).code == "file.unsafe"


def test_a_workbook_without_sheets_is_told(build):
    workbook = f'<workbook xmlns="{MAIN}"><sheets></sheets></workbook>'
    assert refused(build("", extra={"xl/workbook.xml": workbook})).code in {"file.no_sheets", "file.damaged"}


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(-1e12, 1e12, allow_nan=False),
    st.dates(date(1901, 1, 1), date(2200, 1, 1)),
    st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=8),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6))
def test_what_was_written_is_read(tmp_path: Path, rows):
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = book.active.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    path = tmp_path / "a.xlsx"
    book.save(path)
    sheet = only(path)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            found = sheet.cell(number, column).value
            if isinstance(value, str) and not value.strip():
                assert found is None or not str(found).strip()
            else:
                assert found == (pytest.approx(value) if isinstance(value, float) else value)
