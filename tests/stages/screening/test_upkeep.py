from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from toolkit.forms.column import Privacy
from toolkit.forms.reading import TakenRow
from toolkit.outcome import Customer
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.screening.channels import channel_yield, concentration
from toolkit.stages.screening.forms import PROSPECTS
from toolkit.stages.screening.freshness import stale, stale_reminders, stale_sheets
from toolkit.stages.screening.renewal import renew

MakeRow = Callable[..., TakenRow]
TODAY = date(2026, 11, 24)


def customer(number: int, grade: str, stage: str = "初步溝通", owner: str = "陳立文", **facts: Any) -> Customer:
    row = {
        "customer_id": f"C{number}",
        "name": f"客戶{number}",
        "phone": "13800138000",
        "registered_on": "2026-01-05",
        **facts,
    }
    return Customer(f"C{number}", f"客戶{number}", owner=owner, deal_stage=stage, grade=grade, prospect=row)


@pytest.mark.parametrize(
    ("grade", "age", "due"),
    [
        ("A", 30, True),
        ("A", 29, False),
        ("B", 45, True),
        ("B", 44, False),
        ("C", 90, True),
        ("D", 179, False),
        ("D", 180, True),
    ],
)
def test_the_cycle_follows_the_grade(rules: RuleBook, grade: str, age: int, due: bool) -> None:
    updated = (TODAY - timedelta(days=age)).isoformat()
    assert bool(stale([customer(1, grade, updated_on=updated)], {}, rules, TODAY)) is due


def test_a_row_that_changed_in_the_ledger_is_fresh(rules: RuleBook) -> None:
    old = customer(1, "A", updated_on="2026-09-01")
    assert stale([old], {"C1": date(2026, 11, 20)}, rules, TODAY) == []
    (item,) = stale([old], {"C1": date(2026, 10, 20)}, rules, TODAY)
    assert item.due == date(2026, 11, 19)


def test_lost_customers_rest(rules: RuleBook) -> None:
    assert stale([customer(1, "A", stage="流失")], {}, rules, TODAY) == []


def test_checks_are_made_anew_before_they_run_out(rules: RuleBook) -> None:
    fresh = {"updated_on": "2026-11-20"}
    soon = customer(1, "A", checked_on=(TODAY - timedelta(days=80)).isoformat(), **fresh)
    later = customer(2, "A", checked_on=(TODAY - timedelta(days=79)).isoformat(), **fresh)
    (item,) = stale([soon, later], {}, rules, TODAY)
    assert item.customer.id == "C1"
    assert item.fields == {"serious_violation", "dishonest", "sector_penalty", "checked_on", "updated_on"}


def test_one_workbook_an_owner_with_only_the_stale_cells_open(rules: RuleBook) -> None:
    old = [customer(1, "A"), customer(2, "B", owner="林家慧"), customer(3, "A")]
    sheets = stale_sheets(stale(old, {}, rules, TODAY), TODAY)
    assert [(order.name, len(order.rows)) for order in sheets] == [("待更新資料 林家慧", 1), ("待更新資料 陳立文", 2)]
    (own,) = [order for order in sheets if "林家慧" in order.name]
    assert own.form == "prospects"
    assert own.privacy is Privacy.PERSONAL
    assert own.rows[0]["customer_id"] == "C2"
    assert own.rows[0]["updated_on"] is None
    assert "phone" in own.unlocked[0]
    assert "name" not in own.unlocked[0]
    assert set(own.rows[0]) <= set(PROSPECTS.columns)


def test_reminders_have_stable_keys(rules: RuleBook) -> None:
    found = stale([customer(1, "A")], {}, rules, TODAY)
    assert [item.key for item in stale_reminders(found)] == ["stale:C1"]
    assert stale(found and [customer(1, "A")], {}, rules, TODAY + timedelta(days=1))[0].due == found[0].due


def test_channel_yield_by_hand() -> None:
    known = [
        customer(1, "A", "成交", source="行業協會", channel_cost="300"),
        customer(2, "B", "深入洽談", source="行業協會", channel_cost="100.5"),
        customer(3, "D", "流失", source="行業協會"),
        customer(4, "B", "維護", source="中介", channel_cost="8000"),
        customer(5, "C", "潛在線索"),
    ]
    first, second, third = channel_yield(known, "ABCD")
    assert (first.source, first.leads, first.signed, first.cost) == ("行業協會", 3, 1, Decimal("400.5"))
    assert first.grades == {"A": 1, "B": 1, "C": 0, "D": 1}
    assert first.in_discussion_or_later == 2
    assert first.cost_per_lead == Decimal("133.50")
    assert first.cost_per_signed == Decimal("400.50")
    assert first.signing_rate == pytest.approx(1 / 3)
    assert {second.source, third.source} == {"中介", "未填"}
    unknown = third if third.source == "未填" else second
    assert unknown.cost_per_signed is None
    assert concentration([first, second, third]) == 0.6
    assert concentration([]) is None


def test_scores_are_renewed_and_a_change_of_grade_is_reported(office, prospect: MakeRow, rich: dict[str, Any]) -> None:
    outcome = office.drop(PROSPECTS, [prospect(2, **rich)])
    (known,) = outcome.customers
    assert known.grade == "A"
    later = TODAY + timedelta(days=70)
    renewed = renew([known], office.ledger, office.rules, later)
    assert renewed.customers == (replace(known, grade="B"),)
    assert renewed.scores[0].day == later
    (report,) = renewed.lists
    assert report.rows[0]["原等級"] == "A"
    assert report.rows[0]["新等級"] == "B"
    assert str(report.rows[0]["原因"]).startswith("預計簽約時間：")
    assert renew([known], office.ledger, office.rules, TODAY).lists == ()
