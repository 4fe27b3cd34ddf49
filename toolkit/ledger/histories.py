"""How clients moved and what is recorded of them, as drift looks at it: plain values from one snapshot."""

from collections.abc import Collection

from toolkit.figures.walks import Histories
from toolkit.ledger.tables import Tables


def histories(tables: Tables, forms: Collection[str]) -> Histories:
    """Every client's changes of stage and registration, with the records of ``forms``."""
    return Histories(
        moves=tables.moves(),
        registered={one: day for one, day, *_ in tables.standing() if day},
        firsts=tables.firsts(forms),
    )
