"""What one row about a contract came to, and all rows of a sheet together."""

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.messages.finding import Finding
from toolkit.outcome import Customer, DocumentOrder, Move, Outcome, Record, Reminder


@dataclass(frozen=True, slots=True)
class Step:
    """What one row came to: its record (None where it stays out), papers, move and findings."""

    record: Record | None = None
    documents: tuple[DocumentOrder, ...] = ()
    moved: tuple[tuple[Move, Customer], ...] = ()
    findings: tuple[Finding, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    settled: tuple[str, ...] = ()
    voided: tuple[str, ...] = ()


def outcome_of(steps: Iterable[Step]) -> Outcome:
    """Put the steps of a sheet together; of one contract only the last papers are made."""
    done = list(steps)
    papers = {(order.kind, order.number): order for step in done for order in step.documents}
    return Outcome(
        records=tuple(step.record for step in done if step.record is not None),
        moves=tuple(move for step in done for move, _ in step.moved),
        customers=tuple({who.id: who for step in done for _, who in step.moved}.values()),
        documents=tuple(papers.values()),
        findings=tuple(finding for step in done for finding in step.findings),
        reminders=tuple(told for step in done for told in step.reminders),
        settled=tuple(key for step in done for key in step.settled),
        voided=tuple(number for step in done for number in step.voided),
    )
