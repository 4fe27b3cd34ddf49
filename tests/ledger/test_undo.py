"""Taking a submission back: earlier versions return, what others added stays, nothing is deleted."""

from dataclasses import replace
from datetime import date

import pytest

from toolkit.errors import LedgerError
from toolkit.ledger.ledger import Ledger
from toolkit.ledger.taken import Document, DocumentState, RowMemory
from toolkit.ledger.undo import Kept
from toolkit.outcome import Change, DocumentOrder, Move, Outcome, Record, Reminder, Score, Source

KEY = "SJ-20261124-0001"
DAY = date(2026, 11, 24)


def changed(record: Record) -> Record:
    return replace(record, change=Change.CHANGED)


def listed(office, name: str = "名單.xlsx", **payload: object) -> str:
    record = office.prospect(**payload)
    rows = (RowMemory("名單", 3, "prospects", KEY, "f"),)
    return office.take(name, Outcome(records=(record,), customers=(office.dahua(),)), rows=rows)


def test_what_it_began_is_gone_and_its_history_stays(office, ledger: Ledger) -> None:
    one = listed(office)
    done = ledger.undo([one])
    assert (done.removed, done.restored, done.customers_removed) == ((("prospects", KEY),), (), (KEY,))
    assert office.record("prospects", KEY) is None
    assert office.customer(KEY) is None
    assert len(ledger.history("prospects", KEY)) == 1
    assert ledger.journal.find(one).undone_by == done.commit_no
    assert ledger.verify_audit().no == 2


def test_what_it_changed_is_as_it_was(office, ledger: Ledger) -> None:
    one = listed(office, budget="1")
    facts = Outcome(records=(changed(office.prospect(row=9, budget="2")),), customers=(office.dahua(grade="A"),))
    two = office.take("b.xlsx", facts)
    done = ledger.undo([two])
    now = office.record("prospects", KEY)
    assert (now.payload["budget"], now.version, now.source) == ("1", 3, Source(one, "名單.xlsx", "名單", 3))
    assert now.cells == {"customer_id": "B3", "name": "C3", "budget": "D3"}
    assert office.customer(KEY).grade == ""
    assert (done.restored, done.customers_restored) == ((("prospects", KEY),), (KEY,))


def test_what_another_file_changed_later_stays(office, ledger: Ledger) -> None:
    listed(office, budget="1", contact_person="王")
    two = office.take("b.xlsx", Outcome(records=(changed(office.prospect(budget="2", contact_person="王")),)))
    three = office.take("c.xlsx", Outcome(records=(changed(office.prospect(budget="2", contact_person="李")),)))
    ledger.undo([two])
    now = office.record("prospects", KEY)
    assert (now.payload["budget"], now.payload["contact_person"]) == ("1", "李")
    assert now.source.submission == three


def test_what_another_file_built_on_is_kept_and_said(office, ledger: Ledger) -> None:
    one = listed(office, budget="1")
    two = office.take("b.xlsx", Outcome(records=(changed(office.prospect(budget="2")),)))
    done = ledger.undo([one])
    assert done.kept == (Kept("prospects", KEY, "later", two), Kept("customers", KEY, "needed"))
    assert office.record("prospects", KEY).payload["budget"] == "2"
    assert office.customer(KEY) is not None


def test_what_another_file_brought_again_is_kept(office, ledger: Ledger) -> None:
    one = listed(office)
    same = replace(office.prospect(), change=Change.UNCHANGED)
    two = office.take("b.xlsx", Outcome(records=(same,)), rows=(RowMemory("名單", 3, "prospects", KEY, "f"),))
    done = ledger.undo([one])
    assert Kept("prospects", KEY, "again", two) in done.kept
    assert office.record("prospects", KEY) is not None
    assert office.customer(KEY) is not None


def test_a_sheet_and_its_mended_receipt_are_taken_back_as_one(office, ledger: Ledger) -> None:
    one = listed(office)
    same = replace(office.prospect(), change=Change.UNCHANGED)
    other = office.prospect("SJ-20261124-0002")
    memory = tuple(RowMemory("名單", row, "prospects", f"SJ-20261124-000{row}", "f") for row in (1, 2))
    two = office.take("收.xlsx", Outcome(records=(same, other)), rows=memory)
    done = ledger.undo([one, two])
    assert done.kept == ()
    assert office.record("prospects", KEY) is office.record("prospects", "SJ-20261124-0002") is None


def test_a_customer_somebody_has_written_about_stays(office, ledger: Ledger) -> None:
    one = listed(office)
    two = office.take("溝通.xlsx", Outcome(records=(office.contact("c1", KEY),)))
    done = ledger.undo([one])
    assert Kept("prospects", KEY, "needed", two) in done.kept
    assert (done.removed, done.customers_removed) == ((), ())
    assert office.record("prospects", KEY) is not None
    assert office.customer(KEY) is not None


def test_a_customer_of_a_row_that_came_again_stays(office, ledger: Ledger) -> None:
    contact = office.contact("c1", KEY)
    one = office.take("全部.xlsx", Outcome(records=(office.prospect(), contact), customers=(office.dahua(),)))
    memory = (RowMemory("溝通", 5, "contacts", "c1", "f"),)
    same = replace(contact, change=Change.UNCHANGED)
    two = office.take("溝通.xlsx", Outcome(records=(same,)), rows=memory)
    done = ledger.undo([one])
    assert set(done.kept) == {
        Kept("contacts", "c1", "again", two),
        Kept("prospects", KEY, "needed", two),
        Kept("customers", KEY, "needed"),
    }
    assert office.customer(KEY).prospect["name"] == "大華物業"


def test_moves_scores_orders_and_reminders_go_with_it(office, ledger: Ledger) -> None:
    reminder = Reminder("follow:1", "王明", DAY, "跟進", KEY)
    base = Outcome(
        records=(office.prospect(),), customers=(office.dahua(deal_stage="潛在線索"),), reminders=(reminder,)
    )
    office.take("名單.xlsx", base)
    later = replace(reminder, due=date(2027, 1, 1))
    score = Score(KEY, 80, 80, None, "A", False, 1, (), (), DAY)
    move = Move(KEY, "潛在線索", "談判", DAY, "王明", "溝通")
    order = DocumentOrder("合作方案書", {}, "客戶/1", "合作方案書", KEY)
    outcome = Outcome(moves=(move,), scores=(score,), reminders=(later,))
    two = office.take("溝通.xlsx", outcome, orders=(order,))
    assert (office.customer(KEY).deal_stage, office.customer(KEY).grade) == ("談判", "A")
    ledger.undo([two])
    assert (office.customer(KEY).deal_stage, office.customer(KEY).grade) == ("潛在線索", "")
    with ledger.view() as view:
        assert view.moves([KEY]) == view.scores([KEY]) == {}
    assert ledger.promised() == ()
    assert ledger.reminders() == (reminder,)


def test_its_documents_are_void_not_deleted(office, ledger: Ledger) -> None:
    made = Document("客戶/1", "合作方案書", 1, "客戶/1/合作方案書.docx", customer=KEY, sha256="a" * 64)
    one = listed(office)
    ledger.register(one, [made])
    done = ledger.undo([one])
    assert [document.path for document in done.voided] == [made.path]
    assert [document.state for document in ledger.documents(customer=KEY)] == [DocumentState.VOID]


def test_what_it_made_void_is_promised_again(office, ledger: Ledger) -> None:
    order = DocumentOrder("物業服務合同", {}, "客戶/1", "HT-1", KEY, number="HT-1")
    office.take("合同.xlsx", Outcome(), orders=(order,))
    (promised,) = ledger.promised()
    made = Document("客戶/1", "HT-1", 1, "客戶/1/HT-1.docx", number="HT-1", sha256="a" * 64, order=promised.id)
    ledger.register(promised.submission, [made])
    two = office.take("作廢.xlsx", Outcome(voided=("HT-1",)))
    assert [one.state for one in ledger.documents(number="HT-1")] == [DocumentState.VOID]
    done = ledger.undo([two])
    assert [one.name for one in done.remade] == ["HT-1"]
    assert [one.order for one in ledger.promised()] == [order]
    assert [one.state for one in ledger.documents(number="HT-1")] == [DocumentState.VOID]


def test_what_was_void_before_it_was_made_is_not_made(office, ledger: Ledger) -> None:
    order = DocumentOrder("物業服務合同", {}, "客戶/1", "HT-1", KEY, number="HT-1")
    office.take("合同.xlsx", Outcome(), orders=(order, replace(order, name="HT-2", number="HT-2")))
    office.take("作廢.xlsx", Outcome(voided=("HT-1",)))
    assert [one.order.name for one in ledger.promised()] == ["HT-2"]


def test_it_can_be_dropped_again_and_starts_afresh(office, ledger: Ledger) -> None:
    one = listed(office)
    assert ledger.journal.first_of(office.sha256("名單.xlsx")).id == one
    ledger.undo([one])
    assert ledger.journal.first_of(office.sha256("名單.xlsx")) is None
    listed(office, budget="7")
    assert office.record("prospects", KEY).version == 2
    assert office.customer(KEY) is not None


@pytest.mark.parametrize("state", ["undone", "claimed", "unknown"])
def test_only_what_was_taken_can_be_undone(office, ledger: Ledger, state: str) -> None:
    one = listed(office)
    if state == "undone":
        ledger.undo([one])
    which = {"undone": one, "claimed": office.claimed("x.xlsx").submission, "unknown": "261124-nobody"}[state]
    with pytest.raises(LedgerError):
        ledger.undo([which])
    assert (office.record("prospects", KEY) is None) is (state == "undone")
