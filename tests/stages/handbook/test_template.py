"""What the shipped handbook templates keep together: no page ends with an introduction or holds only its end."""

from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "word"


@pytest.mark.parametrize(
    ("name", "gates", "guide", "kind"),
    [
        ("流程手冊.docx", "關卡正文", "程序正文", "段.段落種類"),
        ("Process handbook.docx", "gates_text", "guide_text", "block.block_kind"),
    ],
)
def test_introductions_stay_with_what_they_introduce(name: str, gates: str, guide: str, kind: str) -> None:
    chapter, kept, leads = "", {}, []
    paragraphs = docx.Document(str(TEMPLATES / name)).paragraphs
    for one, after in pairwise(paragraphs):
        chapter = one.text if one.text.startswith("{%p for ") else chapter
        if one.text == "{%p else %}" and after.text in ("{{ 段.段落文字 }}", "{{ block.block_text }}"):
            kept[chapter.split(" in ")[-1].split()[0]] = after.paragraph_format
        if one.text == f"{{%p elif {kind} == 'lead' %}}":
            leads.append(after.paragraph_format.keep_with_next)
    assert (kept[gates].keep_with_next, kept[guide].keep_with_next, kept[guide].keep_together) == (True, True, True)
    assert (len(leads), all(leads)) == (len(kept), True)


@pytest.mark.parametrize("name", ["流程手冊.docx", "Process handbook.docx"])
def test_a_note_above_a_table_stays_with_it(name: str) -> None:
    body = docx.Document(str(TEMPLATES / name)).element.body
    tables = [table.getprevious() for table in body.iter(qn("w:tbl")) if table.getparent() is body]
    notes = [one for one in tables if one.tag == qn("w:p") and one.style == "Note"]
    assert len(notes) >= 3
    assert all(one.pPr.find(qn("w:keepNext")) is not None for one in notes)


@pytest.mark.parametrize(
    ("name", "mark"),
    [("流程手冊.docx", "⟦p:{{ 行.流程階段 }}⟧"), ("Process handbook.docx", "⟦p:{{ row.stage_title }}⟧")],
)
def test_the_guide_opens_with_the_page_of_each_stage(name: str, mark: str) -> None:
    tables = docx.Document(str(TEMPLATES / name)).tables
    assert sum(mark in [cell.text for row in table.rows for cell in row.cells] for table in tables) == 1
