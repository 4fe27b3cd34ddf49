import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from toolkit.documents import compile_template
from toolkit.messages import codes_proposal as codes
from toolkit.messages import codes_stages
from toolkit.outcome import Change, Outcome, Record
from toolkit.stages.outreach import stage as outreach
from toolkit.stages.outreach.forms import CONTACTS
from toolkit.stages.proposal.agreed import follow_contacts
from toolkit.stages.proposal.contexts import ProposalContext
from toolkit.stages.proposal.forms import OBJECTIONS, PROPOSALS, VISITS
from toolkit.stages.proposal.stage import follow_objections, follow_proposals, follow_visits
from toolkit.stages.templates import all_terms, optional_fields

D = Decimal
TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "word"


def propose(given, ledger, rules, *rows, today=None):
    rows = [{**given.row, **row} for row in rows] or [given.row]
    return follow_proposals(given.sheet(PROPOSALS, *rows), ledger, rules, today or given.today)


def object_to(given, ledger, rules, *rows):
    base = {"customer": given.park.id, "question": "電梯維保費含在單價內嗎？", "status": "未解決"}
    return follow_objections(given.sheet(OBJECTIONS, *({**base, **row} for row in rows)), ledger, rules, given.today)


def codes_of(outcome):
    return [finding.code for finding in outcome.findings]


def templates_of(outcome):
    return [order.template for order in outcome.documents]


def test_a_proposal_is_numbered_dated_and_written_out(given, ledger, rules):
    outcome = propose(given, ledger, rules)
    (record,) = outcome.records
    assert record.change is Change.NEW
    assert record.payload["proposal_id"] == "FA-20261124-0001"
    assert record.payload["proposed_on"] == "2026-11-24"
    assert (record.day, record.amount) == (given.today, 12729600.0)
    (order,) = outcome.documents
    assert (order.template, order.number, order.customer) == (
        "合作方案書",
        "FA-20261124-0001-V1",
        given.park.id,
    )
    assert order.folder == "客戶/SJ-20261012-0007 華湛科技園發展有限公司"
    assert order.context["fee_total"] == D("12729600.00")
    assert order.context["fee_formula"] == "52,000 ㎡ × 6.80 元/㎡/月 × 36 個月 = 12,729,600.00 元"
    assert order.context["term_words"] == "3 年（36 個月）"
    assert order.context["ends_on"] == date(2029, 12, 31)
    assert order.context["valid_until"] == given.today + timedelta(days=60)
    assert order.context["rate_basis"] == "公司收費標準（2026-10-01 起執行）"
    assert order.sources["unit_price"][1] == "F2"
    assert codes_of(outcome) == []


def test_the_context_is_the_declared_one_and_complete(given, ledger, rules):
    context = propose(given, ledger, rules).documents[0].context
    required = {name for name, info in ProposalContext.model_fields.items() if info.is_required()}
    assert required <= context.keys() <= ProposalContext.model_fields.keys()
    assert {line["service"] for line in context["measures"]} == {"秩序維護", "清潔衛生"}
    assert all(line["requirement"] and line["frequency"] for line in context["measures"])
    assert context["scopes"][0]["scope"].startswith("出入口值守")
    assert context["cases"][0]["case_name"] == "光明智造園"


def test_the_customer_moves_to_discussion_and_never_back(given, ledger, rules):
    (move,) = propose(given, ledger, rules).moves
    assert (move.customer, move.before, move.after, move.person) == (
        given.park.id,
        "初步溝通",
        "深入洽談",
        "林曉彤",
    )
    further = propose(given, ledger, rules, {"customer": given.shop.id, "fee_mode": "固定租金"})
    assert further.moves == ()


def test_a_lead_that_gets_a_proposal_has_skipped_a_stage(given, ledger, rules):
    lead = replace(given.park, deal_stage="潛在線索")
    outcome = propose(given, ledger.over(Outcome(customers=(lead,))), rules)
    assert codes_stages.STAGE_SKIPPED in codes_of(outcome)


def test_without_a_needs_survey_the_gate_warns(given, ledger, rules):
    other = replace(given.park, id="SJ-20261012-0008", name="另一家有限公司")
    outcome = propose(given, ledger.over(Outcome(customers=(other,))), rules, {"customer": other.id})
    assert codes_of(outcome) == [codes_stages.GATE_WARNED]
    assert len(outcome.moves) == 1


def test_without_a_rate_there_is_a_todo_and_no_proposal(given, ledger, rules):
    outcome = propose(
        given,
        ledger,
        rules,
        {"customer": given.shop.id, "service_standard": "尊享級", "fee_mode": "固定租金"},
    )
    assert outcome.documents == ()
    assert codes_of(outcome) == [codes.NO_RATE]
    assert len(outcome.records) == 1
    (todo,) = outcome.reminders
    assert (todo.owner, todo.cause, todo.due) == ("陳立文", "proposal.no_rate", date(2026, 12, 1))
    assert "租賃招商／商鋪／尊享級" in todo.text


def test_the_second_version_names_what_changed(given, ledger, rules):
    first = propose(given, ledger, rules)
    later = given.today + timedelta(days=7)
    row = {"version": 2, "unit_price": D("6.50"), "term_months": 24, "payment": "季付"}
    outcome = propose(given, ledger.over(first), rules, row, today=later)
    (order,) = outcome.documents
    assert order.number == "FA-20261124-0001-V2"
    assert order.context["previous_version"] == 1
    assert [tuple(line.values()) for line in order.context["changes"]] == [
        ("單價", "6.80 元/㎡/月", "6.50 元/㎡/月"),
        ("合作期限", "36 個月", "24 個月"),
        ("付款方式", "未約定", "季付"),
    ]
    assert codes_of(outcome) == []


def test_a_price_of_more_than_two_decimals_is_printed_whole(given, ledger, rules):
    daily = {"unit_price": D("0.155"), "price_unit": "元/㎡/天", "special_notes": "單價已核對"}
    outcome = propose(given, ledger, rules, {"version": 1, **daily}, {"version": 2, **daily, "unit_price": D("0.156")})
    first, second = (order for order in outcome.documents if order.template == "合作方案書")
    assert str(first.context["unit_price"]) == "0.155"
    (change,) = second.context["changes"]
    assert (change["change_before"], change["change_after"]) == ("0.155 元/㎡/天", "0.156 元/㎡/天")
    assert "0.16" not in printed(first)
    assert "0.155 元/㎡/天" in printed(first)


def printed(order):
    template = compile_template(TEMPLATES / f"{order.template}.docx", terms=all_terms())
    document = docx.Document(io.BytesIO(template.render(order.context, optional=optional_fields(order.template))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])


def test_two_versions_on_one_sheet_follow_each_other(given, ledger, rules):
    outcome = propose(given, ledger, rules, {}, {"version": 2, "area": D(50000)})
    assert [order.number[-2:] for order in outcome.documents] == ["V1", "V2"]
    assert [order.context["previous_version"] for order in outcome.documents] == [None, 1]
    assert len({record.payload["proposal_id"] for record in outcome.records}) == 1


def test_the_same_sheet_again_makes_nothing(given, ledger, rules):
    first = propose(given, ledger, rules)
    again = propose(given, ledger.over(first), rules, today=given.today + timedelta(days=30))
    assert [record.change for record in again.records] == [Change.UNCHANGED]
    assert (again.documents, again.moves, again.reminders, again.findings) == ((), (), (), ())


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"version": 3}, [codes.VERSION_GAP]),
        ({"version": 1, "unit_price": D("6.50")}, [codes.VERSION_REWRITTEN]),
        ({"version": 2, "unit_price": D("12")}, [codes.OUTSIDE_RATE]),
        ({"version": 2, "unit_price": D("0.22"), "price_unit": "元/㎡/天"}, []),  # 6.69 a month
        ({"version": 2, "fee_mode": "固定租金"}, [codes.FEE_MODE_OTHER_LINE]),
        ({"version": 2, "services": ("秩序維護", "招商運營", "其他")}, []),
        ({"version": 2, "services": ("餐飲服務", "資產管理")}, []),
    ],
)
def test_what_is_pointed_out(given, ledger, rules, row, expected):
    outcome = propose(given, ledger.over(propose(given, ledger, rules)), rules, row)
    assert codes_of(outcome) == expected


def test_an_old_version_is_only_recorded(given, ledger, rules):
    known = ledger.over(propose(given, ledger, rules, {"version": 4}))
    outcome = propose(given, known, rules, {"version": 3})
    assert codes_of(outcome) == [codes.VERSION_OLDER]
    assert outcome.documents == ()


def test_an_old_price_list_is_named(given, ledger, rules):
    outcome = propose(given, ledger, rules, today=date(2027, 4, 1))
    assert codes.RATE_EXPIRED in codes_of(outcome)


def test_rent_by_turnover_computes_nothing(given, ledger, rules):
    row = {"customer": given.shop.id, "service_standard": "優質級", "fee_mode": "扣點"}
    outcome = propose(given, ledger, rules, row)
    context = outcome.documents[0].context
    assert context["fee_years"] == []
    assert context.get("fee_total") is None
    assert outcome.records[0].amount is None


def test_needs_come_from_the_survey_and_from_what_was_said(given, ledger, rules):
    survey = Record("needs", given.park.id, {"demand": "委託管理", "scope": ["秩序維護"], "years": "3"}, given.park.id)
    said = Record(
        "contacts",
        "c",
        {
            "held_at": "2026-11-03T10:00:00",
            "method": "拜訪",
            "counterpart": "周敏",
            "needs": "夜間巡更要有記錄",
        },
        given.park.id,
    )
    known = ledger.over(Outcome(records=(survey, said)))
    needs = propose(given, known, rules).documents[0].context["needs"]
    assert [(need["need_topic"], need["need_origin"]) for need in needs] == [
        ("合作方式", "需求調研表"),
        ("服務範圍", "需求調研表"),
        ("期限", "需求調研表"),
        ("溝通中提出", "2026-11-03 拜訪 周敏"),
    ]


def test_an_offer_is_remembered_before_it_runs_out(given, ledger, rules):
    (reminder,) = propose(given, ledger, rules, {"valid_until": date(2026, 12, 31)}).reminders
    assert (reminder.owner, reminder.due) == ("林曉彤", date(2026, 12, 24))


def test_start_up_moves_closer_where_time_is_short(given, ledger, rules):
    steps = propose(given, ledger, rules).documents[0].context["start_steps"]
    assert steps[0]["step_when"] == "2026-12-02"
    soon = propose(given, ledger, rules, {"starts_on": date(2026, 12, 4)}).documents[0].context["start_steps"]
    days = [step["step_when"] for step in soon]
    assert days == sorted(days)
    assert days[0] == "2026-11-24"
    assert days[-1] == "2027-01-03"
    undated = propose(given, ledger, rules, {"starts_on": None}).documents[0].context["start_steps"]
    assert (undated[0]["step_when"], undated[6]["step_when"]) == ("開始前 30 天", "開始當日")


def test_open_objections_hold_the_confirmation_back(given, ledger, rules):
    known = ledger.over(propose(given, ledger, rules))
    outcome = object_to(
        given, known, rules, {}, {"question": "可否首年免費保潔？", "status": "已解決", "answer": "可。"}
    )
    assert templates_of(outcome) == ["異議處理附件"]
    assert codes_of(outcome) == [codes.CONFIRMATION_BLOCKED]
    assert outcome.findings[0].data["count"] == 1
    context = outcome.documents[0].context
    assert (context["open_count"], context["settled_count"]) == (1, 1)


def test_the_last_answer_brings_the_confirmation(given, ledger, rules):
    known = ledger.over(propose(given, ledger, rules))
    known = known.over(object_to(given, known, rules, {}))
    outcome = object_to(given, known, rules, {"status": "已解決", "answer": "含年檢以外的全部維保。"})
    assert templates_of(outcome) == ["異議處理附件", "方案確認書"]
    context = outcome.documents[1].context
    assert context["fee_total"] == D("12729600.00")
    assert context["objections"][0]["answer"] == "含年檢以外的全部維保。"


def test_a_withdrawn_objection_is_not_open(given, ledger, rules):
    known = ledger.over(propose(given, ledger, rules))
    assert "方案確認書" in templates_of(object_to(given, known, rules, {"status": "不成立"}))


def test_no_proposal_no_confirmation(given, ledger, rules):
    outcome = object_to(given, ledger, rules, {"status": "已解決", "answer": "含。"})
    assert codes_of(outcome) == [codes.CONFIRMATION_NO_PROPOSAL]
    assert templates_of(outcome) == ["異議處理附件"]


def test_a_new_version_waits_for_the_answer_to_it(given, ledger, rules):
    assert templates_of(propose(given, ledger, rules)) == ["合作方案書"]
    first = ledger.over(propose(given, ledger, rules))
    agreed = object_to(given, first, rules, {"status": "已解決", "answer": "含。"})
    old = agreed.documents[-1].number
    settled = first.over(agreed)
    again = propose(given, settled, rules, {"version": 2})
    assert templates_of(again) == ["合作方案書"]
    assert old in again.voided
    assert codes.CONFIRMATION_WAITS in codes_of(again)
    answered = object_to(given, settled.over(again), rules, {"question": "新單價含稅嗎？", "status": "不成立"})
    assert templates_of(answered) == ["異議處理附件", "方案確認書"]
    assert answered.voided == ()
    assert answered.documents[-1].number not in (old, again.documents[0].number)
    opened = first.over(object_to(given, first, rules, {}))
    later = propose(given, opened, rules, {"version": 2})
    assert templates_of(later) == ["合作方案書"]
    assert codes.CONFIRMATION_WAITS not in codes_of(later)


def test_a_new_objection_makes_the_confirmation_void_and_no_other_paper(given, ledger, rules):
    known = ledger.over(propose(given, ledger, rules))
    agreed = object_to(given, known, rules, {"status": "已解決", "answer": "含。"})
    annex, confirmation = agreed.documents
    opened = object_to(given, known.over(agreed), rules, {"question": "可否首年免費保潔？"})
    assert opened.voided == (confirmation.number,)
    assert confirmation.number not in (annex.number, propose(given, ledger, rules).documents[0].number)
    assert templates_of(opened) == ["異議處理附件"]
    (told,) = opened.findings
    assert (told.code, told.data["count"]) == (codes.CONFIRMATION_WITHDRAWN, 1)
    assert told.code.severity.value == "warning"


def test_a_visit_has_a_plan_and_a_reminder_the_day_before(given, ledger, rules):
    row = {
        "customer": given.park.id,
        "held_at": datetime.fromisoformat("2026-12-03T14:00"),
        "place": "光明智造園",
        "host": "林曉彤",
        "program": "14:00 服務中心\n\n14:40 設備房",
    }
    known = ledger.over(object_to(given, ledger, rules, {}))
    outcome = follow_visits(given.sheet(VISITS, row), known, rules, given.today)
    (order,) = outcome.documents
    assert order.name == "考察接待安排表 2026-12-03"
    assert order.context["weekday"] == "星期四"
    assert order.context["program"] == ["14:00 服務中心", "14:40 設備房"]
    assert order.context["open_questions"] == ["電梯維保費含在單價內嗎？"]
    assert "園區安全生產" in order.context["points"][0]
    (reminder,) = outcome.reminders
    assert (reminder.owner, reminder.due) == ("林曉彤", date(2026, 12, 2))


def test_a_visit_that_convinced_brings_the_confirmation(given, ledger, rules):
    row = {
        "customer": given.park.id,
        "held_at": datetime.fromisoformat("2026-11-20T14:00"),
        "place": "光明智造園",
        "host": "林曉彤",
        "result": "認可",
    }
    known = ledger.over(propose(given, ledger, rules))
    assert templates_of(follow_visits(given.sheet(VISITS, row), known, rules, given.today)) == [
        "考察接待安排表",
        "方案確認書",
    ]
    blocked = known.over(object_to(given, known, rules, {}))
    assert templates_of(follow_visits(given.sheet(VISITS, row), blocked, rules, given.today)) == ["考察接待安排表"]


def test_an_unknown_customer_stays_out(given, ledger, rules):
    outcome = propose(given, ledger, rules, {"customer": "沒有這一家有限公司"})
    assert codes_of(outcome) == [codes_stages.CUSTOMER_UNKNOWN]
    assert (outcome.records, outcome.documents) == ((), ())


def test_what_was_said_twice_stands_once(given, ledger, rules):
    said = tuple(
        Record(
            "contacts",
            f"c{day}",
            {"held_at": f"2026-11-0{day}T10:00:00", "needs": text},
            given.park.id,
            day=date(2026, 11, day),
        )
        for day, text in ((3, "首年單價不變"), (4, "夜間巡更"), (5, "首年單價不變"))
    )
    needs = propose(given, ledger.over(Outcome(records=said)), rules).documents[0].context["needs"]
    assert [need["need_text"] for need in needs] == ["首年單價不變", "夜間巡更"]
    assert needs[0]["need_origin"] == "2026-11-05"


def test_the_annex_names_the_proposal_it_belongs_to(given, ledger, rules):
    known = ledger.over(propose(given, ledger, rules))
    assert object_to(given, known, rules, {}).documents[0].context["proposal_id"] == "FA-20261124-0001"
    named = object_to(given, known, rules, {"proposal_id": "FA-9"}).documents[0]
    assert (named.context["proposal_id"], named.number) == ("FA-9", "FA-9-YY")


def test_the_footer_names_the_version_of_the_proposal_not_of_the_file(given, ledger, rules):
    order = propose(given, ledger, rules, {}, {"version": 2, "area": D(50000)}).documents[-1]
    template = compile_template(TEMPLATES / f"{order.template}.docx", terms=all_terms())
    context = {**order.context, "version": "v5", "check_code": "AB12CD34"}
    document = docx.Document(io.BytesIO(template.render(context, optional=optional_fields(order.template))))
    told = "".join(paragraph.text for section in document.sections for paragraph in section.footer.paragraphs)
    assert "方案第 2 版　校驗碼 AB12CD34" in told
    assert "v5" not in told


def said_yes(given, known, rules, **changes):
    row = {
        "customer": given.park.id,
        "held_at": datetime.fromisoformat("2026-11-24T10:00"),
        "method": "電話",
        "our_person": "林曉彤",
        "content": "對方認可方案，願意談條件。",
        "result": "已達成",
        "stage_after": "談判",
        "next_step": "約談條件",
        "next_follow_up_on": date(2026, 12, 1),
        **changes,
    }
    accepted = given.sheet(CONTACTS, row)
    talked = outreach.follow_contacts(accepted, known, rules, given.today)
    now = known.over(talked)
    answer = follow_contacts(accepted, talked.records, now, rules, given.today)
    return answer, now


def test_a_client_without_an_objection_says_yes_by_a_contact(given, ledger, rules):
    known = ledger.over(propose(given, ledger, rules))
    answer, now = said_yes(given, known, rules)
    assert (templates_of(answer), codes_of(answer)) == (["方案確認書"], [])
    assert answer.documents[0].number.endswith("-V1-QR")
    second = propose(given, now, rules, {"version": 2, "area": D(50000)}, today=given.today + timedelta(days=1))
    assert answer.documents[0].number in second.voided
    assert codes.CONFIRMATION_WAITS in codes_of(second)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"result": "有意向"}, [codes.CONFIRMATION_MISSING]),
        ({"held_at": datetime.fromisoformat("2026-11-23T10:00")}, [codes.CONFIRMATION_MISSING]),
        ({"result": "有意向", "stage_after": "深入洽談"}, []),
        ({"stage_after": "初步溝通"}, []),
    ],
)
def test_what_is_no_yes_confirms_nothing(given, ledger, rules, changes, expected):
    talking = replace(given.park, deal_stage="談判")  # past the gate, which asks for the yes itself
    ledger = ledger.over(Outcome(customers=(talking,)))
    known = ledger.over(propose(given, ledger, rules))
    answer, _ = said_yes(given, known, rules, **changes)
    assert (answer.documents, codes_of(answer)) == ((), expected)


def test_a_yes_confirms_nothing_while_an_objection_is_open_or_nothing_was_offered(given, ledger, rules):
    known = ledger.over(propose(given, ledger, rules))
    open_one = known.over(object_to(given, known, rules, {}))
    answer, _ = said_yes(given, open_one, rules, stage_after="深入洽談")
    assert (answer.documents, codes_of(answer)) == ((), [codes.CONFIRMATION_BLOCKED])
    assert said_yes(given, ledger, rules)[0] == Outcome()
