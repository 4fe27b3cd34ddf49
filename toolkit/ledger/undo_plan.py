"""What taking submissions back would end and write: worked out whole before anything is touched."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from toolkit.ledger import cells
from toolkit.ledger.commit import Commit
from toolkit.ledger.customer_keys import customer_keys
from toolkit.ledger.members import among, among_numbers
from toolkit.ledger.merge import Rest, Version, rest
from toolkit.ledger.rows import CUSTOMER_FACTS
from toolkit.ledger.schema import CUSTOMERS, MOVES, RECORDS

_Facts = Callable[[Row[Any]], dict[str, Any]]
_PROMOTED = ("customer", "owner", "day", "deal_stage", "amount", "privacy")
_PROSPECTS = "prospects"


@dataclass(frozen=True, slots=True)
class Kept:
    """What could not be taken back: ``why`` is later, again or needed; ``by`` the other submission."""

    form: str
    key: str
    why: str
    by: str = ""


@dataclass(slots=True)
class Plan:
    """What is to be ended and written, worked out before anything is."""

    restored: list[tuple[str, str]]
    removed: list[tuple[str, str]]
    kept: list[Kept]
    ends: list[int]
    rows: list[dict[str, Any]]
    leaning: dict[str, str]
    """Customer → the submission because of which a record of it stays."""


def _plan() -> Plan:
    return Plan([], [], [], [], [], {})


def records_plan(commit: Commit, ours: Sequence[int], again: Mapping[tuple[str, str], str]) -> Plan:
    """Records that go back to what they were, go altogether, or stay; ``again`` names who else has them."""
    plan = _plan()
    for (form, key), versions in _histories(commit, ours).items():
        by = again.get((form, key), "")
        if by:
            plan.kept.append(Kept(form, key, "again", by))
            plan.leaning[versions[-1].customer] = by
            continue
        _decide(plan, (form, key), versions, rest(_replayed(versions, ours, _record_facts)), _record_row, ours)
    _keep_whole_customers(commit, ours, plan)
    return plan


def _histories(commit: Commit, ours: Collection[int]) -> dict[tuple[str, str], list[Row[Any]]]:
    """All versions of every record that these commits wrote or ended a version of, oldest first."""
    connection = commit.connection
    touched = among_numbers(connection, RECORDS.c.commit_no, ours) | among_numbers(connection, RECORDS.c.ended, ours)
    written = select(RECORDS.c.form, RECORDS.c.key).where(touched)
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


def _replayed(
    versions: Sequence[Row[Any]], ours: Collection[int], facts: Callable[[Row[Any]], dict[str, Any]]
) -> Iterable[Version]:
    """Stored versions as ``merge`` takes them."""
    numbers, ended = set(ours), None
    for row in versions:
        yield Version(facts(row), row.commit_no in numbers, ended == row.commit_no, row)
        ended = row.ended


def _decide(
    plan: Plan, name: tuple[str, str], versions: Sequence[Row[Any]], left: Rest, new_row: Any, ours: Collection[int]
) -> None:
    """Sort one record or customer into the plan; what others ended is left alone, what these commits ended returns."""
    last = versions[-1]
    if last.ended is not None:
        if last.ended in ours and left.facts is not None:
            plan.restored.append(name)
            plan.rows.append(new_row(last, left))
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


def _keep_whole_customers(commit: Commit, ours: Collection[int], plan: Plan) -> None:
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


def customers_plan(commit: Commit, ours: Sequence[int], records: Plan) -> Plan:
    """Customers follow their prospect record: one whose record stays, stays."""
    plan, connection = _plan(), commit.connection
    touched = among_numbers(connection, CUSTOMERS.c.commit_no, ours) | among_numbers(
        connection, CUSTOMERS.c.ended, ours
    )
    written = select(CUSTOMERS.c.id).where(touched)
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
            _decide(plan, ("customers", name), versions, left, _customer_row, ours)
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
