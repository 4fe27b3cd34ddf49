"""Scores renewed at night: the priority list of the whole ledger says who changed grade, and why."""

from datetime import date
from typing import Any

import pytest

from toolkit.outcome import Customer, FactorPoints, Score
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.overlay import Nothing
from toolkit.stages.screening.renewal import renew, told

TODAY = date(2026, 11, 24)


def customer(number: int, grade: str, **facts: Any) -> Customer:
    row = {
        "customer_id": f"C{number}",
        "name": f"客戶{number}",
        "property_type": "寫字樓",
        "biz_line": "物業服務外拓",
        "party_type": "企業",
        "floor_area": "30000",
        "registered_capital": "5000",
        "last_revenue": "20000",
        "founded_on": "2008-01-01",
        "credit_code": "914403001922038216",
        "serious_violation": "無",
        "dishonest": "無",
        "sector_penalty": "無",
        "checked_on": "2026-11-20",
        "registered_on": "2026-11-01",
        **facts,
    }
    return Customer(f"C{number}", f"客戶{number}", owner="王小明", deal_stage="初步溝通", grade=grade, prospect=row)


def score(number: int, grade: str, total: float) -> Score:
    factors = (FactorPoints("信譽", 5, 25, "查詢已逾期"),)
    return Score(f"C{number}", total, total, None, grade, False, 1, (), factors, TODAY)


def test_the_list_of_all_customers_ranks_them_and_tells_who_changed(rules: RuleBook) -> None:
    found = renew([customer(1, "C"), customer(2, "C", dishonest="有")], Nothing(), rules, TODAY)
    grades = {one.id: one.grade for one in found.customers}
    assert grades["C2"] == "D"
    [order] = found.documents
    assert order.name == "優先開發名單 全部在跟客戶"
    assert order.context["priority"][0]["customer_id"] == "C1"
    summary = order.context["summary"]
    assert "昨夜等級變動 2 家" in summary
    assert f"客戶1 C→{grades['C1']}" in summary
    assert "客戶2 C→D（失信被執行為「有」" in summary


def test_a_first_grade_is_no_change(rules: RuleBook) -> None:
    [order] = renew([customer(1, "")], Nothing(), rules, TODAY).documents
    assert "等級變動" not in order.context["summary"]


@pytest.mark.parametrize(("count", "rest"), [(5, ""), (7, "；另 2 家見《等級變動》")])
def test_of_many_changes_the_best_are_told(count: int, rest: str) -> None:
    text = told([(customer(n, "B"), score(n, "C", 60 + n)) for n in range(count)])
    assert text.count("B→C") == 5
    assert text.startswith(f"昨夜等級變動 {count} 家：客戶{count - 1} B→C（信譽：查詢已逾期）")
    assert text.endswith(f"{rest}。")
    assert told([]) == ""
