"""Where clients stand still: key nodes of the process that pass, stages stayed in for too long, nobody contacted.

Of each client the node that is due first, of each role that has one; else the stage. A late node is also told
to who answers for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from toolkit.outcome import Customer
from toolkit.rulebook.nodes import DueNode, due_nodes, first_contact, steps_of
from toolkit.rulebook.process import Step
from toolkit.rulebook.rulebook import RuleBook
from toolkit.rulebook.workdays import Calendar
from toolkit.stages.outreach.forms import CONTACTS
from toolkit.stages.review.happenings import PREMISES
from toolkit.stages.review.items import ESCALATED, FIRST, NODE, STUCK, Due
from toolkit.stages.review.roles import Holders, Told

LONGEST_LATE = timedelta(days=120)
"""What has been late for longer is not a matter for this morning: the client stands in the report instead."""
_NONE: Mapping[str, date] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Standing:
    """A client, since when it stands in its stage, and what is known of its way.

    ``first`` maps form → the day of its first record, ``events`` event (``happenings``) → its day, ``holders``
    role → who holds it for this client. ``screened``: it is graded, and its credit was looked up.
    """

    customer: Customer
    since: date
    first: Mapping[str, date] = field(default_factory=lambda: _NONE)
    events: Mapping[str, date] = field(default_factory=lambda: _NONE)
    holders: Holders = field(default_factory=lambda: MappingProxyType({}))
    screened: bool = True


@dataclass(frozen=True, slots=True)
class _Morning:
    rules: RuleBook
    calendar: Calendar
    today: date
    told: Told
    steps: Mapping[str, tuple[Step, ...]]
    """Deal stage → the steps that may run for its clients."""
    contact: Step | None
    """The step of the first contact, which has words of its own."""

    def counts(self, on: date) -> bool:
        """Whether a deadline is near, or late but not forgotten."""
        return self.today - LONGEST_LATE <= on <= self.today + timedelta(days=self.rules.deadlines.due_soon)


def standing_items(
    found: Iterable[Standing], rules: RuleBook, calendar: Calendar, today: date, office: Holders = MappingProxyType({})
) -> Iterable[Due]:
    """What each client waits for, as far as it is due by ``today`` plus the days ahead.

    ``office`` are the roles whose holder is the same for every client (``roles.office_holders``).
    """
    steps = {stage: steps_of(rules.process, stage) for stage in rules.process.stage_of}
    morning = _Morning(rules, calendar, today, Told(rules, office), steps, first_contact(rules.process))
    for one in found:
        near = [node for node in _waiting(one, morning) if morning.counts(node.due)]
        for node in {node.roles: node for node in reversed(near)}.values():
            yield from _lines(node, one, morning)
        stuck = _stuck(one, rules) if not near else None
        if stuck is not None and morning.counts(stuck.on):
            yield stuck


def _waiting(one: Standing, morning: _Morning) -> list[DueNode]:
    """The key nodes that run and are not done, earliest first."""
    customer, calendar = one.customer, morning.calendar
    events = dict(one.events)
    if customer.registered_on is not None:
        events["registered"] = customer.registered_on
    here = customer.deal_stage
    running = due_nodes(
        *(morning.rules.process, here, one.since, morning.today, calendar.after, events),
        steps=morning.steps.get(here),
    )
    return [node for node in running if not is_done(node.step, one)]


def is_done(step: Step, one: Standing) -> bool:
    """Whether a step that an event has started is done: one of its own sheets has come in.

    A sheet without which the event had not happened shows nothing. Where all are such, the event itself goes
    when the work is done (an objection is closed, a contract signed), or the client moves on. A contact is
    written down by what tells it; a screening is done by a grade that rests on a look at the credit.
    """
    event = step.limit.event if step.limit else ""
    if event == "contact" and "contacts" in step.forms:
        return True
    own = _own_forms(step)
    if event == "registered" and not own:
        return one.screened
    return any(form in one.first for form in own)


def _own_forms(step: Step) -> list[str]:
    """The sheets that are there because the step was done, and not because it began."""
    begun = PREMISES.get(step.limit.event, frozenset[str]()) if step.limit else frozenset[str]()
    return [form for form in step.forms if form not in begun]


def _lines(node: DueNode, one: Standing, morning: _Morning) -> Iterable[Due]:
    customer, step = one.customer, node.step
    first = morning.contact is not None and step.key == morning.contact.key
    kind, key = (FIRST, "first") if first else (NODE, f"node:{step.key}")
    text = f"{customer.registered_on} 登記，尚未聯繫。" if first else _told(step, one)
    answered = next(iter(_own_forms(step) or step.forms), "")
    for person in morning.told.doers(step, customer.owner, one.holders):
        own = person == customer.owner
        yield _due(kind, key if own else f"{key}:{person}", one, node.due, text, person, key, answered if own else "")
    if node.late:
        whose = f"（跟進人：{customer.owner or '未指定'}）"
        for person in morning.told.above(step, customer.owner, one.holders):
            yield _due(ESCALATED, f"{key}:{person}", one, node.due, f"「{step.title}」逾期未完成{whose}。", person, key)


def _told(step: Step, one: Standing) -> str:
    screening = step.limit is not None and step.limit.event == "registered" and not one.screened
    return f"「{step.title}」應完成" + ("：三項信用查詢與查詢日期尚缺。" if screening else "。")


def _stuck(one: Standing, rules: RuleBook) -> Due | None:
    days = rules.deadlines.stage_days.get(one.customer.deal_stage)
    if days is None:
        return None
    text = f"停在「{one.customer.deal_stage}」逾 {days} 天（自 {one.since.isoformat()}），請推進，或改列暫緩、流失。"
    on = one.since + timedelta(days=days)
    return _due(STUCK, "stuck", one, on, text, one.customer.owner, form=CONTACTS.name)


def _due(kind: str, key: str, one: Standing, on: date, text: str, person: str, about: str = "", form: str = "") -> Due:
    """A line for ``person``; ``form`` is the sheet on which the owner writes it down, "" for whoever is only told."""
    customer = one.customer
    thing = f"{about or key}:{customer.id}"
    return Due(f"{key}:{customer.id}", kind, person, on, text, customer.id, customer.name, form, about=thing)
