"""Periods that figures are counted over: a month, a quarter, half a year, a year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from toolkit.forms.read_dates import period_label

_SHAPE = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period by its label: ``2026-11``, ``2026-Q4``, ``2026-H2`` or ``2026``.

    Raises ``ValueError`` for any other label; people's spellings go through ``asked_period``, or
    on a sheet the reader ``read_dates.period``.
    """

    label: str

    def __post_init__(self) -> None:
        """Refuse what is not one of the four shapes."""
        if _SHAPE.fullmatch(self.label) is None:
            raise ValueError(f"{self.label!r} is no period")

    def __str__(self) -> str:
        """The label."""
        return self.label

    @property
    def year(self) -> int:
        """The calendar year."""
        return int(self.label[:4])

    @property
    def months(self) -> tuple[int, int]:
        """First and last month, 1 to 12."""
        match = _SHAPE.fullmatch(self.label)
        _, month, quarter, half = match.groups() if match else ("", None, None, None)
        if month:
            return int(month), int(month)
        if quarter:
            return int(quarter) * 3 - 2, int(quarter) * 3
        return (int(half) * 6 - 5, int(half) * 6) if half else (1, 12)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.months[0], 1)

    @property
    def last(self) -> date:
        """The last day."""
        month = self.months[1]
        return date(self.year, month, monthrange(self.year, month)[1])

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in the period, both ends included."""
        return self.first <= day <= self.last

    @property
    def before(self) -> "Period":
        """The period of the same length just before: 2026-01 → 2025-12."""
        length = self.months[1] - self.months[0] + 1
        index = self.year * 12 + self.months[0] - 1 - length
        year, month = index // 12, index % 12 + 1
        return Period(_label(year, month, length))

    @property
    def months_in(self) -> tuple["Period", ...]:
        """Its months, as periods, in order."""
        first, last = self.months
        return tuple(Period(f"{self.year}-{month:02d}") for month in range(first, last + 1))

    @property
    def title(self) -> str:
        """As staff read it: 2026年11月, 2026年第4季度, 2026年下半年, 2026年."""
        first, last = self.months
        if first == last:
            return f"{self.year}年{first}月"
        if last - first == 2:
            return f"{self.year}年第{last // 3}季度"
        return f"{self.year}年{'上' if last == 6 else '下'}半年" if last - first == 5 else f"{self.year}年"


EARLIEST, LATEST = 1900, 2199
"""Years that anybody can ask figures of: far from where the calendar of the machine ends."""


def asked_period(label: str) -> Period:
    """The period that somebody asks for, as a sheet may name it: ``2026-Q4``, 2026Q4, 2026/11, 2026年11月.

    ``ValueError`` where it is none (a week is none), or is of no year of business.
    """
    period = Period(period_label(label) or label)
    if not EARLIEST <= period.year <= LATEST:
        raise ValueError(f"{label!r} is of no year between {EARLIEST} and {LATEST}")
    return period


def month_of(day: date) -> Period:
    """The month that ``day`` lies in."""
    return Period(f"{day:%Y-%m}")


def _label(year: int, month: int, length: int) -> str:
    number = (month - 1) // length + 1
    return {1: f"{year}-{month:02d}", 3: f"{year}-Q{number}", 6: f"{year}-H{number}", 12: str(year)}[length]
