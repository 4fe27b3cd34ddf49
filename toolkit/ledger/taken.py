"""What a job hands to the commit beside the outcome: the verdict, the receipt's memory, the documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from toolkit.forms.column import Privacy
from toolkit.frozen import value
from toolkit.ledger.submission import State
from toolkit.outcome import DocumentOrder, ListOrder, Source

_NONE: Mapping[str, Any] = MappingProxyType({})


class DocumentState(StrEnum):
    """Where a document stands; the values are what staff read in lists."""

    DRAFT = "草稿"
    FINAL = "正式"
    VOID = "作廢"


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one document, for the register.

    ``folder`` and ``name`` (no suffix) are the order's; together with ``version`` they are unique.
    ``path`` is where it lies, relative to the outbox; ``sources`` maps a context path → (Source, cell);
    ``missing`` names the fields that a draft lacks. ``id`` and ``commit_no`` are the register's.
    """

    folder: str
    name: str
    version: int
    path: str
    kind: str = ""
    number: str = ""
    customer: str = ""
    template: str = ""
    template_hash: str = ""
    data_hash: str = ""
    state: DocumentState = DocumentState.FINAL
    sha256: str = ""
    size: int = 0
    privacy: Privacy = Privacy.OPEN
    check_code: str = ""
    missing: tuple[str, ...] = ()
    sources: Mapping[str, tuple[Source, str]] = field(default_factory=lambda: _NONE)
    submission: str = ""
    id: int = 0
    commit_no: int = 0
    order: int | None = None


@value(frozen=True, slots=True)
class RowMemory:
    """What one row of a receipt became, so that the receipt can be mended and dropped back.

    ``key`` is "" where the row was rejected; ``fingerprint`` is of its values as they were typed.
    """

    sheet: str
    row: int
    form: str
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A list whose headings have the fingerprint ``layout`` is ``form``; ``answers`` is what each heading means.

    ``answers`` is JSON-able and kept as given (``forms.mapping``); ``person`` said so ``at``, in ``submission``.
    """

    layout: str
    form: str
    answers: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    person: str = ""
    at: datetime | None = None
    submission: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two customers that look alike (``one`` < ``other``), on what evidence, and what was said about them.

    ``verdict`` is open, same (``kept`` is whose id stays) or different; ``person`` said so.
    """

    one: str
    other: str
    evidence: tuple[str, ...] = ()
    verdict: str = "open"
    kept: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """The rest of a commit.

    ``orders`` are promised to be made after the commit (``ledger.registers.waiting``); ``documents``
    exist already and are published from ``manifest`` ([{name, size, sha256, …}], kept as given).
    ``rules`` is the hash of the rule book; ``actor`` who caused it, for the audit log. ``mappings`` are
    answers of a 對照 sheet to be remembered, ``pairs`` look-alikes to be asked about.
    """

    verdict: State = State.DONE
    forms: tuple[str, ...] = ()
    counts: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    result: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    manifest: tuple[Mapping[str, Any], ...] = ()
    receipt: str = ""
    privacy: Privacy = Privacy.OPEN
    duplicate_of: str = ""
    rows: tuple[RowMemory, ...] = ()
    documents: tuple[Document, ...] = ()
    orders: tuple[DocumentOrder | ListOrder, ...] = ()
    rules: str = ""
    actor: str = ""
    mappings: tuple[Answer, ...] = ()
    pairs: tuple[Pair, ...] = ()
