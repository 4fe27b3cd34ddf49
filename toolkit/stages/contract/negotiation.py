"""F8: what we want, what we can live with, where we leave. Everything of it is internal (seed 4a)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from toolkit.forms.reading import TakenRow
from toolkit.outcome import Accepted, Customer, Outcome
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.forms import Negotiation
from toolkit.stages.contract.papers import brief_order
from toolkit.stages.customers import Taken, take
from toolkit.stages.records import Promote


def follow_negotiations(accepted: Accepted, desk: Desk) -> Outcome:
    """Record the issues and make each customer's brief anew for its latest round."""
    rows = tuple(_with_round(row) for row in accepted.rows)
    taken = take(replace(accepted, rows=rows), desk.ledger, Promote(owner="lead_negotiator"))
    customers = {customer.id: customer for customer in taken.customers}
    return Outcome(
        records=taken.records,
        documents=tuple(
            brief_order(customer, issues, desk)
            for customer in customers.values()
            if (issues := _issues(customer, taken, desk))
        ),
        findings=taken.findings,
    )


def _with_round(taken: TakenRow) -> TakenRow:
    """A blank round is the first one, so that the row has one natural key however it is written."""
    row = taken.row
    if isinstance(row, Negotiation) and row.round is None:
        return replace(taken, row=row.model_copy(update={"round": 1}))
    return taken


def _issues(customer: Customer, taken: Taken, desk: Desk) -> list[Mapping[str, Any]]:
    before = desk.ledger.current("negotiations", [customer.id]).get(customer.id, ())
    records = {record.key: record for record in (*before, *taken.records) if record.customer == customer.id}
    return [record.payload for record in records.values()]
