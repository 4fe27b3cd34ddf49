"""The workflow: what moves a customer forward, what sends it back, and which gate stops it (issue 4).

Stages, moves and gates stand in ``manual/process.yaml``; what a gate needs is known here by name.
"""

from collections.abc import Iterable

from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_stages as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Customer
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages import deal_stages
from toolkit.stages.findings import at


def odd_move(row: TakenRow, field: str, customer: Customer, after: str, rules: RuleBook) -> Iterable[Finding]:
    """Say when a change of stage is none that the process knows: a jump forward, or a step back."""
    before = customer.deal_stage
    if rules.process.may_move(before, after):
        return
    jumped = deal_stages.skipped(before, after)
    if jumped:
        skipped = "、".join(jumped)
        yield at(
            row, codes.STAGE_SKIPPED, field, after, customer=customer.name, before=before, skipped=skipped
        )
    else:
        yield at(row, codes.STAGE_BACK, field, after, customer=customer.name, before=before)
