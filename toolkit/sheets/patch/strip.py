"""What of a dropped workbook is ours: the receipt it came from, our sheets, the answer to 「撤回整份」.

A receipt carries its id and the names of our sheets twice, since one of the two may get lost on the way
through WPS or LibreOffice: in custom document properties, and in a sheet that no menu shows. A sheet
that was renamed by hand is still known by the receipt's id in its first lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.forms.table import Sheet, Value, Workbook
from toolkit.messages.names_receipt import WITHDRAW_YES
from toolkit.messages.script import fold
from toolkit.sheets.build.spec import SheetSpec, Visibility

RECEIPT_PROPERTY = "toolkit.receipt"
"""The custom document property that holds a receipt's id."""

SHEETS_PROPERTY = "toolkit.sheets"
"""The custom document property that lists the names of our sheets."""

HIDDEN_SHEET = "_toolkit"
_BETWEEN = "/"
"""Parts names of sheets: a character that none can hold."""

_FIRST_LINES = 8


def memory_sheet(receipt: str, names: Sequence[str]) -> SheetSpec:
    """Return the sheet that no menu shows: the receipt's id and the names of our sheets."""
    rows = [[RECEIPT_PROPERTY, receipt], [SHEETS_PROPERTY, _BETWEEN.join(names)]]
    return SheetSpec(HIDDEN_SHEET, rows, visibility=Visibility.VERY_HIDDEN)


def listed(names: Sequence[str]) -> str:
    """Return names of sheets as ``SHEETS_PROPERTY`` keeps them."""
    return _BETWEEN.join(names)


def receipt_of(workbook: Workbook) -> str:
    """Return the id of the receipt that this workbook is, else ``""``."""
    return _remembered(workbook).get(RECEIPT_PROPERTY, "")


def ours(workbook: Workbook) -> Workbook:
    """Return the workbook without our sheets; a workbook that is no receipt comes back as it is."""
    receipt = receipt_of(workbook)
    if not receipt:
        return workbook
    names = _own_names(workbook)
    kept = tuple(sheet for sheet in workbook.sheets if not _is_ours(sheet, names, receipt))
    return replace(workbook, sheets=kept)


def withdrawn(workbook: Workbook) -> bool:
    """Whether the sender chose 「撤回整份」 in one of our sheets."""
    receipt = receipt_of(workbook)
    names = _own_names(workbook)
    wanted = {fold(WITHDRAW_YES.zh), fold(WITHDRAW_YES.en)}
    return bool(receipt) and any(
        fold(value) in wanted
        for sheet in workbook.sheets
        if _is_ours(sheet, names, receipt)
        for row in sheet.rows[:_FIRST_LINES]
        for value in row
        if isinstance(value, str)
    )


def _remembered(workbook: Workbook) -> Mapping[str, str]:
    hidden = next((sheet for sheet in workbook.sheets if sheet.name.startswith(HIDDEN_SHEET)), None)
    rows = hidden.rows if hidden else ()
    return {**{str(row[0]): str(row[1]) for row in rows if len(row) > 1}, **workbook.properties}


def _own_names(workbook: Workbook) -> frozenset[str]:
    return frozenset(_remembered(workbook).get(SHEETS_PROPERTY, "").split(_BETWEEN))


def _is_ours(sheet: Sheet, names: frozenset[str], receipt: str) -> bool:
    return (
        sheet.name in names
        or (not sheet.visible and sheet.name.startswith(HIDDEN_SHEET))
        or (any(_names(value, receipt) for row in sheet.rows[:_FIRST_LINES] for value in row))
    )


def _names(value: Value, receipt: str) -> bool:
    return isinstance(value, str) and value.rstrip().endswith(receipt) and value.strip() != receipt
