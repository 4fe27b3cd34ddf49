"""``manual/deadlines.yaml``: how often, how long, how soon (days, unless working days are named)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from toolkit.forms.lists import Lists
from toolkit.rulebook.rates import listed
from toolkit.rulebook.yaml import Item


@dataclass(frozen=True, slots=True)
class Freshness:
    """How old a customer's row may grow by grade, and which fields are confirmed anew (seed 1d)."""

    days: Mapping[str, int]
    fields: tuple[str, ...]
    check_fields: tuple[str, ...]
    recheck_before: int
    resting: frozenset[str]


@dataclass(frozen=True)
class Deadlines:
    """Cycles by grade and limits by stage; a grade or stage that is not named has none.

    ``days_off`` and ``days_on`` are the office's own: they win over public holidays and make-up days.
    """

    freshness: Freshness
    first_contact_working_days: int
    """The limit of the process's step of first contact; this file's own, where the process has no such step."""
    visit_days: Mapping[str, int]
    stage_days: Mapping[str, int]
    due_soon: int
    satisfaction_days: int
    days_off: frozenset[date] = frozenset()
    days_on: frozenset[date] = frozenset()


_KEYS = (
    "freshness",
    "first_contact_working_days",
    "visit_days",
    "stage_days",
    "due_soon",
    "satisfaction_days",
    "days_off",
    "days_on",
)
_FIRST_CONTACT = "first_contact_working_days"
_TWO_DAYS = 2
"""Where neither the process nor this file says within how many working days a client is contacted."""
_FRESHNESS = ("days", "fields", "check_fields", "recheck_before", "resting")


def parse_deadlines(top: Item, lists: Lists, grades: tuple[str, ...], first_contact: int | None = None) -> Deadlines:
    """Read the deadlines; grades must be those of the scorecard, stages those of ``lists.yaml``.

    ``first_contact`` is what the process says of the first contact (working days): it holds, and a file that
    says something else is refused.
    """
    top.only(*_KEYS)
    return Deadlines(
        freshness=_freshness(top.child("freshness"), lists, grades),
        first_contact_working_days=_first_contact(top.get(_FIRST_CONTACT), first_contact),
        visit_days=_by_grade(top.child("visit_days"), grades),
        stage_days={
            listed(below, stage, lists, "階段"): below.whole(1, 3650)
            for stage, below in top.child("stage_days").mapping().items()
        },
        due_soon=top.child("due_soon").whole(0, 365),
        satisfaction_days=top.child("satisfaction_days").whole(1, 3650),
        days_off=_days(top.get("days_off")),
        days_on=_days(top.get("days_on")),
    )


def _first_contact(own: Item | None, process: int | None) -> int:
    """One source: the process, else this file."""
    typed = None if own is None else own.whole(0, 60)
    if own is not None and process is not None and typed != process:
        raise own.wrong("rulebook.first_contact_twice", value=typed, days=process)
    return next((days for days in (process, typed) if days is not None), _TWO_DAYS)


def _days(item: Item | None) -> frozenset[date]:
    """Days of the office's own; none where the list is absent or empty."""
    return frozenset(below.day() for below in item.sequence()) if item is not None else frozenset()


def _freshness(item: Item, lists: Lists, grades: tuple[str, ...]) -> Freshness:
    item.only(*_FRESHNESS)
    resting = item.child("resting").sequence()
    return Freshness(
        days=_by_grade(item.child("days"), grades),
        fields=item.child("fields").texts(),
        check_fields=item.child("check_fields").texts(),
        recheck_before=item.child("recheck_before").whole(0, 365),
        resting=frozenset(listed(below, below.text(), lists, "階段") for below in resting),
    )


def _by_grade(item: Item, grades: tuple[str, ...]) -> dict[str, int]:
    item.only(*grades)
    return {grade: below.whole(1, 3650) for grade, below in item.mapping().items()}
