"""Rules over several cells of the launch sheets: what they say and what they let pass."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from toolkit.stages.launch.forms import HANDOVER, MILESTONES, RESOURCES
from toolkit.stages.launch.rules import days_late

TODAY = date(2027, 1, 10)
DAY = date(2027, 1, 5)

RESOURCE = {"item": "洗地機", "needed": Decimal(2), "in_place": None}
THING = {
    "category": "共用設施",
    "condition": "完好",
    "defect_grade": None,
    "defect_owner": None,
    "defect_due": None,
    "reading": None,
}
BROKEN = {"condition": "損壞", "defect_grade": "B", "defect_owner": "建設單位", "defect_due": DAY}
NODE = {"planned_on": DAY, "done_on": DAY, "cause": None, "measure": None, "status": None, "progress": None}


@pytest.mark.parametrize(
    ("form", "row", "found"),
    [
        (RESOURCES, RESOURCE, []),
        (RESOURCES, {**RESOURCE, "in_place": Decimal(2)}, []),
        (RESOURCES, {**RESOURCE, "in_place": Decimal(3)}, ["in_place"]),
        (HANDOVER, THING, []),
        (HANDOVER, {**THING, **BROKEN}, []),
        (HANDOVER, {**THING, "defect_grade": "A"}, ["defect_grade"]),
        (HANDOVER, {**THING, "condition": "缺失"}, ["defect_grade", "defect_owner", "defect_due"]),
        (HANDOVER, {**THING, **BROKEN, "defect_due": None}, ["defect_due"]),
        (HANDOVER, {**THING, "category": "抄表"}, ["reading"]),
        (HANDOVER, {**THING, "category": "抄表", "reading": Decimal(0)}, []),
        (MILESTONES, NODE, []),
        (MILESTONES, {**NODE, "done_on": date(2027, 1, 11)}, ["done_on", "cause"]),
        (MILESTONES, {**NODE, "status": "已完成", "progress": Decimal("0.5")}, ["progress"]),
        (MILESTONES, {**NODE, "status": "已完成", "progress": Decimal(1)}, []),
        (MILESTONES, {**NODE, "status": "進行中", "done_on": None, "cause": "x", "measure": "y"}, []),
        (MILESTONES, {**NODE, "done_on": None}, ["cause"]),
        (MILESTONES, {**NODE, "done_on": None, "cause": "下雨"}, ["measure"]),
        (MILESTONES, {**NODE, "done_on": date(2027, 1, 8), "cause": "下雨", "measure": "加班"}, []),
        (MILESTONES, {**NODE, "planned_on": date(2027, 2, 1), "done_on": None}, []),
    ],
)
def test_row(form: Any, row: dict[str, Any], found: list[str]) -> None:
    findings = [finding for rule in form.rules for finding in rule.check(row, TODAY)]
    assert [finding.field for finding in findings] == found


@pytest.mark.parametrize(
    ("done_on", "days"), [(date(2027, 1, 5), 0), (date(2027, 1, 3), -2), (date(2027, 1, 6), 1), (None, 5)]
)
def test_days_late(done_on: date | None, days: int) -> None:
    assert days_late(DAY, done_on, TODAY) == days


def test_every_rule_reads_what_its_form_has() -> None:
    for form in (RESOURCES, HANDOVER, MILESTONES):
        for rule in form.rules:
            assert set(rule.needs) <= set(form.columns)
