"""The workflow: what moves a customer forward, what sends it back, and which gate stops it (issue 4).

Stages, moves and gates stand in ``manual/process.yaml``; what a gate needs is known here by name. A gate
binds from the day the process was issued: what happened before is history and is only recorded.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_stages as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Customer, LedgerView, Record
from toolkit.rulebook.process import Gate
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages import deal_stages
from toolkit.stages.confirmed import OPEN_OBJECTIONS, is_confirmed
from toolkit.stages.findings import at

COMPANY = "企業"
APPROVED = frozenset({"待簽", "執行中", "即將到期", "已續約"})
SIGNED = APPROVED - {"待簽"}
UNDER_CONTRACT = frozenset({deal_stages.WON, deal_stages.SERVICE})
LEASE, SOUND, GRAVE = "租賃招商", "完好", "A"
SITE_NEEDS = frozenset({"圖紙資料", "共用設施", "鑰匙", "抄表"})
"""What nobody can run a site without (seed 5b); rooms and money may follow."""
TENANT_NEEDS = frozenset({"鑰匙"})
"""What makes a tenant the one in possession."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something a gate may need: what is missing, in words, where it does not hold."""

    holds: Callable[[str, LedgerView], bool]
    missing: str


def _has(form: str) -> Callable[[str, LedgerView], bool]:
    return lambda customer, ledger: bool(_records(form, customer, ledger))


def _no_open_objection(customer: str, ledger: LedgerView) -> bool:
    return not any(item.payload.get("status") in OPEN_OBJECTIONS for item in _records("objections", customer, ledger))


def _contract_in(states: frozenset[str]) -> Callable[[str, LedgerView], bool]:
    return lambda customer, ledger: any(
        item.payload.get("contract_state") in states for item in _records("contracts", customer, ledger)
    )


def _handed_over(customer: str, ledger: LedgerView) -> bool:
    """Whether a site is taken over: what nobody can run it without is there, and no grave defect is open."""
    contracts = {item.payload.get("contract_id", ""): item.payload for item in _records("contracts", customer, ledger)}
    by_number = ledger.having("handover", "contract_id", contracts.keys() - {""})
    return any(_taken_over([item.payload for item in by_number[number]], contracts[number]) for number in by_number)


def _taken_over(rows: Sequence[Mapping[str, Any]], contract: Mapping[str, Any]) -> bool:
    essential = TENANT_NEEDS if contract.get("biz_line") == LEASE else SITE_NEEDS
    there = {row["category"] for row in rows}
    return essential <= there and not any(
        row.get("defect_grade") == GRAVE and row["condition"] != SOUND for row in rows
    )


def _records(form: str, customer: str, ledger: LedgerView) -> tuple[Record, ...]:
    return ledger.current(form, [customer]).get(customer, ())


CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        "needs": Condition(_has("needs"), "需求調研表"),
        "proposal_confirmed": Condition(
            is_confirmed, "經客戶確認的合作方案書（溝通結果「已達成」、考察結果「認可」，或提出的異議全部解決）"
        ),
        "no_open_objection": Condition(_no_open_objection, "所有異議已解決（異議處理表）"),
        "contract_approved": Condition(_contract_in(APPROVED), "會簽通過的合同（合同資料表、合同會簽表）"),
        "contract_signed": Condition(_contract_in(SIGNED), "已簽署的合同（合同資料表的簽署日）"),
        "handover_complete": Condition(
            _handed_over, "現場交接表：圖紙資料、共用設施、鑰匙、抄表均已交接，且沒有未整改的 A 級問題"
        ),
    }
)
"""Every condition that ``gates`` of the process may name."""


def odd_move(row: TakenRow, field: str, customer: Customer, after: str, rules: RuleBook) -> Iterable[Finding]:
    """Say when a change of stage is none that the process knows: a jump forward, or a step back.

    From 成交 and 履約 the process leads back by the end of a contract alone; a row that says so is odd.
    """
    before = customer.deal_stage
    undone = before in UNDER_CONTRACT and 0 <= deal_stages.order(after) < deal_stages.order(before)
    if rules.process.may_move(before, after) and not undone:
        return
    jumped = deal_stages.skipped(before, after)
    if jumped:
        skipped = "、".join(jumped)
        yield at(row, codes.STAGE_SKIPPED, field, after, customer=customer.name, before=before, skipped=skipped)
    else:
        yield at(row, codes.STAGE_BACK, field, after, customer=customer.name, before=before)


@dataclass(frozen=True, slots=True)
class Change:
    """A change of stage that a row asks for: whose, to where, on which day."""

    row: TakenRow
    field: str
    customer: Customer
    after: str
    on: date


def stopped(change: Change, ledger: LedgerView, rules: RuleBook) -> tuple[Finding, ...]:
    """What stands in the way of ``change``: a missing credit code, and the gates before the stage.

    Findings that block keep the row out; those of lenient gates only warn.
    """
    if change.on < rules.process.issued_on or change.after == change.customer.deal_stage:
        return ()
    passed = [gate for gate in rules.process.gates if _passes(change, gate)]
    found = [finding for gate in passed for finding in _at_gate(change, gate, ledger)]
    return (*_code_needed(change), *found)


def _passes(change: Change, gate: Gate) -> bool:
    """Whether a change of stage goes through ``gate``: into its stage, or past it."""
    before, after = deal_stages.order(change.customer.deal_stage), deal_stages.order(change.after)
    return before < deal_stages.order(gate.before) <= after


def _code_needed(change: Change) -> Iterable[Finding]:
    customer = change.customer
    if (
        deal_stages.from_negotiation_on(change.after)
        and customer.prospect.get("party_type") == COMPANY
        and not customer.credit_code
    ):
        yield at(
            change.row,
            codes.STAGE_NEEDS_CODE,
            change.field,
            change.after,
            customer=customer.name,
            before=customer.deal_stage,
        )


def _at_gate(change: Change, gate: Gate, ledger: LedgerView) -> Iterable[Finding]:
    known = [CONDITIONS[name] for name in gate.needs if name in CONDITIONS]
    missing = [item.missing for item in known if not item.holds(change.customer.id, ledger)]
    if missing:
        yield at(
            change.row,
            codes.GATE_CLOSED if gate.strict else codes.GATE_WARNED,
            change.field,
            change.after,
            customer=change.customer.name,
            rule=gate.text,
            missing="、".join(missing),
        )
