"""Does the scorecard tell who signs? Signing rates with intervals, AUC, KS, lift, stability, and suggested weights.

Everything is worked out here from its definition, so that it can be checked by hand. Below ``ENOUGH`` signed deals
only rates are told: model statistics on a handful would be noise with decimals (domain section 4).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from math import log, sqrt
from types import MappingProxyType

import numpy as np

ENOUGH = 50
Z95 = 1.959963984540054
"""The normal quantile of a 95 % interval."""
DECILES = 10
STABLE, SHIFTED = 0.1, 0.25
"""PSI: below the first the scores are stable, above the second they have shifted (common practice)."""


@dataclass(frozen=True, slots=True)
class Case:
    """One decided deal: its score before the decision, its grade, whether it signed, when it came, its factors."""

    signed: bool
    score: float
    grade: str = ""
    on: date | None = None
    factors: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Rate:
    """Signed of all in one group, with Wilson's 95 % interval; all None where the group is empty."""

    group: str
    n: int
    signed: int
    rate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Lift:
    """One tenth of the deals by score, the best first: its signing rate against that of all."""

    decile: int
    n: int
    signed: int
    rate: float
    lift: float


@dataclass(frozen=True, slots=True)
class Weight:
    """A factor: its points now, how well it alone tells who signs, and the points that this would suggest."""

    factor: str
    points: float
    auc: float
    suggested: float


@dataclass(frozen=True)
class Backtest:
    """The whole test. ``auc`` and what follows is None or empty below ``ENOUGH`` signed (or lost) deals."""

    all: Rate
    grades: tuple[Rate, ...]
    auc: float | None = None
    ks: float | None = None
    psi: float | None = None
    lifts: tuple[Lift, ...] = ()
    weights: tuple[Weight, ...] = ()


def backtest(cases: Sequence[Case], grades: Iterable[str], points: Mapping[str, float]) -> Backtest:
    """Test the scorecard on decided deals; ``grades`` best first, ``points`` the factors' points now."""
    order = [*grades]
    order += sorted({case.grade for case in cases} - {*order})
    rates = tuple(rate_of(name, [case.signed for case in cases if case.grade == name]) for name in order)
    whole = rate_of("", [case.signed for case in cases])
    if whole.signed < ENOUGH or whole.n - whole.signed < ENOUGH:
        return Backtest(whole, rates)
    scores = np.array([case.score for case in cases])
    signed = np.array([case.signed for case in cases])
    return Backtest(
        whole,
        rates,
        auc(scores, signed),
        ks(scores, signed),
        _stability(cases),
        lifts(scores, signed),
        weights(cases, points),
    )


def rate_of(group: str, signed: Sequence[bool]) -> Rate:
    """The signing rate of a group with its interval."""
    n, k = len(signed), sum(signed)
    if not n:
        return Rate(group, 0, 0, None, None, None)
    return Rate(group, n, k, k / n, *wilson(k, n))


def wilson(k: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of ``k`` of ``n``: it holds for small n and never leaves 0 to 1."""
    share, squared = k / n, z * z
    middle = (share + squared / (2 * n)) / (1 + squared / n)
    half = z * sqrt(share * (1 - share) / n + squared / (4 * n * n)) / (1 + squared / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def auc(scores: "np.ndarray", signed: "np.ndarray") -> float:
    """The chance that a signed deal scored higher than a lost one; ties count half (Mann–Whitney)."""
    values, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    del values
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[place]
    won = int(signed.sum())
    lost = len(signed) - won
    return float((ranks[signed].sum() - won * (won + 1) / 2) / (won * lost))


def ks(scores: "np.ndarray", signed: "np.ndarray") -> float:
    """The largest gap between the shares of signed and of lost deals up to a score."""
    edges = np.unique(scores)
    won, lost = np.sort(scores[signed]), np.sort(scores[~signed])
    below_won = np.searchsorted(won, edges, side="right") / len(won)
    below_lost = np.searchsorted(lost, edges, side="right") / len(lost)
    return float(np.abs(below_won - below_lost).max())


def lifts(scores: "np.ndarray", signed: "np.ndarray") -> tuple[Lift, ...]:
    """Tenths by score, the best first. Equal scores are never parted: a tenth may be larger, smaller, or none.

    Where a tenth would end between equal scores it ends at their nearer end: which of them came first in the list
    says nothing, and must not change the figures.
    """
    order = np.argsort(-scores, kind="stable")
    ranked, overall = scores[order], float(signed.mean())
    ends = np.append(np.flatnonzero(np.diff(ranked)) + 1, len(ranked))
    edges = [0, *(_nearest(ends, at * len(ranked) / DECILES) for at in range(1, DECILES)), len(ranked)]
    found = []
    for at, (first, last) in enumerate(pairwise(edges), 1):
        if first < last:
            part = signed[order[first:last]]
            rate = float(part.mean())
            found.append(Lift(at, len(part), int(part.sum()), rate, rate / overall))
    return tuple(found)


def _nearest(ends: "np.ndarray", wanted: float) -> int:
    """The one of the sorted ``ends`` that is nearest to ``wanted``; of two as near the first."""
    return int(ends[np.abs(ends - wanted).argmin()])


def psi(before: Sequence[float], after: Sequence[float], bins: int = DECILES) -> float:
    """Population stability index of scores between two periods, over quantile bins of the first.

    A bin that is empty on one side counts as half a case, so that the logarithm stays finite.
    """
    edges = np.unique(np.quantile(before, np.linspace(0, 1, bins + 1)))[1:-1]
    old = np.bincount(np.searchsorted(edges, before, side="right"), minlength=len(edges) + 1)
    new = np.bincount(np.searchsorted(edges, after, side="right"), minlength=len(edges) + 1)
    shares = [(max(int(a), 0.5) / len(before), max(int(b), 0.5) / len(after)) for a, b in zip(old, new, strict=True)]
    return float(sum((b - a) * log(b / a) for a, b in shares))


def _stability(cases: Sequence[Case]) -> float | None:
    """PSI between the earlier and the later half by the day they came; None where days are not known."""
    dated = sorted((case for case in cases if case.on is not None), key=lambda case: case.on or date.min)
    half = len(dated) // 2
    if half < ENOUGH:
        return None
    return psi([case.score for case in dated[:half]], [case.score for case in dated[half:]])


def weights(cases: Sequence[Case], points: Mapping[str, float]) -> tuple[Weight, ...]:
    """Points in proportion to how well each factor alone tells who signs; what tells nothing gets none.

    A suggestion to talk about: it looks at one factor at a time, and is never applied by itself.
    """
    powers = {}
    for factor in points:
        told = [(case.factors[factor], case.signed) for case in cases if factor in case.factors]
        values = np.array([value for value, _ in told])
        signed = np.array([won for _, won in told], dtype=bool)
        powers[factor] = auc(values, signed) if 0 < signed.sum() < len(signed) else 0.5
    useful = {factor: max(power - 0.5, 0.0) for factor, power in powers.items()}
    total, sum_of_points = sum(useful.values()), sum(points.values())
    return tuple(
        Weight(factor, now, powers[factor], useful[factor] / total * sum_of_points if total else now)
        for factor, now in points.items()
    )
