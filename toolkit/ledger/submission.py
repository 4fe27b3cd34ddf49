"""A dropped file as the journal knows it: its states, the numbered transitions between them, its lease."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from toolkit.forms.column import Privacy
from toolkit.ledger.refusals import WrongStep

_NONE: Mapping[str, Any] = MappingProxyType({})


class State(StrEnum):
    """Where a submission stands (design section 2); the last four are ends."""

    SEEN = "seen"
    SETTLED = "settled"
    CLAIMED = "claimed"
    READ = "read"
    RECOGNISED = "recognised"
    VALIDATED = "validated"
    SCORED = "scored"
    COMMITTED = "committed"
    PUBLISHED = "published"
    ARCHIVED = "archived"
    DONE = "done"
    RETURNED = "returned"
    QUARANTINED = "quarantined"
    GONE = "gone"


ENDS = frozenset({State.DONE, State.RETURNED, State.QUARANTINED, State.GONE})
VERDICTS = frozenset({State.DONE, State.RETURNED, State.QUARANTINED})
"""What a commit may decide; the verdict becomes the end state once everything lies where it belongs."""
WORKING = (State.CLAIMED, State.READ, State.RECOGNISED, State.VALIDATED, State.SCORED)
"""Before the commit point: after a crash the work is run again from the claimed file."""
AFTER_COMMIT = (State.COMMITTED, State.PUBLISHED, State.ARCHIVED)
"""After the commit point: after a crash only publishing and archiving are done again."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One numbered step of the protocol; ``before`` is None for the insertion."""

    number: int
    before: tuple[State, ...] | None
    after: State


TRANSITIONS: tuple[Transition, ...] = (
    Transition(1, None, State.SEEN),
    Transition(2, (State.SEEN,), State.SETTLED),
    Transition(3, (State.SETTLED,), State.CLAIMED),
    Transition(4, (State.CLAIMED,), State.READ),
    Transition(5, (State.READ,), State.RECOGNISED),
    Transition(6, (State.RECOGNISED,), State.VALIDATED),
    Transition(7, (State.VALIDATED,), State.SCORED),
    Transition(8, WORKING, State.COMMITTED),
    Transition(9, (State.COMMITTED,), State.PUBLISHED),
    Transition(10, (State.PUBLISHED,), State.ARCHIVED),
    Transition(11, (State.ARCHIVED,), State.DONE),
    Transition(12, (State.ARCHIVED,), State.RETURNED),
    Transition(13, (State.ARCHIVED,), State.QUARANTINED),
    # Off the straight road: the file moved on, vanished, or the work starts again.
    Transition(14, (State.SETTLED, State.CLAIMED), State.SEEN),
    Transition(15, (State.SEEN, State.SETTLED, State.CLAIMED), State.GONE),
    Transition(16, WORKING, State.CLAIMED),
    Transition(17, (State.CLAIMED, State.READ, State.RECOGNISED), State.VALIDATED),
)
_ALLOWED: Mapping[tuple[State, State], Transition] = MappingProxyType(
    {(before, step.after): step for step in TRANSITIONS for before in step.before or ()}
)


def transition(submission: str, before: State, after: State) -> Transition:
    """The numbered transition from ``before`` to ``after``; raises WrongStep where there is none."""
    step = _ALLOWED.get((before, after))
    if step is None:
        raise WrongStep("ledger.wrong_step", submission=submission, before=before.value, after=after.value)
    return step


@dataclass(frozen=True, slots=True)
class Drop:
    """A file as a scan of the inbox found it; ``folder`` is relative to the inbox ("" = the inbox).

    ``work_as`` is the name behind ``<submission>__`` in the work folder where the dropped one is too
    long or unsafe (``folders.names.safe_name``); "" takes the name as it is.
    """

    folder: str
    name: str
    size: int
    mtime_ns: int
    inode: int = 0
    sender: str = ""
    authority: str = ""
    privacy: Privacy = Privacy.OPEN
    work_as: str = ""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a submission: good as long as the journal still knows this epoch."""

    submission: str
    worker: str
    epoch: int


@dataclass(frozen=True, slots=True)
class Submission:
    """One row of the journal. Times are UTC; ``manifest`` lists what is to be published."""

    id: str
    folder: str
    name: str
    size: int
    mtime_ns: int
    inode: int
    work_name: str
    state: State
    sender: str = ""
    authority: str = ""
    privacy: Privacy = Privacy.OPEN
    sha256: str = ""
    verdict: str = ""
    duplicate_of: str = ""
    attempts: int = 0
    worker: str = ""
    epoch: int = 0
    lease_until: datetime | None = None
    retry_at: datetime | None = None
    problem: str = ""
    forms: tuple[str, ...] = ()
    counts: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    result: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    manifest: tuple[Mapping[str, Any], ...] = ()
    receipt: str = ""
    archived_as: str = ""
    seen_at: datetime | None = None
    claimed_at: datetime | None = None
    committed_at: datetime | None = None
    ended_at: datetime | None = None
    undone_by: int | None = None

    @property
    def lease(self) -> Lease:
        """The lease that this row, as it was read, stands for."""
        return Lease(self.id, self.worker, self.epoch)

    @property
    def ended(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in ENDS

    @property
    def path(self) -> str:
        """Where it was dropped, relative to the inbox, with forward slashes."""
        return f"{self.folder}/{self.name}" if self.folder else self.name
