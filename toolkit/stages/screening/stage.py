"""Stage 1, market information and screening: what follows from a prospect list (seed 1a–1d)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from toolkit.messages import codes_screening, codes_stages
from toolkit.messages.finding import Finding
from toolkit.outcome import (
    Accepted,
    Change,
    Customer,
    LedgerView,
    Move,
    Outcome,
    Record,
    Score,
)
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages import deal_stages
from toolkit.stages.customers import label
from toolkit.stages.findings import at
from toolkit.stages.records import Promote, payload, revise
from toolkit.stages.screening.forms import PROSPECTS
from toolkit.stages.screening.identify import Identity, how_matched, identify, reference
from toolkit.stages.screening.scorecard import Model

PROMOTE = Promote(owner="owner", day="registered_on", deal_stage="stage", amount="budget")


@dataclass(frozen=True, slots=True)
class Screened:
    """One row of the list, understood: its record, its customer after it, its score, and the row's change."""

    identity: Identity
    record: Record
    customer: Customer
    score: Score


def follow(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """Register, score and rank the rows of a prospect list."""
    identities, findings = identify(rows, ledger, today)
    taken = replace(rows, rows=tuple(item.row for item in identities))
    set_by_row, waiting = _owners_held(identities, rows)
    ids = [item.id for item in identities]
    existing = ledger.by_key(PROSPECTS.name, set(ids))
    records = revise(taken, existing, ids, PROMOTE, ids, set_by_row)
    screened = _screen(identities, records, existing, ledger, rules, today)
    moves = tuple(_moves(screened, existing, today))
    return Outcome(
        records=records,
        customers=tuple(item.customer for item in screened),
        moves=moves,
        scores=tuple({item.customer.id: item.score for item in screened}.values()),
        findings=(*findings, *waiting, *_noted(screened), *_red_lines(screened, rules)),
    )


def _owners_held(
    identities: Sequence[Identity], rows: Accepted
) -> tuple[list[dict[str, Any]], list[Finding]]:
    """What each row sets; a change of owner is held back until the manager says so (domain section 2)."""
    set_by_row, waiting = [], []
    for item in identities:
        fresh = payload(item.row, item.id)
        before = item.known.owner if item.known else ""
        if before and fresh.get("owner", before) != before and not rows.authority:
            waiting.append(
                at(item.row, codes_stages.OWNER_CHANGE_WAITS, "owner", fresh["owner"], before=before)
            )
            fresh["owner"] = before
        set_by_row.append(fresh)
    return set_by_row, waiting


def _screen(  # noqa: PLR0913, PLR0917 - the pieces of one list, put together once
    identities: Sequence[Identity],
    records: Sequence[Record],
    existing: Mapping[str, Record],
    ledger: LedgerView,
    rules: RuleBook,
    today: date,
) -> list[Screened]:
    model = Model(rules.scorecard)
    contacts = ledger.current("contacts", {item.id for item in identities if item.known})
    screened = []
    typed = {key: record.payload.get("stage", "") for key, record in existing.items()}
    now: dict[str, str] = {}
    for item, record in zip(identities, records, strict=True):
        score = model.score(item.id, record.payload, contacts.get(item.id, ()), today)
        known = now.get(item.id) or (item.known.deal_stage if item.known else "")
        stage = _stage_now(record, typed.get(item.id, ""), known)
        typed[item.id], now[item.id] = record.payload.get("stage", ""), stage
        customer = customer_of(record.payload, stage, score.grade)
        screened.append(Screened(item, record, customer, score))
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


def _stage_now(record: Record, typed_before: str, known: str) -> str:
    """Where the customer stands after the row: the list moves it only where its 階段 cell has changed.

    Next Monday's copy of an old list still says 潛在線索 of a customer that contacts have moved on.
    """
    typed = str(record.payload.get("stage", ""))
    if known and typed in ("", typed_before):
        return known
    return typed or known or deal_stages.LEAD


def _moves(screened: Iterable[Screened], existing: Mapping[str, Record], today: date) -> Iterable[Move]:
    before = dict.fromkeys(existing, "")
    for item in screened:
        known = item.identity.known
        was = before.get(item.customer.id) or (known.deal_stage if known else "")
        if item.customer.deal_stage != was:
            yield Move(
                item.customer.id,
                was,
                item.customer.deal_stage,
                today,
                item.customer.owner,
                "登記客戶資料" if not was else "客戶資料表更新階段",
                item.record.source,
            )
        before[item.customer.id] = item.customer.deal_stage


def _noted(screened: Iterable[Screened]) -> Iterable[Finding]:
    """How known customers were recognised, where that was not by id and something of them changed."""
    for item in screened:
        known, ref = item.identity.known, reference(item.identity.row)
        if known is None or item.record.change is not Change.CHANGED:
            continue
        how = how_matched(ref, known)
        if how == "phone":
            yield at(item.identity.row, codes_stages.MATCHED_BY_PHONE, "name", ref.name, known=label(known))
        elif how == "code" and ref.name != known.name:
            yield at(item.identity.row, codes_stages.MATCHED_BY_CODE, "name", ref.name, known=label(known))


def _red_lines(screened: Iterable[Screened], rules: RuleBook) -> Iterable[Finding]:
    card = rules.scorecard
    for item in screened:
        for name, title in card.red_lines.items():
            if item.record.payload.get(name) == "有" and name in item.record.cells:
                yield at(
                    item.identity.row, codes_screening.RED_LINE, name, "有", title=title, grade=card.worst
                )
