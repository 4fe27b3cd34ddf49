"""Read a dropped file in a child process, find our forms in it, and check every cell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path, PurePath

from toolkit.errors import Unreadable
from toolkit.forms.column import Convention, Privacy
from toolkit.forms.form import Form
from toolkit.forms.reading import Recognised, SheetReading
from toolkit.forms.recognise import heading_score, recognise, softened
from toolkit.forms.table import Sheet, Workbook
from toolkit.forms.validate import validate
from toolkit.jobs.intake.returned import Returned, read_document, returned_contract
from toolkit.jobs.service import Service
from toolkit.messages.catalogue import codes
from toolkit.messages.codes_files import WORD
from toolkit.messages.finding import Finding
from toolkit.sheets.patch.strip import ours, receipt_of, withdrawn
from toolkit.sheets.read.workbook import read_workbook
from toolkit.stages.catalogue import FORMS
from toolkit.stages.records import strictest


@dataclass(frozen=True)
class Examined:
    """A file as it was understood, before anything is asked of the ledger.

    ``workbook`` is None where the file cannot be read at all; ``findings`` are about the file as a whole.
    ``receipt`` is the submission whose receipt this file is (it was mended and dropped back), else "".
    """

    file: str
    workbook: Workbook | None = None
    readings: tuple[SheetReading, ...] = ()
    findings: tuple[Finding, ...] = ()
    receipt: str = ""
    withdrawn: bool = False
    returned: Returned | None = None

    @cached_property
    def recognised(self) -> tuple[SheetReading, ...]:
        """The sheets that are one of our forms."""
        return tuple(reading for reading in self.readings if reading.recognised)

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms found, each once, in the order of the sheets."""
        return tuple(dict.fromkeys(one.recognised.form for one in self.recognised if one.recognised))

    @property
    def privacy(self) -> Privacy:
        """The strictest privacy of what was found: everything derived from the file inherits it."""
        if self.returned:
            return Privacy.INTERNAL
        return max((strictest(form) for form in self.forms), default=Privacy.OPEN)

    @property
    def usable(self) -> bool:
        """Whether any sheet is one of ours; else the file goes back as a whole."""
        return bool(self.recognised or self.returned)


def examine(service: Service, path: Path, name: str) -> Examined:
    """Read and check the file at ``path`` that was dropped as ``name``; never raises for what it holds."""
    try:
        workbook = service.workers.call(read_dropped, path)
    except Unreadable as refused:
        if refused.code != WORD.code:
            return Examined(name, findings=(refusal(refused),))
        return _examine_document(service, path, name, refused)
    return _examine_workbook(service, workbook, name)


def _examine_document(service: Service, path: Path, name: str, refused: Unreadable) -> Examined:
    """A Word document is taken where it is a filled questionnaire or one of our contracts come back."""
    try:
        found = service.workers.call(read_document, path, PurePath(name).stem)
        if isinstance(found, Workbook):
            return _examine_workbook(service, found, name)
        returned = returned_contract(service, path, found) if found else None
    except Unreadable as damaged:
        return Examined(name, findings=(refusal(damaged),))
    return Examined(name, returned=returned) if returned else Examined(name, findings=(refusal(refused),))


def _examine_workbook(service: Service, workbook: Workbook, name: str) -> Examined:
    receipt = receipt_of(workbook)
    stripped = ours(workbook) if receipt else workbook
    convention = replace(service.convention, epoch_1904=workbook.epoch_1904)
    readings = read_sheets(stripped, convention, service.day())
    return Examined(name, stripped, readings, receipt=receipt, withdrawn=withdrawn(workbook))


def read_dropped(path: Path) -> Workbook:
    """Read the workbook at ``path`` (runs in a child); our forms decide between encodings of a text file."""
    return read_workbook(path, partial(heading_score, forms=FORMS))


def read_sheets(workbook: Workbook, convention: Convention, today: date) -> tuple[SheetReading, ...]:
    """Recognise and validate every sheet; beside one of ours, strange sheets are only noted."""
    found = [(sheet, recognise(sheet, FORMS, convention)) for sheet in workbook.sheets]
    known = any(isinstance(one, Recognised) for _, one in found)
    return tuple(_reading(sheet, one, convention, today, beside=known) for sheet, one in found)


def _reading(
    sheet: Sheet, found: Recognised | Finding | None, convention: Convention, today: date, *, beside: bool
) -> SheetReading:
    if isinstance(found, Recognised):
        return _whole_or_nothing(validate(sheet, found, convention, today))
    if found is None:
        return SheetReading(sheet.name)
    return SheetReading(sheet.name, findings=(softened(found) if beside else found,))


def _whole_or_nothing(reading: SheetReading) -> SheetReading:
    """A form that must be taken whole gives nothing while one of its rows is wrong."""
    form = reading.recognised.form if reading.recognised else None
    if not (form and form.all_or_nothing and reading.rejected):
        return reading
    held = tuple(row.number for row in reading.rows)
    return replace(reading, rows=(), rejected=tuple(sorted((*reading.rejected, *held))))


def refusal(refused: Unreadable) -> Finding:
    """The finding that the sender gets for a file that cannot be read."""
    known: Mapping[str, object] = {code.code: code for code in codes()}
    code = known.get(refused.code) or known["file.crashed"]
    return Finding(code, data=refused.data)  # type: ignore[arg-type]
