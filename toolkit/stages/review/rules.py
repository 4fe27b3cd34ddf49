"""Rules over several cells of a row of F15 and F16."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from toolkit.figures.metrics import MANUAL, RATES, as_share
from toolkit.forms.form import RowRule
from toolkit.messages import codes_review as codes
from toolkit.messages.finding import Finding

Values = Mapping[str, Any]
_TITLES = {"target": "目標", "actual": "實績"}


def weight_in_range(values: Values, _today: date) -> Iterable[Finding]:
    """A weight is between 0 and 100."""
    weight = values["weight"]
    if weight is not None and not 0 <= weight <= 100:
        yield Finding(codes.WEIGHT_RANGE, field="weight", value=f"{weight:f}")


def level_fits(name: str) -> RowRule:
    """The rule that a target or an actual fits its indicator: a rate is 0 to 100 %, nothing is below 0."""

    def check(values: Values, _today: date) -> Iterable[Finding]:
        if values[name] is not None:
            yield from _level(name, values["metric"], values[name])

    return RowRule(("metric", name), check)


def _level(name: str, metric: str, value: Decimal) -> Iterable[Finding]:
    data = {"metric": metric, "field": _TITLES[name]}
    shown = f"{value:f}"
    if value < 0:
        yield Finding(codes.NEGATIVE, field=name, value=shown, data=data)
    elif metric in RATES and value > 100:
        yield Finding(codes.RATE_OVER, field=name, value=shown, data=data)
    elif metric in RATES and as_share(metric, value) is None:
        yield Finding(codes.RATE_AMBIGUOUS, field=name, value=shown, data={**data, "hundred": f"{value * 100:f}"})
    elif metric in RATES and value > 1:
        yield Finding(codes.RATE_READ_AS_PERCENT, field=name, value=shown, data=data)


def manual_is_filled(values: Values, _today: date) -> Iterable[Finding]:
    """What the ledger cannot know has its actual on the sheet (domain section 6: 收繳率, 出租率)."""
    if values["metric"] in MANUAL and values["actual"] is None:
        yield Finding(codes.MANUAL_ONLY, field="actual", data={"metric": values["metric"]})


def closed_is_verified(values: Values, _today: date) -> Iterable[Finding]:
    """What is closed says how it was verified (seed V)."""
    if values["status"] == "已關閉" and not values["verification"]:
        yield Finding(codes.FEEDBACK_CLOSED_UNVERIFIED, field="verification")


def under_way_is_decided(values: Values, _today: date) -> Iterable[Finding]:
    """What is being done was decided."""
    if values["status"] in {"處理中", "待驗證"} and not values["decision"]:
        yield Finding(codes.FEEDBACK_NO_DECISION, field="decision", value=values["status"])


def deadline_kept(values: Values, today: date) -> Iterable[Finding]:
    """What is past its deadline is closed."""
    late = (today - values["due_on"]).days
    if late > 0 and values["status"] != "已關閉":
        yield Finding(codes.FEEDBACK_OVERDUE, field="due_on", value=str(values["due_on"]), data={"days": late})


KPI_RULES = (
    RowRule(("weight",), weight_in_range),
    level_fits("target"),
    level_fits("actual"),
    RowRule(("metric", "actual"), manual_is_filled),
)
FEEDBACK_RULES = (
    RowRule(("status", "verification"), closed_is_verified),
    RowRule(("status", "decision"), under_way_is_decided),
    RowRule(("due_on", "status"), deadline_kept),
)
