"""待更新資料: rows that have grown old by their grade's cycle, one workbook an owner (seed 1d).

Everything but what is to be confirmed is locked; the workbook is dropped back like any other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.forms.column import Privacy
from toolkit.outcome import Customer, ListOrder, Reminder
from toolkit.rulebook.deadlines import Freshness
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.screening.forms import PROSPECTS
from toolkit.stages.screening.prefill import REPORTS

UPDATED = "updated_on"


@dataclass(frozen=True, slots=True)
class Stale:
    """A customer whose row is due: since when, and which fields are to be confirmed."""

    customer: Customer
    due: date
    fields: frozenset[str]


def stale(
    customers: Iterable[Customer],
    confirmed: Mapping[str, date],
    rules: RuleBook,
    today: date,
) -> list[Stale]:
    """The customers whose data are due on ``today``, longest overdue first.

    ``confirmed`` maps a customer's id to the day on which its row last changed in the ledger; the row's
    own 更新日期 and 登記日期 count as well, whichever is latest.
    """
    cycle, found = rules.deadlines.freshness, []
    for customer in customers:
        if customer.deal_stage in cycle.resting:
            continue
        since = last_confirmed(customer, confirmed.get(customer.id))
        fields, due = set[str](), today
        days = cycle.days.get(customer.grade)
        if since is not None and days is not None and since + timedelta(days=days) <= today:
            fields |= {*cycle.fields, UPDATED}
            due = since + timedelta(days=days)
        recheck = recheck_due(customer, cycle, rules.scorecard.check_valid_days)
        if recheck is not None and recheck <= today:
            fields |= {*cycle.check_fields, UPDATED}
            due = min(due, recheck)
        if fields:
            found.append(Stale(customer, due, frozenset(fields)))
    return sorted(found, key=lambda item: (item.due, item.customer.id))


def last_confirmed(customer: Customer, changed: date | None) -> date | None:
    """The last day on which somebody vouched for the row; None where no day is known at all."""
    row = customer.prospect
    typed = [date.fromisoformat(row[name]) for name in (UPDATED, "registered_on") if row.get(name)]
    days = [*typed, *([changed] if changed else [])]
    return max(days, default=None)


def recheck_due(customer: Customer, cycle: Freshness, valid_days: int) -> date | None:
    """When the credit checks must be made anew: some days before they count as 未查; None if never made."""
    checked = customer.prospect.get("checked_on")
    if not checked:
        return None
    return date.fromisoformat(checked) + timedelta(days=valid_days - cycle.recheck_before)


def stale_sheets(found: Iterable[Stale], today: date) -> tuple[ListOrder, ...]:
    """One prefilled 客戶資料表 an owner; 更新日期 is left blank for whoever confirms the row."""
    by_owner: dict[str, list[Stale]] = {}
    for item in found:
        by_owner.setdefault(item.customer.owner, []).append(item)
    return tuple(
        ListOrder(
            folder=f"{REPORTS}/待更新資料",
            name=f"待更新資料 {owner}",
            title=f"待更新資料：{owner}（{today.isoformat()}，{len(items)} 家）",
            form=PROSPECTS.name,
            rows=tuple(_row(item) for item in items),
            unlocked=tuple(item.fields for item in items),
            privacy=Privacy.PERSONAL,
        )
        for owner, items in sorted(by_owner.items())
    )


def _row(item: Stale) -> dict[str, object]:
    """The row as it is known; personal columns travel only to the owner's own workbook."""
    known = {name: value for name, value in item.customer.prospect.items() if name in PROSPECTS.columns}
    return {**known, "stage": item.customer.deal_stage, UPDATED: None}


def stale_reminders(found: Iterable[Stale]) -> Iterable[Reminder]:
    """One line an overdue customer, for the morning list."""
    for item in found:
        yield Reminder(
            key=f"stale:{item.customer.id}",
            owner=item.customer.owner,
            due=item.due,
            text=f"更新{item.customer.name}的資料（{item.customer.grade} 級，{item.due.isoformat()} 到期）。",
            customer=item.customer.id,
            cause="freshness",
        )
