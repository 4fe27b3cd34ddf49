"""Where clients stand still: key nodes of the process that pass, stages stayed in for too long, nobody contacted.

At most one line a client: the key node that is due first, else the first contact, else the stage.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from toolkit.outcome import Customer
from toolkit.rulebook.nodes import DueNode, due_nodes
from toolkit.rulebook.rulebook import RuleBook
from toolkit.rulebook.workdays import Calendar
from toolkit.stages import deal_stages
from toolkit.stages.review.items import FIRST, NODE, STUCK, Due

_EVENTS = MappingProxyType({"contacts": "first_contact", "needs": "survey", "proposals": "proposal"})
"""Form → the event that its first record is, from which a limit of the process counts."""
LONGEST_LATE = timedelta(days=120)
"""What has been late for longer is not a matter for this morning: the client stands in the report instead."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A client, since when it stands in its stage, and form → the day of its first record."""

    customer: Customer
    since: date
    first: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))


def standing_items(found: Iterable[Standing], rules: RuleBook, calendar: Calendar, today: date) -> Iterable[Due]:
    """What each client waits for, as far as it is due by ``today`` plus the days ahead."""
    until = today + timedelta(days=rules.deadlines.due_soon)
    for one in found:
        due = _first_contact(one, rules, calendar) or _node(one, rules, calendar, today) or _stuck(one, rules)
        if due is not None and today - LONGEST_LATE <= due.on <= until:
            yield due


def _first_contact(one: Standing, rules: RuleBook, calendar: Calendar) -> Due | None:
    """A lead that nobody has contacted yet."""
    customer = one.customer
    if customer.deal_stage != deal_stages.LEAD or "contacts" in one.first or customer.registered_on is None:
        return None
    on = calendar.after(customer.registered_on, rules.deadlines.first_contact_working_days)
    text = f"{customer.registered_on.isoformat()} 登記，尚未聯繫。"
    return _due(FIRST, "first", one, on, text)


def _node(one: Standing, rules: RuleBook, calendar: Calendar, today: date) -> Due | None:
    """The key node that is due first; a step whose sheet has come in is done."""
    customer = one.customer
    if not deal_stages.is_open(customer.deal_stage):
        return None
    events = {_EVENTS[form]: day for form, day in one.first.items() if form in _EVENTS}
    if customer.registered_on is not None:
        events["registered"] = customer.registered_on
    running = due_nodes(rules.process, customer.deal_stage, one.since, today, calendar.after, events)
    waiting = [node for node in running if not _done(node, one)]
    return _due(NODE, f"node:{waiting[0].step.key}", one, waiting[0].due, _told(waiting[0])) if waiting else None


def _done(node: DueNode, one: Standing) -> bool:
    return any(form == "prospects" or form in one.first for form in node.step.forms)


def _told(node: DueNode) -> str:
    return f"「{node.step.title}」應完成。"


def _stuck(one: Standing, rules: RuleBook) -> Due | None:
    days = rules.deadlines.stage_days.get(one.customer.deal_stage)
    if days is None:
        return None
    text = f"停在「{one.customer.deal_stage}」逾 {days} 天（自 {one.since.isoformat()}），請推進，或改列暫緩、流失。"
    return _due(STUCK, "stuck", one, one.since + timedelta(days=days), text)


def _due(kind: str, key: str, one: Standing, on: date, text: str) -> Due:
    customer = one.customer
    return Due(f"{key}:{customer.id}", kind, customer.owner, on, text, customer.id, customer.name, "contacts")
