"""The rows of a commit, made ready before its transaction begins: nothing here asks the database.

While the receipt is being written in a child, the parent turns the outcome into rows; the transaction
itself is then short, and others wait the less for theirs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.ledger import bulk, rows
from toolkit.ledger.bulk import Block
from toolkit.ledger.customer_keys import NO_KEYS, KnownKeys
from toolkit.ledger.taken import RowMemory
from toolkit.outcome import Change, Customer, Outcome, Record


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows by column, without what only the transaction knows: commit, version, submission."""

    records: Mapping[str, Block]
    customers: Block
    moves: Block
    scores: Block
    memories: list[dict[str, Any]]


def prepare(outcome: Outcome, memories: Iterable[RowMemory], known: KnownKeys = NO_KEYS) -> Prepared:
    """Make everything ready that follows from ``outcome`` and the receipt's memory alone.

    ``known`` are keys of customers that were made already (``rows.known_keys``).
    """
    return Prepared(
        {form: rows.record_block(found) for form, found in fresh_by_form(outcome.records).items()},
        rows.customer_block(standing(outcome.customers, outcome), known),
        rows.move_block(outcome.moves),
        rows.score_block(outcome.scores),
        _memories(memories),
    )


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


def _memories(memories: Iterable[RowMemory]) -> list[dict[str, Any]]:
    sheets: defaultdict[str, list[list[Any]]] = defaultdict(list)
    for memory in memories:
        sheets[memory.sheet].append([memory.row, memory.form, memory.key, memory.fingerprint])
    return [{"sheet": sheet, "rows": bulk.Encoded(bulk.to_text(found))} for sheet, found in sheets.items()]
