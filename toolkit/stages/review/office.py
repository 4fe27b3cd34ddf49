"""Key nodes of the office itself (stage 7): nobody's client, but the end of each period and the review meeting."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from toolkit.figures.period import Period
from toolkit.rulebook.process import Step
from toolkit.rulebook.rulebook import RuleBook
from toolkit.rulebook.workdays import Calendar
from toolkit.stages.review.happenings import OF_THE_OFFICE
from toolkit.stages.review.items import ESCALATED, NODE, Due
from toolkit.stages.review.meeting import MINUTES
from toolkit.stages.review.roles import Holders, Told
from toolkit.stages.review.standing import LONGEST_LATE

PERIOD_END, MEETING = "period_end", "meeting"
_A_YEAR = timedelta(days=366)
_NOBODY: Holders = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Office:
    """What is known of the office's own work.

    ``began`` is the ledger's first day, ``made`` maps kind of document → the day on which the last was made,
    ``undecided``: something that was raised for the review is still open. ``periods`` are the labels of the KPI
    sheets (F15) on record.
    """

    began: date | None
    made: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    undecided: bool = False
    periods: Collection[str] = ()


def documents_asked(rules: RuleBook) -> tuple[str, ...]:
    """The kinds of documents that show whether the office's steps are done, and that a review was held."""
    return tuple({MINUTES, *(name for step in _steps(rules) for name in step.documents)})


def office_items(
    office: Office, rules: RuleBook, calendar: Calendar, today: date, holders: Holders = _NOBODY
) -> Iterable[Due]:
    """The steps that are due by ``today`` plus the days ahead, for those who do them and, late, who answers."""
    events, told = _events(office, today), Told(rules, holders)
    until = today + timedelta(days=rules.deadlines.due_soon)
    steps = _steps(rules)
    for at, step in enumerate(steps):
        began = events.get(step.limit.event) if step.limit else None
        if step.limit is None or began is None or _is_done(steps[at:], began, office, rules):
            continue
        due = calendar.after(began, step.limit.days)
        if today - LONGEST_LATE <= due <= until:
            yield from _lines(step, due, told, late=due < today)


def _steps(rules: RuleBook) -> list[Step]:
    return [step for step in rules.process.steps.values() if step.limit and step.limit.event in OF_THE_OFFICE]


def _events(office: Office, today: date) -> dict[str, date]:
    """The last period that ended while there was a ledger, and the last review by its minutes."""
    ended = period_end(office.periods, today)
    found = {PERIOD_END: ended if office.began is not None and office.began <= ended else None}
    found[MEETING] = office.made.get(MINUTES)
    return {event: day for event, day in found.items() if day is not None}


def period_end(labels: Collection[str], today: date) -> date:
    """The last day of the period that ended last, as long as those that the office sets targets for.

    An office whose KPI sheets of the last year are by quarter (half a year, a year) reports when that ends; one
    that has monthly ones too, or none at all, each month.
    """
    known = [one for one in map(Period, labels) if one.last >= today - _A_YEAR]
    months = min((1 + one.months[1] - one.months[0] for one in known), default=1)
    ended = today.replace(day=1) - timedelta(days=1)
    while ended.month % months:
        ended = ended.replace(day=1) - timedelta(days=1)
    return ended


def _is_done(steps: Sequence[Step], began: date, office: Office, rules: RuleBook) -> bool:
    """Whether the first of ``steps`` is done: its own document was made since, or one of a later step.

    Who reports on a period has gathered it. After a review the process is changed as it was decided: it is
    done when a newer issue is in force, or when nothing that was raised is open.
    """
    step = steps[0]
    if step.limit is not None and step.limit.event == MEETING and rules.process.revisions:
        newest = max(revision.day for revision in rules.process.revisions)
        return newest >= began or not office.undecided
    same = [one for one in steps if one.limit and step.limit and one.limit.event == step.limit.event]
    made = [office.made[name] for one in same for name in one.documents if name in office.made]
    return any(day > began for day in made)


def _lines(step: Step, on: date, told: Told, *, late: bool) -> Iterable[Due]:
    for person in told.doers(step, "", _NOBODY):
        yield _due(step, on, NODE, person, "應完成。")
    for person in told.above(step, "", _NOBODY) if late else ():
        yield _due(step, on, ESCALATED, person, "逾期未完成。")


def _due(step: Step, on: date, kind: str, person: str, told: str) -> Due:
    thing = f"node:{step.key}:{on}"
    return Due(f"{thing}:{person}", kind, person, on, f"「{step.title}」{told}", about=thing)
