"""Whether a client confirmed a proposal (seed 3d): what the gate before 談判 and the 方案確認書 both go by.

The yes is a contact that reached agreement, a visit that convinced, or objections that are all settled.
"""

from collections.abc import Mapping
from typing import Any

from toolkit.outcome import LedgerView, Record
from toolkit.stages.deal_stages import DISCUSSION, NEGOTIATION

REACHED = "已達成"
"""The result of a contact in which the client agreed."""
LIKED = "認可"
"""The result of a visit that convinced."""
OPEN_OBJECTIONS = frozenset({"未解決", "處理中"})
"""States of an objection that keep the confirmation back (seed 3c, 3d)."""

Payload = Mapping[str, Any]


def is_yes(contact: Payload, offer: Payload) -> bool:
    """Whether a contact is the client's yes to an offer, or to one after it."""
    return agrees(contact) and _day(contact) >= str(offer.get("proposed_on") or "")


def agrees(contact: Payload) -> bool:
    """Whether a client agreed in a contact: its 結果 is 已達成, and it leads to 深入洽談 or 談判."""
    return contact.get("result") == REACHED and contact.get("stage_after") in (DISCUSSION, NEGOTIATION)


def is_confirmed(customer: str, ledger: LedgerView) -> bool:
    """Whether the last proposal to ``customer`` (an id) is confirmed.

    An offer counts from the day on which it was filed. A yes from before that day still means the first version,
    as sheets are often dropped late; a later version waits for an answer of its own.
    """
    offers = [item.payload for item in _records("proposals", customer, ledger)]
    if not offers:
        return False
    since = str(max(offers, key=_version).get("proposed_on") or "") if len(offers) > 1 else ""
    said = (item.payload for item in _records("contacts", customer, ledger))
    seen = (item.payload for item in _records("visits", customer, ledger))
    yes = [*filter(agrees, said), *(visit for visit in seen if visit.get("result") == LIKED)]
    return any(_day(answer) >= since for answer in yes) or _all_settled(customer, ledger)


def _all_settled(customer: str, ledger: LedgerView) -> bool:
    asked = [item.payload.get("status") for item in _records("objections", customer, ledger)]
    return bool(asked) and not OPEN_OBJECTIONS.intersection(asked)


def _records(form: str, customer: str, ledger: LedgerView) -> tuple[Record, ...]:
    return ledger.current(form, [customer]).get(customer, ())


def _version(offer: Payload) -> int:
    return int(offer["version"])


def _day(held: Payload) -> str:
    return str(held.get("held_at") or "")[:10]
