"""Several workers on one ledger: each file is worked on once, whoever stops or wakes."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from toolkit.ledger.ledger import Ledger, open_ledger
from toolkit.ledger.refusals import Conflict, LeaseLost
from toolkit.ledger.schema import SUBMISSIONS
from toolkit.ledger.submission import Drop, State, Submission
from toolkit.ledger.taken import Taken
from toolkit.outcome import Outcome

FILES = 40
WORKERS = 8


def together(count: int, work: Callable[[int], object]) -> list[object]:
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, range(count)))


def drops() -> list[Drop]:
    return [Drop("", f"{number}.xlsx", 1, 1) for number in range(FILES)]


@pytest.fixture
def machines(ledger: Ledger, url: str, clock) -> list[Ledger]:
    """As many connections to one ledger as there are workers, each as another machine has it."""
    opened = [open_ledger(url, clock=clock) for _ in range(WORKERS)]
    yield opened
    for one in opened:
        one.close()


def test_machines_that_see_one_file_give_it_one_id(machines: list[Ledger], ledger: Ledger) -> None:
    told = together(WORKERS, lambda number: [one.id for one in machines[number].journal.see(drops())])
    assert all(ids == told[0] for ids in told)
    assert len(ledger.journal.open()) == FILES


def test_each_file_is_taken_once_and_ends_once(machines: list[Ledger], ledger: Ledger, office) -> None:
    ledger.journal.settle([one.id for one in ledger.journal.see(drops())])

    def work(number: int) -> list[str]:
        mine, done = machines[number], []
        while batch := mine.journal.take(f"w{number}", 3, 600):
            done += [finish(mine, submission) for submission in batch]
        return done

    def finish(mine: Ledger, submission: Submission) -> str:
        lease = mine.journal.move(submission.lease, State.CLAIMED, sha256=submission.name).lease
        mine.journal.start(lease)
        record = replace(office.prospect(f"SJ-{submission.name}"), customer=submission.name)
        with mine.view() as view:
            mine.commit(lease, view, Outcome(records=(record,)), Taken())
        mine.journal.move(lease, State.PUBLISHED)
        mine.journal.move(lease, State.ARCHIVED)
        return mine.journal.end(lease).id

    ended = Counter(name for names in together(WORKERS, work) for name in names)
    assert set(ended.values()) == {1}
    assert len(ended) == FILES
    with ledger.view() as view:
        assert len(view.all_current("prospects")) == FILES
    assert ledger.verify_audit().no == FILES


def test_one_key_by_many_at_once_becomes_one_record(machines: list[Ledger], ledger: Ledger, office) -> None:
    leases = [office.claimed(f"{number}.xlsx") for number in range(WORKERS)]
    outcome = Outcome(records=(office.prospect(),), customers=(office.dahua(),))
    views = [machine.view() for machine in machines]

    def work(number: int) -> str:
        try:
            machines[number].commit(leases[number], views[number], outcome, Taken())
        except Conflict:
            return "conflict"
        return "done"

    told = Counter(together(WORKERS, work))
    for view in views:
        view.close()
    assert told == {"done": 1, "conflict": WORKERS - 1}
    assert len(ledger.history("prospects", office.prospect().key)) == 1


def test_a_worker_that_was_stopped_past_its_lease_changes_nothing_when_it_wakes(
    machines: list[Ledger], ledger: Ledger, office, clock
) -> None:
    stopped, other = machines[:2]
    lease = office.claimed()
    with stopped.view() as view:
        clock.go(61)
        (taken,) = other.journal.take("w2", 1, 60)
        with other.view() as fresh:
            other.commit(taken.lease, fresh, Outcome(records=(office.prospect(budget="1"),)), Taken())
        with pytest.raises(LeaseLost):
            stopped.commit(lease, view, Outcome(records=(office.prospect(budget="2"),)), Taken())
    assert not stopped.journal.holds(lease)
    assert office.record("prospects", office.prospect().key).payload["budget"] == "1"


def test_a_row_that_another_machine_is_taking_is_passed_over(ledger: Ledger) -> None:
    if ledger.single_owner:
        pytest.skip("SQLite has one writer")
    first, second = ledger.journal.see([Drop("", "a", 1, 1), Drop("", "b", 1, 1)])
    ledger.journal.settle([first.id, second.id])
    with ledger._engine.begin() as taking:
        taking.execute(select(SUBMISSIONS).where(SUBMISSIONS.c.id == first.id).with_for_update())
        assert [one.id for one in ledger.journal.take("w2", 5, 60)] == [second.id]
