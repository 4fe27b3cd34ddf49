"""What a customer's wishes cost: expected price × area, against its budget and against our approved rates."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from toolkit.outcome import Customer
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.outreach.facts import decimal
from toolkit.stages.proposal.fee import by_area, compute_fee

_YEAR = 12

Row = Mapping[str, Any]


def money_lines(row: Row, customer: Customer, rules: RuleBook, level: str) -> Iterable[str]:
    """Sentences about money: what the wish costs a year, whether the budget covers it, where we stand."""
    yearly = [_yearly(row, price, area) for price, area in (("price_min", "area_min"), ("price_max", "area_max"))]
    low, high = yearly[0] or yearly[1], yearly[1] or yearly[0]
    price = span(row, "price_min", "price_max", row.get("price_unit", ""))
    if low is not None and high is not None:
        cost = f"{low:,.2f} 元" if low == high else f"{low:,.2f} 元至 {high:,.2f} 元"
        yield f"按期望單價 {price} 計，年費用約 {cost}。"
    budget = decimal(row.get("budget")) or decimal(customer.prospect.get("budget"))
    if budget is not None and low is not None and high is not None:
        yield _against_budget(budget, low, high)
    elif budget is not None:
        yield f"客戶年度預算 {budget:,.2f} 元；單價或面積未明，暫不能核對是否足夠。"
    yield from _against_rate(row, customer, rules, level)


def _against_budget(budget: Decimal, low: Decimal, high: Decimal) -> str:
    if budget >= high:
        return f"客戶年度預算 {budget:,.2f} 元，足以覆蓋期望上限。"
    if budget >= low:
        return f"客戶年度預算 {budget:,.2f} 元，只能覆蓋期望下限，上限尚差 {high - budget:,.2f} 元。"
    return f"客戶年度預算 {budget:,.2f} 元，低於期望下限 {low - budget:,.2f} 元，須先確認預算或縮減範圍。"


def _against_rate(row: Row, customer: Customer, rules: RuleBook, level: str) -> Iterable[str]:
    """Where the approved rate lies against the wish, only where both are in the same unit."""
    prospect = customer.prospect
    rate = rules.rates.rate(prospect["biz_line"], prospect["property_type"], level)
    if rate is None:
        yield "公司收費標準中沒有這一業務線與物業類型的單價，方案報價前須先核定。"
        return
    text = f"公司{level}參考單價 {rate.price:.2f} {rate.unit}（可議區間 {rate.low:.2f}–{rate.high:.2f}）"
    ceiling = decimal(row.get("price_max")) or decimal(row.get("price_min"))
    if ceiling is None or row.get("price_unit") != rate.unit:
        yield f"{text}。"
    elif rate.low > ceiling:
        yield f"{text}，高於客戶上限 {ceiling:.2f}，須調整服務標準或範圍。"
    elif rate.price > ceiling:
        yield f"{text}，客戶上限 {ceiling:.2f} 落在可議區間內，報價須經核准。"
    else:
        yield f"{text}，在客戶接受範圍之內。"


def _yearly(row: Row, price_field: str, area_field: str) -> Decimal | None:
    price, unit = decimal(row.get(price_field)), row.get("price_unit")
    area = decimal(row.get(area_field) or row.get("area_min") or row.get("area_max"))
    if price is None or unit is None or (area is None and by_area(unit)):
        return None
    return compute_fee(price, unit, area or Decimal(0), _YEAR).yearly


def span(row: Row, low: str, high: str, unit: str) -> str | None:
    """A range as printed: 2.8–3.4 元/㎡/月, 不低於 …, 不高於 …; None where neither end is known."""
    start, end = decimal(row.get(low)), decimal(row.get(high))
    shown = [f"{value.normalize():,f}" for value in (start, end) if value is not None]
    if not shown:
        return None
    if start is not None and end is not None:
        text = shown[0] if start == end else "–".join(shown)
    else:
        text = f"不低於 {shown[0]}" if start is not None else f"不高於 {shown[0]}"
    return f"{text} {unit}".rstrip()
