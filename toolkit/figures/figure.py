"""One figure with everything a reader needs to trust it: value, formula, n, denominator."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from toolkit.figures.metrics import METRICS, Kind, Metric

DASH = "—"
FEW = 5
"""Below this n a rate or an average says little, and is flagged (domain section 6)."""
_UNITS = {Kind.DAYS: " 天", Kind.MONEY: " 元", Kind.SCORE: " 分"}
_PLACES = {
    Kind.COUNT: Decimal(1),
    Kind.DAYS: Decimal("0.1"),
    Kind.SCORE: Decimal("0.01"),
    Kind.MONEY: Decimal("0.01"),
    Kind.SHARE: Decimal("0.001"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One KPI of one group. ``value`` is exact, in the KPI's unit (a share of 1); None where n is 0.

    ``numerator`` and ``denominator`` are what was divided (None for a count or a sum); ``n`` is how many
    cases stand behind it; ``mean`` accompanies a median.
    """

    metric: str
    value: Decimal | None
    n: int
    numerator: Decimal | None = None
    denominator: int | None = None
    mean: Decimal | None = None

    @property
    def what(self) -> Metric:
        """What the KPI is."""
        return METRICS[self.metric]

    @property
    def few(self) -> bool:
        """Whether so few cases stand behind a rate or an average that it must be flagged; — needs no flag."""
        counted = self.what.kind is Kind.COUNT or (self.denominator is None and self.mean is None)
        return self.value is not None and not counted and not self.what.manual and 0 < self.n < FEW

    @property
    def shown(self) -> str:
        """The value as printed: ``35.0%``, ``12``, ``45.5 天``, ``1,200.00 元``, ``—``."""
        return show(self.metric, self.value)

    @property
    def basis(self) -> str:
        """What stands behind it: ``7 ÷ 20``, ``n = 8``, ``人工``."""
        if self.what.manual:
            return "人工"
        if self.what.kind is Kind.SHARE and self.numerator is not None:
            return f"{self.numerator:f} ÷ {self.denominator}"
        return f"n = {self.n}"


def show(metric: str, value: Decimal | None) -> str:
    """Print a value of ``metric`` with its unit; — where there is none."""
    if value is None:
        return DASH
    kind = METRICS[metric].kind
    rounded = value.quantize(_PLACES[kind], ROUND_HALF_UP)
    if kind is Kind.SHARE:
        return f"{rounded * 100:.1f}%"
    return f"{rounded:,}{_UNITS.get(kind, '')}"
