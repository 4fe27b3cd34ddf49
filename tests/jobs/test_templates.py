"""Check, field lists and previews of the Word templates, in a workspace."""

import io

import docx
import pytest

from toolkit.cli.main import main
from toolkit.errors import UsageError
from toolkit.jobs.templates import as_lines, check_templates, preview, write_fields
from toolkit.messages.catalogue import error_sentence
from toolkit.stages.templates import CONTEXTS


def put(office, name: str, *paragraphs: str):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    file = office.workspace.templates / "word" / f"{name}.docx"
    file.parent.mkdir(parents=True, exist_ok=True)
    document.save(file)
    return file


def text(file) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(file.read_bytes())).paragraphs)


def test_our_own_templates_have_no_slip(office):
    checked = check_templates(office.service, list(CONTEXTS))
    assert as_lines(checked, "zh-Hant") == [f"✓ {one.name}" for one in checked]


def test_slips_get_a_marked_and_a_mended_copy_that_go_once_all_is_well(office):
    put(office, "公司介紹函", "致 ｛｛ 客戶名稱 ｝｝：", "{{ 客戶名字 }}")
    (one,) = check_templates(office.service, ["公司介紹函"])
    assert [(slip.code.code, slip.suggestion) for slip in one.slips] == [
        ("lint.full_width", ""),
        ("lint.unknown_name", "客戶名稱"),
    ]
    assert one.marked == office.outbox / "報表" / "範本檢查" / "公司介紹函【標註】.docx"
    assert len(list(docx.Document(str(one.marked)).comments)) == 2
    assert text(one.mended) == "致 {{ 客戶名稱 }}：\n{{ 客戶名字 }}"
    put(office, "公司介紹函", "致 {{ 客戶名稱 }}：")
    (again,) = check_templates(office.service, ["公司介紹函"])
    assert (again.slips, one.marked.exists(), one.mended.exists()) == ((), False, False)


def test_an_unknown_template_is_refused(office):
    with pytest.raises(UsageError, match=r"template\.unknown"):
        check_templates(office.service, ["沒有"])
    with pytest.raises(UsageError, match=r"template\.unknown"):
        write_fields(office.service, ["沒有"])


def test_the_field_list_names_every_placeholder(office):
    (file,) = write_fields(office.service, ["優先開發名單"])
    tables = docx.Document(str(file)).tables
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    assert ["{{ 公司名稱 }}", "公司名稱／公司全稱", "company_name", "文字", office.service.rules.company.name] in rows
    assert any(row[0] == "{{ 行.建築面積 }}" and row[4] for row in rows)
    assert any(row[0] == "{{ 行.建築面積 }}" and row[3].startswith("數字（可空） ← F1 ") for row in rows)
    assert "{%tr for 行 in 優先客戶 %}" in text(file)


def test_a_path_is_taken_wherever_a_name_is(office, tmp_path, capsys):
    document = docx.Document()
    document.add_paragraph("致 {{ 客戶名稱 }}，{{ 客戶大名 }}")
    file = tmp_path / "自訂信.docx"
    document.save(file)
    (fields,) = write_fields(office.service, [str(file)])
    (table,) = docx.Document(str(fields)).tables
    assert [[cell.text for cell in row.cells][:2] for row in table.rows[1:]] == [
        ["客戶名稱", "認得"],
        ["客戶大名", "不認得；最像「客戶名稱」"],
    ]
    ordinary, extreme = preview(office.service, str(file))
    assert text(ordinary) == "致 〔客戶名稱〕，【缺：客戶大名】"
    assert "極長的內容" in text(extreme)
    own = put(office, "自己的", "{{ 客戶名稱 }}")
    assert [one.name for one in write_fields(office.service, ["自己的"])] == ["自己的・欄位表.docx"]
    assert text(preview(office.service, str(own))[0]) == text(preview(office.service, "自己的")[0]) == "〔客戶名稱〕"
    for command in ("fields", "preview"):
        with pytest.raises(SystemExit) as left:
            main(["--workspace", str(office.workspace.root), "templates", command, str(file)])
        assert left.value.code == 0
    assert "自訂信" in capsys.readouterr().out


def test_another_kind_of_word_file_is_told_apart_from_none(office, tmp_path):
    file = tmp_path / "範本.docm"
    file.write_bytes(b"PK")
    for ask in (lambda: preview(office.service, str(file)), lambda: write_fields(office.service, [str(file)])):
        with pytest.raises(UsageError, match=r"template\.other_word") as refused:
            ask()
        assert "另存為" in error_sentence(refused.value, "zh-Hant")
    with pytest.raises(UsageError, match=r"template\.unknown"):
        preview(office.service, str(tmp_path / "沒有.docx"))


@pytest.mark.parametrize("name", list(CONTEXTS))
def test_every_template_previews_with_ordinary_and_extreme_samples(office, name):
    ordinary, extreme = preview(office.service, name)
    assert docx.Document(str(ordinary)).element.body is not None
    assert ordinary.stat().st_size < extreme.stat().st_size * 2


def test_the_command_exits_1_on_findings_and_0_without(office, capsys):
    put(office, "公司介紹函", "{{ 客戶名字 }}")
    put(office, "別的", "沒有標籤")
    for name, code in (("公司介紹函", 1), ("別的", 0)):
        with pytest.raises(SystemExit) as left:
            main(["--workspace", str(office.workspace.root), "templates", "check", name])
        assert left.value.code == code
    assert "是不是『客戶名稱』" in capsys.readouterr().out
