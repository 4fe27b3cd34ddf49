"""The ledger beside the ledger: every commit as lines of JSON, and a lost database rebuilt from them.

After each commit the job writes ``lines(commit)`` beside the archive, under ``line_path``, and then calls
``ledger.exported``. ``rebuild`` replays all of them in order. What is rebuilt equals what was lost, except
what never outlives a crash: leases, heartbeats, files that were seen and not yet taken.

A file holds one commit: a head (ledger, number, format), the rows it wrote, and the rows it ended; a long
list that was just written may be told by column. The values are as the tables hold them, so that no rule has
to be the same ten years on. It holds the sheets' values too, hence it lies where the archive lies: readable
by the service only.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Engine,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    exists,
    insert,
    literal,
    select,
    text,
    union_all,
    update,
)

from toolkit.errors import LedgerError
from toolkit.forms.column import Privacy
from toolkit.ledger import bulk, schema
from toolkit.ledger.lookalikes import edges
from toolkit.ledger.members import among_numbers
from toolkit.ledger.plain import from_json
from toolkit.ledger.submission import ENDS, State
from toolkit.ledger.types import Moment
from toolkit.ledger.wording import column_lines, encode, row_lines

FORMAT = 1
_OWN = (
    schema.ORDERS,
    schema.RECORDS,
    schema.CUSTOMERS,
    schema.MOVES,
    schema.SCORES,
    schema.REMINDERS,
    schema.DOCUMENTS,
    schema.RECEIPT_ROWS,
    schema.MAPPINGS,
    schema.LIKENESSES,
    schema.AUDIT,
)
"""Tables of rows that one commit wrote, in an order in which they can be inserted."""
_ENDED = tuple(table for table in _OWN if "ended" in table.c)
_ONE = bindparam("no", type_=Integer)
_TOUCHED = union_all(
    *(
        select(literal(one.name, Text)).where(exists().where(one.c.commit_no == _ONE))
        for one in (*_OWN, schema.NUMBERS)
    ),
    *(select(literal(f"{one.name} ended", Text)).where(exists().where(one.c.ended == _ONE)) for one in _ENDED),
)
"""Which tables a commit wrote to, and of which it ended rows: asked in one go, a commit touches but a few."""
NOTHING: Mapping[str, bulk.Columns] = MappingProxyType({})
_FORGOTTEN = {"worker": "", "lease_until": None, "retry_at": None}
"""What of a submission dies with the process that worked on it."""


@dataclass(frozen=True, slots=True)
class Unexported:
    """A commit whose lines are not yet beside the archive; ``privacy`` says beside which one."""

    no: int
    at: datetime
    submission: str
    privacy: Privacy


def line_path(no: int, at: datetime) -> str:
    """Where the lines of a commit belong, relative to the archive: ``2026/11/00000042.jsonl``."""
    return f"{at:%Y/%m}/{no:08d}.jsonl"


def unexported(connection: Connection, limit: int, submission: str = "") -> tuple[Unexported, ...]:
    """The commits (of one submission, or all) that wait to be written, oldest first."""
    commits, submissions = schema.COMMITS, schema.SUBMISSIONS
    joined = commits.outerjoin(submissions, commits.c.submission == submissions.c.id)
    query = select(commits.c.no, commits.c.at, commits.c.submission, submissions.c.privacy)
    waiting = query.select_from(joined).where(commits.c.exported.is_(False)).order_by(commits.c.no).limit(limit)
    if submission:
        waiting = waiting.where(commits.c.submission == submission)
    return tuple(
        Unexported(row.no, row.at, row.submission, Privacy(row.privacy or 0)) for row in connection.execute(waiting)
    )


def lines(connection: Connection, no: int, wrote: Mapping[str, bulk.Columns] = NOTHING) -> Iterator[str]:
    """The lines of one commit, each with its newline; ``wrote`` are rows that need not be asked for (by table)."""
    head = {"toolkit": FORMAT, "commit": no} | {row.name: row.value for row in connection.execute(select(schema.ABOUT))}
    yield _line(head)
    yield from row_lines(connection, schema.COMMITS, schema.COMMITS.c.no == no)
    yield from row_lines(connection, schema.SUBMISSIONS, _submissions(connection, no))
    touched = set(connection.scalars(_TOUCHED, {"no": no}))
    for table in (*_OWN, schema.NUMBERS):
        if table.name in touched:
            here = table.c.commit_no == no
            if table.name in wrote:
                yield from column_lines(table, wrote[table.name])
                here &= ~_numbered(table, wrote[table.name])
            yield from row_lines(connection, table, here)
    for table in _ENDED:
        if f"{table.name} ended" in touched:
            key = next(iter(table.primary_key))
            ended = list(connection.scalars(select(key).where(table.c.ended == no).order_by(key)))
            yield _line({"ended": table.name, "ids": ended})


def _numbered(table: Table, columns: bulk.Columns) -> ColumnElement[bool]:
    """The rows of ``columns``, which are numbered one after the other."""
    key: ColumnElement[int] = next(iter(table.primary_key))
    numbers = columns[str(key.key)]
    return key.between(numbers[0], numbers[-1])


def _submissions(connection: Connection, no: int) -> Any:
    """The submission of a commit, or all that an undo took back."""
    columns = schema.SUBMISSIONS.c
    own = connection.scalar(select(schema.COMMITS.c.submission).where(schema.COMMITS.c.no == no))
    return (columns.undone_by == no) | (columns.id == own) if own else columns.undone_by == no


def _line(told: Mapping[str, Any]) -> str:
    return encode(told) + "\n"


@dataclass(slots=True)
class _Commit:
    """The lines of one commit, sorted by what they are."""

    head: Mapping[str, Any]
    rows: defaultdict[str, list[dict[str, Any]]]
    ended: dict[str, list[int]]


def rebuild(engine: Engine, files: Iterable[Iterable[str]]) -> int:
    """Replay the lines of ``files`` (any order, one commit each) into a new ledger; the last number.

    Raises LedgerError("ledger.rebuild_gap", number) where a commit is missing, "ledger.rebuild_mixed"
    where the files are of two ledgers, "ledger.rebuild_line" where one cannot be read; the database is
    then left empty.
    """
    commits = sorted((_parsed(file) for file in files), key=lambda commit: int(commit.head["commit"]))
    _check(commits)
    with engine.begin() as connection:
        for commit in commits:
            _replay(connection, commit)
        if commits:
            _keep_identity(connection, commits[-1].head)
        _set_counters(connection)
    return int(commits[-1].head["commit"]) if commits else 0


def _parsed(file: Iterable[str]) -> _Commit:
    commit = _Commit({}, defaultdict(list), {})
    try:
        for line in file:
            told = json.loads(line)
            if "toolkit" in told:
                commit.head = told
            elif "ended" in told:
                commit.ended[told["ended"]] = told["ids"]
            elif "columns" in told:
                names, rows = told["columns"], zip(*told["columns"].values(), strict=True)
                commit.rows[told["table"]] += [dict(zip(names, row, strict=True)) for row in rows]
            else:
                commit.rows[told["table"]].append(told["row"])
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError("ledger.rebuild_line", number=commit.head.get("commit", 0)) from error
    if commit.head.get("toolkit") != FORMAT or len(commit.rows["commits"]) != 1:
        raise LedgerError("ledger.rebuild_line", number=commit.head.get("commit", 0))
    return commit


def _check(commits: Iterable[_Commit]) -> None:
    before, ledger = 0, ""
    for commit in commits:
        if int(commit.head["commit"]) != before + 1:
            raise LedgerError("ledger.rebuild_gap", number=before + 1)
        if ledger and commit.head["ledger"] != ledger:
            raise LedgerError("ledger.rebuild_mixed", number=before + 1)
        before, ledger = before + 1, commit.head["ledger"]


def _replay(connection: Connection, commit: _Commit) -> None:
    """What a commit ended goes before what it wrote: only one version of a thing is ever current."""
    _insert(connection, schema.COMMITS, [row | {"exported": True} for row in commit.rows["commits"]])
    _put_submissions(connection, commit.rows["submissions"], int(commit.head["commit"]))
    _put_numbers(connection, commit.rows["numbers"])
    for name, ids in commit.ended.items():
        table = schema.METADATA.tables[name]
        here = among_numbers(connection, next(iter(table.primary_key)), ids)
        connection.execute(update(table).where(here).values(ended=commit.head["commit"]))
    for row in commit.rows[schema.CUSTOMERS.name]:
        row["brand_head"], row["brand_tail"] = edges(row["brand"])  # as this release reckons them
    for table in _OWN:
        _insert(connection, table, [row | _unended(table) for row in commit.rows[table.name]])


def _unended(table: Table) -> dict[str, None]:
    """A row is written as it was then: what ended it comes with the commit that did."""
    return {"ended": None} if "ended" in table.c else {}


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    dated = [column.name for column in table.c if isinstance(column.type, Date | Moment)]
    for row in rows:
        row.update({name: from_json(row[name]) for name in dated})
    bulk.insert_rows(connection, table, rows)


def _put_submissions(connection: Connection, rows: list[dict[str, Any]], no: int) -> None:
    """The latest state of a submission counts; one on its way to the archive has arrived there.

    Lines written late may tell of an undo that is still to come in its own commit.
    """
    for row in rows:
        connection.execute(delete(schema.SUBMISSIONS).where(schema.SUBMISSIONS.c.id == row["id"]))
        later = {"undone_by": None} if (row["undone_by"] or 0) > no else {}
        ended = {"state": row["verdict"], "ended_at": row["ended_at"] or row["committed_at"]}
        arrived = ended if row["verdict"] and State(row["state"]) not in ENDS else {}
        _insert(connection, schema.SUBMISSIONS, [row | _FORGOTTEN | later | arrived])


def _put_numbers(connection: Connection, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        connection.execute(delete(schema.NUMBERS).where(schema.NUMBERS.c.prefix == row["prefix"]))
    _insert(connection, schema.NUMBERS, rows)


def _keep_identity(connection: Connection, head: Mapping[str, Any]) -> None:
    """The ledger keeps its id and the key of its audit log's hashes."""
    connection.execute(delete(schema.ABOUT))
    rows = [{"name": name, "value": value} for name, value in head.items() if name not in ("toolkit", "commit")]
    connection.execute(insert(schema.ABOUT), rows)


def _set_counters(connection: Connection) -> None:
    """PostgreSQL counts on its own: let it go on behind the rows that came with their numbers."""
    if connection.dialect.name != "postgresql":
        return
    for table in schema.METADATA.tables.values():
        key = next(iter(table.primary_key))
        if key.autoincrement == "auto" and key.type.python_type is int and len(table.primary_key) == 1:
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'),"  # noqa: S608 - our own names
                    f" (SELECT coalesce(max({key.name}), 0) + 1 FROM {table.name}), false)"
                )
            )
