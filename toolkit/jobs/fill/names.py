"""Which column each placeholder of a template means: as headed, in other words for the same, or by a form's key."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.documents.lint.known import nearest
from toolkit.forms.free_table import FreeColumn
from toolkit.forms.headings import heading_index, heading_keys, meanings
from toolkit.messages.script import fold
from toolkit.stages.catalogue import FORMS
from toolkit.stages.context import DocumentFacts, terms
from toolkit.stages.fields import fields_of, titles_of
from toolkit.stages.templates import all_terms

ROW = ("行號", "row")
"""What stands for the number of the row on the sheet, where no column is called so."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names a template may use with one sheet.

    ``terms``: folded Chinese placeholder → key (for ``compile_template``); ``titles``: the same unfolded, for
    the check; ``columns``: key → key of the column it prints; ``facts``: keys that every document has.
    """

    terms: Mapping[str, str]
    titles: Mapping[str, str]
    columns: Mapping[str, str]
    facts: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that is known."""
        return (*self.columns, *self.facts, *ROW)

    def key(self, typed: str) -> str | None:
        """The key that ``typed`` means, None where it means nothing."""
        key = self.terms.get(fold(typed), typed)
        return key if key in self.keys else None

    def nearest(self, typed: str) -> str:
        """The heading or fact most like ``typed``; "" where none is."""
        return nearest(typed, [*self.titles, *(key for key in self.columns if key.isascii())])


def names_for(columns: Sequence[FreeColumn], used: Collection[str]) -> Names:
    """The names for a sheet of ``columns``; ``used`` are those that the template and the file names use."""
    facts = [field for field in fields_of([DocumentFacts]) if not field.parent]
    titles = {**titles_of(facts), **{column.name: column.key for column in columns}}
    folded = {**terms([DocumentFacts]), **{fold(column.name): column.key for column in columns}}
    known = {column.key.lower(): column.key for column in columns if column.key.isascii()}
    known |= {column.key: column.key for column in columns}
    for typed in used:
        if folded.get(fold(typed), typed) in (*known, *(field.key for field in facts), *ROW):
            continue
        column = _meant(typed, columns)
        if column:
            known[typed] = column.key
            if not typed.isascii():
                titles[typed] = folded[fold(typed)] = column.key
    return Names(folded, titles, known, tuple(field.key for field in facts))


def _meant(typed: str, columns: Sequence[FreeColumn]) -> FreeColumn | None:
    """The one column that ``typed`` means in other words; None where there is none, or more than one."""
    for same in (_same_words, _same_term, _same_field):
        found = same(typed, columns)
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _same_words(typed: str, columns: Iterable[FreeColumn]) -> list[FreeColumn]:
    keys = set(heading_keys(typed.replace("_", " ")))
    return [column for column in columns if keys.intersection(heading_keys(column.heading))]


def _same_term(typed: str, columns: Iterable[FreeColumn]) -> list[FreeColumn]:
    """The columns whose heading is a placeholder of ours with that English key: ``customer_name``, 客戶名稱."""
    known = all_terms()
    return [column for column in columns if known.get(fold(column.name)) == typed]


def _same_field(typed: str, columns: Iterable[FreeColumn]) -> list[FreeColumn]:
    """The columns that one of our forms knows as the same field: 電話 and 聯繫電話, ``name`` and 客戶名稱."""
    index = heading_index(FORMS)
    wanted = _fields(typed, index)
    return [column for column in columns if wanted & _fields(column.heading, index)]


def _fields(text: str, index: Mapping[str, tuple[object, ...]]) -> set[tuple[str, str]]:
    return {(one.form.name, one.field) for one in meanings(text, index)}  # type: ignore[arg-type]
