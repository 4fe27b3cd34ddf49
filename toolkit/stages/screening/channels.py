"""What each channel yields: leads, grades, signed, cost (seed 1a, seed II 渠道單一, seed VI cost control)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from toolkit.outcome import Customer
from toolkit.stages import deal_stages

SIGNED = frozenset({deal_stages.WON, deal_stages.SERVICE, deal_stages.CARE})
UNKNOWN = "未填"


@dataclass(frozen=True, slots=True)
class ChannelYield:
    """One channel's figures; amounts in 元, None where there is nothing to divide by."""

    source: str
    leads: int
    grades: Mapping[str, int]
    in_discussion_or_later: int
    signed: int
    cost: Decimal
    costed_leads: int

    @property
    def signing_rate(self) -> float | None:
        """Signed ÷ leads, None without leads."""
        return self.signed / self.leads if self.leads else None

    @property
    def cost_per_lead(self) -> Decimal | None:
        """Cost ÷ leads."""
        return _per(self.cost, self.leads)

    @property
    def cost_per_signed(self) -> Decimal | None:
        """Cost ÷ signed."""
        return _per(self.cost, self.signed)


def channel_yield(customers: Iterable[Customer], grades: Iterable[str]) -> tuple[ChannelYield, ...]:
    """Figures per 信息來源, most leads first; ``grades`` are those of the scorecard, best first."""
    by_source: dict[str, list[Customer]] = {}
    for customer in customers:
        by_source.setdefault(customer.prospect.get("source") or UNKNOWN, []).append(customer)
    order = tuple(grades)
    found = [_yield(source, group, order) for source, group in by_source.items()]
    return tuple(sorted(found, key=lambda item: (-item.leads, item.source)))


def concentration(yields: Iterable[ChannelYield]) -> float | None:
    """Share of the largest channel in all leads (seed II: 渠道單一); None without leads."""
    leads = [item.leads for item in yields]
    return max(leads) / sum(leads) if leads else None


def _yield(source: str, group: list[Customer], grades: tuple[str, ...]) -> ChannelYield:
    costs = [Decimal(item.prospect["channel_cost"]) for item in group if item.prospect.get("channel_cost")]
    later = deal_stages.order(deal_stages.DISCUSSION)
    return ChannelYield(
        source=source,
        leads=len(group),
        grades={grade: sum(item.grade == grade for item in group) for grade in grades},
        in_discussion_or_later=sum(deal_stages.order(item.deal_stage) >= later for item in group),
        signed=sum(item.deal_stage in SIGNED for item in group),
        cost=sum(costs, Decimal(0)),
        costed_leads=len(costs),
    )


def _per(cost: Decimal, count: int) -> Decimal | None:
    return (cost / count).quantize(Decimal("0.01"), ROUND_HALF_UP) if count else None
