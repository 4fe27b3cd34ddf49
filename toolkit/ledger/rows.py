"""Stored rows ↔ the values of ``outcome``: the only place that knows both shapes."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from toolkit.forms.column import Privacy
from toolkit.forms.keys import normalised_name
from toolkit.ledger.brand import brand
from toolkit.ledger.lookalikes import edges
from toolkit.ledger.matching import code_key, phone_key
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


def customer_row(customer: Customer) -> dict[str, Any]:
    """The stored facts of a customer, with the keys by which it is found."""
    name = plain_text(customer.name)
    name_key = normalised_name(name)
    distinctive = brand(name_key)
    head, tail = edges(distinctive)
    return {
        "id": customer.id,
        "name": name,
        "name_key": name_key,
        "brand": distinctive,
        "brand_head": head,
        "brand_tail": tail,
        "credit_code": code_key(customer.credit_code),
        "phone": customer.phone,
        "phone_key": phone_key(customer.phone),
        "owner": customer.owner,
        "deal_stage": customer.deal_stage,
        "grade": customer.grade,
        "registered_on": customer.registered_on,
    }


def customer(row: Row[Any], prospect: Mapping[str, Any]) -> Customer:
    """A stored customer with the payload of its prospect record."""
    return Customer(
        row.id,
        row.name,
        row.credit_code,
        row.phone,
        row.owner,
        row.deal_stage,
        row.grade,
        row.registered_on,
        prospect,
    )


def record_row(record: Record) -> dict[str, Any]:
    """What of a record is stored as it stands; version and commit are the ledger's."""
    return {
        "form": record.form,
        "key": plain_text(record.key),
        "payload": dict(record.payload),
        "cells": dict(record.cells),
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


def record(row: Row[Any], file: str) -> Record:
    """A stored record; ``file`` is the name under which its submission was dropped."""
    return Record(
        form=row.form,
        key=row.key,
        payload=row.payload,
        customer=row.customer,
        owner=row.owner,
        day=row.day,
        deal_stage=row.deal_stage,
        amount=row.amount,
        source=Source(row.submission, file, row.sheet, row.row),
        version=row.version,
        recorded_at=row.at,
        cells=row.cells,
        privacy=Privacy(row.privacy),
    )


def move_row(move: Move) -> dict[str, Any]:
    """A change of stage as it is stored."""
    told = {name: getattr(move, name) for name in ("customer", "before", "after", "on", "person", "cause")}
    source = {"submission": move.source.submission, "sheet": move.source.sheet, "row": move.source.row}
    return told | source


def move(row: Row[Any], file: str) -> Move:
    """A stored change of stage."""
    source = Source(row.submission, file, row.sheet, row.row)
    return Move(row.customer, row.before, row.after, row.on, row.person, row.cause, source)


def score_row(score: Score) -> dict[str, Any]:
    """A score as it is stored: the factors as plain lists."""
    factors = [[f.factor, f.points, f.of, f.reason, f.lift, f.known] for f in score.factors]
    names = ("customer", "day", "total", "fit", "engagement", "grade", "provisional", "completeness")
    told = {name: getattr(score, name) for name in names}
    return told | {"red_lines": list(score.red_lines), "factors": factors}


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
