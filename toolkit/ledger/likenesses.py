"""Pairs of customers that look alike: asked about until somebody says same or different, and then not again."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, select

from toolkit.ledger.commit import Commit, end_rows, insert_rows
from toolkit.ledger.members import among
from toolkit.ledger.schema import CUSTOMERS, LIKENESSES
from toolkit.ledger.taken import Pair

OPEN, SAME, DIFFERENT = "open", "same", "different"


def remember(commit: Commit, pairs: Iterable[Pair]) -> None:
    """Keep pairs: a verdict replaces what was open; an open pair is kept only where nothing is known of it."""
    wanted = {(one.one, one.other): one for one in pairs}
    known = {(one.one, one.other): one for one in _about(commit.connection, {name for pair in wanted for name in pair})}
    fresh = {pair: one for pair, one in wanted.items() if one.verdict != OPEN or pair not in known}
    end_rows(commit, LIKENESSES, LIKENESSES.c.id, [known[pair].id for pair in fresh if pair in known])
    rows = [
        {
            "one": one.one,
            "other": one.other,
            "verdict": one.verdict,
            "kept": one.kept,
            "evidence": list(one.evidence),
            "person": one.person,
        }
        for one in fresh.values()
    ]
    insert_rows(commit, LIKENESSES, rows)


def _about(connection: Connection, ids: Collection[str]) -> list[Row[Any]]:
    query = select(LIKENESSES).where(LIKENESSES.c.ended.is_(None))
    found = (
        connection.execute(query.where(among(connection, side, ids))) for side in (LIKENESSES.c.one, LIKENESSES.c.other)
    )
    return list({row.id: row for rows in found for row in rows}.values())


def pairs_about(connection: Connection, ids: Collection[str]) -> tuple[Pair, ...]:
    """What is known of pairs with one of these customers, oldest first."""
    if not ids or not any_known(connection):
        return ()
    return tuple(_pair(row) for row in sorted(_about(connection, ids), key=lambda row: row.id))


def any_known(connection: Connection) -> bool:
    """Whether any pair is known: else nobody need be looked up."""
    return connection.scalar(select(LIKENESSES.c.id).where(LIKENESSES.c.ended.is_(None)).limit(1)) is not None


def any_merged(connection: Connection) -> bool:
    """Whether customers were ever made one: else nobody goes by another id."""
    here = (LIKENESSES.c.ended.is_(None), LIKENESSES.c.verdict == SAME)
    return connection.scalar(select(LIKENESSES.c.id).where(*here).limit(1)) is not None


def gone_into() -> tuple[FromClause, ColumnElement[str]]:
    """(columns' source, the kept id): customers as they last were before they were made one with another."""
    joined = CUSTOMERS.join(
        LIKENESSES,
        (CUSTOMERS.c.ended == LIKENESSES.c.commit_no)
        & ((CUSTOMERS.c.id == LIKENESSES.c.one) | (CUSTOMERS.c.id == LIKENESSES.c.other))
        & (CUSTOMERS.c.id != LIKENESSES.c.kept),
    )
    return joined, LIKENESSES.c.kept


def _pair(row: Row[Any]) -> Pair:
    return Pair(row.one, row.other, tuple(row.evidence), row.verdict, row.kept, row.person)
