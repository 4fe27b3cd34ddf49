# ruff: noqa: DTZ001 (cells have no time zone)
from datetime import datetime
from decimal import Decimal

import pytest

from toolkit.forms import read


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1200", 1200), ("-5", -5), ("0.25", "0.25"), (1200.0, 1200), (0.1 + 0.2, "0.3"), (1e15, 10**15)],
)
def test_plain_numbers_are_read_without_a_word(reading, typed, value):
    got = reading(read.amount, typed)
    assert (got.value, got.code) == (Decimal(value), None)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12萬", 120000),
        ("12万", 120000),
        ("1.2億", 120000000),
        ("1.2亿元", 120000000),
        ("1億2000萬", 120000000),
        ("￥1,200.00元", 1200),
        ("¥1,200", 1200),
        ("RMB 1200", 1200),
        ("人民幣1200元整", 1200),
        ("1,200", 1200),
        ("1,234,567.50", "1234567.5"),
        ("1 200 000", 1200000),
        ("１２００", 1200),
        ("(1,200)", -1200),
        ("（1,200）", -1200),
        ("-￥1,200", -1200),
        ("−5", -5),
        ("約1200", 1200),
        ("一百二十萬", 1200000),
        ("壹拾貳萬元整", 120000),
        ("三千零五", 3005),
        ("十二", 12),
        ("3.5千", 3500),
        ("1200㎡", 1200),
        ("20台", 20),
        ("007", 7),
        ("12萬左右", 120000),
        ("1.5億元人民幣", 150000000),
        ("三千", 3000),
    ],
)
def test_numbers_as_people_type_them_are_read_and_noted(reading, typed, value):
    got = reading(read.amount, typed)
    assert (got.value, got.code.code) == (Decimal(value), "read.as")


@pytest.mark.parametrize(
    ("typed", "unit", "value", "shown"),
    [
        ("12萬", "萬元", 12, "12萬元"),
        ("1200000元", "萬元", 120, "120萬元"),
        ("1.2億", "萬元", 12000, "12000萬元"),
        ("12萬", "元", 120000, "120000元"),
        ("1200平方米", "㎡", 1200, "1200㎡"),
        ("1.2萬平米", "㎡", 12000, "12000㎡"),
        ("3年", "月", 36, "36月"),
        ("18個月", "年", "1.5", "1.5年"),
        ("3.5元", "元/㎡/月", "3.5", "3.5元/㎡/月"),
        ("半年", "月", 6, "6月"),
        ("一年半", "月", 18, "18月"),
        ("三年", "月", 36, "36月"),
        ("十二", "萬元", 12, "12萬元"),
        ("十二萬", "萬元", 12, "12萬元"),
        ("5千元", "萬元", "0.5", "0.5萬元"),
    ],
)
def test_a_unit_is_brought_into_that_of_the_column(reading, typed, unit, value, shown):
    got = reading(read.amount, typed, unit=unit)
    assert (got.value, got.code.code, got.shown) == (Decimal(value), "read.as", shown)


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [("12萬元", "萬元", 12), ("12万元", "萬元", 12), ("1200000萬元", "萬元", 1200000), ("52000㎡", "㎡", 52000)],
)
def test_a_number_with_the_unit_of_its_column_is_read_as_it_stands(reading, typed, unit, value):
    got = reading(read.amount, typed, unit=unit)
    assert (got.value, got.code) == (Decimal(value), None)


def test_full_width_figures_with_that_unit_are_listed(reading):
    assert reading(read.amount, "５２０００㎡", unit="㎡").code.code == "read.as"


@pytest.mark.parametrize("typed", ["12", 12.0])
def test_a_bare_number_counts_in_the_unit_of_the_column(reading, typed):
    got = reading(read.amount, typed, unit="萬元")
    assert (got.value, got.code) == (Decimal(12), None)


@pytest.mark.parametrize(
    ("typed", "unit", "code"),
    [
        ("12,5", "", "number.ambiguous"),
        ("1,2345,6", "", "number.unreadable"),
        ("1.200.000", "", "number.unreadable"),
        ("100-200", "", "number.several"),
        ("3至5萬", "", "number.several"),
        (1200000.0, "萬元", "number.ambiguous_unit"),
        ("1200000", "萬元", "number.ambiguous_unit"),
        ("12坪", "㎡", "number.unit"),
        ("USD 5", "", "number.unit"),
        ("5美元", "元", "number.unit"),
        ("12元/月", "萬元", "number.unit"),
        ("5千", "萬元", "number.ambiguous_unit"),
        ("三千", "萬元", "number.ambiguous_unit"),
        ("12萬以上", "", "number.bound"),
        ("12万+", "", "number.bound"),
        ("不超過50萬", "", "number.bound"),
        ("1.2E+05", "", "number.rounded"),
        ("面議", "", "value.undecided"),
        ("待定", "", "value.undecided"),
        ("很多", "", "number.unreadable"),
        ("一百二", "", "number.unreadable"),
        (float("nan"), "", "number.unreadable"),
        (float("inf"), "", "number.unreadable"),
        (1e300, "", "number.too_big"),
        (datetime(2026, 1, 2), "", "number.is_date"),
        (False, "", "value.true_false"),
    ],
)
def test_what_is_no_clear_number_says_why(reading, typed, unit, code):
    got = reading(read.amount, typed, unit=unit)
    assert (got.value, got.code.code) == (None, code)


def test_a_unit_is_named_in_the_letters_in_which_it_was_typed(reading):
    assert reading(read.amount, "2畝", unit="㎡").data["unit"] == "畝"


def test_the_question_of_the_unit_names_both(reading):
    got = reading(read.amount, 1200000.0, unit="萬元")
    assert (got.data["first"], got.data["second"]) == ("1200000萬元", "1200000元")


def test_european_separators_are_suggested_not_taken(reading):
    assert reading(read.amount, "1.200.000").suggestion == "1200000"


@pytest.mark.parametrize("typed", ["-", "—", "/", "／", "無", "无", "N/A", "NA"])
def test_signs_for_nothing_are_empty_with_a_note(reading, typed):
    got = reading(read.amount, typed)
    assert (got.value, got.code.code) == (None, "read.empty")


def test_quantities_are_not_below_zero(reading):
    assert reading(read.quantity, "-5").code.code == "number.negative"
    assert reading(read.quantity, -5.0).code.code == "number.negative"
    assert reading(read.quantity, 0.0).value == 0


@pytest.mark.parametrize(("typed", "value"), [("36", 36), (36.0, 36), ("36個月", 36), ("3年", 36), ("半", None)])
def test_whole_numbers(reading, typed, value):
    got = reading(read.whole, typed, unit="月")
    assert got.value == value
    assert value is None or type(got.value) is int


@pytest.mark.parametrize("typed", ["1.5", 1.5])
def test_a_fraction_is_no_whole_number(reading, typed):
    assert reading(read.whole, typed).code.code == "number.not_whole"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("八成", "0.8"),
        ("八成五", "0.85"),
        ("8成5", "0.85"),
        ("八成半", "0.85"),
        ("十成", 1),
        ("百分之八十", "0.8"),
        ("５％", "0.05"),
        ("5‰", "0.005"),
        ("八十%", "0.8"),
    ],
)
def test_shares_are_read_and_noted(reading, typed, value):
    got = reading(read.percent, typed)
    assert (got.value, got.code.code) == (Decimal(value), "read.as")


def test_a_share_with_its_sign_is_read_without_a_word(reading):
    assert (reading(read.percent, "80%").value, reading(read.percent, "80%").code) == (Decimal("0.8"), None)
    assert reading(read.percent, 0.8, cell_format="0%").value == Decimal("0.8")
    assert reading(read.percent, 80.0, unit="%").value == Decimal("0.8")
    assert reading(read.percent, 0.0).value == 0


@pytest.mark.parametrize(("typed", "unit"), [("80", ""), (80.0, ""), ("0.8", ""), (0.8, ""), (0.8, "%"), (1.0, "%")])
def test_a_share_that_can_be_two_is_asked(reading, typed, unit):
    assert reading(read.percent, typed, unit=unit).code.code == "percent.ambiguous"


def test_the_help_of_a_column_makes_80_clear(reading):
    got = reading(read.percent, 80.0, help="例如 80%")
    assert (got.value, got.shown) == (Decimal("0.8"), "80%")
