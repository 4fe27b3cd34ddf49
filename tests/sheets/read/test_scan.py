import pytest

from toolkit.errors import Unreadable
from toolkit.forms.table import Range
from toolkit.sheets.read.normal import CELLS, plain_sheet, rewritten
from toolkit.sheets.read.scan import Extent, column_number, early_extent, last_valued, plain_cells, scan_sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"

ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.5</v></c><c r="C1" s="1"/></row>'
    '<row r="2" hidden="1"><c r="A2" t="e"><v>#REF!</v></c>'
    '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    '<row r="3" ht="0" customHeight="1"><c r="A3"><f>SUM(B1:B9)</f></c><c r="B3"><f>B1</f><v></v></c></row>'
    '<row r="4"><c r="A4" t="str"><f>IF(A1="","")</f><v></v></c><c r="B4"><f t="shared" si="0"/></c></row>'
    '<row r="5" ht="12.5"><c r="A5" s="2"><f>A1&amp;"\'x"</f><v>45000</v></c>'
    '<c r="AB5" t="inlineStr"><is><t>甲</t></is></c></row>'
)
HEAD = '<cols><col min="2" max="3" width="9" hidden="1"/><col min="5" max="5" width="0"/><col min="6" max="6"/>'
HEAD += '<col min="7" max="9" hidden="1" outlineLevel="1"/></cols>'
TAIL = '<mergeCells count="2"><mergeCell ref="A9:C9"/><mergeCell ref="A7:B8"/></mergeCells>'


def sheet(rows: str = ROWS, head: str = HEAD, tail: str = TAIL) -> str:
    return f'<worksheet xmlns="{MAIN}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'


def prefixed(text: str) -> str:
    tags = text.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    return tags.replace("xmlns=", "xmlns:x=")


ODD = {
    "declared": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + sheet(),
    "byte order mark": "\ufeff" + sheet(),
    "single quotes": sheet().replace('"1"', "'1'"),
    "blanks around the sign": sheet().replace('s="1"', 's = "1"').replace('hidden="1"', 'hidden ="1"'),
    "comment": sheet().replace("<sheetData>", '<sheetData><!-- <c r="Z9"><v>1</v></c> -->'),
    "cdata": sheet().replace("<t>甲</t>", "<t><![CDATA[甲</t>]]></t>"),
    "instruction": sheet().replace("<sheetData>", '<?x <c r="Z9"><v>1</v></c> ?><sheetData>'),
    "prefix": prefixed(sheet()),
    "strict": sheet().replace(MAIN, STRICT),
    "other order": sheet().replace('r="A2" t="e"', 't="e" r="A2"'),
    "references in attributes": sheet().replace('r="A2"', 'r="&#65;2"'),
    "foreign elements": sheet().replace("</sheetData>", '</sheetData><o:c xmlns:o="o" r="Z9"><o:v>1</o:v></o:c>'),
    "no addresses": sheet()
    .replace('<c r="A2"', "<c")
    .replace('<c r="B2"', "<c")
    .replace('<row r="3"', "<row")
    .replace('<c r="A1"', "<c"),
    "line breaks": sheet().replace("><", ">\r\n  <").replace('<c r="A1"', '<c\n r="A1"'),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_however_it_is_written_the_scan_says_the_same(text):
    found = scan_sheet(text.encode(), frozenset({1, 2}))
    facts = found.facts
    assert facts.errors == {(2, 1): "#REF!", (2, 2): "#DIV/0!"}
    assert facts.uncalculated == {(3, 1), (3, 2), (4, 2)}
    assert list(facts.styled) == [(1, 2, 1), (5, 1, 2)]
    assert facts.hidden_rows == {2, 3}
    assert facts.hidden_columns == {2, 3, 5}
    assert facts.merged == (Range(7, 1, 8, 2), Range(9, 1, 9, 3))
    assert (found.rows, found.columns) == (5, 28)
    assert found.valued == (8 if "</v>\r\n" in text else 6)
    early = early_extent(text.encode())
    assert early is None or (early.rows, early.columns) == (5, 28)
    assert scan_sheet(text.encode(), frozenset({1, 2}), early) == found


def test_how_far_a_sheet_reaches_is_told_early_where_it_is_written_plainly():
    told = {name for name, text in ODD.items() if early_extent(text.encode()) is not None}
    assert told == {
        "declared",
        "byte order mark",
        "blanks around the sign",
        "instruction",
        "strict",
        "foreign elements",
    }


RICH = (
    '<row r="1"><c t="inlineStr" r="A1"><is><r><rPr><b></b></rPr><t xml:space="preserve">甲 </t></r>'
    "<r><t>乙</t></r><rPh sb='0' eb='1'><t>こう</t></rPh></is></c></row>"
)


def test_rich_text_is_written_anew_without_its_looks_and_readings():
    assert rewritten(sheet(RICH, "", "").encode(), CELLS).decode() == (
        '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><r><t xml:space="preserve">甲 </t></r>'
        "<r><t>乙</t></r></is></c></row></sheetData></worksheet>"
    )
    assert scan_sheet(sheet(RICH).encode(), frozenset()).valued == 1


def test_utf_16_is_read_too():
    text = '<?xml version="1.0" encoding="UTF-16"?>' + sheet()
    assert scan_sheet(text.encode("utf-16"), frozenset()).valued == 6


def test_what_programs_write_passes_untouched():
    xml = ODD["declared"].encode()
    assert plain_sheet(xml) is xml
    assert plain_sheet(rewritten(xml))


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"", "file.damaged"),
        (b"<worksheet><sheetData>", "file.damaged"),
        (sheet().encode() + b"<more/>", "file.damaged"),
        (sheet().encode().replace(b"</c>", b"", 1), "file.damaged"),
        (b"<!DOCTYPE w [<!ENTITY a 'aaaa'>]>" + sheet().encode(), "file.unsafe"),
        (b"<!DOCTYPE w SYSTEM 'file:///etc/passwd'>" + sheet().encode(), "file.unsafe"),
    ],
)
def test_damaged_and_dangerous_xml_is_refused(xml, code):
    with pytest.raises(Unreadable) as refused:
        scan_sheet(xml, frozenset())
    assert refused.value.code == code


def test_an_entity_bomb_is_refused_before_it_grows():
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 100}">' for n in range(12))
    with pytest.raises(Unreadable) as refused:
        scan_sheet(f"<!DOCTYPE w [{bomb}]><worksheet>&e11;</worksheet>".encode(), frozenset())
    assert refused.value.code == "file.unsafe"


def test_the_last_cell_with_a_value_is_not_the_last_with_a_style():
    rows = '<row r="3"><c r="B3"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    found = scan_sheet(sheet(rows).encode(), frozenset())
    assert (found.rows, found.columns) == (1_048_576, 16_384)
    assert last_valued(plain_cells(sheet(rows).encode())) == (3, 2)


@pytest.mark.parametrize(("letters", "number"), [(b"A", 1), (b"Z", 26), (b"AA", 27), (b"XFD", 16_384)])
def test_column_numbers(letters, number):
    assert column_number(letters) == number


def test_a_reader_may_begin_before_the_sheet_is_known_to_be_plain():
    told = []
    assert early_extent(ODD["single quotes"].encode(), told.append) is None
    assert early_extent(ODD["prefix"].encode(), told.append) is None
    assert early_extent(ODD["strict"].encode(), told.append) == Extent(5, 28)
    assert told == [Extent(5, 28)] * 2


@pytest.mark.parametrize("name", ["references in attributes", "no addresses"])
def test_no_reader_begins_on_cells_whose_place_is_not_written_plainly(name):
    def begin(extent):
        raise AssertionError(extent)

    assert early_extent(ODD[name].encode(), begin) is None


def test_no_reader_begins_on_a_sheet_that_brings_a_dtd():
    told = []
    assert early_extent(b"<!DOCTYPE worksheet []>" + sheet().encode(), told.append) is None
    assert told == []


def test_cells_with_a_style_are_looked_for_as_they_are_asked_for():
    cells = b"".join(b'<row r="%d"><c r="A%d" s="1"><v>46000</v></c></row>' % (i, i) for i in range(1, 4))
    styled = scan_sheet(sheet(cells.decode(), "", "").encode(), frozenset({1})).facts.styled
    assert [list(styled), next(iter(styled))] == [[(1, 1, 1), (2, 1, 1), (3, 1, 1)], (1, 1, 1)]
