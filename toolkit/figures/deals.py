"""What a list of finished deals tells: signing rates by grade, channel, kind and owner, days to the end, amounts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from toolkit.figures.backtest import Backtest, Case, Rate, backtest, rate_of

GROUPS = ("grade", "channel", "kind", "owner")


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal: ``signed`` is None while it is open; ``groups`` maps each of ``GROUPS`` → its name, "" = unknown."""

    signed: bool | None
    opened: date | None
    closed: date | None
    score: float | None
    amount: Decimal | None
    groups: Mapping[str, str]


@dataclass(frozen=True)
class Deals:
    """The decided deals counted, and how many are open.

    ``days`` are those from opening to signing, of signed deals that tell both, sorted. ``amount`` is the sum of
    what signed deals were worth, in the list's own currency, over ``priced`` of them.
    """

    decided: tuple[Deal, ...]
    undecided: int
    days: tuple[int, ...]
    amount: Decimal
    priced: int

    @property
    def median_days(self) -> float | None:
        """The median of ``days``; None where there are none."""
        return median(self.days) if self.days else None

    @property
    def mean_days(self) -> Decimal | None:
        """The mean of ``days``; None where there are none."""
        return Decimal(sum(self.days)) / len(self.days) if self.days else None

    @property
    def scored(self) -> bool:
        """Whether every decided deal has a score."""
        return bool(self.decided) and not self.without_score

    @property
    def without_score(self) -> int:
        """How many decided deals have no score that could be read."""
        return sum(deal.score is None for deal in self.decided)

    def rates(self, group: str) -> tuple[Rate, ...]:
        """The signing rate of each name in one of ``GROUPS``, most deals first; () where the list tells none."""
        by_name: dict[str, list[bool]] = {}
        for deal in self.decided:
            by_name.setdefault(deal.groups.get(group, ""), []).append(bool(deal.signed))
        if not any(by_name):
            return ()
        return tuple(sorted((rate_of(name, own) for name, own in by_name.items()), key=lambda one: (-one.n, one.group)))

    def test(self, grades: Iterable[str]) -> Backtest:
        """The back-test by grade; its statistics only where the deals have scores."""
        known = self.rates("grade")
        cases = [
            Case(bool(deal.signed), deal.score or 0.0, deal.groups.get("grade", ""), deal.opened)
            for deal in self.decided
        ]
        order = [name for name in grades if any(one.group == name for one in known)]
        found = backtest(cases, order if known else (), {})
        rates = found.grades if known else ()
        return (
            Backtest(found.all, rates, found.auc, found.ks, found.psi, found.lifts)
            if self.scored
            else Backtest(found.all, rates)
        )


def deals_of(deals: Iterable[Deal]) -> Deals:
    """Count deals."""
    found: Sequence[Deal] = tuple(deals)
    decided = tuple(deal for deal in found if deal.signed is not None)
    signed = [deal for deal in decided if deal.signed]
    days = [(deal.closed - deal.opened).days for deal in signed if deal.closed and deal.opened]
    amounts = [deal.amount for deal in signed if deal.amount is not None]
    return Deals(
        decided=decided,
        undecided=len(found) - len(decided),
        days=tuple(sorted(gap for gap in days if gap >= 0)),
        amount=sum(amounts, Decimal(0)),
        priced=len(amounts),
    )
