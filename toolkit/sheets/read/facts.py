"""What calamine cannot tell about a sheet, and how it is joined with the values that calamine read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from toolkit.forms.table import Coordinate, Range, Sheet, Value
from toolkit.sheets.read.formats import Formats, Meaning, moment, serial_of
from toolkit.sheets.read.values import Rows

_TIMES = (date, datetime, time, timedelta)
_ISO_SPAN = re.compile(r"-?P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Facts about one sheet. ``styled`` lists (row, column, style) of cells with a style worth knowing."""

    errors: Mapping[Coordinate, str] = field(default_factory=dict)
    uncalculated: frozenset[Coordinate] = frozenset()
    styled: Iterable[tuple[int, int, int]] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Range, ...] = ()
    comments: Mapping[Coordinate, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The workbook's styles that are more than plain numbers, and its epoch."""

    formats: Formats
    epoch_1904: bool = False


def sheet_of(name: str, rows: Rows, facts: SheetFacts, calendar: Calendar) -> Sheet:
    """Join values and facts; in ``rows``, dates taken for numbers and numbers for dates are mended."""
    return Sheet(
        name=name,
        rows=rows,
        merged=facts.merged,
        hidden_rows=facts.hidden_rows,
        hidden_columns=facts.hidden_columns,
        formats=_settled(rows, facts.styled, calendar),
        errors=facts.errors,
        uncalculated=facts.uncalculated,
        comments=facts.comments,
    )


def _settled(rows: Rows, styled: Iterable[tuple[int, int, int]], calendar: Calendar) -> dict[Coordinate, str]:
    """Mend ``rows`` and return the formats worth knowing: all but those of plain dates.

    A style whose first date calamine saw needs no further look, which spares the many cells of date columns.
    """
    formats: dict[Coordinate, str] = {}
    seen: set[int] = set()
    for row, column, style in styled:
        if style in seen:
            continue
        value = _at(rows, row, column)
        if value is None or value == "":
            continue
        code, meaning = calendar.formats[style]
        if meaning is Meaning.DATE and isinstance(value, _TIMES):
            seen.add(style)
            if len(seen) == len(calendar.formats):
                break
            continue
        rows[row - 1][column - 1] = mended = _mended(value, meaning, epoch_1904=calendar.epoch_1904)
        if meaning is not Meaning.DATE and not isinstance(mended, str):
            formats[row, column] = code
    return formats


def _at(rows: Rows, row: int, column: int) -> Value:
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None


def _mended(value: Value, meaning: Meaning, *, epoch_1904: bool) -> Value:
    if meaning in (Meaning.DATE, Meaning.ERA):
        return moment(value, epoch_1904=epoch_1904) if isinstance(value, float) else value
    if meaning is Meaning.SPAN:
        return span(value, epoch_1904=epoch_1904)
    return serial_of(value, epoch_1904=epoch_1904) if isinstance(value, _TIMES) else value


def span(value: Value, *, epoch_1904: bool = False) -> Value:
    """Return a length of time where ``value`` is one, else ``value``.

    Strict OOXML and ODF store lengths of time as ISO 8601 (``PT1H30M``), which calamine hands on as text;
    those of .xls it takes for days.
    """
    if isinstance(value, float):
        return timedelta(days=value) if abs(value) < 1e6 else value
    if isinstance(value, date | time):
        return timedelta(days=serial_of(value, epoch_1904=epoch_1904))
    match = _ISO_SPAN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return value
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
