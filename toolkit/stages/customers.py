"""Which customer a row means: sheets of every stage but the first name one that is already registered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_stages as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Accepted, Customer, LedgerView, Lookalike, Record, Ref
from toolkit.stages.findings import at
from toolkit.stages.records import Promote, keys_of, revise

CUSTOMER_ID = re.compile(r"SJ-\d{8}-\d{4,}", re.IGNORECASE)
"""Our own customer ids (domain section 2), wherever they stand in a cell."""

NEAR = 88.0
"""From this similarity (of 100) on a name is asked about instead of being called unknown (own judgement)."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The rows whose customer is certain, with that customer; what must be asked about the others."""

    accepted: Accepted
    customers: tuple[Customer, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The customers' ids, one a row."""
        return tuple(customer.id for customer in self.customers)


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows of a customer's sheet as records, row by row, with the customer each belongs to."""

    rows: tuple[TakenRow, ...]
    customers: tuple[Customer, ...]
    records: tuple[Record, ...]
    findings: tuple[Finding, ...] = ()


def reference(text: str) -> Ref:
    """Read a cell that names a customer: its id, its name, or both ("SJ-20261124-0001 華景置業")."""
    found = CUSTOMER_ID.search(text)
    if found is None:
        return Ref(name=text.strip())
    rest = text[: found.start()] + text[found.end() :]
    return Ref(id=found.group().upper(), name=rest.strip(" 　-—:：/／|").removeprefix("()").removeprefix("（）"))


def resolve(accepted: Accepted, ledger: LedgerView, field: str = "customer") -> Resolved:
    """Find the customer that each row's ``field`` names; rows without one stay out, with a finding."""
    refs = [reference(str(getattr(row.row, field))) for row in accepted.rows]
    known = ledger.customers(set(refs))
    near = ledger.lookalikes({ref for ref in refs if ref not in known})
    pairs = [(row, known[ref]) for row, ref in zip(accepted.rows, refs, strict=True) if ref in known]
    findings = [
        unknown(row, field, near.get(ref, ())) for row, ref in zip(accepted.rows, refs, strict=True) if ref not in known
    ]
    rows = tuple(row for row, _ in pairs)
    return Resolved(replace(accepted, rows=rows), tuple(customer for _, customer in pairs), tuple(findings))


def unknown(row: TakenRow, field: str, near: tuple[Lookalike, ...]) -> Finding:
    """The finding about a customer that is not registered, with the nearest one where there is one."""
    typed = getattr(row.row, field)
    best = near[0] if near else None
    if best is not None and best.score >= NEAR:
        return at(row, codes.CUSTOMER_SIMILAR, field, typed, suggestion=label(best.customer))
    return at(row, codes.CUSTOMER_UNKNOWN, field, typed)


def label(customer: Customer) -> str:
    """Id and name, as staff may type it into a sheet: ``SJ-20261124-0001 華景置業有限公司``."""
    return f"{customer.id} {customer.name}"


def folder(customer: Customer) -> str:
    """The customer's folder relative to ``outbox/`` (design section 1); the job makes the name safe."""
    return f"客戶/{label(customer)}"


def take(accepted: Accepted, ledger: LedgerView, promote: Promote) -> Taken:
    """Turn the rows of a customer's sheet into records: find the customer, the key, the earlier version."""
    resolved = resolve(accepted, ledger)
    keys = keys_of(resolved.accepted, resolved.ids)
    existing: Mapping[str, Record] = ledger.by_key(accepted.form.name, set(keys))
    records = revise(resolved.accepted, existing, resolved.ids, promote, keys)
    return Taken(resolved.accepted.rows, resolved.customers, records, resolved.findings)
