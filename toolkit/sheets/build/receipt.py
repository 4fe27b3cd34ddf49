"""The sheets of a receipt, 回執, 評分 and 讀法, and a fresh workbook where the sender's cannot be patched.

The job that took a file fills in a ``Receipt``; ``receipt_sheets`` lays it out, ``cell_marks`` says which
cells turn red. They go into the sender's own workbook by ``sheets.patch.mark.mark_workbook``; where that
is not possible (csv, xls, ods, xlsb, strict, signed) ``fresh_receipt`` writes the sender's cells anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from toolkit.forms.table import Workbook, coordinate
from toolkit.messages.finding import Severity
from toolkit.messages.wording import Wording
from toolkit.sheets.build.fresh import fresh_sheets
from toolkit.sheets.build.receipt_front import front_sheet
from toolkit.sheets.build.receipt_readings import readings_sheet
from toolkit.sheets.build.receipt_scores import scores_sheet
from toolkit.sheets.build.receipt_value import (
    WHERE_TO_LOOK,
    MadeDocument,
    Notice,
    Receipt,
    Scored,
    SheetCount,
    State,
    WhatIf,
)
from toolkit.sheets.build.spec import SheetSpec
from toolkit.sheets.patch.mark import CellMark, patch
from toolkit.sheets.patch.new import write_workbook
from toolkit.sheets.patch.package import open_package

__all__ = [
    "MARKING",
    "MadeDocument",
    "Notice",
    "Receipt",
    "Scored",
    "SheetCount",
    "State",
    "WhatIf",
    "cell_marks",
    "fresh_receipt",
    "receipt_sheets",
]


MARKING = (Severity.ERROR, Severity.ASK, Severity.WARNING)
"""What marks a cell."""


def receipt_sheets(receipt: Receipt, language: str) -> tuple[SheetSpec, ...]:
    """Lay out a receipt in ``language``: 回執 always, then questions, 評分 and 讀法 where there are any."""
    sheets = [front_sheet(receipt, language)]
    if receipt.state in WHERE_TO_LOOK:
        return tuple(sheets)
    sheets += receipt.beside
    if receipt.scores:
        sheets.append(scores_sheet(receipt, language))
    if receipt.of(Severity.NOTE):
        sheets.append(readings_sheet(receipt, language))
    return tuple(sheets)


def cell_marks(receipt: Receipt, language: str) -> tuple[CellMark, ...]:
    """Return a mark for each finding that has a cell; notes on how something was read give none."""
    marks, wording = [], Wording(language, receipt.titles)
    for finding in receipt.of(*MARKING):
        place = coordinate(finding.cell)
        if place is not None and finding.sheet:
            comment = wording.of(finding).sentence(language)
            marks.append(CellMark(finding.sheet, *place, finding.severity, comment))
    return tuple(marks)


def fresh_receipt(
    source: Workbook,
    marks: Sequence[CellMark],
    specs: Sequence[SheetSpec],
    target: Path,
    properties: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write to ``target`` a new .xlsx with the sender's cells, ``marks`` on them, and ``specs`` in front.

    For csv, xls, ods, xlsb, strict and signed files. Text stays text, also where it begins like a
    formula; sheet names that Excel does not allow are changed, links and marks follow.
    """
    language = specs[0].language if specs else "zh-Hant"
    fresh = fresh_sheets(source, language)
    moved = [replace(mark, sheet=fresh.names.get(mark.sheet, mark.sheet)) for mark in marks]
    with open_package(BytesIO(write_workbook(fresh.specs))) as package:
        patch(package, moved, specs, properties, fresh.names)
        with target.open("wb") as stream:
            package.save(stream)
