"""F10: each department's word on one version of a contract, and what it makes of the contract (seed 4d).

A word counts only from the department's own restricted folder: a name in a cell proves nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_contract as codes
from toolkit.messages.finding import Finding
from toolkit.messages.script import fold
from toolkit.outcome import Accepted, Change, Outcome, Record
from toolkit.rulebook.process import Reviewer
from toolkit.stages.contract.approval import (
    AGREED,
    BEFORE_SIGNING,
    RELEASED,
    TO_SIGN,
    Standing,
    Vote,
    agreed,
    may_speak,
)
from toolkit.stages.contract.desk import Desk, contract_key
from toolkit.stages.contract.ending import OVER
from toolkit.stages.contract.forms import CONTRACTS, Approval
from toolkit.stages.contract.papers import contract_order, review_order
from toolkit.stages.contract.step import Step, outcome_of
from toolkit.stages.contract.terms import same_code
from toolkit.stages.contract.waiting import waiting_key, waiting_reminder
from toolkit.stages.findings import at
from toolkit.stages.records import Promote, revise
from toolkit.stages.restricted import place


def follow_approvals(accepted: Accepted, desk: Desk) -> Outcome:
    """Record the words that count, and move each contract to the state that they make."""
    keys = {contract_key(approval_row(row).contract_id) for row in accepted.rows}
    contracts = desk.ledger.by_key(CONTRACTS.name, keys)
    findings: list[Finding] = []
    good: list[TakenRow] = []
    for row in accepted.rows:
        contract = contracts.get(contract_key(approval_row(row).contract_id))
        wrong = _refused(row, contract, accepted.authority, desk)
        findings += wrong
        if contract is not None and not wrong:
            number = {"contract_id": contract.payload["contract_id"]}
            good.append(replace(row, row=row.row.model_copy(update=number)))
    records = _recorded(replace(accepted, rows=tuple(good)), contracts, desk)
    steps = [_settle(contract, records, accepted, desk) for contract in contracts.values()]
    made = outcome_of(step for step in steps if step is not None)
    return replace(made, records=(*records, *made.records), findings=(*findings, *made.findings))


def approval_row(row: TakenRow) -> Approval:
    """The row as the model it was validated by."""
    if not isinstance(row.row, Approval):
        raise TypeError(f"{type(row.row).__name__} is no approval row")
    return row.row


def _refused(row: TakenRow, contract: Record | None, authority: str, desk: Desk) -> list[Finding]:
    """Why a word does not count; [] where it does."""
    word = approval_row(row)
    reviewers = {reviewer.department: reviewer for reviewer in desk.reviewers()}
    reviewer = reviewers.get(word.department)
    if reviewer is None:
        return [at(row, codes.NOT_DEPARTMENT, "department", word.department, departments="、".join(reviewers))]
    if not came_from(reviewer, authority):
        return [at(row, codes.WRONG_FOLDER, "department", word.department, folder=reviewer.folder)]
    if not may_speak(word.reviewer, reviewer):
        known = "、".join((*reviewer.people, *reviewer.deputies))
        return [at(row, codes.NOT_NAMED, "reviewer", word.reviewer, department=word.department, named=known)]
    if contract is None:
        return [at(row, codes.UNKNOWN_CONTRACT, "contract_id", word.contract_id)]
    return _stale(row, word, contract.payload, desk)


def came_from(reviewer: Reviewer, authority: str) -> bool:
    """Whether the restricted folder a file was dropped into is this department's own."""
    return bool(authority) and place(authority) == place(reviewer.folder)


def _stale(row: TakenRow, word: Approval, payload: Mapping[str, Any], desk: Desk) -> list[Finding]:
    if payload["contract_state"] not in BEFORE_SIGNING:
        number, state = payload["contract_id"], payload["contract_state"]
        kind = codes.CONTRACT_OVER if state in OVER else codes.CHANGED_AFTER_SIGNING
        return [at(row, kind, "contract_id", number, state=state)]
    current = desk.code(payload, payload["version"])
    if word.contract_version == payload["version"] and same_code(word.check_code, current):
        return []
    return [
        at(
            row,
            codes.VERSION_STALE,
            "check_code",
            word.contract_version,
            typed=word.check_code,
            version=payload["version"],
            current=current,
        )
    ]


def _recorded(accepted: Accepted, contracts: Mapping[str, Record], desk: Desk) -> tuple[Record, ...]:
    owners = [contracts[contract_key(approval_row(row).contract_id)] for row in accepted.rows]
    ids = [contract.customer for contract in owners]
    before = {record.key: record for records in desk.approvals(set(ids)).values() for record in records}
    return revise(accepted, before, ids, Promote(day="day"))


def _settle(contract: Record, words: Sequence[Record], accepted: Accepted, desk: Desk) -> Step | None:
    """What the words make of one contract; None where none of them is about it."""
    number = contract.payload["contract_id"]
    mine = [word for word in words if word.payload["contract_id"] == number]
    if not mine:
        return None
    approvals = {word.key: word for word in desk.approvals([contract.customer]).get(number, ())}
    approvals |= {word.key: word for word in mine}
    payload = {**contract.payload, "check_code": desk.code(contract.payload, contract.payload["version"])}
    cast = desk.votes(payload, approvals.values())
    state = desk.state(payload, cast)
    record = replace(
        contract,
        payload={**payload, "contract_state": state, AGREED: agreed(cast), RELEASED: desk.released(payload)},
        source=mine[-1].source,
        cells={},
        version=contract.version + 1,
        recorded_at=None,
        change=Change.CHANGED,
    )
    customer = desk.customer(contract)
    papers = [review_order(record, customer, desk, cast)]
    if TO_SIGN in (state, contract.payload["contract_state"]):  # the copy to be signed is made, or taken back
        papers.append(contract_order(record, customer, desk))
    changed = record.payload != contract.payload
    return Step(
        record=record if changed else None,
        documents=tuple(papers),
        findings=(
            *_sent_back(number, cast, mine, accepted),
            *_alone(cast, mine, accepted),
        ),
        reminders=(waiting_reminder(record, customer, desk),) if changed and state == TO_SIGN else (),
        settled=(waiting_key(number),) if state != TO_SIGN else (),
    )


def _sent_back(number: str, cast: Sequence[Vote], words: Sequence[Record], accepted: Accepted) -> tuple[Finding, ...]:
    """One finding a department that wants changes, at the row that says so."""
    spoken = {word.payload["department"] for word in words}
    rows = {approval_row(row).department: row for row in accepted.rows}
    return tuple(
        at(rows[vote.department], codes.RETURNED_FOR_CHANGE, "opinion", number, department=vote.department)
        for vote in cast
        if vote.standing is Standing.SENT_BACK and vote.department in spoken
    )


def _alone(cast: Sequence[Vote], words: Sequence[Record], accepted: Accepted) -> Iterator[Finding]:
    """A remark where one person, who is nobody's deputy, has agreed for several departments."""
    spoken = {word.payload["department"] for word in words}
    rows = {approval_row(row).department: row for row in accepted.rows}
    by_person: dict[str, list[Vote]] = {}
    for vote in cast:
        if vote.standing is Standing.AGREED and not vote.deputy:
            by_person.setdefault(fold(vote.reviewer), []).append(vote)
    for votes in by_person.values():
        named = [vote for vote in votes if vote.department in spoken]
        if named and len(votes) > 1:
            departments = "、".join(vote.department for vote in votes)
            yield at(
                rows[named[-1].department], codes.SAME_REVIEWER, "reviewer", votes[0].reviewer, departments=departments
            )
