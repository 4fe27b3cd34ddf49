from datetime import date, timedelta
from decimal import Decimal

import pytest

from toolkit.forms.column import Privacy
from toolkit.messages import codes_review as codes
from toolkit.outcome import Change
from toolkit.stages.review.forms import FEEDBACK, KPI
from toolkit.stages.review.stage import follow_feedback, follow_kpi

D = Decimal
RAISED = {
    "origin": "客戶",
    "stage": "深入溝通與方案提供",
    "issue": "方案書等了 9 天",
    "decision": "價目表上線",
    "responsible": "周建宏",
    "due_on": date(2026, 12, 15),
    "status": "處理中",
}


def target(metric, weight, **more):
    return {
        "period": "2026-11",
        "person": "林曉彤",
        "metric": metric,
        "weight": None if weight is None else D(weight),
        "target": D("0.3"),
        **more,
    }


def follow(given, ledger, rules, *rows):
    return follow_kpi(given.sheet(KPI, *rows), ledger, rules, given.today)


def codes_of(outcome):
    return [finding.code for finding in outcome.findings]


def test_weights_that_add_up_are_taken(given, ledger, rules):
    outcome = follow(given, ledger, rules, target("簽約率", 40), target("新增客戶數", 60))
    assert codes_of(outcome) == []
    assert {record.privacy for record in outcome.records} == {Privacy.INTERNAL}
    assert {record.owner for record in outcome.records} == {"林曉彤"}
    assert outcome.documents == ()


def test_thirds_are_a_whole(given, ledger, rules):
    rows = [target(name, weight) for name, weight in (("簽約率", "33.33"), ("簽約數", "33.33"), ("滿意率", "33.34"))]
    assert codes_of(follow(given, ledger, rules, *rows)) == []


def test_weights_that_do_not_add_up_keep_only_that_person_out(given, ledger, rules):
    rows = [target("簽約率", 40), target("新增客戶數", 50), target("簽約率", 100, person="陳立文")]
    outcome = follow(given, ledger, rules, *rows)
    (finding,) = outcome.findings
    assert (finding.code, finding.row, finding.cell) == (codes.WEIGHTS_SUM, 3, "D3")
    assert dict(finding.data) == {"person": "林曉彤", "period": "2026-11", "sum": "90"}
    assert [record.payload["person"] for record in outcome.records] == ["陳立文"]


def test_a_missing_weight_among_others_is_asked_for(given, ledger, rules):
    outcome = follow(given, ledger, rules, target("簽約率", 100), target("新增客戶數", None))
    (finding,) = outcome.findings
    assert (finding.code, finding.row) == (codes.WEIGHT_PARTLY, 3)
    assert outcome.records == ()


def test_no_weights_at_all_count_alike(given, ledger, rules):
    outcome = follow(given, ledger, rules, target("簽約率", None), target("新增客戶數", None))
    assert (codes_of(outcome), len(outcome.records)) == ([], 2)


def test_what_is_on_record_counts_too(given, ledger, rules):
    known = ledger.over(follow(given, ledger, rules, target("簽約率", 40), target("新增客戶數", 60)))
    assert codes_of(follow(given, known, rules, target("簽約數", 10))) == [codes.WEIGHTS_SUM]
    changed = follow(given, known, rules, target("簽約率", 50), target("新增客戶數", 50))
    assert codes_of(changed) == []
    assert {record.change for record in changed.records} == {Change.CHANGED}
    again = follow(given, known, rules, target("簽約率", 40))
    assert [record.change for record in again.records] == [Change.UNCHANGED]


def test_feedback_makes_minutes_and_reminds_who_acts(given, ledger, rules):
    closed = {**RAISED, "issue": "展會名片", "status": "已關閉", "verification": "當日登記率 100%"}
    outcome = follow_feedback(given.sheet(FEEDBACK, RAISED, closed), ledger, rules, given.today)
    (order,) = outcome.documents
    assert (order.template, order.folder, order.number) == ("評審會議記錄", "報表", "PS-20261124")
    counts = [order.context[name] for name in ("open_count", "closed_count", "overdue_count")]
    assert counts == [1, 1, 0]
    (reminder,) = outcome.reminders
    assert (reminder.owner, reminder.due) == ("周建宏", date(2026, 12, 15))
    assert "價目表上線" in reminder.text


def test_what_was_left_open_comes_back_to_the_next_meeting(given, ledger, rules):
    known = ledger.over(follow_feedback(given.sheet(FEEDBACK, RAISED), ledger, rules, given.today))
    later = given.today + timedelta(days=30)
    other = {**RAISED, "issue": "會簽太慢", "due_on": date(2027, 1, 31)}
    outcome = follow_feedback(given.sheet(FEEDBACK, other), known, rules, later)
    context = outcome.documents[0].context
    assert [item["issue"] for item in context["still_open"]] == ["方案書等了 9 天"]
    assert (context["open_count"], context["overdue_count"], context["abridged"]) == (2, 1, False)


def test_what_fills_a_page_is_printed_whole_once(given, ledger, rules):
    long = {**RAISED, "issue": "等" * 2000}
    first = follow_feedback(given.sheet(FEEDBACK, long), ledger, rules, given.today)
    assert first.documents[0].context["issues"][0]["issue"] == long["issue"]
    other = {**RAISED, "issue": "會簽太慢"}
    later = given.today + timedelta(days=30)
    context = follow_feedback(given.sheet(FEEDBACK, other), ledger.over(first), rules, later).documents[0].context
    assert [item["issue"] for item in context["still_open"]] == ["等" * 79 + "…"]
    assert context["abridged"]


def test_the_same_feedback_again_makes_no_minutes(given, ledger, rules):
    known = ledger.over(follow_feedback(given.sheet(FEEDBACK, RAISED), ledger, rules, given.today))
    again = follow_feedback(given.sheet(FEEDBACK, RAISED), known, rules, given.today)
    assert (again.documents, again.reminders) == ((), ())
    assert [record.change for record in again.records] == [Change.UNCHANGED]


@pytest.mark.parametrize("status", ["待處理", "待驗證"])
def test_open_states_are_reminded(given, ledger, rules, status):
    sheet = given.sheet(FEEDBACK, {**RAISED, "status": status})
    assert len(follow_feedback(sheet, ledger, rules, given.today).reminders) == 1
