"""The work folder is emptied while files are worked on: each ends all the same, with its original and a receipt."""

import errno
import hashlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.daemon import Daemon
from toolkit.jobs.intake import finish, take
from toolkit.jobs.intake.inbox import Inbox
from toolkit.jobs.intake.take import Intake


def emptied(office: Any, module: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty the work folder just before the first call of ``module.name``."""
    real, first = getattr(module, name), [True]

    def then(*args: Any, **more: Any) -> Any:
        if first:
            first.clear()
            shutil.rmtree(office.workspace.work)
        return real(*args, **more)

    monkeypatch.setattr(module, name, then)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        pytest.param(take, "evaluate", id="before evaluating"),
        pytest.param(finish, "publish", id="before publishing"),
        pytest.param(finish, "archive", id="before archiving"),
    ],
)
def test_what_was_taken_out_of_the_work_folder_is_made_good(
    office: Any,
    lists: Callable[..., list[Path]],
    accounted: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    module: Any,
    name: str,
) -> None:
    (made,) = lists(1)
    office.drop(made)
    emptied(office, module, name, monkeypatch)
    office.run()
    (told,) = accounted(office.service, [hashlib.sha256(made.read_bytes()).hexdigest()])
    assert (told.state.value, told.counts["accepted"]) == ("done", 2)


def test_a_receipt_written_anew_says_what_was_taken_and_why_it_is_short(
    office: Any, lists: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    office.drop(lists(1)[0])
    emptied(office, finish, "publish", monkeypatch)
    office.run()
    (receipt,) = office.receipts()
    front = openpyxl.load_workbook(receipt)["回執"]
    text = "\n".join(str(cell.value) for row in front.iter_rows() for cell in row if cell.value)
    assert "已收 2 行、待改 0 行；逐格說明在發佈前遺失了" in text


def test_a_claimed_file_that_is_gone_after_a_crash_is_read_from_our_copy(
    office: Any, lists: Callable[..., list[Path]], accounted: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    (made,) = lists(1)
    office.drop(made)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(take, "examine", killed)
        with pytest.raises(KeyboardInterrupt):
            office.run()
    shutil.rmtree(office.workspace.work)
    office.run()
    (told,) = accounted(office.service, [hashlib.sha256(made.read_bytes()).hexdigest()])
    assert told.state.value == "done"


def test_nothing_is_written_into_a_ledger_that_was_taken_away(
    office: Any, lists: Callable[..., list[Path]], caplog: pytest.LogCaptureFixture
) -> None:
    """An open database that is unlinked takes every commit, and all of it is gone with the process."""
    one, two = lists(2)
    office.drop(one)
    office.run()
    database = office.workspace.service / "ledger.sqlite3"
    away = database.rename(database.with_name("elsewhere"))
    placed = office.drop(two)
    daemon, inbox = Daemon(office.service, documents=False), Inbox(office.service, documents=False)
    for _ in range(2):
        daemon.turn(inbox)
    assert placed.is_file()
    assert len([one for one in caplog.messages if "ledger.missing" in one]) == 1
    assert list(office.outbox.glob("系統狀態_異常_*"))
    away.rename(database)
    office.run()
    assert [one.state.value for one in office.service.ledger.journal.recent()] == ["done", "done"]


def test_a_disk_that_stays_full_quarantines_no_file(
    office: Any, lists: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Wherever it is met: once, a bare OSError counted as a crash of the file, and three of them as its fault."""
    office.drop(lists(1)[0])
    inbox, journal = Inbox(office.service, documents=False), office.service.ledger.journal

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as filled:
        filled.setattr("toolkit.jobs.intake.writing.fresh_out", full)
        for now in range(3 + office.workspace.settings.attempts * 2):
            inbox.look(float(now))
            inbox.take_settled()
            journal._clock = lambda hours=now: datetime.now(UTC) + timedelta(hours=hours + 1)
    (waiting,) = journal.open()
    assert (waiting.attempts, waiting.problem) == (0, "No space left on device")
    assert "bug" not in caplog.text
    inbox.take_settled()
    assert journal.find(waiting.id).state.value == "done"


def test_a_crash_is_blamed_on_what_was_in_hand_not_on_what_waited_for_its_turn(
    office: Any, lists: Callable[..., list[Path]]
) -> None:
    """A server that was cut off three times in a busy hour once put every file of its batch into quarantine."""
    for path in lists(6):
        office.drop(path)
    inbox, journal = Inbox(office.service, documents=False), office.service.ledger.journal
    for now in (0.0, 1.0, 2.0):
        inbox.look(now)
    intake, leased = Intake(office.service, documents=False), journal.take("died", 10, 120)
    for _ in range(office.service.workspace.settings.attempts + 2):
        understood = [intake.understand(one) for one in leased]
        assert [one.submission.attempts for one in understood if one] == [0] * 6
        leased = journal.take_over("died again", 120)
    office.run()
    assert [one.state.value for one in journal.recent()] == ["done"] * 6


def test_a_file_that_ends_us_while_it_is_evaluated_is_still_found_out(
    office: Any, lists: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    office.drop(lists(1)[0])

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(take, "evaluate", killed)
        for _ in range(office.service.workspace.settings.attempts):
            with pytest.raises(KeyboardInterrupt):
                office.run()
    office.run()
    (ended,) = office.service.ledger.journal.recent()
    assert (ended.state.value, ended.attempts) == ("quarantined", 4)
