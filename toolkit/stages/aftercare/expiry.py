"""The expiry ladder: a contract that nears its end is brought up rung by rung, and renewed or left (seed 6d).

180/120/100/90 days for service contracts, where day 90 is the last day on which we may say that we do not go
on (民法典 947), 90/60/30 for leases. Each rung is taken once: the contract's record remembers the last one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from toolkit.forms.keys import normalised_name
from toolkit.outcome import Change, Record, Reminder, Source
from toolkit.stages.aftercare.client import Care, Desk, Payload, day
from toolkit.stages.contract.approval import EXPIRED, EXPIRING, IN_FORCE, RENEWED, RUNNING
from toolkit.stages.contract.rules import SERVICE
from toolkit.stages.contract.terms import whole_months
from toolkit.stages.proposal.fee import add_months

RUNG = "expiry_rung"
"""The payload's field with the last rung taken, in days before the end."""

RENEWS_WITHIN = timedelta(days=90)
"""A next contract that starts at most this long after the end renews it (as the KPI 續約率 counts)."""

NOTICE_DAYS = 90
"""民法典 947: a provider who does not go on says so ninety days before the end."""

_WATCHED = RUNNING | {EXPIRED}


@dataclass(frozen=True, slots=True)
class Expiry:
    """A contract on its way to its end, as of a day: its new record, and whether it climbed a rung."""

    record: Record
    days_left: int
    climbed: bool

    @property
    def changed(self) -> bool:
        """Whether the record says anything that the ledger does not."""
        return self.record.change is Change.CHANGED


def expiries(contracts: Sequence[Record], desk: Desk) -> list[Expiry]:
    """Each signed contract of one client as it stands today."""
    watched = [record for record in contracts if record.payload["contract_state"] in _WATCHED]
    return [_expiry(record, contracts, desk) for record in watched]


def _expiry(record: Record, others: Iterable[Record], desk: Desk) -> Expiry:
    row = record.payload
    left = (day(row, "ends_on") - desk.today).days
    rung = _rung(row, left, desk)
    state = _state(row, left, others, desk)
    fresh: dict[str, Any] = {**row, "contract_state": state}
    if rung is not None:
        fresh[RUNG] = rung
    climbed = state == EXPIRING and rung is not None and rung != row.get(RUNG)
    if fresh == row:
        return Expiry(replace(record, change=Change.UNCHANGED), left, climbed=False)
    changed = replace(
        record,
        payload=fresh,
        source=Source(),
        cells={},
        version=record.version + 1,
        recorded_at=None,
        change=Change.CHANGED,
    )
    return Expiry(changed, left, climbed)


def _rung(row: Payload, left: int, desk: Desk) -> int | None:
    """The lowest rung reached so far; None while the end is far."""
    ladder = desk.rules.contract_rules.ladder(row["biz_line"])
    return min((rung for rung in ladder if left <= rung), default=None)


def _state(row: Payload, left: int, others: Iterable[Record], desk: Desk) -> str:
    if any(renews(row, other.payload) for other in others):
        return RENEWED
    if left < 0:
        return EXPIRED
    return EXPIRING if _rung(row, left, desk) is not None else IN_FORCE


def renews(old: Payload, new: Payload) -> bool:
    """Whether a signed contract is the next one after another, for the same property and unit."""
    if new["contract_state"] not in RUNNING or new["biz_line"] != old["biz_line"]:
        return False
    if not _same(old, new, "property_name") or not _same(old, new, "leased_unit"):
        return False
    begins = day(new, "starts_on")
    return day(old, "starts_on") < begins <= day(old, "ends_on") + RENEWS_WITHIN


def _same(old: Payload, new: Payload, field: str) -> bool:
    one, other = old.get(field) or "", new.get(field) or ""
    return normalised_name(one) == normalised_name(other)


def notice_by(row: Payload) -> date | None:
    """The last day for saying that we do not go on; None for other contracts than services."""
    return day(row, "ends_on") - timedelta(days=NOTICE_DAYS) if row["biz_line"] == SERVICE else None


def next_term(row: Payload) -> tuple[date, date]:
    """The term that we propose: as long as the one that ends, from the day after it."""
    months = int(whole_months(day(row, "starts_on"), day(row, "ends_on")))
    first = day(row, "ends_on") + timedelta(days=1)
    return first, add_months(first, max(months, 1)) - timedelta(days=1)


def reminder(care: Care, expiry: Expiry, desk: Desk) -> Reminder:
    """What the owner has to do on this rung."""
    row = expiry.record.payload
    last = notice_by(row)
    words = f"{care.customer.name} 的合同 {row['contract_id']} 還有 {expiry.days_left} 天到期（{row['ends_on']}）。"
    if last is not None and desk.today <= last:
        words += f"不續約須在 {last.isoformat()} 前書面通知（民法典 947）。"
    elif last is not None:
        words += "不續約的通知期限已過，請立即與客戶確認。"
    return Reminder(
        key=f"expiry:{row['contract_id']}",
        owner=care.customer.owner,
        due=desk.today,
        text=words + "續約建議書已備好，請面談。",
        customer=care.customer.id,
        cause="contract.expires",
    )
