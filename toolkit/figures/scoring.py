"""A person's score in a period: targets and weights from the KPI sheet (F15), actuals from the ledger.

A manual figure that contradicts the ledger is shown beside it and never replaces it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.figures.events import Events
from toolkit.figures.figure import Figure, show
from toolkit.figures.frames import Frames
from toolkit.figures.kpi import By, figures
from toolkit.figures.metrics import MANUAL, METRICS, as_share
from toolkit.figures.period import Period

CAP = Decimal("1.2")
"""No indicator counts for more than 120 % of its weight (own: one good month must not hide the rest)."""


@dataclass(frozen=True, slots=True)
class Result:
    """One indicator of one person: target against actual.

    ``figure`` is the ledger's (None for what only people can report); ``reported`` is what the sheet says;
    ``actual`` is what counts: the ledger's where there is one. ``attainment`` is a share of the target,
    ``points`` = weight × attainment, at most ``CAP``; None where there is no actual or no target.
    """

    metric: str
    weight: Decimal
    target: Decimal
    figure: Figure | None
    reported: Decimal | None
    actual: Decimal | None
    attainment: Decimal | None
    points: Decimal | None

    @property
    def contradicts(self) -> bool:
        """Whether the sheet reports another value than the ledger, as both are printed: 66.7 % of 2 ÷ 3 agrees."""
        counted = self.figure.value if self.figure else None
        if counted is None or self.reported is None:
            return False
        return show(self.metric, counted) != show(self.metric, self.reported)

    @property
    def unproven(self) -> bool:
        """Whether the sheet reports a value where the ledger has nothing to count: it is shown, and gives no points."""
        return self.figure is not None and self.figure.value is None and self.reported is not None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One person's results in a period; ``score`` is of 100, over the weight that could be counted."""

    person: str
    results: tuple[Result, ...]

    @property
    def counted(self) -> Decimal:
        """The weight behind the score: 100 where every indicator has an actual."""
        return sum((item.weight for item in self.results if item.points is not None), Decimal(0))

    @property
    def score(self) -> Decimal | None:
        """Points, scaled up where not every indicator could be counted; None where none could."""
        points = sum((item.points for item in self.results if item.points is not None), Decimal(0))
        return points * 100 / self.counted if self.counted else None


def attainment(metric: str, target: Decimal, actual: Decimal | None) -> Decimal | None:
    """Share of the target that was reached, turned round where lower is better; None where undefined."""
    if actual is None:
        return None
    if METRICS[metric].lower_is_better:
        return target / actual if actual else (CAP if target >= 0 else None)
    return actual / target if target else None


def scorecards(frames: Frames, events: Events, period: Period) -> tuple[Scorecard, ...]:
    """Everybody with targets in exactly this period, by name."""
    rows = frames.kpi[frames.kpi["period"] == period.label]
    counted = {metric: figures(events, metric, period, By.PERSON) for metric in set(rows["metric"]) - MANUAL}
    cards = []
    for person, own in rows.groupby("person", sort=True):
        lines = list(own[["metric", "weight", "target", "actual"]].itertuples(index=False, name=None))
        results = tuple(_result(str(person), line, counted, len(lines)) for line in lines)
        cards.append(Scorecard(str(person), results))
    return tuple(cards)


def _result(person: str, line: Sequence[object], counted: Mapping[str, Mapping[str, Figure]], lines: int) -> Result:
    metric, weight, target, typed = line
    name = str(metric)
    aim = as_share(name, _exact(target)) or Decimal(0)
    reported = as_share(name, _exact(typed)) if typed is not None else None
    figure = _of(name, person, counted)
    actual = reported if figure is None else figure.value
    reached = attainment(name, aim, actual)
    points_of = _exact(weight) if weight is not None else Decimal(100) / lines
    points = None if reached is None else points_of * min(max(reached, Decimal(0)), CAP)
    return Result(name, points_of, aim, figure, reported, actual, reached, points)


def _of(metric: str, person: str, counted: Mapping[str, Mapping[str, Figure]]) -> Figure | None:
    """The ledger's figure of a person; nothing happened is 0 of a count and — of a rate."""
    if metric in MANUAL:
        return None
    found = counted[metric].get(person)
    if found is not None:
        return found
    is_sum = METRICS[metric].kind == "count" or metric == "簽約金額"
    return Figure(metric, Decimal(0) if is_sum else None, 0, None, None if is_sum else 0)


def _exact(value: object) -> Decimal:
    return Decimal(str(value))
