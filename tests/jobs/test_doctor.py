"""Each check of the doctor finds the one thing that is wrong, and says how to mend it."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from toolkit.cli.main import cli
from toolkit.folders.layout import lay_out
from toolkit.folders.workspace import Workspace
from toolkit.jobs import doctor
from toolkit.jobs.doctor import Checked, Verdict, examine
from toolkit.jobs.service import Service

MUST_BE_FINE = {
    "inbox",
    "outbox",
    "work",
    "archive",
    "service",
    "ledger",
    "rule book",
    "templates",
    "clock",
    "holidays",
    "free disk",
}


def found(service: Service) -> dict[str, Checked]:
    return {one.name: one for one in examine(service)}


def one_found(service: Service, name: str) -> Checked:
    """What the check of this name found; the others are not run."""
    (told,) = examine(service, [(known, check) for known, check in doctor.checks() if known == name])
    return told


def few_templates(office: Any) -> None:
    """Leave one Word template in the workspace: compiling them all takes seconds, and one test does."""
    for file in office.workspace.templates.glob("word/*.docx"):
        if file.name != "公司介紹函.docx":
            file.unlink()


def having(office: Any, **settings: Any) -> Service:
    """The office's service with other settings."""
    workspace = office.workspace
    return Service(Workspace(workspace.root, replace(workspace.settings, **settings)), office.service.day)


def test_a_fresh_workspace_is_well_and_stays_as_it_was(office: Any) -> None:
    before = sorted(office.workspace.root.rglob("*"))
    checked = found(office.service)
    assert {name for name, one in checked.items() if one.verdict is Verdict.FINE} >= MUST_BE_FINE
    assert not [name for name, one in checked.items() if one.verdict is Verdict.MEND]
    assert checked["ledger"].seen == "made at the first run"
    assert sorted(office.workspace.root.rglob("*")) == before


def test_a_ledger_that_is_used_is_checked_whole(office: Any, sheet: Any, prospects: Any) -> None:
    office.drop(sheet("a.xlsx", prospects.headings, [prospects.row(1)]))
    office.run()
    assert one_found(office.service, "ledger").seen == "whole, audit entries: 1"


@pytest.mark.parametrize(
    ("database", "code"),
    [
        ("mysql://x", "ledger.url"),
        ("postgresql+psycopg://x@127.0.0.1:1/none?connect_timeout=1", "ledger.away"),
        ("later.sqlite3", None),
    ],
)
def test_a_database_is_tried_before_the_first_run(office: Any, tmp_path: Path, database: str, code: str | None) -> None:
    named = str(tmp_path / database) if database.startswith("later") else database
    error = one_found(having(office, database=named), "ledger").error
    assert (error and error.code) == code
    assert not (tmp_path / "later.sqlite3").exists()


def test_a_template_that_is_broken_comes_back_as_the_advice_says(office: Any) -> None:
    broken_template(office)
    file = office.workspace.templates / "word" / "公司介紹函.docx"
    file.rename(file.with_name("壞的.docx.old"))
    lay_out(office.workspace)
    few_templates(office)
    assert one_found(office.service, "templates").seen == "1 compile"


def missing_inbox(office: Any) -> None:
    office.workspace.inbox.rename(office.workspace.root / "elsewhere")


def broken_rules(office: Any) -> None:
    (office.workspace.manual / "rates.yaml").write_text("rates: [", encoding="utf-8")


def broken_template(office: Any) -> None:
    (office.workspace.templates / "word" / "公司介紹函.docx").write_bytes(b"no Word document")


def no_templates(office: Any) -> None:
    shutil.rmtree(office.workspace.templates / "word")


def lost_ledger(office: Any) -> None:
    assert office.service.ledger
    office.service.close()
    for file in office.workspace.service.glob("ledger.sqlite3*"):
        file.unlink()


def damaged_ledger(office: Any) -> None:
    assert office.service.ledger
    office.service.close()
    (office.workspace.service / "ledger.sqlite3").write_bytes(b"no database at all" * 400)


@pytest.mark.parametrize(
    ("harm", "name", "code", "said"),
    [
        (missing_inbox, "inbox", "doctor.missing_folder", "inbox"),
        (broken_rules, "rule book", "", "rates.yaml"),
        (broken_template, "templates", "doctor.bad_template", "公司介紹函.docx"),
        (no_templates, "templates", "doctor.no_templates", "word"),
        (lost_ledger, "ledger", "ledger.missing", "toolkit recover"),
        (damaged_ledger, "ledger", "", "ledger.sqlite3"),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_still_runs(
    office: Any, harm: Any, name: str, code: str, said: str
) -> None:
    few_templates(office)
    harm(office)
    checked = found(office.service)
    assert checked[name].verdict is Verdict.MEND
    value = checked[name].as_value("zh-Hant")
    assert code in ("", value["code"])
    assert said in value["message"]
    assert checked["free disk"].verdict is Verdict.FINE


def test_holidays_that_nobody_has_announced_are_told_before_they_count(office: Any) -> None:
    early, late = (Service(office.workspace, lambda day=day: date(2026, 12, day)) for day in (1, 2))
    assert one_found(early, "holidays").seen == "CN, known until 2026"
    told = one_found(late, "holidays")
    assert told.verdict is Verdict.ADVICE
    assert "2027 年" in told.as_value("zh-Hant")["message"]


def test_a_disk_with_too_little_room_is_told_with_both_numbers(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = SimpleNamespace(free=10**8)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _path: usage)
    message = one_found(having(office, free_disk=101), "free disk").as_value("en")["message"]
    assert "100 MB" in message
    assert "101 MB" in message
    assert one_found(having(office, free_disk=100), "free disk").verdict is Verdict.FINE


@pytest.mark.parametrize(("kind", "watching", "code"), [("cifs", "native", "doctor.watching"), ("cifs", "auto", "")])
def test_a_share_is_watched_by_polling(
    office: Any, monkeypatch: pytest.MonkeyPatch, kind: str, watching: str, code: str
) -> None:
    few_templates(office)
    monkeypatch.setattr(doctor, "file_system", lambda _path: kind)
    checked = found(having(office, watching=watching))
    assert checked["inbox disk"].as_value("en")["code"] == code
    assert checked["ledger disk"].as_value("en")["code"] == "doctor.service_remote"


@pytest.mark.parametrize(("apart", "verdict"), [(60, Verdict.FINE), (600, Verdict.MEND), (-600, Verdict.MEND)])
def test_a_clock_that_differs_from_the_shares_is_told(office: Any, apart: int, verdict: Verdict) -> None:
    now = datetime.now(UTC) + timedelta(seconds=apart)
    service = Service(office.workspace, office.service.day, lambda: now)
    assert one_found(service, "clock").verdict is verdict


def test_a_clock_that_went_back_is_told(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_latest", lambda _service: datetime(2099, 1, 1, tzinfo=UTC))
    told = one_found(office.service, "clock").as_value("en")
    assert (told["code"], "2099-01-01 00:00" in told["message"]) == ("doctor.clock_back", True)


@pytest.mark.skipif(os.name == "nt", reason="POSIX rights")
def test_a_folder_of_authority_that_anybody_may_write_is_advice(office: Any) -> None:
    folder = office.workspace.internal_inbox / "法務"
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    assert one_found(office.service, "restricted").verdict is Verdict.FINE
    folder.chmod(0o777)
    told = one_found(office.service, "restricted")
    assert (told.verdict, "法務" in told.as_value("en")["message"]) == (Verdict.ADVICE, True)


def test_programs_and_fonts_that_are_not_there_are_advice(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    few_templates(office)
    monkeypatch.setattr(doctor.shutil, "which", lambda _name: None)
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    checked = found(office.service)
    assert (checked["LibreOffice"].verdict, checked["fonts"].verdict) == (Verdict.ADVICE, Verdict.ADVICE)


def test_a_machine_with_latin_fonts_only_is_told(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/usr/bin/{name}")
    told = {b"": "doctor.no_font", b"Noto Sans CJK TC,Noto\n": ""}
    for output, code in told.items():
        answer = subprocess.CompletedProcess([], 0, output)
        monkeypatch.setattr(doctor.subprocess, "run", lambda *_args, answer=answer, **_kw: answer)
        assert one_found(office.service, "fonts").as_value("en")["code"] == code


@pytest.mark.parametrize(("harmed", "code"), [(False, 0), (True, 3)])
def test_the_exit_code_says_whether_to_act(office: Any, *, harmed: bool, code: int) -> None:
    few_templates(office)
    if harmed:
        broken_rules(office)
    arguments = ["--workspace", str(office.workspace.root), "doctor", "--json"]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == code, result.output
    told = {one["check"]: one["verdict"] for one in json.loads(result.output)}
    assert told["rule book"] == ("mend" if harmed else "fine")


def test_a_copied_workspace_is_told_that_it_shares_the_ledger(
    office: Any, sheet: Any, prospects: Any, tmp_path: Path
) -> None:
    service_folder = str(tmp_path / "own")
    original = having(office, service_folder=service_folder)
    assert original.ledger.check().no == 0
    root = office.workspace.root
    assert one_found(original, "one workspace").verdict is Verdict.FINE
    copied = Workspace(Path(shutil.copytree(root, tmp_path / "copy")), original.workspace.settings)
    copy = Service(copied, office.service.day)
    told = one_found(copy, "one workspace")
    assert (told.verdict, told.error.code if told.error else "") == (Verdict.MEND, "doctor.copied")
    assert str(root.resolve()) in told.line("zh-Hant")
    assert one_found(original, "one workspace").verdict is Verdict.FINE
    shutil.move(root, tmp_path / "gone")
    copy.ledger.check()
    assert one_found(copy, "one workspace").verdict is Verdict.FINE
