"""``manual/retention.yaml``: what must be kept for years although a person asks to be forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from toolkit.rulebook.yaml import Item

FILE = "retention.yaml"
BACKUP_DAYS = 90
FORMS = (
    *("prospects", "contacts", "plans", "needs", "proposals", "visits"),
    *("objections", "negotiations", "contracts", "approvals", "resources", "handover"),
    *("milestones", "satisfaction", "kpi", "feedback", "transfers", "deals"),
)
"""The forms that may carry a duty; a test binds them to the catalogue, which lies above this room."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Keep for ``years`` from the day in the field ``since`` ("" or absent: from the day it was recorded)."""

    years: int
    since: str
    reason: str

    def until(self, start: date) -> date:
        """The last day of the duty."""
        try:
            return start.replace(year=start.year + self.years)
        except ValueError:  # 29 February
            return start.replace(year=start.year + self.years, day=28)


@dataclass(frozen=True)
class Retention:
    """Duties by form name and by kind of document; what is not named may be erased at once.

    ``backup_days``: so long a copy of the ledger is kept, in which those who were erased since still stand.
    """

    records: Mapping[str, Duty]
    documents: Mapping[str, Duty]
    backup_days: int = BACKUP_DAYS


def parse_retention(top: Item) -> Retention:
    """Read the duties; raises RuleBookError at an unknown form, years out of 1–100, a missing reason."""
    top.only("records", "documents", "backups")
    records = top.child("records")
    records.only(*FORMS)
    backups = top.get("backups")
    return Retention(
        records={name: _duty(item) for name, item in records.mapping().items()},
        documents={name: _duty(item) for name, item in top.child("documents").mapping().items()},
        backup_days=_days(backups) if backups else BACKUP_DAYS,
    )


def _days(item: Item) -> int:
    item.only("days")
    return item.child("days").whole(1, 3660)


def _duty(item: Item) -> Duty:
    item.only("years", "from", "reason")
    since = item.get("from")
    return Duty(item.child("years").whole(1, 100), since.text() if since else "", item.child("reason").text())
