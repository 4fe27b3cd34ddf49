"""A blank form from its one declaration: required columns first, dropdowns, help, an example to read.

The example row begins with 「例：」 (e.g.); by that ``forms.data_rows`` knows it and passes over it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from toolkit.forms.form import Form
from toolkit.forms.lists import Lists
from toolkit.forms.table import letter
from toolkit.messages import names_forms as words
from toolkit.messages.catalogue import simplified_words
from toolkit.messages.names_documents import LISTS
from toolkit.outcome import ListOrder
from toolkit.sheets.build import look
from toolkit.sheets.build.blank_columns import BlankColumn, blank_columns, value_of
from toolkit.sheets.build.layout import column_width
from toolkit.sheets.build.look import Style
from toolkit.sheets.build.spec import (
    ColumnSpec,
    Content,
    Highlight,
    Line,
    Plain,
    PrintSetup,
    Rule,
    SheetSpec,
    SpecCell,
    Validation,
    Visibility,
)
from toolkit.sheets.patch.new import write_workbook

_HEAD_ROW = 3
_LAST_ROW = 5_000
"""Dropdowns, hints and the colour of what is missing reach down to this row."""

_ROW_HEIGHT = 20.0
_EMPTY_ROWS = 20
"""So many empty lines are drawn, for those who print the form and fill it in by hand."""

_FEW_OPTIONAL = 4
"""So few optional columns are not worth folding away."""

_SHOWN = 5
"""So many columns are seen at least: a form of one required column would open as an empty strip."""


def blank_workbook(
    form: Form,
    lists: Lists,
    language: str,
    rows: Sequence[Mapping[str, Any]] = (),
    unlocked: Sequence[frozenset[str]] = (),
    jurisdiction: str = "CN",
) -> bytes:
    """Return the form as an .xlsx in ``language``, blank or prefilled with ``rows`` (by field key).

    ``unlocked`` names per row the only fields that may be edited ("" = all); with it the sheet is
    protected. Values may be dates, Decimals, numbers, texts and lists, or their ISO and decimal texts.
    """
    return _written([_Blank(form, language, rows, unlocked, "", lists, jurisdiction)], lists)


def filled_workbook(form: Form, lists: Lists, language: str, order: ListOrder) -> bytes:
    """Return the form filled in with an order's rows, under the order's title."""
    return write_workbook(filled_sheets(form, lists, language, order))


def filled_sheets(form: Form, lists: Lists, language: str, order: ListOrder) -> list[SheetSpec]:
    """The sheets of ``filled_workbook``: the form, then its lists where it uses any."""
    return _sheets([_Blank(form, language, order.rows, order.unlocked, order.title, lists, note=order.note)], lists)


def forms_workbook(forms: Sequence[Form], lists: Lists, language: str, jurisdiction: str = "CN") -> bytes:
    """Return one workbook with a blank sheet for each of ``forms`` (招商日常.xlsx), sharing its lists."""
    return _written([_Blank(form, language, lists=lists, jurisdiction=jurisdiction) for form in forms], lists)


def form_sheets(
    forms: Sequence[tuple[Form, Sequence[Mapping[str, Any]], Sequence[frozenset[str]]]], lists: Lists, language: str
) -> list[SheetSpec]:
    """The sheets of several prefilled forms (form, rows, unlocked), and last their lists where they use any."""
    return _sheets([_Blank(form, language, rows, unlocked, "", lists) for form, rows, unlocked in forms], lists)


def how_to(form: Form, language: str) -> str:
    """The line below the title of the form's blank: what to fill in and where to put it."""
    blank = _Blank(form, language)
    return blank.how_to(blank.columns)


def _written(blanks: Sequence["_Blank"], lists: Lists) -> bytes:
    return write_workbook(_sheets(blanks, lists))


def _sheets(blanks: Sequence["_Blank"], lists: Lists) -> list[SheetSpec]:
    if not blanks:
        return []
    options = _list_columns([column for blank in blanks for column in blank.columns], lists, blanks[0].language)
    sheets = [blank.sheet(_sources(options, blank.language)) for blank in blanks]
    return [*sheets, _lists_sheet(options, blanks[0].language)] if options else sheets


@dataclass(frozen=True)
class _Blank:
    """One form being laid out."""

    form: Form
    language: str
    rows: Sequence[Mapping[str, Any]] = ()
    unlocked: Sequence[frozenset[str]] = ()
    title: str = ""
    lists: Lists = field(default_factory=dict)
    jurisdiction: str = "CN"
    note: str = ""

    @cached_property
    def columns(self) -> tuple[BlankColumn, ...]:
        """The form's columns, required ones first."""
        return blank_columns(self.form, self.language, self.lists, self.jurisdiction)

    def sheet(self, sources: Mapping[str, str]) -> SheetSpec:
        """The form's sheet; ``sources`` maps a list's name to where its values stand."""
        columns = self.columns
        first = _HEAD_ROW + 1
        title = self.title or _in(self.language, self.form.title, self.form.en)
        rows: list[Line | Sequence[Content]] = [*self._top(title, columns), *self._body(columns)]
        return SheetSpec(
            name=_in(self.language, self.form.title, self.form.en)[:31],
            rows=rows,
            columns=self._widths(columns),
            language=self.language,
            freeze=f"{'B' if columns[0].required else 'A'}{first}",
            validations=self._validations(columns, sources),
            highlights=self._highlights(columns),
            printing=PrintSetup(repeat=(_HEAD_ROW, _HEAD_ROW), area=f"A1:{letter(len(columns))}{len(rows)}", across=0),
            tab_colour=look.BRAND,
            row_height=_ROW_HEIGHT,
            protected=bool(self.unlocked),
        )

    # rows

    def _top(self, title: str, columns: Sequence[BlankColumn]) -> list[Line]:
        rest = [SpecCell(None, look.PLAIN)] * (len(columns) - 1)
        heads = [SpecCell(each.heading, look.HEAD if each.required else look.HEAD_OPTIONAL) for each in columns]
        return [
            Line([SpecCell(title, look.TITLE), *rest], 28),
            Line([SpecCell(self.how_to(columns), look.MUTED_TEXT), *rest], 18),
            Line(heads, 32),
        ]

    def how_to(self, columns: Sequence[BlankColumn]) -> str:
        """What the line below the title says."""
        if self.note:
            return self.note
        if self.unlocked:
            return words.HOW_TO_LOCKED.say(self.language)
        text = words.HOW_TO_PREFILLED if self.rows else words.HOW_TO
        folded = self._folded(columns)
        more = words.HOW_TO_EXPAND.say(self.language) if folded else ""
        return " ".join(each for each in (text.say(self.language), more) if each)

    def _body(self, columns: Sequence[BlankColumn]) -> list[Sequence[Content]]:
        if not self.rows:
            empty = [SpecCell(None, each.style) for each in columns]
            return [self._example(columns), *([empty] * _EMPTY_ROWS)]
        return [self._filled(place, row, columns) for place, row in enumerate(self.rows)]

    def _example(self, columns: Sequence[BlankColumn]) -> Sequence[Content]:
        first = words.EXAMPLE.say(self.language, value=columns[0].example)
        texts = [first, *(each.example for each in columns[1:])]
        return [SpecCell(text, look.EXAMPLE) for text in texts]

    def _filled(self, place: int, row: Mapping[str, Any], columns: Sequence[BlankColumn]) -> Sequence[Content]:
        free = self.unlocked[place] if place < len(self.unlocked) else frozenset()
        return [SpecCell(self._value(row, each), self._cell_style(each, free)) for each in columns]

    def _value(self, row: Mapping[str, Any], column: BlankColumn) -> Plain:
        """What a prefilled cell holds; values of a list are said as its dropdown says them."""
        value = row.get(column.field)
        known = self.lists.get(column.options)
        if known is None or self.language == "zh-Hant" or not value:
            return value_of(value, column)
        said = {entry.value: _in(self.language, entry.value, entry.en or entry.value) for entry in known.entries}
        if isinstance(value, str):
            return said.get(value, value)
        between = ", " if self.language == "en" else "、"
        return between.join(said.get(str(each), str(each)) for each in value)

    def _cell_style(self, column: BlankColumn, free: frozenset[str]) -> Style:
        if not self.unlocked:
            return column.style
        shut, to_fill = self._locked_styles[column.field]
        return to_fill if "" in free or column.field in free else shut

    @cached_property
    def _locked_styles(self) -> Mapping[str, tuple[Style, Style]]:
        """Field → the styles of its locked cells and of those to fill in: one object each, its number found once."""
        return {
            each.field: (replace(each.style, fill=look.PAPER), replace(each.style, locked=False))
            for each in self.columns
        }

    # columns

    def _folded(self, columns: Sequence[BlankColumn]) -> frozenset[str]:
        """The optional fields that are folded away: none where they are few, none that holds something."""
        used = {field for row in self.rows for field, value in row.items() if value not in (None, "", ())}
        used = used.union(*self.unlocked)
        optional = [each.field for each in columns if not each.required and not each.upfront]
        shown = max(0, _SHOWN - (len(columns) - len(optional)))
        return frozenset() if len(optional) <= _FEW_OPTIONAL else frozenset(optional[shown:]) - used

    def _widths(self, columns: Sequence[BlankColumn]) -> tuple[ColumnSpec, ...]:
        folded = self._folded(columns)
        return tuple(
            ColumnSpec(
                width=self._width(each),
                style=each.style,
                throughout=True,
                level=1 if each.field in folded else 0,
                hidden=each.field in folded,
                collapsed=after is not None and each.field not in folded and after.field in folded,
            )
            for each, after in zip(columns, [*columns[1:], None], strict=True)
        )

    def _width(self, column: BlankColumn) -> float:
        shown = [str(self._value(row, column) or "") for row in self.rows[:200]]
        mark = words.EXAMPLE.say(self.language, value="") if not self.rows else ""
        return column_width([column.heading, mark + column.example, *shown], least=24 if column.long else 11, most=36)

    # what Excel does while people type

    def _validations(self, columns: Sequence[BlankColumn], sources: Mapping[str, str]) -> tuple[Validation, ...]:
        return tuple(
            self._validation(letter(place), each, sources.get(each.options, ""))
            for place, each in enumerate(columns, 1)
        )

    def _validation(self, at: str, column: BlankColumn, source: str) -> Validation:
        return Validation(
            area=f"{at}{_HEAD_ROW + 1}:{at}{_LAST_ROW}",
            rule=Rule.LIST if source else Rule.ANY,
            source=source,
            title=column.heading,
            prompt=column.hint,
            error="" if column.several else words.NOT_LISTED.say(self.language),
        )

    def _highlights(self, columns: Sequence[BlankColumn]) -> tuple[Highlight, ...]:
        count = sum(each.required for each in columns)
        first = _HEAD_ROW + (1 if self.rows else 2)
        if not count:
            return ()
        row = f"$A{first}:${letter(len(columns))}{first}"
        formula = f"AND(COUNTA({row})>0,LEN(TRIM(A{first}))=0)"
        return (Highlight(f"A{first}:{letter(count)}{_LAST_ROW}", formula, look.ASK),)


def _in(language: str, chinese: str, english: str) -> str:
    if language == "en":
        return english
    return simplified_words(chinese) if language == "zh-Hans" else chinese


def _list_columns(columns: Sequence[BlankColumn], lists: Lists, language: str) -> dict[str, tuple[str, ...]]:
    """Return list name → its values in ``language``, for the lists that these columns use."""
    used = dict.fromkeys(each.options for each in columns if each.options in lists)
    return {
        name: tuple(_in(language, entry.value, entry.en or entry.value) for entry in lists[name].entries)
        for name in used
    }


def _lists_sheet(options: Mapping[str, tuple[str, ...]], language: str) -> SheetSpec:
    longest = max(len(values) for values in options.values())
    rows = [[values[place] if place < len(values) else None for values in options.values()] for place in range(longest)]
    head = [SpecCell(_in(language, name, LISTS.get(name, name)), look.HEAD_LEFT) for name in options]
    return SheetSpec(
        name=words.LISTS.say(language),
        rows=[head, *rows],
        columns=tuple(ColumnSpec(20) for _ in options),
        language=language,
        visibility=Visibility.HIDDEN,
    )


def _sources(options: Mapping[str, tuple[str, ...]], language: str) -> dict[str, str]:
    sheet = words.LISTS.say(language)
    return {
        name: f"'{sheet}'!${letter(place)}$2:${letter(place)}${len(values) + 1}"
        for place, (name, values) in enumerate(options.items(), 1)
    }
