"""Readers of numbers: amounts, quantities, whole numbers, percentages."""

import math
import re
from datetime import date, time, timedelta
from decimal import Decimal

from toolkit.forms.column import Column, Convention, Reading
from toolkit.forms.dispatch import by_type, found, is_wide, noted, nothing_said
from toolkit.forms.numerals import spelled_decimal
from toolkit.forms.quantities import Doubtful, Quantity, exact, tidy, typed_number, unit_of
from toolkit.forms.table import Cell
from toolkit.messages import codes_values as codes
from toolkit.messages.script import fold

_LARGEST = Decimal(10) ** 16
_DOUBTS = {"several": codes.NUMBER_RANGE, "bound": codes.NUMBER_BOUND, "rounded": codes.NUMBER_ROUNDED}
_MANY_TEN_THOUSANDS = Decimal(1_000_000)
_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{0,9}[1-9])?")
_PERCENT = re.compile(r"([+\-]?[\d.,]+|[^\d%‰]+)\s*([%‰])")
_TENTHS = re.compile(r"(\d{1,2}|[一二三四五六七八九两十])成(半|\d|[一二三四五六七八九])?")
_OF_HUNDRED = re.compile(r"(百|千)分之(.+)")


def amount(cell: Cell, column: Column, convention: Convention) -> Reading:
    """Read a number as ``Decimal``, in the column's unit; below zero is allowed.

    12萬, 1.2億, ￥1,200.00元, (1,200), １２００ and 一百二十萬 are read and noted. In a column with unit
    萬元 「12萬」 and 「120000元」 are both 12. A unit that does not fit is an error, 12,5 is asked.
    """
    return by_type(
        cell,
        text=lambda plain: _amount(plain, column, convention),
        number=lambda value: _number(value, column),
        day=_a_date,
    )


def quantity(cell: Cell, column: Column, convention: Convention) -> Reading:
    """Read as ``amount`` does; below zero is an error (areas, budgets, counts)."""
    reading = amount(cell, column, convention)
    below = isinstance(reading.value, Decimal) and reading.value < 0
    return found(codes.NUMBER_NEGATIVE) if below else reading


def whole(cell: Cell, column: Column, convention: Convention) -> Reading:
    """Read a whole number as ``int``, never below zero; 3年 in a column of months is 36 (noted)."""
    reading = quantity(cell, column, convention)
    if not isinstance(reading.value, Decimal):
        return reading
    if reading.value != reading.value.to_integral_value():
        return found(codes.NUMBER_NOT_WHOLE)
    return Reading(int(reading.value), reading.code, shown=reading.shown)


def percent(cell: Cell, column: Column, convention: Convention) -> Reading:
    """Read a share as ``Decimal`` fraction: 80% → 0.8, 八成五 → 0.85, a percent cell as it is.

    A bare number is clear only above 1 in a column whose unit, help or example shows a percent sign
    (80 → 80%); anything else may be two things and is asked.
    """
    return by_type(
        cell,
        text=lambda plain: _percent(plain, column, convention),
        number=lambda value: _bare_percent(value, cell, column),
        day=_a_date,
    )


def _a_date(_value: date | time | timedelta) -> Reading:
    return found(codes.NUMBER_IS_DATE)


def _number(value: float, column: Column) -> Reading:
    if not math.isfinite(value):
        return found(codes.NUMBER_UNREADABLE)
    return _checked(exact(value), column)


def _checked(value: Decimal, column: Column) -> Reading:
    """A bare number in the column's own unit; a million 萬元 and more may have been meant as 元."""
    if abs(value) >= _LARGEST:
        return found(codes.NUMBER_TOO_BIG)
    factor = unit_of(column.unit)[1] if column.unit else 1
    return _which_unit(value, column) if factor > 1 and abs(value) >= _MANY_TEN_THOUSANDS else Reading(value)


def _which_unit(value: Decimal, column: Column) -> Reading:
    base, _ = unit_of(column.unit)
    number = _shown(tidy(value))
    return found(codes.NUMBER_AMBIGUOUS_UNIT, first=f"{number}{column.unit}", second=f"{number}{base}")


def _shown(value: Decimal) -> str:
    return format(value, "f")


def _amount(plain: str, column: Column, convention: Convention) -> Reading:
    if _PLAIN.fullmatch(plain):
        return _checked(Decimal(plain), column)
    empty = nothing_said(plain)
    if empty is not None:
        return empty
    typed = typed_number(plain, convention.jurisdiction)
    if isinstance(typed, Doubtful):
        return _doubt(typed)
    return _in_unit(typed, column, plain)


def _doubt(typed: Doubtful) -> Reading:
    if typed.kind == "two":
        return found(codes.NUMBER_AMBIGUOUS, first=typed.first, second=typed.second)
    if typed.kind == "none":
        return found(codes.NUMBER_UNREADABLE, typed.first)
    return found(_DOUBTS[typed.kind])


def _in_unit(typed: Quantity, column: Column, plain: str) -> Reading:
    """Bring a typed number into the column's unit; a unit that does not fit is an error."""
    base, factor = unit_of(column.unit) if column.unit else ("", 1)
    if not typed.named and 1 < typed.scale < factor:
        return _which_unit(typed.value, column)
    if not typed.named and typed.scale == 1:
        reading = _checked(tidy(typed.value), column)
        return reading if reading.code else noted(reading.value, _with(reading.value, column))
    value = _converted(typed, base, column.unit)
    if value is None:
        unit = _as_written(typed.base, plain)
        expected = column.unit or "純數字"
        return found(codes.NUMBER_UNIT, unit=unit, expected=expected, expected_en=column.unit or "plain numbers")
    stored = tidy(value / factor)
    if abs(stored) >= _LARGEST:
        return found(codes.NUMBER_TOO_BIG)
    shown = _with(stored, column)
    return Reading(stored) if fold(plain) == fold(shown) and not is_wide(plain) else noted(stored, shown)


def _as_written(unit: str, plain: str) -> str:
    """A unit in the letters in which it was typed (畝, not 亩), where it ends the text."""
    tail = plain[-len(unit) :] if unit else ""
    return tail if fold(tail) == unit else unit


def _with(value: object, column: Column) -> str:
    return f"{_shown(value)}{column.unit}" if isinstance(value, Decimal) else str(value)


def _converted(typed: Quantity, base: str, unit: str) -> Decimal | None:
    """The number in the column's base unit; None where the typed unit is another kind of thing."""
    if typed.base in ("", base) or (not unit and typed.base in {"元", "㎡"}):
        return typed.value
    if typed.base == "元" and base.startswith("元"):
        return typed.value
    if (typed.base, base) == ("年", "月"):
        return typed.value * 12
    return typed.value / 12 if (typed.base, base) == ("月", "年") and typed.value % 6 == 0 else None


def _percent(plain: str, column: Column, convention: Convention) -> Reading:
    empty = nothing_said(plain)
    if empty is not None:
        return empty
    folded = fold(plain)
    signed = _PERCENT.fullmatch(folded)
    if signed:
        return _signed(signed, plain, convention)
    return _in_words(folded) or _bare_text(plain, column, convention)


def _in_words(folded: str) -> Reading | None:
    """Read 八成五 and 百分之八十; None for anything else."""
    tenths = _TENTHS.fullmatch(folded)
    if tenths:
        return _fraction(_tenths(tenths))
    share = _OF_HUNDRED.fullmatch(folded)
    return _fraction(_over(share[2], 100 if share[1] == "百" else 1000)) if share else None


def _bare_text(plain: str, column: Column, convention: Convention) -> Reading:
    typed = typed_number(plain, convention.jurisdiction)
    if isinstance(typed, Doubtful):
        return _doubt(typed)
    if typed.named or typed.scale > 1:
        return found(codes.NUMBER_UNIT, unit=typed.base, expected="%", expected_en="percent")
    return _bare(tidy(typed.value), column)


def _signed(match: re.Match[str], plain: str, convention: Convention) -> Reading:
    value = _over(match[1], 100 if match[2] == "%" else 1000, convention.jurisdiction)
    if value is not None and plain == _as_percent(value):
        return Reading(value)
    return _fraction(value)


def _over(text: str, whole_of: int, jurisdiction: str = "CN") -> Decimal | None:
    spelled = spelled_decimal(text.strip())
    typed = Quantity(spelled) if spelled is not None else typed_number(text, jurisdiction)
    if isinstance(typed, Doubtful) or typed.named:
        return None
    return tidy(typed.value / whole_of)


def _tenths(match: re.Match[str]) -> Decimal | None:
    first = _digit(match[1])
    second = Decimal(5) if match[2] == "半" else _digit(match[2] or "0")
    return None if first is None or second is None else tidy(first / 10 + second / 100)


def _digit(text: str) -> Decimal | None:
    return Decimal(text) if text.isdigit() and text.isascii() else spelled_decimal(text)


def _fraction(value: Decimal | None) -> Reading:
    if value is None:
        return found(codes.NUMBER_UNREADABLE)
    return found(codes.NUMBER_TOO_BIG) if abs(value) > 100 else noted(value, _as_percent(value))


def _as_percent(value: Decimal) -> str:
    return f"{_shown(tidy(value * 100))}%"


def _bare_percent(value: float, cell: Cell, column: Column) -> Reading:
    if not math.isfinite(value):
        return found(codes.NUMBER_UNREADABLE)
    if "%" in cell.format:
        return Reading(exact(value)) if abs(value) <= 100 else found(codes.NUMBER_TOO_BIG)
    return _bare(exact(value), column)


def _bare(value: Decimal, column: Column) -> Reading:
    """A number without a percent sign: clear where the column shows one and the number is above 1."""
    if value == 0:
        return Reading(value)
    share = tidy(value / 100)
    if value > 10_000:
        return found(codes.NUMBER_TOO_BIG)
    if abs(value) > 1 and "%" in column.unit:
        return Reading(share)
    if abs(value) > 1 and "%" in column.help + column.example:
        return noted(share, _as_percent(share))
    return found(codes.PERCENT_AMBIGUOUS, first=_as_percent(share), second=_as_percent(value))
