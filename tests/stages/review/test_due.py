"""What is due: deadlines are the records' own, what is done is gone, and one person has one name."""

from dataclasses import replace
from datetime import date

import pytest

from toolkit.outcome import Customer, FactorPoints, Record, Reminder, Score
from toolkit.rulebook.workdays import calendar_of
from toolkit.stages.review.due import Given, due_items
from toolkit.stages.review.items import Due
from toolkit.stages.review.morning import GradeChange, Morning, late_days, missed_mornings, morning_order
from toolkit.stages.review.standing import Standing, standing_items

TODAY = date(2026, 11, 24)
CHINA = calendar_of("CN")
HUAJING = Customer("SJ-1", "華景", owner="王小明", deal_stage="潛在線索", grade="A", registered_on=date(2026, 11, 18))


def given(*reminders: Reminder, **records: tuple[Record, ...]) -> Given:
    return Given(reminders, {"SJ-1": HUAJING}, records)


def reminder(cause: str, on: date, key: str = "k", owner: str = "王小明") -> Reminder:
    return Reminder(key, owner, on, f"{cause} 的事", "SJ-1", cause)


@pytest.mark.parametrize(("day", "seen"), [(1, True), (24, True), (30, True)])
def test_follow_ups_of_the_past_and_the_next_days_are_due(rules, day, seen):
    found = due_items(given(reminder("follow_up", date(2026, 11, day))), rules, TODAY)
    assert [(one.on.day, one.kind, one.form) for one in found] == [(day, "跟進", "contacts")] * seen


def test_what_lies_further_off_is_not_due_yet(rules):
    assert due_items(given(reminder("follow_up", date(2026, 12, 2))), rules, TODAY) == ()


def milestone(**changed: object) -> Record:
    row = {"contract_id": "HT-1", "milestone": "人員進場", "responsible": "周強", "planned_on": "2026-11-20", **changed}
    return Record("milestones", "HT-1|人員進場", row, customer="SJ-1")


def test_a_milestones_deadline_is_the_planned_day_not_the_reminders(rules):
    [one] = due_items(given(reminder("milestone.due", date(2026, 11, 13)), milestones=(milestone(),)), rules, TODAY)
    assert (one.on, one.owner, one.form, one.row["milestone"]) == (date(2026, 11, 20), "周強", "milestones", "人員進場")


@pytest.mark.parametrize("changed", [{"done_on": "2026-11-21"}, {"status": "已完成"}, {"planned_on": "2026-12-20"}])
def test_a_milestone_that_is_reached_or_far_is_not_due(rules, changed):
    found = given(reminder("milestone.due", date(2026, 11, 13)), milestones=(milestone(**changed),))
    assert due_items(found, rules, TODAY) == ()


@pytest.mark.parametrize(
    ("line", "ends", "on", "words"),
    [
        ("物業服務外拓", "2027-03-24", date(2026, 12, 24), "不續約須在 2026-12-24 前書面通知"),
        ("物業服務外拓", "2027-01-31", date(2027, 1, 31), "通知期限已過"),
        ("租賃招商", "2026-12-31", date(2026, 12, 31), "還有 37 天"),
        ("租賃招商", "2026-11-20", date(2026, 11, 20), "已過 4 天"),
    ],
)
def test_a_contracts_end_is_counted_anew_each_morning(rules, line, ends, on, words):
    row = {"contract_id": "HT-1", "biz_line": line, "ends_on": ends}
    contract = Record("contracts", "HT-1", row, customer="SJ-1")
    announced = Reminder("expiry:HT-1", "王小明", date(2026, 9, 25), "還有 180 天到期", "SJ-1", "contract.expires")
    [one] = due_items(given(announced, contracts=(contract,)), rules, TODAY)
    assert (one.on, one.kind) == (on, "合同到期")
    assert words in one.text


def test_a_contract_nobody_announced_is_not_brought_up(rules):
    row = {"contract_id": "HT-1", "biz_line": "租賃招商", "ends_on": "2026-11-30"}
    assert due_items(given(contracts=(Record("contracts", "HT-1", row, customer="SJ-1"),)), rules, TODAY) == ()


def test_one_person_has_one_name(rules):
    found = due_items(
        given(
            reminder("follow_up", TODAY, "a", "陈立文"),
            reminder("follow_up", TODAY, "b", "陳立文"),
            reminder("visit.due", TODAY, "c", "陳立文"),
        ),
        rules,
        TODAY,
    )
    assert {one.owner for one in found} == {"陳立文"}


def test_whoever_is_told_of_a_late_node_reads_the_same_name(rules):
    told = Due("n:a", "逾期上報", "梁靜宜", TODAY, "「簽署」逾期未完成（跟進人：陈立文）。")
    known = [
        reminder("follow_up", TODAY, key, name) for key, name in (("a", "陳立文"), ("b", "陳立文"), ("c", "陈立文"))
    ]
    found = due_items(replace(given(*known), standing=(told,)), rules, TODAY)
    assert [one.text for one in found if one.owner == "梁靜宜"] == ["「簽署」逾期未完成（跟進人：陳立文）。"]


@pytest.mark.parametrize(
    ("stage", "since", "first", "expected"),
    [
        ("潛在線索", date(2026, 11, 18), {}, [("首次聯繫", "王小明", 20), ("逾期上報", "梁靜宜", 20)]),
        ("談判", date(2026, 11, 18), {"contacts": 1}, [("關鍵節點", "王小明", 23), ("關鍵節點", "梁靜宜", 23)]),
        ("談判", date(2026, 11, 18), {"negotiations": 19}, []),  # prepared, and 45 days to go
        ("談判", date(2026, 10, 1), {"negotiations": 2}, [("停留過久", "王小明", 15)]),
        ("流失", date(2026, 10, 1), {}, []),
    ],
)
def test_where_a_client_stands_still(rules, stage, since, first, expected):
    days = {form: date(2026, 11, day) for form, day in first.items()}
    one = Standing(replace(HUAJING, deal_stage=stage), since, days)
    found = standing_items([one], rules, CHINA, TODAY)
    assert [(due.kind, due.owner, due.on.day) for due in found] == expected
    assert len({due.key for due in standing_items([one], rules, CHINA, TODAY)}) == len(expected)


@pytest.mark.parametrize(
    ("on", "days"),
    [(TODAY, 0), (date(2026, 11, 25), 0), (date(2026, 11, 20), 2), (date(2026, 9, 30), 35), (date(2026, 11, 23), 1)],
)
def test_late_is_counted_in_working_days(on, days):
    assert late_days(Due("k", "跟進", "王", on, ""), CHINA, TODAY) == days


def test_mornings_without_a_list(rules):
    assert missed_mornings(date(2026, 11, 19), CHINA, TODAY) == (date(2026, 11, 20), date(2026, 11, 23))
    assert missed_mornings(date(2026, 11, 23), CHINA, TODAY) == missed_mornings(None, CHINA, TODAY) == ()


def test_the_morning_list_says_what_was_missed_and_who_changed_grade(rules):
    score = Score("SJ-1", 62, 60, None, "C", False, 1, (), (FactorPoints("信譽", 0, 25, "未查"),), TODAY)
    due = (Due("a", "跟進", "王小明", date(2026, 11, 20), "跟進華景：送方案。", "SJ-1", "華景"),)
    missed = (date(2026, 11, 20), date(2026, 11, 23))
    order = morning_order(Morning(due, (GradeChange(HUAJING, "B", score),), missed), rules, CHINA, TODAY)
    told = order.context
    assert "11-20、11-23" in told["missed_note"]
    assert "有 1 件" in told["missed_note"]
    assert told["headline"].startswith("逾期 1 件，今天到期 0 件，未來七天 0 件。")
    assert told["owners"][0] == {
        "owner": "王小明",
        "late_count": 1,
        "today_count": 0,
        "week_count": 0,
        "stale_count": 0,
    }
    assert told["grade_changes"][0] | {"owner": ""} == {
        "customer_name": "華景",
        "owner": "",
        "grade_before": "B",
        "grade": "C",
        "grade_reason": "信譽：未查",
    }
