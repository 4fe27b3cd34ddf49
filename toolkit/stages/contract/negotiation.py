"""F8: what we want, what we can live with, where we leave. Everything of it is internal (seed 4a)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from toolkit.forms.reading import TakenRow
from toolkit.outcome import Accepted, Change, Customer, Outcome, Record
from toolkit.stages.contract.brief import brief_order
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.forms import Negotiation
from toolkit.stages.contract.progress import Forward, Went, go
from toolkit.stages.customers import Taken, take
from toolkit.stages.deal_stages import NEGOTIATION
from toolkit.stages.records import Promote


def follow_negotiations(accepted: Accepted, desk: Desk) -> Outcome:
    """Record the issues, bring each customer to 談判, and make its brief anew for the latest round."""
    rows = tuple(_with_round(row) for row in accepted.rows)
    taken = take(replace(accepted, rows=rows), desk.ledger, Promote(owner="lead_negotiator"))
    went = _moves(taken, desk)
    kept = [
        (customer, record)
        for customer, record in zip(taken.customers, taken.records, strict=True)
        if not went[customer.id].stopped
    ]
    touched = {customer.id: customer for customer, record in kept if record.change is not Change.UNCHANGED}
    records = tuple(record for _, record in kept)
    moves = tuple(one.move for one in went.values() if one.move)
    return Outcome(
        records=records,
        moves=moves,
        customers=tuple(replace(touched[move.customer], deal_stage=move.after) for move in moves),
        documents=tuple(brief_order(customer, _issues(customer, records, desk), desk) for customer in touched.values()),
        findings=(*taken.findings, *(finding for one in went.values() for finding in one.findings)),
    )


def _moves(taken: Taken, desk: Desk) -> dict[str, Went]:
    """Customer id → what came of its first row here: preparing means that negotiations begin."""
    went: dict[str, Went] = {}
    for row, customer, record in zip(taken.rows, taken.customers, taken.records, strict=True):
        if customer.id not in went and record.change is not Change.UNCHANGED:
            person = customer.owner  # who negotiates stands in the confidential sheet, a move is for everybody
            forward = Forward(row, "customer", customer, NEGOTIATION, desk.today, person, "談判準備", record.source)
            went[customer.id] = go(forward, desk.ledger, desk.rules)
    return {customer.id: went.get(customer.id, Went()) for customer in taken.customers}


def _with_round(taken: TakenRow) -> TakenRow:
    """A blank round is the first one, so that the row has one natural key however it is written."""
    row = taken.row
    if isinstance(row, Negotiation) and row.round is None:
        return replace(taken, row=row.model_copy(update={"round": 1}))
    return taken


def _issues(customer: Customer, fresh: Iterable[Record], desk: Desk) -> list[Mapping[str, Any]]:
    before = desk.ledger.current("negotiations", [customer.id]).get(customer.id, ())
    records = {record.key: record for record in (*before, *fresh) if record.customer == customer.id}
    return [record.payload for record in records.values()]
