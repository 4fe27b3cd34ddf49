"""What people answered about a strange list, as a value: its form, what each heading and list value means.

A list is known again by its layout, the fingerprint of its headings in any order. What was answered is
applied without a guess: columns nobody claimed stay with their rows as extras.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from toolkit.forms.column import Convention
from toolkit.forms.form import Form
from toolkit.forms.lists import ValueList
from toolkit.forms.reading import Recognised
from toolkit.forms.recognise import Headings, heading_lines, recognised_as
from toolkit.forms.table import Sheet, Value
from toolkit.messages.script import fold

_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LayoutMapping:
    """Answers about one layout; headings and typed values are folded.

    ``fields`` maps a heading → the field it means, "" = none of ours; ``values`` maps field → typed value →
    our value; ``given`` maps a field that the list lacks → the one value that holds for all its rows.
    """

    form: str
    fields: Mapping[str, str] = field(default_factory=lambda: _NONE)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: _NONE)
    given: Mapping[str, str] = field(default_factory=lambda: _NONE)

    @property
    def tells(self) -> bool:
        """Whether anything of the form can be read by it: a heading or a value for all rows."""
        return any(self.fields.values()) or bool(self.given)

    def as_value(self) -> dict[str, Any]:
        """JSON-able, without the form (the ledger keeps that beside it)."""
        values = {name: dict(meant) for name, meant in self.values.items()}
        return {"fields": dict(self.fields), "values": values, "given": dict(self.given)}


def from_value(form: str, value: Mapping[str, Any]) -> LayoutMapping:
    """The inverse of ``LayoutMapping.as_value``."""
    return LayoutMapping(form, value.get("fields", {}), value.get("values", {}), value.get("given", {}))


def layout_of(headings: Headings) -> str:
    """The fingerprint of a list's headings: 16 hex digits, whatever their order, script and width."""
    texts = sorted({fold(texts[0]) for texts in headings.texts.values()})
    return hashlib.blake2b("\n".join(texts).encode(errors="replace"), digest_size=8).hexdigest()


def known_layout(sheet: Sheet, layouts: Collection[str]) -> tuple[str, Headings] | None:
    """The layout among ``layouts`` that this sheet has, and where its heading stands; None where it has none."""
    if not layouts:
        return None
    found = ((layout_of(line), line) for line in heading_lines(sheet))
    return next((pair for pair in found if pair[0] in layouts), None)


def applied(sheet: Sheet, form: Form, headings: Headings, mapping: LayoutMapping) -> tuple[Sheet, Recognised]:
    """The sheet as the form that ``mapping`` says, with its one-for-all values as columns behind the last one."""
    fields = {
        column: meant
        for column, texts in headings.texts.items()
        if (meant := mapping.fields.get(fold(texts[0]), "")) in form.columns
    }
    recognised = recognised_as(sheet, form, headings, fields)
    given = {name: text for name, text in mapping.given.items() if name in form.columns and name not in fields.values()}
    if not given:
        return sheet, recognised
    width = max(map(len, sheet.rows), default=0)
    columns = {**recognised.columns, **{name: width + place for place, name in enumerate(given, 1)}}
    ordered = {name: columns[name] for name in form.columns if name in columns}
    filled = replace(sheet, rows=_widened(sheet.rows, headings.rows[-1], width, tuple(given.values())))
    return filled, replace(recognised, columns=ordered, given=frozenset(given))


def _widened(
    rows: Sequence[Sequence[Value]], heading: int, width: int, given: tuple[str, ...]
) -> list[Sequence[Value]]:
    """Rows with ``given`` behind what stands there; rows that are empty stay so."""
    above = list(rows[:heading])
    below = (
        [*row, *[None] * (width - len(row)), *given] if any(value not in (None, "") for value in row) else row
        for row in rows[heading:]
    )
    return [*above, *below]


def with_values(convention: Convention, form: Form, mapping: LayoutMapping) -> Convention:
    """The convention whose lists know the mapping's values as aliases, so that the 讀法 sheet names them."""
    lists = dict(convention.lists)
    for name, meant in mapping.values.items():
        options = lists.get(form.columns[name].options) if name in form.columns else None
        if options is not None:
            lists[options.name] = _taught(options, meant.items())
    return replace(convention, lists=lists) if mapping.values else convention


def _taught(options: ValueList, meant: Iterable[tuple[str, str]]) -> ValueList:
    taught = {typed: ours for typed, said in meant if (ours := options.find(said))}
    return replace(options, index={**options.index, **taught})
