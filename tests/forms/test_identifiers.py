import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError
from stdnum.tw import ubn

from toolkit.forms import identifiers

LETTERS = st.sampled_from(identifiers.CREDIT_ALPHABET)
BODIES = st.builds(
    lambda first, kind, area, subject: first + kind + area + subject,
    st.sampled_from("123456789ANY"),
    st.sampled_from("123459"),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(LETTERS, min_size=8, max_size=8),
)


def whole(body: str) -> str:
    body += identifiers.organisation_check_character(body[8:16])
    return body + identifiers.credit_check_character(body)


@pytest.mark.parametrize("code", ["914403001922038216", "91330100799655058B", "9144030071526726XG"])
def test_public_examples(code):
    assert identifiers.is_credit_code(code)
    assert uscc.is_valid(code)


@given(BODIES)
def test_a_code_with_its_check_characters_is_valid(body):
    assert identifiers.is_credit_code(whole(body))


@given(BODIES, st.integers(0, 17), LETTERS)
def test_any_one_wrong_character_is_found(body, place, letter):
    code = whole(body)
    wrong = code[:place] + letter + code[place + 1 :]
    assert identifiers.is_credit_code(wrong) == (wrong == code)


@given(BODIES)
def test_stdnum_agrees_on_the_outer_check(body):
    code = whole(body)
    if code[:8].isdigit():
        assert uscc.calc_check_digit(code[:17]) == code[17]
        assert uscc.is_valid(code)


@given(BODIES, LETTERS)
def test_what_passes_here_passes_stdnum(body, last):
    code = whole(body)[:17] + last
    if identifiers.is_credit_code(code) and code[:8].isdigit():
        try:
            uscc.validate(code)
        except ValidationError as refusal:
            raise AssertionError(code) from refusal


@given(st.text("0123456789", min_size=8, max_size=8))
def test_uniform_numbers_agree_with_stdnum(number):
    if number != "00000000" and identifiers.is_uniform_number(number) != ubn.is_valid(number):
        # python-stdnum may still hold the rule before 2023, which asked for a multiple of ten
        assert identifiers.is_uniform_number(number)


@pytest.mark.parametrize(
    ("number", "valid"),
    [("04595257", True), ("62140097", True), ("04595258", False), ("1234567", False), ("0459525A", False)],
)
def test_uniform_numbers(number, valid):
    assert identifiers.is_uniform_number(number) is valid


def test_look_alike_letters():
    assert identifiers.mended_credit_code("9I44O3OOI922O382I6") == "914403001922038216"
    assert identifiers.mended_credit_code("914403001922038216") == ""
    assert identifiers.mended_credit_code("9I44O3OOI922O382I7") == ""


def test_the_first_character_is_an_authority():
    assert identifiers.authority_known("A1")
    assert identifiers.authority_known("Y1")
    assert not identifiers.authority_known("B1")
    assert not identifiers.authority_known("01")
