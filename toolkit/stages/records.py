"""Rows become versions of records: a blank never erases, 清除 clears, a missing row never deletes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any

from toolkit.forms.column import Privacy
from toolkit.forms.form import Form
from toolkit.forms.keys import canonical, natural_key
from toolkit.forms.places import Places
from toolkit.forms.reading import TakenRow
from toolkit.outcome import Accepted, Change, Record

EXTRAS = "extras"


@dataclass(frozen=True, slots=True)
class Promote:
    """Which fields of a form are promoted to columns of the ledger: who, when, stage, amount ("" = none)."""

    owner: str = ""
    day: str = ""
    deal_stage: str = ""
    amount: str = ""


NONE_PROMOTED = Promote()


def revise(
    accepted: Accepted,
    existing: Mapping[str, Record],
    customers: Sequence[str] = (),
    promote: Promote = NONE_PROMOTED,
    keys: Sequence[str] = (),
    payloads: Sequence[Mapping[str, Any]] = (),
) -> tuple[Record, ...]:
    """Turn rows into records, one a row in order; ``existing`` maps natural key → current version.

    ``customers[i]`` is the customer's id of row i (it replaces what the ``customer`` column says).
    ``keys`` and ``payloads`` are the natural keys and what each row sets, where the caller has them
    already. A row whose key came before in the same sheet revises that row's record.
    """
    ids = customers or [""] * len(accepted.rows)
    named = keys or keys_of(accepted, ids)
    set_by_row = payloads or [payload(row, one) for row, one in zip(accepted.rows, ids, strict=True)]
    privacy = strictest(accepted.form)
    now = dict(existing)
    records = []
    places = _Places()
    for row, customer, key, fresh in zip(accepted.rows, ids, named, set_by_row, strict=True):
        before = now.get(key)
        if before is None:
            record = _first(accepted, row, key, fresh, customer, promote, privacy, places.of(row, fresh))
        else:
            record = _next(accepted, row, fresh, before, promote)
        now[key] = record
        records.append(record)
    return tuple(records)


def keys_of(accepted: Accepted, customers: Sequence[str]) -> list[str]:
    """The natural key of each row, with the customer's id in place of what the sheet calls the customer."""
    return [
        natural_key(accepted.form, _identified(row, customer))
        for row, customer in zip(accepted.rows, customers, strict=True)
    ]


def payload(row: TakenRow, customer: str = "") -> dict[str, Any]:
    """What a row sets, JSON-able: dates as ISO, decimals as text, blanks left out, extras apart."""
    told = vars(row.row).items()
    values = {name: value if type(value) is str else jsonable(value) for name, value in told if value is not None}
    if customer:
        fields = type(row.row).model_fields
        values.update((name, customer) for name in ("customer", "customer_id") if name in fields)
    extras = {name: text for name, text in row.extras.items() if text != ""}
    return {**values, EXTRAS: extras} if extras else values


def payloads(rows: Sequence[TakenRow], customers: Sequence[str]) -> list[dict[str, Any]]:
    """``payload`` of each of ``rows``, which are of one form; what a column holds is looked at once for all rows."""
    if not rows:
        return []
    names = list(vars(rows[0].row))
    if len(names) < 2 or any(list(vars(row.row)) != names for row in rows):
        return [payload(row, customer) for row, customer in zip(rows, customers, strict=True)]
    columns = zip(*[vars(row.row).values() for row in rows], strict=True)
    stored = {name: _stored(column) for name, column in zip(names, columns, strict=True)}
    found = _by_row({name: column for name, column in stored.items() if column.count(None) < len(rows)}, len(rows))
    own = [name for name in ("customer", "customer_id") if name in type(rows[0].row).model_fields]
    for values, row, customer in zip(found, rows, customers, strict=True):
        if customer:
            values.update((name, customer) for name in own)
        extras = {name: text for name, text in row.extras.items() if text != ""} if row.extras else {}
        if extras:
            values[EXTRAS] = extras
    return found


def _by_row(columns: Mapping[str, Sequence[Any]], count: int) -> list[dict[str, Any]]:
    """Rows of what is stored by column, each without its blanks."""
    if not columns:
        return [{} for _ in range(count)]
    names, rows = list(columns), zip(*columns.values(), strict=True)
    if any(column.count(None) for column in columns.values()):
        return [{name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _stored(column: Sequence[Any]) -> Sequence[Any]:
    """``jsonable`` of each value of a column; equal days are worded once."""
    kinds = set(map(type, column))
    if kinds <= {str, NoneType}:
        return column
    if kinds <= {date, NoneType}:
        known = {value: jsonable(value) for value in set(column)}
        return [known[value] for value in column]
    return [jsonable(value) for value in column]


def jsonable(value: object) -> object:
    """A value as it is stored: 2026-01-05 as text, 1.20 as ``"1.2"``, lists element by element."""
    if type(value) is str:
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        text = str(value)
        return text if text.isdecimal() else canonical(value)
    if isinstance(value, list | tuple):
        return [jsonable(item) for item in value]
    return value


def strictest(form: Form) -> Privacy:
    """The privacy of a whole form: its own, or that of its most private column where that is internal."""
    internal = any(column.privacy == Privacy.INTERNAL for column in form.columns.values())
    return Privacy.INTERNAL if internal else form.privacy


def _identified(row: TakenRow, customer: str) -> dict[str, Any]:
    values = dict(row.row)
    if customer and "customer" in values:
        values["customer"] = customer
    return values


class _Places:
    """Where the values that rows set stand; rows that fill the same columns share what is known of them."""

    def __init__(self) -> None:
        self._letters: dict[tuple[str, ...], Mapping[str, str]] = {}

    def of(self, row: TakenRow, fresh: Mapping[str, Any]) -> Mapping[str, str]:
        """Field → address, of the fields that the row fills: an empty cell sets nothing."""
        cells = row.cells
        if not isinstance(cells, Places):
            return {name: cell for name, cell in cells.items() if name in fresh}
        filled = tuple(fresh)
        letters = self._letters.get(filled)
        if letters is None:
            known = cells.letters
            letters = self._letters[filled] = {name: known[name] for name in filled if name in known}
        return Places(letters, cells.row)


def _first(
    accepted: Accepted,
    row: TakenRow,
    key: str,
    fresh: Mapping[str, Any],
    customer: str,
    promote: Promote,
    privacy: Privacy,
    cells: Mapping[str, str],
) -> Record:
    return Record(
        accepted.form.name,
        key,
        fresh,
        customer=customer,
        owner=fresh.get(promote.owner, ""),
        day=_day(fresh.get(promote.day)),
        deal_stage=fresh.get(promote.deal_stage, ""),
        amount=_amount(fresh.get(promote.amount)),
        source=accepted.source(row),
        cells=cells,
        privacy=privacy,
        change=Change.NEW,
    )


def _next(accepted: Accepted, row: TakenRow, fresh: Mapping[str, Any], before: Record, promote: Promote) -> Record:
    merged = merge(before.payload, fresh, row.cleared)
    if merged == before.payload:
        return replace(before, source=accepted.source(row), change=Change.UNCHANGED)
    changed = {name for name in {*merged, *before.payload} if merged.get(name) != before.payload.get(name)}
    return replace(
        before,
        payload=merged,
        owner=merged.get(promote.owner, ""),
        day=_day(merged.get(promote.day)),
        deal_stage=merged.get(promote.deal_stage, ""),
        amount=_amount(merged.get(promote.amount)),
        source=accepted.source(row),
        cells={name: cell for name, cell in row.cells.items() if name in changed},
        version=before.version + 1,
        recorded_at=None,
        change=Change.CHANGED,
    )


def merge(before: Mapping[str, Any], fresh: Mapping[str, Any], cleared: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Lay ``fresh`` over ``before``: blanks are absent from ``fresh`` and erase nothing, ``cleared`` goes."""
    merged = {name: value for name, value in {**before, **fresh}.items() if name not in cleared}
    extras = {**before.get(EXTRAS, {}), **fresh.get(EXTRAS, {})}
    return {**merged, EXTRAS: extras} if extras else merged


def _day(value: object) -> date | None:
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None


def _amount(value: object) -> float | None:
    return float(value) if isinstance(value, str | int | float) and value != "" else None
