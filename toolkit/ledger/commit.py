"""The one transaction in which a submission becomes true: records, customers, register, state.

Commits are serialised (they share one number and one audit chain), so a commit sees everything before
it. An outcome was evaluated on a snapshot; where something it rests on was recorded after that, Conflict
is raised, nothing is written, and the job evaluates again on a new snapshot.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update

from toolkit.ledger import bulk, numbers, registers, rows
from toolkit.ledger.audit import Entry
from toolkit.ledger.bulk import Block
from toolkit.ledger.members import among, among_numbers
from toolkit.ledger.prepared import Prepared, fresh_by_form, prepare, standing
from toolkit.ledger.refusals import Conflict
from toolkit.ledger.schema import COMMITS, CUSTOMERS, MOVES, RECEIPT_ROWS, RECORDS, REMINDERS, SCORES, SUBMISSIONS
from toolkit.ledger.submission import Submission
from toolkit.ledger.taken import Taken
from toolkit.outcome import Customer, Outcome, Record, Reminder

_SHOWN = 3
LONG = 1_000
"""From so many rows on what was written is remembered until its lines lie beside the archive."""
_COMMIT_LOCK = 730002
_NUMBER_FIELDS = ("_id", "_no", "number")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit under way: its connection, number and moment, and the submission it belongs to."""

    connection: Connection
    no: int
    at: datetime
    submission: str
    wrote: dict[str, bulk.Columns] = field(default_factory=dict)
    """Table → a long list of rows just as it was written there (``rebuild.lines``): no need to ask for it again."""


def lock_commits(connection: Connection) -> None:
    """Let one commit at a time pass until the transaction ends (SQLite has one writer anyhow)."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_COMMIT_LOCK})")


def begin_commit(connection: Connection, kind: str, submission: str, at: datetime, rules: str) -> Commit:
    """Take the next commit number; the caller holds ``lock_commits``."""
    last = connection.scalar(select(func.max(COMMITS.c.no))) or 0
    row = {"no": last + 1, "kind": kind, "submission": submission, "at": at, "rules": rules, "exported": False}
    connection.execute(insert(COMMITS).values(row))
    return Commit(connection, last + 1, at, submission)


def check(commit: Commit, position: int, asked: Mapping[str, int], outcome: Outcome) -> None:
    """Raise Conflict where ``outcome`` rests on something recorded after commit ``position``."""
    if commit.no == position + 1:
        return
    connection = commit.connection
    taken = [
        *numbers.taken_since(connection, asked),
        *_records_since(connection, position, outcome.records),
        *_customers_since(connection, position, outcome),
    ]
    if taken:
        raise Conflict("ledger.conflict", what="、".join(taken[:_SHOWN]))


def _records_since(connection: Connection, position: int, records: Iterable[Record]) -> list[str]:
    newer = select(RECORDS.c.key).where(RECORDS.c.ended.is_(None), RECORDS.c.commit_no > position)
    taken: list[str] = []
    for form, found in fresh_by_form(records).items():
        keys = among(connection, RECORDS.c.key, [record.key for record in found])
        taken += connection.scalars(newer.where(RECORDS.c.form == form, keys))
    return taken


def _customers_since(connection: Connection, position: int, outcome: Outcome) -> list[str]:
    ids = {customer.id for customer in outcome.customers} | {move.customer for move in outcome.moves}
    facts = rows.customer_block(outcome.customers)
    conditions = (
        among(connection, CUSTOMERS.c.id, ids),
        among(connection, CUSTOMERS.c.credit_code, set(facts["credit_code"]) - {""}),
        among(connection, CUSTOMERS.c.name_key, set(facts.get("name_key", ()))),
    )
    newer = select(CUSTOMERS.c.id).where(CUSTOMERS.c.ended.is_(None), CUSTOMERS.c.commit_no > position)
    return [found for here in conditions for found in connection.scalars(newer.where(here))]


def write(
    commit: Commit, outcome: Outcome, taken: Taken, asked: Collection[str], ready: Prepared | None = None
) -> None:
    """Write everything of ``outcome`` and ``taken`` but the state of the submission."""
    ready = ready or prepare(outcome, taken.rows)
    _write_records(commit, ready.records)
    _end_records(commit, outcome.ended)
    _end_customers(commit, dict(outcome.gone))
    _write_customers(commit, ready.customers)
    _write_customers(commit, rows.customer_block(_told_apart(commit.connection, outcome)))
    insert_block(commit, MOVES, ready.moves)
    insert_block(commit, SCORES, ready.scores)
    _write_reminders(commit, outcome.reminders, outcome.settled)
    insert_rows(commit, RECEIPT_ROWS, [{"submission": commit.submission} | row for row in ready.memories])
    registers.void(commit.connection, commit.no, outcome.voided)
    registers.write_orders(commit.connection, commit.no, commit.submission, taken.orders)
    registers.write_documents(commit.connection, commit.no, commit.submission, taken.documents)
    numbers.keep(commit.connection, numbers.highest(set(_named(outcome, taken)), asked), commit.no)


def _write_records(commit: Commit, by_form: Mapping[str, Block]) -> None:
    """New versions for what is new or changed; the last one given for a key counts."""
    for form, found in by_form.items():
        block = _latest(found, "key")
        before = _versions(commit.connection, form, block["key"])
        end_rows(commit, RECORDS, RECORDS.c.id, [last.id for last in before.values() if last.ended is None])
        block["version"] = _next_versions(block["key"], before)
        block["submission"] = [one or commit.submission for one in block["submission"]]
        insert_block(commit, RECORDS, block)


def _latest(block: Block, name: str) -> Block:
    """Of the rows with the same value in a column the last one, in the place of the first."""
    last = {value: place for place, value in enumerate(block[name])}
    return block if len(last) == bulk.count(block) else bulk.picked(block, list(last.values()))


def _next_versions(keys: Sequence[str], before: Mapping[str, Any]) -> list[int]:
    if not before:
        return [1] * len(keys)
    return [before[key].version + 1 if key in before else 1 for key in keys]


def _end_records(commit: Commit, ended: Iterable[tuple[str, str]]) -> None:
    """End records that nothing takes the place of under their key; their history stays."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for form, key in ended:
        keys[form].add(key)
    for form, wanted in keys.items():
        here = (RECORDS.c.form == form, RECORDS.c.ended.is_(None), among(commit.connection, RECORDS.c.key, wanted))
        end_rows(commit, RECORDS, RECORDS.c.id, list(commit.connection.scalars(select(RECORDS.c.id).where(*here))))


def _end_customers(commit: Commit, gone: Mapping[str, str]) -> None:
    """End customers that are one with another; their changes of stage go on under the kept id."""
    if not gone:
        return
    here = (CUSTOMERS.c.ended.is_(None), among(commit.connection, CUSTOMERS.c.id, gone.keys()))
    ids = list(commit.connection.scalars(select(CUSTOMERS.c.row_id).where(*here)))
    end_rows(commit, CUSTOMERS, CUSTOMERS.c.row_id, ids)
    there = (MOVES.c.ended.is_(None), among(commit.connection, MOVES.c.customer, gone.keys()))
    moved = commit.connection.execute(select(MOVES).where(*there).order_by(MOVES.c.id)).mappings().all()
    end_rows(commit, MOVES, MOVES.c.id, [row["id"] for row in moved])
    copies = [{**row, "customer": gone[row["customer"]]} for row in moved]
    insert_rows(commit, MOVES, [{name: row[name] for name in row if name != "id"} for row in copies])


def _versions(connection: Connection, form: str, keys: Collection[str]) -> dict[str, Any]:
    """Key → the last version there ever was of it (id, version, ended)."""
    columns = (RECORDS.c.key, RECORDS.c.id, RECORDS.c.version, RECORDS.c.ended)
    here = (RECORDS.c.form == form, among(connection, RECORDS.c.key, keys))
    query = select(*columns).where(*here).order_by(RECORDS.c.version)
    return {row.key: row for row in connection.execute(query)}


def _write_customers(commit: Commit, found: Block) -> None:
    """A new version of each customer whose facts differ from the current ones."""
    if not bulk.count(found):
        return
    block = _latest(found, "id")
    here = among(commit.connection, CUSTOMERS.c.id, block["id"])
    query = select(CUSTOMERS).where(here).order_by(CUSTOMERS.c.version)
    before = {row.id: row for row in commit.connection.execute(query)}
    if before:
        block = bulk.picked(block, _changed(block, before))
    ended = [before[one] for one in block["id"] if one in before]
    end_rows(commit, CUSTOMERS, CUSTOMERS.c.row_id, [row.row_id for row in ended if row.ended is None])
    block["version"] = _next_versions(block["id"], before)
    insert_block(commit, CUSTOMERS, block)


def _changed(block: Block, before: Mapping[str, Any]) -> list[int]:
    """The places of customers that are new, back again, or differ in some fact."""
    facts = list(zip(*(block[name] for name in rows.CUSTOMER_FACTS), strict=True))
    return [
        place
        for place, (one, told) in enumerate(zip(block["id"], facts, strict=True))
        if (was := before.get(one)) is None or was.ended is not None or told != _facts_of(was)
    ]


def _facts_of(was: Any) -> tuple[Any, ...]:
    return tuple(getattr(was, name) for name in rows.CUSTOMER_FACTS)


def _told_apart(connection: Connection, outcome: Outcome) -> list[Customer]:
    """The customers of whom the outcome holds but a move or a score, with what these say.

    So it is in the nightly renewal of scores, where the stage hands no customer on.
    """
    absent = {move.customer for move in outcome.moves} | {score.customer for score in outcome.scores}
    absent -= {customer.id for customer in outcome.customers}
    if not absent:
        return []
    here = (CUSTOMERS.c.ended.is_(None), among(connection, CUSTOMERS.c.id, absent))
    query = select(*rows.CUSTOMER_COLUMNS).where(*here)
    return standing(rows.customers(connection.execute(query), {}).values(), outcome)


def _write_reminders(commit: Commit, reminders: Iterable[Reminder], settled: Iterable[str]) -> None:
    """A reminder given again under its key replaces the one before; what is settled is due no more."""
    names = ("key", "owner", "due", "text", "customer", "cause")
    latest = {one.key: {name: getattr(one, name) for name in names} for one in reminders}
    current = select(REMINDERS.c.id).where(
        REMINDERS.c.ended.is_(None), among(commit.connection, REMINDERS.c.key, {*latest, *settled})
    )
    end_rows(commit, REMINDERS, REMINDERS.c.id, list(commit.connection.scalars(current)))
    insert_rows(commit, REMINDERS, list(latest.values()))


def _named(outcome: Outcome, taken: Taken) -> Iterable[str]:
    """Every text of a commit that may hold a running number."""
    yield from (customer.id for customer in outcome.customers)
    yield from (document.number for document in taken.documents)
    yield from (order.number for order in outcome.documents)
    fields = {name for record in outcome.records for name in record.payload}
    wanted = [name for name in fields if name.endswith(_NUMBER_FIELDS)]
    payloads = (record.payload for record in outcome.records)
    found = (payload.get(name) for payload in payloads for name in wanted)
    yield from (value for value in found if isinstance(value, str))


def end_rows(commit: Commit, table: Table, key: Any, ids: Sequence[int]) -> None:
    """Stamp versions as ended by this commit."""
    if ids:
        here = among_numbers(commit.connection, key, ids)
        commit.connection.execute(update(table).where(here).values(ended=commit.no))


def insert_rows(commit: Commit, table: Table, found: Sequence[dict[str, Any]]) -> None:
    """Insert rows as this commit's."""
    insert_block(commit, table, bulk.as_block(found))


def insert_block(commit: Commit, table: Table, block: Block) -> None:
    """Insert rows as this commit's; those of a long list are numbered here, so that they are known as they stand."""
    count, key = bulk.count(block), next(iter(table.primary_key))
    if not count:
        return
    block["commit_no"] = [commit.no] * count
    alone = count >= LONG and table.name not in commit.wrote and key.name not in block
    if not alone or commit.connection.dialect.name != "sqlite":
        bulk.insert_block(commit.connection, table, block)
        return
    first = (commit.connection.scalar(select(func.max(key))) or 0) + 1
    block[key.name] = list(range(first, first + count))
    commit.wrote[table.name] = bulk.insert_block(commit.connection, table, block)


def told(taken: Taken) -> dict[str, object]:
    """What the journal keeps of a commit."""
    return {
        "verdict": taken.verdict,
        "forms": list(taken.forms),
        "counts": dict(taken.counts),
        "result": dict(taken.result),
        "manifest": [dict(line) for line in taken.manifest],
        "receipt": taken.receipt,
        "privacy": int(taken.privacy),
        "duplicate_of": taken.duplicate_of,
        "problem": "",
    }


def with_pieces(connection: Connection, done: Submission, taken: Taken) -> Submission:
    """Keep what was written while the rows were: the manifest, and where the receipt goes."""
    late = {"manifest": [dict(line) for line in taken.manifest], "receipt": taken.receipt}
    connection.execute(update(SUBMISSIONS).where(SUBMISSIONS.c.id == done.id).values(late))
    return replace(done, manifest=taken.manifest, receipt=taken.receipt)


def entry(done: Submission, outcome: Outcome, taken: Taken) -> Entry:
    """What the audit log keeps of a commit: counts and hashes."""
    detail = {
        "verdict": taken.verdict.value,
        "sha256": done.sha256,
        "records": len(outcome.records),
        "customers": len(outcome.customers),
        "documents": len(taken.documents),
        "rules": taken.rules,
    }
    return Entry("commit", done.id, taken.actor, detail)
