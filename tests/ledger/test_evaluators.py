"""Evaluating beside others, or alone: nobody is overtaken for ever, nobody waits for ever."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from toolkit.ledger.evaluators import Crowd, Door
from toolkit.ledger.ledger import Ledger, open_ledger

LONG, SHORT = 30.0, 0.05
SESSIONS = pytest.mark.parametrize(
    "url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True, ids=["postgresql"]
)
"""A SQLite ledger's only owner dies whole and has no sessions."""


@pytest.fixture
def other(ledger: Ledger, url: str, clock) -> Iterator[Ledger]:
    """The same ledger as another machine has it; a SQLite ledger has one owner, whose threads share it."""
    if ledger.single_owner:
        yield ledger
        return
    with open_ledger(url, clock=clock) as opened:
        yield opened


def started(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def ends(thread: threading.Thread) -> bool:
    thread.join(LONG)
    return not thread.is_alive()


class Waits:
    """A thread that wants its turn, and when it got it."""

    def __init__(self, ledger: Ledger, *, alone: bool, seconds: float = LONG) -> None:
        self.inside, self.leave = threading.Event(), threading.Event()

        def work() -> None:
            with ledger.evaluators_turn(seconds, alone=alone):
                self.inside.set()
                self.leave.wait(LONG)

        self.thread = started(work)

    def got_in(self, seconds: float = LONG) -> bool:
        return self.inside.wait(seconds)

    def ended(self) -> bool:
        self.leave.set()
        return ends(self.thread)


def test_several_evaluate_side_by_side(ledger: Ledger, other: Ledger) -> None:
    one, two = Waits(ledger, alone=False), Waits(other, alone=False)
    assert one.got_in()
    assert two.got_in()
    assert one.ended()
    assert two.ended()


@pytest.mark.parametrize("later", [False, True], ids=["beside others", "alone"])
def test_while_one_is_alone_all_others_wait(ledger: Ledger, other: Ledger, later: bool) -> None:
    with ledger.evaluators_turn(LONG, alone=True):
        waiting = Waits(other, alone=later)
        assert not waiting.got_in(SHORT)
    assert waiting.got_in()
    assert waiting.ended()


def test_who_wants_to_be_alone_is_not_passed_by_those_who_come_later(ledger: Ledger, other: Ledger) -> None:
    """A long list that was overtaken gets its turn, however many short ones arrive meanwhile."""
    inside = Waits(ledger, alone=False)
    assert inside.got_in()
    alone = Waits(other, alone=True)
    assert not alone.got_in(SHORT)
    later = Waits(ledger, alone=False)
    assert not later.got_in(SHORT)
    assert inside.ended()
    assert alone.got_in()
    assert not later.got_in(SHORT)
    assert alone.ended()
    assert later.got_in()
    assert later.ended()


def test_after_its_patience_the_work_is_done_all_the_same(ledger: Ledger, other: Ledger) -> None:
    with ledger.evaluators_turn(LONG, alone=True):
        impatient = Waits(other, alone=True, seconds=SHORT)
        assert impatient.got_in()
        assert impatient.ended()


def test_what_goes_wrong_inside_gives_the_turn_back(ledger: Ledger, other: Ledger) -> None:
    with pytest.raises(ValueError, match="inside"), ledger.evaluators_turn(LONG, alone=True):
        raise ValueError("inside")
    with other.evaluators_turn(LONG, alone=True):
        pass


@SESSIONS
def test_a_holder_whose_session_is_ended_holds_nobody_up(ledger: Ledger, other: Ledger) -> None:
    """So it is where its process was killed, its machine fell asleep or the line was cut."""
    with ledger.evaluators_turn(LONG, alone=True):
        waiting = Waits(other, alone=True)
        assert not waiting.got_in(SHORT)
        with other._engine.begin() as connection:
            held = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted"
            connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid) FROM ({held}) AS holders")
        assert waiting.got_in()
        assert waiting.ended()
    with ledger.evaluators_turn(LONG, alone=True):
        pass


@SESSIONS
def test_a_machine_that_is_silent_for_longer_than_its_lease_loses_its_turn(
    ledger: Ledger, other: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.ledger.turns._OFTEN", 0.01)  # no pulse comes in time, as from one that sleeps
    asleep = ExitStack()
    asleep.enter_context(ledger.evaluators_turn(0.2, alone=True))
    waiting = Waits(other, alone=True)
    assert waiting.got_in()
    assert waiting.ended()
    asleep.close()


@SESSIONS
def test_a_turn_leaves_nothing_behind_in_its_session(ledger: Ledger) -> None:
    with ledger._engine.connect() as connection:
        before = connection.exec_driver_sql("SHOW lock_timeout").scalar()
    with ledger.evaluators_turn(LONG, alone=True):
        pass
    with ledger._engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == before
        assert connection.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").scalar() == 0


def test_many_threads_each_alone_or_not_all_come_through() -> None:
    door, inside, most = Door(), [0], [0]

    def work(number: int) -> None:
        alone = number % 3 == 0
        with door.passed(LONG, alone=alone):
            inside[0] += 1
            most[0] = max(most[0], inside[0] if alone else 1)
            inside[0] -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(300)))
    assert most == [1]
    with door.passed(0.0, alone=True):
        pass


def test_after_somebody_was_overtaken_the_next_ones_are_evaluated_alone_at_once() -> None:
    crowd = Crowd()
    assert not crowd.dense
    crowd.overtaken()
    told = [crowd.dense for _ in range(40)]
    assert told[0]
    assert not told[-1]
