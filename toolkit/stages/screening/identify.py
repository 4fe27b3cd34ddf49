"""Which customer a row of the prospect list is: one we know, one that stood above, or a new one.

By id; else by credit code; else by the same normalised name and phone, unless the codes differ (domain
section 2). A name alone only suggests.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from toolkit.forms.keys import core_name, normalised_name
from toolkit.forms.reading import TakenRow
from toolkit.frozen import value
from toolkit.messages import codes_stages as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Accepted, Customer, LedgerView, Lookalike, Ref
from toolkit.stages.customers import CUSTOMER_ID, label
from toolkit.stages.findings import at
from toolkit.stages.screening.forms import Prospect

EVIDENCE = {"name": "名稱相同", "brand": "名稱主體相同", "phone": "電話相同", "typo": "名稱只差一兩個字"}
"""What makes two customers look alike (``ledger.lookalikes``), as the receipt says it."""


@value(frozen=True, slots=True)
class Identity:
    """A row with its customer's id; ``known`` is the customer as it was before this list, if any."""

    row: TakenRow
    id: str
    known: Customer | None = None
    merged: bool = False
    """Whether the row calls the customer as it was called before it was made one with another."""


@dataclass
class _Here:
    """Who came up in this list so far: the row in which an id, a code, a name with phone first stood."""

    ids: dict[str, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    phones: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    cores: dict[str, tuple[str, Ref]] = field(default_factory=dict)

    def find(self, ref: Ref) -> str:
        """The id of a customer of this list that ``ref`` certainly means, else ``""``."""
        if ref.id in self.ids:
            return ref.id
        if ref.credit_code in self.codes:
            return self.codes[ref.credit_code]
        same, code = self.phones.get((normalised_name(ref.name), ref.phone), ("", ""))
        return "" if ref.credit_code and code and ref.credit_code != code else same

    def add(self, ref: Ref, customer: str, number: int) -> None:
        """Remember that ``ref`` is ``customer``."""
        self.ids.setdefault(customer, number)
        if ref.credit_code:
            self.codes.setdefault(ref.credit_code, customer)
        self.phones.setdefault((normalised_name(ref.name), ref.phone), (customer, ref.credit_code))
        self.cores.setdefault(_core(ref.name), (customer, ref))


def identify(accepted: Accepted, ledger: LedgerView, today: date) -> tuple[tuple[Identity, ...], tuple[Finding, ...]]:
    """Give every row its customer; rows whose id contradicts their credit code are asked about.

    So are ids of our own pattern that nobody gave, but for a list from the managers' restricted folder: one that
    moves here from another ledger. Ids of another pattern are a company's own numbers.
    """
    refs = [reference(row) for row in accepted.rows]
    known = ledger.customers(set(refs))
    near = ledger.lookalikes({ref for ref in refs if ref not in known} if known else set(refs))
    numbers = _Numbers(ledger, today)
    here, identities, findings = _Here(), [], []
    for row, ref in zip(accepted.rows, refs, strict=True):
        customer = known.get(ref) if known else None
        if customer is not None and ref.id != customer.id and _codes_differ(ref, customer):
            findings.append(_suggest(row, ref, label(customer), "名稱與電話相同，信用代碼不同"))
            customer = None
        elif customer is not None and _codes_differ(ref, customer):
            findings.append(_conflict(row, customer))
            continue
        if customer is None and not accepted.authority and CUSTOMER_ID.fullmatch(ref.id):
            findings.append(at(row, codes.ID_UNKNOWN, "customer_id", ref.id))
            continue
        earlier = here.find(ref)
        found = customer.id if customer else earlier or ref.id or numbers.take()
        if found in here.ids:
            findings.append(at(row, codes.SAME_ROW_TWICE, "name", ref.name, first=here.ids[found]))
        elif customer is None:
            findings += _suggested(row, ref, near.get(ref, ()) if near else (), here)
        here.add(ref, found, row.number)
        by_old_name = customer is not None and _goes_by_old_name(ref, customer)
        if by_old_name and customer is not None:
            findings.append(at(row, codes.MERGED_ROW, "name", ref.name, known=label(customer)))
        identities.append(Identity(row, found, customer, by_old_name))
    return tuple(identities), tuple(findings)


@lru_cache(maxsize=4)
def _core(name: str) -> str:
    """The core of a name, asked for twice in a row."""
    return core_name(name)


def reference(row: TakenRow) -> Ref:
    """How a row of the prospect list points at its customer."""
    values = row.row
    if not isinstance(values, Prospect):
        raise TypeError(type(values))
    typed = values.customer_id or ""
    own = typed.upper() if CUSTOMER_ID.fullmatch(typed) else typed
    return Ref(own, values.credit_code or "", values.name, values.phone)


def how_matched(ref: Ref, customer: Customer) -> str:
    """What gave the customer away: ``id``, ``code`` or ``phone``."""
    if ref.id == customer.id:
        return "id"
    return "code" if ref.credit_code and ref.credit_code == customer.credit_code else "phone"


class _Numbers:
    """New ids ``SJ-yyyyMMdd-0001``, asked of the ledger once."""

    def __init__(self, ledger: LedgerView, today: date) -> None:
        self._prefix = f"SJ-{today:%Y%m%d}-"
        self._ledger = ledger
        self._next = 0

    def take(self) -> str:
        self._next = self._next or self._ledger.next_number(self._prefix)
        taken = f"{self._prefix}{self._next:04d}"
        self._next += 1
        return taken


def _goes_by_old_name(ref: Ref, customer: Customer) -> bool:
    """Whether the row's name, phone or code is not the customer's own but that of one that was merged into it."""
    name, own = normalised_name(ref.name), normalised_name(customer.name)
    return any(
        (normalised_name(former) == name and (name != own or phone == ref.phone != customer.phone))
        or (bool(code) and code == ref.credit_code != customer.credit_code)
        for former, phone, code in customer.formerly
    )


def _codes_differ(ref: Ref, customer: Customer) -> bool:
    if not ref.credit_code or not customer.credit_code or ref.credit_code == customer.credit_code:
        return False
    return all(code != ref.credit_code for _, _, code in customer.formerly)


def _conflict(row: TakenRow, customer: Customer) -> Finding:
    return at(row, codes.ID_CONFLICT, "customer_id", customer.id, known=customer.name)


def _suggested(row: TakenRow, ref: Ref, near: Iterable[Lookalike], here: "_Here") -> Iterable[Finding]:
    """Look-alikes of a new customer, in the ledger and further up in the list: suggested, never merged."""
    for item in list(near)[:1]:
        evidence = "、".join(EVIDENCE.get(word, word) for word in item.evidence)
        yield _suggest(row, ref, label(item.customer), evidence)
        return
    same, other = here.cores.get(_core(ref.name), ("", ref))
    if same and not _two_companies(ref, other):
        yield _suggest(row, ref, f"{same} {other.name}", "名稱主體相同")


def _two_companies(one: Ref, other: Ref) -> bool:
    """Different credit codes are different companies, whatever their names, unless they share a phone."""
    known = bool(one.credit_code and other.credit_code)
    return known and one.credit_code != other.credit_code and one.phone != other.phone


def _suggest(row: TakenRow, ref: Ref, known: str, evidence: str) -> Finding:
    return at(row, codes.LOOKALIKE, "name", ref.name, suggestion=known, evidence=evidence)
