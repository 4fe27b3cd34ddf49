"""What happened to dropped files and what is known of them: check, run, status, trace, undo, history and the like."""

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


class OpenFile(TypedDict):
    """A dropped file that somebody has open: it waits. ``by`` is the name in its lock, "" where it tells none."""

    file: str
    by: str


class Health(TypedDict):
    """How the service does; ``orders`` are documents that are promised and not made yet.

    ``holidays_unknown`` are years ahead whose holidays nobody has announced.
    """

    daemon: str
    heartbeat: str | None
    waiting: int
    orders: int
    rules: str
    rule_book: str
    holidays_unknown: list[int]


class Status(TypedDict):
    """``toolkit status``."""

    submissions: list[Submission]
    queue: list[Waiting]
    not_taken: list[str]
    open_elsewhere: list[OpenFile]
    health: Health


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


class BackedUp(TypedDict):
    """``toolkit backup``: the copy made, and earlier ones that were deleted because their days are over."""

    file: str
    pruned: list[str]


class Recovered(TypedDict):
    """``toolkit recover``: how many submissions the rebuilt ledger knows, and where the old one lies."""

    submissions: int
    set_aside: str | None


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


class ErasedParts(TypedDict):
    """Rows by table, files rewritten, files removed whole."""

    ledger: dict[str, int]
    files: list[str]
    removed: list[str]


class KeptParts(TypedDict):
    """What a duty to keep protects: how many rows for which reason, and the files."""

    reasons: dict[str, int]
    files: list[str]


class KeptBackup(TypedDict):
    """A copy of the ledger that still holds the person, and the last day (ISO) on which it may be kept."""

    file: str
    made: str
    kept_until: str


class Erased(TypedDict):
    """``toolkit erase``: what goes (``done``: has gone) and what must be kept."""

    person: str
    words: list[str]
    done: bool
    erased: ErasedParts
    kept: KeptParts
    backups: list[KeptBackup]
