"""Laying out a workspace in each language: what staff see is in theirs, and an upgrade keeps every edit."""

import hashlib
import json
from pathlib import Path

import docx
import openpyxl
import pytest

from toolkit.jobs.setup import set_up
from toolkit.messages.script import simplified
from toolkit.settings import load


@pytest.mark.parametrize(
    ("language", "blank", "heading", "receipts"),
    [
        ("zh-Hant", "客戶資料表", "* 客戶名稱", "回執"),
        ("zh-Hans", "客户资料表", "* 客户名称", "回执"),
        ("en", "Prospects", "* Customer", "Receipts"),
    ],
)
def test_folders_and_blank_forms_are_in_the_offices_language(
    tmp_path: Path, language: str, blank: str, heading: str, receipts: str
) -> None:
    set_up(tmp_path, language, "CN")
    sheet = openpyxl.load_workbook(tmp_path / f"templates/excel/{blank}.xlsx").worksheets[0]
    assert sheet.cell(3, 2).value == heading
    assert (tmp_path / "outbox" / receipts).is_dir()
    shipped = {"客戶資料表", "客户资料表", "Prospects"} - {blank}
    assert [one for one in shipped if (tmp_path / f"templates/excel/{one}.xlsx").exists()] == []


def test_the_settings_are_explained_in_the_offices_script(tmp_path: Path) -> None:
    set_up(tmp_path, "zh-Hans", "CN")
    text = (tmp_path / "toolkit.toml").read_text(encoding="utf-8")
    assert simplified(text) == text
    assert "磁盘剩余低于此数即暂停收件（MB）" in text
    assert load(tmp_path).language == "zh-Hans"


def test_word_templates_of_a_simplified_office_are_simplified(tmp_path: Path) -> None:
    set_up(tmp_path, "zh-Hans", "CN")
    text = "".join(one.text for one in docx.Document(str(tmp_path / "templates/word/客戶檔案.docx")).paragraphs)
    assert "客户" in text
    assert "客戶" not in text


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
def test_laid_out_again_it_changes_nothing(tmp_path: Path, language: str) -> None:
    first = set_up(tmp_path, language, "CN")
    edited = tmp_path / "templates/word/客戶檔案.docx"
    written = docx.Document(str(edited))
    written.add_paragraph("我們自己加的一句")
    written.save(str(edited))
    before = edited.read_bytes()
    again = set_up(tmp_path, "zh-Hant", "TW")
    assert len(first.written) > 40
    assert (again.written, again.kept) == ((), ())
    assert edited.read_bytes() == before


@pytest.mark.parametrize(
    ("language", "there", "not_there"),
    [
        ("zh-Hant", {"使用說明", "物業服務合同", "物业服务合同", "流程手冊"}, {"使用说明", "How to use", "Role card"}),
        ("zh-Hans", {"使用说明", "物业服务合同", "租赁合同"}, {"使用說明", "物業服務合同", "租賃合同", "How to use"}),
        ("en", {"How to use", "Process handbook", "Role card", "物業服務合同"}, {"使用說明", "使用说明", "流程手冊"}),
    ],
)
def test_only_the_templates_that_an_office_uses_lie_there(
    tmp_path: Path, language: str, there: set[str], not_there: set[str]
) -> None:
    set_up(tmp_path, language, "CN")
    found = {file.stem for file in (tmp_path / "templates/word").glob("*.docx")}
    assert (there - found, not_there & found) == (set(), set())


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
def test_an_upgrade_replaces_a_rule_file_that_the_newer_program_cannot_read(tmp_path: Path, language: str) -> None:
    set_up(tmp_path, language, "CN")
    rates, manifest = tmp_path / "manual/rates.yaml", tmp_path / ".toolkit-owner/shipped.json"
    shipped = rates.read_bytes()
    rates.write_text("as_an_earlier_version_wrote_it: 1\n", encoding="utf-8")
    known = json.loads(manifest.read_text(encoding="utf-8"))
    known["manual/rates.yaml"] = hashlib.sha256(rates.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(known), encoding="utf-8")
    assert set_up(tmp_path, language, "CN").written == ("manual/rates.yaml",)
    assert rates.read_bytes() == shipped
