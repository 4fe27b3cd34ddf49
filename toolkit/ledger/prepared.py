"""The rows of a commit, made ready before its transaction begins: nothing here asks the database.

While the receipt is being written in a child, the parent turns the outcome into rows; the transaction
itself is then short, and others wait the less for theirs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.ledger import bulk, rows
from toolkit.ledger.taken import RowMemory
from toolkit.outcome import Change, Customer, Outcome, Record

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows without what only the transaction knows: commit, version, submission."""

    records: Mapping[str, Rows]
    customers: Rows
    moves: Rows
    scores: Rows
    memories: Rows


def prepare(outcome: Outcome, memories: Iterable[RowMemory]) -> Prepared:
    """Make everything ready that follows from ``outcome`` and the receipt's memory alone."""
    return Prepared(
        record_rows(outcome.records),
        [rows.customer_row(customer) for customer in standing(outcome.customers, outcome)],
        [rows.move_row(move) for move in outcome.moves],
        list(map(rows.ScoreRows().of, outcome.scores)),
        _memories(memories),
    )


def record_rows(records: Iterable[Record]) -> dict[str, Rows]:
    """Form → the rows of its new and changed records."""
    return {
        form: [_encoded(rows.record_row(record)) for record in found] for form, found in fresh_by_form(records).items()
    }


def fresh_by_form(records: Iterable[Record]) -> Mapping[str, list[Record]]:
    """Form → its records that say something new."""
    forms: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.change is not Change.UNCHANGED:
            forms[record.form].append(record)
    return forms


def standing(customers: Collection[Customer], outcome: Outcome) -> list[Customer]:
    """Customers with the stage of their last move and the grade of their last score."""
    stages = {move.customer: move.after for move in outcome.moves}
    grades = {score.customer: score.grade for score in outcome.scores}
    return [_standing(one, stages.get(one.id), grades.get(one.id)) for one in customers]


def _standing(customer: Customer, stage: str | None, grade: str | None) -> Customer:
    stage = customer.deal_stage if stage is None else stage
    grade = customer.grade if grade is None else grade
    if (stage, grade) == (customer.deal_stage, customer.grade):
        return customer
    return replace(customer, deal_stage=stage, grade=grade)


def _encoded(row: dict[str, Any]) -> dict[str, Any]:
    row["payload"] = bulk.Encoded(bulk.to_text(row["payload"]))
    return row


def _memories(memories: Iterable[RowMemory]) -> Rows:
    sheets: defaultdict[str, list[list[Any]]] = defaultdict(list)
    for memory in memories:
        sheets[memory.sheet].append([memory.row, memory.form, memory.key, memory.fingerprint])
    return [{"sheet": sheet, "rows": bulk.Encoded(bulk.to_text(found))} for sheet, found in sheets.items()]
