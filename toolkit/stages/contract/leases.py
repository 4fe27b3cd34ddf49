"""One unit is let to one tenant at a time: overlapping terms are a finding (domain section 2)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from toolkit.forms.keys import normalised_name
from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_contract as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Record
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.ending import OVER
from toolkit.stages.contract.forms import CONTRACTS
from toolkit.stages.findings import at


def overlapping(row: TakenRow, record: Record, in_sheet: Iterable[Record], desk: Desk) -> tuple[Finding, ...]:
    """Say which other lease of the same unit runs in the same days; a term that is over is no obstacle."""
    unit = record.payload.get("leased_unit")
    if unit is None:
        return ()
    others = {item.key: item for item in desk.ledger.having(CONTRACTS.name, "leased_unit", [unit]).get(unit, ())}
    others |= {item.key: item for item in in_sheet if item.payload.get("leased_unit") == unit}
    others.pop(record.key, None)
    return tuple(
        at(
            row,
            codes.TERM_OVERLAPS,
            "leased_unit",
            unit,
            start=other["starts_on"],
            end=other["ends_on"],
            other=other["counterparty"],
            contract=other["contract_id"],
        )
        for other in (item.payload for item in others.values())
        if _clash(record.payload, other)
    )


def _clash(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return (
        other["contract_state"] not in OVER
        and _same_property(one, other)
        and _day(one, "starts_on") <= _day(other, "ends_on")
        and _day(other, "starts_on") <= _day(one, "ends_on")
    )


def _same_property(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """A unit's number says little without its property; where that is unknown, rather ask than let twice."""
    here, there = one.get("property_name"), other.get("property_name")
    return not here or not there or normalised_name(here) == normalised_name(there)


def _day(payload: Mapping[str, Any], field: str) -> date:
    return date.fromisoformat(payload[field])
