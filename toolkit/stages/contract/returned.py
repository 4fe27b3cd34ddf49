"""A contract that came back: what the other side changed, what that risks, and which floors it breaks.

The comparison itself is made by ``documents.compare``; this stage only says what it means. Everything here
is internal: the report quotes the negotiation sheet.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from toolkit.forms.column import Privacy
from toolkit.messages import codes_contract as codes
from toolkit.messages.catalogue import sentence
from toolkit.messages.finding import Finding
from toolkit.messages.script import fold
from toolkit.outcome import Customer, DocumentOrder, Outcome, Record
from toolkit.stages.context import company_facts
from toolkit.stages.contract.approval import BEFORE_SIGNING, EXPIRED, RENEWED, TERMINATED, VOID
from toolkit.stages.contract.contexts import ComparisonContext
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.floors import Breach, Sentence, breaches
from toolkit.stages.contract.papers import INTERNAL, checked, risk_values
from toolkit.stages.contract.risk_facts import Facts
from toolkit.stages.contract.risks import Risk
from toolkit.stages.contract.terms import contract_of, same_code
from toolkit.stages.customers import label
from toolkit.stages.filling import filled

REPORT = "合同比對報告"


class Difference(Sentence, Protocol):
    """One difference as ``documents.compare.comparison.TextChange`` has it."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def place(self) -> str: ...  # noqa: D102
    @property
    def figures(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def author(self) -> str: ...  # noqa: D102
    @property
    def locked(self) -> bool: ...  # noqa: D102


class Compared(Protocol):
    """A comparison as ``documents.compare.comparison.Comparison`` has it."""

    @property
    def changes(self) -> Sequence[Difference]: ...  # noqa: D102
    @property
    def comments(self) -> Sequence[tuple[str, str]]: ...  # noqa: D102
    @property
    def text(self) -> tuple[tuple[str, str], ...]: ...  # noqa: D102
    @property
    def issued_text(self) -> tuple[tuple[str, str], ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Back:
    """What came back: the file's name as dropped, which copy it says it is, and which it was compared with.

    A version is 0 and a code "" where it is not said.
    """

    file: str
    version: int = 0
    code: str = ""
    ours: int = 0
    our_code: str = ""


def follow_returned(compared: Compared, contract: Record, back: Back, desk: Desk) -> Outcome:
    """Order the report on a returned contract (``contract`` is its record), and say where it is out of date."""
    rules, today = desk.rules, desk.today
    customer = desk.customer(contract)
    issues = _issues(customer, desk)
    broken = breaches(issues, compared.changes)
    stale = tuple(_stale(contract.payload, back))
    values = {
        **company_facts(rules.company),
        **risk_values(_new_risks(compared, contract, desk), rules.contract_rules),
        **_counts(compared, broken, stale),
        "document_number": contract.payload["contract_id"],
        "version": contract.payload["version"],
        "contract_version": contract.payload["version"],
        "check_code": contract.payload["check_code"],
        "printed_on": today,
        "contract_id": contract.payload["contract_id"],
        "contract_name": contract.payload["name"],
        "counterparty": contract.payload["counterparty"],
        "returned_file": back.file,
        "changes": [_line(change) for change in compared.changes],
        "breaches": [_breach(breach) for breach in broken],
        "margin_notes": [{"author": author, "note": note} for author, note in compared.comments],
    }
    return Outcome(documents=(_order(values, contract, customer),), findings=stale)


def _stale(payload: Mapping[str, Any], back: Back) -> Iterator[Finding]:
    """What is no text to go on with: of a contract that is over or signed, of another version, or without our copy."""
    number, state = payload["contract_id"], payload["contract_state"]
    if state in _OVER:
        yield Finding(codes.BACK_OVER, value=number, data={"state": state})
    elif state not in BEFORE_SIGNING:
        yield Finding(codes.BACK_SIGNED, value=number, data={"state": state})
    current = {"version": payload["version"], "current": payload["check_code"]}
    if back.code and not same_code(back.code, payload["check_code"]):
        old = {"old": back.version or "—", "code": back.code}
        yield Finding(codes.BACK_OUTDATED, value=number, data=old | current)
    if back.code and back.our_code and not same_code(back.code, back.our_code):
        ours = {"old": back.version or "—", "code": back.code, "ours": back.ours, "our_code": back.our_code}
        yield Finding(codes.BACK_OTHER_COPY, value=number, data=ours)


_OVER = frozenset({VOID, TERMINATED, EXPIRED, RENEWED})


def _order(values: Mapping[str, object], contract: Record, customer: Customer) -> DocumentOrder:
    number = contract.payload["contract_id"]
    return DocumentOrder(
        template=REPORT,
        context=filled(ComparisonContext, values),
        folder=f"{INTERNAL}/合同比對/{label(customer)}",
        name=f"{REPORT} {number}",
        customer=customer.id,
        kind=REPORT,
        number=number,
        privacy=Privacy.INTERNAL,
    )


def _issues(customer: Customer, desk: Desk) -> list[Mapping[str, Any]]:
    """The issues of the latest round of negotiation."""
    records = desk.ledger.current("negotiations", [customer.id]).get(customer.id, ())
    last = max((record.payload["round"] for record in records), default=0)
    return [record.payload for record in records if record.payload["round"] == last]


def _new_risks(compared: Compared, contract: Record, desk: Desk) -> tuple[Risk, ...]:
    """The risks of the returned text that our own did not have; those stand in the review sheet."""
    known = {(risk.rule.key, fold(risk.finding)) for risk in _risks(compared.issued_text, contract, desk)}
    found = _risks(compared.text, contract, desk)
    return tuple(risk for risk in found if (risk.rule.key, fold(risk.finding)) not in known)


def _risks(text: tuple[tuple[str, str], ...], contract: Record, desk: Desk) -> tuple[Risk, ...]:
    return checked(Facts(contract_of(contract.payload), text, whole_text=True), desk)


def _counts(compared: Compared, broken: Sequence[Breach], stale: Sequence[Finding]) -> dict[str, object]:
    changes = compared.changes
    untracked = sum(not change.author for change in changes)
    locked = sum(change.locked for change in changes)
    return {
        "total": len(changes),
        "untracked": untracked,
        "locked_count": locked,
        "verdict": "".join(sentence(one, "zh-Hant") for one in stale)
        + _verdict(len(changes), untracked, locked, len(broken)),
    }


def _verdict(total: int, untracked: int, locked: int, broken: int) -> str:
    """One sentence a busy reader needs: can it be signed, and if not, what to look at first."""
    if not total:
        return "與我方發出的文本一致，沒有實質改動。"
    parts = [f"共 {total} 處改動"]
    parts += [f"其中 {untracked} 處未留修訂痕跡"] if untracked else []
    parts += [f"{locked} 處觸及鎖定條款"] if locked else []
    parts += [f"{broken} 處突破我方底線"] if broken else []
    advice = "不得照此簽署，請先逐條處理" if locked or broken else "請逐條確認後再處理"
    return "，".join(parts) + f"。{advice}；接受的改動須填回合同資料表，重新會簽。"


def _line(change: Difference) -> dict[str, object]:
    return {
        "clause": change.clause + (f"（{change.place}）" if change.place else ""),
        "change_kind": str(change.kind),
        "before": change.before or "—",
        "after": change.after or "—",
        "author": change.author or None,
        "is_locked": change.locked,
        "figures": "；".join(change.figures) or None,
    }


def _breach(breach: Breach) -> dict[str, object]:
    return {
        "issue": breach.issue,
        "floor": breach.floor,
        "offered": breach.offered,
        "clause": breach.clause,
    }
