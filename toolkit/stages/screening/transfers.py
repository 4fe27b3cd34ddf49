"""轉交: who looks after a customer changes only by the manager's word (domain section 2, seed VI)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_stages as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Accepted, Change, Customer, LedgerView, ListOrder, Outcome, Record
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.customers import reference, unknown
from toolkit.stages.findings import at
from toolkit.stages.records import revise
from toolkit.stages.restricted import below, place
from toolkit.stages.screening.forms import PROSPECTS, Transfer
from toolkit.stages.screening.prefill import REPORTS, stem
from toolkit.stages.screening.screen import owner_change

HEADINGS = ("客戶編號", "客戶名稱", "階段", "等級", "下次跟進", "原跟進人", "轉交原因")

Moved = tuple[TakenRow, Customer]
"""A customer that a row hands over."""


MANAGING = frozenset({"manager", "gm"})
"""The roles whose word moves a customer to another owner (seed VI)."""


def follow(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:  # noqa: ARG001
    """Hand customers over; from anywhere but the managers' folder the sheet is kept and waits."""
    moved, wrong = _find(rows.rows, ledger)
    bad = {finding.row for finding in wrong}
    kept = replace(rows, rows=tuple(row for row in rows.rows if row.number not in bad))
    records = revise(kept, {})
    if not of_managers(rows.authority, rules):
        waiting = [at(row, codes.TRANSFER_WAITS, "customer", _what(row)) for row in kept.rows]
        return Outcome(records=records, findings=(*wrong, *waiting))
    prospects = ledger.by_key(PROSPECTS.name, {customer.id for _, customer in moved})
    changed = tuple(_handed_over(moved, prospects, rows))
    owners = {customer.id: _row(row).to_owner for row, customer in moved}
    customers = [replace(customer, owner=owners[customer.id]) for _, customer in moved]
    return Outcome(
        records=(*records, *changed),
        customers=tuple({one.id: _with_row(one, changed) for one in customers}.values()),
        lists=tuple(_hand_lists(moved, rows.file)),
        findings=tuple(wrong),
        settled=tuple(owner_change(side, customer.id) for _, customer in moved for side in ("from", "to")),
    )


def of_managers(authority: str, rules: RuleBook) -> bool:
    """Whether the restricted folder a sheet came from speaks for a manager: not that of another department."""
    others = [place(one.folder) for one in rules.process.reviewers if one.role not in MANAGING]
    return bool(authority) and not any(below(place(authority), one) for one in others)


def _row(row: TakenRow) -> Transfer:
    if not isinstance(row.row, Transfer):
        raise TypeError(type(row.row))
    return row.row


def _what(row: TakenRow) -> str:
    transfer = _row(row)
    return transfer.customer or f"{transfer.from_owner} 名下全部客戶"


def _find(rows: Sequence[TakenRow], ledger: LedgerView) -> tuple[list[Moved], list[Finding]]:
    """The customers that the rows mean: one each, or all that somebody looks after."""
    refs = {row.number: reference(_row(row).customer or "") for row in rows if _row(row).customer}
    known, owned = (
        ledger.customers(set(refs.values())),
        ledger.owned_by({_row(row).from_owner for row in rows}),
    )
    near = ledger.lookalikes({ref for ref in refs.values() if ref not in known})
    moved, wrong = list[Moved](), list[Finding]()
    for row in rows:
        transfer = _row(row)
        ref = refs.get(row.number)
        if ref is None:
            all_of = owned.get(transfer.from_owner, ())
            moved += [(row, customer) for customer in all_of]
            if not all_of:
                wrong.append(at(row, codes.TRANSFER_NOBODY, "from_owner", transfer.from_owner))
        elif ref not in known:
            wrong.append(unknown(row, "customer", near.get(ref, ())))
        elif known[ref].owner not in ("", transfer.from_owner):
            owner, name = known[ref].owner, known[ref].name
            wrong.append(
                at(
                    row,
                    codes.TRANSFER_NOT_OWNER,
                    "from_owner",
                    transfer.from_owner,
                    customer=name,
                    owner=owner,
                )
            )
        else:
            moved.append((row, known[ref]))
    return moved, wrong


def _handed_over(moved: Iterable[Moved], prospects: Mapping[str, Record], rows: Accepted) -> Iterable[Record]:
    """New versions of the prospects' records: nothing changes but the owner, and whence it came."""
    now = dict(prospects)
    for row, customer in moved:
        before = now.get(customer.id)
        owner = _row(row).to_owner
        if before is None or before.payload.get("owner") == owner:
            continue
        cells = {"owner": row.cells["to_owner"]} if "to_owner" in row.cells else {}
        now[customer.id] = replace(
            before,
            payload={**before.payload, "owner": owner},
            owner=owner,
            source=rows.source(row),
            cells=cells,
            version=before.version + 1,
            recorded_at=None,
            change=Change.CHANGED,
        )
        yield now[customer.id]


def _with_row(customer: Customer, changed: Iterable[Record]) -> Customer:
    payload = next((record.payload for record in changed if record.key == customer.id), customer.prospect)
    return replace(customer, prospect=payload)


def _hand_lists(moved: Sequence[Moved], file: str) -> Iterable[ListOrder]:
    """For each person who takes over: what comes to them and what is due, nothing personal."""
    by_owner: dict[str, list[dict[str, object]]] = {}
    for row, customer in moved:
        transfer, prospect = _row(row), customer.prospect
        line = (
            customer.id,
            customer.name,
            customer.deal_stage,
            customer.grade,
            prospect.get("next_follow_up_on", ""),
            transfer.from_owner,
            transfer.reason,
        )
        by_owner.setdefault(transfer.to_owner, []).append(dict(zip(HEADINGS, line, strict=True)))
    for owner, lines in by_owner.items():
        yield ListOrder(
            folder=f"{REPORTS}/轉交清單",
            name=f"轉交清單 {owner} {stem(file)}",
            title=f"轉交給{owner}的客戶（{len(lines)} 家）",
            headings=HEADINGS,
            rows=tuple(lines),
        )
