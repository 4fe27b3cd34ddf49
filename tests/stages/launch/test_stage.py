"""A signed contract is set going: resources, handover, milestones (seed 5a–5d)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from toolkit.outcome import Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.contract.desk import contract_key
from toolkit.stages.launch.forms import HANDOVER, MILESTONES, RESOURCES
from toolkit.stages.launch.milestones import _named
from toolkit.stages.launch.stage import follow_handover, follow_milestones, follow_resources
from toolkit.stages.overlay import Overlay

DEFECT = {"defect_owner": "建設單位", "defect_due": date(2027, 1, 10)}


def test_gaps(signed: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    outcome = follow_resources(given.sheet(RESOURCES, *given.resources), signed, rules, given.today)
    (order,) = outcome.documents
    context = order.context
    assert order.folder == "客戶/SJ-20261105-0003 華景置業有限公司"
    assert (context["item_count"], context["gap_count"], context["late_count"]) == (3, 2, 1)
    assert [(line["item"], line["gap"], line["resource_state"]) for line in context["gaps"]] == [
        ("秩序維護員", Decimal(4), "逾期未到位"),
        ("洗地機", Decimal(2), "待到位"),
    ]
    assert [(group["category"], group["ready"]) for group in context["groups"]] == [
        ("人員", "1/2（50%）"),
        ("設備", "0/1（0%）"),
    ]
    assert [(one.owner, one.due) for one in outcome.reminders] == [
        ("周強", date(2026, 12, 18)),
        ("周強", date(2026, 12, 29)),
    ]


def test_what_is_due_today_is_not_late(signed: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    row = {**given.resources[0], "needed_by": given.today}
    context = follow_resources(given.sheet(RESOURCES, row), signed, rules, given.today).documents[0].context
    assert (context["gap_count"], context["late_count"]) == (1, 0)


def test_gap_that_was_closed_needs_no_reminder(signed: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    first = follow_resources(given.sheet(RESOURCES, *given.resources), signed, rules, given.today)
    mended = {**given.resources[0], "in_place": Decimal(12)}
    outcome = follow_resources(given.sheet(RESOURCES, mended), signed.over(first), rules, given.today)
    assert first.reminders[0].key in outcome.settled
    assert outcome.documents[0].context["gap_count"] == 1


@pytest.mark.parametrize("typed", ["ht-20261124-0001", "HT-20261124-0001"])
def test_number_is_found_however_it_is_typed(
    signed: Overlay, rules: RuleBook, given: SimpleNamespace, typed: str
) -> None:
    row = {**given.resources[0], "contract_id": typed}
    outcome = follow_resources(given.sheet(RESOURCES, row), signed, rules, given.today)
    assert [record.payload["contract_id"] for record in outcome.records] == [given.number]


def test_unknown_contract(signed: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    row = {**given.resources[0], "contract_id": "HT-20200101-0009"}
    outcome = follow_resources(given.sheet(RESOURCES, row), signed, rules, given.today)
    assert [finding.code.code for finding in outcome.findings] == ["contract.unknown_contract"]
    assert outcome.records == ()


def test_preparing_before_signing_is_allowed_once_said(
    unsigned: Overlay, rules: RuleBook, given: SimpleNamespace
) -> None:
    outcome = follow_resources(given.sheet(RESOURCES, *given.resources), unsigned, rules, given.today)
    assert [finding.code.code for finding in outcome.findings] == ["launch.not_signed_yet"]
    assert len(outcome.records) == 3


def test_handover_before_signing_is_stopped(unsigned: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    outcome = follow_handover(given.sheet(HANDOVER, *given.handover), unsigned, rules, given.today)
    assert {finding.code.code for finding in outcome.findings} == {"launch.handover_unsigned"}
    assert (outcome.records, outcome.documents, outcome.moves) == ((), (), ())


def test_complete_handover_starts_the_service(signed: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    outcome = follow_handover(given.sheet(HANDOVER, *given.handover), signed, rules, given.today)
    assert [(move.before, move.after, move.person) for move in outcome.moves] == [("成交", "履約", "周強")]
    assert [who.deal_stage for who in outcome.customers] == ["履約"]
    context = outcome.documents[0].context
    assert [group["category"] for group in context["groups"]] == [
        "圖紙資料",
        "共用設施",
        "用房",
        "鑰匙",
        "抄表",
        "財務",
    ]
    assert context["groups"][4]["lines"][0]["reading"] == Decimal(18236)
    assert context["handover_verdict"] == "各類均已交接，未發現問題。"


def test_partial_handover_moves_nobody(signed: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    outcome = follow_handover(given.sheet(HANDOVER, *given.handover[:5]), signed, rules, given.today)
    assert outcome.moves == ()
    assert outcome.documents[0].context["absent_categories"] == "財務"
    rest = follow_handover(given.sheet(HANDOVER, given.handover[5]), signed.over(outcome), rules, given.today)
    assert [move.after for move in rest.moves] == ["履約"]


def test_grave_defect_stops_the_takeover_until_it_is_mended(
    signed: Overlay, rules: RuleBook, given: SimpleNamespace
) -> None:
    broken = given.thing("共用設施", "1號客梯", place="A座", condition="損壞", defect_grade="A", **DEFECT)
    rows = [given.handover[0], broken, *given.handover[2:]]
    outcome = follow_handover(given.sheet(HANDOVER, *rows), signed, rules, given.today)
    assert outcome.moves == ()
    assert outcome.documents[0].context["handover_verdict"] == "有 1 項 A 級問題，整改驗收前不予接收。"
    assert [one.due for one in outcome.reminders] == [date(2027, 1, 10)]
    mended = follow_handover(given.sheet(HANDOVER, given.handover[1]), signed.over(outcome), rules, given.today)
    assert [move.after for move in mended.moves] == ["履約"]
    assert outcome.reminders[0].key in mended.settled


def test_defects_stand_gravest_first(signed: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    rows = [
        given.thing("用房", "門鎖", condition="損壞", defect_grade="C", **DEFECT),
        given.thing("共用設施", "消防泵", condition="待整改", defect_grade="B", **DEFECT),
    ]
    context = follow_handover(given.sheet(HANDOVER, *rows), signed, rules, given.today).documents[0].context
    assert [line["item"] for line in context["defects"]] == ["消防泵", "門鎖"]


NODES: tuple[dict[str, Any], ...] = (
    {"milestone": "人員進場", "planned_on": date(2026, 12, 20), "done_on": date(2026, 12, 23)},
    {"milestone": "資料建檔", "planned_on": date(2026, 12, 25)},
    {"milestone": "標識更換", "planned_on": date(2027, 1, 8), "progress": Decimal("0.4")},
    {"milestone": "首月評估", "planned_on": date(2027, 2, 1)},
)


def test_plan_and_progress(signed: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    rows = [given.node(**row) for row in NODES]
    outcome = follow_milestones(given.sheet(MILESTONES, *rows), signed, rules, given.today)
    plan, report = (order.context for order in outcome.documents)
    assert [order.template for order in outcome.documents] == ["項目啟動計劃", "進度報告"]
    assert plan["after_start"] == ["標識更換", "首月評估"]
    assert [(line["milestone"], line["late_days"], line["milestone_state"]) for line in report["milestones"]] == [
        ("人員進場", 3, "已完成"),
        ("資料建檔", 3, "延期"),
        ("標識更換", 0, "進行中"),
        ("首月評估", 0, "未開始"),
    ]
    assert report["overdue"] is True
    assert report["on_time"] == "0%（0/1）"
    assert report["progress_verdict"] == "1 個節點逾期，最久的是「資料建檔」，已晚 3 天。"
    assert [line["milestone"] for line in report["upcoming"]] == ["標識更換"]
    assert len(outcome.reminders) == 3
    assert outcome.settled == (f"milestone:{given.number}:人員進場",)


def test_plan_alone_while_nothing_has_begun(signed: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    row = given.node("首月評估", date(2027, 2, 1))
    outcome = follow_milestones(given.sheet(MILESTONES, row), signed, rules, given.today)
    assert [order.template for order in outcome.documents] == ["項目啟動計劃"]


def test_progress_alone_when_only_progress_is_reported(
    signed: Overlay, rules: RuleBook, given: SimpleNamespace
) -> None:
    row = given.node("首月評估", date(2027, 2, 1))
    first = follow_milestones(given.sheet(MILESTONES, row), signed, rules, given.today)
    again = {**row, "progress": Decimal("0.5")}
    outcome = follow_milestones(given.sheet(MILESTONES, again), signed.over(first), rules, given.today)
    assert [order.template for order in outcome.documents] == ["進度報告"]


def test_the_same_sheet_again_makes_nothing(signed: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    for form, follow, rows in (
        (RESOURCES, follow_resources, given.resources),
        (HANDOVER, follow_handover, given.handover),
        (MILESTONES, follow_milestones, [given.node(**row) for row in NODES]),
    ):
        first = follow(given.sheet(form, *rows), signed, rules, given.today)
        again = follow(given.sheet(form, *rows), signed.over(first), rules, given.today)
        assert (again.documents, again.moves, again.reminders) == ((), (), ())


@pytest.mark.parametrize("state", ["終止", "作廢"])
@pytest.mark.parametrize("sheet", ["resources", "handover", "milestones"])
def test_nothing_is_launched_for_a_contract_that_is_over(
    signed: Overlay, rules: RuleBook, given: SimpleNamespace, state: str, sheet: str
) -> None:
    (contract,) = signed.by_key("contracts", [contract_key(given.number)]).values()
    over = replace(contract, payload={**contract.payload, "contract_state": state})
    form, follow, row = {
        "resources": (RESOURCES, follow_resources, given.resources[0]),
        "handover": (HANDOVER, follow_handover, given.handover[0]),
        "milestones": (MILESTONES, follow_milestones, given.node("進場", date(2027, 1, 1))),
    }[sheet]
    outcome = follow(given.sheet(form, row), signed.over(Outcome(records=(over,))), rules, given.today)
    assert [finding.code.code for finding in outcome.findings] == ["launch.project_over"]
    assert (outcome.records, outcome.documents, outcome.moves) == ((), (), ())


def test_one_sentence_names_few_of_many_milestones() -> None:
    assert _named(["甲", "乙"]) == ["甲", "乙"]
    told = _named([f"{'長' * 40}{at}" for at in range(40)])
    assert told[0] == "長" * 29 + "…"
    assert told[-1] == "另 32 個節點（見下表）"
    assert len(told) == 9
