"""Workbooks of Excel 2007 and later (.xlsx, .xlsm): values by calamine, the rest by one pass over the XML."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
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
from toolkit.sheets.read.scan import Extent, SheetScan, early_extent, last_valued, plain_cells, scan_sheet
from toolkit.sheets.read.second import agree
from toolkit.sheets.read.values import Rows, Values

MOST_DENSE = 6_000_000
"""Cells of the rectangle from A1 that calamine lays out in full (32 bytes each)."""
LONG = 2_000_000
"""Bytes of a sheet's XML from which on calamine reads beside the scan."""
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def read_ooxml(source: Path | BytesIO, kind: str) -> Workbook:
    """Read an .xlsx or .xlsm workbook. Raises ``Unreadable``."""
    with Package(source) as package:
        about = contents(package)
        with ThreadPoolExecutor(1) as beside:
            sheets, reason = _sheets(source, _source(package, about, lambda name: beside.submit(_values, source, name)))
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
    early: "Future[Values] | None" = None
    """The values of a long list, read by calamine (which leaves Python alone) while its XML is scanned."""


def _source(package: Package, about: Contents, begin: Callable[[str], "Future[Values]"]) -> _Source:
    """Scan every sheet; ``begin`` lets calamine read beside the scan where one long sheet is all there is."""
    package.refuse_dtd(about.strings)
    calendar = Calendar(formats(package, about.styles), about.epoch_1904)
    parts = {name: sheet.part for name, sheet in about.sheets.items() if sheet.kind == "worksheet"}
    alone = next(iter(parts), "") if len(about.sheets) == len(parts) == 1 else ""
    if alone and package.size(parts[alone]) >= LONG:
        xml = package.read(parts[alone])
        early: list[Future[Values]] = []
        extent = early_extent(xml, lambda told: early.append(begin(alone)) if _fits(told) else None)
        return _Source(package, about, calendar, {alone: _scan(xml, calendar, alone, extent)}, next(iter(early), None))
    scans = {name: _scan(package.read(part), calendar, name) for name, part in parts.items()}
    return _Source(package, about, calendar, scans)


def _values(source: Path | BytesIO, name: str) -> Values:
    values = Values(source)
    values.parse(name)
    return values


def _fits(extent: Extent) -> bool:
    return extent.rows * extent.columns <= MOST_DENSE and extent.rows <= _LAST_ROW and extent.columns <= _LAST_COLUMN


def _scan(xml: bytes, calendar: Calendar, name: str, known: Extent | None = None) -> SheetScan:
    scan = scan_sheet(xml, frozenset(calendar.formats), known)
    if not _fits(Extent(scan.rows, scan.columns)):
        row, column = last_valued(plain_cells(xml))
        if row > _LAST_ROW or column > _LAST_COLUMN or row * column > MOST_DENSE:
            raise Unreadable(codes.SPREAD_OUT.code, sheet=name, cell=address(row, column))
    return scan


def _sheets(file: Path | BytesIO, source: _Source) -> tuple[tuple[Sheet, ...], str]:
    """The sheets, and ``fresh.unusual`` where only a cleaned copy of the file could be read."""
    try:
        return _read(source.early.result() if source.early else Values(file), source), ""
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
