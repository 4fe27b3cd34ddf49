"""A client that raised nothing still says yes: a contact that reached agreement brings the 方案確認書 (seed 3d).

The other ways are a visit that convinced and the last objection settled. A contact counts when its 結果 is 已達成
and it leads to 深入洽談 or 談判, on or after the day of the offer that it answers.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_proposal as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Accepted, Change, Customer, DocumentOrder, LedgerView, Outcome, Record, Ref
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.confirmed import LIKED, OPEN_OBJECTIONS, REACHED, is_yes
from toolkit.stages.deal_stages import NEGOTIATION
from toolkit.stages.findings import at
from toolkit.stages.proposal import papers
from toolkit.stages.proposal.facts import Desk


def follow_contacts(
    accepted: Accepted, records: Iterable[Record], ledger: LedgerView, rules: RuleBook, today: date
) -> Outcome:
    """The confirmations that the new ``records`` of a contact log bring; where one is still lacking, how to get it."""
    rows = {(row.sheet, row.number): row for row in accepted.rows}
    told = {one.customer: one for one in records if one.change is not Change.UNCHANGED and _leads_on(one.payload)}
    offers = ledger.current("proposals", set(told)) if told else {}
    if not any(offers.values()):
        return Outcome()
    desk, asked = Desk(ledger, rules, today), ledger.current("objections", set(told))
    customers = {customer.id: customer for customer in ledger.customers({Ref(id=one) for one in told}).values()}
    documents, findings = list[DocumentOrder](), list[Finding]()
    for one, contact in told.items():
        row = rows.get((contact.source.sheet, contact.source.row))
        if row is None or not offers.get(one):
            continue
        offer = max(offers[one], key=lambda item: int(item.payload["version"]))
        order, found = _answer(row, contact, offer, asked.get(one, ()), customers[one], desk)
        documents += order
        findings += found
    return Outcome(documents=tuple(documents), findings=tuple(findings))


def _leads_on(contact: Mapping[str, Any]) -> bool:
    return contact.get("stage_after") == NEGOTIATION or contact.get("result") == REACHED


def _answer(
    row: TakenRow, contact: Record, offer: Record, asked: Iterable[Record], customer: Customer, desk: Desk
) -> tuple[list[DocumentOrder], list[Finding]]:
    objections = [item.payload for item in asked]
    count = sum(item["status"] in OPEN_OBJECTIONS for item in objections)
    if not is_yes(contact.payload, offer.payload):
        lacking = contact.payload.get("stage_after") == NEGOTIATION and not objections and not _liked(customer, desk)
        version, name = offer.payload["version"], customer.name
        why = at(row, codes.CONFIRMATION_MISSING, "result", contact.payload["result"], customer=name, version=version)
        return [], [why] if lacking else []
    if count:
        return [], [at(row, codes.CONFIRMATION_BLOCKED, "result", customer=customer.name, count=count)]
    return [papers.confirmation_order(offer, customer, objections, desk)], []


def _liked(customer: Customer, desk: Desk) -> bool:
    seen = desk.ledger.current("visits", [customer.id]).get(customer.id, ())
    return any(item.payload.get("result") == LIKED for item in seen)
