import pytest

from toolkit.sheets.patch.cells import cut, paint, plain
from toolkit.sheets.patch.container import NotPatchable

_SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(rows: bytes, head: bytes = b"", tail: bytes = b"") -> bytes:
    data = b"<sheetData>" + rows + b"</sheetData>"
    return b"<worksheet " + _SPACE + b">" + head + data + tail + b"</worksheet>"


def painted(content: bytes, *cells: tuple[int, int]) -> bytes:
    paints: dict[int, dict[int, object]] = {}
    for row, column in cells:
        paints.setdefault(row, {})[column] = lambda base: base + 100
    return paint(cut(content), paints).joined()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rows", "cells", "expected"),
    [
        pytest.param(
            b'<row r="1"><c r="A1" s="3" t="s"><v>0</v></c></row>',
            [(1, 1)],
            b'<row r="1"><c r="A1" s="103" t="s"><v>0</v></c></row>',
            id="style replaced",
        ),
        pytest.param(
            b'<row r="1"><c r="A1"><v>0</v></c></row>',
            [(1, 1)],
            b'<row r="1"><c r="A1" s="100"><v>0</v></c></row>',
            id="style added",
        ),
        pytest.param(
            b"<row r='1'><c t='s' r='A1' s='2'/></row>",
            [(1, 1)],
            b"<row r='1'><c t='s' r='A1' s='102'/></row>",
            id="single quotes, any order, self-closing",
        ),
        pytest.param(
            b'<row r="1"><c r="A1" s=""><v>5</v></c></row>',
            [(1, 1)],
            b'<row r="1"><c r="A1" s="100"><v>5</v></c></row>',
            id="empty style",
        ),
        pytest.param(
            b'<row r="2" spans="1:3"><c r="A2"/><c r="C2"/></row>',
            [(2, 2), (2, 5)],
            b'<row r="2" spans="1:5"><c r="A2"/><c r="B2" s="100"/><c r="C2"/><c r="E2" s="100"/></row>',
            id="absent cells between and behind",
        ),
        pytest.param(
            b'<row r="2"><c r="B2"><v>1</v></c></row>',
            [(2, 1)],
            b'<row r="2"><c r="A2" s="100"/><c r="B2"><v>1</v></c></row>',
            id="absent cell in front",
        ),
        pytest.param(
            b'<row r="2" s="7" customFormat="1"/>',
            [(2, 2)],
            b'<row r="2" s="7" customFormat="1"><c r="B2" s="107"/></row>',
            id="empty row gives its style",
        ),
        pytest.param(
            b'<row r="2"><c r="A2"/></row><row r="5"><c r="A5"/></row>',
            [(1, 1), (3, 2), (9, 1)],
            b'<row r="1"><c r="A1" s="100"/></row><row r="2"><c r="A2"/></row>'
            b'<row r="3"><c r="B3" s="100"/></row><row r="5"><c r="A5"/></row>'
            b'<row r="9"><c r="A9" s="100"/></row>',
            id="absent rows before, between, behind",
        ),
        pytest.param(
            b"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
            [(1, 2), (2, 1)],
            b'<row><c><v>1</v></c><c s="100"><v>2</v></c></row><row><c s="100"><v>3</v></c></row>',
            id="rows and cells without numbers",
        ),
        pytest.param(
            b'<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><color/></rPr><t>x</t></r></is></c></row>',
            [(1, 1), (1, 3)],
            b'<row r="1"><c r="A1" t="inlineStr" s="100"><is><r><rPr><color/></rPr><t>x</t></r></is>'
            b'</c><c r="C1" s="100"/></row>',
            id="elements that begin with c",
        ),
    ],
)
def test_paints_cells(rows: bytes, cells: list[tuple[int, int]], expected: bytes) -> None:
    assert painted(sheet(rows), *cells) == sheet(expected)


def test_absent_cell_takes_the_columns_style() -> None:
    head = b'<cols><col min="2" max="3" width="9" style="4"/></cols>'
    assert b'<c r="C1" s="104"/>' in painted(sheet(b'<row r="1"/>', head), (1, 3))


def test_inserting_widens_the_dimension() -> None:
    head = b'<dimension ref="B2:C4"/>'
    rows = b'<row r="2"><c r="B2"/></row>'
    assert b'<dimension ref="A2:D9"/>' in painted(sheet(rows, head), (2, 1), (9, 4))
    assert b'<dimension ref="B2:C4"/>' in painted(sheet(rows, head), (2, 2))


def test_prefixed_sheet_without_rows() -> None:
    content = b'<x:worksheet xmlns:x="urn:x"><x:sheetData/><x:mergeCells/></x:worksheet>'
    expected = (
        b'<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row r="2"><x:c r="B2" s="100"/></x:row></x:sheetData>'
        b"<x:mergeCells/></x:worksheet>"
    )
    assert painted(content, (2, 2)) == expected


def test_cdata_comments_and_other_encodings_are_made_plain_first() -> None:
    rows = b'<row r="1"><!-- <row r="1"> --><c r="A1" t="str"><v><![CDATA[<c r="A1"/>]]></v></c></row>'
    out = painted(sheet(rows), (1, 1))
    assert b"&lt;c r=" in out
    assert b'<c r="A1" t="str" s="100">' in out
    utf16 = '<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData/></worksheet>'.encode("utf-16")
    assert plain(utf16).endswith(b"<worksheet><sheetData/></worksheet>")


@pytest.mark.parametrize(
    "content",
    [
        b"<chartsheet/>",
        b"<worksheet></worksheet>",
        sheet(b'<row r="1"><c r="A1"/>'),
        sheet(b'<row r="1"><c r="A1"/></row><row r="1"><c r="B1"/></row>'),
        b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>',
    ],
)
def test_refuses_what_cannot_be_walked_safely(content: bytes) -> None:
    with pytest.raises(NotPatchable) as refused:
        painted(content, (1, 1), (1, 2))
    assert refused.value.reason == "damaged"
