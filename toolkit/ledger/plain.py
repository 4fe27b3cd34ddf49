"""Plain data ↔ JSON without loss: amounts, dates and moments keep their type."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

_TAG = "$"
_KINDS: tuple[tuple[type, str, Callable[[Any], str], Callable[[str], Any]], ...] = (
    (Decimal, "decimal", str, Decimal),
    (datetime, "moment", datetime.isoformat, datetime.fromisoformat),
    (date, "date", date.isoformat, date.fromisoformat),
    (time, "time", time.isoformat, time.fromisoformat),
)
"""Type, its tag, how it is written and read; a moment is a date too, so it stands first."""
_READ = {tag: read for _, tag, _, read in _KINDS}


def to_json(value: Any) -> Any:
    """``value`` as JSON-able data; a tuple becomes a list. Raises TypeError for anything not plain."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    for kind, tag, write, _ in _KINDS:
        if isinstance(value, kind):
            return {_TAG: tag, "value": write(value)}
    raise TypeError(f"{type(value).__name__} is no plain data")


def _mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    found = {str(key): to_json(item) for key, item in value.items()}
    return {_TAG: "mapping", "value": found} if _TAG in found else found


def from_json(value: Any) -> Any:
    """What ``to_json`` was given."""
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if not isinstance(value, dict):
        return value
    kind = value.get(_TAG)
    if kind is None:
        return {key: from_json(item) for key, item in value.items()}
    if kind == "mapping":
        return {key: from_json(item) for key, item in value["value"].items()}
    return _READ[kind](value["value"])
