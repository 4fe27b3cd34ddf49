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


@dataclass(frozen=True, slots=True)
class Ageing:
    """The rule book's cycles seen from one day: what is older than a limit is due.

    Days are ISO texts, as records hold them: of a hundred thousand rows most are only compared.
    """

    cycle: Freshness
    limits: Mapping[str, str]
    """Grade → the last day on which a row that was confirmed then is due now."""
    checks: str
    """The same for the credit checks, whatever the grade."""
    valid: timedelta
    """How long the checks hold before they are to be made anew: some days before they count as 未查."""

    def since(self, stage: str, grade: str, confirmed: str, checked: str) -> tuple[date | None, date | None]:
        """Since when the row, and its credit checks, are to be confirmed; None where they are not.

        ``confirmed`` is the last day on which somebody vouched for the row, ``checked`` that of the checks;
        "" where none is known, and then nothing is due.
        """
        if stage in self.cycle.resting:
            return None, None
        row = checks = None
        if confirmed and confirmed <= self.limits.get(grade, ""):
            row = date.fromisoformat(confirmed) + timedelta(days=self.cycle.days[grade])
        if checked and checked <= self.checks:
            checks = date.fromisoformat(checked) + self.valid
        return row, checks


def ageing(rules: RuleBook, today: date) -> Ageing:
    """The cycles of the rule book on ``today``."""
    cycle = rules.deadlines.freshness
    limits = {grade: (today - timedelta(days=days)).isoformat() for grade, days in cycle.days.items()}
    valid = timedelta(days=rules.scorecard.check_valid_days - cycle.recheck_before)
    return Ageing(cycle, limits, (today - valid).isoformat(), valid)


def last_confirmed(changed: date | None, *typed: str | None) -> str:
    """The last day on which somebody vouched for a row: when it changed, or what it says itself; "" if unknown."""
    return max(changed.isoformat() if changed else "", *(day or "" for day in typed))


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
    ages, found = ageing(rules, today), []
    for customer in customers:
        told = customer.prospect
        last = last_confirmed(confirmed.get(customer.id), told.get(UPDATED), told.get("registered_on"))
        row, checks = ages.since(customer.deal_stage, customer.grade, last, told.get("checked_on") or "")
        fields = {
            *(ages.cycle.fields if row else ()),
            *(ages.cycle.check_fields if checks else ()),
        }
        due = min((day for day in (row, checks) if day), default=None)
        if due is not None:
            found.append(Stale(customer, due, frozenset({*fields, UPDATED})))
    return sorted(found, key=lambda item: (item.due, item.customer.id))


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
