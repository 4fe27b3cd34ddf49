"""What is void says so across every page; its text stays as it was."""

import io
import zipfile
from typing import Any

import pytest
from docx import Document

from toolkit.documents.void import void_copy


def _made(*, header: str = "", title_page: bool = False, sections: int = 1) -> bytes:
    made = Document()
    made.add_paragraph("合同正文")
    for _ in range(sections - 1):
        made.add_section()
    made.sections[0].different_first_page_header_footer = title_page
    if header:
        made.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _headers(docx: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return [package.read(name).decode() for name in package.namelist() if name.startswith("word/header")]


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({}, 1),
        ({"header": "乙方公司"}, 1),
        ({"title_page": True}, 2),
        ({"title_page": True, "sections": 3}, 2),
    ],
)
def test_every_page_is_marked(given: dict[str, Any], count: int) -> None:
    marked = void_copy(_made(**given), "作廢")
    headers = _headers(marked)
    assert [one.count('string="作廢"') for one in headers] == [1] * count
    assert given.get("header", "") in "".join(headers)
    assert Document(io.BytesIO(marked)).paragraphs[0].text == "合同正文"


def test_the_mark_takes_the_place_of_the_draft_stamp() -> None:
    twice = void_copy(void_copy(_made(header="乙方公司"), "草稿"), "作廢")
    assert ["草稿" in one for one in _headers(twice)] == [False]
    assert _headers(twice)[0].count("PowerPlusWaterMarkObject") == 1
