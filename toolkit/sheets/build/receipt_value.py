"""What a receipt tells, as one frozen value; the job that took a file fills it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from toolkit.messages.finding import Finding, Severity
from toolkit.outcome import Score
from toolkit.sheets.build.spec import Jump, SheetSpec


class State(StrEnum):
    """What became of the file, for the headline.

    INTERNAL is the open receipt of a confidential sheet: it says where to look and nothing else. TO_MATCH
    waits for the headings to be matched.
    """

    TAKEN = "taken"
    RETURNED = "returned"
    DUPLICATE = "duplicate"
    INTERNAL = "internal"
    CHECKED = "checked"
    WITHDRAWN = "withdrawn"
    TO_MATCH = "to_match"


@dataclass(frozen=True, slots=True)
class SheetCount:
    """One sheet of the file: the form it was recognised as (its title, "" = none of ours), and counts."""

    sheet: str
    form: str = ""
    rows: int = 0
    accepted: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A document made from the file: ``link`` is its path relative to the receipt, with ``/``."""

    title: str
    link: str
    customer: str = ""
    kind: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know that is no finding about a cell; ``link`` leads to what it speaks of."""

    text: str
    link: Jump | str | None = None
    severity: Severity = Severity.NOTE


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What makes the 評分 sheet live: its inputs as columns, and where the factors' points go.

    ``inputs`` are (name, heading); ``factors`` maps a factor as ``FactorPoints`` names it → the name of the
    cell of its points in formulas ("points.scale") and its full points. ``unknown_share`` of them is what a
    factor shows that a customer's score leaves out (no engagement yet).
    """

    inputs: tuple[tuple[str, str], ...]
    factors: Mapping[str, tuple[str, float]]
    unknown_share: float = 0.5


@dataclass(frozen=True, slots=True)
class Scored:
    """A customer's score and where its row stands in the sender's workbook.

    With ``Receipt.what_if``: ``inputs`` maps an input's name → its value, ``formulas`` the name of a result
    (total, fit, engagement, grade, or a factor's points) → an Excel formula in which ``{name}`` stands for
    the cell of that input or result in the same row. Rows with the same formulas should share the mapping.
    """

    score: Score
    name: str
    place: Jump | None = None
    inputs: Mapping[str, str | float] = field(default_factory=lambda: MappingProxyType({}))
    formulas: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything that a receipt tells.

    ``number`` is the submission's id, ``file`` the name as dropped, ``titles`` field → column title
    (for findings). ``new``, ``changed`` and ``unchanged`` count rows against the ledger. ``scores`` are
    laid out in their order; ``withdrawable`` offers 「撤回整份」.
    """

    number: str
    file: str
    received_at: datetime
    state: State = State.TAKEN
    sheets: tuple[SheetCount, ...] = ()
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    findings: tuple[Finding, ...] = ()
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    documents: tuple[MadeDocument, ...] = ()
    scores: tuple[Scored, ...] = ()
    notices: tuple[Notice, ...] = ()
    withdrawable: bool = False
    what_if: WhatIf | None = None
    beside: tuple[SheetSpec, ...] = ()
    """Further sheets to be answered, laid out already: 對照, 疑似重複."""

    @property
    def accepted(self) -> int:
        """Rows taken, over all sheets."""
        return sum(each.accepted for each in self.sheets)

    @property
    def rejected(self) -> int:
        """Rows to mend, over all sheets."""
        return sum(each.rejected for each in self.sheets)

    def of(self, *severities: Severity) -> list[Finding]:
        """Return the findings of these severities: about the file first, then by sheet, row, column."""
        chosen = [each for each in self.findings if each.severity in severities]
        order = {each.sheet: place for place, each in enumerate(self.sheets)}
        return sorted(
            chosen,
            key=lambda each: (order.get(each.sheet, -1), each.row, len(each.cell), each.cell),
        )
