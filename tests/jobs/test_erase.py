"""A person who asks to be forgotten is in nothing any more but what must be kept, and stays out after a rebuild."""

import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from toolkit.cli.main import cli
from toolkit.errors import UsageError
from toolkit.folders.backups import note_copy, note_erased, prune
from toolkit.folders.scrub import ERASED, holds, scrub
from toolkit.jobs.erase import again, erase, plan
from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.safekeeping import back_up, export_commits, lines_folder, recover
from toolkit.jobs.service import Service
from toolkit.settings import toml_text

PERSON, PHONE = "歐陽靜嫻", "13912345678"


def everywhere(office: Any, word: str) -> list[str]:
    """The files of workspace and service folder that hold ``word`` in any part, or in their name."""
    tops = (office.workspace.root, office.workspace.service)
    files = [path for top in tops for path in sorted(top.rglob("*")) if path.is_file() and "manual" not in path.parts]
    return [path.name for path in files if word in path.name or holds(path, [word])]


@pytest.fixture
def known(office: Any, sheet: Callable[..., Path], prospects: Any) -> Any:
    """An office that took a list in which one row names the person, and made documents from it."""
    proven = {"註冊資本(萬元)": 20000, "上年營收(萬元)": 50000, "成立日期": "2005-01-01", "重大違法": "無"}
    proven |= {"失信被執行": "無", "行業處罰": "無", "查詢日期": "2026-11-10"}
    rows = [[*prospects.row(i), *proven.values()] for i in range(3)]
    rows[1] = [*prospects.row(1, 聯繫人=PERSON, 聯繫電話=PHONE), *proven.values()]
    office.drop(sheet("名單.xlsx", [*prospects.headings, *proven], rows), "王小明")
    office.run(documents=True)
    export_commits(office.service)
    return office


def test_without_yes_nothing_changes(known: Any) -> None:
    before = everywhere(known, PERSON)
    told = plan(known.service, PERSON)
    assert set(told.words) == {PERSON, PHONE}
    assert told.ledger["records"] == 1
    assert any("名單" in path for path in told.files)
    assert everywhere(known, PERSON) == before
    assert len(before) >= 4


def test_a_person_is_in_nothing_any_more_and_a_rebuild_does_not_bring_them_back(known: Any) -> None:
    others = len(everywhere(known, "華景2置業有限公司"))
    told = erase(known.service, PERSON)
    export_commits(known.service)
    assert told.kept == {}
    known.service.close()
    assert everywhere(known, PERSON) == []
    assert everywhere(known, PHONE) == []
    assert len(everywhere(known, "華景2置業有限公司")) >= others - 1

    database = known.workspace.service / "ledger.sqlite3"
    for path in database.parent.glob("ledger.sqlite3*"):
        path.unlink()
    again = Service(known.workspace, lambda: date(2026, 11, 24))
    recover(again)
    with again.ledger.view() as view:
        payloads = [one.payload for one in view.all_current("prospects")]
    assert sorted(one["contact_person"] for one in payloads).count(ERASED) == 1
    assert PERSON not in json.dumps([dict(one) for one in payloads], ensure_ascii=False)
    assert again.ledger.verify_audit().no > 0
    again.close()
    assert not erase(Service(known.workspace, lambda: date(2026, 11, 24)), PERSON).found


def keep_copy(service: Service, target: Path) -> Path:
    note_copy(service.workspace, back_up(service, target), service.day())
    return target


def snapshot(known: Any, folder: Path) -> list[tuple[Path, Path]]:
    """Copies of the ledger, the lines beside the archive and a receipt: (copy, where it was)."""
    database = known.workspace.service / "ledger.sqlite3"
    keep_copy(known.service, folder / "ledger.sqlite3")
    kept = [(folder / "ledger.sqlite3", database)]
    for number, path in enumerate([*lines_folder(known.workspace).rglob("*.jsonl"), *known.receipts()]):
        kept.append((shutil.copyfile(path, folder / str(number)), path))
    return kept


def test_a_backup_is_named_with_its_last_day_and_does_not_bring_the_person_back(known: Any, tmp_path: Path) -> None:
    kept = snapshot(known, tmp_path)
    assert [one.until for one in plan(known.service, PERSON).backups] == [date(2027, 2, 22)]
    told = erase(known.service, PERSON)
    assert str(tmp_path / "ledger.sqlite3") in "\n".join(told.lines())
    assert told.as_value()["backups"][0]["kept_until"] == "2027-02-22"
    known.service.close()
    for path in [*known.workspace.service.glob("ledger.sqlite3*"), *lines_folder(known.workspace).rglob("*.jsonl")]:
        path.unlink()
    for copy, place in kept:
        shutil.copyfile(copy, place)
    assert everywhere(known, PERSON)

    command = ["--workspace", str(known.workspace.root), "--today", "2026-11-24", "run", "--once"]
    (known.workspace.root / "toolkit.toml").write_text(toml_text(known.workspace.settings), encoding="utf-8")
    assert CliRunner().invoke(cli, command).exit_code == 0
    assert everywhere(known, PERSON) == []
    assert everywhere(known, PHONE) == []
    assert again(Service(known.workspace, lambda: date(2026, 11, 24))) == ()


def test_whom_an_older_ledger_does_not_know_is_looked_for_once(known: Any, tmp_path: Path) -> None:
    note_erased(known.workspace, list(known.service.ledger.marks(["不在此處"]).values()))
    assert again(known.service) == ()
    known.service.__dict__["ledger"].personal_rows = None  # asking every row once more would now fail
    assert again(known.service) == ()


def test_a_ledger_that_was_set_aside_does_not_keep_the_person(known: Any) -> None:
    aside = known.workspace.service / "ledger.sqlite3.damaged-1"
    shutil.copyfile(known.workspace.service / "ledger.sqlite3", aside)
    note_copy(known.workspace, aside, known.service.day())
    assert [Path(one.file) for one in plan(known.service, PERSON).backups] == [aside]
    told = erase(known.service, PERSON)
    assert not aside.exists() or PERSON.encode() not in aside.read_bytes()
    assert (str(aside) in told.removed) == (not aside.exists())


def test_copies_whose_days_are_over_are_pruned(known: Any, tmp_path: Path) -> None:
    old, new = keep_copy(known.service, tmp_path / "old"), tmp_path / "new"
    later = Service(known.workspace, lambda: date(2027, 2, 23))
    keep_copy(later, new)
    assert prune(later.workspace, 90, later.day(), new) == (str(old),)
    assert (old.exists(), new.exists()) == (False, True)
    later.close()


def test_scrubbed_workbooks_and_documents_still_open(known: Any) -> None:
    erase(known.service, PERSON)
    workbooks = [*known.receipts(), *known.workspace.archive.rglob("*.xlsx")]
    assert workbooks
    for path in workbooks:
        cells = [cell.value for page in openpyxl.load_workbook(path) for row in page.iter_rows() for cell in row]
        assert ERASED in cells
    for document in known.service.ledger.documents():
        assert zipfile.ZipFile(known.workspace.root / document.path).testzip() is None
    assert make_promised(known.service) == 0


def test_the_audit_log_holds_a_keyed_hash_of_the_person(known: Any) -> None:
    erase(known.service, PERSON, "toolkit erase")
    export_commits(known.service)
    written = "".join(path.read_text(encoding="utf-8") for path in lines_folder(known.workspace).rglob("*.jsonl"))
    assert '"action":"erase"' in written
    assert json.dumps(PERSON)[1:-1] not in written
    assert known.service.ledger.verify_audit().no > 0


def test_what_a_duty_protects_is_kept_with_its_reason(known: Any) -> None:
    manual = known.workspace.manual / "retention.yaml"
    manual.write_text(
        "records:\n  prospects: {years: 3, from: registered_on, reason: 測試義務}\ndocuments: {}\n", encoding="utf-8"
    )
    known.service.forget_rules()
    told = erase(known.service, PERSON)
    assert told.kept["測試義務"] == 1
    assert any("名單" in path for path in told.kept_files)
    with known.service.ledger.view() as view:
        assert PERSON in {one.payload["contact_person"] for one in view.all_current("prospects")}
    later = Service(known.workspace, lambda: date(2030, 1, 1))
    assert erase(later, PERSON).kept == {}
    export_commits(later)
    later.close()
    assert everywhere(known, PERSON) == []


def test_one_letter_is_refused(office: Any) -> None:
    with pytest.raises(UsageError):
        plan(office.service, " 王 ")


def test_a_phone_that_excel_took_for_a_number_goes_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append([PERSON, int(PHONE), 1.5])
    book.save(tmp_path / "a.xlsx")
    assert scrub(tmp_path / "a.xlsx", [PERSON, PHONE])
    row = next(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows(values_only=True))
    assert row == (ERASED, 0, 1.5)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "big5"])
def test_texts_keep_their_encoding(tmp_path: Path, coding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"姓名,電話\r\n王小明,{PHONE}\r\n".encode(coding))
    assert scrub(path, [PHONE])
    text = path.read_bytes().decode(coding)
    assert "王小明" in text
    assert PHONE not in text


def test_what_cannot_be_scrubbed_is_left_to_the_caller(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 " + PHONE.encode())
    assert holds(path, [PHONE])
    assert not scrub(path, [PHONE])
    assert PHONE.encode() in path.read_bytes()
