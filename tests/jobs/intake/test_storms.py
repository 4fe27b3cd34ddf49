"""Kills, clocks, lost databases: every dropped file still ends once, with one receipt."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document

from toolkit.cli.main import cli
from toolkit.errors import LedgerError
from toolkit.jobs.intake.inbox import Inbox
from toolkit.jobs.intake.left_over import orders_folder
from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.safekeeping import back_up, check_not_older, export_commits
from toolkit.ledger.ledger import Ledger
from toolkit.settings import toml_text


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def drop(office: Any, made: list[Path]) -> list[str]:
    for number, path in enumerate(made):
        office.drop(path, ("", "王小明")[number % 2])
    return [sha(path) for path in made]


@pytest.fixture
def written(office: Any) -> Any:
    """An office whose settings stand in its file, so that other processes find its ledger."""
    toml = toml_text(office.workspace.settings)
    (office.workspace.root / "toolkit.toml").write_text(toml, encoding="utf-8")
    return office


KILLS = [pytest.param(3, 15, id="3 over 15"), pytest.param(40, 300, id="40 over 300", marks=pytest.mark.soak)]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL is POSIX")
@pytest.mark.parametrize(("kills", "count"), KILLS)
def test_killed_at_random_moments(
    written: Any,
    lists: Callable[..., list[Path]],
    accounted: Callable[..., Any],
    started: Callable[..., Any],
    kills: int,
    count: int,
) -> None:
    dropped = drop(written, lists(count, rows=1, worthy=True))
    written.service.close()
    moments = random.Random(kills)
    for _ in range(kills):
        running = started("--workspace", str(written.workspace.root), "run")
        try:
            running.wait(moments.uniform(0.2, 2.4))
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait(60)
    last = started("--workspace", str(written.workspace.root), "run", "--once")
    _, said = last.communicate(timeout=300 + 2 * count)
    assert last.returncode == 0, said.decode()[-2000:]
    told = accounted(written.service, dropped)
    assert {one.state.value for one in told} == {"done"}
    assert written.service.ledger.promised() == ()
    assert written.service.ledger.unexported() == ()


@pytest.mark.parametrize("edited", [False, True])
def test_documents_made_again_after_a_kill_are_the_only_ones(
    office: Any,
    lists: Callable[..., list[Path]],
    accounted: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    edited: bool,
) -> None:
    dropped = drop(office, lists(3, rows=1, worthy=True))
    register, registered = Ledger.register, list[str]()

    def killed_at_the_third(ledger: Ledger, submission: str, *args: Any, **more: Any) -> int:
        registered.append(submission)
        if len(registered) == 3:
            (left,) = orders_folder(office.service).iterdir()
            left.rename(left.with_name("killed"))  # nobody tidied it up
            raise KeyboardInterrupt
        return register(ledger, submission, *args, **more)

    monkeypatch.setattr(Ledger, "register", killed_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        office.run(documents=True)
    monkeypatch.undo()
    if edited:
        letter = office.workspace.templates / "word" / "公司介紹函.docx"
        document = Document(str(letter))
        document.add_paragraph("順頌商祺")
        document.save(str(letter))
    make_promised(office.service)
    accounted(office.service, dropped)
    assert list(orders_folder(office.service).iterdir()) == []
    numbers = sorted({one.number for one in office.service.ledger.documents() if one.number.startswith("WJ-")})
    assert numbers == [f"WJ-20261124-{number:04d}" for number in range(1, len(numbers) + 1)]


def test_asked_to_stop_twice_it_finishes_and_loses_nothing(
    written: Any, lists: Callable[..., list[Path]], accounted: Callable[..., Any], started: Callable[..., Any]
) -> None:
    dropped = drop(written, lists(20, rows=1))
    written.service.close()
    running = started("--workspace", str(written.workspace.root), "run")
    try:
        until = time.monotonic() + 60
        while not list(written.workspace.archive.rglob("*.xlsx")) and time.monotonic() < until:
            time.sleep(0.02)
        running.send_signal(signal.SIGTERM)
        running.send_signal(signal.SIGTERM)
        assert running.wait(120) == 0
    finally:
        running.kill()
    assert list(written.outbox.glob("系統狀態_已停止_*.txt"))
    left = [one for one in written.service.ledger.journal.open() if one.worker]
    assert left == []
    written.run()
    accounted(written.service, dropped)


@pytest.mark.parametrize("hours", [-24, 24])
def test_a_clock_that_jumps_a_day(
    office: Any, lists: Callable[..., list[Path]], accounted: Callable[..., Any], hours: int
) -> None:
    dropped = drop(office, lists(4, rows=1))
    inbox, journal = Inbox(office.service), office.service.ledger.journal
    for now in (0.0, 1.0, 2.0):
        inbox.look(now)
    (held,) = journal.take("died", 1, 120)
    journal._clock = lambda: datetime.now(UTC) + timedelta(hours=hours)
    inbox.take_settled()
    journal._clock = lambda: datetime.now(UTC) + timedelta(seconds=121)
    inbox.take_settled()
    assert journal.find(held.id).ended
    accounted(office.service, dropped)


@pytest.mark.parametrize("year", [1980, 2099])
def test_file_times_mean_nothing(
    office: Any, lists: Callable[..., list[Path]], accounted: Callable[..., Any], year: int
) -> None:
    (made,) = lists(1)
    placed = office.drop(made)
    moment = datetime(year, 1, 1, tzinfo=UTC).timestamp()
    os.utime(placed, (moment, moment))
    office.run()
    accounted(office.service, [sha(made)])


def test_the_same_name_with_new_content_while_the_first_is_worked_on(
    office: Any, lists: Callable[..., list[Path]], accounted: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = lists(2)
    office.drop(first, name="名單.xlsx")
    from toolkit.jobs.intake import take

    real, later = take.examine, [second]

    def examine(*args: Any) -> Any:
        if later:
            office.drop(later.pop(), name="名單.xlsx")
        return real(*args)

    monkeypatch.setattr(take, "examine", examine)
    office.run()
    office.run()
    told = accounted(office.service, [sha(first), sha(second)])
    assert {one.name for one in told} == {"名單.xlsx"}


# -- lost and restored databases ------------------------------------------------------------------


def known(office: Any) -> tuple[Any, ...]:
    with office.service.ledger.view() as view:
        names = sorted(one.name for one in view.all_customers())
    told = sorted((one.id, one.state.value, one.receipt, one.sha256) for one in office.service.ledger.journal.recent())
    documents = sorted((one.path, one.sha256) for one in office.service.ledger.documents())
    return names, told, documents, office.service.ledger.audit_head()


def database(office: Any) -> Path:
    return office.workspace.service / "ledger.sqlite3"


def lose(office: Any, how: str) -> None:
    office.service.close()
    for beside in database(office).parent.glob("ledger.sqlite3-*"):
        beside.unlink()
    if how == "deleted":
        database(office).unlink()
    elif how == "emptied":
        database(office).write_bytes(b"")
    else:
        content = bytearray(database(office).read_bytes())
        content[:4096] = bytes(4096)
        database(office).write_bytes(content)


@pytest.fixture
def call(written: Any, started: Callable[..., Any]) -> Callable[..., tuple[int, str]]:
    """Runs a command in a process of its own; its exit code and what it said."""

    def run(*words: str) -> tuple[int, str]:
        running = started("--workspace", str(written.workspace.root), *words)
        _, said = running.communicate(timeout=300)
        return running.returncode, said.decode()

    return run


@pytest.mark.parametrize(
    "how",
    [pytest.param("deleted", marks=pytest.mark.soak), "corrupted", pytest.param("emptied", marks=pytest.mark.soak)],
)
def test_a_lost_database_is_refused_with_a_sentence_and_rebuilt(
    written: Any,
    lists: Callable[..., list[Path]],
    accounted: Callable[..., Any],
    call: Callable[..., tuple[int, str]],
    how: str,
) -> None:
    dropped = drop(written, lists(2, worthy=True))
    written.run(documents=True)
    export_commits(written.service)
    before = known(written)
    lose(written, how)
    code, said = call("run", "--once")
    assert code == 3
    assert "toolkit recover" in said
    assert call("recover")[0] == 0
    assert known(written) == before
    (more,) = lists(1, start=2)
    written.drop(more)
    written.run(documents=True)
    accounted(written.service, [*dropped, sha(more)])


@pytest.mark.soak
def test_what_was_committed_is_rebuilt_even_if_nothing_else_came_after(
    written: Any,
    lists: Callable[..., list[Path]],
    accounted: Callable[..., Any],
    started: Callable[..., Any],
    call: Callable[..., tuple[int, str]],
) -> None:
    """Killed between commit and receipt, and the database lost: the receipt still appears, once."""
    dropped = drop(written, lists(1))
    written.service.close()
    died = started(str(written.workspace.root), code=DYING)
    assert died.wait(300) == -signal.SIGKILL
    lose(written, "deleted")
    assert call("recover")[0] == 0
    accounted(written.service, dropped)


DYING = """
import os, signal, sys
import toolkit.jobs.intake.finish as finish
finish.publish = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from toolkit.cli.main import main
main(["--workspace", sys.argv[1], "run", "--once"])
"""


def test_a_restored_backup_answers_as_before_and_an_older_one_is_refused(
    written: Any, lists: Callable[..., list[Path]], tmp_path: Path
) -> None:
    drop(written, lists(2, worthy=True))
    written.run(documents=True)
    export_commits(written.service)
    before = known(written)
    copy = back_up(written.service, tmp_path / "copy.sqlite3")
    lose(written, "deleted")
    shutil.copyfile(copy, database(written))
    assert known(written) == before
    check_not_older(written.service)

    drop(written, lists(1, start=2))
    written.run(documents=True)
    export_commits(written.service)
    after = known(written)
    lose(written, "deleted")
    shutil.copyfile(copy, database(written))
    with pytest.raises(LedgerError) as told:
        check_not_older(written.service)
    assert told.value.code == "ledger.older"
    written.service.close()
    assert CliRunner().invoke(cli, ["--workspace", str(written.workspace.root), "recover"]).exit_code == 0
    assert known(written) == after
