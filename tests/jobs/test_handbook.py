"""The handbook as a file, issue after issue; and a running service that holds on to the last good rule book."""

import io
import json
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner

from toolkit.cli.main import cli
from toolkit.daemon import Daemon
from toolkit.documents.contents import headings
from toolkit.errors import ProgramMissing, RuleBookError, UsageError
from toolkit.folders.issues import kept_issues
from toolkit.folders.pages import known_pages
from toolkit.jobs import handbook
from toolkit.jobs.forms import forms_in_use, renew_blanks, write_blanks
from toolkit.jobs.handbook import make_handbook, renew_handbook
from toolkit.jobs.intake.check import check_file
from toolkit.jobs.intake.heartbeat import beat
from toolkit.jobs.intake.inbox import Inbox
from toolkit.jobs.service import Service
from toolkit.messages.catalogue import error_sentence
from toolkit.messages.names_documents import DOCUMENTS, LISTS
from toolkit.stages.catalogue import FORMS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHANGES = [
    ("{event: stage, days: 7, after: 簽署", "{event: stage, days: 3, after: 簽署"),
    ("forms: [visits]", "forms: []"),
    ("retired_forms: []", "retired_forms: [visits]"),
    ("  client: {title: 客戶", "  broker: {title: 保險專員, department: 財務部, duty: 投保。}\n  client: {title: 客戶"),
    (
        "        consulted: []\n        informed: [gm, client]\n",
        "        consulted: [broker]\n        informed: [gm, client]\n",
    ),
]


@pytest.fixture(autouse=True)
def _without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """No LibreOffice, no drawings: what is told and kept is what these tests look at."""

    def none(*_: Any, **__: Any) -> tuple[Path, ...]:
        raise ProgramMissing("pdf.no_office")

    monkeypatch.setattr(handbook, "to_pdf", none)
    monkeypatch.setattr(handbook, "_charts", lambda *_: {})


def change(service: Service, *pairs: tuple[str, str]) -> None:
    file = service.workspace.manual / "process.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")


def told(file: Path) -> str:
    """What the document says, a line a paragraph."""
    body = docx.Document(io.BytesIO(file.read_bytes())).element.body
    lines = ["".join(node.text or "" for node in one.iter(f"{W}t")) for one in body.iter(f"{W}p")]
    return "\n".join(lines)


def test_issue_after_issue(office: Any) -> None:
    service = office.service
    assert renew_handbook(service) is None
    first = make_handbook(service)
    assert (first.issue, first.changes) == ("1.0", ())
    text = told(first.files[0])
    assert "考察安排表" in text
    assert "【缺：" not in text
    assert "{{" not in text
    assert "⟦" not in text
    assert "帶 * 的必填；灰色「例」那一行不用刪" in text  # as the blank itself says below its title
    assert renew_handbook(service) is None
    assert len(kept_issues(service.workspace.archive)) == 1

    change(service, *CHANGES)
    assert service.renew_rules() is None
    second = renew_handbook(service)
    assert second is not None
    assert second.issue == "1.0（第 2 次發行）"
    assert second.changes == (
        "新增角色「保險專員」。",
        "步驟「現場考察與方案演示」不再使用表單《考察安排表》。",
        "步驟「資源調配」的時限由「簽署後 7 個工作日」改為「簽署後 3 個工作日」。",
        "步驟「進度跟蹤」的諮詢（C）由「（無）」改為「保險專員」。",
        "停用表單《考察安排表》。",
    )
    text = told(second.files[0])
    assert all(one.removesuffix("。") in text for one in second.changes)
    assert "簽署後 3 個工作日內" in text
    assert "F6　考察安排表" not in text
    (old,) = (service.workspace.outbox / "手冊" / "舊版").iterdir()
    assert old.name == f"流程手冊 1.0 {service.day().isoformat()}.docx"
    assert "F6　考察安排表" in told(old)


def test_old_issues_are_named_by_version_and_day_and_none_takes_the_place_of_another(office: Any) -> None:
    service, day = office.service, office.service.day().isoformat()
    make_handbook(service)
    for was, now in ((7, 3), (3, 4), (4, 5)):
        change(service, (f"{{event: stage, days: {was}, after: 簽署", f"{{event: stage, days: {now}, after: 簽署"))
        assert service.renew_rules() is None
        make_handbook(service)
    folder = service.workspace.outbox / "手冊"
    (folder / "流程手冊.docx").write_bytes(b"somebody's own")
    make_handbook(service)
    names = ("", "（第 2 次發行）", "（第 3 次發行）", "（第 4 次發行）")
    assert {one.name for one in (folder / "舊版").iterdir()} == {f"流程手冊 1.0{one} {day}.docx" for one in names}


def test_a_reason_typed_after_an_issue_stands_in_the_next_one(office: Any) -> None:
    service = office.service
    make_handbook(service)
    change(service, ("    reason: 首次發布\n", "    reason: 簽署時限改短\n"), CHANGES[0])
    assert service.renew_rules() is None
    (file,) = make_handbook(service).files
    record = told(file).partition("分發登記")[0]
    assert "簽署時限改短" in record
    assert "首次發布" in record


@pytest.mark.parametrize(
    ("old", "new"),
    [("    date: 2026-11-01", "    date: 2099-11-01"), ("issued_on: 2026-11-01", "issued_on: 2062-11-01")],
)
def test_a_day_far_ahead_is_a_slip_of_the_pen(office: Any, old: str, new: str) -> None:
    assert office.service.renew_rules() is None
    change(office.service, (old, new))
    error = office.service.renew_rules()
    assert isinstance(error, RuleBookError)
    lines = (office.service.workspace.manual / "process.yaml").read_text(encoding="utf-8").splitlines()
    assert (error.code, error.data["line"]) == ("rulebook.day_far_ahead", lines.index(new) + 1)
    assert new[-10:] in error_sentence(error, "zh-Hant")


@pytest.mark.parametrize(("first", "then", "told_of"), [("1.10", "1.9", "1.10"), ("1.9", "1.10", ""), ("1.0", "1", "")])
def test_a_version_below_one_that_was_issued_is_told(office: Any, first: str, then: str, told_of: str) -> None:
    for was, now in (("1.0", first), (first, then)):
        change(office.service, (f'version: "{was}"', f'version: "{now}"'), (f'version: "{was}"', f'version: "{now}"'))
        assert office.service.renew_rules() is None
        made = make_handbook(office.service)
    assert (made.version, made.lower_than) == (then, told_of)
    folder = office.service.workspace.root
    said = CliRunner().invoke(cli, ["--workspace", str(folder), "handbook"])
    assert (f"版本 {then} 低於已發行的 {first}" in said.stderr) == bool(told_of)


def test_a_pdf_of_the_issue_before_does_not_lie_beside_the_new_one(office: Any) -> None:
    folder = office.service.workspace.outbox / "手冊"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "流程手冊.pdf").write_bytes(b"%PDF-1.6 of the issue before")
    make_handbook(office.service)
    assert not (folder / "流程手冊.pdf").exists()
    (old,) = (folder / "舊版").glob("*.pdf")
    assert old.read_bytes() == b"%PDF-1.6 of the issue before"


RETIRED = [
    ("        forms: [kpi, deals]\n", "        forms: [deals]\n"),
    ("retired_forms: []", "retired_forms: [kpi]"),
]


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_a_retired_form_is_named_nowhere_and_the_office_is_told_what_to_write_anew(office: Any, language: str) -> None:
    change(office.service, *RETIRED)
    assert office.service.renew_rules() is None
    made = make_handbook(office.service, language)
    text = told(made.files[0])
    assert "績效指標表" not in text
    assert "KPI sheet" not in text
    places = {(one.file, one.place) for one in made.mentions}
    assert ("process.yaml", "績效考核（input）") in places
    assert (("chapters/metrics.md", "第 5 行") in places) == (language == "zh-Hant")


def test_the_command_takes_the_blank_of_a_retired_form_away_and_names_the_sentences(office: Any) -> None:
    folder = office.service.workspace.root
    blank = office.service.workspace.templates / "excel" / "績效指標表.xlsx"
    assert blank.is_file()
    change(office.service, *RETIRED)
    said = CliRunner().invoke(cli, ["--workspace", str(folder), "handbook"])
    assert said.exit_code == 0, said.output
    assert not blank.exists()
    assert "manual/chapters/metrics.md 第 5 行 仍提到已停用的「績效指標表」" in said.stderr


def test_a_sheet_of_a_retired_form_says_so(office: Any, tmp_path: Path) -> None:
    (blank,) = write_blanks(office.service, ["績效指標表"], tmp_path)
    change(office.service, *RETIRED)
    assert office.service.renew_rules() is None
    findings = check_file(office.service, blank.file).evaluation.findings
    assert [(one.code.code, one.data["form"]) for one in findings if one.code.code == "sheet.form_retired"] == [
        ("sheet.form_retired", "績效指標表")
    ]


def test_blank_forms_follow(office: Any, tmp_path: Path) -> None:
    service = office.service
    blank = service.workspace.templates / "excel" / "考察安排表.xlsx"
    assert blank.is_file()
    change(service, *CHANGES)
    service.renew_rules()
    assert "visits" not in {form.name for form in forms_in_use(service)}
    assert "visits" not in {one.form for one in renew_blanks(service)}
    assert not blank.exists()
    with pytest.raises(UsageError):
        write_blanks(service, ["考察安排表"], tmp_path)


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [
        ("zh-Hans", "流程手册.docx", "深圳市禾嶼物業服務有限公司"),
        ("en", "Process handbook.docx", "Negotiation and contract"),
    ],
)
def test_other_editions(office: Any, language: str, name: str, words: str) -> None:
    (file,) = make_handbook(office.service, language).files
    text = told(file)
    assert file.name == name
    assert words in text
    assert "責任矩陣" not in text
    assert "招商經理" not in text
    assert "⟦" not in text


def test_the_page_of_a_stage_is_not_that_of_a_part_of_the_error_guide(office: Any, monkeypatch: Any) -> None:
    """Both are called 「Launch」 in English; training sheets send people to the stage."""
    monkeypatch.setattr(handbook, "_pages", lambda _, document: [*range(1, len(headings(document)) + 1)])
    monkeypatch.setattr(handbook, "_charts", lambda *_: {})
    make_handbook(office.service, "en")
    pages = known_pages(office.service.workspace.service, "en")
    first = pages["screening"]
    assert [*pages.values()] == [*range(first, first + 7)]


def test_the_english_edition_is_english_but_for_samples_of_what_people_type(office: Any) -> None:
    """Names of documents, lists, units and the company are English; examples in the forms are Chinese names."""
    (file,) = make_handbook(office.service, "en").files
    body = docx.Document(io.BytesIO(file.read_bytes())).element.body
    lines = [
        "".join(node.text or "" for node in one.iter(f"{W}t"))
        for one in body.iter(f"{W}p")
        if not any(parent.tag == f"{W}tbl" for parent in one.iterancestors())
    ]
    assert [line for line in lines if re.search("[\u3000-\u9fff\uff00-\uffef]", line)] == []
    text = told(file)
    assert office.service.rules.company.english_name in text
    samples = " ".join(column.example for form in FORMS for column in form.columns.values())
    assert [name for name in (*DOCUMENTS, *LISTS) if name in text and name not in samples] == []
    assert "1 days" not in text
    assert "From the list “Deal stage”." in text
    assert "Required. For example" not in text


def test_the_last_good_rule_book_stays_in_force(office: Any) -> None:
    service = office.service
    service.renew_rules()
    good = service.rules.digest
    change(service, ("accountable: legal", "accountable: nobody"))
    trouble = service.renew_rules()
    assert isinstance(trouble, RuleBookError)
    assert (trouble.code, trouble.data["file"]) == ("rulebook.entry_unknown", "process.yaml")
    assert service.rules.digest == good
    assert service.renew_rules() is trouble
    beat(service, service.clock(), alive=True, away=False)
    (status,) = service.workspace.outbox.glob("系統狀態_*.txt")
    assert status.name.startswith("系統狀態_規則有誤_")
    assert "沿用上一版" in status.read_text(encoding="utf-8-sig")
    assert "process.yaml" in status.read_text(encoding="utf-8-sig")

    again = Service(service.workspace, service.day)
    assert again.renew_rules() is not None
    assert again.rules.digest == good
    with pytest.raises(RuleBookError):
        _ = Service(service.workspace, service.day).rules

    change(service, ("accountable: nobody", "accountable: finance"))
    assert service.renew_rules() is None
    assert service.rules.process.steps["risk"].accountable == "finance"
    beat(service, service.clock(), alive=True, away=False)
    (status,) = service.workspace.outbox.glob("系統狀態_*.txt")
    assert status.name.startswith("系統狀態_正常_")


def test_a_rule_file_that_was_there_and_is_gone_is_refused(office: Any) -> None:
    """The office's own process is never exchanged for the factory's without a word."""
    service, file = office.service, office.workspace.manual / "process.yaml"
    change(service, ("title: 法務專員", "title: 法務顧問"))
    assert service.renew_rules() is None
    text = file.read_text(encoding="utf-8")
    file.unlink()
    trouble = service.renew_rules()
    assert isinstance(trouble, RuleBookError)
    assert (trouble.code, trouble.data["file"]) == ("rulebook.file_missing", "process.yaml")
    assert service.rules.process.roles["legal"].title == "法務顧問"
    beat(service, service.clock(), alive=True, away=False)
    (status,) = service.workspace.outbox.glob("系統狀態_*.txt")
    assert status.name.startswith("系統狀態_規則有誤_")
    assert "process.yaml" in status.read_text(encoding="utf-8-sig")

    again = Service(service.workspace, service.day)
    assert again.renew_rules() is not None
    assert again.rules.process.roles["legal"].title == "法務顧問"
    with pytest.raises(RuleBookError):
        _ = Service(service.workspace, service.day).rules

    file.write_text(text, encoding="utf-8")
    assert service.renew_rules() is None


def test_a_whole_folder_of_rules_that_is_gone_is_refused_too(office: Any) -> None:
    office.service.renew_rules()
    office.workspace.manual.rename(office.workspace.root / "elsewhere")
    assert Service(office.workspace, office.service.day).renew_rules() is not None


def test_a_rule_file_that_an_older_workspace_never_had_is_the_shipped_one(office: Any) -> None:
    (office.workspace.manual / "retention.yaml").unlink()
    assert office.service.renew_rules() is None
    assert office.service.rules.retention is not None


def test_one_pass_over_the_inbox_falls_back_on_it_too(office: Any, sheet: Any, prospects: Any) -> None:
    office.service.renew_rules()
    change(office.service, ("accountable: legal", "accountable: nobody"))
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(1)]))
    office.service.close()
    root = office.workspace.root
    settings = f"[ledger]\nservice_folder = '{office.workspace.service}'\n[watch]\nquiet = 0.1\n"
    (root / "toolkit.toml").write_text(settings, encoding="utf-8")
    ended = CliRunner().invoke(cli, ["--workspace", str(root), "run", "--once", "--no-documents", "--json"])
    (taken,) = json.loads(ended.stdout)
    assert (ended.exit_code, taken["state"], taken["accepted"]) == (0, "done", 1)
    assert "process.yaml" in ended.stderr


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_file_in_another_encoding_is_refused_with_its_line(office: Any, encoding: str) -> None:
    file = office.workspace.manual / "process.yaml"
    file.write_bytes(file.read_text(encoding="utf-8").encode(encoding))
    with pytest.raises(RuleBookError) as refused:
        _ = office.service.rules
    assert refused.value.code == "rulebook.not_utf8"
    assert (refused.value.data["file"], refused.value.data["line"]) == ("process.yaml", 1)
    assert "UTF-8" in error_sentence(refused.value, "zh-Hant")


def test_a_service_that_never_saw_a_good_one_says_what_is_wrong(office: Any) -> None:
    change(office.service, ("accountable: legal", "accountable: nobody"))
    for _ in range(2):
        with pytest.raises(RuleBookError):
            office.service.renew_rules()


def test_a_running_daemon_goes_on_by_the_last_good_one(office: Any) -> None:
    daemon, inbox = Daemon(office.service, documents=False), Inbox(office.service, documents=False)
    daemon.turn(inbox)
    good = office.service.rules
    change(office.service, ("accountable: legal", "accountable: nobody"))
    daemon.turn(inbox)
    assert not daemon.away
    assert office.service.rules is good
    assert office.service.watch.trouble is not None
    change(office.service, ("accountable: nobody", "accountable: finance"))
    daemon.turn(inbox)
    assert office.service.watch.trouble is None
    assert office.service.rules.process.steps["risk"].accountable == "finance"


@pytest.mark.parametrize(
    ("broken", "said"),
    [(None, "這是資料夾，不是檔案"), ("version: [", "請檢查冒號後"), ("version: '2'\n", "缺少")],
    ids=["a folder", "no YAML", "half"],
)
def test_the_status_names_a_rule_book_that_cannot_be_used_and_exits_so(
    office: Any, broken: str | None, said: str
) -> None:
    root, file = str(office.service.workspace.root), office.service.workspace.manual / "process.yaml"
    assert CliRunner().invoke(cli, ["--workspace", root, "status"]).exit_code == 0
    text = file.read_text(encoding="utf-8")
    file.unlink()
    if broken is None:
        file.mkdir()
    else:
        file.write_text(broken, encoding="utf-8")
    found = CliRunner().invoke(cli, ["--workspace", root, "status", "--json"])
    assert found.exit_code == 3
    assert "manual/process.yaml 第1行" in json.loads(found.stdout)["health"]["rule_book"]
    assert said in json.loads(found.stdout)["health"]["rule_book"]
    if broken is None:
        file.rmdir()
    file.write_text(text, encoding="utf-8")
    assert CliRunner().invoke(cli, ["--workspace", root, "status"]).exit_code == 0
