"""What every sheet of this stage works with: ledger, rule book and day, and what is asked of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from toolkit.forms.keys import natural_key
from toolkit.outcome import Customer, LedgerView, Record, Ref
from toolkit.rulebook.process import Reviewer
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.contract.approval import IN_REVIEW, TO_SIGN, Vote, state_of, votes
from toolkit.stages.contract.forms import APPROVALS, CONTRACTS
from toolkit.stages.contract.terms import check_code, template_of

DEPARTMENTS = "審核部門"


@dataclass(frozen=True, slots=True)
class Desk:
    """One look at the world for one sheet."""

    ledger: LedgerView
    rules: RuleBook
    today: date

    def reviewers(self) -> tuple[Reviewer, ...]:
        """Who must agree (``process.yaml``), each department under the name that the list gives it."""
        names = self.rules.lists[DEPARTMENTS]
        return tuple(
            replace(item, department=names.find(item.department) or item.department)
            for item in self.rules.process.reviewers
        )

    def code(self, payload: Mapping[str, Any], version: int) -> str:
        """The check code of a contract's payload under the template and company facts of now."""
        template = self.rules.contract_rules.template_hashes.get(template_of(payload), "")
        return check_code(payload, version, template, self.rules.company)

    def released(self, payload: Mapping[str, Any]) -> bool:
        """Whether counsel has released the template of a contract exactly as it is now."""
        rules = self.rules.contract_rules
        return rules.template_hashes.get(template_of(payload), "") in rules.released

    def state(self, payload: Mapping[str, Any], cast: Sequence[Vote]) -> str:
        """The state of an unsigned contract: to be signed only on a template that counsel has released."""
        said = state_of(cast)
        return IN_REVIEW if said == TO_SIGN and not self.released(payload) else said

    def approvals(self, customers: Collection[str]) -> dict[str, tuple[Record, ...]]:
        """Contract id → the approvals recorded for any of its versions."""
        found: dict[str, tuple[Record, ...]] = {}
        for records in self.ledger.current(APPROVALS.name, customers).values():
            for record in records:
                contract = record.payload["contract_id"]
                found[contract] = (*found.get(contract, ()), record)
        return found

    def customer(self, contract: Record) -> Customer:
        """The customer of a contract that is on record; raises ``KeyError`` where it is gone."""
        ref = Ref(id=contract.customer)
        return self.ledger.customers([ref])[ref]

    def votes(self, payload: Mapping[str, Any], approvals: Iterable[Record]) -> tuple[Vote, ...]:
        """Where each department stands towards a contract as its payload says it is now."""
        return votes(approvals, payload["contract_id"], payload["version"], payload["check_code"], self.reviewers())


def contract_key(contract_id: str) -> str:
    """The natural key of the contract with that number."""
    return natural_key(CONTRACTS, {"contract_id": contract_id})
