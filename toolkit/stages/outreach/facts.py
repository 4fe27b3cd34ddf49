"""A customer's facts for documents, and the sentences that several of them share."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from toolkit.outcome import Customer, Record, Score, Source
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages import deal_stages
from toolkit.stages.context import company_facts
from toolkit.stages.outreach.contexts import PlanLine, TodoLine

_AMOUNTS = ("floor_area", "registered_capital", "last_revenue", "budget")
_DAYS = ("founded_on", "expected_signing_on", "registered_on")
_TEXTS = (
    *("party_type", "credit_code", "biz_line", "property_name", "property_type", "address", "industry"),
    *("contact_person", "title", "source", "channel_name", "intent"),
)


def customer_facts(customer: Customer, score: Score, rules: RuleBook, today: date) -> dict[str, object]:
    """The values of ``CustomerFacts``; what is not known stays None and prints nothing."""
    row = customer.prospect
    return {
        **company_facts(rules.company),
        "printed_on": today,
        "customer_id": customer.id,
        "customer_name": customer.name,
        **{name: row.get(name) for name in _TEXTS},
        **{name: decimal(row.get(name)) for name in _AMOUNTS},
        **{name: day(row.get(name)) for name in _DAYS},
        "deal_stage": customer.deal_stage or deal_stages.LEAD,
        "owner": customer.owner,
        "grade": score.grade,
        "grade_note": grade_note(score),
        "total": score.total,
    }


def grade_note(score: Score) -> str | None:
    """Why a grade is not the last word: locked by a red line, or provisional."""
    if score.red_lines:
        return "紅線鎖定"
    return f"暫定，資料完整度 {score.completeness:.0%}" if score.provisional else None


def decimal(value: object) -> Decimal | None:
    """A stored amount as Decimal."""
    return None if value in (None, "") else Decimal(str(value))


def day(value: object) -> date | None:
    """A stored day, or the day of a stored moment."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None


def moment(value: str) -> datetime:
    """A stored moment."""
    return datetime.fromisoformat(value)


def origin(source: Source) -> str:
    """Where a row stands, as people find it again: 「溝通記錄11月.xlsx／溝通／第12行」."""
    parts = [source.file, source.sheet, f"第{source.row}行" if source.row else ""]
    return "／".join(part for part in parts if part) or "系統記錄"


def plan_lines(plans: Iterable[Record]) -> list[PlanLine]:
    """Plans in the order of their start."""
    rows = sorted((record.payload for record in plans), key=lambda row: (row["starts_on"], row["ends_on"]))
    return [plan_line(row) for row in rows]


def plan_line(row: Mapping[str, Any]) -> PlanLine:
    """One plan as printed."""
    start, end = date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"])
    return PlanLine(
        goal=row["goal"],
        strategy=row["strategy"],
        responsible=row["responsible"],
        starts_on=start,
        ends_on=end,
        plan_status=row.get("status", "未開始"),
        plan_days=(end - start).days + 1,
    )


def todos(customer: Customer, contacts: Sequence[Record], plans: Iterable[Record], today: date) -> list[TodoLine]:
    """What is to be done next: the step promised last, the planned follow-up, the plans still open."""
    found: list[TodoLine] = []
    if deal_stages.is_open(customer.deal_stage) or customer.deal_stage in (
        deal_stages.SERVICE,
        deal_stages.CARE,
    ):
        found += _promised(customer, contacts, today)
    for row in (record.payload for record in plans):
        if row.get("status") not in ("已完成", "取消"):
            found.append(todo(day(row["ends_on"]), f"完成計劃：{row['goal']}", row["responsible"], today))
    return sorted(found, key=lambda item: item.due_on or date.max)


def _promised(customer: Customer, contacts: Sequence[Record], today: date) -> Iterable[TodoLine]:
    if contacts:
        last = contacts[-1].payload
        due, step = day(last.get("next_follow_up_on")), last.get("next_step")
        if due or step:
            yield todo(due, step or "按約定再次跟進", last["our_person"], today)
    elif planned := day(customer.prospect.get("next_follow_up_on")):
        yield todo(planned, "首次聯繫並登記溝通記錄", customer.owner, today)
    else:
        yield todo(None, "安排首次聯繫，並定下次跟進日期", customer.owner, today)


def todo(due: date | None, text: str, person: str, today: date) -> TodoLine:
    """Something to be done, with how urgent it is today."""
    return TodoLine(due_on=due, todo=text, todo_by=person, todo_state=state(due, today))


def state(due: date | None, today: date) -> str:
    """How urgent a date is: 未定, 逾期 n 天, 今日, 還有 n 天."""
    if due is None:
        return "未定日期"
    left = (due - today).days
    return f"逾期 {-left} 天" if left < 0 else "今日" if left == 0 else f"還有 {left} 天"
