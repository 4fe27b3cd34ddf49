"""Rows of F5 become numbered offers: their versions, their approved rate, and what they set in motion."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from toolkit.forms.reading import TakenRow
from toolkit.messages.finding import Finding
from toolkit.outcome import Change, Customer, LedgerView, Move, Record, Reminder
from toolkit.rulebook.rates import Rate
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages import deal_stages, workflow
from toolkit.stages.customers import Taken
from toolkit.stages.proposal.facts import OFFER_DAYS, Desk, Offer, fee_of
from toolkit.stages.proposal.versions import Payload, before_it, by_version

NUMBER = "FA"
"""What proposal numbers begin with: FA-yyyyMMdd-0001."""


@dataclass(frozen=True, slots=True)
class Case:
    """One row of F5 with everything that is known about it."""

    row: TakenRow
    customer: Customer
    record: Record
    known: Mapping[int, Payload]
    """The customer's versions before this row."""

    @property
    def payload(self) -> Payload:
        """The record's payload."""
        return self.record.payload

    @property
    def kind(self) -> str:
        """The customer's 物業類型."""
        return str(self.customer.prospect.get("property_type", ""))

    @property
    def line(self) -> str:
        """The customer's 業務線."""
        return str(self.customer.prospect.get("biz_line", ""))


def numbered(records: Sequence[Record], ledger: LedgerView, today: date) -> Iterable[Record]:
    """Give new proposals their number and day; a later version keeps the number of the first one."""
    prefix = f"{NUMBER}-{today:%Y%m%d}-"
    next_free = ledger.next_number(prefix)
    customers = {record.customer for record in records}
    numbers = {
        customer: str(item.payload["proposal_id"])
        for customer, items in ledger.current("proposals", customers).items()
        for item in items
        if item.payload.get("proposal_id")
    }
    for record in records:
        if record.change is Change.UNCHANGED:
            yield record
            continue
        number = record.payload.get("proposal_id") or numbers.get(record.customer)
        if not number:
            number, next_free = f"{prefix}{next_free:04d}", next_free + 1
        numbers[record.customer] = number
        payload = {**record.payload, "proposal_id": number, "proposed_on": today.isoformat()}
        fee = fee_of(payload)
        yield replace(record, payload=payload, day=today, amount=float(fee.total) if fee else None)


def cases_of(taken: Taken, ledger: LedgerView) -> Iterable[Case]:
    """Put each row beside the versions of its customer that came before it."""
    known = ledger.current("proposals", {item.id for item in taken.customers})
    versions = {customer: by_version(item.payload for item in items) for customer, items in known.items()}
    for row, customer, record in zip(taken.rows, taken.customers, taken.records, strict=True):
        before = dict(versions.get(customer.id, {}))
        yield Case(row, customer, record, before)
        versions[customer.id] = {**before, int(record.payload["version"]): record.payload}


def offer_of(case: Case, rules: RuleBook) -> Offer | None:
    """The offer to be written out; None without an approved rate, or for a version that is past."""
    rate = rules.rates.rate(case.line, case.kind, case.payload["service_standard"])
    version = int(case.payload["version"])
    if rate is None or version < max(case.known, default=version):
        return None
    previous = before_it(version, case.known)
    return Offer(case.record, case.customer, rate, case.known[previous] if previous is not None else None)


def advance(cases: Iterable[Case], desk: Desk) -> tuple[tuple[Move, ...], tuple[Finding, ...]]:
    """A written proposal brings a customer to 深入洽談 unless a gate stops it; nothing goes back by it."""
    moves: dict[str, Move] = {}
    findings: list[Finding] = []
    for case in cases:
        customer = case.customer
        place = deal_stages.order(customer.deal_stage or deal_stages.LEAD)
        if customer.id in moves or not 0 <= place < deal_stages.order(deal_stages.DISCUSSION):
            continue
        change = workflow.Change(case.row, "customer", customer, deal_stages.DISCUSSION, desk.today)
        stopped = workflow.stopped(change, desk.ledger, desk.rules)
        findings += stopped
        if not any(finding.blocks for finding in stopped):
            findings += workflow.odd_move(case.row, "customer", customer, deal_stages.DISCUSSION, desk.rules)
            moves[customer.id] = _move(case, desk.today)
    return tuple(moves.values()), tuple(findings)


def _move(case: Case, today: date) -> Move:
    return Move(
        case.customer.id,
        case.customer.deal_stage or deal_stages.LEAD,
        deal_stages.DISCUSSION,
        today,
        case.customer.owner,
        f"出具合作方案 {case.payload['proposal_id']} 第 {case.payload['version']} 版",
        case.record.source,
    )


def expiries(offers: Iterable[Offer], rules: RuleBook, today: date) -> Iterable[Reminder]:
    """A reminder before each offer runs out."""
    for offer in offers:
        until = date.fromisoformat(offer.payload.get("valid_until") or str(today + timedelta(days=OFFER_DAYS)))
        yield Reminder(
            key=f"proposal:{offer.customer.id}",
            owner=offer.customer.owner,
            due=max(today, until - timedelta(days=rules.deadlines.due_soon)),
            text=f"{offer.customer.name} 的合作方案 {until} 到期，請取得答覆或延期。",
            customer=offer.customer.id,
            cause="proposal.expires",
        )


def rates_wanted(cases: Iterable[Case], rules: RuleBook, today: date) -> Iterable[Reminder]:
    """Without a rate there is a to-do, not a proposal (domain section 4)."""
    for case in cases:
        if rate_of(case, rules) is None:
            yield Reminder(
                key=f"rate:{case.line}:{case.kind}:{case.payload['service_standard']}",
                owner=case.customer.owner,
                due=today + timedelta(days=rules.deadlines.due_soon),
                text=f"請主管核定「{wanted(case)}」的單價，補入收費標準後再出 {case.customer.name} 的方案。",
                customer=case.customer.id,
                cause="proposal.no_rate",
            )


def rate_of(case: Case, rules: RuleBook) -> Rate | None:
    """The approved rate for the customer's kind of property at the row's level."""
    return rules.rates.rate(case.line, case.kind, case.payload["service_standard"])


def wanted(case: Case) -> str:
    """What a rate is needed for, as the price list is laid out."""
    return "／".join((case.line or "業務線未填", case.kind or "物業類型未填", case.payload["service_standard"]))
