"""How clients moved and what is recorded of them, as drift looks at it: plain values from one snapshot."""

from collections.abc import Collection
from datetime import date

from toolkit.figures.drift import Histories, Travelled
from toolkit.ledger.tables import Tables


def histories(tables: Tables, forms: Collection[str]) -> Histories:
    """Every client's changes of stage and registration, with the records of ``forms``."""
    customers = tables.customers()
    return Histories(
        moves=tuple(
            Travelled(customer, before, after, date.fromisoformat(str(on)[:10]))
            for customer, before, after, on, _ in tables.moves()
        ),
        registered={one.id: one.registered_on for one in customers if one.registered_on},
        first_days=tables.first_days(forms, [one.id for one in customers]),
        held=tables.held(forms),
    )
