"""How a contract ends before its time: 終止 from a day on, or 作廢 as if it had never been (seed 4c, 民法典 557).

Where no other contract is left in force the customer moves as ``process.yaml`` says: back to 談判 when what it
signed is void, to 流失 when it has ended.

A clerk says so in the contract sheet (合同狀態, 解除日期, 終止原因); every other state is kept by the system, and
what is typed there is not believed. A notice may lie ahead: until its day the contract runs on. What both sides
have signed becomes 作廢 only by the word of the manager or of counsel, from their own restricted folder.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_contract as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Accepted, Change, Customer, Move, Record, Source
from toolkit.stages import deal_stages
from toolkit.stages.contract.approval import BEFORE_SIGNING, EXPIRED, IN_FORCE, RENEWED, RUNNING, TERMINATED, VOID
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.forms import CONTRACTS, Contract
from toolkit.stages.contract.rules import ENDING, ENDINGS
from toolkit.stages.contract.step import Step
from toolkit.stages.contract.waiting import waiting_key
from toolkit.stages.deal_stages import LOST, NEGOTIATION, WON
from toolkit.stages.findings import at
from toolkit.stages.restricted import place
from toolkit.stages.screening.transfers import MANAGING, of_managers

OVER = frozenset({EXPIRED, RENEWED, TERMINATED, VOID})
"""Contracts that bind nobody any more."""
COUNSEL = "legal"
"""The role whose word, beside the manager's, makes void what was signed (民法典 155, 157)."""


def asked_to_end(row: Contract, before: Record | None) -> bool:
    """Whether a row wants a contract ended that is not ended so yet, or from another day on."""
    if row.state not in ENDINGS:
        return False
    known = {} if before is None else before.payload
    moved = row.state == TERMINATED and row.ended_on is not None and known.get("ended_on") != row.ended_on.isoformat()
    return known.get("state") != row.state or moved


def end(
    taken: TakenRow, row: Contract, before: Record | None, customer: Customer, accepted: Accepted, desk: Desk
) -> Step:
    """End a contract as its row asks; what is void takes its papers with it, and its customer moves."""
    wrong = _refused(taken, row, before) or _unfounded(taken, row, before, accepted.authority, desk)
    if before is None or wrong is not None:
        return Step(findings=(wrong,) if wrong else ())
    record = _ended(row, before, accepted.source(taken), taken.cells, desk.today)
    number, move = record.payload["contract_id"], left(record, before, customer, desk)
    return Step(
        record=record,
        moved=((move, replace(customer, deal_stage=move.after)),) if move else (),
        findings=(_told(taken, row, record, move, desk),),
        settled=(waiting_key(number), f"expiry:{number}"),
        voided=(number,) if row.state == VOID else (),
    )


def _told(taken: TakenRow, row: Contract, record: Record, move: Move | None, desk: Desk) -> Finding:
    """What is recorded, from when on, and what becomes of the client by it."""
    number, when = record.payload["contract_id"], str(desk.today if row.state == VOID else row.ended_on)
    if move is not None:
        moved = {"before": move.before, "after": move.after}
        return at(taken, codes.ENDED_MOVED, "state", number, state=row.state, when=when, **moved)
    later = row.state == TERMINATED and record.payload["contract_state"] != TERMINATED
    return at(taken, codes.ENDS_LATER if later else codes.ENDED, "state", number, state=row.state, when=when)


def _refused(taken: TakenRow, row: Contract, before: Record | None) -> Finding | None:
    """Why a contract cannot end so: unknown, over already, or not signed and therefore to be voided."""
    if before is None:
        return at(taken, codes.NOTHING_TO_END, "state", row.contract_id or row.name, wanted=row.state)
    number, state = before.payload["contract_id"], before.payload["contract_state"]
    if state in OVER and not (row.state == state == TERMINATED):  # its day may be corrected
        return at(taken, codes.ALREADY_OVER, "state", number, state=state)
    if row.state == TERMINATED and state in BEFORE_SIGNING:
        return at(taken, codes.UNSIGNED_CANNOT_END, "state", number, state=state)
    return None


def _unfounded(taken: TakenRow, row: Contract, before: Record | None, authority: str, desk: Desk) -> Finding | None:
    """Why a signed contract cannot end so: void by anybody's row, or on a day outside of its life."""
    if before is None or before.payload["contract_state"] in BEFORE_SIGNING:
        return None
    number, payload = before.payload["contract_id"], before.payload
    if row.state == VOID:
        if may_void(authority, desk):
            return None
        return at(taken, codes.SIGNED_CANNOT_BE_VOID, "state", number, state=payload["contract_state"])
    first, last = payload.get("signed_on") or payload["starts_on"], payload["ends_on"]
    when = str(row.ended_on)
    if first <= when <= last:
        return None
    return at(taken, codes.ENDED_OUTSIDE_TERM, "ended_on", when, first=first, last=last)


def may_void(authority: str, desk: Desk) -> bool:
    """Whether the restricted folder a sheet came from is the manager's or counsel's."""
    speaking = {place(one.folder) for one in desk.rules.process.reviewers if one.role in {COUNSEL, *MANAGING}}
    return bool(authority) and (place(authority) in speaking or of_managers(authority, desk.rules))


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
    if not due and row.get("state") == row["contract_state"] == TERMINATED:
        return replace(record, payload={**row, "contract_state": IN_FORCE})
    return record


def left(record: Record, before: Record, customer: Customer, desk: Desk) -> Move | None:
    """The customer's move where its last contract in force is over by ``record``; None where it stays.

    What is void was never agreed: they negotiate again. What has ended leaves nobody to serve: 流失, with
    the reason that the row gives; a later day that lets the contract run on takes that move back.
    """
    state, was = record.payload["contract_state"], before.payload["contract_state"]
    if (was, state) == (TERMINATED, IN_FORCE):
        return _come_back(record, customer, desk)
    after = _AFTER.get(state)
    if after is None or was not in RUNNING or deal_stages.order(customer.deal_stage) < deal_stages.order(WON):
        return None
    others = desk.ledger.current(CONTRACTS.name, [customer.id]).get(customer.id, ())
    if any(one.key != record.key and one.payload["contract_state"] in RUNNING for one in others):
        return None
    number, why = record.payload["contract_id"], record.payload.get("ending_reason") or ""
    cause = f"合同 {number} {state}" + (f"：{why}" if why else "")
    return Move(customer.id, customer.deal_stage, after, desk.today, customer.owner, cause, record.source)


def _come_back(record: Record, customer: Customer, desk: Desk) -> Move | None:
    """The move back of a customer that this contract's end had taken to 流失."""
    number, past = record.payload["contract_id"], desk.ledger.moves([customer.id]).get(customer.id, ())
    last = past[-1] if past else None
    if last is None or last.after != LOST or not last.cause.startswith(f"合同 {number} {TERMINATED}"):
        return None
    cause = f"合同 {number} 改至 {record.payload['ended_on']} 終止"
    return Move(customer.id, LOST, last.before, desk.today, customer.owner, cause, record.source)


_AFTER: Mapping[str, str] = MappingProxyType({VOID: NEGOTIATION, TERMINATED: LOST})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
