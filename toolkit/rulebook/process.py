"""``manual/process.yaml`` as typed values: the seven stages of the seed with steps, roles, gates and moves.

It is the file that stages, reminders, reports and the handbook obey: a key node (``Limit``) makes reminders,
a role makes to-dos, a gate stops a customer, and ``moves`` say which changes of 階段 are in order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

FILE = "process.yaml"
END = "end"
"""What a branch points at when the process ends there."""


@dataclass(frozen=True, slots=True)
class Role:
    """Who does something; an ``external`` one is not of the company (the client)."""

    key: str
    title: str
    en: str
    department: str
    duty: str
    duty_en: str
    external: bool = False
    department_en: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A key node: at most ``days`` working days ``after`` something happened (``event``, a key of ``nodes.EVENTS``)."""

    days: int
    after: str
    after_en: str
    event: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A branch after a step: where 是 and 否 lead (a step's key or ``END``)."""

    question: str
    question_en: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is done, by whom (RACI, exactly one A), from what, to what, how well, how fast."""

    key: str
    stage: str
    title: str
    en: str
    do: tuple[str, ...]
    do_en: tuple[str, ...]
    responsible: tuple[str, ...]
    accountable: str
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    input: str
    output: str
    standard: str
    forms: tuple[str, ...]
    documents: tuple[str, ...]
    kpi: tuple[str, ...]
    risk: str
    control: str
    limit: Limit | None = None
    decision: Decision | None = None
    next: str = ""
    line: int = 0
    input_en: str = ""
    output_en: str = ""
    standard_en: str = ""
    risk_en: str = ""
    control_en: str = ""


@dataclass(frozen=True, slots=True)
class ProcessStage:
    """One of the seven stages; ``deal_stages`` are the values of the list 階段 that belong to it."""

    key: str
    title: str
    en: str
    deal_stages: tuple[str, ...]
    purpose: str
    purpose_en: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """What must exist before a customer may enter the deal stage ``before``.

    ``needs`` are conditions that the stages know by name (``rulebook.conditions``); ``strict`` gates
    keep the row out, others only warn.
    """

    key: str
    before: str
    needs: tuple[str, ...]
    text: str
    en: str
    strict: bool


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A department that must agree to a contract, and the restricted drop folder that proves it.

    ``people`` are its own reviewers by name, ``deputies`` who may speak for them; where neither is named,
    the folder alone vouches for who spoke.
    """

    department: str
    role: str
    folder: str
    deputies: tuple[str, ...]
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A way beside the normal order: ``at`` which steps, ``when``, where it leads (``then``: a step or END)."""

    key: str
    title: str
    en: str
    at: tuple[str, ...]
    when: str
    when_en: str
    then: str
    result: str
    result_en: str


@dataclass(frozen=True, slots=True)
class Definition:
    """A word of the handbook and what it means here."""

    term: str
    en: str
    meaning: str
    meaning_en: str


@dataclass(frozen=True, slots=True)
class Retention:
    """A kind of record: which role keeps it, where, for how long, and why so long."""

    record: str
    en: str
    keeper: str
    place: str
    place_en: str
    kept: str
    kept_en: str
    basis: str
    basis_en: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One issue of the rule book: what changed is computed, only the reason is typed.

    ``feedback`` are problems, as they stand on the feedback form (F16), that this version answers.
    """

    version: str
    day: date
    reason: str
    feedback: tuple[str, ...] = ()
    reason_en: str = ""


@dataclass(frozen=True)
class Process:
    """The whole process as the rule book defines it."""

    version: str
    number: str
    title: str
    title_en: str
    issued_on: date
    prepared_by: str
    reviewed_by: str
    approved_by: str
    revisions: tuple[Revision, ...]
    roles: Mapping[str, Role]
    reviewers: tuple[Reviewer, ...]
    stages: tuple[ProcessStage, ...]
    gates: tuple[Gate, ...]
    moves: Mapping[str, tuple[str, ...]]
    branches: tuple[Branch, ...] = ()
    retired_forms: frozenset[str] = frozenset()
    """Forms that are no longer handed out and that no step uses."""
    unguarded: frozenset[str] = frozenset()
    """Conditions of the workflow that no gate asks for, on purpose."""
    terms: tuple[Definition, ...] = ()
    records: tuple[Retention, ...] = ()
    keep_words: tuple[str, ...] = ()
    """What the Simplified edition of the handbook leaves as it is written."""

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Step key → step, over all stages, in order."""
        return {step.key: step for stage in self.stages for step in stage.steps}

    @cached_property
    def forms(self) -> frozenset[str]:
        """The forms that some step uses."""
        return frozenset(form for step in self.steps.values() for form in step.forms)

    @cached_property
    def stage_of(self) -> Mapping[str, str]:
        """Deal stage (階段) → key of the stage it belongs to; 暫緩 and 流失 belong to none."""
        return {deal: stage.key for stage in self.stages for deal in stage.deal_stages}

    def gates_before(self, deal_stage: str) -> tuple[Gate, ...]:
        """The gates that stand before ``deal_stage``."""
        return tuple(gate for gate in self.gates if gate.before == deal_stage)

    def may_move(self, before: str, after: str) -> bool:
        """Whether a customer may go from ``before`` to ``after`` without skipping a stage."""
        return before in ("", after) or after in self.moves.get(before, ())

    def follows(self, step: Step) -> tuple[str, ...]:
        """The keys of the steps (or END) that may come after ``step``."""
        if step.decision:
            return (step.decision.yes, step.decision.no)
        if step.next:
            return (step.next,)
        keys = list(self.steps)
        at = keys.index(step.key) + 1
        return (keys[at] if at < len(keys) else END,)
