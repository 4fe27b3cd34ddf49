"""Readers of days, moments and reporting periods."""

import re
from datetime import date, datetime, time, timedelta

from toolkit.forms.column import Column, Convention, Reading
from toolkit.forms.dates import Written, from_serial, in_range, out_of_range, written
from toolkit.forms.dispatch import as_typed, by_type, found, is_wide, noted, nothing_said
from toolkit.forms.numerals import digits_for
from toolkit.forms.table import Cell
from toolkit.messages import codes_values as codes
from toolkit.messages.script import fold

_SERIAL = re.compile(r"[3-5]\d{4}(?:\.\d+)?")
_YEAR = re.compile(r"(20\d{2}|19\d{2})年?度?")
_MONTH = re.compile(r"((?:19|20)\d{2})(?:[-/.年]?)(\d{1,2})月?份?")
_QUARTER = re.compile(r"((?:19|20)\d{2})[-/.年]?(?:q|第)?([1-4])(?:季度?|q)?")
_HALF = re.compile(r"((?:19|20)\d{2})[-/.年]?(?:h([12])|(上|下)半年?)")


def day(cell: Cell, _column: Column, convention: Convention) -> Reading:
    """Read a day as ``date`` (see ``forms.dates`` for the spellings).

    A number is Excel's serial, or yyyymmdd (both noted). A time of day behind the date is left out (noted).
    """
    return by_type(
        cell,
        text=lambda plain: _day_text(plain, convention),
        number=lambda value: _day_number(value, convention),
        day=_day_value,
    )


def moment(cell: Cell, _column: Column, convention: Convention) -> Reading:
    """Read a day with its time as ``datetime`` without zone; midnight where no time was given."""
    return by_type(
        cell,
        text=lambda plain: _moment_text(plain, convention),
        number=lambda value: _moment_number(value, convention),
        day=_moment_value,
    )


def period(cell: Cell, _column: Column, convention: Convention) -> Reading:
    """Read a reporting period as ``str``: ``2026-11``, ``2026-Q4``, ``2026-H2`` or ``2026``.

    Excel turns a typed 2026-11 into the first day of that month; such a date is the month (noted).
    """
    return by_type(
        cell,
        text=_period_text,
        number=lambda value: _period_number(value, convention),
        day=_period_date,
    )


def _day_text(plain: str, convention: Convention) -> Reading:
    read = _typed(plain, convention)
    if isinstance(read, Reading):
        return read
    exact = read.plain and read.clock in (None, time(0)) and not is_wide(plain)
    return Reading(read.day) if exact else noted(read.day, read.day.isoformat())


def _moment_text(plain: str, convention: Convention) -> Reading:
    read = _typed(plain, convention)
    if isinstance(read, Reading):
        return read
    value = datetime.combine(read.day, read.clock or time(0))
    return Reading(value) if read.plain and not is_wide(plain) else noted(value, as_typed(value))


def _typed(plain: str, convention: Convention) -> Written | Reading:
    """A typed day; a serial number that came as text is read as one."""
    empty = nothing_said(plain)
    if empty is not None:
        return empty
    if _SERIAL.fullmatch(plain):
        serial = from_serial(float(plain), epoch_1904=convention.epoch_1904)
        if serial is not None:
            return Written(serial.date(), serial.time())
    return written(plain.strip("'\"’‘“”"), convention.jurisdiction)


def _day_number(value: float, convention: Convention) -> Reading:
    reading = _moment_number(value, convention)
    if isinstance(reading.value, datetime):
        return noted(reading.value.date(), reading.value.date().isoformat())
    return reading


def _moment_number(value: float, convention: Convention) -> Reading:
    shown = as_typed(value)
    if len(shown) in (4, 7, 8) and shown.isdigit():
        return _moment_text(shown, convention)
    serial = from_serial(value, epoch_1904=convention.epoch_1904) if value == value else None  # noqa: PLR0124 NaN
    if serial is None or value < 10_000:
        return found(codes.DAY_UNREADABLE)
    return noted(serial, as_typed(serial))


def _day_value(value: date | time | timedelta) -> Reading:
    if isinstance(value, datetime):
        if not in_range(value):
            return out_of_range()
        plain = value.time() == time(0)
        return Reading(value.date()) if plain else noted(value.date(), value.date().isoformat())
    if isinstance(value, date):
        return Reading(value) if in_range(value) else out_of_range()
    return found(codes.DAY_INCOMPLETE)


def _moment_value(value: date | time | timedelta) -> Reading:
    if isinstance(value, datetime):
        return Reading(value.replace(tzinfo=None, microsecond=0)) if in_range(value) else out_of_range()
    if isinstance(value, date):
        return Reading(datetime.combine(value, time(0))) if in_range(value) else out_of_range()
    return found(codes.DAY_INCOMPLETE)


def _period_text(plain: str) -> Reading:
    empty = nothing_said(plain)
    if empty is not None:
        return empty
    value = period_label(plain)
    if not value:
        return found(codes.PERIOD_UNREADABLE)
    return Reading(value) if value == plain else noted(value, value)


def period_label(plain: str) -> str:
    """The label of a period that was typed: 2026年第四季度 → ``2026-Q4``; "" where it names none."""
    return _named_period(digits_for(fold(plain).replace(" ", "")))


def _named_period(folded: str) -> str:
    year = _YEAR.fullmatch(folded)
    if year:
        return year[1]
    half = _HALF.fullmatch(folded)
    if half:
        return f"{half[1]}-H{half[2] or ('1' if half[3] == '上' else '2')}"
    if "q" in folded or "季" in folded:
        quarter = _QUARTER.fullmatch(folded)
        return f"{quarter[1]}-Q{quarter[2]}" if quarter else ""
    month = _MONTH.fullmatch(folded)
    return f"{month[1]}-{int(month[2]):02d}" if month and 1 <= int(month[2]) <= 12 else ""


def _period_number(value: float, convention: Convention) -> Reading:
    shown = as_typed(value)
    if shown.isdigit() and len(shown) in (4, 6):
        return Reading(shown) if len(shown) == 4 else _period_text(shown)
    serial = _day_number(value, convention).value
    return _period_date(serial) if isinstance(serial, date) else found(codes.PERIOD_UNREADABLE)


def _period_date(value: date | time | timedelta) -> Reading:
    if isinstance(value, date) and value.day == 1 and in_range(value):
        return noted(f"{value:%Y-%m}", f"{value:%Y-%m}")
    return found(codes.PERIOD_UNREADABLE)
