"""A dropped Word template comes back checked; what is no template is refused as before."""

import io
import re
import zipfile

import docx
import openpyxl
import pytest

from toolkit.documents.compile.template import compile_template
from toolkit.errors import Unreadable
from toolkit.jobs.intake.examine import refusal
from toolkit.messages.catalogue import sentence
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


def tables(content: bytes) -> list[list[list[str]]]:
    found = docx.Document(io.BytesIO(content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


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
        *("公司介紹函【標註】.docx", "公司介紹函【欄位表】.docx", "公司介紹函【範本·待改2】.xlsx"),
    ]
    marked = docx.Document(io.BytesIO(found["公司介紹函【標註】.docx"]))
    assert len(list(marked.comments)) == 2
    assert text(found["公司介紹函【已改】.docx"]) == ["致 {{ 客戶名稱 }}：", "{{ 客戶名字 }}"]
    assert text(found["公司介紹函【一般樣本】.docx"])[0] == "致 〔客戶名稱〕："
    assert compile_template(found["公司介紹函【已改】.docx"], terms=all_terms())
    asked, *available = tables(found["公司介紹函【欄位表】.docx"])
    assert [row[:3] + row[4:] for row in asked] == [
        ["範本裏寫的", "認得嗎", "欄位", "用在哪裏"],
        ["客戶名稱", "認得", "客戶名稱\ncustomer_name", "第1段"],
        ["客戶名字", "不認得；最像「客戶名稱」", "客戶名字", "第2段"],
    ]
    assert "{{ 客戶名稱 }}" in [row[0] for table in available for row in table]
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
        *("通知【一般樣本】.docx", "通知【極端樣本】.docx", "通知【欄位表】.docx", "通知【範本·可用】.xlsx")
    ]
    assert [name for name in found if name.startswith("信") and name.endswith(".docx")] == []
    assert "壞【標註】.docx" in found


def test_a_template_of_nobodys_is_told_what_it_asks_for_in_loops_too(office, word):
    parts = (
        "{% for 行 in 優先客戶 %}{{ 行.建築面積 }}{{ 行.面積大小 }}{% endfor %}",
        "{{ 客戶名稱|upper }} {{ 沒有這個 }}",
    )
    office.drop(word("自訂.docx", *parts, "{% if 客戶名稱 %}有{% endif %}"))
    office.run()
    (asked,) = tables(files(office)["自訂【欄位表】.docx"])
    assert [(row[0], row[1], row[4]) for row in asked[1:]] == [
        ("優先客戶", "認得", "第1段"),
        ("行.建築面積", "認得", "第1段"),
        ("行.面積大小", "不認得；最像「建築面積」", "第1段"),
        ("客戶名稱", "認得", "第2段\n第3段"),
        ("沒有這個", "不認得", "第2段"),
    ]


def test_a_document_with_macros_is_told_what_that_is_and_what_to_do(office, word):
    plain = word("範本.docx", "{{ 客戶名稱 }}")
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(plain.with_suffix(".docm"), "w") as new:
        for name in old.namelist():
            kind = (b"openxmlformats-officedocument.wordprocessingml.document", b"ms-word.document.macroEnabled")
            new.writestr(name, old.read(name).replace(*kind) if name == "[Content_Types].xml" else old.read(name))
    office.drop(plain.with_suffix(".docm"))
    (taken,) = office.run()
    told = "\n".join(receipt_text(content) for name, content in files(office).items() if name.endswith(".xlsx"))
    assert taken.submission.state.value == "returned"
    assert "帶宏的 Word 文件（.docm）" in told
    assert "另存新檔" in told


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("file.damaged", "請用 Word 打開並修復"),
        ("file.encrypted", "請在 Word 的"),
        ("file.too_big", "請在 Word 裏壓縮圖片"),
        ("file.bomb", "請在 Word 裏壓縮圖片"),
        ("file.too_slow", "請核對有沒有迴圈套迴圈"),
        ("file.crashed", "請用 Word 打開它"),
    ],
)
def test_a_word_document_that_cannot_be_read_gets_advice_for_word(code, words):
    finding = refusal(Unreadable(code, seconds=30), "範本.DOCX")
    for language in ("zh-Hant", "zh-Hans", "en"):
        assert not re.search("xlsx|Excel|活頁簿|活页簿|workbook", sentence(finding, language))
    assert words in sentence(finding, "zh-Hant")
    assert refusal(Unreadable(code), "客戶.xlsx").code.code == code


def test_a_damaged_template_goes_back_with_advice_for_word(office, word):
    path = word("壞.docx", "{{ 客戶名稱 }}")
    source = path.read_bytes()
    at = source.find(b"word/document.xml") + 60
    path.write_bytes(source[:at] + b"x" * 20 + source[at + 20 :])
    office.drop(path)
    (taken,) = office.run()
    assert taken.submission.state.value == "returned"
    (told,) = [receipt_text(content) for name, content in files(office).items() if name.startswith("壞")]
    assert "這份 Word 文件的內部結構有損壞" in told
    assert "xlsx" not in told
