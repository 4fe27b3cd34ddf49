"""What the morning's list is made from, out of one snapshot; few payloads are read, however large the ledger."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from toolkit.jobs.service import Service
from toolkit.ledger.tables import Table
from toolkit.ledger.view import View
from toolkit.outcome import Customer, Record, Reminder
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages import deal_stages
from toolkit.stages.contract.forms import CONTRACTS
from toolkit.stages.review.counts import Counts, counts_of
from toolkit.stages.review.due import ANSWERS, FOLLOWING_UP, Given, due_items, has_signed
from toolkit.stages.review.forms import FEEDBACK, KPI
from toolkit.stages.review.happenings import TRACED, TRACED_FIELDS, Trace, events_of
from toolkit.stages.review.items import Due
from toolkit.stages.review.meeting import OPEN
from toolkit.stages.review.morning import GradeChange
from toolkit.stages.review.office import Office, documents_asked, office_items
from toolkit.stages.review.roles import client_holders, named_roles, office_holders
from toolkit.stages.review.standing import Standing, standing_items
from toolkit.stages.screening.freshness import Stale, ageing, last_confirmed, stale

MOST_A_KIND = 40
"""So many lines of one kind an owner gets at once, the oldest first: more is not a list but a burden."""
_FORGOTTEN = timedelta(days=250)
"""Longer than any stage's limit and the time for which being late is told, together."""
_AGES = ("updated_on", "registered_on", "checked_on", "next_follow_up_on")
_MET = ("contacts", "visits")
"""Forms of which only the first day counts; of the others (``TRACED``) it is read what they say."""


class Client(NamedTuple):
    """A customer as the ledger has it in one row (``Tables.standing``): of a hundred thousand few become more."""

    id: str
    registered_on: str | None
    owner: str
    deal_stage: str
    grade: str
    name: str

    def customer(self) -> Customer:
        """The customer, without the payload of its prospect record."""
        return Customer(self.id, self.name, "", "", self.owner, self.deal_stage, self.grade, self.registered())

    def registered(self) -> date | None:
        """The day of its registration."""
        return date.fromisoformat(self.registered_on) if self.registered_on else None


Clients = Mapping[str, Client]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything due, the stale rows as they are to be sent out, grade changes, and how much was left out."""

    due: tuple[Due, ...]
    stale: tuple[Stale, ...]
    changes: tuple[GradeChange, ...]
    more: Mapping[str, int]
    """Owner → how many lines were left out."""
    waiting: Mapping[str, frozenset[str]]
    """Owner → the keys of everything due, the lines left out as well."""
    counts: Counts
    """How much is due in all, the lines left out as well."""


def gather(service: Service) -> Gathered:
    """Ask the ledger what is due today, and for whom."""
    rules, today = service.rules, service.day()
    with service.ledger.view() as view:
        customers = {row[0]: Client._make(row) for row in view.tables.standing()}
        until = today + timedelta(days=rules.deadlines.due_soon)
        prospects = view.tables.ages("prospects", _AGES)
        reminders = (*service.ledger.reminders(until), *_planned(view, prospects, customers, until))
        old, more = _stale(view, prospects, customers, rules, today)
        records = _records(view, reminders)
        nodes = tuple(_nodes(view, customers, prospects, records, service))
        given = Given(reminders, customers, records, old, nodes, _entered(view, reminders, customers))
        everything = due_items(given, rules, today)
        due, left = _few(everything)
        changes = tuple(_changes(view, customers))
    owners = {*more, *left}
    left_out = {owner: more.get(owner, 0) + left.get(owner, 0) for owner in owners}
    counts = counts_of(everything, today).with_stale(sum(more.values()))
    return Gathered(due, tuple(old), changes, left_out, _waiting(everything), counts)


def _planned(view: View, prospects: Table, customers: Clients, until: date) -> Iterator[Reminder]:
    """The next follow-up of a client that nobody has contacted yet, as its row says; later the contacts say it."""
    near = {row[0]: row[-1] for row in prospects if row[-1] and row[-1] <= until.isoformat()}
    met = view.tables.first_days(("contacts",), near)
    for one, day in near.items():
        client = customers.get(one)
        if client is not None and one not in met and client.deal_stage not in deal_stages.CLOSED:
            text = f"跟進{client.name}：客戶資料表所定的下次跟進。"
            yield Reminder(f"follow_up:{one}", client.owner, date.fromisoformat(day), text, one, FOLLOWING_UP)


def _entered(view: View, reminders: Iterable[Reminder], customers: Clients) -> Mapping[str, date]:
    """Since when those clients stand in their stage that have signed and are still to be followed up."""
    asked = {one.customer for one in reminders if one.cause == FOLLOWING_UP and one.customer in customers}
    signed = [one for one in asked if has_signed(customers[one].deal_stage)]
    return view.tables.entered_stage(signed) if signed else {}


def _waiting(everything: Iterable[Due]) -> Mapping[str, frozenset[str]]:
    found = defaultdict[str, set[str]](set)
    for one in everything:
        found[one.owner].add(one.key)
    return {owner: frozenset(keys) for owner, keys in found.items()}


def _records(view: View, reminders: Collection[Reminder]) -> dict[str, tuple[Record, ...]]:
    """The records that reminders lead to."""
    found = {}
    for answer in ANSWERS:
        wanted = {one.customer for one in reminders if one.cause == answer.cause and one.customer}
        if wanted:
            found[answer.form.name] = _flat(view.current(answer.form.name, wanted))
    ending = {one.customer for one in reminders if one.cause == "contract.expires"}
    if ending:
        found[CONTRACTS.name] = _flat(view.current(CONTRACTS.name, ending))
    found[FEEDBACK.name] = _flat(view.having(FEEDBACK.name, "status", sorted(OPEN)))
    return found


def _flat(found: Mapping[str, tuple[Record, ...]]) -> tuple[Record, ...]:
    return tuple(record for own in found.values() for record in own)


def _stale(
    view: View, prospects: Table, customers: Clients, rules: RuleBook, today: date
) -> tuple[list[Stale], dict[str, int]]:
    """The rows to be confirmed, the longest overdue of each owner; and owner → how many more there are.

    Of each customer only the days that tell its age are read, and of those to be sent out the rest.
    """
    ages, found = ageing(rules, today), list[tuple[date, str]]()
    recorded = dict[str, date]()
    for customer, at, updated, registered, checked, _ in prospects:
        recorded[customer] = at
        one = customers.get(customer)
        if one is not None:
            last = last_confirmed(at, updated, registered)
            due = [day for day in ages.since(one.deal_stage, one.grade, last, checked or "") if day]
            if due:
                found.append((min(due), customer))
    kept, more = _limited(customers[one] for _, one in sorted(found))
    return stale(view.by_id(kept).values(), recorded, rules, today), more


def _nodes(
    view: View, customers: Clients, prospects: Table, records: Mapping[str, Sequence[Record]], service: Service
) -> Iterator[Due]:
    """What clients and the office itself wait for by the limits of the process."""
    rules, calendar, today = service.rules, service.calendar, service.day()
    holders = office_holders(rules)
    checked = {row[0] for row in prospects if row[2 + _AGES.index("checked_on")]}
    yield from standing_items(_standing(view, customers, checked, rules, today), rules, calendar, today, holders)
    made = view.tables.made(documents_asked(rules), today - _FORGOTTEN)
    periods = {str(label) for _, _, label in view.tables.records(KPI.name, ("period",)) if label}
    office = Office(view.tables.began(), made, bool(records.get(FEEDBACK.name)), periods)
    yield from office_items(office, rules, calendar, today, holders)


def _standing(
    view: View, customers: Clients, checked: Collection[str], rules: RuleBook, today: date
) -> Iterator[Standing]:
    """Clients that are not lost and have not stood for longer than anybody cares."""
    oldest, found = today - _FORGOTTEN, dict[str, tuple[Customer, date]]()
    since, before = view.tables.entered_since(oldest)
    for client in customers.values():
        day = since.get(client.id) or (None if client.id in before else client.registered())
        if client.deal_stage != deal_stages.LOST and day is not None and day >= oldest:
            found[client.id] = (client.customer(), day)
    first = view.tables.first_days(_MET, found)
    traces = _traces(view, found)
    events, roles = _told_by_days(view, first, found, rules), named_roles(rules)
    for customer, (one, day) in found.items():
        known, told, own = first.get(customer, {}), events.get(customer, {}), traces.get(customer)
        screened = bool(one.grade) and customer in checked
        if own is None:
            yield Standing(one, day, known, told, screened=screened)
        else:
            earliest = {form: min(each.first for each in rows) for form, rows in own.items()}
            told, holders = told | events_of(own, today), client_holders(own, roles)
            yield Standing(one, day, {**known, **earliest}, told, holders, screened)


def _traces(view: View, customers: Collection[str]) -> dict[str, dict[str, list[Trace]]]:
    found = defaultdict[str, defaultdict[str, list[Trace]]](lambda: defaultdict(list))
    wanted = frozenset(customers)
    for customer, form, first, last, *values in view.tables.traces(TRACED, TRACED_FIELDS, customers):
        if customer in wanted:
            row = {name: value for name, value in zip(TRACED_FIELDS, values, strict=True) if value is not None}
            found[customer][form].append(Trace(form, first, last, row))
    return {customer: dict(own) for customer, own in found.items()}


def _told_by_days(
    view: View, first: Mapping[str, Mapping[str, date]], customers: Mapping[str, object], rules: RuleBook
) -> dict[str, dict[str, date]]:
    """The events that a day alone tells: contacts, and the grade with which a client is put on the list."""
    found = defaultdict[str, dict[str, date]](dict)
    for customer, days in first.items():
        if "contacts" in days:
            found[customer]["first_contact"] = days["contacts"]
    for customer, day in view.tables.listed_on(rules.scorecard.priority_grades, customers).items():
        found[customer]["listed"] = day
    limits = [(step.limit.event, step.forms) for step in rules.process.steps.values() if step.limit]
    if any(event == "contact" and "contacts" not in forms for event, forms in limits):
        for customer, day in view.tables.last_contacts(customers).items():
            found[customer]["contact"] = day
    return found


def _limited(found: Iterable[Client]) -> tuple[list[str], dict[str, int]]:
    kept, count = list[str](), dict[str, int]()
    for one in found:
        count[one.owner] = count.get(one.owner, 0) + 1
        if count[one.owner] <= MOST_A_KIND:
            kept.append(one.id)
    return kept, {owner: n - MOST_A_KIND for owner, n in count.items() if n > MOST_A_KIND}


def _few(found: Iterable[Due]) -> tuple[tuple[Due, ...], dict[str, int]]:
    kept, count, more = [], dict[tuple[str, str], int](), dict[str, int]()
    for one in found:
        kind = (one.owner, one.kind)
        count[kind] = count.get(kind, 0) + 1
        if count[kind] <= MOST_A_KIND:
            kept.append(one)
        else:
            more[one.owner] = more.get(one.owner, 0) + 1
    return tuple(kept), more


def _changes(view: View, customers: Clients) -> Iterable[GradeChange]:
    """Whose grade the last renewal of scores changed: the good news first."""
    before = view.tables.grade_changes()
    scores = view.scores(list(before))
    known = [GradeChange(customers[one].customer(), before[one], scores[one]) for one in before if one in scores]
    return sorted(known, key=lambda change: (change.score.grade, -change.score.total, change.customer.id))
