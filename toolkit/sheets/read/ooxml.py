"""Workbooks of Excel 2007 and later (.xlsx, .xlsm): values by calamine, the rest by one pass over the XML."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from toolkit.errors import Unreadable
from toolkit.forms.table import Sheet, Workbook, address
from toolkit.messages import codes_files as codes
from toolkit.sheets.read.cleaned import cleaned
from toolkit.sheets.read.facts import Calendar, sheet_of
from toolkit.sheets.read.package import Package
from toolkit.sheets.read.parts import Contents, comments, contents, formats, properties
from toolkit.sheets.read.scan import SheetScan, last_valued, plain_cells, scan_sheet
from toolkit.sheets.read.second import agree
from toolkit.sheets.read.values import Rows, Values

MOST_DENSE = 6_000_000
"""Cells of the rectangle from A1 that calamine lays out in full (32 bytes each)."""
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def read_ooxml(source: Path | BytesIO, kind: str) -> Workbook:
    """Read an .xlsx or .xlsm workbook. Raises ``Unreadable``."""
    with Package(source) as package:
        about = contents(package)
        sheets, reason = _sheets(source, _source(package, about))
        reason = _reason(package, about) or reason
        return Workbook(
            sheets=sheets,
            kind=kind,
            epoch_1904=about.epoch_1904,
            properties=properties(package),
            patchable=not reason,
            unpatchable_reason=reason,
        )


@dataclass(frozen=True, slots=True)
class _Source:
    """What is known of a workbook before calamine opens it: some abort it, and the scan finds those."""

    package: Package
    about: Contents
    calendar: Calendar
    scans: Mapping[str, SheetScan]


def _source(package: Package, about: Contents) -> _Source:
    package.refuse_dtd(about.strings)
    calendar = Calendar(formats(package, about.styles), about.epoch_1904)
    scans = {
        name: _scan(package.read(sheet.part), calendar, name)
        for name, sheet in about.sheets.items()
        if sheet.kind == "worksheet"
    }
    return _Source(package, about, calendar, scans)


def _scan(xml: bytes, calendar: Calendar, name: str) -> SheetScan:
    scan = scan_sheet(xml, frozenset(calendar.formats))
    if scan.rows * scan.columns > MOST_DENSE or scan.rows > _LAST_ROW or scan.columns > _LAST_COLUMN:
        row, column = last_valued(plain_cells(xml))
        if row > _LAST_ROW or column > _LAST_COLUMN or row * column > MOST_DENSE:
            raise Unreadable(codes.SPREAD_OUT.code, sheet=name, cell=address(row, column))
    return scan


def _sheets(file: Path | BytesIO, source: _Source) -> tuple[tuple[Sheet, ...], str]:
    """The sheets, and ``fresh.unusual`` where only a cleaned copy of the file could be read."""
    try:
        return _read(Values(file), source), ""
    except Unreadable as error:
        if error.code != codes.DAMAGED.code:
            raise
    return _read(Values(cleaned(source.package, source.about)), source), codes.FRESH_UNUSUAL.code


def _read(values: Values, source: _Source) -> tuple[Sheet, ...]:
    sheets = tuple(
        replace(_sheet(values.rows(name)[0], name, source), visible=visible)
        for name, visible in values.sheets
        if name in source.scans
    )
    if not sheets:
        raise Unreadable(codes.NO_SHEETS.code)
    return sheets


def _sheet(rows: Rows, name: str, source: _Source) -> Sheet:
    scan, about = source.scans[name], source.about
    agree(rows, scan, source.package, about, name)
    facts = replace(scan.facts, comments=comments(source.package, about.sheets[name].part))
    return sheet_of(name, rows, facts, source.calendar)


def _reason(package: Package, about: Contents) -> str:
    """Why marks cannot be put into this package, as a ``fresh.*`` code; ``""`` where they can."""
    if about.strict:
        return codes.FRESH_STRICT.code
    if any(name.casefold().startswith("_xmlsignatures") for name in package.names):
        return codes.FRESH_SIGNED.code
    types = package.read("[Content_Types].xml")
    if b"template.main+xml" in types or b"template.macroEnabled" in types or b"addin.macroEnabled" in types:
        return codes.FRESH_TEMPLATE.code
    odd = any("\\" in name or name.startswith("/") for name in package.names)
    return codes.FRESH_UNUSUAL.code if odd else ""
