"""Contents, outline, chapters, even columns, Simplified editions: what the handbook needs of a document."""

import io
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from toolkit.documents.chapters import paragraphs
from toolkit.documents.contents import MARK, chinese, headings, with_contents
from toolkit.documents.edition import simplified_document
from toolkit.documents.even import EVEN, evened
from toolkit.documents.outline import Entry, outline
from toolkit.documents.pdf import to_pdf
from toolkit.errors import RenderError
from toolkit.messages.catalogue import error_sentence


def part(document: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(document)).read(name).decode()


@pytest.fixture
def document() -> bytes:
    made = docx.Document()
    made.add_paragraph(MARK)
    for level, text in ((1, "目的"), (2, "範圍"), (2, "原則"), (3, "細項"), (1, "職責"), (2, "角色")):
        made.add_heading(text, level)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_headings_of_two_levels(document: bytes) -> None:
    assert [(one.level, one.text) for one in headings(document)] == [
        (1, "目的"),
        (2, "範圍"),
        (2, "原則"),
        (1, "職責"),
        (2, "角色"),
    ]


def test_entries_carry_their_pages_and_lead_to_their_headings(document: bytes) -> None:
    made = with_contents(document, [3, 3, 4, 9, 10])
    text = [one.text for one in docx.Document(io.BytesIO(made)).paragraphs][:5]
    assert text == ["目的\t3", "範圍\t3", "原則\t4", "職責\t9", "角色\t10"]
    xml = part(made)
    assert MARK not in xml
    assert [xml.count(f'w:name="_Toc7{at:05d}"') for at in range(5)] == [1] * 5
    assert xml.count('w:fldCharType="begin"') == xml.count('w:fldCharType="end"') == 6
    assert "updateFields" not in part(made, "word/settings.xml")


def test_without_pages_word_is_asked_to_renew(document: bytes) -> None:
    assert "updateFields" in part(with_contents(document), "word/settings.xml")


def test_a_simplified_template_has_its_contents_too(document: bytes) -> None:
    simplified = simplified_document(document, lambda text: text.replace("錄", "录"), ())
    assert "⟦目录⟧" in part(simplified)
    text = [one.text for one in docx.Document(io.BytesIO(with_contents(simplified, [3, 3, 4, 9, 10]))).paragraphs]
    assert text[0] == "目的\t3"
    assert not any("⟦" in one for one in text)


def test_a_document_without_the_mark_is_refused(document: bytes) -> None:
    with pytest.raises(RenderError) as refused:
        with_contents(with_contents(document, [1] * 5), [1] * 5)
    assert MARK in error_sentence(refused.value, "zh-Hant")


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (35, "三十五")]
)
def test_chinese_numbers(number: int, said: str) -> None:
    assert chinese(number) == said


PDF = (
    b"%PDF-1.6\n1 0 obj\n<</Type/Pages/Kids[4 0 R 5 0 R]/Count 2>>\nendobj\n"
    b"4 0 obj\n<</Type/Page/Parent 1 0 R>>\nendobj\n5 0 obj\n<</Type/Page/Parent 1 0 R>>\nendobj\n"
    b"6 0 obj\n<</First 7 0 R/Last 7 0 R>>\nendobj\n"
    b"7 0 obj\n<</Title<FEFF76EE7684>/Dest[4 0 R/XYZ 0 0 0]/First 8 0 R>>\nendobj\n"
    b"9 0 obj\n<</Type/Catalog/Pages 1 0 R/Outlines 6 0 R>>\nendobj\n"
    b"8 0 obj\n<</Title<FEFF7BC4570D>/Dest[5 0 R/XYZ 0 0 0]/Parent 7 0 R>>\nendobj\n"
)


def test_the_outline_of_a_pdf() -> None:
    assert outline(PDF) == (Entry(1, "目的", 1), Entry(2, "範圍", 2))
    assert outline(b"%PDF-1.6 nothing to see") == ()


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_pages_of_a_real_layout(document: bytes, tmp_path: Path) -> None:
    made = docx.Document(io.BytesIO(document))
    made.paragraphs[4].paragraph_format.page_break_before = True
    made.save(str(tmp_path / "a.docx"))
    (pdf,) = to_pdf([tmp_path / "a.docx"], tmp_path / "pdf")
    assert [(one.level, one.title, one.page) for one in outline(pdf.read_bytes()) if one.level <= 2] == [
        (1, "目的", 1), (2, "範圍", 1), (2, "原則", 1), (1, "職責", 2), (2, "角色", 2),
    ]  # fmt: skip


def test_prose_is_read_as_paragraphs() -> None:
    told = paragraphs("# 章名\n\n## 小節\n\n一段**重點**文字\n接下行。\n\n- 甲\n- 乙\n\n> 要點\n")
    assert told == (
        ("sub", "小節"),
        ("lead", "一段重點文字 接下行。"),
        ("bullet", "甲"),
        ("bullet", "乙"),
        ("callout", "要點"),
    )


def test_what_leads_in_a_list_is_known_as_such() -> None:
    told = paragraphs("# 章名\n\n一段。\n\n可用下列渠道：\n\n- 甲\n\n又一段。\n")
    assert [kind for kind, _ in told] == ["prose", "lead", "bullet", "prose"]


def test_columns_share_what_the_first_leaves() -> None:
    made = docx.Document()
    table = made.add_table(1, 4)
    mark = OxmlElement("w:tblDescription")
    mark.set(qn("w:val"), f"{EVEN}1000")
    table._tbl.tblPr.append(mark)
    table._tbl.tblPr.find(qn("w:tblW")).set(qn("w:w"), "4000")
    out = io.BytesIO()
    made.save(out)
    after = docx.Document(io.BytesIO(evened(out.getvalue()))).tables[0]
    assert [column.get(qn("w:w")) for column in after._tbl.tblGrid] == ["1000", "1000", "1000", "1000"]


def test_a_simplified_edition_keeps_what_was_named() -> None:
    made = docx.Document()
    made.add_paragraph("禾嶼物業的招商工作")
    out = io.BytesIO()
    made.save(out)
    simplified = simplified_document(
        out.getvalue(), lambda text: text.replace("業", "业").replace("嶼", "屿"), ["禾嶼物業"]
    )
    assert docx.Document(io.BytesIO(simplified)).paragraphs[0].text == "禾嶼物業的招商工作"
    plain = simplified_document(out.getvalue(), lambda text: text.replace("業", "业").replace("嶼", "屿"))
    assert docx.Document(io.BytesIO(plain)).paragraphs[0].text == "禾屿物业的招商工作"


def _index(*marks: str) -> bytes:
    made = docx.Document()
    made.add_paragraph(MARK)
    for title in ("表甲", "表乙", "階段"):
        made.add_heading(title, level=1)
    for text in marks:
        made.add_paragraph().add_run(text).bold = True
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _lines(document: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(document)).paragraphs][-2:]


def test_an_index_refers_to_the_pages_of_headings() -> None:
    source = _index("見 ⟦p:表乙⟧ ⟦p:階段⟧", "⟦p:表甲⟧ ⟦p:表乙⟧ ⟦p:沒有的⟧")
    made = with_contents(source, [3, 17, 21])
    assert _lines(made) == ["見 17 21", "3 17"]
    assert part(made, "word/document.xml").count("PAGEREF _Toc700001 ") == 3  # contents and twice in the index
    bold = docx.Document(io.BytesIO(made)).paragraphs[-1].runs
    assert {one.bold for one in bold} == {True}


def test_headings_of_one_page_are_referred_to_once() -> None:
    assert _lines(with_contents(_index("⟦p:表甲⟧ ⟦p:階段⟧", "⟦p:沒有的⟧"), [5, 6, 5])) == ["5", ""]
    assert "⟦" not in "".join(_lines(with_contents(_index("⟦p:表甲⟧", "⟦p:階段⟧"))))
