"""Where each value that a document prints comes from: a cell, a file of the rule book, or our own reckoning."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from toolkit.outcome import Source

_INDEX = re.compile(r"\[\d+\]|\.\d+(?=\.|$)")
_COMPANY = "company_"
_OWN = frozenset({"document_number", "version", "check_code"})
_ALIKE: Mapping[str, str] = {"customer_name": "name", "credit_code": "credit_code", "customer": "name"}
"""Fields of documents that a form calls otherwise."""
_MANUAL: Mapping[str, str] = {"cases": "manual/company.yaml", "measures": "manual/standards.yaml"}
"""Lists of documents that come from the rule book as they are."""
_TELLING = 4
"""A text or number of so many characters is taken for a cell's own though the field is called otherwise."""

Place = tuple[Source, str]


@dataclass(frozen=True, slots=True)
class Known:
    """A value of a record: which record, its field, what it is, and the cell that set it."""

    record: str
    field: str
    value: Any
    source: Source
    cell: str


@dataclass(frozen=True)
class Printed:
    """Where the values of a document come from, by their path in its context (``plans[0].goal``).

    ``cells``: path → cell · ``manual``: path → file of the rule book · ``own``: what the document says of
    itself · ``computed``: everything else, worked out from the rest.
    """

    cells: Mapping[str, Place]
    manual: Mapping[str, str]
    own: tuple[str, ...]
    computed: tuple[str, ...]


def printed(
    context: Mapping[str, Any], prints: Collection[str], sources: Mapping[str, Place], known: Iterable[Known]
) -> Printed:
    """Account for every value of ``context`` that a template ``prints`` (fields, lists passed through).

    ``sources`` are the cells that the stage itself named; for the others the ``known`` values of the records
    behind the document are searched: the same value under the same field, else a telling value that stands
    in one cell only.
    """
    search = _Search(known)
    cells: dict[str, Place] = {}
    manual: dict[str, str] = {}
    own: list[str] = []
    computed: list[str] = []
    for path, value in _leaves(context, ""):
        field = _INDEX.sub("", path)
        if field not in prints or value in (None, "", False):
            continue
        place = sources.get(path) or search.place(field.rpartition(".")[2], value)
        if place:
            cells[path] = place
        elif path.startswith(_COMPANY):
            manual[path] = "manual/company.yaml"
        elif field.partition(".")[0] in _MANUAL:
            manual[path] = _MANUAL[field.partition(".")[0]]
        else:
            (own if path in _OWN else computed).append(path)
    return Printed(cells, manual, tuple(own), tuple(computed))


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{number}]")
    else:
        yield path, value


class _Search:
    """The known values, by value and by value and field."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._same: dict[tuple[str, str], Place] = {}
        self._any: dict[str, dict[tuple[str, str], Place]] = {}
        for one in known:
            for value in one.value if isinstance(one.value, list | tuple) else (one.value,):
                text = plain(value)
                place = (one.source, one.cell)
                self._same[one.field, text] = place
                self._any.setdefault(text, {})[one.record, one.field] = place

    def place(self, field: str, value: Any) -> Place | None:
        text = plain(value)
        for name in (field, _ALIKE.get(field, field)):
            if (name, text) in self._same:
                return self._same[name, text]
        places = self._any.get(text, {})
        return next(iter(places.values())) if len(places) == 1 and len(text) >= _TELLING else None


def plain(value: Any) -> str:
    """A value as text, the same for what was stored and what is printed: 1200.00 and 1200, days and midnights."""
    if isinstance(value, datetime):
        return value.isoformat() if value.time().isoformat() != "00:00:00" else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", text):
        return text
    try:
        return f"{Decimal(text).normalize():f}"
    except InvalidOperation:
        return text
