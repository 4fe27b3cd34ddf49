from datetime import date

import pytest

from toolkit.outcome import Customer, Move, Outcome, Record, Ref
from toolkit.stages.overlay import Nothing, Overlay

ONE = Customer("SJ-20261124-0001", "華景置業有限公司", "914403001922038216", "13800138000", "陳立文", "潛在線索")
TWO = Customer("SJ-20261124-0002", "雲錦花園二期業主委員會", "", "13900139000", "林家慧", "潛在線索")
BELOW = Overlay(Nothing(), (Outcome(customers=(ONE,), records=(Record("contacts", "a", {}, customer=ONE.id),)),))


@pytest.mark.parametrize(
    ("ref", "found"),
    [
        (Ref(id=ONE.id), ONE.id),
        (Ref(credit_code="914403001922038216", name="別的名字"), ONE.id),
        (Ref(name="华景置业有限公司", phone="13800138000"), ONE.id),
        (Ref(name="華景置業有限公司", phone="13000000000"), None),
        (Ref(name="華景置業有限公司"), ONE.id),
        (Ref(name="雲錦花園二期業主委員會"), TWO.id),
        (Ref(name="沒有這一家"), None),
    ],
)
def test_customers_of_both_layers(ref: Ref, found: str | None) -> None:
    ledger = BELOW.over(Outcome(customers=(TWO,)))
    answer = ledger.customers([ref])
    assert (answer[ref].id if ref in answer else None) == found


def test_a_move_above_changes_a_customer_below() -> None:
    move = Move(ONE.id, "潛在線索", "初步溝通", date(2026, 11, 24), "陳立文", "電話溝通")
    ledger = Overlay(BELOW, (Outcome(moves=(move,)),))
    ref = Ref(id=ONE.id)
    assert ledger.customers([ref])[ref].deal_stage == "初步溝通"
    assert ledger.owned_by(["陳立文"])["陳立文"][0].deal_stage == "初步溝通"
    assert ledger.moves([ONE.id])[ONE.id] == (move,)


def test_a_record_above_stands_before_the_one_below() -> None:
    newer = Record("contacts", "a", {"note": "新"}, customer=ONE.id, day=date(2026, 11, 2), version=2)
    older = Record("contacts", "b", {}, customer=ONE.id, day=date(2026, 11, 1))
    ledger = Overlay(BELOW, (Outcome(records=(newer, older)),))
    assert [record.key for record in ledger.current("contacts", [ONE.id])[ONE.id]] == ["b", "a"]
    assert ledger.by_key("contacts", ["a"])["a"].version == 2
    assert ledger.having("contacts", "note", ["新"])["新"] == (newer,)
    assert ledger.having("contacts", "note", ["沒有"]) == {}


def test_numbers_go_on_behind_those_taken_above() -> None:
    assert BELOW.next_number("SJ-20261124-") == 2
    assert BELOW.next_number("SJ-20261125-") == 1


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("華景置業", [ONE.id]),
        ("雲錦花園二期業委會", [TWO.id]),
        ("雲錦花園三期業主委員會", []),
        ("完全不同的名稱", []),
    ],
)
def test_lookalikes_are_never_numbered_siblings(name: str, found: list[str]) -> None:
    ledger = BELOW.over(Outcome(customers=(TWO,)))
    ref = Ref(name=name)
    assert [item.customer.id for item in ledger.lookalikes([ref]).get(ref, ())] == found
