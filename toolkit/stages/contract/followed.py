"""A contract follows its customer: what the prospect list changes in the text of an unsigned contract (seed 4d).

Name, credit code, kind of party and property stand in the contract as the prospect list told them. Where they
change there, the departments' agreement was to another text: the draft is written anew as the next version, the
earlier approvals are void and the row says so. What the contract sheet says otherwise stays as it was typed, and
what is signed stays as it was signed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from toolkit.forms.keys import normalised_name
from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_contract as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Accepted, Change, Customer, LedgerView, Outcome, Record, Source
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.contract.approval import AGREED, BEFORE_SIGNING, RELEASED, RUNNING, agreed
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.forms import CONTRACTS
from toolkit.stages.contract.papers import contract_order, review_order
from toolkit.stages.contract.signing import changed
from toolkit.stages.contract.step import Step, outcome_of
from toolkit.stages.contract.terms import PROPERTY_TYPE
from toolkit.stages.contract.voided import given_to, void_words
from toolkit.stages.contract.waiting import waiting_key, waiting_reminder
from toolkit.stages.findings import at
from toolkit.stages.screening.forms import PROSPECTS

Payload = Mapping[str, Any]

_FOLLOWS: Mapping[str, str] = {
    "name": "counterparty",
    "credit_code": "credit_code",
    "party_type": "party_type",
    "property_name": "property_name",
    "address": "address",
    PROPERTY_TYPE: PROPERTY_TYPE,
}
"""Field of the prospect → field of the contract. Area and price are agreed upon in the contract's own sheet."""


def follow_customers(
    accepted: Accepted, records: Iterable[Record], before: LedgerView, now: LedgerView, rules: RuleBook, today: date
) -> Outcome:
    """What the changed ``records`` of a prospect list mean for contracts, between two looks at the ledger."""
    fresh = {one.key: one for one in records if one.change is Change.CHANGED}
    ids = {one.customer for one in fresh.values()}
    contracts = {one: found for one, found in now.current(CONTRACTS.name, ids).items() if found} if ids else {}
    if not contracts:
        return Outcome()
    was = before.by_key(PROSPECTS.name, {key for key, one in fresh.items() if one.customer in contracts})
    desk, rows = Desk(now, rules, today), {(row.sheet, row.number): row for row in accepted.rows}
    given = desk.approvals(set(contracts))
    return outcome_of(
        _step(_Cause(rows[new.source.sheet, new.source.row], new.source, changes), contract, given, desk)
        for old, new in ((old, fresh[key]) for key, old in was.items())
        for contract in contracts[new.customer]
        if (changes := _changes(contract.payload, old.payload, new.payload))
    )


def _changes(contract: Payload, old: Payload, new: Payload) -> dict[str, Any]:
    """Field of the prospect → its new value, for those that the contract has said as the prospect did."""
    return {
        name: new.get(name)
        for name, ours in _FOLLOWS.items()
        if new.get(name) != old.get(name) and _plain(contract.get(ours)) == _plain(old.get(name))
    }


def _plain(value: object) -> str:
    return "" if value is None else normalised_name(str(value))


@dataclass(frozen=True, slots=True)
class _Cause:
    """A row of the prospect list, and which of its fields now say what a contract does not."""

    row: TakenRow
    source: Source
    changes: Mapping[str, Any]


def _step(cause: _Cause, before: Record, given: Mapping[str, tuple[Record, ...]], desk: Desk) -> Step:
    state = before.payload["contract_state"]
    if state in RUNNING:
        return Step(findings=_signed(cause, before))
    if state not in BEFORE_SIGNING:
        return Step()
    number = before.payload["contract_id"]
    customer, approvals = desk.customer(before), given.get(number, ())
    record = _redrafted(cause, before, customer, desk)
    cast = desk.votes(record.payload, approvals)
    now_in = {"contract_state": desk.state(record.payload, cast), AGREED: agreed(cast)}
    record = replace(record, payload={**record.payload, **now_in, RELEASED: desk.released(record.payload)})
    found = _told(cause, record, before, given_to(before, approvals))
    words = void_words([found])
    return Step(
        record=record,
        documents=(contract_order(record, customer, desk), review_order(record, customer, desk, cast, words)),
        findings=(found,),
        reminders=(waiting_reminder(record, customer, desk, words),) if words else (),
        settled=() if words else (waiting_key(number),),
    )


def _redrafted(cause: _Cause, before: Record, customer: Customer, desk: Desk) -> Record:
    """The contract with the customer's facts of now, as its next version; it comes from no row of its own sheet."""
    version = before.payload["version"] + 1
    fresh = {_FOLLOWS[name]: value for name, value in cause.changes.items()}
    kept = {name: value for name, value in {**before.payload, **fresh}.items() if value is not None}
    payload = {**kept, "version": version, "customer_name": customer.name}
    return replace(
        before,
        payload={**payload, "check_code": desk.code(payload, version)},
        source=Source(cause.source.submission, cause.source.file),
        cells={},
        version=before.version + 1,
        recorded_at=None,
        change=Change.CHANGED,
    )


def _told(cause: _Cause, record: Record, before: Record, count: int) -> Finding:
    """That the contract is another text now, what changed in it, and how many words are void by that."""
    told = {"changes": "、".join(changed(record, before)), "version": record.payload["version"]}
    number, code, field = record.payload["contract_id"], record.payload["check_code"], next(iter(cause.changes))
    typed = cause.changes[field]
    if count:
        return at(cause.row, codes.CUSTOMER_VOIDS, field, typed, number=number, count=count, check_code=code, **told)
    return at(cause.row, codes.CUSTOMER_REDRAFTS, field, typed, number=number, **told)


def _signed(cause: _Cause, contract: Record) -> tuple[Finding, ...]:
    """That a signed contract goes on naming what was true when it was signed."""
    named = [name for name in cause.changes if name != PROPERTY_TYPE]
    if not named:
        return ()
    titles = "、".join(PROSPECTS.columns[name].title for name in named)
    number = contract.payload["contract_id"]
    return (at(cause.row, codes.SIGNED_STAYS, named[0], cause.changes[named[0]], number=number, fields=titles),)
