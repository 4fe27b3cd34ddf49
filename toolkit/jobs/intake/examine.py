"""Read a dropped file in a child process, find our forms in it, and check every cell."""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path, PurePath
from types import MappingProxyType

from toolkit.errors import Unreadable
from toolkit.forms.asking import Question
from toolkit.forms.column import Convention, Privacy
from toolkit.forms.form import Form
from toolkit.forms.reading import SheetReading
from toolkit.forms.recognise import heading_score
from toolkit.forms.table import Sheet, Workbook
from toolkit.jobs.intake.identity import Dispute
from toolkit.jobs.intake.mapped import Match, Reader, answer_sheets
from toolkit.jobs.intake.returned import Returned, read_document, returned_contract
from toolkit.jobs.intake.template_answer import TemplateAnswer, answer_template
from toolkit.jobs.service import Service
from toolkit.ledger.taken import Answer, RowMemory
from toolkit.messages.catalogue import codes
from toolkit.messages.codes_documents import IN_WORD
from toolkit.messages.codes_files import NO_CELLS, WORD
from toolkit.messages.finding import Finding
from toolkit.sheets.build.lookalike import Decision, decisions
from toolkit.sheets.build.receipt_value import Notice
from toolkit.sheets.patch.issued import answered
from toolkit.sheets.patch.strip import ours, receipt_of, withdrawn
from toolkit.sheets.read.travel import for_travel
from toolkit.sheets.read.workbook import read_workbook
from toolkit.stages.catalogue import FORMS
from toolkit.stages.confidential import extras_internal, looks_internal, without_internal
from toolkit.stages.context import company_facts
from toolkit.stages.records import strictest

_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']+")
"""What Excel does not allow in a sheet's name."""


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
    questions: tuple[Question, ...] = ()
    """What is asked in 對照 sheets; ``matches`` are the answers by which sheets were read."""
    matches: tuple[Match, ...] = ()
    decisions: tuple[Decision, ...] = ()
    """What was chosen in a 疑似重複 sheet of the receipt; ``decided`` tells what came of it."""
    decided: tuple[Notice, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    """What several people changed differently in copies of this receipt; ``disputed`` is what those rows are now."""
    disputed: tuple[RowMemory, ...] = ()
    were: Mapping[tuple[str, int], str] = field(default_factory=lambda: MappingProxyType({}))
    """(sheet, row) of a receipt that came back → key of the record that the row was."""
    template: TemplateAnswer | None = None
    inside: bool = False
    """Whether it stays inside for what it is called or was before, since nobody can look into it."""

    @cached_property
    def recognised(self) -> tuple[SheetReading, ...]:
        """The sheets that are one of our forms."""
        return tuple(reading for reading in self.readings if reading.recognised)

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms found, each once, in the order of the sheets."""
        return tuple(dict.fromkeys(one.recognised.form for one in self.recognised if one.recognised))

    @cached_property
    def privacy(self) -> Privacy:
        """The strictest privacy of what was found: everything derived from the file inherits it."""
        if self.inside or self.returned or any(map(looks_internal, self._strange)):
            return Privacy.INTERNAL
        if any(extras_internal(one.recognised) for one in self.recognised if one.recognised):
            return Privacy.INTERNAL
        return max((strictest(form) for form in self.forms), default=Privacy.OPEN)

    @property
    def _strange(self) -> Iterator[Sheet]:
        """The sheets that are none of our forms."""
        known = {reading.sheet for reading in self.recognised}
        return (sheet for sheet in (self.workbook.sheets if self.workbook else ()) if sheet.name not in known)

    @property
    def usable(self) -> bool:
        """Whether any sheet is one of ours; else the file goes back as a whole."""
        return bool(self.recognised or self.returned or self.template)


def examine(service: Service, path: Path, name: str) -> Examined:
    """Read and check the file at ``path`` that was dropped as ``name``; never raises for what it holds."""
    try:
        workbook = _read(service, path, name)
    except Unreadable as refused:
        if refused.code != WORD.code:
            return Examined(name, findings=(refusal(refused, name),))
        return _examine_document(service, path, name, refused)
    return workbook if isinstance(workbook, Examined) else _examine_workbook(service, workbook, name)


def _read(service: Service, path: Path, name: str) -> Workbook | Examined:
    """Read a workbook in a child, which checks it as well where its cells would fill our memory."""
    from toolkit.jobs.intake.heavy import HEAVY_FILE, Travelling, read_heavy

    most = service.workspace.settings.cells_per_file
    if path.stat().st_size < HEAVY_FILE:
        return service.workers.call(read_dropped, path, most)
    found = service.workers.call(read_heavy, path, most, name, _checking(service))
    return found.arrived() if isinstance(found, Travelling) else found


def _examine_document(service: Service, path: Path, name: str, refused: Unreadable) -> Examined:
    """A Word document is a filled questionnaire, one of our contracts come back, or a template to be checked."""
    try:
        found = service.workers.call(read_document, path, PurePath(name).stem)
        if isinstance(found, Workbook):
            return _examine_workbook(service, found, name)
        returned = returned_contract(service, path, found) if found else None
        if returned:
            return Examined(name, returned=returned)
        language = service.workspace.settings.language
        company = company_facts(service.rules.company)
        answer = service.workers.call(answer_template, path, PurePath(name).stem, language, service.day(), company)
    except Unreadable as damaged:
        return Examined(name, findings=(refusal(damaged, name),))
    if answer:
        return Examined(name, findings=answer.findings, template=answer)
    return Examined(name, findings=(refusal(refused),))


def named(workbook: Workbook, name: str) -> Workbook:
    """A text file's one sheet goes by the file's own name, not by that of our copy of it."""
    if workbook.kind != "csv" or len(workbook.sheets) != 1:
        return workbook
    stem = PurePath(name).stem.encode("utf-8", "ignore").decode()  # a name in another encoding has half characters
    title = _NO_SHEET_NAME.sub(" ", stem).strip()[:31].strip() or workbook.sheets[0].name
    return replace(workbook, sheets=(replace(workbook.sheets[0], name=title),))


@dataclass(frozen=True, slots=True)
class Checking:
    """What it takes to check a workbook, beside the workbook: it travels into a child where need be."""

    convention: Convention
    today: date
    remembered: Mapping[str, Answer]


def _checking(service: Service) -> Checking:
    return Checking(service.convention, service.day(), service.ledger.remembered())


def _examine_workbook(service: Service, workbook: Workbook, name: str) -> Examined:
    return understood(workbook, name, _checking(service))


def understood(workbook: Workbook, name: str, checking: Checking) -> Examined:
    """Find our forms in what was read from the file dropped as ``name``, and check every cell."""
    workbook = named(workbook, name)
    receipt = receipt_of(workbook)
    stripped = answered(ours(workbook) if receipt else workbook)
    convention = replace(checking.convention, epoch_1904=workbook.epoch_1904)
    answers = answer_sheets(workbook) if receipt else {}
    reader = Reader(convention, checking.today, checking.remembered, answers)
    told = reader.read(stripped)
    back = withdrawn(workbook)
    return Examined(
        name,
        stripped,
        tuple(map(without_internal, told.readings)),
        () if back or _holds_something(stripped) else (Finding(NO_CELLS),),
        receipt=receipt,
        withdrawn=back,
        questions=told.questions,
        matches=told.matches,
        decisions=decisions(workbook) if receipt else (),
    )


def read_dropped(path: Path, most: int = sys.maxsize) -> Workbook:
    """Read the workbook at ``path`` (runs in a child); our forms decide between encodings of a text file.

    Raises Unreadable("file.too_many_cells") beyond ``most`` filled cells: the parent's memory has no limit.
    """
    return for_travel(read_at_most(path, most))


def read_at_most(path: Path, most: int) -> Workbook:
    """The same before it travels."""
    workbook = read_workbook(path, partial(heading_score, forms=FORMS))
    filled = filled_cells(workbook)
    if filled > most:
        raise Unreadable("file.too_many_cells", cells=f"{filled:,}", most=f"{most:,}")
    return workbook


def filled_cells(workbook: Workbook) -> int:
    """How many cells of a workbook hold something."""
    return sum(len(row) - row.count(None) - row.count("") for sheet in workbook.sheets for row in sheet.rows)


def _holds_something(workbook: Workbook) -> bool:
    return any(cell not in (None, "") for sheet in workbook.sheets for row in sheet.rows for cell in row)


def read_sheets(workbook: Workbook, convention: Convention, today: date) -> tuple[SheetReading, ...]:
    """Recognise and validate every sheet, with nothing remembered of strange headings."""
    return Reader(convention, today).read(workbook).readings


def refusal(refused: Unreadable, name: str = "") -> Finding:
    """The finding that the sender gets for a file that cannot be read; a Word document gets advice for Word."""
    known: Mapping[str, object] = {code.code: code for code in codes()}
    if PurePath(name).suffix.lower() == ".docx":
        known = {**known, **IN_WORD}
    code = known.get(refused.code) or known["file.crashed"]
    return Finding(code, data=refused.data)  # type: ignore[arg-type]
