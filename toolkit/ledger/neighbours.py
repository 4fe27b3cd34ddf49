"""Who may look alike, asked of the database by blocks: a list costs as much among a million as among few."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Connection, func, select

from toolkit.ledger.lookalikes import Candidate, Sought, edges_near
from toolkit.ledger.members import among
from toolkit.ledger.schema import CUSTOMERS

CROWD = 500
"""Where more brands than this have an end in common, a slip in the rest is no sign of one customer."""
_C = CUSTOMERS.c


def neighbours(connection: Connection, wanted: Collection[Sought]) -> list[Candidate]:
    """Everybody who shares a name, a brand, an end of it, or a phone with somebody in ``wanted``."""
    ends = [edges_near(one.brand) for one in wanted]
    heads, tails = (set[str]().union(*(both[side] for both in ends)) for side in (0, 1))
    blocks = (
        (_C.name_key, {one.name_key for one in wanted}),
        (_C.brand, {one.brand for one in wanted}),
        (_C.phone_key, {one.phone for one in wanted}),
        (_C.brand_head, _telling(connection, _C.brand_head, heads)),
        (_C.brand_tail, _telling(connection, _C.brand_tail, tails)),
    )
    query = select(_C.id, _C.name_key, _C.brand, _C.credit_code, _C.phone_key)
    found = (connection.execute(query.where(*_here(connection, key, values))) for key, values in blocks)
    return list({row.id: Candidate(*row) for rows in found for row in rows}.values())


def _telling(connection: Connection, key: ColumnElement[str], values: Iterable[str]) -> set[str]:
    """Those ends of brands that few enough share."""
    query = select(key).where(*_here(connection, key, values)).group_by(key).having(func.count() <= CROWD)
    return set(connection.scalars(query))


def _here(connection: Connection, key: ColumnElement[str], values: Iterable[str]) -> tuple[ColumnElement[bool], ...]:
    return _C.ended.is_(None), key != "", among(connection, key, {*values} - {""})
