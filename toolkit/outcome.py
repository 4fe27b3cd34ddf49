"""What a stage may ask of the ledger, and what it answers: the contract between business and effects.

A stage is a pure function ``follow(rows, ledger, rules, today) -> Outcome``. Jobs carry outcomes out.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol

from toolkit.forms.column import Privacy
from toolkit.forms.form import Form
from toolkit.forms.reading import TakenRow
from toolkit.frozen import value
from toolkit.messages.finding import Finding

_NONE: Mapping[str, Any] = MappingProxyType({})


@value(frozen=True, slots=True)
class Source:
    """Where a record came from: submission id, file name as dropped, sheet, Excel's row number."""

    submission: str = ""
    file: str = ""
    sheet: str = ""
    row: int = 0


class Change(StrEnum):
    """What a row was, against what the ledger already held."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@value(frozen=True, slots=True)
class Record:
    """One version of one row of one form.

    ``key`` is the natural key as one string, unique within ``form``. ``payload`` is JSON-able: dates
    as ISO strings, amounts as decimal strings or numbers, extras under ``"extras"``. ``customer`` is the
    customer's id; ``owner``, ``day``, ``deal_stage`` and ``amount`` are promoted for queries.
    ``cells`` maps field → address in ``source`` (provenance, kept per value that this version set).
    """

    form: str
    key: str
    payload: Mapping[str, Any]
    customer: str = ""
    owner: str = ""
    day: date | None = None
    deal_stage: str = ""
    amount: float | None = None
    source: Source = Source()
    version: int = 1
    recorded_at: datetime | None = None
    cells: Mapping[str, str] = field(default_factory=lambda: _NONE)
    privacy: Privacy = Privacy.OPEN
    change: Change = Change.NEW


@value(frozen=True, slots=True)
class Ref:
    """How a sheet points at a customer; filled as far as the sheet tells (domain section 2)."""

    id: str = ""
    credit_code: str = ""
    name: str = ""
    phone: str = ""


@value(frozen=True, slots=True)
class Customer:
    """A customer as the ledger knows it now. ``deal_stage`` is one of the list 階段."""

    id: str
    name: str
    credit_code: str = ""
    phone: str = ""
    owner: str = ""
    deal_stage: str = ""
    grade: str = ""
    registered_on: date | None = None
    prospect: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    formerly: tuple[tuple[str, str, str], ...] = ()
    """(name, phone, credit code) of customers that were found to be this one."""


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A customer that may be the same as the one asked for: suggested, never merged."""

    customer: Customer
    score: float
    evidence: tuple[str, ...]


@value(frozen=True, slots=True)
class Move:
    """A customer's change of stage: from where, to where, when, who, why, and by which row."""

    customer: str
    before: str
    after: str
    on: date
    person: str
    cause: str
    source: Source = Source()


@dataclass(frozen=True, slots=True)
class DocumentOrder:
    """A document to be made.

    ``template`` is a name under ``templates/word`` without suffix; ``context`` is plain data (keys are
    English field keys); ``folder`` is relative to ``outbox/`` and ``name`` has no suffix. ``number`` is
    the document number, "" to let the register give one. ``sources`` maps a context path ("unit_price") →
    (Source, cell) for ``trace``. ``final`` asks for a final copy, else a draft where values are missing.
    """

    template: str
    context: Mapping[str, Any]
    folder: str
    name: str
    customer: str = ""
    kind: str = ""
    number: str = ""
    privacy: Privacy = Privacy.OPEN
    final: bool = True
    sources: Mapping[str, tuple[Source, str]] = field(default_factory=lambda: _NONE)


@dataclass(frozen=True, slots=True)
class ListOrder:
    """A workbook to be made for people: a form prefilled, or a list to read.

    With ``form`` the workbook is that form's blank with ``rows`` filled in (mappings by field key) and
    can be dropped back; without it ``headings`` and ``rows`` (mappings by heading) make a plain list.
    ``unlocked`` names per row the only fields that may be edited ("" = all); ``note`` stands under the
    title instead of how to fill in a form and where to drop it (a sheet that goes to a client).
    """

    folder: str
    name: str
    rows: tuple[Mapping[str, Any], ...]
    form: str = ""
    headings: tuple[str, ...] = ()
    title: str = ""
    unlocked: tuple[frozenset[str], ...] = ()
    customer: str = ""
    privacy: Privacy = Privacy.OPEN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something due: for whom, by when, about which customer, and why (a code of the key node)."""

    key: str
    owner: str
    due: date
    text: str
    customer: str = ""
    cause: str = ""


@value(frozen=True, slots=True)
class FactorPoints:
    """One line of a score: what the factor gave, of how many, why, and what would lift it."""

    factor: str
    points: float
    of: float
    reason: str
    lift: str = ""
    known: bool = True


@value(frozen=True, slots=True)
class Score:
    """A prospect's score on ``day``: it explains itself (domain section 4)."""

    customer: str
    total: float
    fit: float
    engagement: float | None
    grade: str
    provisional: bool
    completeness: float
    red_lines: tuple[str, ...]
    factors: tuple[FactorPoints, ...]
    day: date
    inputs: Mapping[str, str | float] = field(default_factory=lambda: _NONE, compare=False)
    """What the score was read from, by name; not kept in the ledger."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that follows from the rows taken: nothing of it has happened yet."""

    records: tuple[Record, ...] = ()
    customers: tuple[Customer, ...] = ()
    moves: tuple[Move, ...] = ()
    scores: tuple[Score, ...] = ()
    documents: tuple[DocumentOrder, ...] = ()
    lists: tuple[ListOrder, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    findings: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()
    """Keys of reminders that are done with: what they asked for has happened."""
    ended: tuple[tuple[str, str], ...] = ()
    """(form, key) of records that are current no more: their row was corrected and goes by another key now."""
    gone: tuple[tuple[str, str], ...] = ()
    """(id, kept id) of customers that were found to be one: the first goes by the second's id from now on."""
    voided: tuple[str, ...] = ()
    """Numbers whose documents are void from now on (a contract that is 作廢)."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The rows of one form of one submission, on their way into a stage."""

    form: Form
    rows: tuple[TakenRow, ...]
    submission: str
    file: str
    authority: str = ""
    """The restricted drop folder the file came from (an approval or release counts only from one)."""
    documents: bool = True
    """Whether anybody wants documents and lists: a stage may spare itself the work."""

    def source(self, row: TakenRow) -> Source:
        """Where ``row`` stands, for records and documents."""
        return Source(self.submission, self.file, row.sheet, row.number)


class LedgerView(Protocol):
    """One snapshot of the ledger, asked in bulk only."""

    def customers(self, refs: Collection[Ref]) -> Mapping[Ref, Customer]:
        """The customers that ``refs`` certainly mean: by id, else credit code, else name + phone.

        A ref with nothing but a name finds the customer of exactly that normalised name when there is
        only one (domain section 2); an unknown or ambiguous ref is absent from the answer.
        """
        ...

    def lookalikes(self, refs: Collection[Ref]) -> Mapping[Ref, tuple[Lookalike, ...]]:
        """Customers similar to each ref, best first; never the one it certainly means."""
        ...

    def owned_by(self, owners: Collection[str]) -> Mapping[str, tuple[Customer, ...]]:
        """Owner → the customers that this person looks after now (a leaver's are handed over at once)."""
        ...

    def current(self, form: str, customers: Collection[str]) -> Mapping[str, tuple[Record, ...]]:
        """Customer id → the current versions of its records of ``form``, oldest day first."""
        ...

    def by_key(self, form: str, keys: Collection[str]) -> Mapping[str, Record]:
        """Natural key → the current version of that record."""
        ...

    def having(self, form: str, field: str, values: Collection[str]) -> Mapping[str, tuple[Record, ...]]:
        """Value → the current records of ``form`` whose payload has it in ``field``, over all customers.

        For what no customer owns alone: the other leases of one unit, everything of one contract. Values
        are compared exactly, as stored; a value that nothing has is absent from the answer.
        """
        ...

    def moves(self, customers: Collection[str]) -> Mapping[str, tuple[Move, ...]]:
        """Customer id → its changes of stage, oldest first."""
        ...

    def next_number(self, prefix: str) -> int:
        """The first free running number behind ``prefix`` (``SJ-20261124-``), starting at 1."""
        ...
