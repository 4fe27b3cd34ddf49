"""What changes under a contract while nobody drops a sheet: its template, counsel's release of it, its end.

A changed template (or company detail) changes the check code and voids what was agreed; a release lets a
contract that all have agreed to go on to its copy for signing; one whose 解除日期 has come is 終止.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from toolkit.outcome import Change, Customer, Move, Outcome, Record, Source
from toolkit.stages.contract.approval import AGREED, BEFORE_SIGNING, RELEASED, Standing, agreed
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.ending import at_day, left
from toolkit.stages.contract.forms import CONTRACTS
from toolkit.stages.contract.papers import contract_order, review_order
from toolkit.stages.contract.waiting import waiting_reminder
from toolkit.stages.overlay import Overlay


def watch_contracts(customers: Collection[str], desk: Desk) -> Outcome:
    """Bring every contract of ``customers`` up to the templates, releases and day of now."""
    every = [record for records in desk.ledger.current(CONTRACTS.name, customers).values() for record in records]
    contracts = [record for record in every if record.payload["contract_state"] in BEFORE_SIGNING]
    approvals = desk.approvals({record.customer for record in contracts})
    outcomes = [_renew(record, approvals.get(record.payload["contract_id"], ()), desk) for record in contracts]
    over = list(_ended(every, desk))
    now = replace(desk, ledger=Overlay(desk.ledger, (Outcome(records=tuple(record for _, record in over)),)))
    left_us = [(customer, move) for before, record in over for customer, move in _left(before, record, now)]
    return Outcome(
        records=(*(record for one in outcomes for record in one.records), *(record for _, record in over)),
        moves=tuple(move for _, move in left_us),
        customers=tuple(replace(customer, deal_stage=move.after) for customer, move in left_us),
        documents=tuple(order for one in outcomes for order in one.documents),
        reminders=tuple(told for one in outcomes for told in one.reminders),
    )


def _ended(contracts: Iterable[Record], desk: Desk) -> Iterable[tuple[Record, Record]]:
    """The contracts whose notice has run out by today, as they were and as they are now."""
    for record in contracts:
        now = at_day(record, desk.today)
        if now is not record:
            yield record, _by_itself(now)


def _left(before: Record, record: Record, desk: Desk) -> Iterable[tuple[Customer, Move]]:
    """The customer whom no contract binds any more, with its move."""
    customer = desk.customer(record)
    move = left(record, before, customer, desk)
    if move is not None:
        yield customer, move


def _by_itself(record: Record) -> Record:
    """A new version that no sheet brought."""
    version = record.version + 1
    return replace(record, source=Source(), cells={}, version=version, recorded_at=None, change=Change.CHANGED)


def _renew(record: Record, approvals: Collection[Record], desk: Desk) -> Outcome:
    code = desk.code(record.payload, record.payload["version"])
    payload = {**record.payload, "check_code": code}
    cast = desk.votes(payload, approvals)
    payload |= {"contract_state": desk.state(payload, cast), AGREED: agreed(cast), RELEASED: desk.released(payload)}
    if payload == record.payload:
        return Outcome()
    fresh = _by_itself(replace(record, payload=payload))
    customer = desk.customer(fresh)
    if payload == {**record.payload, RELEASED: payload[RELEASED]}:  # the draft alone says so: nobody is to do anything
        return Outcome(records=(fresh,), documents=(contract_order(fresh, customer, desk),))
    voided = sum(vote.standing is Standing.VOIDED for vote in cast) if code != record.payload["check_code"] else 0
    words = f"範本已改動，{voided} 份意見作廢，須按校驗碼 {code} 重新會簽。" if voided else ""
    return Outcome(
        records=(fresh,),
        documents=(contract_order(fresh, customer, desk), review_order(fresh, customer, desk, cast, words)),
        reminders=(waiting_reminder(fresh, customer, desk, words),),
    )
