"""How a contract ends before its time: 終止 from a day on, or 作廢 as if it had never been (seed 4c, 民法典 557).

A clerk says so in the contract sheet (合同狀態, 解除日期, 終止原因); every other state is kept by the system, and
what is typed there is not believed. A notice may lie ahead: until its day the contract runs on.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_contract as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Change, Record, Source
from toolkit.stages.contract.approval import BEFORE_SIGNING, EXPIRED, RENEWED, RUNNING, TERMINATED, VOID
from toolkit.stages.contract.forms import Contract
from toolkit.stages.contract.rules import ENDING, ENDINGS
from toolkit.stages.contract.step import Step
from toolkit.stages.contract.waiting import waiting_key
from toolkit.stages.findings import at

OVER = frozenset({EXPIRED, RENEWED, TERMINATED, VOID})
"""Contracts that bind nobody any more."""


def asked_to_end(row: Contract, before: Record | None) -> bool:
    """Whether a row wants a contract ended that is not ended so yet."""
    return row.state in ENDINGS and (before is None or before.payload.get("state") != row.state)


def end(taken: TakenRow, row: Contract, before: Record | None, source: Source, today: date) -> Step:
    """End a contract as its row asks; what is void takes its papers with it."""
    wrong = _refused(taken, row, before)
    if before is None or wrong is not None:
        return Step(findings=(wrong,) if wrong else ())
    record = _ended(row, before, source, taken.cells, today)
    number = record.payload["contract_id"]
    when = str(row.ended_on or today)
    return Step(
        record=record,
        findings=(at(taken, codes.ENDED, "state", number, state=row.state, when=when),),
        settled=(waiting_key(number), f"expiry:{number}"),
        voided=(number,) if row.state == VOID else (),
    )


def _refused(taken: TakenRow, row: Contract, before: Record | None) -> Finding | None:
    """Why a contract cannot end so: unknown, over already, or not signed and therefore to be voided."""
    if before is None:
        return at(taken, codes.NOTHING_TO_END, "state", row.contract_id or row.name, wanted=row.state)
    number, state = before.payload["contract_id"], before.payload["contract_state"]
    if state in OVER:
        return at(taken, codes.ALREADY_OVER, "state", number, state=state)
    if row.state == TERMINATED and state in BEFORE_SIGNING:
        return at(taken, codes.UNSIGNED_CANNOT_END, "state", number, state=state)
    return None


def _ended(row: Contract, before: Record, source: Source, cells: Mapping[str, str], today: date) -> Record:
    """The contract's record with its end written down; the state changes on the day."""
    said = {name: _plain(getattr(row, name)) for name in ENDING if getattr(row, name) is not None}
    return replace(
        at_day(replace(before, payload={**before.payload, **said}), today),
        source=source,
        cells={name: cell for name, cell in cells.items() if name in said},
        version=before.version + 1,
        recorded_at=None,
        change=Change.CHANGED,
    )


def at_day(record: Record, today: date) -> Record:
    """The record in the state that its end makes of it ``today``; unchanged where none is due."""
    row = record.payload
    if row.get("state") == VOID and row["contract_state"] not in OVER:
        return replace(record, payload={**row, "contract_state": VOID})
    due = row.get("state") == TERMINATED and date.fromisoformat(row["ended_on"]) <= today
    if due and row["contract_state"] in RUNNING:
        return replace(record, payload={**row, "contract_state": TERMINATED})
    return record


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
