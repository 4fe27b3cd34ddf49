"""Drift: the ledger's moves compared with the process, as values and as a document."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from toolkit.figures.drift import Drift, Histories, Travelled, drift
from toolkit.jobs.service import Service
from toolkit.ledger.tables import Tables
from toolkit.outcome import Outcome
from toolkit.stages.handbook.drift_page import drift_order


def measured_drift(service: Service) -> Drift:
    """How clients really moved, up to today, from one snapshot of the ledger."""
    process = service.rules.process
    with service.ledger.view() as view:
        tables = view.tables
        customers = tables.customers()
        found = Histories(
            moves=_travelled(tables.moves()),
            registered={one.id: one.registered_on for one in customers if one.registered_on},
            first_days=tables.first_days(process.forms, [one.id for one in customers]),
            held=_held(tables, process.forms),
        )
    return drift(found, process, service.calendar.between, service.day())


def _travelled(moves: Iterable[tuple[Any, ...]]) -> tuple[Travelled, ...]:
    return tuple(
        Travelled(customer, before, after, date.fromisoformat(str(on)[:10])) for customer, before, after, on, _ in moves
    )


def _held(tables: Tables, forms: Iterable[str]) -> dict[str, set[str]]:
    """Client → the forms of which it has a record."""
    held: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        for customer, _ in tables.records(form, ()):
            held[customer].add(form)
    return held


def order_drift(service: Service, found: Drift) -> None:
    """Order 流程偏差 for the reports' folder."""
    order = drift_order(found, service.rules)
    with service.ledger.view() as view:
        service.ledger.record("drift", view, Outcome(documents=(order,)), rules=service.rules.digest)
