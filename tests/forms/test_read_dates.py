# ruff: noqa: DTZ001 (cells have no time zone)
from datetime import date, datetime, time, timedelta

import pytest

from toolkit.forms import read

JAN5 = date(2026, 1, 5)


PLAIN = [
    "2026/1/5",
    "2026-01-05",
    "2026/01/05",
    " 2026-1-5 ",
    "2026/1/5（星期一）",
    "2026/01/05 (一)",
    "'2026-1-5",
]


@pytest.mark.parametrize("typed", PLAIN)
def test_a_plain_day_is_read_without_a_word(reading, typed):
    got = reading(read.day, typed)
    assert (got.value, got.code) == (JAN5, None)


@pytest.mark.parametrize(
    "typed",
    [
        "2026.1.5",
        "2026年1月5日",
        "2026年01月05號",
        "2026、1、5",
        "2026 1 5",
        "20260105",
        20260105.0,
        46027.0,
        "46027",
        "２０２６／１／５",
        "二〇二六年一月五日",
        "Jan 5, 2026",
        "5-Jan-2026",
        "2026/1/5 14:30",
        datetime(2026, 1, 5, 14, 30),
    ],
)
def test_other_spellings_are_read_and_noted(reading, typed):
    got = reading(read.day, typed)
    assert (got.value, got.code.code, got.shown) == (JAN5, "read.as", "2026-01-05")


@pytest.mark.parametrize("typed", [date(2026, 1, 5), datetime(2026, 1, 5)])
def test_a_real_date_is_itself(reading, typed):
    got = reading(read.day, typed, cell_format="[$-404]e/m/d")
    assert (got.value, type(got.value), got.code) == (JAN5, date, None)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("26/1/5", "day.short_year"),
        ("1/5/26", "day.short_year"),
        ("5/1/2026", "day.ambiguous"),
        ("05-01-2026", "day.ambiguous"),
        ("2026/2/30", "day.impossible"),
        ("2026-13-01", "day.impossible"),
        ("31/2/2026", "day.impossible"),
        ("2206/1/5", "day.out_of_range"),
        (datetime(1800, 1, 1), "day.out_of_range"),
        ("2026年1月", "day.incomplete"),
        ("1月5日", "day.incomplete"),
        ("2026", "day.incomplete"),
        ("20261", "day.unreadable"),
        (2026.0, "day.incomplete"),
        (time(14, 30), "day.incomplete"),
        (timedelta(hours=30), "day.incomplete"),
        ("115/1/5", "day.roc"),
        ("民國115年1月5日", "day.roc"),
        ("明天", "day.unreadable"),
        (2026.1, "day.unreadable"),
        (5.0, "day.unreadable"),
        (float("nan"), "day.unreadable"),
        (float("inf"), "day.unreadable"),
        ("2026/1/5 25:00", "time.impossible"),
        ("待定", "value.undecided"),
        (True, "value.true_false"),
    ],
)
def test_what_is_no_day_says_why(reading, typed, code):
    got = reading(read.day, typed)
    assert (got.value, got.code.code) == (None, code)


def test_a_question_names_both_days(reading):
    assert dict(reading(read.day, "5/1/2026").data) == {"first": "2026-01-05", "second": "2026-05-01"}


@pytest.mark.parametrize("typed", ["13/1/2026", "1/13/2026"])
def test_a_day_that_can_only_be_one_is_not_asked(reading, typed):
    assert reading(read.day, typed).value == date(2026, 1, 13)


@pytest.mark.parametrize("typed", ["115/1/5", "115.1.5", "民國115年1月5日", "1150105", 1150105.0, "2026/1/5"])
def test_roc_years_count_under_tw_only(reading, typed):
    assert reading(read.day, typed, place="TW").value == JAN5


def test_two_digit_roc_years_are_asked(reading):
    got = reading(read.day, "99/1/5", place="TW")
    assert (got.value, got.code.code, got.data["first"]) == (None, "day.short_year", "2010-01-05")


@pytest.mark.parametrize(
    "typed",
    [
        "2026/1/5 14:30",
        "2026年1月5日 下午2:30",
        "2026年1月5日14時30分",
        "2026-01-05 下午2點半",
        "2026-01-05T14:30:00+08:00",
        "2026-01-05 2:30 PM",
        datetime(2026, 1, 5, 14, 30),
        46027 + 14.5 / 24,
    ],
)
def test_moments(reading, typed):
    assert reading(read.moment, typed).value == datetime(2026, 1, 5, 14, 30)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("2026-01-05 12:30 AM", 0),
        ("2026-01-05 9:30 AM", 9),
        ("2026-01-05 12:30 PM", 12),
        ("2026-01-05 中午12:30", 12),
        ("2026-01-05 晚上8:30", 20),
        ("2026-01-05 上午9時30分", 9),
        ("2026-01-05 20:30", 20),
    ],
)
def test_halves_of_the_day(reading, typed, hour):
    assert reading(read.moment, typed).value == datetime(2026, 1, 5, hour, 30)


@pytest.mark.parametrize("typed", ["2026-01-05", date(2026, 1, 5)])
def test_a_moment_without_time_is_midnight(reading, typed):
    got = reading(read.moment, typed)
    assert (got.value, got.code) == (datetime(2026, 1, 5), None)


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2026-11", "2026-11"),
        ("2026年11月", "2026-11"),
        ("二〇二六年十一月", "2026-11"),
        ("2026/1", "2026-01"),
        (202611.0, "2026-11"),
        (datetime(2026, 11, 1), "2026-11"),
        ("2026Q4", "2026-Q4"),
        ("2026年第四季度", "2026-Q4"),
        ("2026年四季度", "2026-Q4"),
        ("2026上半年", "2026-H1"),
        ("2026H2", "2026-H2"),
        ("2026年度", "2026"),
        (2026.0, "2026"),
    ],
)
def test_periods(reading, typed, period):
    assert reading(read.period, typed).value == period


@pytest.mark.parametrize("typed", ["2026-13", "2026Q5", "十一月", datetime(2026, 11, 15), 3.5])
def test_what_is_no_period(reading, typed):
    assert reading(read.period, typed).code.code == "period.unreadable"


def test_serials_of_the_1904_system(convention):
    from dataclasses import replace

    from toolkit.forms.column import Column
    from toolkit.forms.table import Cell

    old_mac = replace(convention, epoch_1904=True)
    assert read.day(Cell(46027.0 - 1462), Column("日", "Day", read.day), old_mac).value == JAN5
