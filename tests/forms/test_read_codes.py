from datetime import date

import pytest

from toolkit.forms import read


@pytest.mark.parametrize(
    ("typed", "place", "stored"),
    [
        ("13800138000", "CN", "13800138000"),
        ("138 0013 8000", "CN", "13800138000"),
        ("138-0013-8000", "CN", "13800138000"),
        ("138 1300 0001", "CN", "13813000001"),
        ("021-62345678", "CN", "021-62345678"),
        ("02162345678", "CN", "021-62345678"),
        ("(021) 6234 5678", "CN", "021-62345678"),
        ("0755-1234567", "CN", "0755-1234567"),
        ("4008208820", "CN", "400-820-8820"),
        ("0912345678", "TW", "0912-345-678"),
        ("02-23456789", "TW", "02-23456789"),
        ("049-2345678", "TW", "049-2345678"),
        ("23456789", "HK", "2345 6789"),
        ("66123456", "MO", "6612 3456"),
        ("28123456", "MO", "2812 3456"),
    ],
)
def test_phones_without_a_word(reading, typed, place, stored):
    got = reading(read.phone, typed, place=place)
    assert (got.value, got.code) == (stored, None)


def test_full_width_figures_are_listed_as_read_differently(reading):
    got = reading(read.phone, "１３８００１３８０００")
    assert (got.value, got.code.code, got.shown) == ("13800138000", "read.as", "13800138000")


@pytest.mark.parametrize(
    ("typed", "place", "stored"),
    [
        ("+86 138 0013 8000", "CN", "13800138000"),
        ("0086-21-62345678", "CN", "021-62345678"),
        ("021-62345678轉801", "CN", "021-62345678轉801"),
        ("021-62345678分機12", "CN", "021-62345678轉12"),
        ("021-62345678 ext. 12", "CN", "021-62345678轉12"),
        ("(021)62345678-801", "CN", "021-62345678轉801"),
        ("021-62345678-801", "CN", "021-62345678轉801"),
        ("電話：13800138000", "CN", "13800138000"),
        ("13800138000；", "CN", "13800138000"),
        ("021-6234-5678*801", "CN", "021-62345678轉801"),
        ("+886 912345678", "TW", "0912-345-678"),
        ("02-2345-6789 分機12", "TW", "02-23456789轉12"),
        ("+852 2345 6789", "CN", "+852 2345 6789"),
        ("+81 3 1234 5678", "CN", "+81312345678"),
    ],
)
def test_phones_in_other_words(reading, typed, place, stored):
    assert reading(read.phone, typed, place=place).value == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (13800138000.0, "phone.as_number"),
        ("1.38001E+10", "phone.as_number"),
        ("1380013", "phone.length"),
        ("138001380001", "phone.length"),
        ("62345678", "phone.area_code"),
        ("12800138000", "phone.malformed"),
        ("138O0138000", "phone.malformed"),
        ("見名片", "phone.malformed"),
        ("13800138000/13900139000", "phone.several"),
        ("13800138000 13900139000", "phone.several"),
        ("13800138000、021-62345678", "phone.several"),
        ("0912345678", "phone.length"),
        ("待定", "value.undecided"),
    ],
)
def test_what_is_no_phone_here(reading, typed, code):
    got = reading(read.phone, typed)
    assert (got.value, got.code.code) == (None, code)


def test_a_letter_for_a_figure_is_suggested_not_repaired(reading):
    assert reading(read.phone, "138O0138000").suggestion == "13800138000"
    assert reading(read.phone, "王先生 13800138000").suggestion == "13800138000"


def test_a_day_where_a_phone_belongs_is_told_what_is_a_phone_here(reading):
    assert "手機號" in reading(read.phone, date(2026, 11, 24)).data["expected"]
    assert reading(read.phone, date(2026, 11, 24), place="HK").data["expected"] == "8 位香港電話號碼"


@pytest.mark.parametrize("typed", ["914403001922038216", "91330100799655058B", "9144030071526726XG"])
def test_credit_codes(reading, typed):
    got = reading(read.credit_code, typed)
    assert (got.value, got.code) == (typed, None)


@pytest.mark.parametrize("typed", ["9144030071526726xg", "９１４４０３００７１５２６７２６ＸＧ", "91440300 71526726XG"])
def test_a_credit_code_in_other_letters_is_noted(reading, typed):
    got = reading(read.credit_code, typed)
    assert (got.value, got.shown) == ("9144030071526726XG", "9144030071526726XG")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (914403001922038216.0, "code.as_number"),
        (12345.0, "code.as_number"),
        ("9.14403E+17", "code.as_number"),
        ("91440300192203821", "code.length"),
        ("440301103097413", "code.old_number"),
        ("91440300192203821O", "code.letter"),
        ("B14403001922038216", "code.first"),
        ("914403001922038217", "code.check"),
        ("914403001922038316", "code.inner_check"),
        ("待定", "value.undecided"),
        ("無", "read.empty"),
    ],
)
def test_what_is_no_credit_code(reading, typed, code):
    got = reading(read.credit_code, typed)
    assert (got.value, got.code.code) == (None, code)


def test_look_alike_letters_are_suggested(reading):
    assert reading(read.credit_code, "9144O3OO1922O38216").suggestion == "914403001922038216"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("04595257", None), ("62140097", None), ("04595258", "code.tax_check"), (4595257.0, "code.tax_as_number")],
)
def test_uniform_numbers_under_tw(reading, typed, code):
    got = reading(read.credit_code, typed, place="TW")
    assert (got.code and got.code.code, got.value) == (code, None if code else typed)


def test_a_credit_code_is_no_uniform_number(reading):
    assert reading(read.credit_code, "914403001922038216", place="TW").code.code == "code.length"
