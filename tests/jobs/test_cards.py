"""Cards tell the mistakes that receipts told; drift is measured on the ledger's own moves."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from toolkit.folders.pages import keep_pages
from toolkit.jobs import handbook
from toolkit.jobs.cards import lay_cards, order_cards, role_cards
from toolkit.jobs.drift import measured_drift, order_drift
from toolkit.jobs.intake.orders import make_promised


def _dropped(office: Any, sheet: Callable[..., Path], prospects: Any) -> None:
    rows = [prospects.row(1), prospects.row(2, 聯繫電話="1380013"), prospects.row(3, 客戶名稱="")]
    office.drop(sheet("名單.xlsx", prospects.headings, rows))
    office.run()


def test_a_card_names_what_was_sent_back_most_often(office: Any, sheet: Callable[..., Path], prospects: Any) -> None:
    _dropped(office, sheet, prospects)
    card = next(one.context for one in role_cards(office.service) if one.name == "崗位卡 招商專員")
    told = [(one["mistake_form"], one["mistake_count"]) for one in card["card_mistakes"]]
    assert told == [("客戶資料表", "1 次"), ("客戶資料表", "1 次")]
    said = "".join(one["mistake"] for one in card["card_mistakes"])
    assert "聯繫電話" in said
    assert "客戶名稱" in said
    assert "1380013" not in said


def test_cards_and_training_sheets_are_laid_in_their_folder_once(office: Any) -> None:
    ordered = order_cards(office.service)
    assert make_promised(office.service) == ordered == 15
    folder = office.outbox / "手冊"
    before = {path.name: path.read_bytes() for path in folder.glob("*.docx")}
    assert len(before) == 15
    for table in docx.Document(str(folder / "訓練題 4 商務談判與合同簽訂.docx")).tables:  # no last row alone on a page
        assert [p.paragraph_format.keep_with_next for p in table.rows[-2].cells[0].paragraphs] == [True]
    order_cards(office.service)
    make_promised(office.service)
    assert {path.name: path.read_bytes() for path in folder.glob("*.docx")} == before


@pytest.mark.parametrize(
    ("language", "card", "sheet"),
    [
        ("zh-Hant", "崗位卡 保險專員", "訓練題 7 績效評估與流程優化"),
        ("zh-Hans", "岗位卡 保险专员", "训练题 7 绩效评估与流程优化"),
        ("en", "Role card 保險專員", "Training sheet 7 Review and improvement"),
    ],
)
def test_cards_of_what_the_process_no_longer_has_go_to_the_older_ones(
    office: Any, language: str, card: str, sheet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handbook, "_pages", lambda *_: [])
    monkeypatch.setattr(handbook, "_charts", lambda *_: {})
    service, folder = office.service, office.outbox / "手冊"
    file = service.workspace.manual / "process.yaml"
    text = file.read_text(encoding="utf-8")
    broker = "  broker: {title: 保險專員, department: 財務部, duty: 投保。}\n"
    both = text.replace("  client: {title: 客戶", f"{broker}  client: {{title: 客戶", 1)
    both = both.replace("        accountable: manager\n", "        accountable: broker\n", 1)
    for written in (
        both,
        text.replace(
            "title: 績效評估與流程優化\n    en: Review and improvement", "title: 績效與優化\n    en: Review", 1
        ),
    ):
        file.write_text(written, encoding="utf-8")
        assert service.renew_rules() is None
        handbook.make_handbook(service)
        if language == "zh-Hant":
            order_cards(service)
            make_promised(service)
        else:
            lay_cards(service, language)
        names = {one.stem for one in folder.glob("*.docx")}
        assert (card in names, sheet in names) == ((written is both,) * 2)
    day = service.day().isoformat()
    assert {one.name for one in (folder / "舊版").iterdir()} >= {f"{one} {day}.docx" for one in (card, sheet)}
    assert len(names) == 16  # with the handbook


@pytest.mark.parametrize(
    ("language", "names", "said", "foot"),
    [
        (
            "zh-Hans",
            ("岗位卡 招商专员.docx", "训练题 4 商务谈判与合同签订.docx"),
            "我执行的步骤",
            r"版本 1\.0　校验码 [0-9A-F]{8}",
        ),
        (
            "en",
            ("Role card Leasing specialist.docx", "Training sheet 4 Negotiation and contract.docx"),
            "carry out",
            r"Version 1\.0",
        ),
    ],
)
def test_other_editions_have_their_cards_and_sheets(
    office: Any, language: str, names: Any, said: str, foot: str
) -> None:
    keep_pages(office.service.workspace.service, "en" if language == "en" else "zh-Hant", {"contract": 24})
    made = lay_cards(office.service, language)
    assert len(made) == 15
    assert {*names} <= {file.name for file in made}
    text = {file.name: "\n".join(_lines(file)) for file in made}
    assert said in text[names[0]]
    assert "24" in text[names[1]]
    table = docx.Document(str(next(file for file in made if file.name == names[1]))).tables[0]
    assert table.rows[-2].cells[0].paragraphs[0].paragraph_format.keep_with_next
    assert "「" not in text[names[1]] or language == "zh-Hans"
    assert [file.name for file in made if not re.search(foot, _foot(file))] == []
    assert [name for name in text if "訓練" in text[name] or "崗位" in text[name]] == []
    before = {file: file.stat().st_mtime_ns for file in made}
    lay_cards(office.service, language)
    assert {file: file.stat().st_mtime_ns for file in made} == before


def _foot(file: Path) -> str:
    return "".join(one.text for one in docx.Document(str(file)).sections[0].footer.paragraphs)


def _lines(file: Path) -> list[str]:
    document = docx.Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [one.text for one in document.paragraphs] + cells


def test_ordered_twice_before_any_was_made_only_the_last_is_made(office: Any) -> None:
    found = measured_drift(office.service)
    for customers in (1, 2):
        order_drift(office.service, replace(found, customers=customers))
    make_promised(office.service)
    assert office.service.ledger.promised(10) == ()
    (made,) = (office.outbox / "報表").glob("流程偏差*.docx")
    assert "比較 2 個客戶" in "\n".join(one.text for one in docx.Document(str(made)).paragraphs)


def test_drift_of_a_ledger(office: Any, sheet: Callable[..., Path], prospects: Any) -> None:
    _dropped(office, sheet, prospects)
    found = measured_drift(office.service)
    assert found.customers == 1
    assert [one.waiting for one in found.stages] == [1, 0, 0, 0, 0, 0]
    order_drift(office.service, found)
    assert make_promised(office.service) >= 1
    assert (office.outbox / "報表" / "流程偏差.docx").is_file()
