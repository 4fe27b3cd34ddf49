"""Which scores were known before their deal was decided: a score made afterwards foretells nothing."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import func, select

from toolkit.ledger.schema import CUSTOMERS, SCORES
from toolkit.ledger.tables import Tables


def scored_beforehand(tables: Tables, decided: Collection[str]) -> frozenset[str]:
    """Customers whose first score was made before they came into a stage of ``decided``.

    By the order of commits: who is taken in as signed was never scored beforehand. And by days, where the change of
    stage or a contract's signature tells one: what is taken in years later is scored years later.
    """
    score, customer = SCORES.c, CUSTOMERS.c
    rows = tables.connection.execute(
        select(score.customer, func.min(score.commit_no), func.min(score.day))
        .where(score.ended.is_(None))
        .group_by(score.customer)
    ).all()
    arrived = tables.connection.execute(
        select(customer.id, func.min(customer.commit_no)).where(customer.deal_stage.in_(decided)).group_by(customer.id)
    ).all()
    commit_of, day_of = {one: no for one, no in arrived}, _decided_on(tables, decided)  # noqa: C416 - rows
    return frozenset(
        one for one, no, day in rows if no < commit_of.get(one, no + 1) and day < day_of.get(one, date.max)
    )


def _decided_on(tables: Tables, decided: Collection[str]) -> dict[str, date]:
    """Customer → the day on which its deal was decided, where a change of stage or a contract tells it."""
    found = dict[str, date]()
    moved = ((customer, on) for customer, _, after, on, _ in tables.moves() if after in decided)
    signed = ((customer, on) for customer, _, on in tables.records("contracts", ("signed_on",)) if on)
    for customer, day in _days([*moved, *signed]):
        found[customer] = min(found.get(customer, day), day)
    return found


def _days(found: Iterable[tuple[str, object]]) -> Iterable[tuple[str, date]]:
    return ((customer, on if isinstance(on, date) else date.fromisoformat(str(on)[:10])) for customer, on in found)
