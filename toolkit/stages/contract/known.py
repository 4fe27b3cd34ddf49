"""Which contract a row of the contract sheet means: by its number, else by counterparty, name and start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.forms.keys import normalised_name
from toolkit.outcome import Record
from toolkit.stages.contract.desk import Desk, contract_key
from toolkit.stages.contract.forms import CONTRACTS, Contract


@dataclass(frozen=True, slots=True)
class Known:
    """The contracts that a sheet may mean: those of its customers, and those that came before in it."""

    by_id: dict[str, Record] = field(default_factory=dict)
    by_name: dict[tuple[str, str, str], Record] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Make a contract findable by its number and by counterparty, name and start."""
        self.by_id[contract_key(record.payload["contract_id"])] = record
        self.by_name[_by_name(record.payload)] = record

    def find(self, row: Contract) -> Record | None:
        """The contract that a row means; a number that is given decides alone."""
        if row.contract_id is not None:
            return self.by_id.get(contract_key(row.contract_id))
        start = row.starts_on.isoformat()
        return self.by_name.get((normalised_name(row.counterparty), normalised_name(row.name), start))


def _by_name(payload: Mapping[str, Any]) -> tuple[str, str, str]:
    return normalised_name(payload["counterparty"]), normalised_name(payload["name"]), payload["starts_on"]


def known_of(desk: Desk, customers: Sequence[str]) -> Known:
    """The contracts of ``customers`` that the ledger knows."""
    known = Known()
    for records in desk.ledger.current(CONTRACTS.name, customers).values():
        for record in records:
            known.add(record)
    return known
