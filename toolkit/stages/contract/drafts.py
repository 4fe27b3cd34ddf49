"""F9: rows become versions of contracts, each with its check code, state and papers (seed 4b–4d).

A change of content makes a new version and voids what was agreed before; what is recorded at signing changes
no content. A signed contract does not change any more: a supplementary agreement is a new contract.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolkit.forms.keys import normalised_name
from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_contract as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Accepted, Change, Customer, Outcome, Record, Ref
from toolkit.stages.contract.approval import (
    AGREED,
    BEFORE_SIGNING,
    DRAFT,
    IN_FORCE,
    RELEASED,
    TO_SIGN,
    Vote,
    agreed,
)
from toolkit.stages.contract.complete import incomplete
from toolkit.stages.contract.defaults import defaults
from toolkit.stages.contract.desk import Desk, contract_key
from toolkit.stages.contract.ending import OVER, asked_to_end, end
from toolkit.stages.contract.forms import Contract
from toolkit.stages.contract.known import Known, known_of
from toolkit.stages.contract.leases import overlapping
from toolkit.stages.contract.papers import contract_order, review_order
from toolkit.stages.contract.progress import Forward, Went, go
from toolkit.stages.contract.rules import ENDINGS, SIGNING
from toolkit.stages.contract.signing import unsignable
from toolkit.stages.contract.step import Step, outcome_of
from toolkit.stages.contract.terms import ENGLISH, PROPERTY_TYPE, content_of
from toolkit.stages.contract.voided import void_words, voided
from toolkit.stages.contract.waiting import waiting_key
from toolkit.stages.customers import reference
from toolkit.stages.deal_stages import NEGOTIATION, WON
from toolkit.stages.findings import at
from toolkit.stages.overlay import Overlay
from toolkit.stages.records import Promote, revise

PREFIX = "HT-"
"""Contract numbers are ``HT-20261124-0001``."""

_PROMOTE = Promote(day="starts_on", amount="amount")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet on its way: the contracts it may mean, and what departments have said of them."""

    accepted: Accepted
    known: Known
    approvals: Mapping[str, tuple[Record, ...]]
    desk: Desk


def follow_contracts(accepted: Accepted, desk: Desk) -> Outcome:
    """Take the contracts of a sheet, one row after the other."""
    refs = [_ref(row) for row in accepted.rows]
    customers = desk.ledger.customers(set(refs))
    ids = [customer.id for customer in customers.values()]
    sheet = _Sheet(accepted, known_of(desk, ids), desk.approvals(ids), desk)
    now = {customer.id: customer for customer in customers.values()}
    steps = []
    for row, ref in zip(accepted.rows, refs, strict=True):
        if ref not in customers:
            steps.append(Step(findings=(_unknown(row),)))
            continue
        step = _take(row, now[customers[ref].id], sheet)
        if step.record is not None:
            sheet.known.add(step.record)
        now |= {customer.id: customer for _, customer in step.moved}
        steps.append(step)
    return outcome_of(steps)


def _ref(row: TakenRow) -> Ref:
    contract = contract_row(row)
    if contract.customer is not None:
        return reference(contract.customer)
    return Ref(credit_code=contract.credit_code or "", name=contract.counterparty)


def contract_row(row: TakenRow) -> Contract:
    """The row as the model it was validated by."""
    if not isinstance(row.row, Contract):
        raise TypeError(f"{type(row.row).__name__} is no contract row")
    return row.row


def _unknown(row: TakenRow) -> Finding:
    contract = contract_row(row)
    named = "customer" if contract.customer is not None else "counterparty"
    return at(row, codes.UNKNOWN_CUSTOMER, named, getattr(contract, named))


def _take(row: TakenRow, customer: Customer, sheet: _Sheet) -> Step:
    """One row: find its contract; end it, record it as history, or draft it."""
    before = sheet.known.find(contract_row(row))
    if asked_to_end(contract_row(row), before):
        return end(row, contract_row(row), before, customer, sheet.accepted, sheet.desk)
    number = _number(contract_row(row), before, sheet.known, sheet.desk)
    record = _revised(row, customer, number, before, sheet)
    stopped = _stopped(row, record, before) or overlapping(row, record, sheet.known.by_id.values(), sheet.desk)
    if stopped:
        return Step(findings=stopped)
    record = _versioned(record, before, customer, sheet.desk)
    if before is None and _is_history(record, sheet.desk):
        return _kept(row, record, customer, sheet)
    lacking_terms = incomplete(row, record.payload)
    if lacking_terms:
        return Step(findings=lacking_terms)
    return _draft(row, record, before, customer, sheet)


def _draft(row: TakenRow, record: Record, before: Record | None, customer: Customer, sheet: _Sheet) -> Step:
    """A contract on its way to the signature: its state, papers, move and what must be said of it."""
    desk, number = sheet.desk, record.payload["contract_id"]
    given = sheet.approvals.get(number, ())
    cast = desk.votes(record.payload, given)
    signing = _newly_signed(record, before)
    if signing and desk.state(record.payload, cast) != TO_SIGN:
        return Step(findings=(unsignable(row, record, before, cast),))
    agreed_on = max((vote.day for vote in cast if vote.day), default=None)
    if signing and agreed_on and record.payload["signed_on"] < agreed_on.isoformat():
        signed = record.payload["signed_on"]
        return Step(findings=(at(row, codes.SIGNED_TOO_EARLY, "signed_on", signed, agreed=agreed_on.isoformat()),))
    record = _with_state(record, before, cast, desk, signed=signing)
    typed = _state_kept(row, record)
    if before is not None and record.payload == before.payload:
        return Step(record=replace(before, change=Change.UNCHANGED), findings=typed)
    state = record.payload["contract_state"]
    unsigned, over = state in BEFORE_SIGNING, state in OVER
    now = Overlay(desk.ledger, (Outcome(records=(record,)),)) if signing else desk.ledger
    moving = unsigned or signing  # what was signed long ago takes nobody into a negotiation
    went = go(_forward(row, record, customer, sheet, signing=signing), now, desk.rules) if moving else Went()
    if went.stopped:
        return Step(findings=went.findings)
    void = voided(row, record, before, given)
    return Step(
        record=record,
        documents=(
            *([contract_order(record, customer, desk)] if unsigned else []),  # what was signed stays as it was
            *([] if over else [review_order(record, customer, desk, cast, void_words(void))]),
        ),
        moved=((went.move, replace(customer, deal_stage=went.move.after)),) if went.move else (),
        findings=(*went.findings, *void, *_warnings(row, customer, before, desk), *typed),
        settled=() if before is None or state == TO_SIGN else (waiting_key(number),),
    )


def _is_history(record: Record, desk: Desk) -> bool:
    """Whether a contract that comes in for the first time was signed before the process was issued."""
    signed = str(record.payload.get("signed_on") or "")
    return bool(signed) and date.fromisoformat(signed) < desk.rules.process.issued_on


def _kept(row: TakenRow, record: Record, customer: Customer, sheet: _Sheet) -> Step:
    """What was signed before the process bound anybody is recorded as it is: no votes, no new text."""
    start = record.payload["starts_on"]
    if date.fromisoformat(start) > sheet.desk.today:
        signed, number = record.payload["signed_on"], record.payload["contract_id"]
        return Step(findings=(at(row, codes.STARTS_LATER, "signed_on", number, signed=signed, start=start),))
    record = replace(record, payload={**record.payload, "contract_state": IN_FORCE}, change=Change.NEW, version=1)
    number, signed = record.payload["contract_id"], record.payload["signed_on"]
    historic = at(row, codes.HISTORIC, "signed_on", number, signed=signed)
    went = go(_forward(row, record, customer, sheet, signing=True), sheet.desk.ledger, sheet.desk.rules)
    return Step(
        record=record,
        moved=((went.move, replace(customer, deal_stage=went.move.after)),) if went.move else (),
        findings=(historic, *_other_party(row, customer), *_state_kept(row, record)),
    )


def _state_kept(row: TakenRow, record: Record) -> tuple[Finding, ...]:
    """Say that a state typed into the sheet is not what the contract is in."""
    typed, state = contract_row(row).state, record.payload["contract_state"]
    if typed is None or typed == state or typed in ENDINGS:
        return ()
    return (at(row, codes.STATE_KEPT, "state", record.payload["contract_id"], state=state, typed=typed),)


def _forward(row: TakenRow, record: Record, customer: Customer, sheet: _Sheet, *, signing: bool) -> Forward:
    """A draft brings its customer to 談判, signing makes the deal (seed 4, domain section 1)."""
    number, source = record.payload["contract_id"], sheet.accepted.source(row)
    if not signing:
        cause = f"起草合同 {number}"
        return Forward(row, "counterparty", customer, NEGOTIATION, sheet.desk.today, customer.owner, cause, source)
    on, person = date.fromisoformat(record.payload["signed_on"]), str(record.payload["signed_by"])
    return Forward(row, "signed_on", customer, WON, on, person, f"合同 {number} 已簽署", source)


def _number(row: Contract, before: Record | None, known: Known, desk: Desk) -> str:
    if before is not None:
        return str(before.payload["contract_id"])
    if row.contract_id is not None:
        return row.contract_id
    prefix = f"{PREFIX}{desk.today:%Y%m%d}-"
    taken = [
        int(record.payload["contract_id"][len(prefix) :])
        for record in known.by_id.values()
        if record.payload["contract_id"].startswith(prefix)
    ]
    return f"{prefix}{max([desk.ledger.next_number(prefix), *(one + 1 for one in taken)]):04d}"


def _revised(row: TakenRow, customer: Customer, number: str, before: Record | None, sheet: _Sheet) -> Record:
    """The row laid over what is known; a new contract takes blanks from prospect and proposal."""
    typed = contract_row(row)
    state = typed.state if typed.state in ENDINGS else None
    ours = {"contract_id": number, "customer": customer.id, "version": None, "state": state}
    fixed = typed.model_copy(update=ours)
    alone = replace(sheet.accepted, rows=(replace(row, row=fixed),))
    key = contract_key(number)
    existing = {} if before is None else {key: before}
    (record,) = revise(alone, existing, (customer.id,), _PROMOTE, (key,))
    if before is None:
        record = replace(record, payload={**defaults(customer, fixed, sheet.desk), **record.payload})
    if before is None or before.payload["contract_state"] in BEFORE_SIGNING:
        printed = {PROPERTY_TYPE: customer.prospect.get(PROPERTY_TYPE)}
        record = replace(record, payload={**record.payload, **printed})
    return replace(record, owner=customer.owner)


def _stopped(row: TakenRow, record: Record, before: Record | None) -> tuple[Finding, ...]:
    """The content of a contract that is signed, or over, does not change."""
    if before is None or before.payload["contract_state"] in BEFORE_SIGNING:
        return ()
    if content_of(record.payload) == content_of(before.payload):
        return _unsigned_again(row, record, before)
    state, number = before.payload["contract_state"], before.payload["contract_id"]
    kind = codes.CONTRACT_OVER if state in OVER else codes.CHANGED_AFTER_SIGNING
    return (at(row, kind, "contract_id", number, state=state),)


def _unsigned_again(row: TakenRow, record: Record, before: Record) -> tuple[Finding, ...]:
    """What was recorded at the signing may be put right, and never cleared: who signed, and when, is evidence."""
    cleared = [name for name in SIGNING if record.payload.get(name) is None and before.payload.get(name) is not None]
    return tuple(at(row, codes.SIGNING_INCOMPLETE, name, "") for name in cleared)


def _versioned(record: Record, before: Record | None, customer: Customer, desk: Desk) -> Record:
    """Give the record its version and check code: a change of content is a new version."""
    version = 1
    if before is not None:
        same = content_of(record.payload) == content_of(before.payload)
        version = before.payload["version"] + (0 if same else 1)
    signed = before is not None and before.payload["contract_state"] not in BEFORE_SIGNING
    payload = {**record.payload, "version": version, "customer_name": customer.name}
    code = before.payload["check_code"] if before is not None and signed else desk.code(payload, version)
    return replace(record, payload={**payload, "check_code": code})


def _newly_signed(record: Record, before: Record | None) -> bool:
    signed = all(record.payload.get(name) is not None for name in SIGNING)
    return signed and (before is None or before.payload["contract_state"] in BEFORE_SIGNING)


def _with_state(record: Record, before: Record | None, cast: Sequence[Vote], desk: Desk, *, signed: bool) -> Record:
    state = before.payload["contract_state"] if before is not None else DRAFT
    payload = dict(record.payload)
    if signed:
        state = IN_FORCE
    elif state in BEFORE_SIGNING:
        state, payload[AGREED] = desk.state(record.payload, cast), agreed(cast)
        payload[RELEASED] = desk.released(payload)
    changed = Change.NEW if before is None else Change.CHANGED
    number = 1 if before is None else before.version + 1
    return replace(record, payload={**payload, "contract_state": state}, change=changed, version=number)


def _warnings(row: TakenRow, customer: Customer, before: Record | None, desk: Desk) -> tuple[Finding, ...]:
    """A first draft says what its customer's file still lacks: open objections, no negotiation sheet."""
    if before is not None:
        return ()
    objections = desk.ledger.current("objections", [customer.id]).get(customer.id, ())
    still_open = sum(item.payload.get("status") in ("未解決", "處理中") for item in objections)
    found = []
    if contract_row(row).text_language == ENGLISH:
        found.append(at(row, codes.NO_ENGLISH, "text_language", ENGLISH))
    found += _other_party(row, customer)
    if still_open:
        found.append(at(row, codes.OBJECTIONS_OPEN, "counterparty", customer.name, count=still_open))
    if not desk.ledger.current("negotiations", [customer.id]).get(customer.id):
        found.append(at(row, codes.NO_NEGOTIATION, "counterparty", customer.name))
    return tuple(found)


def _other_party(row: TakenRow, customer: Customer) -> tuple[Finding, ...]:
    """Ask where number or credit code are one customer's and the name is another's: it may lie in a wrong folder."""
    named = contract_row(row).counterparty
    if normalised_name(named) == normalised_name(customer.name):
        return ()
    return (at(row, codes.OTHER_COUNTERPARTY, "counterparty", named, customer=customer.name, id=customer.id),)
