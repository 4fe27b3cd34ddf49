"""The JSON that each command prints with ``--json``: one declaration a command, and its JSON Schema.

A key may be added in a later version; none is renamed or taken away. Days are ``2026-11-24``, moments ISO 8601
in UTC, paths relative to the workspace unless they begin with a slash. Tests hold real output against these.
"""

from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic asks for this one below Python 3.12


class Finding(TypedDict):
    """One finding of ``check``; ``cell`` is an A1 reference, ``row`` 1-based, both empty for a whole sheet."""

    code: str
    severity: str
    sheet: str
    cell: str
    row: int
    field: str
    value: str
    message: str
    suggestion: str


class CheckedSheet(TypedDict):
    """One sheet that was recognised: ``rows`` = ``accepted`` + ``rejected``."""

    sheet: str
    form: str
    rows: int
    accepted: int
    rejected: int
    findings: list[Finding]


class Checked(TypedDict):
    """One checked file; ``findings`` are those of the file as a whole, ``documents`` what would be made."""

    file: str
    findings: list[Finding]
    sheets: list[CheckedSheet]
    documents: list[str]


class Ended(TypedDict):
    """One file that ``run --once`` took."""

    id: str
    file: str
    state: str
    accepted: int
    rejected: int
    receipt: str


class Submission(Ended):
    """One dropped file in ``status``; ``form`` names several with commas."""

    form: str
    outputs: list[str]
    attempts: int
    duplicate_of: str
    seen_at: str | None
    ended_at: str | None


class Waiting(TypedDict):
    """One file that has not reached an end state."""

    id: str
    file: str
    state: str
    problem: str


class Health(TypedDict):
    """How the service does; ``orders`` are documents that are promised and not made yet."""

    daemon: str
    heartbeat: str | None
    waiting: int
    orders: int
    rules: str
    rule_book: str


class Status(TypedDict):
    """``toolkit status``."""

    submissions: list[Submission]
    queue: list[Waiting]
    not_taken: list[str]
    health: Health


class BlankForm(TypedDict):
    """One blank form that was written."""

    form: str
    file: str


class Event(TypedDict):
    """One event of a customer's timeline; confidential values are left out."""

    day: str | None
    what: str
    version: int
    values: dict[str, Any]
    submission: str
    file: str
    sheet: str
    row: int


class History(TypedDict):
    """``toolkit history``: a customer and all that happened, oldest first."""

    customer: str
    name: str
    owner: str
    stage: str
    grade: str
    events: list[Event]


class Inspected(TypedDict):
    """One thing that ``doctor`` looked at; ``code`` is empty where all is well."""

    check: str
    verdict: str
    seen: str
    code: str
    message: str


class MadeHandbook(TypedDict):
    """``toolkit handbook``: its files, its version, and what changed since the issue before."""

    files: list[str]
    issue: str
    changes: list[str]
    unknown_feedback: list[str]
    busy: bool


class StageTime(TypedDict):
    """How long clients stayed in a stage, in working days; null where nobody did or the stage has no limit."""

    stage: str
    title: str
    n: int
    median: float | None
    most: int | None
    allowed: int | None
    over: int
    waiting: int


class SkippedStep(TypedDict):
    """A step without a record: of ``n`` clients that went on, ``skipped`` have none."""

    step: str
    title: str
    n: int
    skipped: int


class LateNode(TypedDict):
    """A key node: of ``n`` clients, ``late`` took longer than ``limit`` working days."""

    step: str
    title: str
    limit: int
    n: int
    late: int
    median: float | None


class Passage(TypedDict):
    """A jump ahead or a way back, and whether the process foresees it."""

    before: str
    after: str
    times: int
    customers: int
    foreseen: bool


class Drift(TypedDict):
    """``toolkit handbook --drift``: how clients really moved beside the process."""

    as_of: str
    customers: int
    stages: list[StageTime]
    skipped: list[SkippedStep]
    late: list[LateNode]
    jumps: list[Passage]
    loops: list[Passage]


class MadeFile(TypedDict):
    """A file that was written; null where it could not be (it is open on a desk)."""

    file: str | None


class Row(TypedDict):
    """One row of a submission and the record that it became (empty where it was not taken)."""

    sheet: str
    row: int
    form: str
    record: str


class Origin(TypedDict):
    """The cell that a printed value came from."""

    file: str
    sheet: str
    cell: str
    submission: str


class Document(TypedDict):
    """One registered document; confidential ones are named without ``values``.

    Every printed value stands once: in ``values`` (its cell), ``manual`` (the file of the rule book), ``own`` (what
    the document says of itself) or ``computed`` (worked out from the rest).
    """

    number: str
    version: int
    state: str
    path: str
    customer: str
    template: str
    template_hash: str
    data_hash: str
    check_code: str
    missing: list[str]
    values: dict[str, Origin]
    manual: dict[str, str]
    own: list[str]
    computed: list[str]


class TracedDocuments(TypedDict):
    """``toolkit trace`` of a document."""

    what: Literal["document"]
    documents: list[Document]


class TracedSubmission(TypedDict):
    """``toolkit trace`` of a submission."""

    what: Literal["submission"]
    file: str
    state: str
    archived_as: str
    rows: list[Row]
    documents: list[str]


class FilledRow(TypedDict):
    """One document of ``fill``: the row on the sheet, and what was missing in it."""

    row: int
    file: str
    draft: bool
    missing: list[str]


class FillFinding(TypedDict):
    """One finding of ``fill``: about a row, or (``row`` 0) about the template."""

    code: str
    severity: str
    sheet: str
    cell: str
    row: int
    value: str
    message: str
    suggestion: str


class Filled(TypedDict):
    """``toolkit fill``; rows without a document are told in ``findings``."""

    template: str
    file: str
    sheet: str
    out: str
    rows: int
    documents: list[FilledRow]
    pdf: list[str]
    findings: list[FillFinding]


class Slip(TypedDict):
    """One finding in a template: its place, the words, what is the matter and what to do."""

    code: str
    where: str
    words: str
    suggestion: str
    what: str
    do: str


class CheckedTemplate(TypedDict):
    """One checked template; ``marked`` and ``mended`` are copies that were written."""

    name: str
    file: str
    marked: str | None
    mended: str | None
    slips: list[Slip]


class NamedFile(TypedDict):
    """A submission by its id and its place below the inbox."""

    id: str
    file: str


class NamedRecord(TypedDict):
    """A record by its form and key; the key of a confidential one is empty."""

    form: str
    record: str


class KeptRecord(NamedRecord):
    """A record that stays though its submission is taken back: why, and which submission needs it."""

    why: str
    by: str


class Undone(TypedDict):
    """``toolkit undo``: what went, what returned, what stays; ``voided`` are documents marked 作廢."""

    submissions: list[NamedFile]
    commit: int
    removed: list[NamedRecord]
    restored: list[NamedRecord]
    customers_removed: list[str]
    customers_restored: list[str]
    kept: list[KeptRecord]
    voided: list[str]


class Recovered(TypedDict):
    """``toolkit recover``: how many submissions the rebuilt ledger knows, and where the old one lies."""

    submissions: int
    set_aside: str | None


class Demo(TypedDict):
    """``toolkit demo``: where it lies, what was taken, how many documents were made, what to open."""

    workspace: str
    taken: list[Ended]
    documents: int
    open: list[str]


class Ordered(TypedDict):
    """``toolkit report kpi``: documents ordered and made."""

    ordered: int
    made: int


class KnownLayout(TypedDict):
    """What is remembered of lists of one layout: how many headings were answered, by whom, when."""

    layout: str
    form: str
    headings: int
    person: str
    at: str | None
    submission: str


class ShownLayout(KnownLayout):
    """All answers: folded heading → field ("" kept as it is), field → typed → ours, field → for every row."""

    fields: dict[str, str]
    values: dict[str, dict[str, str]]
    given: dict[str, str]


class Forgotten(TypedDict):
    """The layouts that are asked about again."""

    forgotten: list[str]


class DueItem(TypedDict):
    """One thing that is due, on which day, about whom."""

    kind: str
    due: str
    customer: str
    name: str
    text: str


class OwnersDue(TypedDict):
    """What waits for one colleague: how much of it is late, due today, due soon; ``more`` are not listed."""

    owner: str
    late: int
    today: int
    soon: int
    more: int
    workbook: str | None
    calendar: str | None
    items: list[DueItem]


class Reminded(TypedDict):
    """``toolkit remind``: a workbook and a calendar an owner; ``missed`` are mornings without a list."""

    day: str
    owners: list[OwnersDue]
    stale: list[str]
    grade_changes: int
    missed: list[str]
    open_on_a_desk: list[str]


class Archived(TypedDict):
    """``toolkit report archive --period``: names of what is missing, was changed by hand, or is not made yet."""

    file: str
    files: int
    complete: bool
    missing: list[str]
    changed: list[str]
    pending: list[str]


class Verified(TypedDict):
    """``toolkit report archive --verify``: names of what was tampered with, is missing or was added."""

    file: str
    files: int
    intact: bool
    list_is_ours: bool
    tampered: list[str]
    missing: list[str]
    extra: list[str]


class GradeRate(TypedDict):
    """How many of a grade (or group) signed, with the bounds of the 95 % interval; null without any."""

    grade: str
    n: int
    signed: int
    rate: float | None
    low: float | None
    high: float | None


class DecileLift(TypedDict):
    """A tenth of the cases by score, best first: its rate as a multiple of the whole's."""

    decile: int
    n: int
    signed: int
    lift: float | None


class FactorWeight(TypedDict):
    """A factor's points, how well it tells who signs alone, and the points that would follow from it."""

    factor: str
    points: float
    auc: float | None
    suggested: float | None


class DamagedOutcome(TypedDict):
    """A cell that cannot be read; its row is not counted."""

    row: int
    heading: str
    value: str


class Backtested(TypedDict):
    """``toolkit score test``; AUC, KS, PSI are null where there are too few cases."""

    n: int
    signed: int
    rate: float | None
    grades: list[GradeRate]
    auc: float | None
    ks: float | None
    psi: float | None
    lift: list[DecileLift]
    weights: list[FactorWeight]
    undecided: int
    damaged: list[DamagedOutcome]


class ErasedParts(TypedDict):
    """Rows by table, files rewritten, files removed whole."""

    ledger: dict[str, int]
    files: list[str]
    removed: list[str]


class KeptParts(TypedDict):
    """What a duty to keep protects: how many rows for which reason, and the files."""

    reasons: dict[str, int]
    files: list[str]


class Erased(TypedDict):
    """``toolkit erase``: what goes (``done``: has gone) and what must be kept."""

    person: str
    words: list[str]
    done: bool
    erased: ErasedParts
    kept: KeptParts


class Unit(TypedDict):
    """``toolkit service``: the systemd unit or the Windows task, and what was done with it."""

    name: str
    file: str
    deed: str
    text: str


SHAPES: dict[str, Any] = {
    "remind": Reminded,
    "report archive": Archived | Verified,
    "score test": Backtested,
    "erase": Erased,
    "service": Unit,
    "mappings": list[KnownLayout] | ShownLayout | Forgotten,
    "demo": Demo,
    "report kpi": Ordered,
    "check": list[Checked],
    "run": list[Ended],
    "status": Status,
    "fill": Filled,
    "forms": list[BlankForm],
    "handbook": MadeHandbook | Drift,
    "history": History,
    "doctor": list[Inspected],
    "report overview": MadeFile,
    "backup": MadeFile,
    "trace": TracedDocuments | TracedSubmission,
    "undo": Undone,
    "recover": Recovered,
    "templates check": list[CheckedTemplate],
    "templates fields": list[str],
    "templates preview": list[str],
    "templates release": dict[str, str],
}
"""Command (without ``toolkit``) → what it prints."""


def schema(command: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what ``command`` prints with ``--json``."""
    from pydantic import TypeAdapter

    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **TypeAdapter(SHAPES[command]).json_schema(),
        "title": f"toolkit {command} --json",
    }
