"""The journal: numbered transitions, leases, epochs, duplicates."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from toolkit.errors import LedgerError
from toolkit.ledger.ledger import Ledger, open_ledger
from toolkit.ledger.refusals import LeaseLost, WrongStep
from toolkit.ledger.submission import (
    AFTER_COMMIT,
    ENDS,
    TRANSITIONS,
    WORKING,
    Drop,
    State,
    transition,
)
from toolkit.outcome import Outcome

FILE = Drop("王明", "客戶名單.xlsx", 10, 1, 7, sender="王明")


def test_transitions_are_numbered_once_and_in_order() -> None:
    assert [step.number for step in TRANSITIONS] == list(range(1, len(TRANSITIONS) + 1))


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_only_the_protocols_transitions_are_allowed(before: State, after: State) -> None:
    road = [State.SEEN, State.SETTLED, *WORKING, *AFTER_COMMIT]
    straight = before in road[:-1] and road[road.index(before) + 1] == after
    allowed = (
        straight
        or (before in WORKING and after in (State.CLAIMED, State.COMMITTED))
        or (before in (State.CLAIMED, State.READ, State.RECOGNISED) and after is State.VALIDATED)
        or (before is State.ARCHIVED and after in ENDS - {State.GONE})
        or (before in (State.SETTLED, State.CLAIMED) and after is State.SEEN)
        or (before in (State.SEEN, State.SETTLED, State.CLAIMED) and after is State.GONE)
    )
    if allowed:
        assert transition("", before, after).after is after
    else:
        with pytest.raises(WrongStep):
            transition("", before, after)


def test_a_file_is_entered_once_before_it_is_touched(ledger: Ledger) -> None:
    (one,) = ledger.journal.see([FILE])
    (again,) = ledger.journal.see([FILE])
    assert ledger.journal.count_open() == len(ledger.journal.open()) == 1
    assert (one.id, one.state, one.path) == (again.id, State.SEEN, "王明/客戶名單.xlsx")
    assert one.work_name == f"{one.id}__客戶名單.xlsx"


def test_an_id_that_is_taken_is_drawn_again(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter(["261124-a", "261124-a", "261124-a", "261124-b", "261124-a", "261124-c"])
    monkeypatch.setattr("toolkit.ledger.entries.new_id", lambda _: next(draws))
    first = ledger.journal.see([replace(FILE, name=name) for name in ("1.xlsx", "2.xlsx")])
    (later,) = ledger.journal.see([replace(FILE, name="3.xlsx")])
    assert {one.id for one in first} == {"261124-a", "261124-b"}
    assert later.id == "261124-c"


def test_a_file_that_another_machine_takes_meanwhile_keeps_its_id(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = ledger.journal.see([FILE])
    answers = iter([{(FILE.folder, FILE.name): one}, {}])
    monkeypatch.setattr("toolkit.ledger.entries._waiting", lambda *_: next(answers))
    (again,) = ledger.journal.see([FILE])
    assert again.id == one.id


def test_what_another_machine_took_meanwhile_is_not_seen_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = ledger.journal.see([FILE])
    ledger.journal.settle([one.id])
    (leased,) = ledger.journal.take("machine", 1, 60)
    ledger.journal.move(leased.lease, State.CLAIMED, sha256="a", size=10)
    monkeypatch.setattr("toolkit.ledger.entries._waiting", lambda *_: {(FILE.folder, FILE.name): one})
    ledger.journal.see([replace(FILE, size=11)])
    (after,) = ledger.journal.recent(1)
    assert (after.state, after.size) == (State.CLAIMED, 10)


def test_the_work_name_can_be_given(ledger: Ledger) -> None:
    (one,) = ledger.journal.see([replace(FILE, work_as="safe.xlsx")])
    assert one.work_name == f"{one.id}__safe.xlsx"


def test_names_keep_bytes_that_are_no_text(ledger: Ledger) -> None:
    (one,) = ledger.journal.see([Drop("\udc80", "\udcff名.xlsx", 1, 1)])
    assert (one.folder, one.name) == ("\udc80", "\udcff名.xlsx")
    assert ledger.journal.see([Drop("\udc80", "\udcff名.xlsx", 1, 1)])[0].id == one.id


def test_many_files_are_entered_at_once_in_the_order_given(ledger: Ledger) -> None:
    drops = [Drop("", f"{number}.xlsx", number, 1) for number in range(500)]
    seen = ledger.journal.see(drops)
    assert [one.name for one in seen] == [drop.name for drop in drops]
    assert len({one.id for one in seen}) == 500


def test_a_file_that_changed_must_settle_again(ledger: Ledger) -> None:
    (one,) = ledger.journal.see([FILE])
    ledger.journal.settle([one.id])
    assert ledger.journal.see([FILE])[0].state is State.SETTLED
    (changed,) = ledger.journal.see([replace(FILE, size=11)])
    assert (changed.id, changed.state, changed.size) == (one.id, State.SEEN, 11)


def test_another_machines_inode_is_no_change(ledger: Ledger) -> None:
    (one,) = ledger.journal.see([FILE])
    ledger.journal.settle([one.id])
    assert ledger.journal.see([replace(FILE, inode=99)])[0].state is State.SETTLED


def test_the_same_name_again_after_the_claim_is_a_new_submission(office, ledger: Ledger) -> None:
    lease = office.claimed("a.xlsx")
    (again,) = ledger.journal.see([Drop("", "a.xlsx", 10, 1)])
    assert again.id != lease.submission


def test_only_settled_ones_are_taken_oldest_first(ledger: Ledger, clock) -> None:
    ids = []
    for name in "abc":
        ids.append(ledger.journal.see([Drop("", name, 1, 1)])[0].id)
        clock.go(1)
    ledger.journal.settle([ids[2], ids[0]])
    assert [one.id for one in ledger.journal.take("w", 5, 60)] == [ids[0], ids[2]]
    assert ledger.journal.take("w2", 5, 60) == ()


def test_a_lease_that_lapsed_goes_to_another_and_the_first_can_do_nothing(office, ledger: Ledger, clock) -> None:
    lease = office.claimed()
    assert ledger.journal.holds(lease)
    clock.go(61)
    (taken,) = ledger.journal.take("w2", 1, 60)
    assert (taken.id, taken.epoch, taken.state) == (lease.submission, lease.epoch + 1, State.CLAIMED)
    assert not ledger.journal.holds(lease)
    for change in (
        lambda: ledger.journal.move(lease, State.READ),
        lambda: ledger.journal.start(lease),
        lambda: ledger.journal.release(lease),
    ):
        with pytest.raises(LeaseLost):
            change()
    assert ledger.journal.renew([lease, taken.lease], 60) == {lease}


def test_a_heartbeat_keeps_a_lease(office, ledger: Ledger, clock) -> None:
    lease = office.claimed()
    for _ in range(5):
        clock.go(50)
        assert ledger.journal.renew([lease], 60) == frozenset()
    assert ledger.journal.take("w2", 1, 60) == ()


@pytest.mark.parametrize("days", [-3, 3])
def test_a_clock_that_jumps_neither_steals_nor_strands(office, ledger: Ledger, clock, days: int) -> None:
    lease = office.claimed()
    clock.go(days * 86400)
    taken = ledger.journal.take("w2", 1, 60)
    assert [one.id for one in taken] == [lease.submission]


def test_attempts_are_counted_before_the_work(office, ledger: Ledger) -> None:
    lease = office.claimed()
    assert ledger.journal.start(lease).attempts == 1
    ledger.journal.move(lease, State.READ)
    again = ledger.journal.start(lease)
    assert (again.attempts, again.state) == (2, State.CLAIMED)


def test_after_the_commit_point_the_work_does_not_start_again(office, ledger: Ledger) -> None:
    lease = office.claimed()
    office.commit(lease, Outcome())
    with pytest.raises(WrongStep):
        ledger.journal.start(lease)


def test_a_released_one_waits_for_its_retry(office, ledger: Ledger, clock) -> None:
    lease = office.claimed()
    ledger.journal.release(lease, retry_in=30, problem="EBUSY")
    assert ledger.journal.take("w2", 1, 60) == ()
    clock.go(30)
    (taken,) = ledger.journal.take("w2", 1, 60)
    assert (taken.problem, taken.retry_at) == ("EBUSY", None)


def test_the_only_owner_takes_over_at_once(office, ledger: Ledger) -> None:
    lease = office.claimed()
    (taken,) = ledger.journal.take_over("w1 again", 60)
    assert taken.id == lease.submission
    with pytest.raises(LeaseLost):
        ledger.journal.move(lease, State.READ)


@pytest.mark.parametrize("verdict", [State.DONE, State.RETURNED, State.QUARANTINED])
def test_a_submission_ends_as_its_commit_decided(office, ledger: Ledger, clock, verdict: State) -> None:
    clock.go(5)
    ended = ledger.journal.find(office.take("a.xlsx", Outcome(), verdict=verdict))
    assert (ended.state, ended.ended, ended.worker, ended.ended_at) == (verdict, True, "", clock.now)
    assert ledger.journal.open() == ()
    assert [one.id for one in ledger.journal.recent()] == [ended.id]


def test_the_same_bytes_point_at_the_first_result(office, ledger: Ledger) -> None:
    one = office.take("a.xlsx", Outcome())
    assert ledger.journal.first_of(office.sha256("a.xlsx")).id == one
    two = office.take("a.xlsx", Outcome(), duplicate_of=one)
    assert ledger.journal.first_of(office.sha256("a.xlsx"), besides=two).id == one
    assert ledger.journal.first_of(office.sha256("b.xlsx")) is None


@pytest.mark.parametrize("verdict", [State.RETURNED, State.QUARANTINED])
def test_a_returned_file_may_be_dropped_again(office, ledger: Ledger, verdict: State) -> None:
    office.take("a.xlsx", Outcome(), verdict=verdict)
    assert ledger.journal.first_of(office.sha256("a.xlsx")) is None


def test_files_taken_back_before_the_claim_are_gone(ledger: Ledger) -> None:
    seen = ledger.journal.see([Drop("", "a.xlsx", 1, 1), Drop("", "b.xlsx", 1, 1)])
    ledger.journal.settle([seen[0].id])
    ledger.journal.gone([one.id for one in seen])
    assert {ledger.journal.find(one.id).state for one in seen} == {State.GONE}
    assert ledger.journal.open() == ()


def test_what_waits_and_is_not_there_any_more_is_named(office, ledger: Ledger) -> None:
    office.claimed("claimed.xlsx")
    seen = ledger.journal.see([Drop("", "a.xlsx", 1, 1), Drop("王", "b.xlsx", 1, 1)])
    assert {one.id for one in ledger.journal.waiting()} == {one.id for one in seen}


def test_an_unknown_submission_is_said(ledger: Ledger) -> None:
    with pytest.raises(LedgerError) as told:
        ledger.journal.find("261124-nobody")
    assert told.value.code == "ledger.unknown_submission"


def test_without_a_clock_given_the_time_is_the_machines_or_the_databases(ledger: Ledger, url: str) -> None:
    with open_ledger(url) as other:
        (seen,) = other.journal.see([FILE])
    assert abs(datetime.now(UTC) - seen.seen_at) < timedelta(minutes=5)
