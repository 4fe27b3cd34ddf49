"""Measures made ready for many prospects: each answer (points, reason, lift) is worded once."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor

from toolkit.frozen import value as frozen_value
from toolkit.outcome import FactorPoints
from toolkit.rulebook.measures import Bands, Input, Lookup, Measure
from toolkit.rulebook.scorecard import Factor

Reading = tuple[float, str, str]
"""Points, reason, and what would lift it."""

_TINY = 1e-6
_MOST_REMEMBERED = 4_096
_NUMBERS = (float, int)
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


def _fixed(text: str) -> str:
    """A text as a pattern says it."""
    return text.replace("%", "%%")


class Gauge:
    """One measure, with its sentences prepared: a band's or a word's answer differs only in the value."""

    def __init__(self, measure: Measure, unknown_share: float) -> None:
        """Word what can be worded without a value."""
        self.input = measure.input
        self.points = measure.points
        self.best = measure.kind.best * measure.points
        self._measure = measure
        unit = f" {measure.unit}" if measure.unit else ""
        self._tail = _fixed(f"{unit}，{{got:g}}/{half_up(measure.points, 2):g} 分")
        self._head = _fixed(f"{measure.title} ")
        self.digits = ",.1f" if measure.unit == "年" else ",.0f"
        self.unknown = self._worded_unknown(unknown_share)
        self.starts: tuple[float, ...] = ()
        self._bands: list[Reading] = []
        self._words: dict[str, Reading] = {}
        if isinstance(measure.kind, Bands):
            self.starts = tuple(measure.kind.starts)
            self._bands = [self._worded(share) for share in measure.kind.shares]

    def place(self, value: Input | None) -> Input | None:
        """Where ``value`` falls: values in one place differ in nothing but the number that is shown."""
        if not self.starts or value is None or type(value) is str:
            return value
        return max(bisect_right(self.starts, value) - 1, 0)

    def read(self, value: Input | None) -> Reading:
        """Points, reason (a pattern: ``%s`` where a number is shown) and lift of ``value``."""
        if value is None:
            return self.unknown
        if isinstance(value, str):
            return self._words.get(value) or self._word(value)
        if self.starts:
            got, tail, lift = self._bands[max(bisect_right(self.starts, value) - 1, 0)]
        else:
            got, tail, lift = self._worded(self._measure.kind.share(value))
        return got, f"{self._head}%s{tail}", lift

    def _word(self, value: str) -> Reading:
        kind = self._measure.kind
        share = kind.share(value) if isinstance(kind, Lookup) else 0.0
        got, tail, lift = self._worded(share)
        self._words[value] = reading = (got, f"{_fixed(f'{self._measure.title}「{value}」')}{tail}", lift)
        return reading

    def _worded(self, share: float) -> Reading:
        got = half_up(share * self.points, 2)
        return got, self._tail.format(got=got), self._lift(got, self._measure.lift)

    def _worded_unknown(self, share: float) -> Reading:
        got = half_up(share * self.points, 2)
        title = self._measure.title
        reason = _fixed(f"{title}未知，暫計 {got:g}/{half_up(self.points, 2):g} 分")
        return got, reason, self._lift(got, self._measure.lift or f"補填{title}")

    def _lift(self, got: float, todo: str) -> str:
        more = half_up(self._measure.kind.best * self.points - got, 2)
        return f"{todo}（最多再加 {more:g} 分）" if todo and more >= _LEAST_LIFT else ""


Factored = tuple[FactorPoints, float]
"""What one factor gave, and how many of its points rest on known inputs."""
_Place = tuple[Input | None, ...]
"""Where the values of a factor's inputs fall: a band's number, a word, None for what is not known."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What all values that fall alike have in common; ``reason`` has a ``%s`` for each number."""

    points: float
    told: float
    reason: str
    lift: str
    known: bool


class FactorGauge:
    """One factor for one line of business and one type of party."""

    def __init__(self, factor: Factor, line: str, party: str, unknown_share: float) -> None:
        """Make the factor's measures ready that count for them."""
        measures = factor.of(line, party)
        self.of = factor.points
        self._title = factor.title
        self._gauges = [Gauge(measure, unknown_share) for measure in measures]
        self.inputs = tuple(gauge.input for gauge in self._gauges)
        self._digits = [gauge.digits for gauge in self._gauges]
        self._seen: dict[tuple[Input | None, ...], FactorPoints] = {}
        self._answers: dict[_Place, _Answer] = {}

    @property
    def places(self) -> tuple[tuple[str, tuple[float, ...]], ...]:
        """Each input with where its bands start (none: every value is a place of its own)."""
        return tuple((gauge.input, gauge.starts) for gauge in self._gauges)

    def read(self, known: Mapping[str, Input]) -> Factored:
        """The factor's points with their reason."""
        answer = self.answer(known)
        return self.shown(known, answer), answer.told

    def answer(self, known: Mapping[str, Input]) -> _Answer:
        """What is common to all values that fall as these do; remembered, within bounds."""
        values = [known.get(name) for name in self.inputs]
        places = tuple([gauge.place(value) for gauge, value in zip(self._gauges, values, strict=True)])
        answer = self._answers.get(places)
        if answer is None:
            if len(self._answers) >= _MOST_REMEMBERED:
                self._answers.clear()
            pairs = zip(self._gauges, values, strict=True)
            answer = self._answers[places] = self._answer([gauge.read(value) for gauge, value in pairs], values)
        return answer

    def shown(self, known: Mapping[str, Input], answer: _Answer) -> FactorPoints:
        """``answer`` with the numbers of these values in its reason; equal values share one."""
        values = tuple([known.get(name) for name in self.inputs])
        seen = self._seen.get(values)
        if seen is None:
            if len(self._seen) >= _MOST_REMEMBERED:
                self._seen.clear()
            pairs = zip(values, self._digits, strict=True)
            numbers = tuple([format(value, digits) for value, digits in pairs if type(value) in _NUMBERS])
            reason = answer.reason % numbers
            points = FactorPoints(self._title, answer.points, self.of, reason, answer.lift, answer.known)
            seen = self._seen[values] = points
        return seen

    def _answer(self, readings: Sequence[Reading], values: Sequence[Input | None]) -> _Answer:
        told = [0.0 if value is None else gauge.points for gauge, value in zip(self._gauges, values, strict=True)]
        lifts = [(got - gauge.best, lift) for gauge, (got, _, lift) in zip(self._gauges, readings, strict=True) if lift]
        alone = len(readings) == 1
        points = readings[0][0] if alone else round(sum([got for got, _, _ in readings]), 2)
        known = (0.0 if values[0] is None else self.of) if alone else sum(told)
        reason = "；".join([reason for _, reason, _ in readings])
        return _Answer(points, known, reason, "；".join([lift for _, lift in sorted(lifts)]), known > self.of - _TINY)


@frozen_value(frozen=True, slots=True)
class Part:
    """One side of the score, 0 to 100: its factors, and how many points of 100 rest on what is known."""

    points: float
    told: float
    factors: tuple[FactorPoints, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """A part, and those of its factors whose reasons show a number: where they stand, and what is alike in them."""

    part: Part
    numbered: list[tuple[int, FactorGauge, _Answer]]


class PartGauge:
    """One side of the score for one line of business and one type of party.

    Prospects whose values fall into the same bands differ in nothing but the numbers that reasons show.
    """

    def __init__(self, factors: Sequence[Factor], line: str, party: str, unknown_share: float) -> None:
        """Make the factors ready."""
        self._gauges = [FactorGauge(factor, line, party, unknown_share) for factor in factors]
        self._places = [place for gauge in self._gauges for place in gauge.places]
        self._made: dict[_Place, _Made] = {}

    def read(self, known: Mapping[str, Input]) -> Part:
        """The points of this side; what is alike is remembered, within bounds."""
        found: list[Input | None] = []
        for name, starts in self._places:
            value = known.get(name)
            number = starts and value is not None and type(value) is not str
            found.append(max(bisect_right(starts, value) - 1, 0) if number else value)  # type: ignore[type-var] # a number
        places = tuple(found)
        made = self._made.get(places)
        if made is None:
            if len(self._made) >= _MOST_REMEMBERED:
                self._made.clear()
            self._made[places] = made = self._added(known)
        if not made.numbered:
            return made.part
        factors = list(made.part.factors)
        for place, gauge, answer in made.numbered:
            factors[place] = gauge.shown(known, answer)
        return Part(made.part.points, made.part.told, tuple(factors))

    def _added(self, known: Mapping[str, Input]) -> _Made:
        lines, told = zip(*[gauge.read(known) for gauge in self._gauges], strict=True)
        numbered = [
            (place, gauge, gauge.answer(known))
            for place, gauge in enumerate(self._gauges)
            if any(type(known.get(name, "")) is not str for name in gauge.inputs)
        ]
        return _Made(Part(round(sum([line.points for line in lines]), 2), sum(told), lines), numbered)
