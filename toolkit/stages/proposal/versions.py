"""Versions of a proposal: what a new one changes, and whether its number follows (domain section 2, F5)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from toolkit.stages.proposal.contexts import ProposalChange
from toolkit.stages.proposal.fee import plain, price_words

Payload = Mapping[str, Any]

_ITEMS = (
    ("服務內容", ("services",)),
    ("服務標準", ("service_standard",)),
    ("收費模式", ("fee_mode",)),
    ("單價", ("unit_price", "price_unit")),
    ("計費面積", ("area",)),
    ("合作期限", ("term_months",)),
    ("開始日", ("starts_on",)),
    ("有效期", ("valid_until",)),
    ("付款方式", ("payment",)),
    ("特別說明", ("special_notes",)),
)
NOTHING_SAID = "未約定"


def changes(before: Payload, after: Payload) -> tuple[ProposalChange, ...]:
    """What differs between two versions, in the order of the document, in words a client reads."""
    found = []
    for title, fields in _ITEMS:
        old, new = (_shown(payload, fields) for payload in (before, after))
        if old != new:
            found.append(ProposalChange(change_item=title, change_before=old, change_after=new))
    return tuple(found)


def before_it(version: int, known: Mapping[int, Payload]) -> int | None:
    """The latest version below ``version`` that is on record."""
    earlier = [number for number in known if number < version]
    return max(earlier) if earlier else None


def by_version(payloads: Iterable[Payload]) -> dict[int, Payload]:
    """A customer's proposals by version."""
    return {int(payload["version"]): payload for payload in payloads}


def _shown(payload: Payload, fields: Sequence[str]) -> str:
    values = [_words(name, payload.get(name)) for name in fields]
    return " ".join(value for value in values if value) or NOTHING_SAID


def _words(name: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, list | tuple):
        return "、".join(str(item) for item in value)
    if name == "area":
        return f"{plain(Decimal(str(value)))} ㎡"
    if name == "unit_price":
        return price_words(Decimal(str(value)))
    return f"{value} 個月" if name == "term_months" else str(value)
