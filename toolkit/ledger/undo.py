"""Taking submissions back: earlier versions return, what people added later stays, nothing is deleted.

An undo is a commit like any other: it ends versions and writes new ones. Several submissions (a sheet and
its mended receipt) are taken back as one. What has to stay is named with the reason:

* ``later``  another file has changed since what these files began;
* ``again``  another file brought the same row, so it does not rest on these alone;
* ``needed`` something else rests on this customer (a contact, a contract, a document).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select, update

from toolkit.errors import LedgerError
from toolkit.ledger.commit import Commit, end_rows, insert_rows
from toolkit.ledger.members import among, among_numbers
from toolkit.ledger.registers import documents, voided_by
from toolkit.ledger.schema import (
    COMMITS,
    CUSTOMERS,
    DOCUMENTS,
    LIKENESSES,
    MAPPINGS,
    MOVES,
    ORDERS,
    RECEIPT_ROWS,
    RECORDS,
    REMINDERS,
    SCORES,
    SUBMISSIONS,
)
from toolkit.ledger.submission import State
from toolkit.ledger.taken import Document
from toolkit.ledger.undo_plan import Kept, Plan, customers_plan, records_plan

__all__ = ["Kept", "Undone", "undo"]


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: (form, key) of records, ids of customers, the documents that are void now."""

    commit_no: int
    restored: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    customers_restored: tuple[str, ...]
    customers_removed: tuple[str, ...]
    kept: tuple[Kept, ...]
    voided: tuple[Document, ...]
    remade: tuple[Document, ...] = ()
    """Those that these submissions had made void: they were promised again and will be made anew."""


def undo(commit: Commit, submissions: Collection[str]) -> Undone:
    """Take ``submissions`` back; raises LedgerError("ledger.cannot_undo") where one was not taken."""
    _check(commit, submissions)
    ours = _commits(commit, submissions)
    again = _brought_again(commit, submissions, min(ours, default=0))
    records = records_plan(commit, ours, again)
    customers = customers_plan(commit, ours, records)
    _carry_out(commit, RECORDS, RECORDS.c.id, records)
    _carry_out(commit, CUSTOMERS, CUSTOMERS.c.row_id, customers)
    for table in (MOVES, SCORES, ORDERS, MAPPINGS, LIKENESSES):
        _end_all(commit, table, ours)
    for table, key in ((MOVES, ("id",)), (MAPPINGS, ("layout",)), (LIKENESSES, ("one", "other"))):
        _bring_back(commit, table, key, ours)
    _undo_reminders(commit, ours)
    voided = _void_documents(commit, submissions, records.kept)
    remade = _promise_again(commit, ours, submissions)
    here = among(commit.connection, SUBMISSIONS.c.id, submissions)
    commit.connection.execute(update(SUBMISSIONS).where(here).values(undone_by=commit.no))
    return Undone(
        commit.no,
        tuple(records.restored),
        tuple(records.removed),
        tuple(key for _, key in customers.restored),
        tuple(key for _, key in customers.removed),
        (*records.kept, *customers.kept),
        voided,
        remade,
    )


def _check(commit: Commit, submissions: Collection[str]) -> None:
    columns = (SUBMISSIONS.c.id, SUBMISSIONS.c.state, SUBMISSIONS.c.undone_by)
    query = select(*columns).where(among(commit.connection, SUBMISSIONS.c.id, submissions))
    known = {row.id: row for row in commit.connection.execute(query)}
    for submission in submissions:
        row = known.get(submission)
        if row is None:
            raise LedgerError("ledger.unknown_submission", submission=submission)
        if row.state != State.DONE or row.undone_by is not None:
            state = "undone" if row.undone_by else row.state
            raise LedgerError("ledger.cannot_undo", submission=submission, state=state)


def _commits(commit: Commit, submissions: Collection[str]) -> list[int]:
    here = among(commit.connection, COMMITS.c.submission, submissions)
    return list(commit.connection.scalars(select(COMMITS.c.no).where(here, COMMITS.c.no != commit.no)))


def _brought_again(commit: Commit, submissions: Collection[str], since: int) -> dict[tuple[str, str], str]:
    """(form, key) → another submission that brought the same row later and still stands."""
    joined = RECEIPT_ROWS.join(SUBMISSIONS, RECEIPT_ROWS.c.submission == SUBMISSIONS.c.id)
    stands = (SUBMISSIONS.c.undone_by.is_(None), RECEIPT_ROWS.c.commit_no > since)
    query = select(RECEIPT_ROWS.c.submission, RECEIPT_ROWS.c.rows).select_from(joined).where(*stands)
    return {
        (form, key): submission
        for submission, lines in commit.connection.execute(query)
        if submission not in submissions
        for _, form, key, _ in lines
        if key
    }


def _carry_out(commit: Commit, table: Table, key: Any, plan: Plan) -> None:
    end_rows(commit, table, key, plan.ends)
    insert_rows(commit, table, plan.rows)


def _end_all(commit: Commit, table: Table, ours: Collection[int]) -> None:
    """End everything of ``table`` that these commits wrote and that still counts."""
    here = (among_numbers(commit.connection, table.c.commit_no, ours), table.c.ended.is_(None))
    commit.connection.execute(update(table).where(*here).values(ended=commit.no))


def _bring_back(commit: Commit, table: Table, key: tuple[str, ...], ours: Collection[int]) -> None:
    """Write again what these commits ended and others had written, where nothing took its place since."""
    connection = commit.connection
    ended = (among_numbers(connection, table.c.ended, ours), table.c.commit_no.notin_(ours))
    before = connection.execute(select(table).where(*ended).order_by(table.c.id)).mappings().all()
    if not before:
        return
    current = connection.execute(select(*(table.c[name] for name in key)).where(table.c.ended.is_(None)))
    taken = {tuple(row) for row in current}
    again = {tuple(row[name] for name in key): row for row in before}
    rows = [dict(row) for name, row in again.items() if name not in taken]
    insert_rows(commit, table, [{name: row[name] for name in row if name != "id"} | {"ended": None} for row in rows])


def _undo_reminders(commit: Commit, ours: Collection[int]) -> None:
    """End these commits' reminders; those they replaced are due again."""
    connection = commit.connection
    replaced = (among_numbers(connection, REMINDERS.c.ended, ours), REMINDERS.c.commit_no.notin_(ours))
    before = {row.key: row for row in connection.execute(select(REMINDERS).where(*replaced).order_by(REMINDERS.c.id))}
    _end_all(commit, REMINDERS, ours)
    current = among(connection, REMINDERS.c.key, before)
    taken = set(connection.scalars(select(REMINDERS.c.key).where(REMINDERS.c.ended.is_(None), current)))
    names = ("key", "owner", "due", "text", "customer", "cause")
    again = [{name: getattr(row, name) for name in names} for key, row in before.items() if key not in taken]
    insert_rows(commit, REMINDERS, again)


def _promise_again(commit: Commit, ours: Collection[int], submissions: Collection[str]) -> tuple[Document, ...]:
    """Order anew what these commits made void of others' papers, each in its last version: a void copy stays void."""
    ended = voided_by(commit.connection, ours)
    last = {(one.folder, one.name): one for one in ended if one.submission not in submissions}
    names = ("submission", "kind", "content")
    query = select(ORDERS).where(
        among_numbers(commit.connection, ORDERS.c.id, [one.order for one in last.values() if one.order])
    )
    found = {row.id: {name: getattr(row, name) for name in names} for row in commit.connection.execute(query)}
    again = [(one, found[one.order]) for one in last.values() if one.order in found]
    insert_rows(commit, ORDERS, [row for _, row in again])
    return tuple(one for one, _ in again)


def _void_documents(commit: Commit, submissions: Collection[str], kept: Iterable[Kept]) -> tuple[Document, ...]:
    """Mark the documents of these submissions 作廢; returns them as they stood.

    One that bears the number of a record that stays (a contract that went on since) stays with it.
    """
    connection = commit.connection
    stays = _numbers(connection, kept)
    found = [
        document
        for submission in submissions
        for document in documents(connection, submission=submission, ended=None)
        if document.number not in stays
    ]
    end_rows(commit, DOCUMENTS, DOCUMENTS.c.id, [document.id for document in found])
    return tuple(found)


def _numbers(connection: Connection, kept: Iterable[Kept]) -> set[str]:
    """What the records that stay are called by: every text of theirs, of which one may be a document's number."""
    keys: dict[str, set[str]] = {}
    for one in kept:
        keys.setdefault(one.form, set()).add(one.key)
    found = set[str]()
    for form, wanted in keys.items():
        here = (RECORDS.c.form == form, RECORDS.c.ended.is_(None), among(connection, RECORDS.c.key, wanted))
        for payload in connection.scalars(select(RECORDS.c.payload).where(*here)):
            found |= {value for value in payload.values() if isinstance(value, str)}
    return found
