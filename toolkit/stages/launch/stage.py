"""Stage 5, launch: what follows from resources, handover and milestones (seed 5a–5d)."""

from datetime import date

from toolkit.outcome import Accepted, LedgerView, Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.launch import handover, milestones, resources
from toolkit.stages.launch.project import Desk


def follow_resources(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """F11 → 資源調配計劃, a reminder a gap."""
    return resources.follow_resources(rows, Desk(ledger, rules, today))


def follow_handover(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """F12 → 現場交接單, a reminder a defect; a complete handover moves the customer to 履約."""
    return handover.follow_handover(rows, Desk(ledger, rules, today))


def follow_milestones(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """F13 → 項目啟動計劃 and 進度報告, a reminder a milestone."""
    return milestones.follow_milestones(rows, Desk(ledger, rules, today))
