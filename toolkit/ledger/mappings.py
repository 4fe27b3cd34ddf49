"""What people answered in a 對照 sheet, remembered for lists of the same layout: who said so, and when."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from toolkit.ledger.commit import Commit, end_rows, insert_rows
from toolkit.ledger.members import among
from toolkit.ledger.schema import COMMITS, MAPPINGS
from toolkit.ledger.taken import Answer


def remember(commit: Commit, answers: Iterable[Answer]) -> None:
    """Keep answers; a new one replaces the one before, which stays as history."""
    rows = {
        one.layout: {"layout": one.layout, "form": one.form, "answers": dict(one.answers), "person": one.person}
        for one in answers
    }
    forget(commit, rows)
    insert_rows(commit, MAPPINGS, list(rows.values()))


def forget(commit: Commit, layouts: Collection[str]) -> tuple[str, ...]:
    """End what is remembered of these layouts; the fingerprints that there were."""
    here = among(commit.connection, MAPPINGS.c.layout, layouts)
    query = select(MAPPINGS.c.id, MAPPINGS.c.layout).where(MAPPINGS.c.ended.is_(None), here)
    found = commit.connection.execute(query).all()
    end_rows(commit, MAPPINGS, MAPPINGS.c.id, [row.id for row in found])
    return tuple(row.layout for row in found)


def remembered(connection: Connection) -> dict[str, Answer]:
    """Fingerprint of a layout → its answer, newest first."""
    columns = (MAPPINGS.c.layout, MAPPINGS.c.form, MAPPINGS.c.answers, MAPPINGS.c.person, COMMITS.c.at)
    joined = MAPPINGS.join(COMMITS, MAPPINGS.c.commit_no == COMMITS.c.no)
    query = select(*columns, COMMITS.c.submission).select_from(joined).where(MAPPINGS.c.ended.is_(None))
    return {row.layout: Answer(*row) for row in connection.execute(query.order_by(MAPPINGS.c.id.desc()))}
