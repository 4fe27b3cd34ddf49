from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from toolkit.forms.form import Form
from toolkit.stages.outreach.forms import CONTACTS, NEEDS, PLANS

TODAY = date(2026, 11, 24)
CONTACT: dict[str, Any] = {
    "held_at": datetime.fromisoformat("2026-11-10T10:30"),
    "next_follow_up_on": date(2026, 11, 30),
    "next_step": "安排考察",
    "stage_after": None,
    "needs": None,
    "content": "介紹同類項目案例。",
    "result": "有意向",
}
PLAN: dict[str, Any] = {"starts_on": date(2026, 11, 1), "ends_on": date(2026, 12, 1), "status": None}
NEED: dict[str, Any] = {
    "area_min": None,
    "area_max": None,
    "price_min": None,
    "price_max": None,
    "price_unit": None,
    "decider": "周敏",
    "decision_process": None,
}


def found(form: Form, row: dict[str, Any]) -> list[tuple[str, str, str]]:
    said = [finding for rule in form.rules for finding in rule.check(row, TODAY)]
    return [(item.field, item.code.code, str(item.severity)) for item in said]


@pytest.mark.parametrize(("form", "row"), [(CONTACTS, CONTACT), (PLANS, PLAN), (NEEDS, NEED)], ids=["F2", "F3", "F4"])
def test_an_ordinary_row_is_silent(form: Form, row: dict[str, Any]) -> None:
    assert found(form, row) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"held_at": datetime.fromisoformat("2026-11-25T09:00")}, [("held_at", "contact.in_future", "error")]),
        ({"next_follow_up_on": None}, [("next_follow_up_on", "contact.next_date_missing", "error")]),
        (
            {"next_follow_up_on": None, "stage_after": "談判"},
            [("next_follow_up_on", "contact.next_date_missing", "error")],
        ),
        ({"next_follow_up_on": None, "next_step": None, "stage_after": "成交"}, []),
        ({"next_follow_up_on": None, "next_step": None, "stage_after": "流失", "needs": "價格超出預算"}, []),
        (
            {"next_follow_up_on": None, "next_step": None, "stage_after": "流失"},
            [("needs", "stage.lost_needs_reason", "error")],
        ),
        (
            {"next_follow_up_on": date(2026, 11, 9)},
            [("next_follow_up_on", "contact.next_before_contact", "error")],
        ),
        ({"next_follow_up_on": date(2026, 11, 10)}, []),
        ({"next_step": None}, [("next_step", "contact.no_next_step", "warning")]),
        ({"content": "聊了"}, [("content", "contact.thin_content", "warning")]),
        ({"content": "未接", "result": "未聯繫上"}, []),
    ],
)
def test_contacts(changes: dict[str, Any], expected: list[Any]) -> None:
    rows = {**CONTACT, **changes}
    expected_future = changes.get("held_at") and rows["next_follow_up_on"] < rows["held_at"].date()
    assert not expected_future
    assert found(CONTACTS, rows) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ends_on": date(2026, 10, 31)}, ["plan.dates", "plan.late"]),
        ({"ends_on": date(2026, 11, 20)}, ["plan.late"]),
        ({"ends_on": date(2026, 11, 20), "status": "已完成"}, []),
        ({"ends_on": date(2026, 11, 1), "status": "取消"}, []),
    ],
)
def test_plans(changes: dict[str, Any], expected: list[str]) -> None:
    assert [code for _, code, _ in found(PLANS, {**PLAN, **changes})] == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"area_min": Decimal(9), "area_max": Decimal(8)}, [("area_min", "needs.range", "error")]),
        ({"area_min": Decimal(8), "area_max": Decimal(8)}, []),
        (
            {"price_min": Decimal(3), "price_max": Decimal(2), "price_unit": "元/㎡/月"},
            [("price_min", "needs.range", "error")],
        ),
        ({"price_max": Decimal(2)}, [("price_unit", "needs.unit", "error")]),
        ({"decider": None}, [("decider", "needs.no_decider", "warning")]),
        ({"decider": None, "decision_process": "總經理辦公會"}, []),
    ],
)
def test_needs(changes: dict[str, Any], expected: list[Any]) -> None:
    assert found(NEEDS, {**NEED, **changes}) == expected
