"""The commit point: what it writes, what it keeps, and when it refuses."""

from dataclasses import replace
from datetime import date

import pytest

from toolkit.ledger.ledger import Ledger
from toolkit.ledger.refusals import Conflict, LeaseLost, WrongStep
from toolkit.ledger.submission import State
from toolkit.ledger.taken import Document, DocumentState, RowMemory, Taken
from toolkit.outcome import (
    Change,
    DocumentOrder,
    FactorPoints,
    Move,
    Outcome,
    Ref,
    Reminder,
    Score,
    Source,
)

DAY = date(2026, 11, 24)


def test_a_commit_writes_records_customers_and_the_state(ledger: Ledger, office) -> None:
    lease = office.claimed()
    office.commit(
        lease,
        Outcome(records=(office.prospect(floor_area="1200.50"),), customers=(office.dahua(deal_stage="潛在線索"),)),
        counts={"accepted": 1},
        forms=("prospects",),
    )
    found = ledger.journal.find(lease.submission)
    assert (found.state, found.verdict, found.counts, found.forms) == (
        State.COMMITTED,
        "done",
        {"accepted": 1},
        ("prospects",),
    )
    with ledger.view() as view:
        record = view.by_key("prospects", ["SJ-20261124-0001"])["SJ-20261124-0001"]
        customer = view.by_id(["SJ-20261124-0001"])["SJ-20261124-0001"]
    assert record.payload["floor_area"] == "1200.50"
    assert record.source == Source(lease.submission, "客戶名單.xlsx", "名單", 3)
    assert (record.version, record.owner, record.day) == (1, "王明", DAY)
    assert (customer.name, customer.deal_stage) == ("大華物業", "潛在線索")
    assert customer.prospect["floor_area"] == "1200.50"


def test_a_changed_row_becomes_a_new_version_and_the_old_one_stays(ledger: Ledger, office) -> None:
    office.commit(office.claimed(), Outcome(records=(office.prospect(budget="1"),), customers=(office.dahua(),)))
    changed = replace(office.prospect(budget="2"), change=Change.CHANGED)
    office.commit(office.claimed("b.xlsx"), Outcome(records=(changed,), customers=(office.dahua(grade="A"),)))
    with ledger.view() as view:
        now = view.by_key("prospects", ["SJ-20261124-0001"])["SJ-20261124-0001"]
        customer = view.by_id(["SJ-20261124-0001"])["SJ-20261124-0001"]
    assert (now.version, now.payload["budget"], customer.grade) == (2, "2", "A")
    history = ledger.history("prospects", "SJ-20261124-0001")
    assert [(one.version, one.payload["budget"], one.source.file) for one in history] == [
        (1, "1", "客戶名單.xlsx"),
        (2, "2", "b.xlsx"),
    ]


def test_an_unchanged_row_writes_nothing(ledger: Ledger, office) -> None:
    office.commit(office.claimed(), Outcome(records=(office.prospect(),), customers=(office.dahua(),)))
    same = replace(office.prospect(), change=Change.UNCHANGED)
    office.commit(office.claimed("b.xlsx"), Outcome(records=(same,), customers=(office.dahua(),)))
    assert len(ledger.history("prospects", "SJ-20261124-0001")) == 1


def test_a_key_taken_meanwhile_is_a_conflict_and_writes_nothing(ledger: Ledger, office) -> None:
    first, second = office.claimed(), office.claimed("b.xlsx")
    with ledger.view() as view:
        office.commit(first, Outcome(records=(office.prospect(),), customers=(office.dahua(),)))
        with pytest.raises(Conflict):
            ledger.commit(second, view, Outcome(records=(office.prospect(),)), Taken())
    assert ledger.journal.find(second.submission).state is State.CLAIMED
    assert ledger.journal.find(second.submission).lease == second


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"name": "別的公司", "credit_code": "914403001922038216"},
    ],
)
def test_a_customer_recorded_meanwhile_under_another_id_is_a_conflict(
    ledger: Ledger, office, other: dict[str, str]
) -> None:
    first, second = office.claimed(), office.claimed("b.xlsx")
    known = office.dahua(credit_code="914403001922038216")
    with ledger.view() as view:
        office.commit(first, Outcome(customers=(known,)))
        with pytest.raises(Conflict):
            ledger.commit(second, view, Outcome(customers=(office.dahua("SJ-9", **other),)), Taken())


def test_unrelated_commits_do_not_disturb_each_other(ledger: Ledger, office) -> None:
    first, second = office.claimed(), office.claimed("b.xlsx")
    with ledger.view() as view:
        office.commit(first, Outcome(records=(office.prospect(),), customers=(office.dahua(),)))
        other = office.prospect("SJ-20261124-0002")
        done = ledger.commit(second, view, Outcome(records=(other,)), Taken())
    assert done.state is State.COMMITTED


def test_numbers_asked_for_on_the_same_snapshot_conflict(ledger: Ledger, office) -> None:
    first, second = office.claimed(), office.claimed("b.xlsx")
    with ledger.view() as one, ledger.view() as two:
        assert one.next_number("SJ-20261124-") == two.next_number("SJ-20261124-") == 1
        ledger.commit(first, one, Outcome(customers=(office.dahua("SJ-20261124-0001"),)), Taken())
        other = office.dahua("SJ-20261124-0001", name="中海物業", phone="13900139000")
        with pytest.raises(Conflict):
            ledger.commit(second, two, Outcome(customers=(other,)), Taken())
    with ledger.view() as view:
        assert view.next_number("SJ-20261124-") == 2


def test_a_number_typed_by_a_person_is_not_given_again(ledger: Ledger, office) -> None:
    office.commit(office.claimed(), Outcome(customers=(office.dahua("SJ-20261124-0041"),)))
    with ledger.view() as view:
        assert view.next_number("SJ-20261124-") == 42
        assert view.next_number("HT-2026-") == 1


def test_a_lost_lease_cannot_commit(ledger: Ledger, office, clock) -> None:
    lease = office.claimed()
    clock.go(61)
    taken = ledger.journal.take("w2", 1, 60)[0]
    assert taken.id == lease.submission
    with pytest.raises(LeaseLost):
        office.commit(lease, Outcome(records=(office.prospect(),)))
    office.commit(taken.lease, Outcome(records=(office.prospect(),)))
    assert len(ledger.history("prospects", "SJ-20261124-0001")) == 1


def test_a_submission_commits_once(ledger: Ledger, office) -> None:
    lease = office.claimed()
    office.commit(lease, Outcome())
    with pytest.raises(WrongStep):
        office.commit(lease, Outcome())


def test_moves_and_scores_carry_over_to_the_customer(ledger: Ledger, office) -> None:
    office.commit(office.claimed(), Outcome(customers=(office.dahua(deal_stage="潛在線索"),)))
    key = "SJ-20261124-0001"
    move = Move(key, "潛在線索", "談判", DAY, "王明", "溝通記錄", Source("", "", "溝通", 5))
    score = Score(key, 81.5, 80, None, "A", True, 0.75, ("未查",), (FactorPoints("物業類型", 20, 20, "住宅"),), DAY)
    lease = office.claimed("b.xlsx")
    moved = replace(move, source=Source(lease.submission, "b.xlsx", "溝通", 5))
    office.commit(lease, Outcome(moves=(moved,), scores=(score,)))
    with ledger.view() as view:
        customer = view.by_id([key])[key]
        assert (customer.deal_stage, customer.grade, customer.owner) == ("談判", "A", "王明")
        assert view.moves([key]) == {key: (moved,)}
        assert view.scores([key]) == {key: score}


def test_a_reminder_given_again_replaces_the_one_before(ledger: Ledger, office) -> None:
    one = Reminder("follow:SJ-1", "王明", DAY, "跟進", "SJ-1", "follow_up")
    office.commit(office.claimed(), Outcome(reminders=(one,)))
    later = replace(one, due=date(2026, 12, 1))
    office.commit(office.claimed("b.xlsx"), Outcome(reminders=(later,)))
    assert ledger.reminders() == (later,)


def test_orders_wait_until_their_document_is_registered(ledger: Ledger, office) -> None:
    lease = office.claimed()
    source = Source(lease.submission, "客戶名單.xlsx", "名單", 3)
    order = DocumentOrder(
        "公司介紹函",
        {"on": DAY, "items": [{"a": None}]},
        "客戶/SJ-1 大華",
        "公司介紹函",
        "SJ-1",
        sources={"on": (source, "B3")},
    )
    office.commit(lease, Outcome(documents=(order,)), orders=(order,))
    waiting = ledger.promised()
    assert [one.order for one in waiting] == [order]
    made = Document(
        order.folder,
        order.name,
        1,
        "客戶/SJ-1 大華/公司介紹函.docx",
        customer="SJ-1",
        sha256="ab" * 32,
        size=9,
        state=DocumentState.DRAFT,
        missing=("電話",),
        sources=order.sources,
        order=waiting[0].id,
    )
    number = ledger.register(lease.submission, [made])
    assert ledger.promised() == ()
    assert ledger.last_versions([(order.folder, order.name), ("x", "y")]) == {(order.folder, order.name): 1}
    (found,) = ledger.documents(customer="SJ-1")
    assert found == replace(made, submission=lease.submission, id=found.id, commit_no=number)
    with pytest.raises(Conflict):
        ledger.register(lease.submission, [made])


def test_a_receipt_remembers_its_rows(ledger: Ledger, office) -> None:
    lease = office.claimed()
    rows = (RowMemory("名單", 3, "prospects", "SJ-1", "f1"), RowMemory("名單", 4, "prospects", "", "f2"))
    office.commit(lease, Outcome(), rows=rows)
    assert ledger.receipt_rows(lease.submission) == rows
    assert ledger.receipt_rows("261124-nobody") == ()


def test_every_commit_leaves_an_entry_in_the_audit_chain(ledger: Ledger, office) -> None:
    office.commit(office.claimed(), Outcome(records=(office.prospect(),)), actor="王明")
    office.commit(office.claimed("b.xlsx"), Outcome())
    assert ledger.audit_head().no == 2
    assert ledger.verify_audit() == ledger.audit_head()


def test_a_view_sees_nothing_of_later_commits(ledger: Ledger, office) -> None:
    with ledger.view() as view:
        office.commit(office.claimed(), Outcome(customers=(office.dahua(),)))
        assert view.customers([Ref(id="SJ-20261124-0001")]) == {}
    with ledger.view() as view:
        assert len(view.customers([Ref(id="SJ-20261124-0001")])) == 1


def test_a_receipt_may_be_under_way_while_the_rows_are_written(ledger: Ledger, office) -> None:
    lease, told = office.claimed(), Taken(receipt="", verdict=State.DONE)
    line = {"source": "1/receipt.xlsx", "path": "outbox/回執/a.xlsx", "size": 5, "sha256": "ab"}

    def written(taken: Taken) -> Taken:
        return replace(taken, manifest=(line,), receipt="outbox/回執/a.xlsx")

    with ledger.view() as view:
        done = ledger.commit(lease, view, Outcome(records=(office.prospect(),)), told, None, written)
    assert (done.manifest, done.receipt) == ((line,), "outbox/回執/a.xlsx")
    found = ledger.journal.find(lease.submission)
    assert (found.state, found.manifest, found.receipt) == (State.COMMITTED, (line,), "outbox/回執/a.xlsx")
    assert office.record("prospects", "SJ-20261124-0001") is not None


def test_a_receipt_that_cannot_be_written_leaves_no_trace_of_the_commit(ledger: Ledger, office) -> None:
    def full(taken: Taken) -> Taken:
        raise OSError(28, "No space left on device")

    lease = office.claimed()
    with ledger.view() as view, pytest.raises(OSError, match="No space"):
        ledger.commit(lease, view, Outcome(records=(office.prospect(),)), Taken(), None, full)
    assert ledger.journal.find(lease.submission).state is State.CLAIMED
    assert office.record("prospects", "SJ-20261124-0001") is None
