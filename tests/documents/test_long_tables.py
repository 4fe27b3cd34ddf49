"""Tables of thousands of rows are cut for the printer: LibreOffice takes the square of their cells."""

from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from toolkit.documents import pdf
from toolkit.documents.long_tables import MOST_ROWS, copy_to_print


def paper(path: Path, rows: int, *, heading: bool = True, merged: int = -1) -> Path:
    """A document with a table of ``rows`` numbered rows below a heading; row ``merged`` goes on with the one above."""
    document = docx.Document()
    document.add_paragraph("above")
    table = document.add_table(1, 1, style="Table Grid")
    table.cell(0, 0).text = "名"
    first = table.rows[0]._tr
    if heading:
        first.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    text = first.__deepcopy__({})
    for number in range(rows):
        row = text.__deepcopy__({})
        for sign in row.findall(qn("w:trPr")):
            row.remove(sign)
        row.find(f".//{qn('w:t')}").text = str(number)
        if number == merged:
            row.find(f".//{qn('w:tcPr')}").append(OxmlElement("w:vMerge"))
        table._tbl.append(row)
    document.add_paragraph("below")
    document.save(str(path))
    return path


def columns(path: Path) -> list[list[str]]:
    """The texts of the first column of each table."""
    rows = (table._tbl.iterfind(qn("w:tr")) for table in docx.Document(str(path)).tables)
    return [["".join(text.text for text in row.iter(qn("w:t"))) for row in table] for table in rows]


def test_each_part_has_the_heading_and_no_row_is_lost(tmp_path: Path) -> None:
    count = 2 * MOST_ROWS + 40
    assert copy_to_print(paper(tmp_path / "in.docx", count), tmp_path / "out.docx") == count + 1
    parts = columns(tmp_path / "out.docx")
    assert [part[0] for part in parts] == ["名"] * 3
    assert [len(part) - 1 for part in parts] == [MOST_ROWS, MOST_ROWS, 40]
    assert [text for part in parts for text in part[1:]] == [str(number) for number in range(count)]
    texts = [
        (one.text, one.paragraph_format.page_break_before) for one in docx.Document(tmp_path / "out.docx").paragraphs
    ]
    assert texts == [("above", None), ("", True), ("", True), ("below", None)]


def test_a_table_without_a_heading_gets_none(tmp_path: Path) -> None:
    copy_to_print(paper(tmp_path / "in.docx", 2 * MOST_ROWS, heading=False), tmp_path / "out.docx")
    assert [part[0] for part in columns(tmp_path / "out.docx")] == ["名", str(MOST_ROWS - 1), str(2 * MOST_ROWS - 1)]


def test_cells_merged_downwards_stay_together(tmp_path: Path) -> None:
    copy_to_print(paper(tmp_path / "in.docx", 2 * MOST_ROWS + 1, merged=MOST_ROWS), tmp_path / "out.docx")
    assert [part[1] for part in columns(tmp_path / "out.docx")] == ["0", str(MOST_ROWS + 1)]


@pytest.mark.parametrize("rows", [3, 2 * MOST_ROWS - 1])
def test_a_shorter_table_is_copied_as_it_is(tmp_path: Path, rows: int) -> None:
    source = paper(tmp_path / "in.docx", rows)
    assert copy_to_print(source, tmp_path / "out.docx") == rows + 1
    assert (tmp_path / "out.docx").read_bytes() == source.read_bytes()


def test_what_is_no_document_is_copied_as_it_is(tmp_path: Path) -> None:
    source = tmp_path / "in.docx"
    source.write_bytes(b"no document")
    assert copy_to_print(source, tmp_path / "out.docx") == 0
    assert (tmp_path / "out.docx").read_bytes() == b"no document"


def test_a_long_document_has_more_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[list[float]] = []
    monkeypatch.setattr(pdf, "_watch", lambda _process, _work, given: limits.append(given) or len(given))
    monkeypatch.setattr(pdf, "_moved", lambda *_: True)
    long, short = paper(tmp_path / "a.docx", 999), paper(tmp_path / "b.docx", 49)
    pdf.to_pdf([long, short], tmp_path / "out", seconds=10, program="true")
    assert limits == [[10 + 1000 * pdf.ROW_SECONDS, 10 + 50 * pdf.ROW_SECONDS]]
