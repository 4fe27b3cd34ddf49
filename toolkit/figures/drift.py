"""How clients really moved, beside the process as the rule book has it (domain V): plain moves in, counts out.

Four questions: in which stages is time lost, which steps are skipped, which key nodes are late, where do clients go
back. Every answer carries its n. Days are working days; nothing after ``as_of`` exists yet.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil
from statistics import median
from types import MappingProxyType

import numpy as np
import pandas as pd

from toolkit.figures.drifted import Drift, LateNode, Passage, SkippedStep, StageTime
from toolkit.figures.walks import Array, Between, Days, Histories, Stays, Walks, Ways, counted
from toolkit.rulebook.nodes import STAGE
from toolkit.rulebook.process import Process, ProcessStage, Step

CHECKED = "prospects"
DATED = frozenset({"prospects", "contacts", "plans", "proposals", "visits", "approvals", "handover", "satisfaction"})
"""Forms whose day is that on which the work was done; of others it is an end, a start or a deadline to come."""
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


def drift(found: Histories, process: Process, between: Between, as_of: date) -> Drift:
    """Compare; ``between(first, last)`` counts the working days after ``first`` up to and with ``last``."""
    path = {deal: at for at, deal in enumerate(deal for stage in process.stages for deal in stage.deal_stages)}
    walks, days = Walks(found, path, as_of), counted(between)
    walked = [(stage, walks.stays.at({path[deal] for deal in stage.deal_stages})) for stage in process.stages]
    walked = [(stage, own) for stage, own in walked if stage.deal_stages]
    since = min((revision.day for revision in process.revisions), default=process.issued_on)
    nodes, passages = _Nodes(walks, days, path, np.datetime64(since)), _passages(walks.ways, process)
    return Drift(
        as_of=as_of,
        customers=walks.count,
        stages=tuple(_stage_time(stage, own, days) for stage, own in walked),
        skipped=tuple(one for stage, own in walked for one in _skipped(stage, own, walks)),
        late=tuple(one for stage, _ in walked for step in stage.steps for one in nodes.late(stage, step)),
        jumps=tuple(one for one in passages if _leap(path, one.before, one.after) > 1),
        loops=tuple(one for one in passages if _leap(path, one.before, one.after) < 0),
    )


def _leap(path: Mapping[str, int], before: str, after: str) -> int:
    """By how many deal stages a move goes on; 0 where either is none of the path (暫緩, 流失)."""
    return path[after] - path[before] if before in path and after in path else 0


def _stage_time(stage: ProcessStage, own: Stays, between: Days) -> StageTime:
    ended = ~np.isnat(own.left)
    days = sorted(between(own.entered[ended], own.left[ended]).tolist())
    limits = [step.limit.days for step in stage.steps if step.limit and step.limit.event not in _RECURRING]
    allowed = sum(limits) if limits else None
    return StageTime(
        stage=stage.key,
        title=stage.title,
        n=len(days),
        median=median(days) if days else None,
        most=days[ceil(0.9 * len(days)) - 1] if days else None,
        allowed=allowed,
        over=len(days) - bisect_right(days, allowed) if allowed is not None else 0,
        waiting=int(np.count_nonzero(~ended)),
    )


def _skipped(stage: ProcessStage, own: Stays, walks: Walks) -> list[SkippedStep]:
    """Steps with forms of which clients that went on have none."""
    passed = np.unique(own.client[own.onward])
    found = []
    for step in stage.steps:
        if not step.forms or not (step.decision or step.limit) or (step.limit and step.limit.event in _ON_OCCASION):
            continue
        without = np.count_nonzero(~walks.holds(step.forms)[passed])
        found.append(SkippedStep(step.key, step.title, len(passed), int(without)))
    return [one for one in found if one.skipped]


class _Nodes:
    """How long clients took for what key nodes limit: what began before ``since``, the first issue, is history."""

    def __init__(self, walks: Walks, between: Days, path: Mapping[str, int], since: np.datetime64) -> None:
        self._walks, self._between, self._path, self._since = walks, between, path, since

    def late(self, stage: ProcessStage, step: Step) -> list[LateNode]:
        """The step's node; nothing where it has none, or no record tells when it begins and is done."""
        if step.limit is None or step.limit.event in _RECURRING or not step.forms:
            return []
        own = EVENT_FORMS.get(step.limit.event)
        done_by = [form for form in step.forms if form != own and self._walks.tells(form)]
        if not done_by or not self._can_tell(step.limit.event):
            return []
        met, still = self._taken(stage, step.limit.event, done_by)
        limit = step.limit.days
        over = sum(days > limit for days in still)
        if not met and not over:
            return []
        late = sum(days > limit for days in met) + over
        return [LateNode(step.key, step.title, limit, len(met) + over, late, median(met) if met else None)]

    def _can_tell(self, event: str) -> bool:
        return event == STAGE or event in EVENT_FORMS or event in EVENT_STAGES

    def _taken(self, stage: ProcessStage, event: str, forms: Sequence[str]) -> tuple[list[int], list[int]]:
        """Working days from the event to the record that ends it; and to today, of clients still in the stage."""
        today, begun = self._walks.as_of, self._begun(stage, event)
        begun = np.where(begun >= self._since, begun, np.datetime64("NaT", "D"))
        end = np.full(len(begun), np.datetime64("NaT", "D"))
        places = {self._path[deal] for deal in stage.deal_stages}
        for form in forms:
            day = self._walks.done_by(form, places)
            end = np.fmin(end, np.where((begun <= day) & (day <= today), day, np.datetime64("NaT", "D")))
        done = ~np.isnat(end)
        inside = self._walks.inside(places)
        still = begun[~done & inside & (begun <= today)]
        met: list[int] = self._between(begun[done], end[done]).tolist()
        waited: list[int] = self._between(still, np.full(len(still), today)).tolist()
        return met, waited

    def _begun(self, stage: ProcessStage, event: str) -> Array:
        if event == STAGE:
            first: Array = np.fmin.reduce([self._walks.entered(deal) for deal in stage.deal_stages])
            return first
        if event in EVENT_STAGES:
            return self._walks.entered(EVENT_STAGES[event])
        form = EVENT_FORMS[event]
        return self._walks.registered if form == CHECKED else self._walks.first_day(form)


def _passages(ways: Ways, process: Process) -> list[Passage]:
    """Every kind of change of stage, the most frequent first."""
    table = pd.DataFrame({"before": ways.before, "after": ways.after, "client": ways.client})
    counts = table.groupby(["before", "after"], sort=False)["client"].agg(["size", "nunique"])
    found = [
        Passage(before, after, times, who, process.may_move(before, after))
        for (before, after), times, who in counts.itertuples(name=None)
    ]
    return sorted(found, key=lambda one: (-one.times, one.before, one.after))
