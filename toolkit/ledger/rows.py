"""Stored rows ↔ the values of ``outcome``: the only place that knows both shapes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, Text, cast

from toolkit.forms.column import Privacy
from toolkit.ledger import bulk, cells
from toolkit.ledger.bulk import Block
from toolkit.ledger.customer_keys import NO_KEYS, KnownKeys, customer_keys
from toolkit.ledger.matching import code_key
from toolkit.ledger.schema import CUSTOMERS, RECORDS
from toolkit.ledger.texts import plain_text
from toolkit.outcome import Customer, FactorPoints, Move, Record, Score, Source

CUSTOMER_FACTS = (
    "name",
    "credit_code",
    "phone",
    "owner",
    "deal_stage",
    "grade",
    "registered_on",
)
"""The columns that make one version of a customer differ from another; its keys follow from them."""


CUSTOMER_COLUMNS = tuple(
    CUSTOMERS.c[name]
    for name in ("id", "name", "credit_code", "phone", "owner", "deal_stage", "grade", "registered_on")
)
"""The columns of a customer in the order in which ``Customer`` takes them."""
_FACTS = len(CUSTOMER_COLUMNS)
_NOTHING: Mapping[str, Any] = MappingProxyType({})
RECORD_COLUMNS = (
    *(RECORDS.c[name] for name in ("form", "key", "customer", "owner", "day", "deal_stage", "amount")),
    *(RECORDS.c[name] for name in ("version", "cells", "privacy", "submission", "sheet", "row", "commit_no")),
    cast(RECORDS.c.payload, Text).label("payload"),
)
"""The columns of a record; the payload as text, so that many are parsed at once."""


def customer_block(customers: Sequence[Customer], known: KnownKeys = NO_KEYS) -> Block:
    """The stored facts of customers, with the keys by which they are found; those ``known`` are not made again."""
    names = [plain_text(one.name) for one in customers]
    phones = [one.phone for one in customers]
    found = [known.get(both) or customer_keys(*both) for both in zip(names, phones, strict=True)]
    return {
        **bulk.as_block(found),
        "id": [one.id for one in customers],
        "name": names,
        "credit_code": [code_key(one.credit_code) for one in customers],
        "phone": phones,
        "owner": [one.owner for one in customers],
        "deal_stage": [one.deal_stage for one in customers],
        "grade": [one.grade for one in customers],
        "registered_on": [one.registered_on for one in customers],
    }


def customers(found: Iterable[Row[Any]], prospects: Mapping[str, Mapping[str, Any]]) -> dict[str, Customer]:
    """Customer id → customer, of rows that begin with ``CUSTOMER_COLUMNS``, each with its prospect payload."""
    told: Iterable[tuple[Any, ...]] = (tuple(row) for row in found)
    return {row[0]: Customer(*row[:_FACTS], prospects.get(row[0], _NOTHING)) for row in told}  # type: ignore[call-arg] # eight facts


def record_block(records: Sequence[Record]) -> Block:
    """What of records is stored as it stands; version and commit are the ledger's."""
    payloads = [one.payload if type(one.payload) is dict else dict(one.payload) for one in records]
    sources, packer = [one.source for one in records], cells.Packer()
    return {
        "form": [one.form for one in records],
        "key": [plain_text(one.key) for one in records],
        "payload": bulk.to_texts(payloads),
        "cells": [
            packer.pack(one.cells, payload, one.source.row) for one, payload in zip(records, payloads, strict=True)
        ],
        "customer": [one.customer for one in records],
        "owner": _plain([one.owner for one in records]),
        "day": [one.day for one in records],
        "deal_stage": [one.deal_stage for one in records],
        "amount": [None if one.amount is None else float(one.amount) for one in records],
        "privacy": [int(one.privacy) for one in records],
        "submission": [source.submission for source in sources],
        "sheet": _plain([source.sheet for source in sources]),
        "row": [source.row for source in sources],
    }


def _plain(texts: Sequence[str]) -> list[str]:
    """Storable texts, of which few differ."""
    known = {text: plain_text(text) for text in set(texts)}
    return [known[text] for text in texts]


def records(found: Sequence[Row[Any]], files: Mapping[str, str], moments: Mapping[int, datetime]) -> list[Record]:
    """Stored records (``RECORD_COLUMNS``).

    ``files`` maps a submission to the name it was dropped under, ``moments`` a commit to its time.
    """
    payloads = bulk.parse_all([row[-1] for row in found])
    return [_record(row, payload, files, moments) for row, payload in zip(found, payloads, strict=True)]


def _record(
    row: Row[Any], payload: Mapping[str, Any], files: Mapping[str, str], moments: Mapping[int, datetime]
) -> Record:
    told: tuple[Any, ...] = tuple(row)
    form, key, customer_id, owner, day, stage, amount, version, packed, privacy = told[:10]
    submission, sheet, number, commit_no = told[10:14]
    return Record(
        form,
        key,
        payload,
        customer_id,
        owner,
        day,
        stage,
        amount,
        Source(submission, files.get(submission, ""), sheet, number),
        version,
        moments[commit_no],
        cells.unpack(packed, payload, number),
        Privacy(privacy),
    )


def move_block(moves: Sequence[Move]) -> Block:
    """Changes of stage as they are stored."""
    own = ("customer", "before", "after", "on", "person", "cause")
    block = {name: [getattr(one, name) for one in moves] for name in own}
    return block | {name: [getattr(one.source, name) for one in moves] for name in ("submission", "sheet", "row")}


def move(row: Row[Any], file: str) -> Move:
    """A stored change of stage."""
    source = Source(row.submission, file, row.sheet, row.row)
    return Move(row.customer, row.before, row.after, row.on, row.person, row.cause, source)


def score_block(scores: Sequence[Score]) -> Block:
    """Scores as they are stored: the factors as plain lists; one that many scores share is put into JSON once."""
    own = ("customer", "day", "total", "fit", "engagement", "grade", "provisional", "completeness")
    block = {name: [getattr(one, name) for one in scores] for name in own}
    factors = {id(factor): factor for one in scores for factor in one.factors}
    texts = dict(zip(factors, bulk.to_texts([_factor(one) for one in factors.values()]), strict=True))
    red = [bulk.Encoded(bulk.to_text(list(one.red_lines)) if one.red_lines else "[]") for one in scores]
    told = [bulk.Encoded(f"[{','.join([texts[id(factor)] for factor in one.factors])}]") for one in scores]
    return block | {"red_lines": red, "factors": told}


def _factor(one: FactorPoints) -> list[Any]:
    return [one.factor, one.points, one.of, one.reason, one.lift, one.known]


def score(row: Row[Any]) -> Score:
    """A stored score."""
    return Score(
        row.customer,
        row.total,
        row.fit,
        row.engagement,
        row.grade,
        row.provisional,
        row.completeness,
        tuple(row.red_lines),
        tuple(FactorPoints(*factor) for factor in row.factors),
        row.day,
    )
