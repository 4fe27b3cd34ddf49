"""Number formats: which of them change what a number means, and the dates that calamine does not see."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from toolkit.forms.table import Value

_LOCAL_DATE, _LOCAL_TIME = "yyyy/m/d", "h:mm:ss"
BUILT_IN: Mapping[int, str] = MappingProxyType(
    {
        5: '"¥"#,##0',
        6: '"¥"#,##0',
        7: '"¥"#,##0.00',
        8: '"¥"#,##0.00',
        9: "0%",
        10: "0.00%",
        14: _LOCAL_DATE,
        15: "d-mmm-yy",
        16: "d-mmm",
        17: "mmm-yy",
        18: "h:mm AM/PM",
        19: "h:mm:ss AM/PM",
        20: "h:mm",
        21: _LOCAL_TIME,
        22: "yyyy/m/d h:mm",
        42: '_ "¥"* #,##0_ ',
        44: '_ "¥"* #,##0.00_ ',
        45: "mm:ss",
        46: "[h]:mm:ss",
        47: "mm:ss.0",
        **dict.fromkeys((30, 31, 57), _LOCAL_DATE),
        **dict.fromkeys((27, 28, 29, 36, 50, 51, 52, 53, 54, 58), _LOCAL_DATE),
        **dict.fromkeys((32, 33, 34, 35, 55, 56), _LOCAL_TIME),
    }
)
"""ECMA-376 part 1, 18.8.30; ids 27–36 and 50–58 are dates and times in every East Asian language.

Which of the two eras (西元 or 民國) those show depends on the reader's machine; the stored day does not.
"""


class Meaning(StrEnum):
    """What a number format makes of a number."""

    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    ERA = "era"
    """A date shown in years of the Republic or of an emperor (``[$-404]e/m/d``)."""
    SPAN = "span"
    """A length of time (``[h]:mm``)."""
    OTHER = "other"
    """A currency, a unit in quotes, leading zeros: a number, but not a plain one."""


_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_LOCALE = re.compile(r"\[\$-[^\]]*\]")
_SPAN = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_SECONDS = re.compile(r"s\.0", re.IGNORECASE)
_DATE = re.compile(r"[ymdhs]|aaa|am/pm|上午/下午", re.IGNORECASE)
_ERA = re.compile(r"[eg]", re.IGNORECASE)
_MONEY = re.compile(r"[¥￥$€£₩]")
_LEADING_ZEROS = re.compile(r"(?<![0-9.#,?+-])0{2,}")
_PLAIN = frozenset({"", "general", "@", "g/通用格式"})


def meaning(code: str) -> Meaning:
    """Return what the number format ``code`` makes of a positive number (its first section)."""
    first = _LOCALE.sub("", _first_section(code))
    bare = _BRACKETS.sub("", _QUOTED.sub("", first)).strip().casefold()
    if _SPAN.search(first):
        return Meaning.SPAN
    if any(digit in bare for digit in "0#?") and not _SECONDS.search(bare):
        return _of_number(first, bare)
    return _of_number(first, bare) if bare in _PLAIN else _of_date(bare)


def _of_number(first: str, bare: str) -> Meaning:
    if "%" in bare:
        return Meaning.PERCENT
    odd = _MONEY.search(first) or '"' in first or _LEADING_ZEROS.search(bare) or bare.endswith(",")
    return Meaning.OTHER if odd else Meaning.NUMBER


def _of_date(bare: str) -> Meaning:
    if _ERA.search(bare):
        return Meaning.ERA
    return Meaning.DATE if _DATE.search(bare) else Meaning.NUMBER


def _first_section(code: str) -> str:
    """The part before the first semicolon that stands outside quotes."""
    quoted = False
    for at, mark in enumerate(code):
        if mark == '"':
            quoted = not quoted
        elif mark == ";" and not quoted:
            return code[:at]
    return code


Formats = dict[int, tuple[str, Meaning]]
"""Style index → (format code, meaning)."""


def special_styles(xfs: Sequence[int], custom: Mapping[int, str]) -> Formats:
    """The styles that are more than a plain number.

    ``xfs`` holds the number format id of each cell style, ``custom`` the workbook's own format codes.
    """
    codes = [custom.get(number) or BUILT_IN.get(number, "") for number in xfs]
    known = {code: meaning(code) for code in set(codes)}
    return {at: (code, known[code]) for at, code in enumerate(codes) if known[code] is not Meaning.NUMBER}


_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no zones
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_MARCH_1900 = datetime(1900, 3, 1)  # noqa: DTZ001
_LAST_SERIAL = 2_958_466.0


def moment(serial: float, *, epoch_1904: bool) -> Value:
    """Turn a date serial into a date, a date with time, or (below one day) a time; else keep the number.

    The 29 February 1900 that Excel believes in makes days before 1 March 1900 one too small.
    """
    if not 0 <= serial < _LAST_SERIAL - (1462 if epoch_1904 else 0):
        return serial
    rounded = timedelta(milliseconds=round(serial * 86_400_000))
    if serial < 1 and not epoch_1904:
        return (_EPOCH_1900 + rounded).time() if rounded < timedelta(days=1) else serial
    early = timedelta(days=1) if not epoch_1904 and serial < 60 else timedelta()
    when = (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + rounded + early
    return when.date() if when.time() == time() else when


def serial_of(value: date | datetime | time | timedelta, *, epoch_1904: bool) -> float:
    """Turn a date, time or span back into the number that Excel stores."""
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, time):
        return timedelta(
            hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
        ) / timedelta(days=1)
    when = value if isinstance(value, datetime) else datetime.combine(value, time())
    early = 1 if not epoch_1904 and when < _MARCH_1900 else 0
    return (when - (_EPOCH_1904 if epoch_1904 else _EPOCH_1900)) / timedelta(days=1) - early
