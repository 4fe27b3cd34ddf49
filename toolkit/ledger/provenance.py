"""Where each value of a record comes from: the latest version that set it to what it is now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from toolkit.outcome import Record, Source


@dataclass(frozen=True, slots=True)
class Origin:
    """The cell a value was read from, and when it was recorded."""

    value: Any
    source: Source
    cell: str
    version: int
    recorded_at: datetime | None


def origins(versions: Sequence[Record]) -> Mapping[str, Origin]:
    """Field → origin of its current value; ``versions`` are all of one record, oldest first.

    A version counts for a field only if it set the value that stands: what an undo took back is passed
    over. A value that no cell set (a number we gave) is absent.
    """
    if not versions:
        return {}
    now = versions[-1].payload
    found = ((field, _origin(field, value, versions)) for field, value in now.items())
    return {field: origin for field, origin in found if origin is not None}


def _origin(field: str, value: Any, versions: Sequence[Record]) -> Origin | None:
    return next(
        (
            Origin(value, version.source, version.cells[field], version.version, version.recorded_at)
            for version in reversed(versions)
            if field in version.cells and version.payload.get(field) == value
        ),
        None,
    )
