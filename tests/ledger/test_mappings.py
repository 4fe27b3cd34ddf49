"""Answers to 對照 sheets: the newest counts, forgetting and undoing ask again, nothing is deleted."""

from toolkit.ledger.ledger import Ledger
from toolkit.ledger.taken import Answer
from toolkit.outcome import Outcome

ANSWERS = {"fields": {"电话": "phone"}, "values": {"source": {"官网": "線上平台"}}}


def test_the_newest_answer_counts(ledger: Ledger) -> None:
    ledger.remember([Answer("3f2a", "prospects", {}, "王明"), Answer("77", "contacts", {}, "王明")])
    ledger.remember([Answer("3f2a", "prospects", ANSWERS, "林家慧")])
    known = ledger.remembered()
    assert {name: (one.form, one.person) for name, one in known.items()} == {
        "3f2a": ("prospects", "林家慧"),
        "77": ("contacts", "王明"),
    }
    assert known["3f2a"].answers == ANSWERS
    assert known["3f2a"].at is not None


def test_what_is_forgotten_is_named_and_gone(ledger: Ledger) -> None:
    ledger.remember([Answer("3f2a", "prospects"), Answer("77", "contacts")])
    assert ledger.forget(["3f2a", "no such"], "admin") == ("3f2a",)
    assert list(ledger.remembered()) == ["77"]
    ledger.verify_audit()


def test_an_answer_comes_with_its_file_and_goes_with_its_undo(office, ledger: Ledger) -> None:
    one = office.take("名單.xlsx", Outcome(), mappings=(Answer("3f2a", "prospects", ANSWERS, "王明"),))
    assert ledger.remembered()["3f2a"].submission == one
    ledger.undo([one])
    assert ledger.remembered() == {}
