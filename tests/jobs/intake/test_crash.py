"""Killed at every step of the protocol, then started again: each file ends once, with one receipt, nothing half done."""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

STEPS = {
    "before the claim": "toolkit.folders.claim.take",
    "while hashing": "toolkit.folders.claim.spool",
    "before reading": "toolkit.jobs.intake.take.examine",
    "before evaluating": "toolkit.jobs.intake.take.evaluate",
    "before the commit": "toolkit.ledger.ledger.Ledger.commit",
    "before publishing": "toolkit.jobs.intake.finish.publish",
    "while publishing": "toolkit.folders.publish._place",
    "before archiving": "toolkit.jobs.intake.finish.archive",
    "before the end": "toolkit.ledger.journal.Journal.end",
    "before registering": "toolkit.ledger.ledger.Ledger.register",
}
"""Where the process dies: just before (``0``) or just after (``1``) the call of this function."""

PROVEN = {
    "註冊資本(萬元)": 20000,
    "上年營收(萬元)": 50000,
    "成立日期": "2005-01-01",
    "重大違法": "無",
    "失信被執行": "無",
    "行業處罰": "無",
    "查詢日期": "2026-11-10",
}
"""What makes a prospect an A or B, so that it gets a letter."""

CHILD = """
import os, signal, sys
from pkgutil import resolve_name
workspace, target, when = sys.argv[1:4]
holder, _, name = target.rpartition(".")
place = resolve_name(holder)
real = getattr(place, name)
def dying(*args, **kwargs):
    if when == "1":
        real(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)
import toolkit.jobs.intake.once, toolkit.jobs.intake.orders
setattr(place, name, dying)
from toolkit.cli.main import main
main(["--workspace", workspace, "--today", "2026-11-24", "run", "--once"])
"""


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL is POSIX")
@pytest.mark.parametrize("when", ["0", "1"])
@pytest.mark.parametrize("target", STEPS.values(), ids=STEPS.keys())
def test_a_killed_process_loses_and_doubles_nothing(
    office: Any, sheet: Callable[..., Path], prospects: Any, started: Callable[..., Any], target: str, when: str
) -> None:
    workspace = office.workspace
    rows = [[*prospects.row(i), *PROVEN.values()] for i in range(3)]
    dropped = office.drop(sheet("名單.xlsx", [*prospects.headings, *PROVEN], rows), "王小明")
    content = dropped.read_bytes()
    office.service.close()
    died = started(str(workspace.root), target, when, code=CHILD)
    _, said = died.communicate(timeout=120)
    assert died.returncode == -signal.SIGKILL, said.decode()[-2000:]

    office.run(documents=True)

    submissions = office.service.ledger.journal.recent()
    assert [one.state.value for one in submissions if one.state.value != "gone"] == ["done"]
    assert [path.read_bytes() for path in files(workspace.archive)] == [content]
    assert [path.name for path in files(workspace.receipts)] == ["名單【收3】.xlsx"]
    assert files(workspace.inbox) == []
    assert [path for path in files(workspace.outbox) if path.name.startswith(".") or path.suffix == ".part"] == []
    with office.service.ledger.view() as view:
        assert len(view.all_customers()) == 3
    documents = office.service.ledger.documents()
    assert len({(one.folder, one.name) for one in documents}) == len(documents) > 0
    assert [one.path for one in documents if not (workspace.root / one.path).is_file()] == []
    assert files(workspace.work) == []


def test_a_file_in_the_work_folder_that_nobody_knows_is_adopted(
    office: Any, sheet: Callable[..., Path], prospects: Any
) -> None:
    made = sheet("名單.xlsx", prospects.headings, [prospects.row(1)])
    office.workspace.work.mkdir(exist_ok=True)
    (office.workspace.work / "261124-zzzzzz__名單.xlsx").write_bytes(made.read_bytes())
    (taken,) = office.run()
    assert (taken.submission.state.value, taken.submission.name) == ("done", "名單.xlsx")
