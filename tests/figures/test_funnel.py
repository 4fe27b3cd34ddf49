from datetime import date
from decimal import Decimal

from toolkit.figures.frames import build_frames
from toolkit.figures.funnel import FUNNEL, cohort, entered, stays
from toolkit.figures.period import Period

D = Decimal
JAN, Q1 = Period("2026-01"), Period("2026-Q1")
END = date(2026, 3, 31)


def test_the_cohort_view_follows_those_who_came_in_the_period(frames):
    # C1 skipped 深入洽談 and still reached it; C2 is in 談判; C5 never moved
    steps = cohort(frames, JAN, END)
    assert [step.stage for step in steps] == list(FUNNEL)
    assert [step.customers for step in steps] == [3, 2, 2, 2, 1]
    assert [step.of_before for step in steps] == [None, D(2) / 3, D(1), D(1), D(1) / 2]
    assert [step.of_first for step in steps] == [D(1), D(2) / 3, D(2) / 3, D(2) / 3, D(1) / 3]


def test_the_cohort_keeps_where_a_lost_customer_had_got_to(frames):
    assert [step.customers for step in cohort(frames, Period("2026-02"), END)] == [1, 1, 0, 0, 0]


def test_a_report_of_the_past_does_not_know_what_came_later(frames):
    # on 31 January C1 and C2 had been spoken to; C1's signature of March is not known yet
    assert [step.customers for step in cohort(frames, JAN, date(2026, 1, 31))] == [3, 2, 0, 0, 0]


def test_where_a_customer_stands_counts_without_any_move_on_record():
    rows = {"customers": [("C1", "一", "2026-01-05", "甲", "", "", "", None, "談判", "")]}
    assert [step.customers for step in cohort(build_frames(rows), JAN, END)] == [1, 1, 1, 1, 0]


def test_the_period_view_counts_entries(frames):
    # 初步溝通: C1, C2, C3; 深入洽談: C2 only, since C1 skipped it; 談判: C1, C2; 成交: C1, C4
    assert [step.customers for step in entered(frames, Q1, END)] == [4, 3, 1, 2, 2]


def test_the_period_view_ends_on_the_day_of_the_report(frames):
    assert [step.customers for step in entered(frames, Q1, date(2026, 2, 20))] == [4, 3, 1, 1, 1]


def test_an_empty_period_divides_nothing_by_nothing(frames):
    steps = cohort(frames, Period("2024"), END)
    assert [(step.customers, step.of_before, step.of_first) for step in steps] == [(0, None, None)] * 5


def test_stays_show_where_customers_wait(frames):
    found = {stay.stage: stay for stay in stays(frames, Q1, END)}
    # 潛在線索: C1 2 days, C2 6, C3 1
    assert (found["潛在線索"].n, found["潛在線索"].median, found["潛在線索"].mean) == (3, D(2), D(3))
    # 初步溝通: C1 44 days, C2 6, C3 17
    assert (found["初步溝通"].n, found["初步溝通"].median) == (3, D(17))
    assert (found["談判"].n, found["談判"].median) == (1, D(18))


def test_stays_of_an_empty_ledger_are_none():
    assert {stay.n for stay in stays(build_frames({}), Q1, END)} == {0}
