"""Check digits of the ids that organisations carry; pure arithmetic on text, no cell in sight.

Sources: GB 32100-2015 (unified social credit code), GB 11714-1997 (organisation code inside it),
the Ministry of Finance's rule of 2023 for the uniform number of Taiwan (統一編號).
"""

import re
from operator import mul

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015: digits and letters without I, O, S, V, Z."""

CREDIT_LENGTH = 18
TAX_LENGTH = 8

_FIRST = frozenset("123456789ANY")
_WELL_FORMED = re.compile(f"[1-9ANY][{CREDIT_ALPHABET}]{{17}}")
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_INNER_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES = {letter: number for number, letter in enumerate(CREDIT_ALPHABET)}
_INNER_VALUES = {letter: number for number, letter in enumerate(_INNER_ALPHABET)}
_TAX_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
_OFTEN_MISREAD = str.maketrans("OIZSV", "0125U")


def credit_check_character(body: str) -> str:
    """Return the 18th character that belongs to the first 17 (GB 32100-2015, modulus 31)."""
    total = sum(map(mul, _WEIGHTS, map(_VALUES.__getitem__, body)))
    return CREDIT_ALPHABET[-total % 31]


def organisation_check_character(body: str) -> str:
    """Return the ninth character that belongs to the first eight (GB 11714, modulus 11; 10 → X)."""
    total = sum(map(mul, _INNER_WEIGHTS, map(_INNER_VALUES.__getitem__, body)))
    return "0123456789X"[-total % 11]


def first_wrong_letter(code: str) -> int:
    """Return the 1-based place of the first character that a credit code never uses, else 0."""
    return next((place for place, letter in enumerate(code, 1) if letter not in _VALUES), 0)


def authority_known(code: str) -> bool:
    """Whether a credit code begins with a registration authority's sign (1–9, A, N, Y)."""
    return code[:1] in _FIRST


def credit_check_fits(code: str) -> bool:
    """Whether the 18th character fits; ``code`` has 18 characters of the alphabet."""
    return code[17] == credit_check_character(code[:17])


def organisation_check_fits(code: str) -> bool:
    """Whether characters 9 to 17 of a credit code fit their own check (GB 11714)."""
    return code[16] == organisation_check_character(code[8:16])


def is_credit_code(code: str) -> bool:
    """Whether ``code`` passes every rule of GB 32100-2015, the inner check included."""
    return _WELL_FORMED.fullmatch(code) is not None and credit_check_fits(code) and organisation_check_fits(code)


def mended_credit_code(code: str) -> str:
    """Return the valid code that ``code`` becomes when look-alike letters are put right, else ``""``."""
    mended = code.translate(_OFTEN_MISREAD)
    return mended if mended != code and is_credit_code(mended) else ""


def is_uniform_number(number: str) -> bool:
    """Whether eight digits are a valid 統一編號 (rule of 2023: digit sums divisible by 5)."""
    if len(number) != TAX_LENGTH or not (number.isascii() and number.isdigit()):
        return False
    products = (int(digit) * weight for digit, weight in zip(number, _TAX_WEIGHTS, strict=True))
    total = sum(product // 10 + product % 10 for product in products)
    return total % 5 == 0 or (number[6] == "7" and (total + 1) % 5 == 0)
