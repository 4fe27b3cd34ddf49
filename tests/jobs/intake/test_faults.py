"""What shares, disks and databases do to us: each dropped file ends once all the same."""

import errno
import hashlib
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from toolkit.daemon import Daemon
from toolkit.errors import LedgerError
from toolkit.folders.layout import lay_out
from toolkit.folders.share import Answering
from toolkit.folders.workspace import Workspace
from toolkit.jobs.intake.inbox import Inbox
from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.safekeeping import write_ahead
from toolkit.jobs.service import Service
from toolkit.settings import Settings


def drop(office: Any, made: list[Path]) -> list[str]:
    for path in made:
        office.drop(path, "王小明")
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in made]


def later(office: Any, minutes: float = 60) -> None:
    """Let the journal's clock run ahead, so that what waits for a retry is due."""
    office.service.ledger.journal._clock = lambda: datetime.now(UTC) + timedelta(minutes=minutes)


def settle(office: Any) -> Inbox:
    inbox = Inbox(office.service)
    for now in (0.0, 1.0, 2.0):
        inbox.look(now)
    return inbox


class Failing:
    """A call that fails so many times: before it does its work, or with its answer lost after it."""

    def __init__(self, real: Callable[..., Any], number: int, times: int, *, done: bool, root: Path) -> None:
        self.real, self.number, self.left, self.done, self.root = real, number, times, done, root
        self.failed = 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.left <= 0 or not str(args[0]).startswith(str(self.root)):
            return self.real(*args, **kwargs)
        self.left -= 1
        self.failed += 1
        if self.done:
            self.real(*args, **kwargs)
        raise OSError(self.number, os.strerror(self.number))


def _as_method(fault: Failing) -> Callable[..., Any]:
    """A plain function, which a class hands its instance to."""

    def call(*args: Any, **kwargs: Any) -> Any:
        return fault(*args, **kwargs)

    return call


CASES = [
    pytest.param(
        place, number, done, times, id=f"{place}-{errno.errorcode[number]}-{'lost' if done else 'refused'}-{times}"
    )
    for place in ("link", "rename", "unlink", "mkdir")
    for number in (errno.EIO, errno.EBUSY, errno.EACCES, errno.ENOSPC)
    for done in (True, False)
    for times in (1, 9)
]
QUICK = {"link-EIO-lost-1", "rename-EBUSY-lost-9", "unlink-EACCES-refused-9"}


@pytest.mark.parametrize(
    ("place", "number", "done", "times"),
    [pytest.param(*one.values, id=one.id, marks=() if one.id in QUICK else pytest.mark.soak) for one in CASES],
)
def test_a_call_that_fails_or_whose_answer_is_lost(
    office: Any,
    lists: Callable[..., list[Path]],
    accounted: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    number: int,
    done: bool,
    times: int,
) -> None:
    dropped = drop(office, lists(2, worthy=True))
    inbox = settle(office)
    holder: Any = os if place == "link" else Path
    real = getattr(holder, place)
    fault = Failing(real, number, times, done=done, root=office.workspace.root)
    monkeypatch.setattr(holder, place, _as_method(fault))
    monkeypatch.setattr("toolkit.folders.patience.FIRST", 0.0)
    for turn in range(30):
        later(office, 60 * turn)
        for now in (0.0, 1.0, 2.0):
            inbox.look(1000.0 * turn + now)
        inbox.take_settled()
        if not office.service.ledger.journal.open() and not fault.left:
            break
    monkeypatch.undo()
    inbox.reconcile()
    make_promised(office.service)
    assert fault.failed
    assert {one.state.value for one in accounted(office.service, dropped)} == {"done"}


def test_where_the_lines_cannot_be_written_the_receipt_waits_and_no_bug_is_told(
    office: Any, lists: Callable[..., list[Path]], accounted: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    dropped = drop(office, lists(1))
    inbox = settle(office)
    inbox.written = partial(write_ahead, office.service)
    internal = office.workspace.internal
    aside = internal.with_name("aside")
    internal.rename(aside)
    internal.write_text("no folder", encoding="utf-8")
    assert inbox.take_settled() == ()
    (waiting,) = office.service.ledger.journal.open()
    assert "folders.unpublished" in waiting.problem
    assert [one for one in caplog.messages if "bug" in one] == []
    internal.unlink()
    aside.rename(internal)
    later(office)
    inbox.take_settled()
    assert {one.state.value for one in accounted(office.service, dropped)} == {"done"}


def test_an_outage_never_counts_against_a_file(office: Any, lists: Callable[..., list[Path]], monkeypatch) -> None:
    drop(office, lists(1))
    inbox = settle(office)

    def full(*_: object, **__: object) -> None:
        raise LedgerError("ledger.full", path="ledger", reason="disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("toolkit.ledger.ledger.Ledger.commit", full)
        for turn in range(6):
            later(office, 60 * turn)
            assert inbox.take_settled() == ()
    (waiting,) = office.service.ledger.journal.open()
    assert (waiting.attempts, "ledger.full" in waiting.problem) == (0, True)
    later(office, 60 * 9)
    assert [one.state.value for one in inbox.take_settled()] == ["done"]


def test_a_file_that_meets_a_bug_three_times_is_set_aside_with_a_receipt(
    office: Any, lists: Callable[..., list[Path]], accounted: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped = drop(office, lists(1))
    inbox = settle(office)

    def bug(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("toolkit.jobs.intake.take.examine", bug)
        for turn in range(5):
            later(office, 60 * turn)
            inbox.take_settled()
    (told,) = accounted(office.service, dropped)
    assert told.state.value == "quarantined"
    assert "退回" in told.receipt


# -- small disks ----------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[Path, int], Path]]:
    """Mounts a disk of so many megabytes at a folder; needs root."""
    mounted: list[Path] = []

    def mount(folder: Path, megabytes: int) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(folder)]
        if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("mounting a tmpfs needs root")
        mounted.append(folder)
        return folder

    yield mount
    for folder in reversed(mounted):
        subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


def fill(folder: Path) -> Path:
    """Leave nothing free."""
    ballast = folder / ".ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue
    return ballast


@pytest.mark.parametrize(
    "where", ["outbox", pytest.param("work", marks=pytest.mark.soak), pytest.param("database", marks=pytest.mark.soak)]
)
def test_a_disk_that_fills_up_and_is_emptied_again(
    tmp_path: Path,
    office: Any,
    small_disk: Callable[[Path, int], Path],
    lists: Callable[..., list[Path]],
    accounted: Callable[..., Any],
    where: str,
) -> None:
    settings = Settings(service_folder=str(tmp_path / "local"), quiet=0.1, free_disk=1)
    workspace = Workspace(tmp_path / "small", settings)
    disk = {"outbox": workspace.outbox, "work": workspace.root, "database": workspace.service}[where]
    small_disk(disk, 12)
    lay_out(workspace)
    mine = type(office)(Service(workspace, office.service.day))
    dropped = drop(mine, lists(2))
    daemon, inbox = Daemon(mine.service, documents=False), Inbox(mine.service, documents=False)
    daemon.turn(inbox)
    ballast = fill(disk)
    for turn in range(5):
        later(mine, 60 * turn)
        inbox.tracker.quiet = 0.0
        daemon.turn(inbox)
    assert len(mine.service.ledger.journal.open()) == 2
    ballast.unlink()
    for turn in range(5, 9):
        later(mine, 60 * turn)
        daemon.turn(inbox)
    assert {one.state.value for one in accounted(mine.service, dropped)} == {"done"}
    assert {one.attempts for one in mine.service.ledger.journal.recent()} == {1}
    mine.service.close()


# -- the daemon lives on --------------------------------------------------------------------------


def test_a_share_that_hangs_or_fell_off_is_an_outage_and_comes_back(
    office: Any, lists: Callable[..., list[Path]], accounted: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped = drop(office, lists(1))
    daemon, inbox = Daemon(office.service, documents=False), Inbox(office.service, documents=False)
    daemon.turn(inbox)
    back, real = threading.Event(), Path.stat
    daemon.share = Answering(0.05)
    with monkeypatch.context() as hanging:
        hanging.setattr(Path, "stat", lambda self, **told: back.wait() if self.name == "inbox" else real(self, **told))
        daemon.turn(inbox)
        assert daemon.away
        back.set()
    aside = office.workspace.root.rename(office.workspace.root.with_name("fell off"))
    office.workspace.root.mkdir()
    daemon.turn(inbox)
    assert daemon.away
    assert [one.state.value for one in office.service.ledger.journal.recent()] == ["seen"]
    for left in sorted(office.workspace.root.rglob("*"), reverse=True):
        left.rmdir() if left.is_dir() else left.unlink()
    office.workspace.root.rmdir()
    aside.rename(office.workspace.root)
    inbox.tracker.quiet = 0.0
    for _ in range(4):
        daemon.turn(inbox)
    assert not daemon.away
    accounted(office.service, dropped)


def test_a_database_that_fails_is_waited_out(office: Any, lists: Callable[..., list[Path]], monkeypatch) -> None:
    drop(office, lists(1))
    daemon, inbox = Daemon(office.service, documents=False), Inbox(office.service, documents=False)
    daemon.turn(inbox)

    def away(*_: object) -> None:
        raise LedgerError("ledger.away", reason="gone")

    with monkeypatch.context() as broken:
        broken.setattr("toolkit.ledger.journal.Journal.see", away)
        broken.setattr("toolkit.ledger.journal.Journal.settle", away)
        broken.setattr("toolkit.ledger.journal.Journal.open", away)
        broken.setattr("toolkit.ledger.journal.Journal.count_open", away)
        daemon.turn(inbox)
    assert daemon.away
    assert list(office.outbox.glob("系統狀態_異常_*.txt"))
    daemon.turn(inbox)
    assert not daemon.away
