"""Stage 4, negotiation and contract: what follows from its three sheets (seed 4a–4d)."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from types import MappingProxyType

from toolkit.outcome import Accepted, LedgerView, Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.contract.consent import follow_approvals
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.drafts import follow_contracts
from toolkit.stages.contract.forms import APPROVALS, CONTRACTS, NEGOTIATIONS
from toolkit.stages.contract.negotiation import follow_negotiations
from toolkit.stages.contract.renewed import watch_contracts

FORMS = (NEGOTIATIONS, CONTRACTS, APPROVALS)
"""The sheets of this stage."""

_BY_FORM: Mapping[str, Callable[[Accepted, Desk], Outcome]] = MappingProxyType(
    {
        NEGOTIATIONS.name: follow_negotiations,
        CONTRACTS.name: follow_contracts,
        APPROVALS.name: follow_approvals,
    }
)


def follow(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """What follows from a sheet of this stage; raises ``KeyError`` for a form of another stage."""
    return _BY_FORM[rows.form.name](rows, Desk(ledger, rules, today))


def watch(customers: Collection[str], ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """What changed under the unsigned contracts of ``customers`` (ids) without a sheet: template, release.

    To be asked once a day and after ``templates release``; asked again it answers nothing new.
    """
    return watch_contracts(customers, Desk(ledger, rules, today))
