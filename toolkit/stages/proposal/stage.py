"""Stage 3, proposals: what follows from proposal sheets, visits and objections (seed 3a to 3d)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_proposal as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Accepted, Change, Customer, DocumentOrder, LedgerView, Outcome, Record, Reminder
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.confirmed import LIKED, OPEN_OBJECTIONS, is_yes
from toolkit.stages.customers import Taken, take
from toolkit.stages.findings import at
from toolkit.stages.proposal import papers
from toolkit.stages.proposal.facts import Desk
from toolkit.stages.proposal.offers import Case, advance, cases_of, expiries, numbered, offer_of, rates_wanted
from toolkit.stages.proposal.remarks import remarks
from toolkit.stages.proposal.versions import Payload
from toolkit.stages.records import Promote

OFFERED = Promote(day="proposed_on")
VISITED = Promote(owner="host", day="held_at")
OBJECTED = Promote(owner="answered_by")


def follow_proposals(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """Record versions of proposals; write the 合作方案書 of each that is new and has an approved rate."""
    taken = take(rows, ledger, OFFERED)
    records = tuple(numbered(taken.records, ledger, today))
    desk = Desk(ledger, rules, today)
    cases = list(cases_of(replace(taken, records=records), ledger))
    fresh = [case for case in cases if case.record.change is not Change.UNCHANGED]
    written = [(case, offer) for case in fresh if (offer := offer_of(case, rules))]
    offers = [offer for _, offer in written]
    documents = [papers.proposal_order(offer, desk) for offer in offers]
    moves, at_gates = advance([case for case, _ in written], desk)
    remarked = [found for case in fresh for found in remarks(case, rules, today)]
    return Outcome(
        records=records,
        moves=moves,
        documents=tuple(documents),
        reminders=(*expiries(offers, rules, today), *rates_wanted(fresh, rules, today)),
        findings=(*taken.findings, *at_gates, *remarked, *_unanswered([case for case, _ in written], desk)),
        voided=_confirmation_numbers(
            [
                *(number for offer in offers for number in _versions(offer.customer, desk)),
                *(offer.payload for offer in offers),
            ]
        ),
    )


def follow_visits(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """Record visits; write the plan for the host, and the confirmation after a visit that convinced."""
    taken = take(rows, ledger, VISITED)
    desk = Desk(ledger, rules, today)
    asked = ledger.current("objections", {customer.id for customer in taken.customers})
    documents, convinced = [], []
    for customer, record in zip(taken.customers, taken.records, strict=True):
        if record.change is Change.UNCHANGED:
            continue
        objections = [item.payload for item in asked.get(customer.id, ())]
        documents.append(papers.visit_order(record, customer, objections, desk))
        if record.payload.get("result") == LIKED:
            convinced.append(customer)
    latest = _latest_offers(convinced, ledger)
    return Outcome(
        records=taken.records,
        documents=(*documents, *_confirmations(latest, convinced, desk)),
        reminders=tuple(_visits_ahead(taken, today)),
        findings=taken.findings,
    )


def follow_objections(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """Record objections; write the annex of each customer, and the confirmation once none is open."""
    taken = take(rows, ledger, OBJECTED)
    desk = Desk(ledger, rules, today)
    touched = {
        customer.id: (row, customer)
        for row, customer, record in zip(taken.rows, taken.customers, taken.records, strict=True)
        if record.change is not Change.UNCHANGED
    }
    annexes, confirmations, findings, voided = [], [], [], list[Payload]()
    for row, customer in touched.values():
        objections = _objections_now(customer, taken, ledger)
        annexes.append(papers.objection_order(customer, objections, desk))
        order, found = _confirmation_or_why_not(row, customer, objections, desk)
        confirmations += order
        findings += found
        voided += [] if order else _versions(customer, desk)
    return Outcome(
        records=taken.records,
        documents=(*annexes, *confirmations),
        findings=(*taken.findings, *findings),
        voided=_confirmation_numbers(voided),
    )


def _versions(customer: Customer, desk: Desk) -> list[Payload]:
    """Every version of a customer's proposals that is on record."""
    return [item.payload for item in desk.ledger.current("proposals", [customer.id]).get(customer.id, ())]


def _confirmation_numbers(versions: Iterable[Payload]) -> tuple[str, ...]:
    """The numbers of the confirmations that there may be of ``versions``."""
    return tuple(dict.fromkeys(papers.confirmation_number(payload) for payload in versions))


def _unanswered(cases: Iterable[Case], desk: Desk) -> Iterable[Finding]:
    """A version that takes another's place waits for the client's own answer to it (seed 3c)."""
    for case in cases:
        if _agreed_before(case.customer, desk):
            version, customer = str(case.payload["version"]), case.customer.name
            yield at(case.row, codes.CONFIRMATION_WAITS, "version", version, customer=customer)


def _agreed_before(customer: Customer, desk: Desk) -> bool:
    """Whether a confirmation may have been made: an offer, nothing open, and settled, liked or agreed to."""
    offers = _versions(customer, desk)
    said = desk.ledger.current("contacts", [customer.id]).get(customer.id, ())
    yes = any(is_yes(contact.payload, offer) for contact in said for offer in offers)
    asked = [item.payload for item in desk.ledger.current("objections", [customer.id]).get(customer.id, ())]
    seen = desk.ledger.current("visits", [customer.id]).get(customer.id, ())
    liked = any(item.payload.get("result") == LIKED for item in seen)
    is_open = any(item["status"] in OPEN_OBJECTIONS for item in asked)
    return bool(offers) and not is_open and (bool(asked) or liked or yes)


def _latest_offers(customers: Iterable[Customer], ledger: LedgerView) -> list[Record]:
    known = ledger.current("proposals", {customer.id for customer in customers})
    return [max(items, key=lambda item: int(item.payload["version"])) for items in known.values() if items]


def _confirmations(offers: Sequence[Record], customers: Iterable[Customer], desk: Desk) -> Iterable[DocumentOrder]:
    """方案確認書 for offers whose customers were convinced, and whose objections, if any, are all settled."""
    by_id = {customer.id: customer for customer in customers}
    asked = desk.ledger.current("objections", set(by_id))
    for record in {item.customer: item for item in offers}.values():
        objections = [item.payload for item in asked.get(record.customer, ())]
        if not any(item["status"] in OPEN_OBJECTIONS for item in objections):
            yield papers.confirmation_order(record, by_id[record.customer], objections, desk)


def _objections_now(customer: Customer, taken: Taken, ledger: LedgerView) -> list[Record]:
    before = ledger.current("objections", [customer.id]).get(customer.id, ())
    now = {record.key: record for record in before}
    now.update((record.key, record) for record in taken.records if record.customer == customer.id)
    return list(now.values())


def _confirmation_or_why_not(
    row: TakenRow, customer: Customer, objections: Sequence[Record], desk: Desk
) -> tuple[list[DocumentOrder], list[Finding]]:
    count = sum(item.payload["status"] in OPEN_OBJECTIONS for item in objections)
    if count:
        code = codes.CONFIRMATION_WITHDRAWN if _agreed_before(customer, desk) else codes.CONFIRMATION_BLOCKED
        return [], [at(row, code, "status", customer=customer.name, count=count)]
    latest = _latest_offers([customer], desk.ledger)
    if not latest:
        return [], [at(row, codes.CONFIRMATION_NO_PROPOSAL, "customer", customer=customer.name)]
    payloads = [item.payload for item in objections]
    return [papers.confirmation_order(latest[0], customer, payloads, desk)], []


def _visits_ahead(taken: Taken, today: date) -> Iterable[Reminder]:
    for customer, record in zip(taken.customers, taken.records, strict=True):
        when = datetime.fromisoformat(record.payload["held_at"])
        if when.date() >= today and record.change is not Change.UNCHANGED:
            yield Reminder(
                key=f"visit:{record.key}",
                owner=record.payload["host"],
                due=max(today, when.date() - timedelta(days=1)),
                text=f"{when:%Y-%m-%d %H:%M} 接待 {customer.name}，地點 {record.payload['place']}。",
                customer=customer.id,
                cause="visit.ahead",
            )
