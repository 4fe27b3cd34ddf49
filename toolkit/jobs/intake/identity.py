"""A receipt that is dropped back: its rows are still those of the first time, also where a name was mended.

The receipt carries only its id; the ledger remembers what each row became. A row without an id of its own
gets the one its record has, when it stands where it stood and most of its cells are still the same.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from toolkit.forms.column import Column
from toolkit.forms.reading import SheetReading, TakenRow
from toolkit.ledger.taken import RowMemory
from toolkit.messages.finding import Finding
from toolkit.outcome import LedgerView, Record
from toolkit.stages.records import payload


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field that two people changed differently: what is asked about mine, and whose submission theirs came with."""

    finding: Finding
    column: Column
    submission: str


MOST = 0.5
"""From this share of equal cells on, a row is the row that stood there before (own judgement)."""


def with_ids(
    readings: Collection[SheetReading], memories: Collection[RowMemory], view: LedgerView
) -> tuple[SheetReading, ...]:
    """The readings of a dropped-back receipt, with the ids that its rows were given the first time."""
    return tuple(_with_ids(reading, memories, view) for reading in readings)


def _with_ids(reading: SheetReading, memories: Collection[RowMemory], view: LedgerView) -> SheetReading:
    form = reading.recognised.form if reading.recognised else None
    if form is None or len(form.keys[0]) != 1:
        return reading
    field = form.keys[0][0]
    keys = {one.row: one.key for one in memories if (one.sheet, one.form) == (reading.sheet, form.name) and one.key}
    records = view.by_key(form.name, set(keys.values()))
    claimed = {str(getattr(row.row, field)) for row in reading.rows}
    rows = tuple(_with_id(row, field, records.get(keys.get(row.number, "")), claimed) for row in reading.rows)
    return replace(reading, rows=rows)


def _with_id(row: TakenRow, field: str, record: Record | None, claimed: Collection[str]) -> TakenRow:
    known = str(record.payload.get(field, "")) if record else ""
    if record is None or not known or known in claimed or getattr(row.row, field):
        return row
    if _share_equal(payload(row), record.payload) < MOST:
        return row
    return replace(row, row=row.row.model_copy(update={field: known}))


def _share_equal(now: Mapping[str, object], before: Mapping[str, object]) -> float:
    """The share of a row's filled cells that say what they said before."""
    return sum(before.get(name) == value for name, value in now.items()) / len(now) if now else 0.0
