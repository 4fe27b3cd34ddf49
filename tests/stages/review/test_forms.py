from datetime import date
from decimal import Decimal

import pytest

from toolkit.forms.column import Convention, Privacy
from toolkit.forms.table import Cell
from toolkit.messages import codes_review as codes
from toolkit.stages.records import strictest
from toolkit.stages.review.forms import FEEDBACK, KPI, level, points_of_weight
from toolkit.stages.review.rules import FEEDBACK_RULES, KPI_RULES

D = Decimal
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (20.0, "", D(20)),
        ("20", "", D(20)),
        ("20%", "", D(20)),
        ("２０％", "", D(20)),
        (0.2, "0%", D(20)),
        (0.125, "0.0%", D("12.5")),
    ],
)
def test_a_weight_is_points_of_a_hundred_however_it_is_typed(value, form, expected):
    assert points_of_weight(Cell(value, format=form), KPI.columns["weight"], Convention({})).value == expected


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (35.0, "", D(35)),
        ("35%", "", D("0.35")),
        (0.35, "0%", D("0.35")),
        ("八成", "", D("0.8")),
        ("100%", "", D("1.00")),
        (1.0, "0%", D("1.00")),
        (1.0, "", D(1)),
    ],
)
def test_a_level_keeps_whether_it_was_a_percentage(value, form, expected):
    reading = level(Cell(value, format=form), KPI.columns["target"], Convention({}))
    assert reading.value == expected
    assert reading.value.as_tuple().exponent == expected.as_tuple().exponent


def test_personal_results_are_confidential():
    assert strictest(KPI) is Privacy.INTERNAL
    assert strictest(FEEDBACK) is Privacy.OPEN


def kpi(**changes):
    row = {"metric": "簽約率", "weight": D(20), "target": D("0.35"), "actual": None, **changes}
    found = [finding for rule in KPI_RULES for finding in rule.check(row, TODAY)]
    return [(finding.code, finding.field) for finding in found]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"weight": D(101)}, [(codes.WEIGHT_RANGE, "weight")]),
        ({"weight": None}, []),
        ({"target": D(35)}, [(codes.RATE_READ_AS_PERCENT, "target")]),
        ({"target": D(1)}, [(codes.RATE_AMBIGUOUS, "target")]),
        ({"target": D("1.00")}, []),
        ({"target": D(120)}, [(codes.RATE_OVER, "target")]),
        ({"actual": D("-0.1")}, [(codes.NEGATIVE, "actual")]),
        ({"metric": "新增客戶數", "target": D(1)}, []),
        ({"metric": "收繳率"}, [(codes.MANUAL_ONLY, "actual")]),
        ({"metric": "收繳率", "actual": D("0.97")}, []),
    ],
)
def test_rules_of_a_target(changes, expected):
    assert kpi(**changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"status": "已關閉"}, [codes.FEEDBACK_CLOSED_UNVERIFIED]),
        ({"status": "已關閉", "verification": "抽查五次"}, []),
        ({"decision": None}, [codes.FEEDBACK_NO_DECISION]),
        ({"due_on": date(2026, 11, 20)}, [codes.FEEDBACK_OVERDUE]),
        ({"due_on": TODAY}, []),
    ],
)
def test_rules_of_feedback(changes, expected):
    row = {
        "status": "處理中",
        "verification": None,
        "decision": "價目表上線",
        "due_on": date(2026, 12, 15),
        **changes,
    }
    assert [finding.code for rule in FEEDBACK_RULES for finding in rule.check(row, TODAY)] == expected
