"""Rules over several cells of one row of the contact log, the development plans and the needs."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from toolkit.messages import codes_outreach as codes
from toolkit.messages import codes_stages
from toolkit.messages.finding import Finding
from toolkit.stages import deal_stages

Values = Mapping[str, Any]

NOT_REACHED = "未聯繫上"
DONE = frozenset({"已完成", "取消"})


def held_by_today(row: Values, today: date) -> Iterable[Finding]:
    """A log holds what has happened; plans belong to the next follow-up."""
    if row["held_at"].date() > today:
        yield Finding(codes.CONTACT_IN_FUTURE, field="held_at", value=row["held_at"].isoformat(" ", "minutes"))


def next_date(row: Values, _today: date) -> Iterable[Finding]:
    """The next follow-up may stay blank only at 成交 or 流失 (domain section 2); else it lies ahead."""
    planned, held = row["next_follow_up_on"], row["held_at"].date()
    if planned is None and row["stage_after"] not in deal_stages.CLOSED:
        yield Finding(codes.NEXT_DATE_MISSING, field="next_follow_up_on")
    if planned is not None and planned < held:
        data = {"held": held.isoformat()}
        yield Finding(codes.NEXT_BEFORE_CONTACT, field="next_follow_up_on", value=planned.isoformat(), data=data)


def next_step(row: Values, _today: date) -> Iterable[Finding]:
    """A contact without a next step is one of the seed's six ills (seed II)."""
    if not row["next_step"] and row["stage_after"] not in deal_stages.CLOSED:
        yield Finding(codes.NO_NEXT_STEP, field="next_step")


def lost_with_reason(row: Values, _today: date) -> Iterable[Finding]:
    """流失 needs a reason (domain section 2); in the contact log it stands under 需求/異議."""
    if row["stage_after"] == deal_stages.LOST and not row["needs"]:
        data = {"where": "需求/異議"}
        yield Finding(codes_stages.LOST_NEEDS_REASON, field="needs", value=deal_stages.LOST, data=data)


def content_says_something(row: Values, _today: date) -> Iterable[Finding]:
    """Whoever takes over must understand what was said (seed 2d: complete and traceable)."""
    content = row["content"]
    if row["result"] != NOT_REACHED and len(content) < 4:
        yield Finding(codes.REACHED_WITHOUT_CONTENT, field="content", value=content)


def plan_in_order(row: Values, _today: date) -> Iterable[Finding]:
    """A plan ends on or after its first day."""
    if row["ends_on"] < row["starts_on"]:
        data = {"start": row["starts_on"].isoformat()}
        yield Finding(codes.PLAN_DATES, field="ends_on", value=row["ends_on"].isoformat(), data=data)


def plan_in_time(row: Values, today: date) -> Iterable[Finding]:
    """A plan whose end has passed is done, cancelled, or late."""
    status = row["status"] or "未開始"
    if row["ends_on"] < today and status not in DONE:
        data = {"status": status}
        yield Finding(codes.PLAN_LATE, field="ends_on", value=row["ends_on"].isoformat(), data=data)


def area_range(row: Values, _today: date) -> Iterable[Finding]:
    """The lower limit of the area is not above the upper one."""
    yield from _range(row, "area_min", "area_max")


def price_range(row: Values, _today: date) -> Iterable[Finding]:
    """The lower limit of the price is not above the upper one."""
    yield from _range(row, "price_min", "price_max")


def price_has_unit(row: Values, _today: date) -> Iterable[Finding]:
    """A price without its unit is never guessed (domain section 2)."""
    price = row["price_min"] if row["price_min"] is not None else row["price_max"]
    if price is not None and row["price_unit"] is None:
        yield Finding(codes.NEEDS_UNIT, field="price_unit", value=f"{price:f}")


def decider_known(row: Values, _today: date) -> Iterable[Finding]:
    """Without the one who decides, a needs survey is half done (seed 2c)."""
    if not row["decider"] and not row["decision_process"]:
        yield Finding(codes.NEEDS_NO_DECIDER, field="decider")


def _range(row: Values, low: str, high: str) -> Iterable[Finding]:
    if row[low] is not None and row[high] is not None and row[low] > row[high]:
        yield Finding(codes.NEEDS_RANGE, field=low, value=f"{row[low]:f}", data={"upper": f"{row[high]:f}"})
