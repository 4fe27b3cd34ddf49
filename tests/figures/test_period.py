from datetime import date

import pytest

from toolkit.figures.period import Period, asked_period, month_of


@pytest.mark.parametrize(
    ("label", "first", "last", "before", "title"),
    [
        ("2026-01", date(2026, 1, 1), date(2026, 1, 31), "2025-12", "2026年1月"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "2028-01", "2028年2月"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "2025-Q4", "2026年第1季度"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "2026-Q3", "2026年第4季度"),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30), "2025-H2", "2026年上半年"),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31), "2026-H1", "2026年下半年"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2025", "2026年"),
    ],
)
def test_a_period_knows_its_days_and_the_one_before(label, first, last, before, title):
    period = Period(label)
    assert (period.first, period.last, period.before.label, period.title) == (first, last, before, title)
    assert period.holds(first)
    assert period.holds(last)
    assert not period.before.holds(first)


def test_a_quarter_has_its_three_months():
    assert [month.label for month in Period("2026-Q4").months_in] == ["2026-10", "2026-11", "2026-12"]
    assert month_of(date(2026, 11, 24)) == Period("2026-11")


def test_a_label_that_is_no_period_is_refused():
    with pytest.raises(ValueError, match="no period"):
        Period("2026年11月")


@pytest.mark.parametrize(
    "label",
    [
        "0000",
        "0001-01",
        "9999",
        "9999-12",
        "2026Q5",
        "2026-13",
        "2026-W47",
        "2026年第47周",
        "2026-11-24",
        "11月",
        "",
        "1899",
    ],
)
def test_nobody_can_ask_for_figures_of_what_is_no_period_or_of_the_end_of_time(label):
    with pytest.raises(ValueError, match="no "):
        asked_period(label)


def test_a_period_to_come_can_be_asked_for():
    assert asked_period("2027-01") == Period("2027-01")


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("2026Q4", "2026-Q4"),
        ("2026q4", "2026-Q4"),
        ("2026年第四季度", "2026-Q4"),
        ("2026/11", "2026-11"),
        ("2026年11月", "2026-11"),
        ("2026.1", "2026-01"),
        ("２０２６－１１", "2026-11"),
        (" 2026-11 ", "2026-11"),
        ("2026H2", "2026-H2"),
        ("2026年下半年", "2026-H2"),
        ("2026年度", "2026"),
    ],
)
def test_a_period_can_be_asked_for_as_clerks_type_it(typed, label):
    assert asked_period(typed) == Period(label)
