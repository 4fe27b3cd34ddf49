"""Rows of the prospect list as records, customers and scores; what they change in owner and stage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from toolkit.frozen import value
from toolkit.messages import codes_screening, codes_stages
from toolkit.messages.finding import Finding
from toolkit.messages.script import fold
from toolkit.outcome import Accepted, Change, Customer, LedgerView, Move, Record, Reminder, Score
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages import deal_stages, workflow
from toolkit.stages.customers import label
from toolkit.stages.findings import at
from toolkit.stages.records import payloads
from toolkit.stages.screening.identify import Identity, how_matched, reference
from toolkit.stages.screening.scorecard import Model

REGISTERED, MOVED_BY_LIST = "登記客戶資料", "客戶資料表更新階段"
"""Causes of a change of stage by the prospect list."""


@value(frozen=True, slots=True)
class Screened:
    """One row of the list, understood: who it is, its record, the customer after it, the score."""

    identity: Identity
    record: Record
    customer: Customer
    score: Score

    @property
    def is_new(self) -> bool:
        """Whether the customer was unknown before this row."""
        return self.record.change is Change.NEW

    @property
    def has_changed(self) -> bool:
        """Whether the row said anything that was not known."""
        return self.record.change is not Change.UNCHANGED


@dataclass
class Held:
    """What each row sets, with the changes of owner that wait for the manager."""

    payloads: list[dict[str, Any]] = field(default_factory=list)
    changes: list[tuple[Customer, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def hold_owners(identities: Sequence[Identity], rows: Accepted) -> Held:
    """What each row sets; a change of owner waits until the manager says so (domain section 2).

    It counts at once when the list came from the managers' restricted folder.
    """
    held = Held()
    found = payloads([item.row for item in identities], [item.id for item in identities])
    for item, told in zip(identities, found, strict=True):
        fresh = told
        if item.merged and item.known:
            fresh = {name: value for name, value in told.items() if not item.known.prospect.get(name)}
        before, typed = item.known.owner if item.known else "", fresh.get("owner", "")
        if before and fold(before) == fold(typed):
            fresh["owner"] = before
        elif item.known and before and typed and not rows.authority:
            held.changes.append((item.known, typed))
            held.findings.append(at(item.row, codes_stages.OWNER_CHANGE_WAITS, "owner", typed, before=before))
            fresh["owner"] = before
        held.payloads.append(fresh)
    return held


def owner_reminders(held: Held, today: date) -> Iterable[Reminder]:
    """Both owners see that a change between them waits for the manager (domain section 2)."""
    for customer, after in held.changes:
        text = f"{customer.name}的跟進人擬由{customer.owner}改為{after}，待主管確認。"
        for side, owner in (("from", customer.owner), ("to", after)):
            yield Reminder(owner_change(side, customer.id), owner, today, text, customer.id, "owner.change")


def owner_change(side: str, customer: str) -> str:
    """The key of a reminder about a change of owner: ``side`` is ``from`` or ``to``."""
    return f"owner_change_{side}:{customer}"


def stop_at_gates(
    identities: Sequence[Identity], ledger: LedgerView, rules: RuleBook, today: date
) -> tuple[tuple[Identity, ...], tuple[Finding, ...]]:
    """Keep out the rows whose 階段 would take a known customer through a closed gate.

    A customer that is registered in a late stage is history and passes; so does a cell that says what it
    said before.
    """
    ids = {item.id for item in identities if item.known}
    before = ledger.by_key("prospects", ids) if ids else {}
    kept, findings = list[Identity](), list[Finding]()
    for item in identities:
        found = _stopped(item, before.get(item.id), ledger, rules, today)
        findings += found
        if not any(finding.blocks for finding in found):
            kept.append(item)
    return tuple(kept), tuple(findings)


def _stopped(
    item: Identity, before: Record | None, ledger: LedgerView, rules: RuleBook, today: date
) -> tuple[Finding, ...]:
    typed = getattr(item.row.row, "stage", None)
    if item.known is None or not typed or (before and before.payload.get("stage") == typed):
        return ()
    code = getattr(item.row.row, "credit_code", None) or item.known.credit_code
    customer = replace(item.known, credit_code=code)
    return workflow.stopped(workflow.Change(item.row, "stage", customer, typed, today), ledger, rules)


def screen(
    identities: Sequence[Identity],
    records: Sequence[Record],
    ledger: LedgerView,
    rules: RuleBook,
    today: date,
) -> list[Screened]:
    """Score every row and say where its customer stands after it."""
    ids = {item.id for item in identities if item.known}
    contacts = ledger.current("contacts", ids) if ids else {}
    model, places = Model(rules.scorecard), _Places(ledger, ids)
    screened = []
    for item, record in zip(identities, records, strict=True):
        score = model.score(item.id, record.payload, contacts.get(item.id, ()), today)
        stage = places.after(item, record)
        screened.append(Screened(item, record, customer_of(record.payload, stage, score.grade), score))
    return screened


def customer_of(prospect: Mapping[str, Any], deal_stage: str, grade: str) -> Customer:
    """The customer that a prospect's payload describes."""
    registered = prospect.get("registered_on")
    return Customer(
        id=prospect["customer_id"],
        name=prospect["name"],
        credit_code=prospect.get("credit_code", ""),
        phone=prospect.get("phone", ""),
        owner=prospect.get("owner", ""),
        deal_stage=deal_stage,
        grade=grade,
        registered_on=date.fromisoformat(registered) if registered else None,
        prospect=prospect,
    )


class _Places:
    """Where each customer stands: the list moves it only where its 階段 cell has changed.

    Next Monday's copy of an old list still says 潛在線索 of a customer that contacts have moved on.
    """

    def __init__(self, ledger: LedgerView, ids: set[str]) -> None:
        known = ledger.by_key("prospects", ids) if ids else {}
        self._typed = {key: record.payload.get("stage", "") for key, record in known.items()}
        self._now: dict[str, str] = {}

    def after(self, item: Identity, record: Record) -> str:
        typed = record.payload.get("stage", "")
        now = self._now.get(item.id) or (item.known.deal_stage if item.known else "")
        if not now or typed not in ("", self._typed.get(item.id, "")):
            now = typed or now or deal_stages.LEAD
        self._typed[item.id], self._now[item.id] = typed, now
        return str(now)


def moves(screened: Iterable[Screened], today: date) -> Iterable[Move]:
    """The changes of stage that the list makes; registration is the first."""
    now: dict[str, str] = {}
    for item in screened:
        known, after = item.identity.known, item.customer.deal_stage
        was = now.get(item.customer.id, known.deal_stage if known else "")
        if after != was:
            cause = MOVED_BY_LIST if was else REGISTERED
            on = today if was else item.customer.registered_on or today
            yield Move(item.customer.id, was, after, on, item.customer.owner, cause, item.record.source)
        now[item.customer.id] = after


def noted(screened: Iterable[Screened]) -> Iterable[Finding]:
    """How known customers were recognised, where that was not by id and something of them changed."""
    for item in screened:
        known, row = item.identity.known, item.identity.row
        if known is None or not item.has_changed:
            continue
        ref = reference(row)
        how = how_matched(ref, known)
        if how == "phone":
            yield at(row, codes_stages.MATCHED_BY_PHONE, "name", ref.name, known=label(known))
        elif how == "code" and ref.name != known.name:
            yield at(row, codes_stages.MATCHED_BY_CODE, "name", ref.name, known=label(known))


def moved_oddly(screened: Iterable[Screened], rules: RuleBook) -> Iterable[Finding]:
    """A list that jumps over stages, or sends a customer back, says so (issue 4, the workflow)."""
    for item in screened:
        known = item.identity.known
        if known is not None and known.deal_stage and known.deal_stage != item.customer.deal_stage:
            yield from workflow.odd_move(item.identity.row, "stage", known, item.customer.deal_stage, rules)


def red_lines(screened: Iterable[Screened], rules: RuleBook) -> Iterable[Finding]:
    """A red line is said at its cell, so that nobody goes on spending (domain section 4)."""
    card = rules.scorecard
    for item in screened:
        if not item.score.red_lines:
            continue
        for name, title in card.red_lines.items():
            if getattr(item.identity.row.row, name) == "有":
                row = item.identity.row
                yield at(row, codes_screening.RED_LINE, name, "有", title=title, grade=card.worst)
