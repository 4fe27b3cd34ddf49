"""The annex on fees: what unit price, area and term come to, year by year, and whether the total agrees."""

from decimal import Decimal

from toolkit.stages.contract.forms import Contract
from toolkit.stages.contract.terms import whole_months
from toolkit.stages.proposal.fee import Fee, compute_fee

_TOLERANCE = Decimal("0.01")
"""Rounding and odd days make a difference; from 1 % of the total on it is a question (own rule)."""


def computed(contract: Contract) -> Fee | None:
    """Compute the fee where price, unit, area and a term of whole months are known, else None.

    Rent that rises or is free for months, and turnover rent, are not computed here: their sum depends on
    what the parties agree beside the unit price.
    """
    months = whole_months(contract.starts_on, contract.ends_on)
    plain = not (contract.rent_free_months or contract.escalation_rate or contract.turnover_rate)
    if not plain or months <= 0 or months != months.to_integral_value():
        return None
    if contract.unit_price is None or contract.price_unit is None or contract.area is None:
        return None
    return compute_fee(contract.unit_price, contract.price_unit, contract.area, int(months), contract.starts_on)


def differs(contract: Contract) -> Decimal | None:
    """What the computation comes to, where it differs from the amount in the sheet by 1 % or more."""
    fee = computed(contract)
    if fee is None or abs(fee.total - contract.amount) < contract.amount * _TOLERANCE:
        return None
    return fee.total
