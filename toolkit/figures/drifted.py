"""What the comparison of the clients' ways with the process says: plain values, for whoever only prints them.

They need none of what counts them, which takes a quarter of a second and forty megabytes to load.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StageTime:
    """How long clients stayed in a stage. ``allowed`` is the sum of its limits, None where it has none.

    ``n`` stays that ended; ``over`` of them took longer than allowed; ``waiting`` clients are there now.
    """

    stage: str
    title: str
    n: int
    median: float | None
    most: int | None
    """The 90th percentile, nearest rank."""
    allowed: int | None
    over: int
    waiting: int


@dataclass(frozen=True, slots=True)
class SkippedStep:
    """A step whose forms ``skipped`` of ``n`` clients never had, although they went on to a later stage."""

    step: str
    title: str
    n: int
    skipped: int


@dataclass(frozen=True, slots=True)
class LateNode:
    """A key node: of ``n`` clients for whom it ran out or was met, ``late`` took longer than ``limit`` days."""

    step: str
    title: str
    limit: int
    n: int
    late: int
    median: float | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A change of stage that is a jump or a way back: how often, by how many clients, and whether it is foreseen."""

    before: str
    after: str
    times: int
    customers: int
    foreseen: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """The whole comparison, as of one day, over ``customers`` clients."""

    as_of: date
    customers: int
    stages: tuple[StageTime, ...]
    skipped: tuple[SkippedStep, ...]
    late: tuple[LateNode, ...]
    jumps: tuple[Passage, ...]
    loops: tuple[Passage, ...]
