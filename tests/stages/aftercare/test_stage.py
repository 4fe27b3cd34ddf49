"""A client in our care: answers, measures, visits, the expiry ladder and the proposal to renew (seed 6)."""

import io
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest

from toolkit.documents import compile_template
from toolkit.outcome import Customer, Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.aftercare.client import Care
from toolkit.stages.aftercare.forms import SATISFACTION
from toolkit.stages.aftercare.renewal import _contact, reply_by
from toolkit.stages.aftercare.stage import follow_answers, watch
from toolkit.stages.overlay import Overlay
from toolkit.stages.templates import all_terms, optional_fields

TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "word"
TODAY = date(2027, 3, 15)
ENDS = date(2029, 12, 31)
ACTION = {"action": "增派夜班巡邏", "responsible": "周強", "due_on": date(2027, 4, 1), "comments": "夜間保安少"}


def test_record_of_a_visit(ledger: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    row = given.answer(TODAY, 3, respondent="林志遠", score_order=2, score_cleaning=4, **ACTION)
    outcome = follow_answers(given.sheet(row), ledger, rules, TODAY)
    (order,) = outcome.documents
    context = order.context
    assert (order.template, order.folder) == ("回訪記錄", "客戶/SJ-20261105-0003 華景置業有限公司")
    assert context["visit_verdict"] == "總評 3 分；1 項措施處理中。"
    assert [(line["satisfaction_item"], line["last_score"], line["average_score"]) for line in context["items"]] == [
        ("秩序維護", "2", "2.0（1）"),
        ("清潔衛生", "4", "4.0（1）"),
        ("總評", "3", "3.0（1）"),
    ]
    assert [(one.cause, one.owner, one.due) for one in outcome.reminders] == [
        ("action.due", "周強", date(2027, 4, 1)),
        ("visit.due", "王敏", date(2027, 1, 27)),
    ]


def test_a_measure_is_followed_until_it_is_closed(ledger: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    row = given.answer(TODAY, 3, respondent="林志遠", **ACTION)
    first = follow_answers(given.sheet(row), ledger, rules, TODAY)
    late = follow_answers(
        given.sheet(given.answer(date(2027, 4, 10), 4, respondent="林志遠")),
        ledger.over(first),
        rules,
        date(2027, 4, 10),
    )
    assert late.documents[0].context["visit_verdict"] == "總評 4 分；1 項措施已逾期未關閉，請即處理。"
    assert late.documents[0].context["actions"][0]["action_state"] == "逾期 9 天"
    closed = follow_answers(
        given.sheet({**row, "closed_on": date(2027, 4, 12)}),
        ledger.over(first).over(late),
        rules,
        date(2027, 4, 12),
    )
    assert first.reminders[0].key in closed.settled
    assert closed.documents[0].context["actions"][0]["action_state"] == "已關閉"
    assert closed.documents[0].context["open_actions"] == 0


def test_average_is_of_one_year(ledger: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    rows = [given.answer(TODAY - timedelta(days=days), score) for days, score in ((400, 1), (200, 4), (0, 5))]
    context = follow_answers(given.sheet(*rows), ledger, rules, TODAY).documents[0].context
    assert context["items"][-1] == {
        "satisfaction_item": "總評",
        "last_score": "5",
        "earlier_score": "4",
        "average_score": "4.5（2）",
    }


def test_the_same_answers_again_make_nothing(ledger: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    sheet = given.sheet(given.answer(TODAY, 5))
    first = follow_answers(sheet, ledger, rules, TODAY)
    again = follow_answers(sheet, ledger.over(first), rules, TODAY)
    assert (again.documents, again.reminders) == ((), ())


def night(ledger: Overlay, rules: RuleBook, today: date) -> Outcome:
    return watch(["SJ-20261105-0003"], ledger, rules, today)


@pytest.mark.parametrize(
    ("days", "rung", "state"),
    [
        (181, None, "執行中"),
        (180, 180, "即將到期"),
        (121, 180, "即將到期"),
        (120, 120, "即將到期"),
        (100, 100, "即將到期"),
        (90, 90, "即將到期"),
        (0, 90, "即將到期"),
        (-1, 90, "到期"),
    ],
)
def test_ladder_of_a_service_contract(
    ledger: Overlay, rules: RuleBook, days: int, rung: int | None, state: str
) -> None:
    outcome = night(ledger, rules, ENDS - timedelta(days=days))
    payload: dict[str, Any] = {"expiry_rung": None, "contract_state": "執行中"}
    payload |= dict(outcome.records[0].payload) if outcome.records else {}
    assert (payload["expiry_rung"], payload["contract_state"]) == (rung, state)


def test_each_rung_is_taken_once(ledger: Overlay, rules: RuleBook) -> None:
    made = []
    for days in range(185, 60, -1):
        outcome = night(ledger, rules, ENDS - timedelta(days=days))
        ledger = ledger.over(outcome)
        made += [(days, order.template) for order in outcome.documents if order.template == "續約建議書"]
    assert made == [(180, "續約建議書"), (120, "續約建議書"), (100, "續約建議書"), (90, "續約建議書")]


@pytest.mark.parametrize(("days", "rung"), [(91, None), (90, 90), (61, 90), (60, 60), (31, 60), (30, 30), (0, 30)])
def test_ladder_of_a_lease(
    ledger: Overlay, rules: RuleBook, given: SimpleNamespace, days: int, rung: int | None
) -> None:
    lease = given.contract(biz_line="租賃招商", leased_unit="A座1203")
    outcome = night(ledger.over(Outcome(records=(lease,))), rules, ENDS - timedelta(days=days))
    assert [record.payload["expiry_rung"] for record in outcome.records] == ([rung] if rung else [])


def test_day_ninety_is_the_deadline_itself(ledger: Overlay, rules: RuleBook) -> None:
    outcome = night(ledger, rules, ENDS - timedelta(days=90))
    (told,) = (one for one in outcome.reminders if one.cause == "contract.expires")
    assert "不續約須在 2029-10-02 前書面通知（民法典 947）" in told.text
    late = night(ledger, rules, ENDS - timedelta(days=89))
    (told,) = (one for one in late.reminders if one.cause == "contract.expires")
    assert "通知期限已過" in told.text


@pytest.mark.parametrize(
    ("days", "reply"),
    [
        (180, date(2029, 8, 3)),  # thirty days
        (121, date(2029, 9, 29)),  # three days are left to us for our own notice
        (100, date(2029, 9, 29)),
        (92, date(2029, 10, 1)),
        (91, date(2029, 10, 2)),
        (90, date(2029, 10, 2)),  # the last day itself
        (89, date(2029, 11, 2)),  # nothing hangs on it any more
        (10, date(2029, 12, 31)),
    ],
)
def test_the_clients_answer_comes_before_our_own_last_day_of_notice(
    given: SimpleNamespace, days: int, reply: date
) -> None:
    row = given.contract().payload
    assert reply_by(row, ENDS - timedelta(days=days)) == reply
    lease = given.contract(biz_line="租賃招商").payload
    assert reply_by(lease, ENDS - timedelta(days=60)) == date(2029, 12, 1)


@pytest.mark.parametrize(("days", "printed"), [(90, date(2029, 10, 2)), (60, None)])
def test_a_day_of_notice_that_has_passed_is_not_printed(
    ledger: Overlay, rules: RuleBook, days: int, printed: date | None
) -> None:
    outcome = night(ledger, rules, ENDS - timedelta(days=days))
    context = next(order.context for order in outcome.documents if order.template == "續約建議書")
    assert context.get("notice_by") == printed


def test_next_contract_renews(ledger: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    after = given.contract(contract_id="HT-20291001-0001", starts_on="2030-01-01", ends_on="2032-12-31")
    other = given.contract(
        contract_id="HT-20291001-0002", starts_on="2030-01-01", ends_on="2032-12-31", property_name="別處"
    )
    states = []
    for records in ((after,), (other,)):
        outcome = night(ledger.over(Outcome(records=records)), rules, ENDS - timedelta(days=30))
        states.append({one.payload["contract_id"]: one.payload["contract_state"] for one in outcome.records})
    assert [state[given.number] for state in states] == ["已續約", "即將到期"]


def test_proposal_to_renew(ledger: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    rows = [
        given.answer(date(2028, 3, 1), 4),
        given.answer(date(2028, 9, 1), 5, comments="訪客停車不便。"),
    ]
    ledger = ledger.over(follow_answers(given.sheet(*rows), ledger, rules, TODAY))
    outcome = night(ledger, rules, ENDS - timedelta(days=120))
    context = next(order.context for order in outcome.documents if order.template == "續約建議書")
    assert (context["new_starts_on"], context["new_ends_on"]) == (date(2030, 1, 1), date(2032, 12, 31))
    assert context["average_overall"] == "4.5（2）"
    assert "可按需要擴大合作範圍" in context["renewal_verdict"]
    services = [line["service"] for line in context["expansions"]]
    assert services == ["停車管理", "綠化養護", "消防管理", "客戶服務"]
    assert context["expansions"][0]["service_reason"] == "貴方 2028-09 的意見提到：「訪客停車不便。」"
    assert [line["event"] for line in context["history"]][:2] == [
        "簽訂合同 HT-20261124-0001",
        "完成現場交接，開始服務",
    ]


@pytest.mark.parametrize(
    ("scores", "words", "offers"),
    [((), "先安排一次滿意度回訪", True), ((3, 3), "完成下列改進措施", True), ((2, 2), "服務還有差距", False)],
)
def test_what_is_proposed_follows_satisfaction(
    ledger: Overlay,
    rules: RuleBook,
    given: SimpleNamespace,
    scores: tuple[int, ...],
    words: str,
    offers: bool,
) -> None:
    rows = [given.answer(date(2028, 1 + at, 1), score) for at, score in enumerate(scores)]
    ledger = ledger.over(follow_answers(given.sheet(*rows), ledger, rules, TODAY))
    outcome = night(ledger, rules, ENDS - timedelta(days=120))
    context = next(order.context for order in outcome.documents if order.template == "續約建議書")
    assert words in context["renewal_verdict"]
    assert bool(context["expansions"]) is offers


def test_questionnaire_is_sent_when_it_is_time_and_stays_the_same(
    ledger: Overlay, rules: RuleBook, given: SimpleNamespace
) -> None:
    due = date(2026, 12, 28) + timedelta(days=rules.deadlines.satisfaction_days)
    assert night(ledger, rules, due - timedelta(days=8)).documents == ()
    first, later = (night(ledger, rules, due + timedelta(days=days)) for days in (-7, 20))
    assert [order.template for order in first.documents] == ["滿意度問卷"]
    assert first.documents == later.documents
    assert first.lists == later.lists
    (workbook,) = first.lists
    assert workbook.form == SATISFACTION.name
    assert "action" not in workbook.unlocked[0]
    assert {"overall", "comments", "score_order"} <= workbook.unlocked[0]
    told = f"請於 {due + timedelta(days=14)} 前填好白色、黃色的格子，存檔後發回 service@heyu-wuye.example"
    assert workbook.note.startswith(told)
    assert "招商部 梁靜宜 0755-26000100" in workbook.note
    assert first.documents[0].context["ask"] == "招商部 梁靜宜 0755-26000100"
    answered = ledger.over(follow_answers(given.sheet(given.answer(due, 5)), ledger, rules, due))
    assert night(answered, rules, due + timedelta(days=20)).documents == ()


def test_visit_is_reminded_by_the_grades_cycle(ledger: Overlay, rules: RuleBook) -> None:
    days = rules.deadlines.visit_days["A"]
    due = date(2026, 12, 28) + timedelta(days=days)
    assert night(ledger, rules, due - timedelta(days=8)).reminders == ()
    (told,) = night(ledger, rules, due - timedelta(days=7)).reminders
    assert (told.cause, told.owner, told.due) == ("visit.due", "王敏", due)


def test_a_letter_to_the_client_is_no_log(ledger: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
    """Of many visits and measures the letter says how they were year by year, and how many it leaves out."""
    rows = [
        given.answer(
            date(2027 + at // 20, 1, 1) + timedelta(days=8 * (at % 20)),
            2 + at % 2,
            respondent=f"甲{at}",
            action="修" * 90,
            responsible="王敏",
            due_on=date(2029, 12, 1),
            **({"closed_on": date(2028, 12, 1)} if at < 14 else {}),
        )
        for at in range(40)
    ]
    ledger = ledger.over(follow_answers(given.sheet(*rows), ledger, rules, TODAY))
    outcome = night(ledger, rules, ENDS - timedelta(days=120))
    context = next(order.context for order in outcome.documents if order.template == "續約建議書")
    told = [line["event"] for line in context["history"]]
    assert told[-3:] == [
        "滿意度回訪 20 次，總評平均 2.5 分",
        "滿意度回訪 20 次，總評平均 2.5 分",
        "改進措施完成 14 項",
    ]
    assert (len(context["actions"]), context["more_actions"]) == (15, 25)
    assert {line["action_state"] for line in context["actions"]} == {"處理中"}  # what is open comes first
    assert {line["action"] for line in context["actions"]} == {"修" * 90}
    assert not context["abridged"]


def test_a_letter_tells_a_long_remark_by_its_beginning(
    ledger: Overlay, rules: RuleBook, given: SimpleNamespace
) -> None:
    row = given.answer(date(2028, 3, 1), 3, respondent="林志遠", **(ACTION | {"comments": "停車難。" * 500}))
    ledger = ledger.over(follow_answers(given.sheet(row), ledger, rules, TODAY))
    outcome = night(ledger, rules, ENDS - timedelta(days=120))
    context = next(order.context for order in outcome.documents if order.template == "續約建議書")
    (line,) = context["actions"]
    assert (len(line["complaint"]), line["complaint"][-1]) == (100, "…")
    assert context["abridged"]


@pytest.mark.parametrize(
    ("terms", "now", "basis"),
    [
        ({}, "包乾制，8.50 元/㎡/月", "以現行單價 8.50 元/㎡/月為洽談基礎"),
        (
            {"fee_mode": "保底+扣點", "turnover_rate": "0.125"},
            "保底+扣點，8.50 元/㎡/月，扣點率 12.5%",
            "以現行單價 8.50 元/㎡/月和扣點率 12.5%為洽談基礎",
        ),
        (
            {"fee_mode": "扣點", "turnover_rate": "0.1", "unit_price": None, "price_unit": None},
            "扣點，扣點率 10%",
            "以現行扣點率 10%為洽談基礎",
        ),
        (
            {"fee_mode": "酬金制", "remuneration_rate": "0.08"},
            "酬金制，8.50 元/㎡/月，酬金比例 8%",
            "以現行單價 8.50 元/㎡/月和酬金比例 8%為洽談基礎",
        ),
    ],
)
def test_a_letter_of_renewal_names_every_rate_that_is_paid(
    ledger: Overlay, rules: RuleBook, given: SimpleNamespace, terms: dict[str, Any], now: str, basis: str
) -> None:
    ledger = ledger.over(Outcome(records=(given.contract(**terms),)))
    outcome = night(ledger, rules, ENDS - timedelta(days=120))
    order = next(order for order in outcome.documents if order.template == "續約建議書")
    template = compile_template(TEMPLATES / "續約建議書.docx", terms=all_terms())
    document = docx.Document(io.BytesIO(template.render(order.context, optional=optional_fields("續約建議書"))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert now in cells
    assert any(cell.startswith(basis) for cell in cells)


@pytest.mark.parametrize(("person", "printed"), [("林志遠", "林志遠"), (" 王 五", None), ("", None)])
def test_a_letter_names_a_person_once(person: str, printed: str | None) -> None:
    assert _contact(Care(Customer("SJ-1", "王五", prospect={"contact_person": person}), ())) == printed
