"""Workbooks that are not OOXML (.xls, .xlsb, .ods): values by calamine, the rest by our own pass."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from toolkit.errors import Unreadable
from toolkit.forms.table import Coordinate, Sheet, Value, Workbook
from toolkit.messages import codes_files as codes
from toolkit.sheets.read.biff import xls_facts
from toolkit.sheets.read.facts import Calendar, SheetFacts, sheet_of, span
from toolkit.sheets.read.opendocument import OdsSheet, ods_sheets, tidy
from toolkit.sheets.read.package import Package
from toolkit.sheets.read.values import Rows, Values
from toolkit.sheets.read.xlsb import XlsbFacts

Source = Path | BytesIO
Facts = tuple[SheetFacts, frozenset[Coordinate]]


def read_xls(source: Source) -> Workbook:
    """Read an .xls workbook. Raises ``Unreadable``."""
    found = xls_facts(source)
    values = _opened(source)
    if len(values.sheets) != len(found.sheets):
        raise _disagreement("", len(values.sheets), len(found.sheets))
    facts = {name: facts for (name, _), facts in zip(values.sheets, found.sheets, strict=True)}
    return _workbook("xls", found.calendar, _joined(values, facts, found.calendar))


def read_xlsb(source: Source) -> Workbook:
    """Read an .xlsb workbook. Raises ``Unreadable``."""
    found = XlsbFacts(source)
    return _workbook("xlsb", found.calendar, _joined(_opened(source), found.sheets, found.calendar))


def read_ods(source: Source) -> Workbook:
    """Read an .ods workbook. Raises ``Unreadable``."""
    with Package(source) as package:
        content = package.read("content.xml")
    scans = {scan.name: scan for scan in ods_sheets(content)}
    try:
        values = _opened(source)
    except Unreadable:
        values = _opened(tidy(content))
    sheets = (
        replace(_ods_sheet(values.rows(name)[0], scans[name]), visible=visible)
        for name, visible in values.sheets
        if name in scans
    )
    return _workbook("ods", Calendar({}), sheets)


def _opened(source: Source) -> Values:
    values = Values(source)
    if not values.sheets:
        raise Unreadable(codes.NO_SHEETS.code)
    return values


def _workbook(kind: str, calendar: Calendar, sheets: Iterable[Sheet]) -> Workbook:
    return Workbook(
        sheets=tuple(sheets),
        kind=kind,
        epoch_1904=calendar.epoch_1904,
        properties={},
        patchable=False,
        unpatchable_reason=codes.FRESH_FORMAT.code,
    )


def _joined(values: Values, found: Mapping[str, Facts], calendar: Calendar) -> Iterable[Sheet]:
    for name, visible in values.sheets:
        if name not in found:
            continue
        facts, numbers = found[name]
        rows, merged = values.rows(name)
        _require_numbers(rows, numbers, name)
        facts = replace(facts, merged=facts.merged or merged)
        yield replace(sheet_of(name, rows, facts, calendar), visible=visible)


def _require_numbers(rows: Rows, numbers: Iterable[Coordinate], name: str) -> None:
    """Every cell in which our pass met a number must be filled in what calamine read."""
    expected = list(numbers)
    found = sum(
        row <= len(rows) and column <= len(rows[row - 1]) and rows[row - 1][column - 1] != ""
        for row, column in expected
    )
    if found != len(expected):
        raise _disagreement(name, found, len(expected))


def _ods_sheet(rows: Rows, scan: OdsSheet) -> Sheet:
    for row, column in scan.errors:
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = ""
    found = sum(1 for row in rows for value in row if not (isinstance(value, str) and not value.strip()))
    if found != scan.filled:
        raise _disagreement(scan.name, found, scan.filled)
    for at, values in enumerate(rows):
        rows[at] = [_plain_day(value) for value in values]
    return replace(sheet_of(scan.name, rows, scan.facts(), Calendar({})), formats=_ods_formats(rows, scan.formats))


def _plain_day(value: Value) -> Value:
    """A day, not its midnight, as in the other formats."""
    return value.date() if isinstance(value, datetime) and value.time() == time() else value


def _ods_formats(rows: Rows, formats: Mapping[Coordinate, str]) -> dict[Coordinate, str]:
    """The formats of numbers and of lengths of time; what calamine calls a time of day is plain."""
    kept = {}
    for (row, column), code in formats.items():
        value = rows[row - 1][column - 1]
        if isinstance(value, str):
            rows[row - 1][column - 1] = value = span(value)
        if isinstance(value, float | timedelta):
            kept[row, column] = code
    return kept


def _disagreement(name: str, first: int, second: int) -> Unreadable:
    return Unreadable(codes.READERS_DISAGREE.code, sheet=name, first=first, second=second)
