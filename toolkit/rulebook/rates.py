"""``manual/rates.yaml``: what we ask for, by line of business, type of property and service level."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from toolkit.forms.lists import Lists
from toolkit.rulebook.yaml import Item


@dataclass(frozen=True, slots=True)
class Rate:
    """One approved price with its unit and the range that may be offered; a guide, not a quotation."""

    price: Decimal
    unit: str
    low: Decimal
    high: Decimal
    as_of: date

    @property
    def basis(self) -> str:
        """Where the price comes from, as documents print it."""
        return f"公司收費標準（{self.as_of.isoformat()} 起執行）"


@dataclass(frozen=True, slots=True)
class LineRates:
    """One line of business: its unit, how it usually charges, and prices by 物業類型 and 服務標準.

    ``commission_percent`` is what 酬金制 takes of the actual costs, None where that is not done.
    """

    unit: str
    fee_mode: str
    term_months: int
    payment: str
    prices: Mapping[str, Mapping[str, Decimal]]
    commission_percent: Decimal | None = None


@dataclass(frozen=True)
class Rates:
    """All approved prices; without a price there is a to-do and no proposal (domain section 4)."""

    as_of: date
    valid_until: date
    approved_by: str
    spread_percent: Decimal
    lines: Mapping[str, LineRates]

    def rate(self, biz_line: str, property_type: str, level: str) -> Rate | None:
        """The price of this level for this type of property, or None where none was approved."""
        line = self.lines.get(biz_line)
        price = line.prices.get(property_type, {}).get(level) if line else None
        if line is None or price is None:
            return None
        spread = self.spread_percent / 100
        return Rate(price, line.unit, _cents(price * (1 - spread)), _cents(price * (1 + spread)), self.as_of)


def parse_rates(top: Item, lists: Lists) -> Rates:
    """Read the rates; every name must be an entry of ``lists.yaml``."""
    top.only("as_of", "valid_until", "approved_by", "spread_percent", "lines")
    lines = {}
    for name, item in top.child("lines").mapping().items():
        listed(item, name, lists, "業務線")
        lines[name] = _line(item, lists)
    return Rates(
        as_of=top.child("as_of").day(),
        valid_until=top.child("valid_until").day(),
        approved_by=top.child("approved_by").text(),
        spread_percent=top.child("spread_percent").number("0", "50"),
        lines=lines,
    )


def listed(item: Item, value: str, lists: Lists, name: str) -> str:
    """Return ``value`` when it is an entry of the list ``name``; else raise, with the entries there are."""
    if value not in lists[name].values:
        raise item.wrong("rulebook.entry_unknown", value=value, suggestion="、".join(lists[name].values))
    return value


def _line(item: Item, lists: Lists) -> LineRates:
    item.only("unit", "fee_mode", "commission_percent", "term_months", "payment", "prices")
    commission = item.get("commission_percent")
    return LineRates(
        unit=listed(item.child("unit"), item.child("unit").text(), lists, "單價單位"),
        fee_mode=listed(item.child("fee_mode"), item.child("fee_mode").text(), lists, "收費模式"),
        term_months=item.child("term_months").whole(1, 240),
        payment=listed(item.child("payment"), item.child("payment").text(), lists, "付款方式"),
        prices={
            listed(below, kind, lists, "物業類型"): _levels(below, lists)
            for kind, below in item.child("prices").mapping().items()
        },
        commission_percent=commission.number("0", "100") if commission else None,
    )


def _levels(item: Item, lists: Lists) -> dict[str, Decimal]:
    return {
        listed(below, level, lists, "服務標準"): below.number("0.01", "100000")
        for level, below in item.mapping().items()
    }


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
