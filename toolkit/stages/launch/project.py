"""A project is one contract with its client: launch sheets find theirs by the contract's number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_launch as codes
from toolkit.messages.codes_contract import UNKNOWN_CONTRACT
from toolkit.messages.finding import Code, Finding
from toolkit.outcome import Accepted, Change, Customer, LedgerView, Outcome, Record, Ref
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.context import company_facts
from toolkit.stages.contract.approval import BEFORE_SIGNING
from toolkit.stages.contract.desk import contract_key
from toolkit.stages.contract.forms import CONTRACTS
from toolkit.stages.contract.rules import ENDINGS
from toolkit.stages.findings import at
from toolkit.stages.overlay import Overlay
from toolkit.stages.records import Promote, keys_of, revise

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """One look at the world for one sheet."""

    ledger: LedgerView
    rules: RuleBook
    today: date


@dataclass(frozen=True, slots=True)
class Project:
    """A contract that a sheet speaks of: all its rows of that form now, and those the sheet brought."""

    contract: Record
    customer: Customer
    rows: tuple[Record, ...]
    fresh: tuple[tuple[TakenRow, Record], ...]

    @property
    def changed(self) -> bool:
        """Whether the sheet said anything that was not known."""
        return any(record.change is not Change.UNCHANGED for _, record in self.fresh)

    @property
    def payloads(self) -> list[Payload]:
        """The payloads of all rows."""
        return [record.payload for record in self.rows]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A sheet sorted into projects, and what was wrong with the rest."""

    accepted: Accepted
    records: tuple[Record, ...]
    projects: tuple[Project, ...]
    findings: tuple[Finding, ...] = field(default=())

    def said(self) -> Outcome:
        """The records alone, as later questions to the ledger should see them."""
        return Outcome(records=self.records)


def gather(accepted: Accepted, desk: Desk, promote: Promote, unsigned: Code) -> Gathered:
    """Find each row's contract and revise its record.

    ``unsigned`` is what is said of a contract that is not signed yet: a warning lets the row in, an error
    keeps it out.
    """
    numbers = [str(getattr(row.row, "contract_id")) for row in accepted.rows]  # noqa: B009 - of three models
    contracts = desk.ledger.by_key(CONTRACTS.name, {contract_key(number) for number in numbers})
    findings: list[Finding] = []
    good: list[tuple[TakenRow, Record]] = []
    told: set[str] = set()
    for row, number in zip(accepted.rows, numbers, strict=True):
        contract = contracts.get(contract_key(number))
        found = _found(row, number, contract, unsigned)
        findings += [] if number in told and not any(one.blocks for one in found) else found
        told |= {number} if found else set()
        if contract is not None and not any(finding.blocks for finding in found):
            good.append((_numbered(row, contract), contract))
    return _revised(replace(accepted, rows=tuple(row for row, _ in good)), good, desk, promote, findings)


def _numbered(row: TakenRow, contract: Record) -> TakenRow:
    """The row with the contract's number as the contract writes it, so that all rows of one are found."""
    return replace(row, row=row.row.model_copy(update={"contract_id": contract.payload["contract_id"]}))


def _found(row: TakenRow, number: str, contract: Record | None, unsigned: Code) -> list[Finding]:
    if contract is None:
        return [at(row, UNKNOWN_CONTRACT, "contract_id", number)]
    state = contract.payload["contract_state"]
    if state in ENDINGS:
        return [at(row, codes.PROJECT_OVER, "contract_id", number, state=state)]
    return [at(row, unsigned, "contract_id", number, state=state)] if state in BEFORE_SIGNING else []


def _revised(
    accepted: Accepted,
    good: Sequence[tuple[TakenRow, Record]],
    desk: Desk,
    promote: Promote,
    findings: Iterable[Finding],
) -> Gathered:
    ids = [contract.customer for _, contract in good]
    keys = keys_of(accepted, [""] * len(ids))
    records = revise(accepted, desk.ledger.by_key(accepted.form.name, set(keys)), ids, promote, keys)
    now = Overlay(desk.ledger, (Outcome(records=records),))
    contracts = {contract.key: contract for _, contract in good}
    customers = desk.ledger.customers({Ref(id=contract.customer) for contract in contracts.values()})
    rows = now.having(
        accepted.form.name,
        "contract_id",
        [contract.payload["contract_id"] for contract in contracts.values()],
    )
    projects = tuple(
        Project(
            contract,
            customers[Ref(id=contract.customer)],
            rows.get(contract.payload["contract_id"], ()),
            tuple(
                (row, record) for (row, owner), record in zip(good, records, strict=True) if owner.key == contract.key
            ),
        )
        for contract in contracts.values()
    )
    return Gathered(accepted, records, projects, tuple(findings))


def facts(project: Project, desk: Desk) -> dict[str, object]:
    """What every paper of a project prints about it."""
    contract = project.contract.payload
    return {
        **company_facts(desk.rules.company),
        "printed_on": desk.today,
        "contract_id": contract["contract_id"],
        "contract_name": contract["name"],
        "contract_state": contract["contract_state"],
        "customer_name": project.customer.name,
        "property_name": contract.get("property_name"),
        "starts_on": date.fromisoformat(contract["starts_on"]),
        "ends_on": date.fromisoformat(contract["ends_on"]),
        "owner": project.customer.owner or None,
    }


def day(row: Payload, field_name: str) -> date | None:
    """A stored date, None where the row has none."""
    value = row.get(field_name)
    return date.fromisoformat(value[:10]) if value else None


def by_category(rows: Iterable[Payload], order: Sequence[str]) -> dict[str, list[Payload]]:
    """Rows grouped by 類別 in the order of the list, categories without rows left out."""
    groups: dict[str, list[Payload]] = {name: [] for name in order}
    for row in rows:
        groups.setdefault(row["category"], []).append(row)
    return {name: found for name, found in groups.items() if found}
