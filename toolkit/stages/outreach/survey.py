"""需求調研報告: what a customer needs and can pay, who decides and when, and what follows (seed 2c)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from toolkit.forms.column import Privacy
from toolkit.outcome import Customer, DocumentOrder, Record, Score
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.customers import folder
from toolkit.stages.filling import filled
from toolkit.stages.outreach.contexts import NeedLine, NeedsContext, QuoteLine, TodoLine
from toolkit.stages.outreach.facts import customer_facts, day, decimal, moment, origin, todo
from toolkit.stages.outreach.money import money_lines, span
from toolkit.stages.proposal.contexts import Need
from toolkit.stages.screening.letter import SUGGESTED_LEVEL

TEMPLATE = "需求調研報告"
NOTICE = timedelta(days=90)
"""Who does not renew says so 90 days before expiry (民法典 947): the offer must be there before that."""

_DECIDED = timedelta(days=30)
"""Time a customer takes from the offer to its decision (own judgement)."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Survey:
    """One customer's needs with what else is known of it."""

    record: Record
    customer: Customer
    score: Score
    contacts: tuple[Record, ...]


def need_lines(needs: Iterable[Record]) -> Iterable[Need]:
    """The needs as a proposal or a dossier repeats them, each with its place."""
    for record in needs:
        where = origin(record.source)
        for line in answers(record.payload):
            yield Need(need_topic=line.question_topic, need_text=line.question_answer, need_origin=where)


def survey_order(survey: Survey, rules: RuleBook, today: date) -> DocumentOrder:
    """The order for one customer's survey report."""
    row = survey.record.payload
    values = {
        **customer_facts(survey.customer, survey.score, rules, today),
        "surveyed_on": today,
        "survey_summary": summary(row, survey.customer),
        "answers": tuple(answers(row)),
        "money": tuple(money_lines(row, survey.customer, rules, SUGGESTED_LEVEL)),
        "decider": row.get("decider"),
        "decision_process": row.get("decision_process"),
        "schedule": tuple(_schedule(row, survey.customer, today)),
        "quotes": tuple(_quotes(survey.contacts)),
        "advice": tuple(_advice(row, survey.customer, rules)),
        "open_points": tuple(open_points(row)),
    }
    return DocumentOrder(
        template=TEMPLATE,
        context=filled(NeedsContext, values),
        folder=folder(survey.customer),
        name=f"{TEMPLATE} {survey.customer.name}",
        customer=survey.customer.id,
        kind=TEMPLATE,
        privacy=Privacy.PERSONAL,
        sources={field: (survey.record.source, cell) for field, cell in survey.record.cells.items()},
    )


def answers(row: Row) -> Iterable[NeedLine]:
    """Every question that was answered, in the order of the sheet."""
    yield from _answered("合作意向", "；".join(filter(None, (row.get("demand"), row.get("cooperation")))))
    yield from _answered("服務範圍", "、".join(row.get("scope", ())))
    yield from _answered("收費模式", row.get("fee_mode"))
    yield from _answered("面積", span(row, "area_min", "area_max", "㎡"))
    yield from _answered("期望單價", span(row, "price_min", "price_max", row.get("price_unit", "")))
    budget, years = decimal(row.get("budget")), decimal(row.get("years"))
    yield from _answered("年度預算", f"{budget:,.2f} 元" if budget is not None else None)
    yield from _answered("期限", f"{years.normalize():f} 年" if years is not None else None)
    yield from _answered("使用用途", row.get("use"))
    yield from _answered("現合同到期日", row.get("current_contract_ends_on"))
    yield from _answered("其他說明", row.get("remarks"))


def _answered(topic: str, answer: str | None) -> Iterable[NeedLine]:
    if answer:
        yield NeedLine(question_topic=topic, question_answer=answer)


def summary(row: Row, customer: Customer) -> str:
    """The survey in two sentences."""
    subject = customer.prospect.get("property_name") or customer.name
    want = row.get("demand") or "合作"
    scope = "、".join(row.get("scope", ()))
    text = f"{customer.name}就「{subject}」有{want}需求" + (f"，範圍為{scope}" if scope else "") + "。"
    price = span(row, "price_min", "price_max", row.get("price_unit", ""))
    ends = row.get("current_contract_ends_on")
    facts = [f"期望單價 {price}" if price else "", f"現合同 {ends} 到期" if ends else ""]
    said = "，".join(fact for fact in facts if fact)
    return text + (f"{said}。" if said else "")


def _schedule(row: Row, customer: Customer, today: date) -> Iterable[TodoLine]:
    """Counted back from the end of the present contract: when to offer, to decide, to take over."""
    ends = day(row.get("current_contract_ends_on"))
    if ends is None:
        return
    owner = customer.owner
    yield todo(ends - NOTICE - _DECIDED, "提交合作方案（預留客戶決策一個月）", owner, today)
    yield todo(ends - NOTICE, "客戶作出決定（現服務方不續約應於到期前 90 日通知）", "客戶", today)
    yield todo(ends - timedelta(days=30), "簽約並開始承接查驗", owner, today)
    yield todo(ends, "現合同到期，當日完成交接", owner, today)


def _quotes(contacts: Sequence[Record]) -> Iterable[QuoteLine]:
    """The last things that the customer said about needs and objections."""
    said = [record.payload for record in contacts if record.payload.get("needs")]
    for row in said[-5:]:
        held = moment(row["held_at"]).date()
        yield QuoteLine(said_on=held, said=row["needs"], said_to=row["our_person"])


def _advice(row: Row, customer: Customer, rules: RuleBook) -> Iterable[str]:
    """What follows for the proposal, from the rule book and never from imagination."""
    kind = customer.prospect["property_type"]
    scope = row.get("scope") or rules.standards.suggested_for(kind)
    yield f"服務內容按「{'、'.join(scope)}」編制，標準以{SUGGESTED_LEVEL}起報，並列出上下一級的差異。"
    suggested = [name for name in rules.standards.suggested_for(kind) if name not in scope]
    if suggested and row.get("scope"):
        yield f"同類{kind}項目通常還包括{'、'.join(suggested)}，可在方案中列為選項。"
    yield f"方案須回應客戶最在意的事：{rules.standards.focus_for(kind)}。"
    if row.get("fee_mode") == "酬金制":
        yield "客戶要求酬金制，方案須附費用預算明細與審計安排。"


def open_points(row: Row) -> Iterable[str]:
    """What the next contact has to find out."""
    questions = {
        "scope": "服務範圍：需要哪些服務、哪些由客戶自理？",
        "area_min": "面積：管理或承租的面積是多少，以何為準？",
        "price_min": "期望單價與單位：客戶心目中的價格區間？",
        "budget": "預算：年度預算是否已批、誰掌握？",
        "current_contract_ends_on": "現合同到期日：有沒有自動續期或提前通知的約定？",
        "decider": "決策人：最終由誰拍板？",
        "decision_process": "決策流程：是否須比選、招標或業主共同決定？",
    }
    for field, question in questions.items():
        if not row.get(field):
            yield question
