"""Rows of one sheet that are the same record: the same twice, or contradicting each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.forms.form import Form
from toolkit.forms.keys import key_part


@dataclass(frozen=True, slots=True)
class Twin:
    """A row (``index``) that is the same record as an earlier one; ``differs`` names what differs."""

    index: int
    first: int
    key: tuple[str, ...]
    differs: tuple[str, ...]


def twins(form: Form, rows: Sequence[tuple[int, Mapping[str, object]]]) -> Iterator[Twin]:
    """Find every row that is the same record as an earlier row of ``rows`` (index, read values).

    Two rows are compared by the first of ``form.keys`` that both have complete: the same name and phone
    are two records where the credit codes differ (domain section 2).
    """
    keys = _keys(form, rows)
    if all(map(_all_differ, keys)):
        return
    first_with: list[dict[tuple[str, ...], int]] = [{} for _ in keys]
    for at, (index, values) in enumerate(rows):
        other, level = _earlier(keys, first_with, at)
        if other is not None:
            first_index, first_values = rows[other]
            differs = tuple(field for field, value in values.items() if value != first_values.get(field))
            yield Twin(index, first_index, form.keys[level], differs)
            continue
        for number, known in enumerate(first_with):
            key = keys[number][at]
            if key:
                known.setdefault(key, at)


def _keys(form: Form, rows: Sequence[tuple[int, Mapping[str, object]]]) -> list[list[tuple[str, ...]]]:
    """For each natural key, each row's normalised values; () where the key is not complete.

    Where every row has one complete, weaker keys decide nothing and are left out.
    """
    keys: list[list[tuple[str, ...]]] = []
    for fields in form.keys:
        columns = [_parts([values.get(field) for _, values in rows]) for field in fields]
        keys.append([parts if all(parts) else () for parts in zip(*columns, strict=True)])
        if all(keys[-1]):
            break
    return keys


def _parts(column: Sequence[object]) -> Sequence[str]:
    """One field of a key in every row; a column in which nothing stands costs nothing."""
    return list(map(key_part, column)) if any(column) else [""] * len(column)


def _all_differ(keys: Sequence[tuple[str, ...]]) -> bool:
    """Whether no two rows have the same key, as it is in most lists."""
    filled = [key for key in keys if key]
    return len(set(filled)) == len(filled)


def _earlier(
    keys: Sequence[Sequence[tuple[str, ...]]], first_with: Sequence[Mapping[tuple[str, ...], int]], at: int
) -> tuple[int | None, int]:
    """The earlier row that is the same record, and by which key; None where there is none."""
    for level, known in enumerate(first_with):
        other = known.get(keys[level][at]) if keys[level][at] else None
        if other is not None and not _parted(keys, level, at, other):
            return other, level
    return None, 0


def _parted(keys: Sequence[Sequence[tuple[str, ...]]], level: int, one: int, other: int) -> bool:
    """Whether a stronger key, complete in both rows, tells them apart."""
    return any(
        keys[higher][one] and keys[higher][other] and keys[higher][one] != keys[higher][other]
        for higher in range(level)
    )
