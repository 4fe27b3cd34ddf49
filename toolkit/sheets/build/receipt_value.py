"""What a receipt tells, as one frozen value; the job that took a file fills it in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from toolkit.frozen import value
from toolkit.messages.finding import Finding, Severity
from toolkit.outcome import FactorPoints, Score
from toolkit.sheets.build.spec import Jump, SheetSpec


class State(StrEnum):
    """What became of the file, for the headline.

    INTERNAL and NOT_TAKEN_INSIDE are the open receipts of what is confidential: they say where to look and
    nothing else. TO_MATCH
    waits for the headings to be matched; DISPUTED tells of what somebody else wants otherwise.
    SOUND and TO_MEND are Word templates that were checked, COMPARED is a contract that came back.
    """

    TAKEN = "taken"
    RETURNED = "returned"
    DUPLICATE = "duplicate"
    INTERNAL = "internal"
    CHECKED = "checked"
    WITHDRAWN = "withdrawn"
    TO_MATCH = "to_match"
    DISPUTED = "disputed"
    SOUND = "sound"
    TO_MEND = "to_mend"
    COMPARED = "compared"
    NOT_TAKEN_INSIDE = "not_taken_inside"


WHERE_TO_LOOK = frozenset({State.INTERNAL, State.NOT_TAKEN_INSIDE})
"""Receipts that hold nothing but their headline and number."""


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
    factor shows that a customer's score leaves out (no engagement yet). ``limits`` maps an input's name → the
    words that may be tried (none: a number) and the lowest number that makes sense.
    """

    inputs: tuple[tuple[str, str], ...]
    factors: Mapping[str, tuple[str, float]]
    unknown_share: float = 0.5
    limits: Mapping[str, tuple[tuple[str, ...], float]] = field(default_factory=lambda: MappingProxyType({}))


@value(frozen=True, slots=True)
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
class FactorColumn:
    """What one factor gave each customer: its title, full points, and a value a customer.

    ``points`` is None where a customer's score leaves the factor out.
    """

    title: str
    of: float
    points: Sequence[float | None]
    known: Sequence[bool]


@dataclass(frozen=True, slots=True)
class ScoreColumns:
    """Scores column by column, all equally long: thousands of customers travel and are written so.

    ``lifts`` and ``reasons`` are the factors' words put together; ``inputs`` maps an input's name → its
    values, ``formulas`` holds each customer's mapping (as in ``Scored``).
    """

    names: Sequence[str]
    places: Sequence[Jump | None]
    customers: Sequence[str]
    totals: Sequence[float]
    fits: Sequence[float]
    engagements: Sequence[float | None]
    grades: Sequence[str]
    provisional: Sequence[bool]
    completeness: Sequence[float]
    red_lines: Sequence[str]
    lifts: Sequence[str]
    reasons: Sequence[str]
    factors: tuple[FactorColumn, ...]
    inputs: Mapping[str, Sequence[str | float | None]]
    formulas: Sequence[Mapping[str, str]]

    def __len__(self) -> int:
        return len(self.customers)


def score_columns(scores: Iterable[Scored]) -> ScoreColumns:
    """Lay scores out by column; factors stand in the order in which they first come up."""
    lines = list(scores)
    told = [each.score for each in lines]
    words = _FactorWords()
    inputs = dict.fromkeys(name for each in lines for name in each.inputs)
    return ScoreColumns(
        names=[each.name for each in lines],
        places=[each.place for each in lines],
        customers=[score.customer for score in told],
        totals=[score.total for score in told],
        fits=[score.fit for score in told],
        engagements=[score.engagement for score in told],
        grades=[score.grade for score in told],
        provisional=[score.provisional for score in told],
        completeness=[score.completeness for score in told],
        red_lines=["、".join(score.red_lines) for score in told],
        lifts=[words.lifts(score.factors) for score in told],
        reasons=[words.reasons(score.factors) for score in told],
        factors=_factor_columns([score.factors for score in told]),
        inputs={name: [each.inputs.get(name) for each in lines] for name in inputs},
        formulas=[each.formulas for each in lines],
    )


class _FactorWords:
    """The words of the factors of a score put together; equal ones are one text, which travels once."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def lifts(self, factors: Iterable[FactorPoints]) -> str:
        """What would lift the score."""
        text = "；".join([one.lift.rstrip(_STOPS) for one in factors if one.lift])
        return self._texts.setdefault(text, text)

    def reasons(self, factors: Iterable[FactorPoints]) -> str:
        """Why it is what it is."""
        return "；".join([one.reason.rstrip(_STOPS) for one in factors if one.reason])


_STOPS = "。；; "
"""The stop at a sentence's end, which falls out where others follow."""


def _factor_columns(scores: Sequence[tuple[FactorPoints, ...]]) -> tuple[FactorColumn, ...]:
    """The factors of all scores by column; where all have the same ones, as they stand."""
    titles = {tuple([one.factor for one in factors]) for factors in scores}
    if len(titles) == 1 and len(set(*titles)) == len(*titles):
        return tuple(_factor(one[0], one) for one in zip(*scores, strict=True))
    factors = {one.factor: one for score in scores for one in score}
    by_name = [{one.factor: one for one in score} for score in scores]
    return tuple(_factor(one, [score.get(name) for score in by_name]) for name, one in factors.items())


def _factor(factor: FactorPoints, found: Sequence[FactorPoints | None]) -> FactorColumn:
    points = [None if one is None else one.points for one in found]
    return FactorColumn(factor.factor, factor.of, points, [one is None or one.known for one in found])


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything that a receipt tells.

    ``number`` is the submission's id, ``file`` the name as dropped, ``titles`` field → column title
    (for findings). ``new``, ``changed`` and ``unchanged`` count rows against the ledger. ``scores`` (one by
    one, or many as columns) are laid out in their order; ``withdrawable`` offers 「撤回整份」.
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
    scores: tuple[Scored, ...] | ScoreColumns = ()
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
