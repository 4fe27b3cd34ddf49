"""Measures made ready for many prospects: each answer (points, reason, lift) is worded once."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from math import floor

from toolkit.outcome import FactorPoints
from toolkit.rulebook.measures import Bands, Input, Lookup, Measure
from toolkit.rulebook.scorecard import Factor

Reading = tuple[float, str, str]
"""Points, reason, and what would lift it."""

_TINY = 1e-6
_MOST_REMEMBERED = 4_096
_LEAST_LIFT = 0.5
"""Less than half a point is not worth a sentence (own judgement)."""


def half_up(value: float, digits: int) -> float:
    """Round as Excel's ROUND does: 8.745 → 8.75 at two digits, whatever its binary neighbour."""
    scale: int = 10**digits
    return floor(value * scale + 0.5 + 1e-7) / scale


def points(measure: Measure, value: Input | None, unknown_share: float) -> float:
    """Points of one measure, to two digits; an unknown value counts ``unknown_share`` of them."""
    share = unknown_share if value is None else measure.kind.share(value)
    return half_up(share * measure.points, 2)


class Gauge:
    """One measure, with its sentences prepared: a band's or a word's answer differs only in the value."""

    def __init__(self, measure: Measure, unknown_share: float) -> None:
        """Word what can be worded without a value."""
        self.input = measure.input
        self.points = measure.points
        self.best = measure.kind.best * measure.points
        self._measure = measure
        unit = f" {measure.unit}" if measure.unit else ""
        self._tail = f"{unit}，{{got:g}}/{half_up(measure.points, 2):g} 分"
        self._head = f"{measure.title} "
        self._digits = ",.1f" if measure.unit == "年" else ",.0f"
        self.unknown = self._worded_unknown(unknown_share)
        self._starts: tuple[float, ...] = ()
        self._bands: list[Reading] = []
        self._words: dict[str, Reading] = {}
        if isinstance(measure.kind, Bands):
            self._starts = measure.kind.starts
            self._bands = [self._worded(share) for share in measure.kind.shares]

    def read(self, value: Input | None) -> Reading:
        """Points, reason and lift of ``value``."""
        if value is None:
            return self.unknown
        if isinstance(value, str):
            return self._words.get(value) or self._word(value)
        if self._starts:
            got, tail, lift = self._bands[max(bisect_right(self._starts, value) - 1, 0)]
        else:
            got, tail, lift = self._worded(self._measure.kind.share(value))
        return got, f"{self._head}{format(value, self._digits)}{tail}", lift

    def _word(self, value: str) -> Reading:
        kind = self._measure.kind
        share = kind.share(value) if isinstance(kind, Lookup) else 0.0
        got, tail, lift = self._worded(share)
        self._words[value] = reading = (got, f"{self._measure.title}「{value}」{tail}", lift)
        return reading

    def _worded(self, share: float) -> Reading:
        got = half_up(share * self.points, 2)
        return got, self._tail.format(got=got), self._lift(got, self._measure.lift)

    def _worded_unknown(self, share: float) -> Reading:
        got = half_up(share * self.points, 2)
        title = self._measure.title
        reason = f"{title}未知，暫計 {got:g}/{half_up(self.points, 2):g} 分"
        return got, reason, self._lift(got, self._measure.lift or f"補填{title}")

    def _lift(self, got: float, todo: str) -> str:
        more = half_up(self._measure.kind.best * self.points - got, 2)
        return f"{todo}（最多再加 {more:g} 分）" if todo and more >= _LEAST_LIFT else ""


Factored = tuple[FactorPoints, float]
"""What one factor gave, and how many of its points rest on known inputs."""


class FactorGauge:
    """One factor for one line of business and one type of party."""

    def __init__(self, factor: Factor, line: str, party: str, unknown_share: float) -> None:
        """Make the factor's measures ready that count for them."""
        measures = factor.of(line, party)
        self.of = factor.points
        self._title = factor.title
        self._gauges = [Gauge(measure, unknown_share) for measure in measures]
        self.inputs = tuple(gauge.input for gauge in self._gauges)
        self._seen: dict[tuple[Input | None, ...], Factored] = {}

    def read(self, known: Mapping[str, Input]) -> Factored:
        """The factor's points with their reason; answers are remembered, within bounds."""
        values = tuple([known.get(name) for name in self.inputs])
        seen = self._seen.get(values)
        if seen is None:
            if len(self._seen) >= _MOST_REMEMBERED:
                self._seen.clear()
            seen = self._seen[values] = self._explain(values)
        return seen

    def _explain(self, values: Sequence[Input | None]) -> Factored:
        if len(values) == 1:
            got, reason, lift = self._gauges[0].read(values[0])
            told = 0.0 if values[0] is None else self.of
        else:
            got, reason, lift, told = self._several(values)
        return FactorPoints(self._title, got, self.of, reason, lift, told > self.of - _TINY), told

    def _several(self, values: Sequence[Input | None]) -> tuple[float, str, str, float]:
        sum_, told = 0.0, 0.0
        reasons: list[str] = []
        lifts: list[tuple[float, str]] = []
        for gauge, value in zip(self._gauges, values, strict=True):
            got, reason, lift = gauge.read(value)
            sum_ += got
            told += 0.0 if value is None else gauge.points
            reasons.append(reason)
            if lift:
                lifts.append((got - gauge.best, lift))
        if len(lifts) > 1:
            lifts.sort()
        return round(sum_, 2), "；".join(reasons), "；".join([lift for _, lift in lifts]), told
