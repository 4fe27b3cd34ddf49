"""A workbook of very many cells, most rows of which must be mended, is checked in the child that read it.

A million cells that cannot be read, with what is said of each, are half a gigabyte; what comes of them, so many
findings and the numbers of the rows, is some ten megabytes. Only that travels to the daemon, whose memory has no
limit. A long list that is mostly good travels as it always does, and the daemon checks it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from toolkit.forms.asking import Question
from toolkit.forms.form import Form
from toolkit.forms.reading import Recognised, SheetReading
from toolkit.forms.table import Sheet, Workbook
from toolkit.jobs.intake.examine import Checking, Examined, filled_cells, read_at_most, understood
from toolkit.jobs.intake.mapped import Reader
from toolkit.sheets.read.travel import for_travel
from toolkit.stages.catalogue import FORMS

HEAVY = 120_000
"""Filled cells from which on a workbook may be checked where it was read."""
HEAVY_FILE = 250_000
"""Bytes from which on a file may hold so many different ones: what repeats itself is read once, and costs little."""
_SAMPLE = 400
_HEAD = 40
"""Rows of a sheet by which it is judged: those at its head, and some all the way down."""
_FORMS: Mapping[str, Form] = MappingProxyType({form.name: form for form in FORMS})
_Formless = tuple[str, Mapping[str, Any]]
"""A form's name and the other fields of what holds a form: not every form can be taken through a pipe."""


@dataclass(frozen=True, slots=True)
class Travelling:
    """What was understood, on its way out of the child."""

    examined: Examined
    recognised: tuple[_Formless | None, ...]
    questions: tuple[_Formless, ...]

    def arrived(self) -> Examined:
        """The same in the daemon."""
        readings = zip(self.examined.readings, self.recognised, strict=True)
        return replace(
            self.examined,
            readings=tuple(replace(one, recognised=_formed(Recognised, parts)) for one, parts in readings),
            questions=tuple(_formed(Question, parts) for parts in self.questions),
        )


def checked_here(workbook: Workbook, name: str, checking: Checking) -> Workbook | Travelling:
    """Check ``workbook`` in this child where most of its rows are wrong; else it goes on to the daemon as it is."""
    if not _mostly_wrong([_sampled(sheet) for sheet in workbook.sheets], checking):
        return for_travel(workbook)
    found = understood(workbook, name, checking)
    taken, wrong = (sum(len(part) for part in parts) for parts in zip(*map(_parts, found.readings), strict=True))
    return _travelling(found) if wrong > taken else for_travel(workbook)


def _parts(reading: SheetReading) -> tuple[tuple[object, ...], tuple[object, ...]]:
    return reading.rows, reading.rejected


def _sampled(sheet: Sheet) -> Sheet:
    """Some rows of a sheet, without what is known of single cells."""
    step = max(1, len(sheet.rows) // _SAMPLE)
    return Sheet(sheet.name, [*sheet.rows[:_HEAD], *sheet.rows[_HEAD::step]], sheet.visible)


def _mostly_wrong(sheets: list[Sheet], checking: Checking) -> bool:
    told = Reader(checking.convention, checking.today, checking.remembered).read(Workbook(tuple(sheets)))
    return sum(len(one.rejected) for one in told.readings) > sum(len(one.rows) for one in told.readings)


def _travelling(found: Examined) -> Travelling:
    """Leave behind the cells that nobody asks for again: a receipt is written into the sender's own file."""
    workbook = found.workbook
    known = {one.sheet for one in found.recognised}
    if workbook and workbook.patchable:
        sheets = (replace(one, rows=()) if one.name in known else one for one in workbook.sheets)
        workbook = replace(workbook, sheets=tuple(sheets))
    readings = tuple(replace(one, recognised=None) for one in found.readings)
    return Travelling(
        replace(found, workbook=workbook and for_travel(workbook), readings=readings, questions=()),
        tuple(_formless(one.recognised) if one.recognised else None for one in found.readings),
        tuple(map(_formless, found.questions)),
    )


def _formless(whole: Recognised | Question) -> _Formless:
    parts = {one.name: getattr(whole, one.name) for one in fields(whole) if one.name != "form"}
    return (whole.form.name if whole.form else ""), parts


def _formed(kind: Any, whole: _Formless | None) -> Any:
    return kind(form=_FORMS.get(whole[0]), **whole[1]) if whole else None


def read_heavy(path: Path, most: int, name: str, checking: Checking) -> Workbook | Travelling:
    """``read_dropped`` (runs in a child), and the check of what is read where that is heavy and mostly wrong."""
    workbook = read_at_most(path, most)
    return checked_here(workbook, name, checking) if filled_cells(workbook) >= HEAVY else for_travel(workbook)
