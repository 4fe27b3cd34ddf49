"""``manual/process.yaml`` as typed values: the seven stages of the seed with steps, roles, gates and moves.

It is the file that stages, reminders, reports and the handbook obey: a key node (``Limit``) makes reminders,
a role makes to-dos, a gate stops a customer, and ``moves`` say which changes of 階段 are in order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from toolkit.rulebook.yaml import Item, parse_yaml

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


@dataclass(frozen=True, slots=True)
class Limit:
    """A key node: at most ``days`` working days ``after`` something happened."""

    days: int
    after: str
    after_en: str


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
    """A department that must agree to a contract, and the restricted drop folder that proves it."""

    department: str
    role: str
    folder: str
    deputies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """One issue of the rule book: what changed is computed, only the reason is typed."""

    version: str
    day: date
    reason: str


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

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Step key → step, over all stages, in order."""
        return {step.key: step for stage in self.stages for step in stage.steps}

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


_TOP = (
    *("version", "number", "title", "title_en", "issued_on", "prepared_by", "reviewed_by", "approved_by"),
    *("revisions", "roles", "reviewers", "stages", "gates", "moves"),
)
_STEP = (
    *("key", "title", "en", "do", "do_en", "responsible", "accountable", "consulted", "informed"),
    *(
        "input",
        "output",
        "standard",
        "forms",
        "documents",
        "kpi",
        "risk",
        "control",
        "limit",
        "decision",
        "next",
    ),
)


def parse_process(text: str) -> Process:
    """Parse the text of ``manual/process.yaml``; raises RuleBookError with file, line and key."""
    top = parse_yaml(FILE, text)
    top.only(*_TOP)
    process = Process(
        version=top.child("version").text(),
        number=top.child("number").text(),
        title=top.child("title").text(),
        title_en=_text(top, "title_en"),
        issued_on=top.child("issued_on").day(),
        prepared_by=_text(top, "prepared_by"),
        reviewed_by=_text(top, "reviewed_by"),
        approved_by=_text(top, "approved_by"),
        revisions=tuple(_revision(item) for item in top.child("revisions").sequence()),
        roles={key: _role(key, item) for key, item in top.child("roles").mapping().items()},
        reviewers=tuple(_reviewer(item) for item in top.child("reviewers").sequence()),
        stages=tuple(_stage(item) for item in top.child("stages").sequence()),
        gates=tuple(_gate(item) for item in top.child("gates").sequence()),
        moves={key: item.texts() for key, item in top.child("moves").mapping().items()},
    )
    _check(process, top)
    return process


def _revision(item: Item) -> Revision:
    item.only("version", "date", "reason")
    return Revision(item.child("version").text(), item.child("date").day(), item.child("reason").text())


def _role(key: str, item: Item) -> Role:
    item.only("title", "en", "department", "duty", "duty_en", "external")
    external = item.get("external")
    return Role(
        key,
        item.child("title").text(),
        _text(item, "en"),
        item.child("department").text(),
        _text(item, "duty"),
        _text(item, "duty_en"),
        external.flag() if external else False,
    )


def _reviewer(item: Item) -> Reviewer:
    item.only("department", "role", "folder", "deputies")
    return Reviewer(
        item.child("department").text(),
        item.child("role").text(),
        item.child("folder").text(),
        _texts(item, "deputies"),
    )


def _stage(item: Item) -> ProcessStage:
    item.only("key", "title", "en", "deal_stages", "purpose", "purpose_en", "steps")
    key = item.child("key").text()
    return ProcessStage(
        key,
        item.child("title").text(),
        _text(item, "en"),
        _texts(item, "deal_stages"),
        _text(item, "purpose"),
        _text(item, "purpose_en"),
        tuple(_step(key, step) for step in item.child("steps").sequence()),
    )


def _step(stage: str, item: Item) -> Step:
    item.only(*_STEP)
    return Step(
        key=item.child("key").text(),
        stage=stage,
        title=item.child("title").text(),
        en=_text(item, "en"),
        do=item.child("do").texts(),
        do_en=_texts(item, "do_en"),
        responsible=item.child("responsible").texts(),
        accountable=item.child("accountable").text(),
        consulted=_texts(item, "consulted"),
        informed=_texts(item, "informed"),
        input=_text(item, "input"),
        output=_text(item, "output"),
        standard=_text(item, "standard"),
        forms=_texts(item, "forms"),
        documents=_texts(item, "documents"),
        kpi=_texts(item, "kpi"),
        risk=_text(item, "risk"),
        control=_text(item, "control"),
        limit=_limit(item.get("limit")),
        decision=_decision(item.get("decision")),
        next=_text(item, "next"),
        line=item.line,
    )


def _limit(item: Item | None) -> Limit | None:
    if item is None:
        return None
    item.only("days", "after", "after_en")
    return Limit(item.child("days").whole(1, 366), item.child("after").text(), _text(item, "after_en"))


def _decision(item: Item | None) -> Decision | None:
    if item is None:
        return None
    item.only("question", "question_en", "yes", "no")
    ask, yes, no = (item.child(name).text() for name in ("question", "yes", "no"))
    return Decision(ask, _text(item, "question_en"), yes, no)


def _gate(item: Item) -> Gate:
    item.only("key", "before", "needs", "text", "en", "strength")
    strength = item.child("strength")
    if strength.text() not in ("error", "warning"):
        raise strength.wrong("rulebook.entry_unknown", value=strength.text(), suggestion="error, warning")
    return Gate(
        item.child("key").text(),
        item.child("before").text(),
        item.child("needs").texts(),
        item.child("text").text(),
        _text(item, "en"),
        strength.text() == "error",
    )


def _text(item: Item, name: str) -> str:
    found = item.get(name)
    return found.text() if found else ""


def _texts(item: Item, name: str) -> tuple[str, ...]:
    found = item.get(name)
    return found.texts() if found else ()


def _check(process: Process, top: Item) -> None:
    """Refuse what points nowhere: unknown roles, unknown next steps, keys used twice."""
    seen: dict[str, int] = {}
    for item in _step_items(top):
        key = item.child("key").text()
        if key in seen:
            raise item.child("key").wrong("rulebook.duplicate_key", value=key, first=seen[key])
        seen[key] = item.line
        for name in ("responsible", "accountable", "consulted", "informed"):
            found = item.get(name)
            for role in found.texts() if found else ():
                if found and role not in process.roles:
                    raise found.wrong("rulebook.entry_unknown", value=role, suggestion=", ".join(process.roles))
    for item in _step_items(top):
        step = process.steps[item.child("key").text()]
        for after in process.follows(step):
            if after != END and after not in process.steps:
                raise item.wrong("rulebook.entry_unknown", value=after, suggestion=", ".join(process.steps))


def _step_items(top: Item) -> Iterator[Item]:
    for stage in top.child("stages").sequence():
        yield from stage.child("steps").sequence()
