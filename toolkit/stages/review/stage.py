"""Stage 7, review: what follows from KPI sheets and from feedback (seed 7a to 7d, V)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from toolkit.figures.metrics import METRICS
from toolkit.forms.keys import natural_key
from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_review as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Accepted, Change, LedgerView, Outcome, Record, Reminder
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.findings import at
from toolkit.stages.records import Promote, keys_of, revise
from toolkit.stages.review.forms import KPI
from toolkit.stages.review.meeting import OPEN, meeting_order

TARGETED = Promote(owner="person")
RAISED = Promote(owner="responsible", day="due_on")
FULL = Decimal(100)
_TOLERANCE = Decimal("0.01")
"""Three thirds typed as 33.33, 33.33 and 33.34 are a whole."""

Card = tuple[str, str]
"""(period, person): the weights of one card add up to 100."""


def follow_kpi(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:  # noqa: ARG001
    """Record targets, where the weights of each person and period add up to 100 with what is on record.

    The report itself is made from the whole ledger (``review.report``): it is a job's, not a sheet's.
    """
    cards = _cards(rows, ledger)
    findings = [finding for card in cards for finding in card.problems()]
    refused = {card.name for card in cards if card.problems()}
    kept = tuple(row for row in rows.rows if _card(row) not in refused)
    taken = replace(rows, rows=kept)
    keys = keys_of(taken, [""] * len(kept))
    records = revise(taken, ledger.by_key(KPI.name, set(keys)), promote=TARGETED, keys=keys)
    return Outcome(records=records, findings=tuple(findings))


def follow_feedback(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """Record what was raised and decided; write the minutes, and remind whoever has to act."""
    keys = keys_of(rows, [""] * len(rows.rows))
    records = revise(rows, ledger.by_key(rows.form.name, set(keys)), promote=RAISED, keys=keys)
    fresh = [record for record in records if record.change is not Change.UNCHANGED]
    if not fresh:
        return Outcome(records=records)
    open_before = ledger.having(rows.form.name, "status", sorted(OPEN))
    held = {record.key for record in records}
    left = [item for found in open_before.values() for item in found if item.key not in held]
    return Outcome(
        records=records,
        documents=(meeting_order(records, left, rules, today),),
        reminders=tuple(_actions(fresh)),
    )


@dataclass(frozen=True, slots=True)
class _Weights:
    """The rows of one card on this sheet, and the weights on record that the sheet does not name."""

    name: Card
    rows: tuple[TakenRow, ...]
    on_record: tuple[Decimal | None, ...]

    def problems(self) -> list[Finding]:
        """Why the card cannot be taken; nothing where it can."""
        period, person = self.name
        typed = [_weight(row) for row in self.rows]
        weights = [*typed, *self.on_record]
        if all(weight is None for weight in weights):
            return []
        if any(weight is None for weight in weights):
            return [
                at(row, codes.WEIGHT_PARTLY, "weight", period=period, person=person)
                for row, weight in zip(self.rows, typed, strict=True)
                if weight is None
            ] or [at(self.rows[0], codes.WEIGHT_PARTLY, "weight", period=period, person=person)]
        total = sum((weight for weight in weights if weight is not None), Decimal(0))
        if abs(total - FULL) <= _TOLERANCE:
            return []
        return [at(self.rows[-1], codes.WEIGHTS_SUM, "weight", period=period, person=person, sum=f"{total:f}")]


def _cards(rows: Accepted, ledger: LedgerView) -> list[_Weights]:
    grouped: dict[Card, list[TakenRow]] = {}
    for row in rows.rows:
        grouped.setdefault(_card(row), []).append(row)
    on_record = ledger.by_key(KPI.name, {key for card in grouped for key in _possible_keys(card)})
    return [_Weights(card, tuple(own), _others(card, own, on_record)) for card, own in grouped.items()]


def _others(card: Card, own: Sequence[TakenRow], on_record: Mapping[str, Record]) -> tuple[Decimal | None, ...]:
    named = {_value(row, "metric") for row in own}
    found = [on_record[key] for key in _possible_keys(card) if key in on_record]
    return tuple(
        Decimal(item.payload["weight"]) if item.payload.get("weight") is not None else None
        for item in found
        if item.payload["metric"] not in named
    )


def _possible_keys(card: Card) -> list[str]:
    period, person = card
    return [natural_key(KPI, {"period": period, "person": person, "metric": metric}) for metric in METRICS]


def _card(row: TakenRow) -> Card:
    return _value(row, "period"), _value(row, "person")


def _value(row: TakenRow, field: str) -> Any:
    return getattr(row.row, field)


def _weight(row: TakenRow) -> Decimal | None:
    weight: Decimal | None = _value(row, "weight")
    return weight


def _actions(records: Iterable[Record]) -> Iterable[Reminder]:
    for record in records:
        item = record.payload
        if item["status"] in OPEN:
            yield Reminder(
                key=f"feedback:{record.key}",
                owner=item["responsible"],
                due=date.fromisoformat(item["due_on"]),
                text=f"評審決議：{item.get('decision') or item['issue']}（{item['stage']}）",
                cause="feedback.action",
            )
