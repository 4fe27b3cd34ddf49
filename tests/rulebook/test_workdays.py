"""Working days by jurisdiction, counted by hand on the announced calendars of 2026."""

from datetime import date

import pytest

from toolkit.rulebook.rulebook import parse
from toolkit.rulebook.workdays import Calendar, calendar_of


@pytest.mark.parametrize(
    ("where", "day", "works"),
    [
        ("CN", date(2026, 1, 1), False),
        ("CN", date(2026, 1, 2), False),  # off, made up for on Sunday the 4th
        ("CN", date(2026, 1, 4), True),
        ("CN", date(2026, 2, 14), True),  # a Saturday before the Spring Festival
        ("CN", date(2026, 2, 23), False),
        ("CN", date(2026, 10, 10), True),
        ("CN", date(2026, 11, 24), True),
        ("CN", date(2026, 11, 22), False),
        ("TW", date(2026, 2, 28), False),
        ("TW", date(2026, 2, 27), False),
        ("TW", date(2025, 2, 8), True),
        ("HK", date(2026, 4, 7), False),
        ("HK", date(2026, 1, 2), True),
        ("MO", date(2026, 12, 20), False),
        ("MO", date(2026, 10, 2), True),
    ],
)
def test_a_day_is_worked_or_not(where: str, day: date, works: bool) -> None:
    assert calendar_of(where).works(day) is works


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), 0),
        (date(2026, 11, 20), date(2026, 11, 23), 1),  # Friday to Monday
        (date(2025, 12, 31), date(2026, 1, 5), 2),  # Sunday the 4th and Monday the 5th
        (date(2026, 9, 30), date(2026, 10, 8), 1),  # the National Day holidays
        (date(2026, 1, 5), date(2025, 12, 31), -2),
        (date(2026, 2, 13), date(2026, 3, 2), 7),  # 14, 24, 25, 26, 27, 28 February, 2 March
    ],
)
def test_working_days_between(first: date, last: date, days: int) -> None:
    assert calendar_of("CN").between(first, last) == days


def test_counting_day_by_day_gives_the_same() -> None:
    calendar, start = calendar_of("CN"), date(2025, 12, 20)
    for length in range(120):
        last = date.fromordinal(start.toordinal() + length)
        assert calendar.between(start, last) == len(list(calendar.days(date(2025, 12, 21), last)))


def test_the_nth_working_day_after() -> None:
    calendar = calendar_of("CN")
    assert calendar.after(date(2025, 12, 31), 1) == date(2026, 1, 4)
    assert calendar.after(date(2026, 9, 30), 2) == date(2026, 10, 9)
    assert calendar.after(date(2026, 11, 22), 0) == date(2026, 11, 22)


def test_the_admins_list_wins() -> None:
    calendar = calendar_of("CN", off=[date(2026, 11, 24), date(2026, 1, 4)], on=[date(2026, 1, 1)])
    assert not calendar.works(date(2026, 11, 24))
    assert not calendar.works(date(2026, 1, 4))
    assert calendar.works(date(2026, 1, 1))


def test_a_year_that_is_not_announced_says_so() -> None:
    assert calendar_of("CN").announced(date(2026, 12, 31))
    assert not calendar_of("CN").announced(date(2034, 1, 1))
    assert calendar_of("HK").announced(date(2034, 1, 1))
    assert Calendar().announced(date(2034, 1, 1))


@pytest.mark.parametrize(("where", "known"), [("CN", 2026), ("TW", 2035), ("HK", 2035), ("MO", 2035)])
def test_beyond_the_years_that_are_known_no_day_passes_as_certain(where: str, known: int) -> None:
    calendar = calendar_of(where)
    assert calendar.known_until == known
    assert calendar.announced(date(known, 12, 31))
    assert not calendar.announced(date(known + 1, 1, 1))
    assert not calendar.announced(date(2036, 1, 1))
    assert not calendar.announced(date(2014, 12, 31))


def test_a_year_that_the_office_has_listed_itself_is_known() -> None:
    listed = [date(2027, 2, day) for day in (5, 8, 9, 10, 11)]
    calendar = calendar_of("CN", off=listed)
    assert (calendar.known_until, calendar.announced(date(2027, 3, 1))) == (2027, True)
    assert not calendar_of("CN", off=listed[:1]).announced(date(2027, 3, 1))  # one day of the office's own


def test_the_rule_book_holds_the_offices_own_days(texts: dict[str, str]) -> None:
    changed = texts["deadlines.yaml"].replace("days_off: []", "days_off: [2026-12-31]")
    found = parse({**texts, "deadlines.yaml": changed}).deadlines
    assert (found.days_off, found.days_on) == ({date(2026, 12, 31)}, frozenset())
