"""What has happened to a client, as far as its records tell: the events from which limits of the process count.

Each event is read from what the sheets write down; what no sheet writes down has no event (``UNKNOWABLE``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from toolkit.stages.aftercare.client import is_open as complaint_open
from toolkit.stages.confirmed import OPEN_OBJECTIONS
from toolkit.stages.contract.approval import DRAFT, IN_REVIEW, TO_SIGN
from toolkit.stages.launch.milestones import is_done
from toolkit.stages.launch.resources import gap

TRACED = (
    *("plans", "needs", "proposals", "objections", "negotiations", "contracts", "approvals"),
    *("resources", "handover", "milestones", "satisfaction"),
)
"""The forms whose records are looked at one by one; of contacts and visits only the days count."""
TRACED_FIELDS = (
    *("status", "result", "contract_state", "contract_id", "day", "needed", "in_place", "planned_on", "done_on"),
    *("action", "closed_on", "responsible", "received_by"),
)
"""What of their payloads tells an event, or who holds a role."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A current record: ``first`` is the day on which its first version was recorded, ``last`` that of this one.

    ``row`` holds ``TRACED_FIELDS``, as far as they are filled.
    """

    form: str
    first: date
    last: date
    row: Mapping[str, Any]


Traces = Mapping[str, Sequence[Trace]]
"""Form → a client's current records of it."""


def events_of(found: Traces, today: date) -> dict[str, date]:
    """Event → the day on which it happened, for every event that the client's records tell."""
    days = {event: tell(found) for event, tell in _TELLING.items()}
    return {event: day for event, day in days.items() if day is not None and day <= today}


def _first(form: str) -> Callable[[Traces], date | None]:
    return lambda found: min((one.first for one in found.get(form, ())), default=None)


def _last(rows: Iterable[Trace]) -> date | None:
    return max((one.last for one in rows), default=None)


def _objection(found: Traces) -> date | None:
    """The oldest objection that is still open."""
    return min((one.first for one in found.get("objections", ()) if _is_open(one)), default=None)


def _objections_closed(found: Traces) -> date | None:
    rows = found.get("objections", ())
    return None if any(map(_is_open, rows)) else _last(rows)


def _is_open(one: Trace) -> bool:
    return one.row.get("status") in OPEN_OBJECTIONS


def _agreed(found: Traces) -> date | None:
    """Every issue of the negotiation has its result."""
    rows = found.get("negotiations", ())
    return _last(rows) if all(one.row.get("result") for one in rows) else None


def _draft(found: Traces) -> date | None:
    """The text that waits longest for its review, from the day of its last change."""
    return min((one.last for one in _contracts(found, DRAFT)), default=None)


def _submitted(found: Traces) -> date | None:
    """The first word of a department: from then on the others are waited for."""
    return min((_votes(found, one)[0] for one in _contracts(found, IN_REVIEW)), default=None)


def _approved(found: Traces) -> date | None:
    """The last department's word on a contract that is not signed yet."""
    return min((_votes(found, one)[-1] for one in _contracts(found, TO_SIGN)), default=None)


def _contracts(found: Traces, state: str) -> list[Trace]:
    return [one for one in found.get("contracts", ()) if one.row.get("contract_state") == state]


def _votes(found: Traces, contract: Trace) -> list[date]:
    number = contract.row.get("contract_id")
    cast = [one for one in found.get("approvals", ()) if number and one.row.get("contract_id") == number]
    return sorted(date.fromisoformat(one.row["day"][:10]) for one in cast if one.row.get("day")) or [contract.last]


def _resourced(found: Traces) -> date | None:
    """Nothing lacks of what the project needs."""
    rows = found.get("resources", ())
    return None if any(gap(one.row) > 0 for one in rows) else _last(rows)


def _milestone(found: Traces) -> date | None:
    """The oldest milestone that is not reached."""
    waiting = [one.row for one in found.get("milestones", ()) if not is_done(one.row)]
    return min((date.fromisoformat(row["planned_on"][:10]) for row in waiting if row.get("planned_on")), default=None)


def _complaint(found: Traces) -> date | None:
    """The oldest answer of the client whose measure is not closed."""
    waiting = [one.row for one in found.get("satisfaction", ()) if complaint_open(one.row)]
    return min((date.fromisoformat(row["day"][:10]) for row in waiting if row.get("day")), default=None)


_TELLING: Mapping[str, Callable[[Traces], date | None]] = MappingProxyType(
    {
        "survey": _first("needs"),
        "proposal": _first("proposals"),
        "objection": _objection,
        "objections_closed": _objections_closed,
        "agreed": _agreed,
        "draft": _draft,
        "submitted": _submitted,
        "approved": _approved,
        "resourced": _resourced,
        "milestone": _milestone,
        "complaint": _complaint,
    }
)
"""Event → what of a client's records tells its day."""

_OF_THE_CLIENT = frozenset({"stage", "registered", "listed", "first_contact", "contact"})
"""Events that the customer, its score and the days of its contacts tell."""
_OF_THE_STAGE = frozenset({"confirmed", "signed", "handed_over"})
"""Events that are the client's entering of a stage."""
OF_THE_OFFICE = frozenset({"period_end", "meeting"})
"""Events of the whole office: nobody's client."""
OWN_DATES: Mapping[str, str] = MappingProxyType(
    {
        "stale": "deadlines.yaml freshness",
        "visit": "deadlines.yaml visit_days",
        "satisfaction": "deadlines.yaml satisfaction_days",
        "expiry": "the expiry ladder",
    }
)
"""Events whose reminders follow a cycle of their own: event → what sets that cycle."""
UNKNOWABLE = frozenset({"lead"})
"""Events that no sheet writes down: a lead is known from its registration on."""


def remindable_events() -> frozenset[str]:
    """The events (keys of ``nodes.EVENTS``) whose limits in the process make reminders.

    Of the rest those in ``OWN_DATES`` are reminded of by their own cycle, and those in ``UNKNOWABLE`` not at all.
    """
    return frozenset(_TELLING) | _OF_THE_CLIENT | _OF_THE_STAGE | OF_THE_OFFICE


PREMISES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "registered": frozenset({"prospects"}),
        "listed": frozenset({"prospects"}),
        "first_contact": frozenset({"contacts"}),
        "survey": frozenset({"needs"}),
        "proposal": frozenset({"proposals"}),
        "objection": frozenset({"objections"}),
        "objections_closed": frozenset({"objections", "proposals"}),
        "confirmed": frozenset({"objections", "proposals"}),
        "agreed": frozenset({"negotiations"}),
        "draft": frozenset({"contracts"}),
        "submitted": frozenset({"contracts", "approvals"}),
        "approved": frozenset({"contracts", "approvals"}),
        "signed": frozenset({"contracts"}),
        "resourced": frozenset({"resources"}),
        "handed_over": frozenset({"handover"}),
        "milestone": frozenset({"milestones"}),
        "complaint": frozenset({"satisfaction"}),
    }
)
"""Event → the forms that there are because of it: their records do not show that the step after it is done."""
