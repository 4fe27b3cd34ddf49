from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from toolkit.forms.reading import TakenRow
from toolkit.outcome import Outcome, Record
from toolkit.stages.outreach.forms import CONTACTS, NEEDS, PLANS, Need, Plan
from toolkit.stages.outreach.plan import split_milestone
from toolkit.stages.overlay import Overlay
from toolkit.stages.screening.forms import PROSPECTS

MakeRow = Callable[..., TakenRow]
NAME = "第2號置業有限公司"


def at(day: str, clock: str = "10:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}")


def row(model: type, number: int, **values: Any) -> TakenRow:
    return TakenRow(model(**values), "表", number, cells=dict.fromkeys(values, f"A{number}"))


def codes(outcome: Outcome) -> list[str]:
    return [finding.code.code for finding in outcome.findings]


@pytest.fixture
def known(office, prospect: MakeRow, rich: dict[str, Any]):
    """An office that knows one complete prospect."""
    office.drop(PROSPECTS, [prospect(2, **rich)])
    return office


def test_contacts_move_stage_and_score(known, contact: MakeRow) -> None:
    outcome = known.drop(
        CONTACTS,
        [
            contact(3, held_at=at("2026-10-20"), stage_after="深入洽談"),
            contact(2, held_at=at("2026-10-12"), method="電話", stage_after="初步溝通"),
        ],
    )
    moves = [(move.before, move.after, move.on, move.person) for move in outcome.moves]
    assert moves == []
    later = known.drop(
        CONTACTS,
        [
            contact(3, held_at=at("2026-11-20"), stage_after="深入洽談"),
            contact(2, held_at=at("2026-11-12"), method="電話", stage_after="初步溝通"),
        ],
    )
    assert [(move.before, move.after, move.on) for move in later.moves] == [
        ("潛在線索", "初步溝通", date(2026, 11, 12)),
        ("初步溝通", "深入洽談", date(2026, 11, 20)),
    ]
    (customer,) = later.customers
    (score,) = later.scores
    assert (customer.deal_stage, customer.grade) == ("深入洽談", score.grade)
    assert score.engagement is not None
    points = {item.factor: item.points for item in score.factors}
    assert points["決策人接觸"] == 25
    assert points["最近接觸"] == pytest.approx(18.23, abs=0.01)


def test_the_same_log_again_changes_nothing(known, contact: MakeRow) -> None:
    rows = [contact(2, stage_after="初步溝通")]
    known.drop(CONTACTS, rows)
    again = known.drop(CONTACTS, rows)
    assert [record.change.value for record in again.records] == ["unchanged"]
    assert (again.moves, again.documents, again.scores, again.reminders) == ((), (), (), ())


def test_one_contact_is_known_by_customer_time_method_and_person(known, contact: MakeRow) -> None:
    first = known.drop(CONTACTS, [contact(2)])
    changed = known.drop(CONTACTS, [contact(9, customer="SJ-20261124-0001", content="補記：對方要求看費用測算。")])
    assert [record.change.value for record in changed.records] == ["changed"]
    assert changed.records[0].key == first.records[0].key
    other = known.drop(CONTACTS, [contact(2, method="電話")])
    assert [record.change.value for record in other.records] == ["new"]


def test_a_jump_over_a_stage_is_said_and_still_counts(known, contact: MakeRow) -> None:
    outcome = known.drop(CONTACTS, [contact(4, stage_after="深入洽談")])
    assert codes(outcome) == ["stage.gate_warned", "stage.skipped"]
    skipped = outcome.findings[1]
    assert (skipped.field, skipped.row, skipped.data["skipped"]) == ("stage_after", 4, "初步溝通")
    assert [move.after for move in outcome.moves] == ["深入洽談"]


def test_a_step_back_is_said(known, contact: MakeRow) -> None:
    known.drop(CONTACTS, [contact(2, held_at=at("2026-11-10"), stage_after="初步溝通")])
    known.drop(CONTACTS, [contact(2, held_at=at("2026-11-12"), stage_after="深入洽談")])
    outcome = known.drop(CONTACTS, [contact(2, held_at=at("2026-11-13"), stage_after="潛在線索")])
    assert codes(outcome) == ["stage.back"]


def test_a_closed_gate_keeps_the_row_out_and_names_what_is_missing(known, contact: MakeRow) -> None:
    outcome = known.drop(CONTACTS, [contact(6, stage_after="成交"), contact(7, method="電話")])
    assert [record.source.row for record in outcome.records] == [7]
    closed = [item for item in outcome.findings if item.code.code == "stage.gate_closed"]
    assert {item.row for item in closed} == {6}
    assert any("合同" in str(item.data["missing"]) for item in closed)
    assert outcome.moves == ()
    assert known.ledger.customers  # the overlay below is untouched


def test_a_gate_opens_once_its_needs_are_there(known, contact: MakeRow) -> None:
    needs = [
        Record("needs", "n", {}, customer="SJ-20261124-0001"),
        Record("proposals", "p", {"version": 1}, customer="SJ-20261124-0001"),
        Record("objections", "o", {"status": "未解決"}, customer="SJ-20261124-0001"),
    ]
    known.ledger = Overlay(known.ledger, (Outcome(records=tuple(needs)),))
    stopped = known.drop(CONTACTS, [contact(2, stage_after="談判")])
    missing = [item.data["missing"] for item in stopped.findings if item.blocks]
    assert [one.partition("（")[0] for one in missing[0].split("、") if "異議" not in one] == ["經客戶確認的合作方案書"]
    stopped = known.drop(CONTACTS, [contact(2, stage_after="談判", result="已達成")])
    assert [item.data["missing"] for item in stopped.findings if item.blocks] == ["所有異議已解決（異議處理表）"]
    settled = Record("objections", "o", {"status": "已解決"}, customer="SJ-20261124-0001")
    known.ledger = Overlay(known.ledger, (Outcome(records=(settled,)),))
    assert [move.after for move in known.drop(CONTACTS, [contact(2, stage_after="談判")]).moves] == ["談判"]


def test_a_yes_opens_the_gate_to_itself_and_to_later_rows_of_its_sheet(known, contact: MakeRow) -> None:
    offer = Record("proposals", "p", {"version": 1}, customer="SJ-20261124-0001")
    known.ledger = Overlay(known.ledger, (Outcome(records=(offer,)),))
    early = contact(2, held_at=at("2026-11-20"), stage_after="談判", result="有意向")
    yes = contact(3, held_at=at("2026-11-21"), stage_after="深入洽談", result="已達成")
    late = contact(4, held_at=at("2026-11-23"), stage_after="談判", result="有意向")
    outcome = known.drop(CONTACTS, [late, yes, early])
    assert [(item.row, item.code.code) for item in outcome.findings if item.blocks] == [(2, "stage.gate_closed")]
    assert [move.after for move in outcome.moves] == ["深入洽談", "談判"]


def test_before_the_process_was_issued_nothing_is_stopped(
    office, prospect: MakeRow, rich: dict[str, Any], contact: MakeRow
) -> None:
    office.drop(PROSPECTS, [prospect(2, **rich | {"registered_on": date(2026, 3, 1)}, customer_id=None)])
    outcome = office.drop(CONTACTS, [contact(2, held_at=at("2026-10-15"), stage_after="成交")])
    assert [move.after for move in outcome.moves] == ["成交"]
    assert codes(outcome) == ["stage.skipped"]


def test_a_company_without_a_code_does_not_reach_negotiation(office, prospect: MakeRow, contact: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2)])
    outcome = office.drop(CONTACTS, [contact(2, stage_after="談判")])
    assert "stage.needs_code" in codes(outcome)
    assert outcome.records == ()


def test_a_log_older_than_the_list_moves_nobody_back(office, prospect: MakeRow, contact: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2, stage="深入洽談")])
    outcome = office.drop(CONTACTS, [contact(2, held_at=at("2026-11-05"), stage_after="初步溝通")])
    assert (outcome.moves, codes(outcome)) == ((), [])
    assert outcome.customers[0].deal_stage == "深入洽談"


def test_a_lost_customer_keeps_the_reason_and_gets_no_reminder(known, contact: MakeRow) -> None:
    lost = contact(2, stage_after="流失", needs="已與原服務方續約", next_follow_up_on=None, next_step=None)
    outcome = known.drop(CONTACTS, [lost])
    assert outcome.moves[0].cause == "拜訪溝通：已與原服務方續約"
    assert outcome.reminders == ()
    assert outcome.settled == ("follow_up:SJ-20261124-0001",)


def test_one_reminder_a_customer_from_the_last_contact(known, contact: MakeRow) -> None:
    outcome = known.drop(
        CONTACTS,
        [
            contact(2, held_at=at("2026-11-20"), next_step="提交方案", next_follow_up_on=date(2026, 12, 1)),
            contact(3, held_at=at("2026-11-10"), next_step="安排考察"),
        ],
    )
    (reminder,) = outcome.reminders
    assert (reminder.key, reminder.due, reminder.owner) == (
        "follow_up:SJ-20261124-0001",
        date(2026, 12, 1),
        "陳立文",
    )
    assert "提交方案" in reminder.text


def test_the_dossier_shows_every_contact_in_order_with_its_source(known, contact: MakeRow) -> None:
    known.drop(CONTACTS, [contact(5, held_at=at("2026-11-20"))], "十一月.xlsx")
    outcome = known.drop(CONTACTS, [contact(3, held_at=at("2026-11-06", "00:00"))], "補登.xlsx")
    (order,) = outcome.documents
    assert order.template == "客戶檔案"
    lines = order.context["contacts"]
    assert [(line["held_at"].date(), line["clock"], line["origin"]) for line in lines] == [
        (date(2026, 11, 6), None, "補登.xlsx／表／第3行"),
        (date(2026, 11, 20), "10:00", "十一月.xlsx／表／第5行"),
    ]
    assert order.sources["contacts[1].content"][0].file == "十一月.xlsx"
    assert order.context["contact_count"] == 2
    assert [line["stage_now"] for line in order.context["moves"]] == ["潛在線索"]
    assert order.context["todos"][0]["todo"] == "安排考察"
    assert order.context["todos"][0]["todo_state"] == "還有 6 天"
    assert "共溝通 2 次" in order.context["summary_line"]


def test_a_dossier_of_a_bare_prospect_says_what_is_missing(office, prospect: MakeRow, contact: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2, party_type="業主委員會")])
    (order,) = office.drop(CONTACTS, [contact(2)]).documents
    assert order.context["missing_facts"] == "建築面積、預算、職務、意向程度、預計簽約日、查詢日期"
    assert order.context["email"] is None


# --- plans ---------------------------------------------------------------------------------------------


def plan(number: int = 2, **changes: Any) -> TakenRow:
    values = {
        "customer": NAME,
        "goal": "12月底前完成方案確認",
        "strategy": "以節能數據切入",
        "responsible": "陳立文",
        "starts_on": date(2026, 11, 12),
        "ends_on": date(2026, 12, 31),
        "milestones": "11-20 設備診斷；12-05 考察\n高層拜訪",
        **changes,
    }
    return row(Plan, number, **values)


def test_a_plan_becomes_a_document_and_a_reminder(known) -> None:
    outcome = known.drop(
        PLANS, [plan(2), plan(3, goal="2027年1月簽約", starts_on=date(2027, 1, 4), ends_on=date(2027, 1, 20))]
    )
    (order,) = outcome.documents
    assert order.template == "開發計劃書"
    assert [line["plan_days"] for line in order.context["plans"]] == [50, 17]
    assert [(line["milestone_when"], line["milestone"]) for line in order.context["milestones"]][:5] == [
        ("2026-11-12", "計劃開始"),
        ("11-20", "設備診斷"),
        ("12-05", "考察"),
        ("按計劃", "高層拜訪"),
        ("2026-12-31", "達成目標"),
    ]
    assert [reminder.due for reminder in outcome.reminders] == [date(2026, 12, 24), date(2027, 1, 13)]
    assert any("尚無溝通記錄" in text for text in order.context["risks"])
    assert known.drop(PLANS, [plan(2)]).documents == ()
    done = known.drop(PLANS, [plan(2, status="已完成")])
    assert (done.reminders, done.settled) == ((), (outcome.reminders[0].key,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11-20 設備診斷", ("11-20", "設備診斷")),
        ("12月5日：考察", ("12月5日", "考察")),
        ("2026/12/05 考察", ("2026/12/05", "考察")),
        ("12月底前完成報價", ("12月底", "完成報價")),
        ("考察前灣國際中心", ("按計劃", "考察前灣國際中心")),
    ],
)
def test_milestones_are_split_into_when_and_what(text: str, expected: tuple[str, str]) -> None:
    assert split_milestone(text) == expected


# --- needs ---------------------------------------------------------------------------------------------


def need(**changes: Any) -> TakenRow:
    values = {
        "customer": NAME,
        "demand": "委託管理",
        "scope": ("秩序維護", "清潔衛生"),
        "area_min": Decimal(45000),
        "area_max": Decimal(52000),
        "price_min": Decimal("10.5"),
        "price_max": Decimal("12.8"),
        "price_unit": "元/㎡/月",
        "budget": Decimal(7200000),
        "current_contract_ends_on": date(2027, 3, 31),
        **changes,
    }
    return row(Need, 2, **{name: value for name, value in values.items() if value is not None})


def test_a_survey_by_hand(known) -> None:
    outcome = known.drop(NEEDS, [need()])
    (order,) = outcome.documents
    context = order.context
    answers = {line["question_topic"]: line["question_answer"] for line in context["answers"]}
    assert answers["期望單價"] == "10.5–12.8 元/㎡/月"
    assert answers["面積"] == "45,000–52,000 ㎡"
    assert context["money"] == [
        "按期望單價 10.5–12.8 元/㎡/月 計，年費用約 5,670,000.00 元至 7,987,200.00 元。",
        "客戶年度預算 7,200,000.00 元，只能覆蓋期望下限，上限尚差 787,200.00 元。",
        "公司標準級參考單價 12.00 元/㎡/月（可議區間 11.04–12.96），在客戶接受範圍之內。",
    ]
    assert [line["due_on"] for line in context["schedule"]] == [
        date(2026, 12, 1),
        date(2026, 12, 31),
        date(2027, 3, 1),
        date(2027, 3, 31),
    ]
    assert context["open_points"] == ["決策人：最終由誰拍板？", "決策流程：是否須比選、招標或業主共同決定？"]


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"budget": Decimal(9000000)}, "足以覆蓋期望上限"),
        ({"budget": Decimal(5000000)}, "低於期望下限 670,000.00 元"),
        ({"price_min": Decimal(8), "price_max": Decimal(9)}, "高於客戶上限 9.00"),
        ({"price_min": None, "price_max": Decimal("11.5")}, "落在可議區間內"),
        ({"price_min": None, "price_max": None, "price_unit": None}, "暫不能核對是否足夠"),
        ({"price_unit": "元/㎡/天"}, "公司標準級參考單價 12.00 元/㎡/月（可議區間 11.04–12.96）。"),
    ],
)
def test_money_is_weighed_only_where_it_can_be(known, changes: dict[str, Any], part: str) -> None:
    (order,) = known.drop(NEEDS, [need(**changes)]).documents
    assert any(part in line for line in order.context["money"])


def test_a_survey_with_nothing_in_it_still_says_what_to_ask(known) -> None:
    (order,) = known.drop(NEEDS, [row(Need, 2, customer=NAME)]).documents
    assert order.context["answers"] == []
    assert len(order.context["open_points"]) == 7
    assert order.context["schedule"] == []


def test_needs_and_plans_stand_in_the_dossier(known, contact: MakeRow) -> None:
    known.drop(NEEDS, [need()])
    known.drop(PLANS, [plan()])
    (order,) = known.drop(CONTACTS, [contact(2)]).documents
    assert {line["need_topic"] for line in order.context["needs"]} >= {"服務範圍", "期望單價"}
    assert [line["goal"] for line in order.context["plans"]] == ["12月底前完成方案確認"]
