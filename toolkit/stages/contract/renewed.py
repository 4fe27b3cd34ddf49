"""What changes under a contract while nobody drops a sheet: its template, or counsel's release of it.

A changed template (or company detail) changes the check code and voids what was agreed; a release lets a
contract that all have agreed to go on to its copy for signing.
"""

from collections.abc import Collection
from dataclasses import replace

from toolkit.outcome import Change, Outcome, Record, Source
from toolkit.stages.contract.approval import BEFORE_SIGNING, Standing
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.forms import CONTRACTS
from toolkit.stages.contract.papers import contract_order, review_order
from toolkit.stages.contract.waiting import waiting_reminder


def watch_contracts(customers: Collection[str], desk: Desk) -> Outcome:
    """Bring every unsigned contract of ``customers`` up to the templates and releases of now."""
    contracts = [
        record
        for records in desk.ledger.current(CONTRACTS.name, customers).values()
        for record in records
        if record.payload["contract_state"] in BEFORE_SIGNING
    ]
    approvals = desk.approvals({record.customer for record in contracts})
    outcomes = [_renew(record, approvals.get(record.payload["contract_id"], ()), desk) for record in contracts]
    return Outcome(
        records=tuple(record for one in outcomes for record in one.records),
        documents=tuple(order for one in outcomes for order in one.documents),
        reminders=tuple(told for one in outcomes for told in one.reminders),
    )


def _renew(record: Record, approvals: Collection[Record], desk: Desk) -> Outcome:
    code = desk.code(record.payload, record.payload["version"])
    payload = {**record.payload, "check_code": code}
    cast = desk.votes(payload, approvals)
    payload["contract_state"] = desk.state(payload, cast)
    if payload == record.payload:
        return Outcome()
    fresh = replace(
        record,
        payload=payload,
        source=Source(),
        cells={},
        version=record.version + 1,
        recorded_at=None,
        change=Change.CHANGED,
    )
    customer = desk.customer(fresh)
    voided = sum(vote.standing is Standing.VOIDED for vote in cast) if code != record.payload["check_code"] else 0
    words = f"範本已改動，{voided} 份意見作廢，須按校驗碼 {code} 重新會簽。" if voided else ""
    return Outcome(
        records=(fresh,),
        documents=(contract_order(fresh, customer, desk), review_order(fresh, customer, desk, cast, words)),
        reminders=(waiting_reminder(fresh, customer, desk, words),),
    )
