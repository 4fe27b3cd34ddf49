"""The annex on fees: what unit price, area and term come to, year by year, and whether the total agrees."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from toolkit.stages.contract.forms import Contract
from toolkit.stages.contract.terms import whole_months
from toolkit.stages.proposal.fee import FEN, Fee, FeeLine, compute_fee, price_words

WITH_FLOOR = "保底+扣點"
_TOLERANCE = Decimal("0.01")
"""Rounding and odd days make a difference; from 1 % of the total on it is a question (own rule)."""


def computed(contract: Contract) -> Fee | None:
    """Compute the fee where price, unit, area and a term of whole months are known, else None.

    Rent that rises or is free at first is computed where it is priced by the month; of rent by turnover only
    the guaranteed part is: the rest depends on what the tenant will take.
    """
    months = whole_months(contract.starts_on, contract.ends_on)
    if contract.turnover_rate and contract.fee_mode != WITH_FLOOR:
        return None
    if months <= 0 or months != months.to_integral_value():
        return None
    if contract.unit_price is None or contract.price_unit is None or contract.area is None:
        return None
    fee = compute_fee(contract.unit_price, contract.price_unit, contract.area, int(months), contract.starts_on)
    free, rises = contract.rent_free_months or Decimal(0), contract.escalation_rate or Decimal(0)
    if not free and not rises:
        return fee
    return _stepped(fee, free, rises) if contract.price_unit.endswith("/月") else None


def _stepped(fee: Fee, free: Decimal, rises: Decimal) -> Fee:
    """The fee with its first ``free`` months (at most the first year) free, rising by ``rises`` each year."""
    lines = tuple(_step(line, free if line.year == 1 else Decimal(0), rises) for line in fee.lines)
    total = sum((line.amount for line in lines), Decimal(0))
    before, _, _ = fee.formula.rpartition(" × ")
    said = [f"免租 {free.normalize():f} 個月"] if free else []
    said += [f"自第二年起每年遞增 {(rises * 100).normalize():f}%"] if rises else []
    return replace(fee, lines=lines, total=total, formula=f"{before}，{'，'.join(said)}，逐年合計 {total:,.2f} 元")


def _step(line: FeeLine, free: Decimal, rises: Decimal) -> FeeLine:
    paid = max(line.months - free, Decimal(0))
    amount = (line.amount * paid / line.months * (1 + rises) ** (line.year - 1)).quantize(FEN, ROUND_HALF_UP)
    basis = f"{line.basis}（計租 {paid.normalize():f} 個月）" if free else line.basis
    return replace(line, basis=basis, amount=amount)


def _below_floor(contract: Contract) -> Decimal | None:
    """What the guaranteed rent alone comes to, where the sum named is less: turnover can only add to it."""
    fee = computed(contract)
    short = fee is not None and contract.amount < fee.total * (1 - _TOLERANCE)
    return fee.total if fee is not None and short else None


def fee_terms(contract: Contract) -> str:
    """How the money comes about, in one line for those who must agree: nobody agrees to a rate he does not see."""
    price = f"{price_words(contract.unit_price)} {contract.price_unit}" if contract.unit_price is not None else ""
    rates = (
        ("扣點率", contract.turnover_rate),
        ("酬金比例", contract.remuneration_rate),
        ("每年遞增", contract.escalation_rate),
        ("違約金比例", contract.penalty_rate),
    )
    sums = (("押金", contract.deposit), ("定金", contract.earnest_money))
    free = contract.rent_free_months
    said = [contract.fee_mode, price]
    said += [f"{name} {(rate * 100).normalize():f}%" for name, rate in rates if rate]
    said += [f"免租 {free.normalize():f} 個月"] if free else []
    said += [f"{name} {amount:,.2f} 元" for name, amount in sums if amount]
    return "，".join(one for one in said if one)


def differs(contract: Contract) -> Decimal | None:
    """What the computation comes to, where it differs from the amount in the sheet by 1 % or more."""
    if contract.fee_mode == WITH_FLOOR:
        return _below_floor(contract)
    fee = computed(contract)
    if fee is None or abs(fee.total - contract.amount) < contract.amount * _TOLERANCE:
        return None
    return fee.total
