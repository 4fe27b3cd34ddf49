"""The documents of stage 3 as orders."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from toolkit.outcome import Customer, DocumentOrder, Record
from toolkit.stages.confirmed import OPEN_OBJECTIONS
from toolkit.stages.customers import folder
from toolkit.stages.filling import filled
from toolkit.stages.proposal import contexts as paper
from toolkit.stages.proposal.facts import (
    Desk,
    Offer,
    company_lines,
    day_of,
    fee_facts,
    fee_of,
    host_points,
    joined,
    needs_of,
    objection_lines,
    offer_facts,
    scope,
    term_facts,
    who,
)
from toolkit.stages.proposal.startup import start_steps
from toolkit.stages.proposal.versions import Payload, changes

_WEEKDAYS = "一二三四五六日"


def proposal_order(offer: Offer, desk: Desk) -> DocumentOrder:
    """合作方案書 of one version."""
    values = {
        **offer_facts(offer.customer, offer.payload, desk),
        **company_lines(desk.rules.company, offer.customer),
        **scope(offer, desk.rules),
        **term_facts(offer.payload),
        **fee_facts(fee_of(offer.payload)),
        "rate_basis": offer.rate.basis,
        "needs": needs_of(offer.customer, desk.ledger),
        "start_steps": start_steps(
            str(offer.customer.prospect.get("biz_line", "")),
            day_of(offer.payload.get("starts_on")),
            desk.today,
        ),
        "previous_version": offer.previous["version"] if offer.previous else None,
        "changes": changes(offer.previous, offer.payload) if offer.previous else (),
    }
    return _order("合作方案書", filled(paper.ProposalContext, values), offer.record, offer.customer)


def confirmation_order(record: Record, customer: Customer, objections: Sequence[Payload], desk: Desk) -> DocumentOrder:
    """方案確認書: only to be ordered where no objection is open."""
    fee = fee_of(record.payload)
    values = {
        **offer_facts(customer, record.payload, desk),
        **term_facts(record.payload),
        "services": joined(record.payload["services"]),
        "service_standard": record.payload["service_standard"],
        "fee_monthly": fee.monthly if fee else None,
        "fee_total": fee.total if fee else None,
        "objections": objection_lines(objections),
        "document_number": confirmation_number(record.payload),
    }
    known = paper.ConfirmationContext.model_fields
    fitting = {name: value for name, value in values.items() if name in known}
    return _order("方案確認書", filled(paper.ConfirmationContext, fitting), record, customer)


def confirmation_number(payload: Payload) -> str:
    """The number of a version's 方案確認書: its own, so that it can be void while the proposal stands."""
    return f"{payload['proposal_id']}-V{payload['version']}-QR"


def objection_order(customer: Customer, objections: Sequence[Record], desk: Desk) -> DocumentOrder:
    """異議處理附件: all questions of a customer, in the order in which they were raised."""
    payloads = [record.payload for record in objections]
    open_count = sum(payload["status"] in OPEN_OBJECTIONS for payload in payloads)
    named = [payload["proposal_id"] for payload in payloads if payload.get("proposal_id")]
    offered = desk.ledger.current("proposals", [customer.id]).get(customer.id, ())
    number = [*(record.payload["proposal_id"] for record in offered), *named][-1:]
    values = {
        **who(customer, desk),
        "proposal_id": number[0] if number else None,
        "document_number": f"{number[0]}-YY" if number else None,
        "objections": objection_lines(payloads),
        "open_count": open_count,
        "settled_count": len(payloads) - open_count,
    }
    return _order("異議處理附件", filled(paper.ObjectionContext, values), objections[-1], customer)


def visit_order(record: Record, customer: Customer, objections: Iterable[Payload], desk: Desk) -> DocumentOrder:
    """考察接待安排表: one page for whoever receives the client."""
    visit = record.payload
    when = datetime.fromisoformat(visit["held_at"])
    optional = ("visitors", "feedback", "result")
    values = {
        **who(customer, desk),
        "held_at": when,
        "clock": f"{when:%H:%M}",
        "weekday": f"星期{_WEEKDAYS[when.weekday()]}",
        "place": visit["place"],
        "host": visit["host"],
        "program": tuple(line.strip() for line in visit.get("program", "").splitlines() if line.strip()),
        "points": host_points(customer, desk),
        "open_questions": tuple(item["question"] for item in objections if item["status"] in OPEN_OBJECTIONS),
        **{name: visit.get(name) for name in optional},
    }
    order = _order("考察接待安排表", filled(paper.VisitContext, values), record, customer)
    return replace(order, name=f"考察接待安排表 {when:%Y-%m-%d}")


def _order(template: str, context: Mapping[str, Any], record: Record, customer: Customer) -> DocumentOrder:
    return DocumentOrder(
        template=template,
        context=context,
        folder=folder(customer),
        name=template,
        customer=customer.id,
        kind=template,
        number=str(context.get("document_number") or ""),
        sources={field: (record.source, cell) for field, cell in record.cells.items()},
    )
