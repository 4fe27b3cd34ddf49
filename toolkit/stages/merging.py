"""Two customers that are one: what follows when somebody said so in a 疑似重複 sheet. Pure.

The one that was registered first stays, with its id and whatever it says; the other fills its blanks and
hands over its records, its changes of stage and its place. Nothing is deleted, and it can be undone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from toolkit.forms.form import Form
from toolkit.forms.keys import natural_key
from toolkit.outcome import Change, Customer, LedgerView, Move, Outcome, Record, Source
from toolkit.stages import deal_stages
from toolkit.stages.records import merge
from toolkit.stages.screening.forms import PROSPECTS

CAUSE = "合併重複客戶"


@dataclass(frozen=True, slots=True)
class Same:
    """``gone`` is ``kept``, as somebody said in ``source``."""

    kept: Customer
    gone: Customer
    source: Source


def older(one: Customer, other: Customer) -> tuple[Customer, Customer]:
    """(kept, gone): the one that was registered first stays; on one day, the lower number."""
    first, second = sorted((one, other), key=lambda each: (each.registered_on or date.max, each.id))
    return first, second


def merged(found: Sequence[Same], ledger: LedgerView, forms: Iterable[Form], today: date) -> Outcome:
    """What follows from making each pair one customer."""
    records: dict[tuple[str, str], Record] = {}
    ended: list[tuple[str, str]] = []
    gone = {same.gone.id: same for same in found}
    for form in forms:
        for name, theirs in ledger.current(form.name, gone.keys()).items():
            for record in theirs:
                if form is PROSPECTS:
                    continue
                moved = _moved(form, record, gone[name])
                there = records.get((form.name, moved.key)) or ledger.by_key(form.name, [moved.key]).get(moved.key)
                if there is not None and moved.key != record.key:
                    moved = replace(there, payload=merge(moved.payload, there.payload), change=Change.CHANGED)
                records[form.name, moved.key] = moved
                ended += [(form.name, record.key)] if moved.key != record.key else []
    customers = [_filled(same, ledger) for same in found]
    prospects = [record for record, _ in customers if record is not None]
    return Outcome(
        records=(*prospects, *records.values()),
        customers=tuple(customer for _, customer in customers),
        moves=tuple(
            _move(same, customer, today) for same, (_, customer) in zip(found, customers, strict=True) if _further(same)
        ),
        ended=(*ended, *((PROSPECTS.name, name) for name in gone)),
        gone=tuple((name, same.kept.id) for name, same in gone.items()),
        settled=tuple(f"{kind}:{name}" for name in gone for kind in ("stale", "follow_up")),
    )


def _moved(form: Form, record: Record, same: Same) -> Record:
    """A record of the one that goes, as the other's: another customer, and another key where that is part of it."""
    payload = dict(record.payload)
    payload |= {name: same.kept.id for name in ("customer", "customer_id") if payload.get(name) == same.gone.id}
    key = natural_key(form, payload) if payload != record.payload else record.key
    return replace(record, customer=same.kept.id, key=key or record.key, payload=payload, change=Change.CHANGED)


def _filled(same: Same, ledger: LedgerView) -> tuple[Record | None, Customer]:
    """The kept customer and its prospect record, with its blanks filled from the one that goes."""
    kept, gone = same.kept, same.gone
    stage = gone.deal_stage if _further(same) else kept.deal_stage
    customer = replace(
        kept,
        credit_code=kept.credit_code or gone.credit_code,
        phone=kept.phone or gone.phone,
        owner=kept.owner or gone.owner,
        deal_stage=stage,
    )
    there = ledger.by_key(PROSPECTS.name, [kept.id]).get(kept.id)
    if there is None:
        return None, customer
    payload: Mapping[str, Any] = merge(gone.prospect, there.payload)
    payload = {**payload, "stage": stage} if stage and _further(same) else payload
    record = replace(there, payload=payload, deal_stage=stage or there.deal_stage, change=Change.CHANGED)
    return record, replace(customer, prospect=payload)


def _further(same: Same) -> bool:
    """Whether the one that goes had come further with us."""
    return deal_stages.order(same.gone.deal_stage) > deal_stages.order(same.kept.deal_stage) >= 0


def _move(same: Same, customer: Customer, today: date) -> Move:
    return Move(same.kept.id, same.kept.deal_stage, customer.deal_stage, today, customer.owner, CAUSE, same.source)
