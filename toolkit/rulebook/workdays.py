"""Which days the office works: public holidays and make-up days by jurisdiction, and the admin's own list over both.

The one door to the ``holidays`` library. Mainland holidays are announced late each year by the State
Council; a year that is not announced yet is computed from the standing rules alone and says so
(``announced``), so that whoever prints a date may mark it 「未公布」.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

FIRST_YEAR, LAST_YEAR = 2015, 2035
"""Outside of these years only Saturdays and Sundays are days off, which is told (``Calendar.announced``)."""

_ANNOUNCED_YEARLY = {"CN": "ChinaStaticHolidays"}
"""Where holidays hold only once they are announced: the library's table of what was.

In Taiwan, Hong Kong and Macau holidays and the days off in their stead follow from the law, for years ahead.
"""

_OWN_DAYS = 5
"""An office that lists so many days of a year in ``deadlines.yaml`` has told that year's holidays itself."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """The working days of one office; Monday to Friday less ``off``, plus ``on``.

    ``unannounced`` are the years whose holidays nobody has announced yet.
    """

    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()
    unannounced: frozenset[int] = frozenset()

    def works(self, day: date) -> bool:
        """Whether the office works on ``day``."""
        return day in self.on or (day.weekday() < 5 and day not in self.off)

    def announced(self, day: date) -> bool:
        """Whether the holidays of that day's year are known for certain."""
        return FIRST_YEAR <= day.year <= LAST_YEAR and day.year not in self.unannounced

    @property
    def known_until(self) -> int:
        """The last year of which the holidays are known for certain, without a gap since ``FIRST_YEAR``."""
        return min((year for year in self.unannounced if year > FIRST_YEAR), default=LAST_YEAR + 1) - 1

    def between(self, first: date, last: date) -> int:
        """Working days after ``first`` up to and with ``last``; negative where ``last`` is before."""
        if last < first:
            return -self.between(last, first)
        weeks, rest = divmod((last - first).days, 7)
        days = 5 * weeks + sum((last - n * _DAY).weekday() < 5 for n in range(rest))
        return days - _within(self._lost, first, last) + _within(self._made_up, first, last)

    @cached_property
    def _lost(self) -> list[date]:
        return sorted(day for day in self.off - self.on if day.weekday() < 5)

    @cached_property
    def _made_up(self) -> list[date]:
        return sorted(day for day in self.on if day.weekday() >= 5)

    def after(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day`` (``day`` itself for 0)."""
        known = self._counted.get((day, count))
        if known is None:
            known = day
            for _ in range(count):
                known += _DAY
                while not self.works(known):
                    known += _DAY
            self._counted[day, count] = known
        return known

    @cached_property
    def _counted(self) -> dict[tuple[date, int], date]:
        """What ``after`` has answered so far: thousands of clients ask for the same few days."""
        return {}

    def days(self, first: date, last: date) -> Iterator[date]:
        """The working days from ``first`` to ``last``, both included."""
        return (day for n in range((last - first).days + 1) if self.works(day := first + n * _DAY))


def _within(days: list[date], first: date, last: date) -> int:
    """How many of the sorted ``days`` come after ``first`` and not after ``last``."""
    return bisect_right(days, last) - bisect_right(days, first)


def calendar_of(jurisdiction: str, off: Iterable[date] = (), on: Collection[date] = ()) -> Calendar:
    """The calendar of CN, TW, HK or MO; the admin's ``off`` and ``on`` win over what is public."""
    public = _public(jurisdiction)
    extra, free = frozenset(on), frozenset(off)
    own = Counter(day.year for day in extra | free)
    return Calendar(
        off=(public.off | free) - extra,
        on=(public.on - free) | extra,
        unannounced=frozenset(year for year in public.unannounced if own[year] < _OWN_DAYS),
    )


@lru_cache(maxsize=8)
def _public(jurisdiction: str) -> Calendar:
    import holidays

    years = range(FIRST_YEAR, LAST_YEAR + 1)
    known = holidays.country_holidays(jurisdiction, years=years)
    made_up = frozenset(day for day in getattr(known, "weekend_workdays", ()) if day.year in years)
    return Calendar(frozenset(known) - made_up, made_up, _unannounced(jurisdiction, years))


def _unannounced(jurisdiction: str, years: Iterable[int]) -> frozenset[int]:
    """The years of which the library holds no announcement, where there must be one."""
    table = _ANNOUNCED_YEARLY.get(jurisdiction)
    if table is None:
        return frozenset()
    from holidays.countries import china

    told = getattr(china, table).special_public_holidays
    return frozenset(years) - frozenset(told)
