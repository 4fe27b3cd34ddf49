"""Taking submissions back: earlier versions return, what people added later stays, nothing is deleted.

An undo is a commit like any other: it ends versions and writes new ones. Several submissions (a sheet and
its mended receipt) are taken back as one. What has to stay is named with the reason:

* ``later``  another file has changed since what these files began;
* ``again``  another file brought the same row, so it does not rest on these alone;
* ``needed`` something else rests on this customer (a contact, a contract, a document).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Table, select, update

from toolkit.errors import LedgerError
from toolkit.ledger import cells
from toolkit.ledger.commit import Commit, end_rows, insert_rows
from toolkit.ledger.members import among, among_numbers
from toolkit.ledger.merge import Rest, Version, rest
from toolkit.ledger.registers import documents
from toolkit.ledger.rows import CUSTOMER_FACTS, customer_keys
from toolkit.ledger.schema import (
    COMMITS,
    CUSTOMERS,
    DOCUMENTS,
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

_PROMOTED = ("customer", "owner", "day", "deal_stage", "amount", "privacy")
_PROSPECTS = "prospects"


@dataclass(frozen=True, slots=True)
class Kept:
    """What could not be taken back: ``why`` is later, again or needed; ``by`` the other submission."""

    form: str
    key: str
    why: str
    by: str = ""


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


@dataclass(slots=True)
class _Plan:
    """What is to be ended and written, worked out before anything is."""

    restored: list[tuple[str, str]]
    removed: list[tuple[str, str]]
    kept: list[Kept]
    ends: list[int]
    rows: list[dict[str, Any]]
    leaning: dict[str, str]
    """Customer → the submission because of which a record of it stays."""


def _plan() -> _Plan:
    return _Plan([], [], [], [], [], {})


def undo(commit: Commit, submissions: Collection[str]) -> Undone:
    """Take ``submissions`` back; raises LedgerError("ledger.cannot_undo") where one was not taken."""
    _check(commit, submissions)
    ours = _commits(commit, submissions)
    again = _brought_again(commit, submissions, min(ours, default=0))
    records = _records_plan(commit, ours, again)
    customers = _customers_plan(commit, ours, records)
    _carry_out(commit, RECORDS, RECORDS.c.id, records)
    _carry_out(commit, CUSTOMERS, CUSTOMERS.c.row_id, customers)
    for table in (MOVES, SCORES, ORDERS, MAPPINGS):
        _end_all(commit, table, ours)
    _undo_reminders(commit, ours)
    voided = _void_documents(commit, submissions)
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


def _records_plan(commit: Commit, ours: Sequence[int], again: Mapping[tuple[str, str], str]) -> _Plan:
    plan = _plan()
    for (form, key), versions in _histories(commit, ours).items():
        by = again.get((form, key), "")
        if by:
            plan.kept.append(Kept(form, key, "again", by))
            plan.leaning[versions[-1].customer] = by
            continue
        _decide(plan, (form, key), versions, rest(_replayed(versions, ours, _record_facts)), _record_row)
    _keep_whole_customers(commit, ours, plan)
    return plan


def _histories(commit: Commit, ours: Collection[int]) -> dict[tuple[str, str], list[Row[Any]]]:
    """All versions of every record that these commits wrote a version of, oldest first."""
    connection = commit.connection
    written = select(RECORDS.c.form, RECORDS.c.key).where(among_numbers(connection, RECORDS.c.commit_no, ours))
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for form, key in connection.execute(written):
        keys[form].add(key)
    found: defaultdict[tuple[str, str], list[Row[Any]]] = defaultdict(list)
    for form, wanted in keys.items():
        here = (RECORDS.c.form == form, among(connection, RECORDS.c.key, wanted))
        for row in connection.execute(select(RECORDS).where(*here).order_by(RECORDS.c.version)):
            found[form, row.key].append(row)
    return found


def _record_facts(row: Row[Any]) -> dict[str, Any]:
    """A version's payload and promoted columns as one mapping (payload fields are marked)."""
    return {name: getattr(row, name) for name in _PROMOTED} | {f".{name}": row.payload[name] for name in row.payload}


def _record_row(last: Row[Any], left: Rest) -> dict[str, Any]:
    """The next version of a record: what is left, standing where its last counting version stood."""
    facts = left.facts or {}
    payload = {name[1:]: value for name, value in facts.items() if name.startswith(".")}
    place = left.place
    stood = cells.unpack(place.cells, place.payload, place.row)
    return {name: facts[name] for name in _PROMOTED} | {
        "form": last.form,
        "key": last.key,
        "version": last.version + 1,
        "payload": payload,
        "cells": cells.pack({name: at for name, at in stood.items() if name in payload}, payload, place.row),
        "submission": place.submission,
        "sheet": place.sheet,
        "row": place.row,
        "ended": None,
    }


def _replayed(versions: Sequence[Row[Any]], ours: Collection[int], facts: Any) -> Iterable[Version]:
    """Stored versions as ``merge`` takes them."""
    numbers, ended = set(ours), None
    for row in versions:
        yield Version(facts(row), row.commit_no in numbers, ended == row.commit_no, row)
        ended = row.ended


def _decide(plan: _Plan, name: tuple[str, str], versions: Sequence[Row[Any]], left: Rest, new_row: Any) -> None:
    """Sort one record or customer into the plan; one that is not current any more is left alone."""
    last = versions[-1]
    if last.ended is not None:
        return
    if left.later:
        mapping = last._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
        plan.kept.append(Kept(*name, "later", mapping.get("submission", "")))
        plan.leaning[mapping.get("customer", "")] = mapping.get("submission", "")
        return
    plan.ends.append(_row_id(last))
    if left.facts is None:
        plan.removed.append(name)
    else:
        plan.restored.append(name)
        plan.rows.append(new_row(last, left))


def _row_id(row: Row[Any]) -> int:
    mapping = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    number: int = mapping["row_id"] if "row_id" in mapping else mapping["id"]
    return number


def _keep_whole_customers(commit: Commit, ours: Collection[int], plan: _Plan) -> None:
    """A prospect's record stays where other files' records, moves or documents rest on the customer."""
    prospects = {key for form, key in plan.removed if form == _PROSPECTS}
    leaning = {customer: by for customer, by in plan.leaning.items() if customer in prospects}
    needed = _needed(commit, prospects, ours) | leaning
    if not needed:
        return
    plan.kept += [Kept(_PROSPECTS, key, "needed", needed[key]) for key in sorted(needed)]
    plan.removed = [name for name in plan.removed if name[0] != _PROSPECTS or name[1] not in needed]
    here = (RECORDS.c.form == _PROSPECTS, among(commit.connection, RECORDS.c.key, needed), RECORDS.c.ended.is_(None))
    spared = set(commit.connection.scalars(select(RECORDS.c.id).where(*here)))
    plan.ends = [number for number in plan.ends if number not in spared]


def _needed(commit: Commit, customers: Collection[str], ours: Collection[int]) -> dict[str, str]:
    """Customer id → a submission outside ``ours`` whose records or moves rest on it."""
    if not customers:
        return {}
    connection, found = commit.connection, dict[str, str]()
    for table in (RECORDS, MOVES):
        here = (among(connection, table.c.customer, customers), table.c.ended.is_(None))
        query = select(table.c.customer, table.c.submission, table.c.commit_no).where(*here)
        found |= {row.customer: row.submission for row in connection.execute(query) if row.commit_no not in set(ours)}
    return found


def _customers_plan(commit: Commit, ours: Sequence[int], records: _Plan) -> _Plan:
    """Customers follow their prospect record: one whose record stays, stays."""
    plan, connection = _plan(), commit.connection
    written = select(CUSTOMERS.c.id).where(among_numbers(connection, CUSTOMERS.c.commit_no, ours))
    ids = set(connection.scalars(written))
    kept = {one.key for one in records.kept if one.form == _PROSPECTS}
    needed = kept | records.leaning.keys() | _needed(commit, ids, ours).keys()
    query = select(CUSTOMERS).where(among(connection, CUSTOMERS.c.id, ids)).order_by(CUSTOMERS.c.version)
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.id].append(row)
    for name, versions in found.items():
        left = rest(_replayed(versions, ours, _customer_facts))
        if left.facts is None and (name in needed or left.later):
            plan.kept.append(Kept("customers", name, "later" if left.later else "needed"))
        else:
            _decide(plan, ("customers", name), versions, left, _customer_row)
    return plan


def _customer_facts(row: Row[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in CUSTOMER_FACTS}


def _customer_row(last: Row[Any], left: Rest) -> dict[str, Any]:
    facts = dict(left.facts or {})
    return (
        facts
        | customer_keys(facts["name"], facts["phone"])
        | {
            "id": last.id,
            "version": last.version + 1,
            "ended": None,
        }
    )


def _carry_out(commit: Commit, table: Table, key: Any, plan: _Plan) -> None:
    end_rows(commit, table, key, plan.ends)
    insert_rows(commit, table, plan.rows)


def _end_all(commit: Commit, table: Table, ours: Collection[int]) -> None:
    """End everything of ``table`` that these commits wrote and that still counts."""
    here = (among_numbers(commit.connection, table.c.commit_no, ours), table.c.ended.is_(None))
    commit.connection.execute(update(table).where(*here).values(ended=commit.no))


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


def _void_documents(commit: Commit, submissions: Collection[str]) -> tuple[Document, ...]:
    """Mark the documents of these submissions 作廢; returns them as they stood."""
    connection = commit.connection
    found = [
        document for submission in submissions for document in documents(connection, submission=submission, ended=None)
    ]
    end_rows(commit, DOCUMENTS, DOCUMENTS.c.id, [document.id for document in found])
    return tuple(found)
