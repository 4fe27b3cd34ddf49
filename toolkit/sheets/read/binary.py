"""Workbooks that are not OOXML (.xls, .xlsb, .ods): values by calamine."""

from pathlib import Path

from toolkit.errors import Unreadable
from toolkit.forms.table import Sheet, Workbook
from toolkit.messages import codes_files as codes
from toolkit.sheets.read.values import Values


def read_binary(path: Path, kind: str) -> Workbook:
    """Read an .xls, .xlsb or .ods workbook; its receipt is always a fresh workbook."""
    values = Values(path)
    if not values.sheets:
        raise Unreadable(codes.NO_SHEETS.code)
    sheets = []
    for name, visible in values.sheets:
        rows, merged = values.rows(name)
        sheets.append(
            Sheet(name=name, rows=rows, visible=visible, merged=merged, formats={}, errors={}, comments={})
        )
    return Workbook(
        sheets=tuple(sheets),
        kind=kind,
        properties={},
        patchable=False,
        unpatchable_reason=codes.FRESH_FORMAT.code,
    )
