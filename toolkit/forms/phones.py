"""Telephone numbers by jurisdiction: mobile, landline with area code, 400, extensions, international.

Numbers are kept in one form: ``13800138000``, ``021-62345678``, ``400-820-8820``, ``0912-345-678``,
``2345 6789``; an extension as ``021-62345678轉801``; numbers from elsewhere as ``+81 312345678``.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

_EXTENSION = re.compile(r"(?:转|轉|分机|分機|内线|內線|ext(?:ension)?\.?|x|#|\*)\s*:?\s*(\d{1,6})$", re.IGNORECASE)
_TRAILING = re.compile(r"^(\(?0\d{2,3}\)?[-\s]*\d{7,8})-(\d{1,5})$")
_LABEL = re.compile(r"^(?:tel|phone|mobile|电话|電話|手机|手機|t|m)\s*[.:]\s*", re.IGNORECASE)
_ORNAMENT = re.compile(r"[\s().\-]+")
_SEVERAL = re.compile(r"[/、;,|\n]|或|\s{2,}")
_MOBILE_DIGITS = 10
"""From so many digits on, figures beside a single blank are a number of their own, not a part of one."""
_COUNTRY: Mapping[str, str] = MappingProxyType({"CN": "86", "TW": "886", "HK": "852", "MO": "853"})

_RULES: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = MappingProxyType(
    {
        "CN": (
            (re.compile(r"(1[3-9]\d{9})"), r"\1"),
            (re.compile(r"(010|02[0-57-9])(\d{8})"), r"\1-\2"),
            (re.compile(r"(0[3-9]\d{2})(\d{7,8})"), r"\1-\2"),
            (re.compile(r"([48]00)(\d{3})(\d{4})"), r"\1-\2-\3"),
            (re.compile(r"(9[56]\d{3,6})"), r"\1"),
        ),
        "TW": (
            (re.compile(r"(09\d{2})(\d{3})(\d{3})"), r"\1-\2-\3"),
            (re.compile(r"(0800|0809)(\d{3})(\d{3})"), r"\1-\2-\3"),
            (re.compile(r"(0826|0836)(\d{5})"), r"\1-\2"),
            (re.compile(r"(037|049|082|089)(\d{6,7})"), r"\1-\2"),
            (re.compile(r"(02|04)(\d{8})"), r"\1-\2"),
            (re.compile(r"(0[3-8])(\d{7,8})"), r"\1-\2"),
        ),
        "HK": ((re.compile(r"([2-9]\d{3})(\d{4})"), r"\1 \2"),),
        "MO": ((re.compile(r"((?:6|8|28)\d{2,3}?)(\d{4})"), r"\1 \2"),),
    }
)

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)

EXPECTED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "CN": (
            "11 位手機號，或區號加電話，例如 021-62345678轉801",
            "an 11-digit mobile number, or area code and number such as 021-62345678 ext. 801",
        ),
        "TW": (
            "09 開頭的 10 位手機號，或區號加電話，例如 02-23456789",
            "a mobile number (09…), or 02-23456789",
        ),
        "HK": ("8 位香港電話號碼", "an 8-digit Hong Kong number"),
        "MO": ("8 位澳門電話號碼", "an 8-digit Macau number"),
    }
)
"""What to type instead, by jurisdiction: (Traditional Chinese, English)."""


def is_plain_mobile(text: str, jurisdiction: str) -> bool:
    """Whether a text is a mobile number of the mainland in its one form: by far the most common case."""
    return jurisdiction == "CN" and len(text) == 11 and _MOBILE.fullmatch(text) is not None


def narrow(text: str) -> str:
    """Bring a typed number into half width, without a label (「電話：」) in front."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text).replace("–", "-").replace("—", "-")
    return _LABEL.sub("", plain.strip()).strip(" ;,.。、")


def holds_several(plain: str) -> bool:
    """Whether a narrow text holds two or more whole numbers."""
    if sum(len(_digits(part)) >= 7 for part in _SEVERAL.split(plain)) > 1:
        return True
    return sum(len(_digits(part)) >= _MOBILE_DIGITS for part in plain.split()) > 1


def normal(plain: str, jurisdiction: str) -> str:
    """Return the number in its one form, or ``""`` where it is none of this ``jurisdiction``."""
    body, extension = _split(plain)
    number = _ORNAMENT.sub("", body)
    written = (
        _international(number, jurisdiction) if number.startswith(("+", "00")) else _national(number, jurisdiction)
    )
    return f"{written}轉{extension}" if written and extension else written


def digits(plain: str) -> str:
    """The digits of a number, its extension left out."""
    return _digits(_split(plain)[0])


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter in "0123456789")


def _split(plain: str) -> tuple[str, str]:
    match = _EXTENSION.search(plain)
    if match:
        return plain[: match.start()].rstrip(" ,;-("), match[1]
    match = _TRAILING.match(plain)
    return (match[1], match[2]) if match else (plain, "")


def _national(number: str, jurisdiction: str) -> str:
    for pattern, shape in _RULES.get(jurisdiction, ()):
        match = pattern.fullmatch(number)
        if match:
            return match.expand(shape)
    country = _COUNTRY.get(jurisdiction, "")
    rest = number.removeprefix(country)
    if country and rest != number and len(rest) >= 8:
        return _national(rest, jurisdiction) or _national("0" + rest, jurisdiction)
    return ""


def _international(number: str, jurisdiction: str) -> str:
    rest = number.removeprefix("+") if number.startswith("+") else number[2:]
    if not (rest.isascii() and rest.isdigit()):
        return ""
    for place, country in _COUNTRY.items():
        if rest.startswith(country):
            local = rest.removeprefix(country).removeprefix("(0)")
            written = _national(local, place) or _national("0" + local, place)
            return written if place == jurisdiction or not written else f"+{country} {written.removeprefix('0')}"
    return f"+{rest}" if 8 <= len(rest) <= 15 else ""
