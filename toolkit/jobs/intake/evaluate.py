"""What follows from a file: each form's stage in order, every later one seeing what the earlier ones said."""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import NoneType
from typing import TypeVar

from toolkit.forms.form import Form
from toolkit.forms.reading import SheetReading, TakenRow
from toolkit.jobs.intake.examine import Examined
from toolkit.jobs.intake.returned import follow as follow_returned
from toolkit.ledger.customer_keys import KnownKeys
from toolkit.ledger.taken import Pair, RowMemory
from toolkit.messages.codes_sheets import FORM_RETIRED
from toolkit.messages.finding import Finding
from toolkit.outcome import Accepted, Change, LedgerView, Move, Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.sheets.build.lookalike import AskedPair
from toolkit.stages.catalogue import FOLLOW, FORMS
from toolkit.stages.contract.followed import follow_customers
from toolkit.stages.outreach.dossier import TEMPLATE as DOSSIER
from toolkit.stages.outreach.forms import CONTACTS
from toolkit.stages.outreach.stage import follow_moves
from toolkit.stages.overlay import Overlay
from toolkit.stages.proposal.agreed import follow_contacts
from toolkit.stages.screening.forms import PROSPECTS

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file came from: the submission, its name, and the restricted folder it lay in ("" = none)."""

    submission: str
    file: str
    authority: str = ""


@dataclass(frozen=True)
class Evaluation:
    """Everything that is known of a file before it is committed."""

    examined: Examined
    outcome: Outcome
    origin: Origin
    pairs: tuple[Pair, ...] = ()
    """Look-alikes found in this file, to be remembered; ``asked`` are those that the receipt asks about."""
    asked: tuple[AskedPair, ...] = ()

    keys: Callable[[], KnownKeys] = dict
    """What is known of the customers' keys when it comes to the commit."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: about the file, its cells, and what the stages said."""
        own = tuple(one for reading in self.examined.readings for one in reading.findings)
        return (*self.examined.findings, *own, *self.outcome.findings)

    @cached_property
    def held(self) -> frozenset[tuple[str, int]]:
        """(sheet, row) of the rows that stay out: bad cells, or a stage's gate."""
        bad = {(reading.sheet, row) for reading in self.examined.readings for row in reading.rejected}
        return frozenset(bad | {(one.sheet, one.row) for one in self.outcome.findings if one.blocks and one.row})

    def accepted(self, reading: SheetReading) -> int:
        """How many rows of a sheet were taken."""
        return sum((reading.sheet, row.number) not in self.held for row in reading.rows)

    def rejected(self, reading: SheetReading) -> int:
        """How many rows of a sheet have to be mended."""
        stopped = sum((reading.sheet, row.number) in self.held for row in reading.rows)
        return len(reading.rejected) + stopped

    @cached_property
    def totals(self) -> tuple[int, int]:
        """Rows taken and rows to mend, over all sheets."""
        own = self.examined.recognised
        return sum(map(self.accepted, own)), sum(map(self.rejected, own))

    @property
    def waiting(self) -> int:
        """How many good rows a stage keeps out: the same file may be taken once what they lack is there."""
        own = self.examined.recognised
        return sum((reading.sheet, row.number) in self.held for reading in own for row in reading.rows)

    def count(self, change: Change) -> int:
        """How many rows were new, changed or unchanged against the ledger."""
        return sum(record.change is change and bool(record.source.sheet) for record in self.outcome.records)

    @cached_property
    def memories(self) -> tuple[RowMemory, ...]:
        """What each row became, so that the receipt can be mended and dropped back."""
        became = {
            (one.source.sheet, one.source.row): one.key
            for one in self.outcome.records
            if one.source.submission == self.origin.submission
        }
        read = tuple(
            RowMemory(reading.sheet, row.number, reading.recognised.form.name, became.get(at, ""), fingerprint)
            for reading in self.examined.recognised
            if reading.recognised
            for row, fingerprint in zip(reading.rows, marks(reading.rows), strict=True)
            for at in [(reading.sheet, row.number)]
        )
        return (*read, *self.examined.disputed) if self.examined.disputed else read


def evaluate(
    examined: Examined, origin: Origin, view: LedgerView, rules: RuleBook, today: date, *, documents: bool = True
) -> Evaluation:
    """Let the stage of each form found say what follows from its rows; nothing is written.

    Without ``documents`` none is ordered, nor a list.
    """
    overlay, contacts = Overlay(view), None
    for form, rows in _by_form(examined.recognised):
        accepted = Accepted(form, rows, origin.submission, origin.file, origin.authority, documents)
        said = FOLLOW[form.name](accepted, overlay, rules, today)
        overlay = overlay.over(said)
        if form is PROSPECTS:
            overlay = overlay.over(follow_customers(accepted, said.records, view, overlay, rules, today))
        if form is CONTACTS:
            contacts = accepted, said.records
    if contacts is not None:  # an offer on a later sheet may be the one that they answer
        overlay = overlay.over(follow_contacts(*contacts, overlay, rules, today))
    overlay = overlay.over(follow_moves(_moved_on(overlay.outcomes), overlay, rules, today))
    outcomes = overlay.outcomes
    if examined.returned:
        outcomes = (*outcomes, follow_returned(examined.returned, origin.file, view, rules, today))
    outcome = joined((Outcome(findings=_retired(examined, rules)), *outcomes))
    return Evaluation(examined, outcome if documents else replace(outcome, documents=(), lists=()), origin)


def _retired(examined: Examined, rules: RuleBook) -> tuple[Finding, ...]:
    """Every sheet of a form that the process no longer uses is told, once."""
    gone = rules.process.retired_forms
    return tuple(
        Finding(FORM_RETIRED, sheet=reading.sheet, data={"form": reading.recognised.form.title})
        for reading in examined.recognised
        if reading.recognised and reading.recognised.form.name in gone
    )


def _moved_on(outcomes: Iterable[Outcome]) -> list[Move]:
    """The changes of stage whose customers' dossiers no stage has renewed by itself."""
    parts = list(outcomes)
    written = {order.customer for part in parts for order in part.documents if order.kind == DOSSIER}
    return [move for part in parts for move in part.moves if move.customer not in written]


def mark(row: TakenRow) -> str:
    """A fingerprint of a row's values as they were read: equal rows, equal marks, on any machine."""
    return _hashed(repr(tuple(row.row.__dict__.values())))


def marks(rows: Sequence[TakenRow]) -> list[str]:
    """The mark of each row of one sheet; what repeats itself in a column is worded once."""
    columns = list(zip(*(row.row.__dict__.values() for row in rows), strict=True))
    if len(columns) < 2:
        return list(map(mark, rows))
    return [_hashed(f"({', '.join(words)})") for words in zip(*map(_worded, columns), strict=True)]


def _hashed(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _worded(column: Sequence[object]) -> list[str]:
    """``repr`` of each value; equal texts and days are the same in words, amounts need not be."""
    if not set(map(type, column)) <= {str, date, NoneType}:
        return list(map(repr, column))
    known = {value: repr(value) for value in set(column)}
    return [known[value] for value in column]


def _by_form(readings: Iterable[SheetReading]) -> list[tuple[Form, tuple[TakenRow, ...]]]:
    """Rows by form, in the order of the catalogue (customers before what points at them)."""
    rows: dict[str, list[TakenRow]] = {}
    for reading in readings:
        if reading.recognised and reading.rows:
            rows.setdefault(reading.recognised.form.name, []).extend(reading.rows)
    return [(form, tuple(rows[form.name])) for form in FORMS if form.name in rows]


def joined(outcomes: Iterable[Outcome]) -> Outcome:
    """All outcomes of one file as one; of what has a name, the last one counts."""
    parts = list(outcomes)
    return Outcome(
        records=tuple(one for part in parts for one in part.records),
        customers=tuple(_last((one.id, one) for part in parts for one in part.customers)),
        moves=tuple(one for part in parts for one in part.moves),
        scores=tuple(_last((one.customer, one) for part in parts for one in part.scores)),
        documents=tuple(_last(((one.folder, one.name), one) for part in parts for one in part.documents)),
        lists=tuple(_last(((one.folder, one.name), one) for part in parts for one in part.lists)),
        reminders=tuple(_last((one.key, one) for part in parts for one in part.reminders)),
        settled=tuple(dict.fromkeys(one for part in parts for one in part.settled)),
        voided=tuple(dict.fromkeys(one for part in parts for one in part.voided)),
        findings=tuple(one for part in parts for one in part.findings),
    )


def _last(pairs: Iterable[tuple[Hashable, T]]) -> Iterable[T]:
    return dict(pairs).values()
