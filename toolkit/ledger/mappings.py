"""What people answered in a 對照 sheet: this heading means that field; remembered for the next time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from toolkit.ledger.commit import Commit, end_rows, insert_rows
from toolkit.ledger.members import among
from toolkit.ledger.schema import MAPPINGS
from toolkit.messages.script import fold


@dataclass(frozen=True, slots=True)
class Answer:
    """In sheets of ``form``, ``heading`` means ``field`` ("" = nothing we keep), as ``person`` said."""

    form: str
    heading: str
    field: str
    person: str = ""


def remember(commit: Commit, answers: Iterable[Answer]) -> None:
    """Keep answers; a new one replaces the one before, which stays as history."""
    rows = {
        (one.form, fold(one.heading)): {
            "form": one.form,
            "heading": fold(one.heading),
            "field": one.field,
            "person": one.person,
        }
        for one in answers
    }
    headings = among(commit.connection, MAPPINGS.c.heading, {heading for _, heading in rows})
    query = select(MAPPINGS.c.id, MAPPINGS.c.form, MAPPINGS.c.heading).where(MAPPINGS.c.ended.is_(None), headings)
    before = [row.id for row in commit.connection.execute(query) if (row.form, row.heading) in rows]
    end_rows(commit, MAPPINGS, MAPPINGS.c.id, before)
    insert_rows(commit, MAPPINGS, list(rows.values()))


def remembered(connection: Connection) -> Mapping[str, Mapping[str, str]]:
    """Form → folded heading → field."""
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(select(MAPPINGS).where(MAPPINGS.c.ended.is_(None))):
        found.setdefault(row.form, {})[row.heading] = row.field
    return found
