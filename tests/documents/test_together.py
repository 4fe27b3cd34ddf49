"""Tables of a long document: the last row never alone on a page, the lead-in never parted from its table."""

import io

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement

from toolkit.documents.together import kept_together


def _table(document: Document, rows: int, text: str = "短") -> None:
    table = document.add_table(rows + 1, 2)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        for cell in row.cells:
            cell.text = text


def _kept(document: Document) -> Document:
    out = io.BytesIO()
    document.save(out)
    return docx.Document(io.BytesIO(kept_together(out.getvalue())))


def _tied(document: Document) -> list[bool]:
    rows = document.tables[0].rows
    return [all(p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs) for row in rows]


@pytest.mark.parametrize(
    ("rows", "text", "tied"),
    [
        (5, "短", [False, True, False, False, True, False]),
        (3, "短", [False, True, True, False]),
        (2, "短", [False, False, False]),
        (5, "長" * 81, [False] * 6),
        (5, "l" * 81, [False, True, False, False, True, False]),
    ],
)
def test_first_and_last_rows_do_not_stand_alone(rows: int, text: str, tied: list[bool]) -> None:
    document = docx.Document()
    _table(document, rows, text)
    assert _tied(_kept(document)) == tied


@pytest.mark.parametrize(
    ("style", "text", "kept"),
    [("Normal", "引言一句。", True), ("Normal", "長" * 261, None), ("Caption", "圖 1", None), ("Normal", "", None)],
)
def test_a_lead_in_goes_with_its_table(style: str, text: str, *, kept: bool | None) -> None:
    document = docx.Document()
    document.add_paragraph(text, style)
    document.add_paragraph("表 1", "Caption")
    _table(document, 3)
    assert _kept(document).paragraphs[0].paragraph_format.keep_with_next is kept


def test_what_needs_no_tie_stays_as_it_was() -> None:
    document = docx.Document()
    document.add_paragraph("一句。")
    document.add_table(4, 2)
    assert not any(p.paragraph_format.keep_with_next for p in _kept(document).paragraphs)
    assert _tied(_kept(document)) == [False] * 4


@pytest.mark.parametrize(("after", "tied"), [([""], True), (["結語"], False), (["", ""], False), ([], False)])
def test_the_last_row_goes_with_the_paragraph_that_ends_the_document(after: list[str], *, tied: bool) -> None:
    document = docx.Document()
    _table(document, 5)
    for text in after:
        document.add_paragraph(text)
    assert _tied(_kept(document)) == [False, True, False, False, True, tied]
