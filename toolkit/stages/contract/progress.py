"""Sheets of later stages bring a customer forward, unless a gate of the process stops it (process.yaml)."""

from dataclasses import dataclass
from datetime import date

from toolkit.forms.reading import TakenRow
from toolkit.messages.finding import Finding
from toolkit.outcome import Customer, LedgerView, Move, Source
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages import deal_stages, workflow


@dataclass(frozen=True, slots=True)
class Forward:
    """A step forward that a row brings in ``field``: whose, to where, when, by whom and why."""

    row: TakenRow
    field: str
    customer: Customer
    after: str
    on: date
    person: str
    cause: str
    source: Source


@dataclass(frozen=True, slots=True)
class Went:
    """What came of it: the move (None where there is none to make), and what the gates said."""

    move: Move | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def stopped(self) -> bool:
        """Whether a gate keeps the row out."""
        return any(finding.blocks for finding in self.findings)


def go(forward: Forward, ledger: LedgerView, rules: RuleBook) -> Went:
    """Move a customer forward; one that is there already, or further, stays where it is."""
    customer, after = forward.customer, forward.after
    here = deal_stages.order(customer.deal_stage or deal_stages.LEAD)
    if here >= deal_stages.order(after):
        return Went()
    change = workflow.Change(forward.row, forward.field, customer, after, forward.on)
    findings = workflow.stopped(change, ledger, rules)
    if any(finding.blocks for finding in findings):
        return Went(findings=findings)
    odd = tuple(workflow.odd_move(forward.row, forward.field, customer, after, rules))
    move = Move(
        customer.id,
        customer.deal_stage or deal_stages.LEAD,
        after,
        forward.on,
        forward.person,
        forward.cause,
        forward.source,
    )
    return Went(move, (*findings, *odd))
