"""A reminder whose matter is settled is due no more."""

from datetime import date

from toolkit.ledger.ledger import Ledger
from toolkit.outcome import Outcome, Reminder


def test_a_settled_reminder_is_due_no_more(ledger: Ledger) -> None:
    due = [Reminder(f"follow_up:{i}", "王小明", date(2026, 11, 20 + i), "回電") for i in (1, 2)]
    with ledger.view() as view:
        ledger.record("nightly", view, Outcome(reminders=tuple(due)))
    with ledger.view() as view:
        ledger.record("nightly", view, Outcome(settled=("follow_up:1", "never:there")))
    assert [one.key for one in ledger.reminders()] == ["follow_up:2"]
