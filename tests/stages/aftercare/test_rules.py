"""Rules over several cells of the satisfaction sheet."""

from datetime import date
from typing import Any

import pytest

from toolkit.stages.aftercare.forms import ITEMS, SATISFACTION

DAY = date(2027, 3, 15)
ROW = {"day": DAY, "overall": 5, "action": None, "responsible": None, "due_on": None, "closed_on": None}
ACTION = {"action": "增派巡邏", "responsible": "周強", "due_on": date(2027, 4, 1)}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"overall": 4}, []),
        ({"overall": 3}, ["action"]),
        ({"overall": 3, **ACTION}, []),
        ({**ACTION, "responsible": None, "due_on": None}, ["responsible", "due_on"]),
        ({**ACTION, "closed_on": date(2027, 3, 14)}, ["closed_on"]),
        ({**ACTION, "closed_on": DAY}, []),
    ],
)
def test_row(changes: dict[str, Any], found: list[str]) -> None:
    findings = [finding for rule in SATISFACTION.rules for finding in rule.check({**ROW, **changes}, date(2027, 5, 1))]
    assert [finding.field for finding in findings] == found


def test_every_rule_reads_what_its_form_has() -> None:
    for rule in SATISFACTION.rules:
        assert set(rule.needs) <= set(SATISFACTION.columns)


def test_parts_are_all_that_is_scored_besides_the_whole() -> None:
    assert [*ITEMS, "overall"] == [
        name for name, column in SATISFACTION.columns.items() if "1 非常不滿意" in column.help
    ]
