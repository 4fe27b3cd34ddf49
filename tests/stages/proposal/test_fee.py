from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from toolkit.stages.proposal.fee import UNITS, add_months, by_area, compute_fee, last_day

D = Decimal
ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("asked", "total", "monthly"),
    [
        # 50,000 ㎡ × 2.8 × 12
        ((D("2.8"), "元/㎡/月", D("50000"), 12, None), "1680000.00", "140000.00"),
        # three whole years, one of them with 29 February: months do not mind
        ((D("2.8"), "元/㎡/月", D("50000"), 36, date(2027, 1, 1)), "5040000.00", "140000.00"),
        # 2027 has 365 days, 2028 has 366
        ((D("3.5"), "元/㎡/天", D("800"), 24, date(2027, 1, 1)), "2046800.00", "85283.33"),
        # no start: 365 days a year
        ((D("3.5"), "元/㎡/天", D("800"), 24, None), "2044000.00", "85166.67"),
        # a price per month does not look at the area
        ((D("68000"), "元/月", D("12345"), 18, None), "1224000.00", "68000.00"),
        # 100,000 a year for 18 months = 150,000; per month 8,333.33
        ((D("100000"), "元/年", D("1"), 18, None), "150000.00", "8333.33"),
        # 4,000 ㎡ = 1,210 坪 exactly; × 100 × 12
        ((D("100"), "坪/月", D("4000"), 12, None), "1452000.00", "121000.00"),
        # 92.90304 ㎡ = 1,000 square feet exactly; × 12 × 6
        ((D("12"), "平方呎/月", D("92.90304"), 6, None), "72000.00", "12000.00"),
        # half a 分 goes up: 0.125 × 1 × 1
        ((D("0.125"), "元/㎡/月", D("1"), 1, None), "0.13", "0.13"),
    ],
)
def test_each_unit_has_one_way_of_counting(asked, total, monthly):
    fee = compute_fee(*asked)
    assert (fee.total, fee.monthly) == (D(total), D(monthly))


def test_the_lines_are_years_with_their_own_days():
    fee = compute_fee(D("3.5"), "元/㎡/天", D(800), 26, date(2027, 3, 15))
    spans = [(x.year, x.months, x.starts_on, x.ends_on, x.basis) for x in fee.lines]
    assert spans == [
        (1, 12, date(2027, 3, 15), date(2028, 3, 14), "366 天"),
        (2, 12, date(2028, 3, 15), date(2029, 3, 14), "365 天"),
        (3, 2, date(2029, 3, 15), date(2029, 5, 14), "61 天"),
    ]
    assert [x.amount for x in fee.lines] == [D("1024800.00"), D("1022000.00"), D("170800.00")]


def test_the_formula_can_be_followed():
    fee = compute_fee(D("2.8"), "元/㎡/月", D(50000), 36)
    assert fee.formula == "50,000 ㎡ × 2.80 元/㎡/月 × 36 個月 = 5,040,000.00 元"
    assert compute_fee(D(100000), "元/年", D(1), 18).formula == "100,000.00 元/年 × 18/12 年 = 150,000.00 元"
    assert "0.125 元/㎡/月" in compute_fee(D("0.125"), "元/㎡/月", D(8), 12).formula
    assert "1,210 坪（4,000 ㎡）" in compute_fee(D(100), "坪/月", D(4000), 12).formula


def test_what_is_taken_for_granted_is_said():
    assert "365" in compute_fee(D(3), "元/㎡/天", D(1), 12).assumption
    assert compute_fee(D(3), "元/㎡/天", D(1), 12, date(2027, 1, 1)).assumption == ""
    assert compute_fee(D(3), "元/㎡/月", D(1), 12).assumption == ""


def test_an_unknown_unit_is_refused_and_never_guessed():
    with pytest.raises(KeyError):
        compute_fee(D(3), "元/㎡", D(1), 12)
    with pytest.raises(ValueError, match="term of 0 months"):
        compute_fee(D(3), "元/月", D(1), 0)


def test_every_entry_of_the_list_can_be_computed():
    lists = yaml.safe_load((ROOT / "manual/lists.yaml").read_text(encoding="utf-8"))
    assert set(UNITS) == set(lists["單價單位"])
    assert [unit for unit in UNITS if not by_area(unit)] == ["元/月", "元/年"]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 24), 1, date(2026, 12, 24)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day, months, later):
    assert add_months(day, months) == later


def test_a_year_from_new_year_ends_on_its_last_day():
    assert last_day(date(2027, 1, 1), 12) == date(2027, 12, 31)
    assert last_day(date(2026, 8, 31), 6) == date(2027, 2, 27)


@given(
    price=st.decimals("0.01", "999", places=2),
    unit=st.sampled_from(UNITS),
    area=st.decimals("1", "500000", places=2),
    months=st.integers(1, 240),
    start=st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)
def test_the_total_is_the_sum_of_lines_that_cover_the_term(price, unit, area, months, start):
    fee = compute_fee(price, unit, area, months, start)
    assert fee.total == sum(line.amount for line in fee.lines)
    assert sum(line.months for line in fee.lines) == months
    if start:
        ends = [line.ends_on for line in fee.lines]
        assert ends[-1] == last_day(start, months)
