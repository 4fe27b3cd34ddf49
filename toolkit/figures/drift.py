"""How clients really moved, beside the process as the rule book has it (domain V): plain moves in, counts out.

Four questions: in which stages is time lost, which steps are skipped, which key nodes are late, where do clients go
back. Every answer carries its n. Days are working days; nothing after ``as_of`` exists yet.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from math import ceil
from statistics import median
from types import MappingProxyType
from typing import NamedTuple

from toolkit.rulebook.nodes import STAGE
from toolkit.rulebook.process import Process, ProcessStage, Step

CHECKED = "prospects"
EVENT_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "registered": CHECKED,
        "first_contact": "contacts",
        "survey": "needs",
        "proposal": "proposals",
        "objection": "objections",
        "draft": "contracts",
        "resourced": "resources",
        "handed_over": "handover",
    }
)
"""Event of a limit → the form whose first record is that event."""
EVENT_STAGES: Mapping[str, str] = MappingProxyType({"confirmed": "談判", "signed": "成交"})
"""Event of a limit → the deal stage that a client enters by it."""
_RECURRING = frozenset({"stale", "contact", "visit", "satisfaction", "complaint", "expiry", "milestone", "period_end"})
"""Events that come again and again: their limits are no part of the way through a stage."""

_ON_OCCASION = _RECURRING | {"objection"}
"""A client without the occasion has not skipped the step."""

Between = Callable[[date, date], int]
_START = date(2000, 1, 3)
"""Any day before all others."""


class Travelled(NamedTuple):
    """One change of stage: ``before`` is "" for the first."""

    customer: str
    before: str
    after: str
    on: date


@dataclass(frozen=True, slots=True)
class Histories:
    """What is known of all clients.

    ``registered`` is each client's day of registration, ``first_days`` the day of its first record of each form that
    has a day, ``held`` the forms of which it has any record.
    """

    moves: Sequence[Travelled]
    registered: Mapping[str, date]
    first_days: Mapping[str, Mapping[str, date]] = field(default_factory=dict)
    held: Mapping[str, Collection[str]] = field(default_factory=dict)


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


class _Stay(NamedTuple):
    """A client in one deal stage; ``left`` is None while it is there."""

    customer: str
    deal_stage: str
    entered: date
    left: date | None
    onward: bool
    """Whether it went on to a later stage from here."""


def drift(found: Histories, process: Process, between: Between, as_of: date) -> Drift:
    """Compare; ``between(first, last)`` counts the working days after ``first`` up to and with ``last``."""
    between = _counted(between)
    moves = sorted((move for move in found.moves if move.on <= as_of), key=lambda move: move.on)
    path = {deal: at for at, deal in enumerate(deal for stage in process.stages for deal in stage.deal_stages)}
    stays = _stays(moves, found.registered, path, as_of)
    known = _Known(found, stays, between, as_of)
    walked = [stage for stage in process.stages if stage.deal_stages]
    within = {stage.key: [stay for deal in stage.deal_stages for stay in known.stays[deal]] for stage in walked}
    return Drift(
        as_of=as_of,
        customers=len({stay.customer for stay in stays}),
        stages=tuple(_stage_time(stage, within[stage.key], between) for stage in walked),
        skipped=tuple(one for stage in walked for one in _skipped(stage, within[stage.key], found.held)),
        late=tuple(one for stage in walked for step in stage.steps for one in known.late(stage, step)),
        jumps=_passages(moves, process, lambda before, after: _leap(path, before, after) > 1),
        loops=_passages(moves, process, lambda before, after: _leap(path, before, after) < 0),
    )


def _counted(between: Between) -> Between:
    """``between`` by way of one count for each day: clients are many, days are few."""

    @cache
    def until(day: date) -> int:
        return between(_START, day)

    return lambda first, last: until(last) - until(first)


def _leap(path: Mapping[str, int], before: str, after: str) -> int:
    """By how many deal stages a move goes on; 0 where either is none of the path (暫緩, 流失)."""
    return path[after] - path[before] if before in path and after in path else 0


def _stays(
    moves: Iterable[Travelled], registered: Mapping[str, date], path: Mapping[str, int], as_of: date
) -> list[_Stay]:
    """Every client's stays, one behind the other; the first begins with the registration."""
    by_customer: dict[str, list[Travelled]] = defaultdict(list)
    for move in moves:
        by_customer[move.customer].append(move)
    stays: list[_Stay] = []
    known, start = {customer for customer, day in registered.items() if day <= as_of}, next(iter(path))
    for customer in sorted(known | set(by_customer)):
        own = by_customer.get(customer, [])
        first = registered.get(customer)
        at, since = start, first
        for move in own:
            before = move.before or at
            if since is not None and move.after != before and since <= move.on:
                stays.append(_Stay(customer, before, since, move.on, _leap(path, before, move.after) > 0))
            at, since = move.after, move.on
        if since is not None:
            stays.append(_Stay(customer, at, since, None, onward=False))
    return stays


def _stage_time(stage: ProcessStage, own: Sequence[_Stay], between: Between) -> StageTime:
    days = sorted(between(stay.entered, stay.left) for stay in own if stay.left)
    limits = [step.limit.days for step in stage.steps if step.limit and step.limit.event not in _RECURRING]
    allowed = sum(limits) if limits else None
    return StageTime(
        stage=stage.key,
        title=stage.title,
        n=len(days),
        median=median(days) if days else None,
        most=days[ceil(0.9 * len(days)) - 1] if days else None,
        allowed=allowed,
        over=sum(day > allowed for day in days) if allowed is not None else 0,
        waiting=sum(stay.left is None for stay in own),
    )


def _skipped(stage: ProcessStage, own: Iterable[_Stay], held: Mapping[str, Collection[str]]) -> list[SkippedStep]:
    """Steps with forms of which clients that went on have none."""
    passed = sorted({stay.customer for stay in own if stay.onward})
    found = []
    for step in stage.steps:
        if not step.forms or not (step.decision or step.limit) or (step.limit and step.limit.event in _ON_OCCASION):
            continue
        without = sum(map(frozenset(step.forms).isdisjoint, (held.get(customer, ()) for customer in passed)))
        if passed:
            found.append(SkippedStep(step.key, step.title, len(passed), without))
    return [one for one in found if one.skipped]


class _Known:
    """When what happened to each client, as far as the limits of key nodes need it."""

    def __init__(self, found: Histories, stays: Sequence[_Stay], between: Between, as_of: date) -> None:
        self._found, self._between, self._as_of = found, between, as_of
        self._entered: dict[tuple[str, str], date] = {}
        self.stays: defaultdict[str, list[_Stay]] = defaultdict(list)
        for stay in stays:
            self.stays[stay.deal_stage].append(stay)
            self._entered.setdefault((stay.customer, stay.deal_stage), stay.entered)
        self._dated = {form for days in found.first_days.values() for form in days}
        self._inside = {(stay.customer, stay.deal_stage) for stay in stays if stay.left is None}
        self._customers = sorted({stay.customer for stay in stays})

    def late(self, stage: ProcessStage, step: Step) -> list[LateNode]:
        """The step's node; nothing where it has none, or no record tells when it begins and is done."""
        if step.limit is None or step.limit.event in _RECURRING or not step.forms:
            return []
        own = EVENT_FORMS.get(step.limit.event)
        done_by = [form for form in step.forms if form != own and form in self._dated]
        if not done_by or not self._can_tell(step.limit.event):
            return []
        taken = [self._taken(customer, stage, step.limit.event, done_by) for customer in self._customers]
        limit = step.limit.days
        settled = [(days, done) for one in taken if one for days, done in [one] if done or days > limit]
        if not settled:
            return []
        met = [days for days, done in settled if done]
        late = sum(days > limit for days, _ in settled)
        return [LateNode(step.key, step.title, limit, len(settled), late, median(met) if met else None)]

    def _can_tell(self, event: str) -> bool:
        return event == STAGE or event in EVENT_FORMS or event in EVENT_STAGES

    def _taken(self, customer: str, stage: ProcessStage, event: str, forms: Sequence[str]) -> tuple[int, bool] | None:
        """Working days from the event to the record that ends it (or to today), and whether it came."""
        begun = self._begun(customer, stage, event)
        if begun is None or begun > self._as_of:
            return None
        days = self._found.first_days.get(customer, {})
        ends = [day for form in forms if (day := days.get(form)) and begun <= day <= self._as_of]
        if ends:
            return self._between(begun, min(ends)), True
        inside = any((customer, deal) in self._inside for deal in stage.deal_stages)
        return (self._between(begun, self._as_of), False) if inside else None

    def _begun(self, customer: str, stage: ProcessStage, event: str) -> date | None:
        if event == STAGE:
            entered = [self._entered.get((customer, deal)) for deal in stage.deal_stages]
            return min((day for day in entered if day), default=None)
        if event in EVENT_STAGES:
            return self._entered.get((customer, EVENT_STAGES[event]))
        form = EVENT_FORMS[event]
        if form == CHECKED:
            return self._found.registered.get(customer)
        return self._found.first_days.get(customer, {}).get(form)


def _passages(moves: Iterable[Travelled], process: Process, wanted: Callable[[str, str], bool]) -> tuple[Passage, ...]:
    """The changes of stage that are ``wanted``, the most frequent first."""
    by_way: dict[tuple[str, str], list[str]] = defaultdict(list)
    for customer, before, after, _ in moves:
        by_way[before, after].append(customer)
    found = [
        Passage(before, after, len(who), len(set(who)), process.may_move(before, after))
        for (before, after), who in by_way.items()
        if wanted(before, after)
    ]
    return tuple(sorted(found, key=lambda one: (-one.times, one.before, one.after)))
