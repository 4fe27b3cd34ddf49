"""Stage 2, outreach: what follows from contact logs, development plans and needs (seed 2a–2d)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from toolkit.messages.finding import Finding
from toolkit.outcome import (
    Accepted,
    Change,
    Customer,
    DocumentOrder,
    LedgerView,
    Move,
    Outcome,
    Record,
    Ref,
    Reminder,
    Score,
)
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages import deal_stages, workflow
from toolkit.stages.customers import Taken, take
from toolkit.stages.outreach.dossier import File, dossier_order, files
from toolkit.stages.outreach.facts import day
from toolkit.stages.outreach.plan import plan_order
from toolkit.stages.outreach.rules import DONE
from toolkit.stages.outreach.survey import Survey, survey_order
from toolkit.stages.overlay import Overlay
from toolkit.stages.records import Promote
from toolkit.stages.screening.scorecard import Model

CONTACTED = Promote(owner="our_person", day="held_at", deal_stage="stage_after")
PLANNED = Promote(owner="responsible", day="starts_on")
NEEDED = Promote(day="current_contract_ends_on", amount="budget")


def follow_contacts(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """Log contacts: each may move its customer's stage, all of them its score; the dossier is renewed."""
    taken = take(rows, ledger, CONTACTED)
    walked = _walk(taken, ledger, rules)
    said = Outcome(records=walked.records, moves=walked.moves, customers=tuple(walked.customers.values()))
    now = Overlay(ledger, (said,))
    touched = _touched(walked.records)
    scored = scores({one: walked.customers[one] for one in touched}, now, rules, today)
    customers = {one: replace(walked.customers[one], grade=scored[one].grade) for one in touched}
    dossiers = files(customers, scored, now)
    reminders = list(_follow_ups(dossiers))
    promised = {reminder.customer for reminder in reminders}
    return replace(
        said,
        customers=tuple(customers.values()),
        scores=tuple(scored.values()),
        documents=tuple(dossier_order(file, rules, today) for file in dossiers),
        reminders=tuple(reminders),
        settled=tuple(f"follow_up:{one}" for one in touched if one not in promised),
        findings=(*taken.findings, *walked.findings),
    )


def follow_plans(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """Record development plans; write the 開發計劃書 of each customer whose plans changed."""
    taken = take(rows, ledger, PLANNED)
    said = Outcome(records=taken.records)
    now = Overlay(ledger, (said,))
    customers = _customers(taken)
    found = files(customers, scores(customers, now, rules, today), now)
    plans = tuple(plan_order(file, rules, today) for file in found)
    return replace(
        said,
        documents=(*plans, *_renewed(found, rules, today)),
        reminders=tuple(_plans_due(taken, rules)),
        settled=tuple(_plan_key(record) for record in taken.records if record.payload.get("status") in DONE),
        findings=taken.findings,
    )


def follow_needs(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """Record what customers need; write the 需求調研報告 of each that changed."""
    taken = take(rows, ledger, NEEDED)
    said = Outcome(records=taken.records)
    now = Overlay(ledger, (said,))
    customers = _customers(taken)
    scored = scores(customers, now, rules, today)
    contacts = now.current("contacts", set(customers))
    latest = {record.customer: record for record in taken.records if record.customer in customers}
    surveys = [Survey(latest[one], customer, scored[one], contacts.get(one, ())) for one, customer in customers.items()]
    reports = tuple(survey_order(survey, rules, today) for survey in surveys)
    dossiers = _renewed(files(customers, scored, now), rules, today)
    return replace(said, documents=(*reports, *dossiers), findings=taken.findings)


def _renewed(found: Iterable[File], rules: RuleBook, today: date) -> Iterable[DocumentOrder]:
    """The dossiers of customers that have one: it begins with the first contact."""
    return (dossier_order(file, rules, today) for file in found if file.contacts)


def follow_moves(moves: Iterable[Move], ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """The dossiers of customers that a sheet of another stage moved on (signature, handover)."""
    return renew_dossiers({move.customer for move in moves if move.before}, ledger, rules, today)


def renew_dossiers(customers: Collection[str], ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """The dossiers of ``customers`` (ids) as the ledger knows them now, of those that still have one."""
    if not customers:
        return Outcome()
    known = {customer.id: customer for customer in ledger.customers({Ref(id=one) for one in customers}).values()}
    found = files(known, scores(known, ledger, rules, today), ledger)
    return Outcome(documents=tuple(_renewed(found, rules, today)))


def scores(customers: dict[str, Customer], ledger: LedgerView, rules: RuleBook, today: date) -> dict[str, Score]:
    """The scores of ``customers`` with all their contacts, by id."""
    model = Model(rules.scorecard)
    contacts = ledger.current("contacts", set(customers))
    return {
        one: model.score(one, customer.prospect, contacts.get(one, ()), today) for one, customer in customers.items()
    }


@dataclass(frozen=True, slots=True)
class Walked:
    """Contacts in the order in which they were held: what stays, whom they moved where, what was odd."""

    records: tuple[Record, ...]
    customers: dict[str, Customer]
    moves: tuple[Move, ...]
    findings: tuple[Finding, ...]


def _walk(taken: Taken, ledger: LedgerView, rules: RuleBook) -> Walked:
    """Let each new contact move its customer; one that a gate stops stays out, with what is missing."""
    customers = {customer.id: customer for customer in taken.customers}
    past = {one: list(moves) for one, moves in ledger.moves(set(customers)).items()}
    kept, moves, findings = list(taken.records), list[Move](), list[Finding]()
    told: dict[str, list[Record]] = {}
    for at in sorted(range(len(kept)), key=lambda index: kept[index].payload["held_at"]):
        record, customer = kept[at], customers[taken.customers[at].id]
        told.setdefault(customer.id, []).append(record)
        if not _moves(record, customer, past.get(customer.id, [])):
            continue
        after, on = record.payload["stage_after"], _held_on(record)
        change = workflow.Change(taken.rows[at], "stage_after", customer, after, on)
        found = workflow.stopped(change, Overlay(ledger, (Outcome(records=tuple(told[customer.id])),)), rules)
        findings += found
        if any(finding.blocks for finding in found):
            kept[at] = replace(record, key="")
            told[customer.id].pop()
            continue
        findings += workflow.odd_move(taken.rows[at], "stage_after", customer, after, rules)
        moves.append(_move(record, customer, after, on))
        past.setdefault(customer.id, []).append(moves[-1])
        customers[customer.id] = replace(customer, deal_stage=after)
    stay = tuple(record for record in kept if record.key)
    return Walked(stay, customers, tuple(moves), tuple(findings))


def _moves(record: Record, customer: Customer, past: Sequence[Move]) -> bool:
    """Whether a contact changes where its customer stands.

    A contact from before the customer's last move is history; so is one whose stage the prospect list was
    already past when the customer was registered (old logs are often dropped after the list).
    """
    after = record.payload.get("stage_after", "")
    if record.change is Change.UNCHANGED or after in ("", customer.deal_stage):
        return False
    if past and _held_on(record) < past[-1].on:
        return False
    only_registered = len(past) == 1 and not past[0].before
    return not (only_registered and 0 <= deal_stages.order(after) < deal_stages.order(customer.deal_stage))


def _held_on(record: Record) -> date:
    return date.fromisoformat(record.payload["held_at"][:10])


def _move(record: Record, customer: Customer, after: str, on: date) -> Move:
    row = record.payload
    reason = row.get("needs") if after == deal_stages.LOST else ""
    cause = f"{row['method']}溝通" + (f"：{reason}" if reason else "")
    return Move(customer.id, customer.deal_stage, after, on, row["our_person"], cause, record.source)


def _touched(records: Iterable[Record]) -> list[str]:
    return list(dict.fromkeys(item.customer for item in records if item.change is not Change.UNCHANGED))


def _customers(taken: Taken) -> dict[str, Customer]:
    """The customers of whom something was said that was not known."""
    touched = set(_touched(taken.records))
    return {customer.id: customer for customer in taken.customers if customer.id in touched}


def _follow_ups(dossiers: Iterable[File]) -> Iterable[Reminder]:
    """What the last contact promised, one reminder a customer; nothing once the customer is lost."""
    for file in dossiers:
        last = file.contacts[-1].payload
        due = day(last.get("next_follow_up_on"))
        if due is None or file.customer.deal_stage == deal_stages.LOST:
            continue
        yield Reminder(
            key=f"follow_up:{file.customer.id}",
            owner=file.customer.owner or last["our_person"],
            due=due,
            text=f"跟進{file.customer.name}：{last.get('next_step') or '按約定再次聯繫'}。",
            customer=file.customer.id,
            cause="follow_up",
        )


def _plans_due(taken: Taken, rules: RuleBook) -> Iterable[Reminder]:
    """A reminder some days before each plan ends."""
    ahead = timedelta(days=rules.deadlines.due_soon)
    for customer, record in zip(taken.customers, taken.records, strict=True):
        row = record.payload
        if row.get("status") not in DONE:
            ends = date.fromisoformat(row["ends_on"])
            yield Reminder(
                key=_plan_key(record),
                owner=row["responsible"],
                due=max(ends - ahead, date.fromisoformat(row["starts_on"])),
                text=f"{customer.name} 的開發計劃「{row['goal']}」{ends.isoformat()} 到期。",
                customer=customer.id,
                cause="plan.due",
            )


def _plan_key(record: Record) -> str:
    return f"plan:{record.key}"
