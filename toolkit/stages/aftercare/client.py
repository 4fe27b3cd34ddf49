"""A client in our care: its answers and measures, in order, and what follows from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean
from typing import Any

from toolkit.outcome import Customer, LedgerView, Record, Reminder
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.aftercare.forms import ITEMS, SATISFACTION
from toolkit.stages.context import company_facts
from toolkit.stages.deal_stages import CARE, SERVICE

Payload = Mapping[str, Any]

IN_CARE = frozenset({SERVICE, CARE})
"""Who is visited and asked: clients whose contract is being performed."""

VISITS = frozenset({"拜訪", "來訪"})
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Desk:
    """One look at the world."""

    ledger: LedgerView
    rules: RuleBook
    today: date


@dataclass(frozen=True, slots=True)
class Care:
    """One client with all its answers, oldest first."""

    customer: Customer
    answers: tuple[Record, ...]

    @property
    def rows(self) -> list[Payload]:
        """The answers' payloads, oldest first."""
        return [record.payload for record in self.answers]

    def of_a_year(self, today: date) -> list[Payload]:
        """The answers of the last 365 days."""
        return [row for row in self.rows if day(row, "day") > today - _YEAR]


def day(row: Payload, field: str) -> date:
    """A stored date that every row has."""
    return date.fromisoformat(row[field][:10])


def day_or_none(row: Payload, field: str) -> date | None:
    """A stored date, None where the row has none."""
    return day(row, field) if row.get(field) else None


def care_of(customers: Iterable[Customer], ledger: LedgerView) -> list[Care]:
    """Each client with its answers as the ledger knows them."""
    known = {customer.id: customer for customer in customers}
    answers = ledger.current(SATISFACTION.name, set(known))
    return [
        Care(customer, tuple(sorted(answers.get(one, ()), key=lambda record: record.payload["day"])))
        for one, customer in known.items()
    ]


def facts(customer: Customer, desk: Desk) -> dict[str, object]:
    """What every paper of after-care prints about its client."""
    return {
        **company_facts(desk.rules.company),
        "printed_on": desk.today,
        "customer_id": customer.id,
        "customer_name": customer.name,
        "property_name": customer.prospect.get("property_name"),
        "contact_person": customer.prospect.get("contact_person"),
        "owner": customer.owner or None,
    }


# ------------------------------------------------------------------------------------------- scores
def average(scores: Sequence[int]) -> str:
    """The mean with one decimal and its n; 「—」 for none."""
    return f"{fmean(scores):.1f}（{len(scores)}）" if scores else "—"


def item_lines(care: Care, today: date) -> list[dict[str, object]]:
    """Each part that anybody scored: last, before, average of a year."""
    recent = care.of_a_year(today)
    lines: list[dict[str, object]] = []
    for field, title in (*ITEMS.items(), ("overall", "總評")):
        scored = [row[field] for row in care.rows if row.get(field) is not None]
        if scored:
            lines.append(
                {
                    "satisfaction_item": title,
                    "last_score": str(scored[-1]),
                    "earlier_score": str(scored[-2]) if len(scored) > 1 else "—",
                    "average_score": average([row[field] for row in recent if row.get(field) is not None]),
                }
            )
    return lines


# ------------------------------------------------------------------------------------------- measures
def measures(care: Care) -> list[Payload]:
    """The answers that led to a measure, latest first."""
    return [row for row in reversed(care.rows) if row.get("action")]


def is_open(row: Payload) -> bool:
    """Whether a measure is still to be closed."""
    return bool(row.get("action")) and not row.get("closed_on")


def action_lines(care: Care, today: date, *, to_client: bool = False) -> list[dict[str, object]]:
    """Every measure with its state, open ones first; how late we are is not for the client to read."""
    rows = sorted(measures(care), key=lambda row: not is_open(row))
    return [
        {
            "raised_on": day(row, "day"),
            "complaint": row.get("comments"),
            "action": row["action"],
            "responsible": row["responsible"],
            "due_on": day(row, "due_on"),
            "closed_on": day_or_none(row, "closed_on"),
            "action_state": "處理中" if to_client and is_open(row) else _state(row, today),
        }
        for row in rows
    ]


def _state(row: Payload, today: date) -> str:
    if not is_open(row):
        return "已關閉"
    late = (today - day(row, "due_on")).days
    return f"逾期 {late} 天" if late > 0 else "處理中"


def action_key(record: Record) -> str:
    """The reminder of a measure."""
    return f"action:{record.key}"


def action_reminder(care: Care, record: Record) -> Reminder:
    """Remind whoever is responsible on the measure's day."""
    row = record.payload
    until = day(row, "due_on")
    return Reminder(
        key=action_key(record),
        owner=row["responsible"],
        due=until,
        text=f"{care.customer.name}：改進措施「{row['action']}」{until.isoformat()} 到期，完成後填關閉日。",
        customer=care.customer.id,
        cause="action.due",
    )


# ------------------------------------------------------------------------------------------- cycle
def next_visit(care: Care, desk: Desk) -> date | None:
    """When the client is to be visited again by its grade's cycle; None where the grade has no cycle.

    A visit is a contact of that kind or an answer taken on the spot; without any the cycle begins on the
    day the client came into our care.
    """
    days = desk.rules.deadlines.visit_days.get(care.customer.grade)
    since = _last_seen(care, desk)
    return since + timedelta(days=days) if days is not None and since is not None else None


def _last_seen(care: Care, desk: Desk) -> date | None:
    one = care.customer.id
    contacts = [record.payload for record in desk.ledger.current("contacts", [one]).get(one, ())]
    seen = [day(row, "held_at") for row in contacts if row.get("method") in VISITS]
    seen += [day(row, "day") for row in care.rows if row.get("method") == "上門"]
    began = [move.on for move in desk.ledger.moves([one]).get(one, ()) if move.after in IN_CARE]
    return max([*seen, *began[:1]], default=None)


def visit_reminder(care: Care, desk: Desk) -> Reminder | None:
    """The next visit as something due for the owner."""
    due = next_visit(care, desk)
    if due is None or care.customer.deal_stage not in IN_CARE:
        return None
    return Reminder(
        key=f"visit:{care.customer.id}",
        owner=care.customer.owner,
        due=due,
        text=f"定期拜訪 {care.customer.name}（{care.customer.grade} 級），到期日 {due.isoformat()}。",
        customer=care.customer.id,
        cause="visit.due",
    )
