"""Several workers, several machines: each file is taken once, whoever sleeps, dies or wakes."""

import hashlib
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toolkit.folders.layout import lay_out
from toolkit.folders.workspace import Workspace
from toolkit.jobs.intake.evaluate import evaluate
from toolkit.jobs.intake.inbox import Inbox
from toolkit.jobs.intake.leases import Renewal
from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.safekeeping import export_commits, export_in_turn
from toolkit.jobs.service import Service
from toolkit.ledger.submission import Drop, Lease
from toolkit.settings import Settings, toml_text

COUNTS = [pytest.param(16, id="few"), pytest.param(1000, marks=pytest.mark.soak, id="1000")]


def drop_all(office: Any, made: list[Path]) -> list[str]:
    for number, path in enumerate(made):
        office.drop(path, ("", "王小明", "李小姐")[number % 3])
    return [_hash(path) for path in made]


@pytest.mark.parametrize("count", COUNTS)
def test_eight_workers_take_each_file_once(
    office: Any, lists: Callable[..., list[Path]], accounted: Callable[..., Any], count: int
) -> None:
    dropped = drop_all(office, lists(count, worthy=count < 100))
    inboxes = [Inbox(office.service, worker=f"w{number}") for number in range(8)]
    for now in (0.0, 1.0, 2.0):
        inboxes[0].look(now)
    with ThreadPoolExecutor(8) as pool:
        taken = [one.id for few in pool.map(Inbox.take_settled, inboxes) for one in few]
    make_promised(office.service)
    assert len(taken) == len(set(taken)) == count
    assert {one.state.value for one in accounted(office.service, dropped)} == {"done"}


def test_who_was_overtaken_is_evaluated_once_more_and_then_in_peace(
    office: Any, lists: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All draw the same running numbers: side by side all but one work in vain."""
    evaluated: Counter[str] = Counter()

    def counted(known: Any, origin: Any, *args: Any, **kwargs: Any) -> Any:
        evaluated[str(origin)] += 1
        return evaluate(known, origin, *args, **kwargs)

    monkeypatch.setattr("toolkit.jobs.intake.take.evaluate", counted)
    drop_all(office, lists(16))
    inboxes = [Inbox(office.service, worker=f"w{number}") for number in range(4)]
    for now in (0.0, 1.0, 2.0):
        inboxes[0].look(now)
    monkeypatch.setattr("toolkit.jobs.intake.inbox.AT_ONCE", 4)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Inbox.take_settled, inboxes))
    assert len(evaluated) == 16
    assert max(evaluated.values()) <= 2


def test_the_same_bytes_under_two_names_at_once_are_taken_once(
    office: Any, lists: Callable[..., list[Path]], accounted: Callable[..., Any]
) -> None:
    (made,) = lists(1)
    for number in range(6):
        office.drop(made, name=f"{number}.xlsx")
    inboxes = [Inbox(office.service, worker=f"w{number}") for number in range(3)]
    for now in (0.0, 1.0, 2.0):
        inboxes[0].look(now)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(Inbox.take_settled, inboxes))
    told = accounted(office.service, [_hash(made)] * 6)
    assert sorted(bool(one.duplicate_of) for one in told) == [False] + [True] * 5


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Journal:
    """Counts renewals; what is in ``lost`` is another's."""

    def __init__(self, lost: frozenset[Lease] = frozenset()) -> None:
        self.lost = lost
        self.asked: list[frozenset[Lease]] = []

    def renew(self, leases: Any, seconds: float) -> frozenset[Lease]:
        self.asked.append(frozenset(leases))
        return self.lost & frozenset(leases)


def test_a_lease_is_renewed_until_its_file_ends_or_is_lost() -> None:
    one, two, three = (Lease(name, "w", 1) for name in "abc")
    journal = Journal(frozenset({two}))
    renewal = Renewal(journal, [one, two, three], 60, 1000, now=lambda: 0.0)
    assert renewal.renew() == {two}
    renewal.done("c")
    assert renewal.renew() == frozenset()
    assert journal.asked == [{one, two, three}, {one}]


def test_a_worker_that_hangs_for_ever_keeps_its_files_no_longer_than_that() -> None:
    journal, times = Journal(), iter([0.0, 999.0, 1001.0])
    renewal = Renewal(journal, [Lease("a", "w", 1)], 60, 1000, now=lambda: next(times))
    renewal.renew()
    renewal.renew()
    assert len(journal.asked) == 1


def test_a_file_under_work_is_not_taken_by_the_next_who_asks(office: Any) -> None:
    journal = office.service.ledger.journal
    (seen,) = journal.see([Drop("", "a.xlsx", 1, 1)])
    journal.settle([seen.id])
    (held,) = journal.take("slow", 1, 1.0)
    with Renewal(journal, [held.lease], 60, 1000) as renewal:
        renewal.renew()
        assert journal.take("next", 1, 60) == ()
    journal.gone([seen.id])
    assert journal.find(seen.id).state.value == "settled"


# -- several processes on one PostgreSQL ledger ---------------------------------------------------

STOPPED = """
import os, signal, sys
from pkgutil import resolve_name
workspace, target = sys.argv[1:3]
holder, _, name = target.rpartition(".")
place = resolve_name(holder)
real = getattr(place, name)
def stopping(*args, **kwargs):
    setattr(place, name, real)
    os.kill(os.getpid(), signal.SIGSTOP)
    return real(*args, **kwargs)
import toolkit.jobs.intake.once, toolkit.jobs.intake.orders
setattr(place, name, stopping)
from toolkit.cli.main import main
main(["--workspace", workspace, "--today", "2026-11-24", "run", "--once"])
"""
"""A process that stops itself at a step of the protocol, as a machine does that falls asleep there."""


@pytest.fixture
def shared(office: Any, tmp_path: Path, postgresql_url: Callable[[], str]) -> Iterator[Any]:
    """An office whose ledger is a PostgreSQL database; leases are short."""
    impatient = "&options=-c%20idle_in_transaction_session_timeout%3D2000"
    settings = Settings(
        database=postgresql_url() + impatient, service_folder=str(tmp_path / "mine"), quiet=0.1, rescan=0.2, lease=2.0
    )
    workspace = Workspace(tmp_path / "shared", settings)
    lay_out(workspace)
    toml = toml_text(replace(settings, service_folder=""))
    (workspace.root / "toolkit.toml").write_text(toml, encoding="utf-8")
    service = Service(workspace, lambda: date(2026, 11, 24))
    yield type(office)(service)
    service.close()


def once(office: Any) -> tuple[str, ...]:
    return ("--workspace", str(office.workspace.root), "--today", "2026-11-24", "run", "--once")


def failures(processes: list[Any], seconds: float) -> list[str]:
    """What those said that did not end well."""
    try:
        told = [one.communicate(timeout=seconds)[1].decode() for one in processes]
    finally:
        for one in processes:
            one.kill()
    return [said[-2000:] or str(one.returncode) for one, said in zip(processes, told, strict=True) if one.returncode]


@pytest.mark.postgresql
@pytest.mark.parametrize("count", [pytest.param(8, id="few"), pytest.param(1000, marks=pytest.mark.soak, id="1000")])
def test_four_machines_on_one_postgresql_ledger(
    shared: Any,
    lists: Callable[..., list[Path]],
    accounted: Callable[..., Any],
    started: Callable[..., Any],
    tmp_path: Path,
    count: int,
) -> None:
    shared.service.ledger.journal.open()
    dropped = drop_all(shared, lists(count, worthy=True))
    machines = [started(*once(shared), XDG_DATA_HOME=str(tmp_path / f"machine{number}")) for number in range(4)]
    assert failures(machines, 300 + 3 * count) == []
    told = accounted(shared.service, dropped)
    assert {one.state.value for one in told} == {"done"}
    assert shared.service.ledger.promised() == ()
    assert len(shared.service.ledger.documents()) > 0


@pytest.mark.postgresql
def test_lines_are_written_by_one_machine_at_a_time_and_waited_for(
    shared: Any, lists: Callable[..., list[Path]]
) -> None:
    """Four machines that each wrote all of them took four times as long."""
    drop_all(shared, lists(1))
    shared.run()
    workspace = Workspace(shared.workspace.root, replace(shared.workspace.settings, service_folder=""))
    other = Service(workspace, lambda: date(2026, 11, 24))
    with other.ledger.exporters_turn(60.0):
        assert export_in_turn(shared.service) is None
        assert export_commits(shared.service, patience=0.0) == 0
        assert shared.service.ledger.unexported(1)
    assert export_commits(shared.service) > 0
    assert not other.ledger.unexported(1)
    assert export_in_turn(other) == 0
    other.close()


STOPS = {
    "before the claim": "toolkit.folders.claim.take",
    "while reading": "toolkit.jobs.intake.take.evaluate",
    "before the commit": "toolkit.ledger.ledger.Ledger.commit",
    "while publishing": "toolkit.folders.publish._settle",
    "before archiving": "toolkit.folders.archive._move",
    "while registering documents": "toolkit.ledger.ledger.Ledger.register",
}


@pytest.mark.postgresql
@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="SIGSTOP is POSIX")
@pytest.mark.parametrize(
    "target",
    [pytest.param(place, id=name, marks=pytest.mark.soak) for name, place in STOPS.items()],
)
def test_a_machine_that_slept_past_its_lease_publishes_nothing_when_it_wakes(
    shared: Any,
    lists: Callable[..., list[Path]],
    accounted: Callable[..., Any],
    started: Callable[..., Any],
    tmp_path: Path,
    target: str,
) -> None:
    shared.service.ledger.journal.open()
    dropped = drop_all(shared, lists(3, worthy=True))
    asleep = started(str(shared.workspace.root), target, code=STOPPED, XDG_DATA_HOME=str(tmp_path / "asleep"))
    try:
        assert os.WIFSTOPPED(os.waitpid(asleep.pid, os.WUNTRACED)[1])
        other = started(*once(shared), XDG_DATA_HOME=str(tmp_path / "other"))
        assert failures([other], 300) == []
        before = accounted(shared.service, dropped)
        lying = sorted(path for path in shared.outbox.rglob("*") if path.is_file())
        asleep.send_signal(signal.SIGCONT)
        told = asleep.communicate(timeout=300)[1].decode()
        assert asleep.returncode in (0, 3), told
    finally:
        asleep.kill()
    assert accounted(shared.service, dropped) == before
    assert sorted(path for path in shared.outbox.rglob("*") if path.is_file()) == lying


def test_a_second_daemon_on_one_sqlite_workspace_says_so_and_stops(office: Any, started: Callable[..., Any]) -> None:
    toml = toml_text(office.workspace.settings)
    (office.workspace.root / "toolkit.toml").write_text(toml, encoding="utf-8")
    command = ("--workspace", str(office.workspace.root), "run")
    first = started(*command)
    try:
        heart = office.workspace.service / "heartbeat"
        deadline = time.monotonic() + 120
        while not heart.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        second = started(*command)
        _, said = second.communicate(timeout=120)
        assert second.returncode == 3
        assert "toolkit run" in said.decode()
        first.send_signal(signal.SIGTERM)
        assert first.wait(60) == 0
    finally:
        first.kill()
