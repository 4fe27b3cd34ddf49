"""Drift: the ledger's moves compared with the process, as values and as a document."""

from toolkit.figures.drift import drift
from toolkit.figures.drifted import Drift
from toolkit.jobs.service import Service
from toolkit.ledger.histories import histories
from toolkit.outcome import Outcome
from toolkit.stages.handbook.drift_page import drift_order


def measured_drift(service: Service) -> Drift:
    """How clients really moved, up to today, from one snapshot of the ledger."""
    process = service.rules.process
    with service.ledger.view() as view:
        found = histories(view.tables, process.forms)
    return drift(found, process, service.calendar.between, service.day())


def order_drift(service: Service, found: Drift) -> None:
    """Order 流程偏差 for the reports' folder."""
    order = drift_order(found, service.rules)
    with service.ledger.view() as view:
        service.ledger.record("drift", view, Outcome(documents=(order,)), rules=service.rules.digest)
