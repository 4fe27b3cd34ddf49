"""Rules over several cells of a row of F5, F6 and F7 (domain sections 2 and 3: never guess a unit)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from toolkit.forms.form import RowRule
from toolkit.messages import codes_proposal as codes
from toolkit.messages.finding import Code, Finding
from toolkit.stages.proposal.fee import by_area, plain

CHECKED = "單價已核對"
"""What a sender writes under 特別說明 to answer the question whether a price is per area or in all."""
LEASE_LIMIT_MONTHS = 240
"""Leases run twenty years at most (民法典 705)."""
_HIGH_BY_MONTH = Decimal(2000)
"""No management fee and hardly a shop rent in the country costs more per ㎡ and month (own)."""
_LOW_TOTAL = Decimal(300)
"""No project is looked after for less a month (own)."""
_PER_MONTH = {"元/㎡/天": Decimal(30), "元/年": 1 / Decimal(12)}

Values = Mapping[str, Any]


def positive(name: str) -> RowRule:
    """The rule that ``name`` is above zero."""

    def check(values: Values, _today: date) -> Iterable[Finding]:
        if values[name] <= 0:
            yield _finding(codes.NOT_POSITIVE, name, values[name])

    return RowRule((name,), check)


def price_fits_unit(values: Values, _today: date) -> Iterable[Finding]:
    """A total with a unit per ㎡, or the reverse, is asked back unless the sender says it was checked."""
    price, unit = values["unit_price"], values["price_unit"]
    if price <= 0 or CHECKED in (values.get("special_notes") or ""):
        return
    monthly = price * _PER_MONTH.get(unit, Decimal(1))
    if by_area(unit) and monthly > _HIGH_BY_MONTH:
        data = {"unit": unit, "monthly": plain(monthly.quantize(Decimal("0.01")))}
        yield _finding(codes.PRICE_LIKE_TOTAL, "unit_price", price, data)
    elif not by_area(unit) and monthly < _LOW_TOTAL:
        yield _finding(codes.PRICE_LIKE_UNIT, "unit_price", price, {"unit": unit})


def term_in_bounds(values: Values, _today: date) -> Iterable[Finding]:
    """At most twenty years (民法典 705); 1 to 5 look like years and are pointed out."""
    months = values["term_months"]
    if months > LEASE_LIMIT_MONTHS:
        yield _finding(codes.TERM_TOO_LONG, "term_months", months)
    elif 1 <= months <= 5:
        yield _finding(codes.TERM_LIKE_YEARS, "term_months", months, suggestion=str(months * 12))


def offer_dates(values: Values, today: date) -> Iterable[Finding]:
    """The offer is still open, and ends before the start it offers."""
    until, start = values["valid_until"], values["starts_on"]
    if until is None:
        return
    if until < today:
        yield _finding(codes.OFFER_EXPIRED, "valid_until", until)
    elif start is not None and until > start:
        yield _finding(codes.OFFER_AFTER_START, "valid_until", until, {"start": start.isoformat()})


def turnover_rent(values: Values, _today: date) -> Iterable[Finding]:
    """A rent by turnover alone has no price that could be computed."""
    if values["fee_mode"] == "扣點":
        yield _finding(codes.FEE_MODE_NO_UNIT, "unit_price", values["unit_price"])


def outcome_in_time(values: Values, today: date) -> Iterable[Finding]:
    """A past visit has an outcome, one to come has none."""
    when, outcome = values["held_at"], values["result"]
    if when.date() < today and outcome is None:
        yield _finding(codes.VISIT_WITHOUT_OUTCOME, "result", f"{when:%Y-%m-%d %H:%M}")
    elif when.date() > today and outcome is not None:
        yield _finding(codes.VISIT_OUTCOME_TOO_EARLY, "held_at", f"{when:%Y-%m-%d}", {"outcome": outcome})


def settled_is_answered(values: Values, _today: date) -> Iterable[Finding]:
    """An objection that is settled has an answer."""
    if values["status"] == "已解決" and not values["answer"]:
        yield _finding(codes.OBJECTION_UNANSWERED, "answer", "", {"question": values["question"][:30]})


def _finding(
    code: Code, field: str, value: object, data: Mapping[str, object] | None = None, *, suggestion: str = ""
) -> Finding:
    shown = plain(value) if isinstance(value, Decimal) else str(value)
    return Finding(code, field=field, value=shown, suggestion=suggestion, data=data or {})


PROPOSAL_RULES = (
    positive("unit_price"),
    positive("area"),
    positive("term_months"),
    RowRule(("unit_price", "price_unit", "special_notes"), price_fits_unit),
    RowRule(("term_months",), term_in_bounds),
    RowRule(("valid_until", "starts_on"), offer_dates),
    RowRule(("fee_mode", "unit_price"), turnover_rent),
)
VISIT_RULES = (RowRule(("held_at", "result"), outcome_in_time),)
OBJECTION_RULES = (RowRule(("status", "answer", "question"), settled_is_answered),)
