"""Workbooks of Excel 2007 and later (.xlsx, .xlsm): values by calamine, the rest by one pass over the XML."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from toolkit.errors import Unreadable
from toolkit.forms.table import Coordinate, Sheet, Value, Workbook, address
from toolkit.messages import codes_files as codes
from toolkit.sheets.read.formats import Meaning, moment, serial_of
from toolkit.sheets.read.package import Package
from toolkit.sheets.read.parts import Contents, Formats, comments, contents, formats, properties
from toolkit.sheets.read.scan import SheetScan, Styled, column_number, last_valued, scan_sheet
from toolkit.sheets.read.values import Rows, Values

MOST_DENSE = 6_000_000
"""Cells of the rectangle from A1 that calamine lays out in full (32 bytes each)."""
_TIMES = (date, datetime, time, timedelta)
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def read_ooxml(path: Path, kind: str) -> Workbook:
    """Read an .xlsx or .xlsm workbook. Raises ``Unreadable``."""
    with Package(path) as package:
        about = contents(package)
        reason = _reason(package, about)
        return Workbook(
            sheets=_sheets(path, package, about),
            kind=kind,
            epoch_1904=about.epoch_1904,
            properties=properties(package),
            patchable=not reason,
            unpatchable_reason=reason,
        )


def _sheets(path: Path, package: Package, about: Contents) -> tuple[Sheet, ...]:
    """Scan all sheets before calamine opens the file: some make it abort, and the scan finds those."""
    known = formats(package, about.styles)
    scans = {name: _scan(package, name, part, known) for name, part in about.sheets.items() if part}
    values = Values(path)
    if not values.sheets:
        raise Unreadable(codes.NO_SHEETS.code)
    return tuple(
        replace(
            _sheet(values, name, _known(scans, name), known, epoch_1904=about.epoch_1904),
            visible=visible,
            comments=comments(package, about.sheets[name]),
        )
        for name, visible in values.sheets
    )


def _known(scans: Mapping[str, SheetScan], name: str) -> SheetScan:
    if name not in scans:
        raise Unreadable(codes.DAMAGED.code, sheet=name)
    return scans[name]


def _scan(package: Package, name: str, part: str, known: Formats) -> SheetScan:
    scan = scan_sheet(package.read(part), frozenset(known))
    if scan.rows * scan.columns > MOST_DENSE or scan.rows > _LAST_ROW or scan.columns > _LAST_COLUMN:
        row, column = last_valued(scan.xml)
        if row > _LAST_ROW or column > _LAST_COLUMN or row * column > MOST_DENSE:
            raise Unreadable(codes.SPREAD_OUT.code, sheet=name, cell=address(row, column))
    return scan


def _sheet(values: Values, name: str, scan: SheetScan, known: Formats, *, epoch_1904: bool) -> Sheet:
    rows, _ = values.rows(name)
    _agree(rows, scan, name)
    return Sheet(
        name=name,
        rows=rows,
        merged=scan.merged,
        hidden_rows=scan.hidden_rows,
        hidden_columns=scan.hidden_columns,
        formats=_settle_formats(rows, scan.styled, known, epoch_1904=epoch_1904),
        errors=scan.errors,
        uncalculated=scan.uncalculated,
    )


def _agree(rows: Rows, scan: SheetScan, name: str) -> None:
    first = sum(len(row) - row.count("") for row in rows) + len(scan.errors)
    if first != scan.valued:
        raise Unreadable(codes.READERS_DISAGREE.code, sheet=name, first=first, second=scan.valued)


def _settle_formats(rows: Rows, styled: Styled, known: Formats, *, epoch_1904: bool) -> dict[Coordinate, str]:
    """Mend in ``rows`` the dates that calamine took for numbers and the numbers it took for dates.

    Returns the formats worth knowing: all but those of plain dates. A style whose first date calamine saw
    needs no further look, which spares the many cells of date columns.
    """
    formats: dict[Coordinate, str] = {}
    seen: set[bytes] = set()
    for letters, digits, style in styled:
        if style in seen:
            continue
        row, column = int(digits), column_number(letters)
        value = _at(rows, row, column)
        if value is None or isinstance(value, str):
            continue
        code, meaning = known[int(style)]
        if meaning is not Meaning.DATE:
            formats[row, column] = code
        elif isinstance(value, _TIMES):
            seen.add(style)
            continue
        rows[row - 1][column - 1] = _mended(value, meaning, epoch_1904=epoch_1904)
    return formats


def _at(rows: Rows, row: int, column: int) -> Value:
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None


def _mended(value: Value, meaning: Meaning, *, epoch_1904: bool) -> Value:
    if meaning in (Meaning.DATE, Meaning.ERA):
        return moment(value, epoch_1904=epoch_1904) if isinstance(value, float) else value
    if meaning is not Meaning.SPAN and isinstance(value, _TIMES):
        return serial_of(value, epoch_1904=epoch_1904)
    return value


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
