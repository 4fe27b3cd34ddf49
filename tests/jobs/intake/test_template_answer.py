"""A dropped Word template comes back checked; what is no template is refused as before."""

import io

import docx
import openpyxl
import pytest

from toolkit.documents.compile.template import compile_template
from toolkit.stages.templates import all_terms


@pytest.fixture
def word(tmp_path):
    def write(name: str, *paragraphs: str):
        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        document.save(str(tmp_path / name))
        return tmp_path / name

    return write


def files(office) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in office.outbox.rglob("*") if one.suffix in (".docx", ".xlsx")}


def text(content: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]


def receipt_text(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def test_a_template_with_slips_comes_back_marked_mended_and_filled(office, word):
    office.drop(word("公司介紹函.docx", "致 ｛｛ 客戶名稱 ｝｝：", "{{ 客戶名字 }}"))
    (taken,) = office.run()
    found = files(office)
    assert taken.submission.state.value == "done"
    assert sorted(found) == [
        *("公司介紹函【一般樣本】.docx", "公司介紹函【已改】.docx", "公司介紹函【極端樣本】.docx"),
        *("公司介紹函【標註】.docx", "公司介紹函【範本·待改2】.xlsx"),
    ]
    marked = docx.Document(io.BytesIO(found["公司介紹函【標註】.docx"]))
    assert len(list(marked.comments)) == 2
    assert text(found["公司介紹函【已改】.docx"]) == ["致 {{ 客戶名稱 }}：", "{{ 客戶名字 }}"]
    assert text(found["公司介紹函【一般樣本】.docx"])[0] == "致 〔客戶名稱〕："
    assert compile_template(found["公司介紹函【已改】.docx"], terms=all_terms())
    told = receipt_text(found["公司介紹函【範本·待改2】.xlsx"])
    assert "第2段的「客戶名字」不是這份範本的欄位" in told
    assert "公司介紹函【標註】" in told


def test_sound_templates_attacks_and_plain_letters(office, word):
    office.drop(word("通知.docx", "致 {{ 客戶名稱 }}：{{ 公司名稱 }}"))
    office.drop(word("信.docx", "一封普通的信，{只有一層} 100％"))
    attack = ("{{ ''.__class__.__mro__ }}", "{{ '%0200000000d' % 1 }}", "{% for a in range(9) %}x{% endfor %}")
    office.drop(word("壞.docx", *attack))
    states = {one.submission.name: one.submission.state.value for one in office.run()}
    found = files(office)
    assert states == {"通知.docx": "done", "信.docx": "returned", "壞.docx": "done"}
    assert sorted(name for name in found if name.startswith("通知")) == [
        *("通知【一般樣本】.docx", "通知【極端樣本】.docx", "通知【範本·可用】.xlsx")
    ]
    assert [name for name in found if name.startswith("信") and name.endswith(".docx")] == []
    assert "壞【標註】.docx" in found
