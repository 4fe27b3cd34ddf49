"""Stage 2, outreach: what follows from contact logs, development plans and needs (seed 2a–2d)."""

from datetime import date

from toolkit.outcome import Accepted, LedgerView, Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.customers import take
from toolkit.stages.records import Promote

CONTACTED = Promote(owner="our_person", day="held_at", deal_stage="stage_after")
PLANNED = Promote(owner="responsible", day="starts_on")
NEEDED = Promote(day="current_contract_ends_on", amount="budget")


def follow_contacts(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """Log contacts."""
    taken = take(rows, ledger, CONTACTED)
    return Outcome(records=taken.records, findings=taken.findings)
