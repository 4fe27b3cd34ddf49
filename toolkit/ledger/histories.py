"""How clients moved and what is recorded of them, as drift looks at it: plain values from one snapshot."""

from collections.abc import Collection

from toolkit.figures.drift import DATED
from toolkit.figures.walks import Histories
from toolkit.ledger.tables import Tables


def histories(tables: Tables, forms: Collection[str]) -> Histories:
    """Every client's changes of stage and registration, with the records of ``forms``.

    The day of a form that is not in ``DATED`` is none on which anything was done, so it is not handed on.
    """
    return Histories(
        moves=tables.moves(),
        registered={one: day for one, day, *_ in tables.standing() if day},
        firsts=[(one, form, day if form in DATED else None) for one, form, day in tables.firsts(forms)],
        recorded=tables.recorded([form for form in forms if form not in DATED]),
    )
