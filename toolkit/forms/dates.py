"""Dates and times as people type them; the text is taken apart here, what it means for a cell in read_dates.

Read: 2026-01-05, 2026/1/5, 2026.1.5, 2026年1月5日, 二〇二六年一月五日, 20260105, 5 Jan 2026, each with a time
of day behind it; 民國115年1月5日 and 115/1/5 under jurisdiction TW only. Asked: 26/1/5 and 5/1/2026.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from toolkit.forms.column import Reading
from toolkit.forms.dispatch import found
from toolkit.forms.numerals import digits_for
from toolkit.messages import codes_values as codes
from toolkit.messages.script import fold

FIRST_YEAR, LAST_YEAR = 1900, 2100
_ROC = 1911

_ISO = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*([-/.年,、\s])\s*(\d{1,2})\s*[-/.月,、\s]\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_ROC_NAMED = re.compile(r"(?:中华)?(?:民国|roc)\s*(\d{1,3})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_ROC_BARE = re.compile(r"(1\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_ROC_COMPACT = re.compile(r"(1[0-4]\d)(\d{2})(\d{2})")
_SHORT_YEAR = re.compile(r"'?(\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
_NAMED_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([a-z]{3,9})[\s.,-]+(\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})[\s.]+(\d{1,2})(?:st|nd|rd|th)?[\s,.]+(\d{4})")
_INCOMPLETE = re.compile(
    r"\d{4}\s*年?|\d{4}\s*[-/.年]\s*\d{1,2}\s*月?|\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?|\d{1,2}月(?:份|底|初|中旬)?"
)
_WEEKDAY = re.compile(r"[\s(]*(?:星期|周|礼拜)[一二三四五六日天1-7][)\s]*|\s*\([一二三四五六日]\)\s*")
_CLOCK = re.compile(
    r"(?P<half>上午|下午|中午|晚上|晚|早上|早|凌晨|am|pm)?\s*(?P<hour>\d{1,2})\s*(?:[:点时])\s*"
    r"(?:(?P<minute>\d{1,2}|半)\s*分?)?(?:\s*[:分]?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?\s*(?P<end>am|pm)?整?"
)
_ZONE = re.compile(r"(?:z|[+-]\d{2}:?\d{2})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AFTERNOON = frozenset({"下午", "晚上", "晚", "pm"})


@dataclass(frozen=True, slots=True)
class Written:
    """A day as it was typed, with its time of day if there was one.

    ``plain`` tells that the text was year-month-day with ``-`` or ``/``: nothing to note.
    """

    day: date
    clock: time | None = None
    plain: bool = False


def written(text: str, jurisdiction: str) -> Written | Reading:
    """Read a typed day, or return the finding that says why it cannot be read."""
    iso = _ISO.fullmatch(text)
    if iso:
        return _day(int(iso[1]), int(iso[3]), int(iso[4]), plain=True)
    folded = _WEEKDAY.sub(" ", fold(text)).strip()
    day_part, clock_part = _parted(folded)
    day = _read_day(day_part, jurisdiction)
    if isinstance(day, Reading) or not clock_part:
        return day
    clock = _read_clock(clock_part)
    return clock if isinstance(clock, Reading) else Written(day.day, clock, day.plain)


def from_serial(serial: float, *, epoch_1904: bool) -> datetime | None:
    """The moment that Excel's serial number stands for, to the second; None outside 1900 to 2100."""
    if not 1 <= serial < 75_000:
        return None
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 cells have no zone
    moment = start + timedelta(days=int(serial), seconds=round(serial % 1 * 86_400))
    return moment if moment.year <= LAST_YEAR else None


def in_range(day: date) -> bool:
    """Whether a day lies in the years that a form can mean."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def out_of_range() -> Reading:
    """The finding for a year that no form can mean."""
    return found(codes.DAY_RANGE, first=FIRST_YEAR, last=LAST_YEAR)


def _parted(folded: str) -> tuple[str, str]:
    """Part a text into day and time of day; the second is empty where there is none."""
    plain = _ZONE.sub("", folded) if "t" in folded and ":" in folded else folded
    match = re.search(
        r"(?:[\sT,日号])\s*((?:上午|下午|中午|晚上|晚|早上|早|凌晨)?\s*\d{1,2}\s*[:点时].*)$",
        plain.replace("t", " ") if ":" in plain and re.search(r"\dt\d", plain) else plain,
    )
    if not match:
        return plain, ""
    source = match.string
    return source[: match.start(1)].strip(" ,"), match[1].strip()


def _read_day(text: str, jurisdiction: str) -> Written | Reading:
    figures = text if text.isascii() else digits_for(text)
    match = _YEAR_FIRST.fullmatch(figures)
    if match:
        return _day(int(match[1]), int(match[3]), int(match[4]), plain=match[2] in "-/" and figures == text)
    match = _COMPACT.fullmatch(figures)
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    return (
        _roc(figures, jurisdiction)
        or _year_last(figures)
        or _short_year(figures, jurisdiction)
        or _english(figures)
        or found(codes.DAY_INCOMPLETE if _INCOMPLETE.fullmatch(figures) else codes.DAY_UNREADABLE)
    )


def _day(year: int, month: int, day: int, *, plain: bool = False) -> Written | Reading:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return out_of_range()
    try:
        return Written(date(year, month, day), None, plain)
    except ValueError:
        return found(codes.DAY_IMPOSSIBLE)


def _roc(figures: str, jurisdiction: str) -> Written | Reading | None:
    named = _ROC_NAMED.fullmatch(figures)
    match = named or _ROC_BARE.fullmatch(figures) or _ROC_COMPACT.fullmatch(figures)
    if match is None:
        return None
    day = _day(int(match[1]) + _ROC, int(match[2]), int(match[3]))
    if jurisdiction == "TW" or isinstance(day, Reading):
        return day if jurisdiction == "TW" or named else None
    return found(codes.DAY_ROC, suggestion=day.day.isoformat(), first=day.day.isoformat())


def _year_last(figures: str) -> Written | Reading | None:
    match = _YEAR_LAST.fullmatch(figures)
    if match is None:
        return None
    one, two, year = int(match[1]), int(match[2]), int(match[3])
    days = {day.day for day in (_day(year, one, two), _day(year, two, one)) if isinstance(day, Written)}
    if not days:
        return _day(year, two, one)
    if len(days) == 1:
        return Written(days.pop())
    first, second = sorted(days)
    return found(codes.DAY_AMBIGUOUS, first=first.isoformat(), second=second.isoformat())


def _short_year(figures: str, jurisdiction: str) -> Reading | None:
    match = _SHORT_YEAR.fullmatch(figures) or re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{2}", figures)
    if match is None:
        return None
    if match.re is not _SHORT_YEAR:
        return found(codes.DAY_SHORT_YEAR, first=f"20{figures[-2:]}-{int(match[1]):02d}-{int(match[2]):02d}")
    year = int(match[1]) + (_ROC if jurisdiction == "TW" else 2000)
    return found(codes.DAY_SHORT_YEAR, first=f"{year}-{int(match[2]):02d}-{int(match[3]):02d}")


def _english(figures: str) -> Written | Reading | None:
    match = _NAMED_MONTH.fullmatch(figures)
    day, name, year = (match[1], match[2], match[3]) if match else ("", "", "")
    if not match:
        match = _MONTH_FIRST.fullmatch(figures)
        day, name, year = (match[2], match[1], match[3]) if match else ("", "", "")
    if name[:3] not in _MONTHS:
        return None
    return _day(int(year), _MONTHS.index(name[:3]) + 1, int(day))


def _read_clock(text: str) -> time | Reading:
    match = _CLOCK.fullmatch(unicodedata.normalize("NFKC", text))
    if match is None:
        return found(codes.TIME_IMPOSSIBLE)
    hour, half = int(match["hour"]), match["half"] or match["end"] or ""
    minute = 30 if match["minute"] == "半" else int(match["minute"] or 0)
    if half in _AFTERNOON and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    try:
        return time(hour, minute, int(match["second"] or 0))
    except ValueError:
        return found(codes.TIME_IMPOSSIBLE)
