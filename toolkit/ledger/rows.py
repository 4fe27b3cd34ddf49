"""Stored rows ↔ the values of ``outcome``: the only place that knows both shapes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, Text, cast

from toolkit.forms.column import Privacy
from toolkit.ledger import bulk, cells
from toolkit.ledger.brand import brand
from toolkit.ledger.lookalikes import edges
from toolkit.ledger.matching import code_key, name_key, phone_key
from toolkit.ledger.schema import CUSTOMERS, RECORDS
from toolkit.ledger.types import plain_text
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


def customer_row(customer: Customer) -> dict[str, Any]:
    """The stored facts of a customer, with the keys by which it is found."""
    name = plain_text(customer.name)
    return {
        **customer_keys(name, customer.phone),
        "id": customer.id,
        "name": name,
        "credit_code": code_key(customer.credit_code),
        "phone": customer.phone,
        "owner": customer.owner,
        "deal_stage": customer.deal_stage,
        "grade": customer.grade,
        "registered_on": customer.registered_on,
    }


def customer_keys(name: str, phone: str) -> dict[str, str]:
    """What a customer is found by beside its id and code: all follows from name and phone."""
    key = name_key(name)
    distinctive = brand(key)
    head, tail = edges(distinctive)
    return {
        "name_key": key,
        "phone_key": phone_key(phone),
        "brand": distinctive,
        "brand_head": head,
        "brand_tail": tail,
    }


def customers(found: Iterable[Row[Any]], prospects: Mapping[str, Mapping[str, Any]]) -> dict[str, Customer]:
    """Customer id → customer, of rows that begin with ``CUSTOMER_COLUMNS``, each with its prospect payload."""
    told: Iterable[tuple[Any, ...]] = (tuple(row) for row in found)
    return {row[0]: Customer(*row[:_FACTS], prospects.get(row[0], _NOTHING)) for row in told}  # type: ignore[call-arg] # eight facts


def record_row(record: Record) -> dict[str, Any]:
    """What of a record is stored as it stands; version and commit are the ledger's."""
    payload = dict(record.payload)
    return {
        "form": record.form,
        "key": plain_text(record.key),
        "payload": payload,
        "cells": cells.pack(record.cells, payload, record.source.row),
        "customer": record.customer,
        "owner": plain_text(record.owner),
        "day": record.day,
        "deal_stage": record.deal_stage,
        "amount": None if record.amount is None else float(record.amount),
        "privacy": int(record.privacy),
        "submission": record.source.submission,
        "sheet": plain_text(record.source.sheet),
        "row": record.source.row,
    }


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


def move_row(move: Move) -> dict[str, Any]:
    """A change of stage as it is stored."""
    source = move.source
    return {
        "customer": move.customer,
        "before": move.before,
        "after": move.after,
        "on": move.on,
        "person": move.person,
        "cause": move.cause,
        "submission": source.submission,
        "sheet": source.sheet,
        "row": source.row,
    }


def move(row: Row[Any], file: str) -> Move:
    """A stored change of stage."""
    source = Source(row.submission, file, row.sheet, row.row)
    return Move(row.customer, row.before, row.after, row.on, row.person, row.cause, source)


class ScoreRows:
    """Makes scores rows; a factor that many scores share is put into JSON once."""

    def __init__(self) -> None:
        """Know no factor yet."""
        self._known: dict[int, tuple[FactorPoints, str]] = {}

    def of(self, score: Score) -> dict[str, Any]:
        """A score as it is stored: the factors as plain lists."""
        return {
            "customer": score.customer,
            "day": score.day,
            "total": score.total,
            "fit": score.fit,
            "engagement": score.engagement,
            "grade": score.grade,
            "provisional": score.provisional,
            "completeness": score.completeness,
            "red_lines": bulk.Encoded(bulk.to_text(list(score.red_lines)) if score.red_lines else "[]"),
            "factors": bulk.Encoded(f"[{','.join([self._text(factor) for factor in score.factors])}]"),
        }

    def _text(self, factor: FactorPoints) -> str:
        known = self._known.get(id(factor))
        if known is None:
            told = [factor.factor, factor.points, factor.of, factor.reason, factor.lift, factor.known]
            known = self._known[id(factor)] = (factor, bulk.to_text(told))
        return known[1]


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
