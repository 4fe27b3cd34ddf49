"""What a contract sheet may leave blank because it was said before, by the prospect or in an offer (seed 4b)."""

from collections.abc import Iterable
from typing import Any

from toolkit.outcome import Customer, Record
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.forms import Contract
from toolkit.stages.contract.rules import FEE_MODES
from toolkit.stages.contract.terms import SIMPLIFIED

_FROM_PROSPECT = {
    "property_name": "property_name",
    "address": "address",
    "area": "floor_area",
    "contact_phone": "phone",
}
_FROM_PROPOSAL = {"unit_price": "unit_price", "price_unit": "price_unit", "area": "area"}


def defaults(customer: Customer, row: Contract, desk: Desk) -> dict[str, Any]:
    """What the sheet may leave blank because it was said before: the property, the price we offered."""
    found = {
        ours: customer.prospect[theirs]
        for ours, theirs in _FROM_PROSPECT.items()
        if customer.prospect.get(theirs) is not None
    }
    offers = _offers_like(row, desk.ledger.current("proposals", [customer.id]).get(customer.id, ()))
    if offers:
        last = max(offers, key=lambda record: record.payload.get("version") or 0).payload
        found |= {ours: last[theirs] for ours, theirs in _FROM_PROPOSAL.items() if last.get(theirs) is not None}
    if desk.rules.contract_rules.language == "zh-Hans":
        found["text_language"] = SIMPLIFIED
    if row.dispute_resolution == "仲裁":
        found["arbitration_body"] = desk.rules.company.arbitration
    return found


def _offers_like(row: Contract, offers: Iterable[Record]) -> list[Record]:
    """The offers that are paid as this contract is: a price for services is no rent."""
    kinds = [kind for kind in FEE_MODES.values() if row.fee_mode in kind]
    return [offer for offer in offers if any(offer.payload.get("fee_mode") in kind for kind in kinds)]
