"""Taking a person out of the ledger: every text of every version, except what a duty to keep protects.

The audit chain holds ids and keyed hashes only and stays as it is. The lines beside the archive of every
commit that is touched count as unwritten again, so that what is rebuilt from them does not know the person
either.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, Text, cast, or_, select, update
from sqlalchemy.types import JSON, String, TypeDecorator

from toolkit.ledger import schema
from toolkit.ledger.members import among, among_numbers
from toolkit.ledger.types import FileText, Moment

Replace = Callable[[str], str]
Keep = Callable[[str, Mapping[str, Any]], str]
"""(table, row) → the reason why the row must be kept, "" for one that may be erased."""
_UNTOUCHED = frozenset({"audit", "about", "commits", "alembic_version", "numbers"})
_HASHES = frozenset({"sha256", "data_hash", "template_hash", "check_code", "id", "state", "verdict", "worker"})


@dataclass(slots=True)
class Found:
    """What of the ledger names the person: rows by table, those kept with their reasons, submissions."""

    rows: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    submissions: set[str] = field(default_factory=set)
    protected: set[str] = field(default_factory=set)
    """Submissions of which a row must be kept: their originals and receipts are the evidence for it."""
    commits: set[int] = field(default_factory=set)


def personal_rows(connection: Connection, word: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """(form, payload) of every version of every record that holds ``word`` somewhere."""
    table = schema.RECORDS
    here = cast(table.c.payload, Text).contains(word, autoescape=True)
    for row in connection.execute(select(table.c.form, table.c.payload).where(here)):
        yield row.form, row.payload


def look(connection: Connection, words: Collection[str], keep: Keep) -> Found:
    """Find every row that holds one of ``words``; nothing is changed."""
    return _walk(connection, words, keep, None)


def take_out(connection: Connection, words: Collection[str], keep: Keep, replace: Replace) -> Found:
    """Replace ``words`` in every text of every row that need not be kept, and note the commits touched."""
    found = _walk(connection, words, keep, replace)
    unwritten(connection, found.commits, found.submissions)
    return found


def unwritten(connection: Connection, numbers: Collection[int], submissions: Collection[str] = ()) -> None:
    """The lines of these commits, and of those of these submissions, are to be written anew."""
    commits = schema.COMMITS
    here = among_numbers(connection, commits.c.no, numbers), among(connection, commits.c.submission, submissions)
    connection.execute(update(commits).where(or_(*here)).values(exported=False))


def rehash(connection: Connection, path: str, size: int, sha256: str) -> None:
    """A document that lies at ``path`` was scrubbed: these are its bytes now, and nobody edited it."""
    table = schema.DOCUMENTS
    numbers = list(connection.scalars(select(table.c.commit_no).where(table.c.path == path)))
    if numbers:
        connection.execute(update(table).where(table.c.path == path).values(size=size, sha256=sha256))
        unwritten(connection, numbers)


def forget_pages(engine: Engine) -> None:
    """SQLite keeps what was overwritten in free pages and in its log: write both anew."""
    if engine.dialect.name != "sqlite":
        return
    lent = engine.raw_connection()
    try:
        connection: Any = lent.driver_connection
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        lent.close()


def _walk(connection: Connection, words: Collection[str], keep: Keep, replace: Replace | None) -> Found:
    found = Found()
    for table in schema.METADATA.sorted_tables:
        if table.name not in _UNTOUCHED:
            _walk_table(connection, table, words, keep, replace, found)
    return found


def _walk_table(
    connection: Connection, table: Table, words: Collection[str], keep: Keep, replace: Replace | None, found: Found
) -> None:
    columns = [one for one in table.c if one.name not in _HASHES and _is_text(one)]
    if not columns:
        return
    here = or_(*(cast(one, Text).contains(word, autoescape=True) for one in columns for word in words))
    for row in connection.execute(select(table).where(here)).all():
        values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
        submission = str(values["id"] if table is schema.SUBMISSIONS else values.get("submission", ""))
        reason = keep(table.name, values)
        if reason:
            found.kept[reason] = found.kept.get(reason, 0) + 1
            found.protected |= {submission} - {""}
            continue
        found.rows[table.name] = found.rows.get(table.name, 0) + 1
        found.submissions |= {submission} - {""}
        found.commits |= {values["commit_no"]} if "commit_no" in values else set()
        if replace is not None:
            changed = {one.name: _replaced(values[one.name], replace) for one in columns}
            key = [one == values[one.name] for one in table.primary_key]
            connection.execute(update(table).where(*key).values(changed))


def _is_text(column: Column[Any]) -> bool:
    kind = column.type
    plain = isinstance(kind, JSON | FileText) or (isinstance(kind, String) and not isinstance(kind, TypeDecorator))
    return plain and not isinstance(kind, Moment)


def _replaced(value: Any, replace: Replace) -> Any:
    """The same value with every text in it replaced, keys of mappings excepted."""
    if isinstance(value, str):
        return replace(value)
    if isinstance(value, list):
        return [_replaced(one, replace) for one in value]
    if isinstance(value, dict):
        return {key: _replaced(one, replace) for key, one in value.items()}
    return value
