"""The ledger as plain columns: current rows only, and of each just what is asked."""

from dataclasses import replace
from datetime import date

import pytest

from toolkit.ledger.histories import histories
from toolkit.ledger.ledger import Ledger
from toolkit.outcome import Customer, Move, Outcome, Record, Score

MONDAY = date(2026, 11, 23)


def contact(customer: str, key: str, **payload: object) -> Record:
    return Record(form="contacts", key=key, payload=payload, customer=customer, day=MONDAY)


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """Two customers, one of whom changed hands; three contacts, one of which was corrected."""
    first = Outcome(
        records=(
            contact("SJ-1", "a", method="電話", content="談了報價", score=3),
            contact("SJ-1", "b", method="來訪"),
            contact("SJ-2", "c", method="微信", content=""),
        ),
        customers=(Customer("SJ-1", "一", owner="甲"), Customer("SJ-2", "二", owner="乙")),
        moves=(
            Move("SJ-1", "潛在線索", "談判", MONDAY, "甲", ""),
            Move("SJ-1", "談判", "成交", date(2026, 11, 1), "甲", ""),
        ),
    )
    second = Outcome(
        records=(contact("SJ-1", "b", method="拜訪", content="看了現場"),),
        customers=(Customer("SJ-1", "一", owner="丙"),),
    )
    for outcome in (first, second):
        with ledger.view() as view:
            ledger.record("test", view, outcome)
    return ledger


def test_records_are_columns_of_the_current_versions(told: Ledger) -> None:
    with told.view() as view:
        found = view.tables.records("contacts", ("method", "content", "score"), {"content"})
    assert [(*row[:4], None if row[4] is None else int(row[4])) for row in found] == [
        ("SJ-1", "a", "電話", True, 3),
        ("SJ-2", "c", "微信", False, None),
        ("SJ-1", "b", "拜訪", True, None),
    ]


def test_customers_come_without_their_payload(told: Ledger) -> None:
    with told.view() as view:
        found = view.tables.customers()
    assert [(one.id, one.owner, dict(one.prospect)) for one in found] == [("SJ-1", "丙", {}), ("SJ-2", "乙", {})]


def test_changes_of_owner_are_told_with_their_day(told: Ledger) -> None:
    with told.view() as view:
        changes = view.tables.owner_changes()
        ages = view.tables.ages("contacts", ("method",))
    assert [change[:3] for change in changes] == [("SJ-1", "甲", "丙")]
    assert [(*row[:1], *row[2:]) for row in ages] == [("SJ-1", "電話"), ("SJ-2", "微信"), ("SJ-1", "拜訪")]
    assert changes[0][3] == ages[-1][1]


def test_moves_come_by_day_and_the_last_one_counts(told: Ledger) -> None:
    with told.view() as view:
        moves, entered = view.tables.moves(), view.tables.entered_stage(["SJ-1"])
    assert [tuple(move[:4]) for move in moves] == [
        ("SJ-1", "談判", "成交", "2026-11-01"),
        ("SJ-1", "潛在線索", "談判", "2026-11-23"),
    ]
    assert entered == {"SJ-1": MONDAY}


def test_who_entered_a_stage_since_a_day_and_who_only_before(ledger: Ledger) -> None:
    early = date(2026, 11, 1)
    people = tuple(Customer(f"SJ-{n}", str(n), registered_on=MONDAY) for n in (1, 2, 3))
    moves = (
        Move("SJ-1", "潛在線索", "初步溝通", early, "甲", ""),
        Move("SJ-1", "初步溝通", "談判", MONDAY, "甲", ""),
        Move("SJ-2", "潛在線索", "談判", early, "甲", ""),
    )
    with ledger.view() as view:
        ledger.record("test", view, Outcome(customers=people, moves=moves))
    with ledger.view() as view:
        assert view.tables.entered_since(MONDAY) == ({"SJ-1": MONDAY}, frozenset({"SJ-2"}))
        assert view.tables.entered_since(early) == ({"SJ-1": MONDAY, "SJ-2": early}, frozenset())


@pytest.mark.parametrize("few", [0, 20_000])
def test_first_days_are_the_same_whichever_way_they_are_looked_up(
    told: Ledger, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("toolkit.ledger.tables._FEW", few)
    with told.view() as view:
        found = view.tables.first_days(("contacts",), ["SJ-1"])
        firsts = view.tables.firsts({"contacts"})
    assert dict(found) == {"SJ-1": {"contacts": MONDAY}}
    assert {(one, form) for one, form, _ in firsts} == {("SJ-1", "contacts"), ("SJ-2", "contacts")}
    assert ("SJ-1", "contacts", MONDAY.isoformat()) in {tuple(row) for row in firsts}


def test_the_day_of_a_survey_is_when_it_came_in_and_not_the_day_it_speaks_of(ledger: Ledger) -> None:
    survey = replace(contact("SJ-1", "n"), form="needs", day=date(2027, 3, 31))  # the present contract's end
    with ledger.view() as view:
        ledger.record("test", view, Outcome(records=(survey, contact("SJ-1", "a"))))
    with ledger.view() as view:
        today, found = view.tables.began(), histories(view.tables, ("needs", "contacts"))
    assert sorted(found.firsts, key=str) == [("SJ-1", "contacts", MONDAY.isoformat()), ("SJ-1", "needs", None)]
    assert list(found.recorded) == [("SJ-1", "needs", today)]


def test_contacts_since_a_day_and_all_of_some_customers(told: Ledger) -> None:
    with told.view() as view:
        tables = view.tables
        later = tables.contacts_since(("method",), (), date(2026, 11, 24), ["SJ-2"])
        all_of_them = tables.contacts_since(("method",), (), MONDAY, ())
    assert [tuple(row) for row in later] == [("SJ-2", "c", "微信")]
    assert len(all_of_them) == 3


@pytest.mark.parametrize("few", [0, 20_000])
def test_traces_tell_when_the_first_version_and_this_one_were_recorded(
    told: Ledger, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("toolkit.ledger.tables._FEW", few)
    with told.view() as view:
        day = view.tables.began()
        found = view.tables.traces(("contacts",), ("method", "content"), ["SJ-1"])
        last, made = view.tables.last_contacts(["SJ-1"]), view.tables.made(["晨會清單"], date(2020, 1, 1))
    assert [tuple(row) for row in found if row[0] == "SJ-1"] == [
        ("SJ-1", "contacts", day, day, "電話", "談了報價"),
        ("SJ-1", "contacts", day, day, "拜訪", "看了現場"),
    ]
    assert (last, made) == ({"SJ-1": MONDAY}, {})


def test_who_was_put_on_the_list_and_when(told: Ledger) -> None:
    scores = [
        Score("SJ-1", 80, 80, None, grade, False, 1, (), (), day)
        for grade, day in (("C", date(2026, 11, 2)), ("A", date(2026, 11, 9)), ("A", date(2026, 11, 16)))
    ]
    for score in scores:
        with told.view() as view:
            told.record("scores", view, Outcome(scores=(score,)))
    with told.view() as view:
        assert view.tables.listed_on(["A", "B"], ["SJ-1", "SJ-2"]) == {"SJ-1": date(2026, 11, 9)}
