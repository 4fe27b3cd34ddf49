"""Readers of telephone numbers and of the credit codes of organisations."""

import re
import unicodedata

from toolkit.forms import identifiers, phones
from toolkit.forms.column import Column, Convention, Reading
from toolkit.forms.dispatch import by_type, found, is_rounded, noted, nothing_said
from toolkit.forms.table import Cell
from toolkit.messages import codes_values as codes

_ORNAMENT = re.compile(r"[\s\-.,:'\"]+")
_LETTER_SLIPS = str.maketrans("OoIlBＯ", "001180")


def phone(cell: Cell, _column: Column, convention: Convention) -> Reading:
    """Read one telephone number of the jurisdiction as ``str`` in its one form (``forms.phones``).

    Blanks and hyphens do not count as read differently; full-width signs, a country code or an extension do. A number
    cell is an error: a leading 0, ``+`` or extension may be lost, and nobody can see whether it was.
    """
    return by_type(
        cell,
        text=lambda plain: _phone(plain, convention.jurisdiction),
        number=_phone_number,
        day=lambda _value: _no_phone(convention.jurisdiction),
    )


def credit_code(cell: Cell, _column: Column, convention: Convention) -> Reading:
    """Read a unified social credit code as ``str`` (GB 32100-2015 and the inner GB 11714 check).

    Under jurisdiction TW it is a 統一編號 of eight digits; under HK and MO the number as typed. A code
    stored as a number has lost digits: an error with the reason, never repaired.
    """
    place = convention.jurisdiction
    return by_type(
        cell,
        text=lambda plain: _code(plain, place),
        number=lambda _value: _code_as_number(place),
        day=lambda _value: _code_as_number(place),
    )


def _code_as_number(place: str) -> Reading:
    if place == "CN":
        return found(codes.CODE_AS_NUMBER, length=identifiers.CREDIT_LENGTH)
    return found(codes.TAX_AS_NUMBER)


def _phone(plain: str, place: str) -> Reading:
    if phones.is_plain_mobile(plain, place):
        return Reading(plain)
    empty = nothing_said(plain)
    if empty is not None:
        return empty
    if is_rounded(plain):
        return found(codes.PHONE_AS_NUMBER)
    narrow = phones.narrow(plain)
    if phones.holds_several(narrow):
        return found(codes.PHONE_SEVERAL)
    number = phones.normal(narrow, place)
    if not number:
        return _wrong_phone(narrow, place)
    same = number == plain or "".join(filter(str.isalnum, number)) == "".join(filter(str.isalnum, plain))
    return Reading(number) if same else noted(number, number)


def _wrong_phone(narrow: str, place: str) -> Reading:
    expected, expected_en = phones.EXPECTED.get(place, phones.EXPECTED["CN"])
    figures = phones.digits(narrow)
    if any(letter.isalpha() for letter in narrow):
        mended = phones.normal(narrow.translate(_LETTER_SLIPS), place) or phones.normal(figures, place)
        return found(codes.PHONE_MALFORMED, mended, expected=expected, expected_en=expected_en)
    if place == "CN" and len(figures) in (7, 8) and not figures.startswith(("0", "1")):
        return found(codes.PHONE_AREA)
    code = codes.PHONE_MALFORMED if len(figures) in (0, 11) else codes.PHONE_LENGTH
    return found(code, digits=len(figures), expected=expected, expected_en=expected_en)


def _phone_number(_value: float) -> Reading:
    return found(codes.PHONE_AS_NUMBER)


def _no_phone(place: str) -> Reading:
    expected, expected_en = phones.EXPECTED.get(place, phones.EXPECTED["CN"])
    return found(codes.PHONE_MALFORMED, expected=expected, expected_en=expected_en)


def _code(plain: str, place: str) -> Reading:
    if place == "CN" and identifiers.is_credit_code(plain):
        return Reading(plain)
    empty = nothing_said(plain)
    if empty is not None:
        return empty
    if is_rounded(plain):
        return _code_as_number(place)
    bare = _ORNAMENT.sub("", plain if plain.isascii() else unicodedata.normalize("NFKC", plain))
    code = bare.upper()
    problem = _problem(code, place)
    if problem is not None:
        return problem
    return Reading(code) if code == plain else noted(code, code)


def _problem(code: str, place: str) -> Reading | None:
    if place == "CN":
        return _credit_problem(code)
    return _tax_problem(code) if place == "TW" else None


def _credit_problem(code: str) -> Reading | None:
    if len(code) != identifiers.CREDIT_LENGTH:
        return _wrong_length(code)
    wrong = identifiers.first_wrong_letter(code)
    if wrong:
        mended = identifiers.mended_credit_code(code)
        return found(codes.CODE_LETTER, mended, position=wrong, letter=code[wrong - 1])
    if not identifiers.authority_known(code):
        return found(codes.CODE_FIRST, letter=code[0])
    if not identifiers.organisation_check_fits(code):
        return found(codes.CODE_INNER)
    return None if identifiers.credit_check_fits(code) else found(codes.CODE_CHECK)


def _wrong_length(code: str) -> Reading:
    if len(code) == 15 and code.isascii() and code.isdigit():
        return found(codes.CODE_OLD_NUMBER)
    return found(codes.CODE_LENGTH, count=len(code), length=identifiers.CREDIT_LENGTH)


def _tax_problem(number: str) -> Reading | None:
    if len(number) != identifiers.TAX_LENGTH:
        return found(codes.CODE_LENGTH, count=len(number), length=identifiers.TAX_LENGTH)
    return None if identifiers.is_uniform_number(number) else found(codes.TAX_CHECK)
