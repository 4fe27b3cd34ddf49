"""Figures and lists over the whole ledger: drift, due lists, archives, the back-test."""

from typing import NotRequired

from typing_extensions import TypedDict  # pydantic asks for this one below Python 3.12


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


class Ordered(TypedDict):
    """``toolkit report kpi``: documents ordered and made."""

    ordered: int
    made: int


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
    """``toolkit report archive --period``: names of what is missing, was changed by hand, or is not made yet.

    ``unproven`` are there, but the ledger keeps no hash of them (receipts, workbooks of figures).
    """

    file: str
    period: str
    files: int
    complete: bool
    missing: list[str]
    changed: list[str]
    pending: list[str]
    unproven: list[str]


class Verified(TypedDict):
    """``toolkit report archive --verify``: names of what was tampered with, is missing or was added.

    ``unproven`` had no hash before they were packed; without ``lacking`` the archive was made.
    """

    file: str
    period: str
    files: int
    intact: bool
    list_is_ours: bool
    tampered: list[str]
    missing: list[str]
    extra: list[str]
    unproven: list[str]
    lacking: list[str]


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


class NamedRate(TypedDict):
    """The signing rate of one channel, kind or owner in a list of past deals."""

    name: str
    n: int
    signed: int
    rate: float | None


class Backtested(TypedDict):
    """``toolkit score test``; AUC, KS, PSI are null where there are too few cases.

    ``unscored`` are decided deals that were not scored before: they are left out.

    What follows ``damaged`` is told of a list of past deals only: rates by group, days from opening to signing,
    and what the signed deals were worth.
    """

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
    unscored: int
    damaged: list[DamagedOutcome]
    channels: NotRequired[list[NamedRate]]
    kinds: NotRequired[list[NamedRate]]
    owners: NotRequired[list[NamedRate]]
    median_days: NotRequired[float | None]
    mean_days: NotRequired[float | None]
    days_n: NotRequired[int]
    amount: NotRequired[float]
    amount_n: NotRequired[int]
