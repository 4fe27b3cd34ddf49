"""Merged cells: a mark on a cell that is hidden under a merged one belongs to the one that shows."""

import re
from collections import defaultdict
from collections.abc import Iterable

from toolkit.forms.table import Coordinate, Range
from toolkit.sheets.patch.cells import SheetBytes, column_number

_MERGED = re.compile(rb"""<(?:[\w.-]+:)?mergeCell\s+ref\s*=\s*["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
_TALLEST = 10_000
"""Merged cells taller than this are not looked into (whole columns)."""


def anchors(sheet: SheetBytes, cells: Iterable[Coordinate]) -> dict[Coordinate, Coordinate]:
    """Return each of ``cells`` that lies under a merged cell → the merged cell's first cell."""
    rows = _by_row(sheet)
    if not rows:
        return {}
    return {
        (row, column): (merged.top, merged.left)
        for row, column in cells
        for merged in rows.get(row, ())
        if merged.left <= column <= merged.right
    }


def _by_row(sheet: SheetBytes) -> dict[int, list[Range]]:
    rows: defaultdict[int, list[Range]] = defaultdict(list)
    for found in _MERGED.finditer(sheet.tail):
        merged = Range(int(found[2]), column_number(found[1]), int(found[4]), column_number(found[3]))
        if merged.bottom - merged.top < _TALLEST:
            for row in range(merged.top, merged.bottom + 1):
                rows[row].append(merged)
    return rows
