"""Each event of the process starts its node: told when late, silent when done; a changed limit moves the day."""

from dataclasses import replace
from datetime import date

import pytest

from toolkit.outcome import Customer
from toolkit.rulebook.nodes import EVENTS
from toolkit.rulebook.process import Limit
from toolkit.rulebook.workdays import calendar_of
from toolkit.stages.review.happenings import OWN_DATES, UNKNOWABLE, Trace, events_of, remindable_events
from toolkit.stages.review.items import ESCALATED, STUCK
from toolkit.stages.review.office import Office, office_items, period_end
from toolkit.stages.review.roles import client_holders, named_roles, office_holders
from toolkit.stages.review.standing import Standing, standing_items

TODAY = date(2026, 11, 24)
DAY = date(2026, 10, 26)
CHINA = calendar_of("CN")
DRAFT = {"contract_id": "HT-1", "contract_state": "草稿"}
VOTE = ("approvals", {"contract_id": "HT-1", "day": "2026-10-26"})


def traces(*rows):
    found = {}
    for form, row in rows:
        found.setdefault(form, []).append(Trace(form, DAY, DAY, row))
    return found


def nodes(rules, stage, rows, **known):
    """The keys of the steps that a client which came into ``stage`` on ``DAY`` is late with."""
    own = traces(*rows)
    one = Customer(
        "SJ-1", "華景", owner="王小明", deal_stage=stage, grade="A", registered_on=known.pop("registered", None)
    )
    first = dict.fromkeys(own, DAY) | known.pop("first", {})
    events = events_of(own, TODAY) | known.pop("events", {})
    found = standing_items([Standing(one, DAY, first, events, **known)], rules, CHINA, TODAY)
    return {
        due.key.split(":")[1] if due.key.startswith("node:") else due.key.split(":")[0]
        for due in found
        if due.kind != STUCK
    }


LEFT, DISCUSSED, BARGAINED, WON = "初步溝通", "深入洽談", "談判", "成交"
PREPARED = ("negotiations", {})
STAFFED = ("resources", {"needed": "2", "in_place": "2"})


@pytest.mark.parametrize(
    ("step", "stage", "late", "done"),
    [
        (
            "screen",
            "潛在線索",
            {"rows": [], "registered": DAY, "first": {"contacts": DAY}, "screened": False},
            {"screened": True},
        ),
        ("first", "潛在線索", {"rows": [], "registered": DAY}, {"first": {"contacts": DAY}}),
        ("plan", LEFT, {"rows": [], "events": {"listed": DAY}}, {"rows": [("plans", {})]}),
        ("survey", LEFT, {"rows": [], "events": {"first_contact": DAY}}, {"rows": [("needs", {})]}),
        ("draft", DISCUSSED, {"rows": [("needs", {})]}, {"rows": [("needs", {}), ("proposals", {})]}),
        ("visit", DISCUSSED, {"rows": [("proposals", {})]}, {"first": {"visits": DAY}}),
        (
            "objections",
            DISCUSSED,
            {"rows": [("objections", {"status": "處理中"})]},
            {"rows": [("objections", {"status": "已解決"})]},
        ),
        ("confirm", DISCUSSED, {"rows": [("objections", {"status": "已解決"})]}, {"stage": BARGAINED}),
        ("prepare", BARGAINED, {"rows": []}, {"rows": [PREPARED]}),
        (
            "terms",
            BARGAINED,
            {"rows": [("negotiations", {"result": "談妥"})]},
            {"rows": [("negotiations", {"result": "談妥"}), ("contracts", {"contract_state": "執行中"})]},
        ),
        (
            "risk",
            BARGAINED,
            {"rows": [PREPARED, ("contracts", DRAFT)]},
            {"rows": [PREPARED, ("contracts", DRAFT | {"contract_state": "待簽"})]},
        ),
        (
            "review",
            BARGAINED,
            {"rows": [PREPARED, ("contracts", DRAFT | {"contract_state": "審批中"}), VOTE]},
            {"rows": [PREPARED, ("contracts", DRAFT | {"contract_state": "待簽"}), VOTE]},
        ),
        (
            "sign",
            BARGAINED,
            {"rows": [PREPARED, ("contracts", DRAFT | {"contract_state": "待簽"}), VOTE]},
            {"rows": [PREPARED, ("contracts", DRAFT | {"contract_state": "執行中"}), VOTE]},
        ),
        ("resources", WON, {"rows": []}, {"rows": [STAFFED]}),
        ("handover", WON, {"rows": [STAFFED]}, {"rows": [STAFFED, ("handover", {})]}),
        ("schedule", "履約", {"rows": [("handover", {})]}, {"rows": [("milestones", {"done_on": "2026-11-01"})]}),
        (
            "track",
            "維護",
            {"rows": [("milestones", {"planned_on": "2026-10-26"})]},
            {"rows": [("milestones", {"planned_on": "2026-10-26", "done_on": "2026-11-01"})]},
        ),
        (
            "improve",
            "維護",
            {"rows": [("satisfaction", {"action": "補種", "day": "2026-10-26"})]},
            {"rows": [("satisfaction", {"action": "補種", "day": "2026-10-26", "closed_on": "2026-11-01"})]},
        ),
    ],
)
def test_a_node_is_told_when_late_and_silent_when_done(rules, step, stage, late, done):
    assert step in nodes(rules, **{"stage": stage, **late})
    assert step not in nodes(rules, **{"stage": stage, **late, **done})


@pytest.mark.parametrize("stage", ["暫緩", "流失"])
def test_a_client_that_rests_has_no_nodes(rules, stage):
    assert "objections" not in nodes(rules, stage, [("objections", {"status": "處理中"})])


def with_limit(rules, step, **changed):
    """The rule book with another limit of one step."""
    stages = tuple(
        replace(
            stage,
            steps=tuple(
                replace(one, limit=replace(one.limit or Limit(1, "", ""), **changed)) if one.key == step else one
                for one in stage.steps
            ),
        )
        for stage in rules.process.stages
    )
    return replace(rules, process=replace(rules.process, stages=stages))


@pytest.mark.parametrize(("days", "on"), [(1, date(2026, 10, 8)), (2, date(2026, 10, 9))])
def test_a_changed_limit_moves_the_day_over_a_holiday(rules, days, on):
    one = Customer("SJ-1", "華景", owner="王小明", deal_stage="潛在線索", registered_on=date(2026, 9, 30))
    found = standing_items([Standing(one, DAY)], with_limit(rules, "connect", days=days), CHINA, TODAY)
    assert [(due.kind, due.on) for due in found if due.owner == "王小明"] == [("首次聯繫", on)]


def test_another_step_on_the_contact_log_is_told_beside_the_first_contact(rules):
    connect = rules.process.steps["connect"]
    phone = replace(connect, key="phone", title="電話核實", responsible=("clerk",))
    stages = tuple(
        replace(stage, steps=(*stage.steps, phone)) if connect in stage.steps else stage
        for stage in rules.process.stages
    )
    changed = replace(rules, process=replace(rules.process, stages=stages))
    one = Customer("SJ-1", "華景", owner="王小明", deal_stage="潛在線索", registered_on=DAY)
    found = standing_items([Standing(one, DAY)], changed, CHINA, TODAY)
    told = sorted(due.text for due in found if due.owner == "王小明")
    assert told == ["2026-10-26 登記，尚未聯繫。", "「電話核實」應完成。"]


def test_a_contact_starts_another_sheet_and_is_its_own_proof(rules):
    events = {"contact": DAY}
    assert nodes(rules, LEFT, [], events=events, first={"contacts": DAY}) == set()
    other = with_limit(rules, "survey", event="contact")
    assert nodes(other, LEFT, [], events=events, first={"contacts": DAY}) == {"survey"}


def test_every_event_is_reminded_of_or_it_is_said_why_not():
    assert remindable_events() | set(OWN_DATES) | UNKNOWABLE == set(EVENTS)
    assert not remindable_events() & (set(OWN_DATES) | UNKNOWABLE)


def test_the_owner_the_doers_and_once_late_who_answers_are_told(rules):
    assert office_holders(rules) == {"manager": "梁靜宜"}
    office = {"manager": "梁靜宜", "legal": "何律", "gm": "沈總"}
    own = traces(PREPARED, ("contracts", DRAFT))
    one = Customer("SJ-1", "華景", owner="王小明", deal_stage=BARGAINED)
    known = Standing(one, DAY, dict.fromkeys(own, DAY), events_of(own, TODAY))
    assert [due.owner for due in standing_items([known], rules, CHINA, TODAY, office)] == ["王小明", "何律"]
    waiting = Standing(one, DAY)
    found = [(due.kind, due.owner) for due in standing_items([waiting], rules, CHINA, TODAY, office)]
    assert found == [("關鍵節點", "王小明"), ("關鍵節點", "梁靜宜"), (ESCALATED, "沈總")]


def test_a_projects_sheets_say_who_holds_its_roles(rules):
    own = traces(("resources", {"responsible": "周強"}), ("satisfaction", {"responsible": "何婷"}))
    assert client_holders(own, named_roles(rules)) == {"project": "周強", "service": "何婷"}


OPENED = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        (Office(OPENED), ["gather", "assess", "problems"]),
        (Office(OPENED, {"績效報告": date(2026, 11, 3)}), ["problems"]),
        (Office(OPENED, {"績效報告": date(2026, 10, 3)}), ["gather", "assess", "problems"]),
        (Office(OPENED, {"評審會議記錄": date(2026, 11, 2)}, undecided=True), ["optimise"]),
        (Office(OPENED, {"評審會議記錄": date(2026, 11, 2)}), []),
        (Office(date(2026, 11, 2)), []),
        (Office(None), []),
    ],
)
def test_the_offices_own_nodes_run_from_the_months_end_and_the_review(rules, office, expected):
    found = list(office_items(office, rules, CHINA, TODAY, {"manager": "梁靜宜"}))
    assert [due.key.split(":")[1] for due in found if due.kind != ESCALATED] == expected
    assert {due.owner for due in found} <= {"梁靜宜"}


@pytest.mark.parametrize(
    ("labels", "today", "ended"),
    [
        ((), date(2026, 11, 24), date(2026, 10, 31)),
        (("2026-10", "2026-11"), date(2026, 11, 24), date(2026, 10, 31)),
        (("2026-Q3", "2026-Q4"), date(2026, 11, 24), date(2026, 9, 30)),
        (("2026-Q4",), date(2027, 1, 4), date(2026, 12, 31)),
        (("2026-H2",), date(2026, 11, 24), date(2026, 6, 30)),
        (("2026",), date(2026, 11, 24), date(2025, 12, 31)),
        (("2026-Q4", "2026-11"), date(2026, 11, 24), date(2026, 10, 31)),
        (("2024-01", "2026-Q4"), date(2026, 11, 24), date(2026, 9, 30)),  # monthly ones were given up
    ],
)
def test_the_period_that_ends_is_as_long_as_the_offices_kpi_sheets(labels, today, ended):
    assert period_end(labels, today) == ended


def test_an_office_by_quarter_is_not_reminded_each_month(rules):
    quarters = Office(OPENED, {"績效報告": date(2026, 10, 9)}, periods=("2026-Q3", "2026-Q4"))
    months = Office(OPENED, {"績效報告": date(2026, 10, 9)}, periods=("2026-10",))
    keys = [
        [due.key.split(":")[1] for due in office_items(one, rules, CHINA, TODAY, {"manager": "梁靜宜"})]
        for one in (quarters, months)
    ]
    assert "assess" not in keys[0]
    assert "assess" in keys[1]
