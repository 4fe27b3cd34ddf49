"""Rules over several cells of one row of the satisfaction sheet (F14)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from toolkit.forms.form import RowRule
from toolkit.messages import codes_aftercare as codes
from toolkit.messages.finding import Finding

LOW = 3
"""An overall score up to this one asks for a measure (own rule)."""

Values = Mapping[str, Any]


def low_score_answered(row: Values, _today: date) -> Iterable[Finding]:
    """A client who is not content gets an answer: measure, person, deadline (seed 6c)."""
    if row["overall"] <= LOW and row["action"] is None:
        yield Finding(codes.LOW_SCORE_NEEDS_ACTION, field="action", value=str(row["overall"]))


def action_complete(row: Values, _today: date) -> Iterable[Finding]:
    """A measure has a person and a deadline, or nobody does it."""
    if row["action"] is None:
        return
    for field in ("responsible", "due_on"):
        if row[field] is None:
            yield Finding(codes.ACTION_NEEDS, field=field)


def closed_after_visit(row: Values, _today: date) -> Iterable[Finding]:
    """Nothing is closed before it was heard of."""
    if row["closed_on"] is not None and row["closed_on"] < row["day"]:
        yield Finding(
            codes.CLOSED_BEFORE_VISIT,
            field="closed_on",
            value=row["closed_on"].isoformat(),
            data={"day": row["day"].isoformat()},
        )


SATISFACTION_RULES = (
    RowRule(("overall", "action"), low_score_answered),
    RowRule(("action", "responsible", "due_on"), action_complete),
    RowRule(("day", "closed_on"), closed_after_visit),
)
