"""What the morning's list is made from, out of one snapshot; few payloads are read, however large the ledger."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from toolkit.jobs.service import Service
from toolkit.ledger.view import View
from toolkit.outcome import Customer, Record, Reminder
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages import deal_stages
from toolkit.stages.contract.forms import CONTRACTS
from toolkit.stages.review.due import ANSWERS, Given, due_items
from toolkit.stages.review.forms import FEEDBACK
from toolkit.stages.review.items import Due
from toolkit.stages.review.meeting import OPEN
from toolkit.stages.review.morning import GradeChange
from toolkit.stages.review.standing import Standing, standing_items
from toolkit.stages.screening.freshness import Stale, stale

MOST_A_KIND = 40
"""So many lines of one kind an owner gets at once, the oldest first: more is not a list but a burden."""
_FORGOTTEN = timedelta(days=250)
"""Longer than any stage's limit and the time for which being late is told, together."""
_AGES = ("updated_on", "registered_on", "checked_on")
_EVIDENCE = ("contacts", "plans", "needs", "proposals", "visits", "objections", "negotiations", "approvals")


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


def gather(service: Service) -> Gathered:
    """Ask the ledger what is due today, and for whom."""
    rules, today = service.rules, service.day()
    with service.ledger.view() as view:
        customers = {one.id: one for one in view.tables.customers()}
        reminders = service.ledger.reminders(today + timedelta(days=rules.deadlines.due_soon))
        old, more = _limited(_stale(view, customers, rules, today))
        standing = tuple(standing_items(_standing(view, customers, today), rules, service.calendar, today))
        given = Given(reminders, customers, _records(view, reminders), old, standing)
        everything = due_items(given, rules, today)
        due, left = _few(everything)
        whole = view.by_id([one.customer.id for one in old])
        changes = tuple(_changes(view, customers))
    rows = tuple(replace(one, customer=whole[one.customer.id]) for one in old)
    owners = {*more, *left}
    left_out = {owner: more.get(owner, 0) + left.get(owner, 0) for owner in owners}
    return Gathered(due, rows, changes, left_out, _waiting(everything))


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


def _stale(view: View, customers: Mapping[str, Customer], rules: RuleBook, today: date) -> list[Stale]:
    """The rows to be confirmed: of each customer only the days that tell its age are read."""
    recorded = view.tables.recorded_on("prospects")
    bare = []
    for customer, _, *days in view.tables.records("prospects", _AGES):
        one = customers.get(customer)
        if one is not None:
            told = {name: day for name, day in zip(_AGES, days, strict=True) if day}
            bare.append(Customer(customer, one.name, "", "", one.owner, one.deal_stage, one.grade, prospect=told))
    return stale(bare, recorded, rules, today)


def _standing(view: View, customers: Mapping[str, Customer], today: date) -> Iterable[Standing]:
    """Clients to be won, or won and not yet taken over, that have not stood for longer than anybody cares."""
    since = view.tables.entered_stage()
    found = {}
    for one in customers.values():
        day = since.get(one.id) or one.registered_on
        waits = deal_stages.is_open(one.deal_stage) or one.deal_stage == deal_stages.WON
        if waits and day is not None and day >= today - _FORGOTTEN:
            found[one.id] = day
    first = view.tables.first_days(_EVIDENCE, found)
    return (Standing(customers[one], day, first.get(one, {})) for one, day in found.items())


def _limited(found: Iterable[Stale]) -> tuple[tuple[Stale, ...], dict[str, int]]:
    kept, count = [], dict[str, int]()
    for one in found:
        owner = one.customer.owner
        count[owner] = count.get(owner, 0) + 1
        if count[owner] <= MOST_A_KIND:
            kept.append(one)
    return tuple(kept), {owner: n - MOST_A_KIND for owner, n in count.items() if n > MOST_A_KIND}


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


def _changes(view: View, customers: Mapping[str, Customer]) -> Iterable[GradeChange]:
    """Whose grade the last renewal of scores changed: the good news first."""
    before = view.tables.grade_changes()
    scores = view.scores(list(before))
    known = [GradeChange(customers[one], before[one], scores[one]) for one in before if one in scores]
    return sorted(known, key=lambda change: (change.score.grade, -change.score.total, change.customer.id))
