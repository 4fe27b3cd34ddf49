"""What a cooperation costs: area × price × term, per unit of price (seed 3a).

Every unit of the list 單價單位 has exactly one way of counting, and a unit that is not in it is refused:
a price of 3 per square metre and *day* is thirty times one per *month*, so nothing is ever guessed.
All amounts are Decimal; each line of the table is rounded to 分, and the total is the sum of the lines as
printed, so that a reader with a pocket calculator arrives at the same figure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

FEN = Decimal("0.01")
MONTHS = 12
DAYS_OF_A_YEAR = 365
PING = Decimal(400) / Decimal(121)
"""One 坪 in square metres, exactly 400/121 (度量衡 conversion used in Taiwan)."""
SQUARE_FOOT = Decimal("0.09290304")
"""One square foot in square metres (international foot, exact)."""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One year of the term: its days (None while no start is agreed), its months, and what it costs."""

    year: int
    months: int
    starts_on: date | None
    ends_on: date | None
    basis: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Fee:
    """What a proposal costs, and how that was counted.

    ``formula`` is the way of counting in words and figures, ``assumption`` what it takes for granted
    ("" where nothing is). ``monthly`` and ``yearly`` are averages over the term, ``total`` is the sum of
    ``lines``.
    """

    lines: tuple[FeeLine, ...]
    monthly: Decimal
    yearly: Decimal
    total: Decimal
    formula: str
    assumption: str = ""


@dataclass(frozen=True, slots=True)
class _Unit:
    """How one unit of price counts: per square metre of what size (None: not by area), and per what time."""

    area_name: str
    square_metres: Decimal | None
    per: str


_UNITS: Mapping[str, _Unit] = MappingProxyType(
    {
        "元/㎡/月": _Unit("㎡", Decimal(1), "月"),
        "元/㎡/天": _Unit("㎡", Decimal(1), "天"),
        "元/月": _Unit("", None, "月"),
        "元/年": _Unit("", None, "年"),
        "坪/月": _Unit("坪", PING, "月"),
        "平方呎/月": _Unit("平方呎", SQUARE_FOOT, "月"),
    }
)

UNITS = tuple(_UNITS)
"""The units of price that can be computed: exactly the entries of the list 單價單位."""


def by_area(unit: str) -> bool:
    """Whether a price in ``unit`` is one per area; raises KeyError for a unit that is not in ``UNITS``."""
    return _UNITS[unit].square_metres is not None


def compute_fee(price: Decimal, unit: str, area: Decimal, term_months: int, starts_on: date | None = None) -> Fee:
    """Compute what ``price`` per ``unit`` costs for ``area`` (㎡) over ``term_months``.

    Prices per day count the days of the calendar when the start is known; else a year is taken as 365
    days, and the answer says so. Raises KeyError for a unit that is not in ``UNITS``, ValueError where the
    term is not positive.
    """
    if term_months <= 0:
        raise ValueError(f"a term of {term_months} months")
    kind = _UNITS[unit]
    rate = price * _measure(kind, area)
    lines = tuple(_line(kind, rate, span) for span in _years(term_months, starts_on))
    total = sum((line.amount for line in lines), Decimal(0))
    return Fee(
        lines=lines,
        monthly=_fen(total / term_months),
        yearly=_fen(total * MONTHS / term_months),
        total=total,
        formula=_formula(kind, price, area, total, lines),
        assumption=_assumption(kind, starts_on),
    )


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later; the last day of the month where that day does not exist."""
    index = day.year * MONTHS + day.month - 1 + months
    year, month = divmod(index, MONTHS)
    first_of_next = date(year + (month + 1) // MONTHS, (month + 1) % MONTHS + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))


def last_day(starts_on: date, term_months: int) -> date:
    """The last day of a term: twelve months from 1 January end on 31 December."""
    return add_months(starts_on, term_months) - timedelta(days=1)


def _fen(amount: Decimal) -> Decimal:
    return amount.quantize(FEN, ROUND_HALF_UP)


def _measure(kind: _Unit, area: Decimal) -> Decimal:
    return Decimal(1) if kind.square_metres is None else area / kind.square_metres


@dataclass(frozen=True, slots=True)
class _Span:
    """One year of a term, or what is left of it."""

    year: int
    months: int
    first: date | None
    last: date | None


def _years(term_months: int, starts_on: date | None) -> list[_Span]:
    spans = []
    for year, done in enumerate(range(0, term_months, MONTHS), start=1):
        months = min(MONTHS, term_months - done)
        first = add_months(starts_on, done) if starts_on else None
        last = last_day(starts_on, done + months) if starts_on else None
        spans.append(_Span(year, months, first, last))
    return spans


def _line(kind: _Unit, rate: Decimal, span: _Span) -> FeeLine:
    periods, basis = _PERIODS[kind.per](span)
    return FeeLine(span.year, span.months, span.first, span.last, basis, _fen(rate * periods))


def _months(span: _Span) -> tuple[Decimal, str]:
    return Decimal(span.months), f"{span.months} 個月"


def _days(span: _Span) -> tuple[Decimal, str]:
    days = Decimal(DAYS_OF_A_YEAR * span.months) / MONTHS
    if span.first and span.last:
        days = Decimal((span.last - span.first).days + 1)
    return days, f"{plain(_fen(days))} 天"


def _part_of_year(span: _Span) -> tuple[Decimal, str]:
    return Decimal(span.months) / MONTHS, "1 年" if span.months == MONTHS else f"{span.months}/{MONTHS} 年"


_PERIODS: Mapping[str, Callable[[_Span], tuple[Decimal, str]]] = MappingProxyType(
    {"月": _months, "天": _days, "年": _part_of_year}
)


def _formula(kind: _Unit, price: Decimal, area: Decimal, total: Decimal, lines: tuple[FeeLine, ...]) -> str:
    """The computation as a reader would write it: ``50,000 ㎡ × 2.80 元 × 36 個月 = 5,040,000.00 元``."""
    parts = [f"{price_words(price)} 元/{kind.per}"]
    if kind.square_metres is not None:
        parts = [_area_words(kind, area), f"{price_words(price)} 元/{kind.area_name}/{kind.per}"]
    parts.append(_periods_words(kind, lines))
    return f"{' × '.join(parts)} = {total:,.2f} 元"


def price_words(price: Decimal) -> str:
    """A price with at least two decimals: 6.80, 0.125."""
    return f"{at_least_cents(price):,f}"


def at_least_cents(price: Decimal) -> Decimal:
    """A price as papers write it: 15.60, and all decimals where there are more (0.155 元/㎡/天)."""
    return _fen(price) if price == _fen(price) else price.normalize()


def _area_words(kind: _Unit, area: Decimal) -> str:
    if kind.area_name == "㎡":
        return f"{plain(area)} ㎡"
    converted = plain(_fen(_measure(kind, area)))
    return f"{converted} {kind.area_name}（{plain(area)} ㎡）"


def _periods_words(kind: _Unit, lines: tuple[FeeLine, ...]) -> str:
    months = sum(line.months for line in lines)
    if kind.per == "天":
        days = [Decimal(line.basis.split()[0].replace(",", "")) for line in lines]
        return f"{plain(sum(days, Decimal(0)))} 天"
    if kind.per == "年":
        return f"{plain(Decimal(months) / MONTHS)} 年" if months % MONTHS == 0 else f"{months}/{MONTHS} 年"
    return f"{months} 個月"


def plain(number: Decimal) -> str:
    """A number for reading: thousands separated, no trailing zeros, no exponent."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _assumption(kind: _Unit, starts_on: date | None) -> str:
    if kind.per == "天" and starts_on is None:
        return "起始日尚未約定，暫按每年 365 天折算；起始日確定後，按實際天數計算。"
    if kind.area_name == "坪":
        return "1 坪按 400/121 ㎡（約 3.3058 ㎡）換算。"
    if kind.area_name == "平方呎":
        return "1 平方呎按 0.09290304 ㎡ 換算。"
    return ""
