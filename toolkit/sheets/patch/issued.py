"""Rows that we prefilled and sent out, and that come back as they went: nobody has answered them.

A workbook of ours to be filled in remembers, in a sheet that no menu shows, a fingerprint of each row it was sent
out with. Without it every follow-up that nobody wrote down yet would come back as a row full of gaps.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from toolkit.forms.table import Sheet, Workbook
from toolkit.sheets.build.spec import Content, Line, SheetSpec, SpecCell, Visibility
from toolkit.sheets.patch.strip import HIDDEN_SHEET

MARK = "toolkit.issued"
"""The first cell of the lines that hold fingerprints: mark, sheet, fingerprint."""


def issued_sheet(rows: Iterable[tuple[str, Sequence[str]]]) -> SheetSpec:
    """The hidden sheet for rows sent out: (name of the sheet, the row's texts)."""
    lines = [[MARK, sheet, _fingerprint(texts)] for sheet, texts in rows]
    return SheetSpec(HIDDEN_SHEET, lines, visibility=Visibility.VERY_HIDDEN)


def answered(workbook: Workbook) -> Workbook:
    """The workbook with the rows emptied that came back exactly as we had sent them out."""
    sent = {
        (str(row[1]), str(row[2]))
        for sheet in workbook.sheets
        if sheet.name.startswith(HIDDEN_SHEET)
        for row in sheet.rows
        if len(row) > 2 and row[0] == MARK
    }
    if not sent:
        return workbook
    names = {name for name, _ in sent}
    sheets = tuple(_emptied(sheet, sent) if sheet.name in names else sheet for sheet in workbook.sheets)
    return replace(workbook, sheets=sheets)


def _emptied(sheet: Sheet, sent: set[tuple[str, str]]) -> Sheet:
    rows = [() if (sheet.name, _fingerprint(_texts(row))) in sent else row for row in sheet.rows]
    return replace(sheet, rows=rows)


def line_texts(line: Line | Sequence[Content]) -> list[str]:
    """The texts of a row as it is sent out, as they are told when it comes back."""
    cells = line.cells if isinstance(line, Line) else line
    return _texts(cell.value if isinstance(cell, SpecCell) else cell for cell in cells)


def _texts(row: Iterable[object]) -> list[str]:
    return [_text(value) for value in row if value not in (None, "")]


def _text(value: object) -> str:
    """A value as text, the same before it went into a workbook and after it came out of one."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return format(Decimal(str(value)).normalize(), "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def _fingerprint(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(text.strip() for text in texts).encode()).hexdigest()[:16]
