"""What the text of a contract cannot do without, once everything known was filled in (民法典 938, 704, seed 4b)."""

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_contract as codes
from toolkit.messages.finding import Finding
from toolkit.stages.contract.rules import LEASE
from toolkit.stages.findings import at

_ALWAYS = ("property_name", "address", "area")
_PRICE = ("unit_price", "price_unit")
BY_FEE_MODE: Mapping[str, tuple[str, ...]] = {
    "包乾制": _PRICE,
    "酬金制": (*_PRICE, "remuneration_rate"),
    "固定租金": _PRICE,
    "扣點": ("turnover_rate",),
    "保底+扣點": (*_PRICE, "turnover_rate"),
}
"""What each way of paying is stated by: a price for an area, a share of what is paid or taken, or both."""


def incomplete(row: TakenRow, payload: Mapping[str, Any]) -> tuple[Finding, ...]:
    """One finding for each term that the contract's text needs and nobody has given; () where none lacks."""
    return tuple(
        at(row, codes.TERM_NEEDED, field, "", fee_mode=payload["fee_mode"], biz_line=payload["biz_line"])
        for field in gaps(payload)
    )


def gaps(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of a contract that its text prints and that nobody has given."""
    return tuple(field for field in _needed(values) if values.get(field) is None)


def _needed(payload: Mapping[str, Any]) -> Iterator[str]:
    yield from _ALWAYS
    yield from BY_FEE_MODE.get(payload["fee_mode"], ())
    if payload["biz_line"] == LEASE:
        yield "purpose"
    if payload["dispute_resolution"] == "仲裁":
        yield "arbitration_body"
