import zipfile
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from toolkit.errors import Unreadable
from toolkit.forms.table import Range
from toolkit.sheets.read.workbook import read_workbook

SPACES = (
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def ods(path: Path, table: str, *, mimetype: bool = True, start: str = "") -> Path:
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as target:
        if mimetype:
            target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("META-INF/manifest.xml", "<m>application/vnd.oasis.opendocument.spreadsheet</m>")
        target.writestr("content.xml", f"{start}<{CONTENT} {SPACES}>{body}</{CONTENT}>")
    return path


def text(words: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{words}</text:p></table:table-cell>'


SPANNED = 'table:number-columns-spanned="3"'
REPEATED = 'table:number-columns-repeated="1024"'
CONTENT = "office:document-content"
TABLE = (
    '<table:table table:name="名單">'
    '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    '<table:table-column-group table:display="false"><table:table-column table:visibility="collapse"/>'
    "</table:table-column-group>"
    f"<table:table-row>{text('甲')}{text('乙')}"
    '<table:table-cell office:value-type="percentage" office:value="0.8"><text:p>80%</text:p>'
    "</table:table-cell>"
    '<table:table-cell office:value-type="date" office:date-value="2026-01-05"><text:p>x</text:p>'
    "</table:table-cell>"
    '<table:table-cell office:value-type="date" office:date-value="2026-01-05T00:00:00"/>'
    '<table:table-cell office:value-type="time" office:time-value="PT30H00M00S"><text:p>30:00</text:p>'
    "</table:table-cell>"
    '<table:table-cell office:value-type="time" office:time-value="PT09H30M00S"/>'
    '<table:table-cell office:value-type="currency" office:currency="CNY" office:value="12"/>'
    "</table:table-row>"
    '<table:table-row table:visibility="filter" table:number-rows-repeated="2">'
    '<table:table-cell/><table:table-cell table:formula="of:=SUM([.A1])"/></table:table-row>'
    '<table:table-row><table:table-cell table:formula="of:=1/0" office:value-type="string" '
    'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    '<table:table-cell table:formula="of:=NA()" office:value-type="float" office:value="0">'
    "<text:p>#N/A</text:p>"
    "</table:table-cell></table:table-row>"
    f"<table:table-row>{text('合計', SPANNED)}"
    '<table:covered-table-cell table:number-columns-repeated="2"/>'
    "<table:table-cell><office:annotation><dc:creator>我</dc:creator><text:p>問過</text:p><text:p>了</text:p>"
    "</office:annotation></table:table-cell></table:table-row>"
    '<table:table-row table:number-rows-repeated="1048570">'
    '<table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row></table:table>"
)


FULL = (
    '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">'
    f"{text('甲', REPEATED)}</table:table-row></table:table>"
)


def test_an_ods_workbook_whole(tmp_path: Path):
    book = read_workbook(ods(tmp_path / "a.ods", TABLE))
    assert (book.kind, book.patchable, book.unpatchable_reason) == ("ods", False, "fresh.format")
    sheet = book.sheets[0]
    day = date(2026, 1, 5)
    assert list(sheet.rows[0]) == ["甲", "乙", 0.8, day, day, timedelta(hours=30), time(9, 30), 12.0]
    assert sheet.formats == {(1, 3): "0%", (1, 6): "[h]:mm:ss", (1, 8): '"CNY"#,##0.00'}
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2, 3}, {2, 3})
    assert sheet.errors == {(4, 1): "#DIV/0!", (4, 2): "#N/A"}
    assert sheet.cell(4, 2).value is None
    assert sheet.uncalculated == {(2, 2)}
    assert sheet.merged == (Range(5, 1, 5, 3),)
    assert sheet.comments == {(5, 4): "問過\n了"}
    assert len(sheet.rows) == 5


@pytest.mark.parametrize("mimetype", [True, False])
def test_blanks_between_cells_and_a_missing_mimetype_do_no_harm(tmp_path: Path, mimetype):
    row = f"<table:table-row>\n  {text('甲')}\n </table:table-row>"
    table = f'<table:table table:name="a">\n {row}\n</table:table>'
    sheet = read_workbook(ods(tmp_path / "a.ods", table, mimetype=mimetype)).sheets[0]
    assert [list(row) for row in sheet.rows] == [["甲"]]


@pytest.mark.parametrize(
    ("table", "start", "code"),
    [
        (TABLE.replace("</table:table>", ""), "", "file.damaged"),
        (TABLE, "<!DOCTYPE x [<!ENTITY a 'b'>]>", "file.unsafe"),
        (
            FULL,
            "",
            "file.spread_out",
        ),
    ],
)
def test_damaged_and_dangerous_content_is_refused(tmp_path: Path, table, start, code):
    with pytest.raises(Unreadable) as refused:
        read_workbook(ods(tmp_path / "a.ods", table, start=start))
    assert refused.value.code == code
