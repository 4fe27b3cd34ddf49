"""Void papers leave the folder's top; what a person has changed is theirs and stays."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from toolkit.jobs.intake.undo import undo
from toolkit.jobs.intake.void import set_void_aside


@pytest.fixture
def letters(office: Any, sheet: Callable[..., Path], prospects: Any) -> tuple[str, Path]:
    """A submission that brought a contact, and the dossier made of it."""
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(1)]))
    office.run()
    headings = ("客戶", "日期時間", "溝通方式", "我方人員", "內容", "結果", "下一步", "下次跟進")
    talk = (
        "華景1置業有限公司",
        "2026-11-20 10:00",
        "電話",
        "王小明",
        "介紹公司服務",
        "有意向",
        "寄送資料",
        "2026-11-27",
    )
    office.drop(sheet("溝通.xlsx", headings, [talk]))
    (taken,) = office.run(documents=True)
    (dossier,) = office.outbox.glob("客戶/*/客戶檔案*.docx")
    return taken.submission.id, dossier


def test_an_undone_document_goes_to_the_earlier_versions(office: Any, letters: tuple[str, Path]) -> None:
    submission, paper = letters
    undo(office.service, [submission], "admin")
    assert not paper.exists()
    void = paper.parent / "舊版" / f"{paper.stem}（作廢）.docx"
    assert 'string="作廢"' in Document(void).sections[0].header._element.xml
    assert set_void_aside(office.service) == 0


def test_what_a_person_changed_stays(office: Any, letters: tuple[str, Path]) -> None:
    submission, paper = letters
    paper.write_bytes(paper.read_bytes() + b"a note")
    undo(office.service, [submission], "admin")
    assert paper.exists()


def test_what_is_open_on_a_desk_is_tried_again(
    office: Any, letters: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise PermissionError(13, "in use")

    submission, paper = letters
    monkeypatch.setattr("toolkit.jobs.intake.void.rename_new", busy)
    undo(office.service, [submission], "admin")
    assert paper.exists()
    monkeypatch.undo()
    assert set_void_aside(office.service) >= 1
    assert not paper.exists()
