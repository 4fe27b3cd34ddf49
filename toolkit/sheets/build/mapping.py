"""The 對照 sheet: their headings and words beside ours, to be chosen by dropdown; laid out and read back.

What a cell answers is told by a key in a hidden column of its row, so that rows may be sorted and our texts
reworded. Behind it, hidden too, stand the lists that the dropdowns offer: the fields of every form (which of
them follows the form that is chosen) and our list values.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.forms.asking import HeadingAsked, Question, ValueAsked
from toolkit.forms.column import Column
from toolkit.forms.form import Form
from toolkit.forms.lists import Lists, ValueList
from toolkit.forms.table import letter
from toolkit.messages import names_mapping as words
from toolkit.messages.catalogue import simplified_words
from toolkit.messages.names_examples import ENGLISH
from toolkit.messages.names_receipt import Text
from toolkit.sheets.build import look
from toolkit.sheets.build.layout import height_for
from toolkit.sheets.build.spec import (
    ColumnSpec,
    Content,
    Highlight,
    Line,
    PrintSetup,
    Rule,
    SheetSpec,
    SpecCell,
    Validation,
)

CODE_NAME = "ToolkitMapping"
BETWEEN = "|"
"""Parts a row's key: what it is about, and its place."""
KEY_COLUMN = 6
"""The hidden column (1-based) that says what a row answers."""
ANSWER_COLUMN = 3
NEAR_COLUMN = 4

_WIDTHS = (26, 40, 28, 22, 34)
_FORM_ROW, _READY_ROW = 4, 5
_LISTS = KEY_COLUMN + 1
_MOST_NAME = 31
_FIRST = 3
"""The row in which a hidden list begins, below its length and its name."""


@dataclass(frozen=True, slots=True)
class MappingNames:
    """How forms, fields and list values are called in a workbook's language."""

    language: str

    def form(self, form: Form) -> str:
        """A form's title."""
        return self._say(form.title, form.en)

    def field(self, column: Column) -> str:
        """A column's title, without unit."""
        return self._say(column.title, column.en)

    def told(self, text: str) -> str:
        """A text of a form in the office's script."""
        return simplified_words(text) if self.language == "zh-Hans" else text

    def value(self, options: ValueList | None, value: str) -> str:
        """A value of a list."""
        english = {entry.value: entry.en for entry in options.entries} if options and self.language == "en" else {}
        return english.get(value) or self.told(value)

    def _say(self, chinese: str, english: str) -> str:
        return english if self.language == "en" else self.told(chinese)


def mapping_sheets(
    questions: Sequence[Question], forms: Sequence[Form], lists: Lists, language: str, number: str
) -> tuple[SheetSpec, ...]:
    """One 對照 sheet for each question; ``number`` is the receipt's, by which the sheet is known as ours."""
    return tuple(
        _Sheet(one, forms, lists, MappingNames(language), number, _name(one, place, len(questions), language)).spec()
        for place, one in enumerate(questions, 1)
    )


def _name(one: Question, place: int, count: int, language: str) -> str:
    name = words.MAPPING.say(language)
    return name if count == 1 else f"{name} {place} {one.sheet}"[:_MOST_NAME].strip()


@dataclass(slots=True)
class _Row:
    """One row before the hidden columns are put beside it: its cells, height, key, dropdown."""

    cells: Sequence[Content]
    height: float
    key: str = ""
    source: str = ""
    hint: str = ""


_FEW_VALUES = 6
"""So many values of a list are shown before the rest is left to the dropdown."""


@dataclass(frozen=True)
class _Sheet:
    """One question being laid out."""

    question: Question
    forms: Sequence[Form]
    lists: Lists
    names: MappingNames
    number: str
    name: str

    @property
    def language(self) -> str:
        return self.names.language

    def spec(self) -> SheetSpec:
        """The sheet."""
        hidden = self._hidden()
        places = {title: place for place, (title, _) in enumerate(hidden)}
        rows = [*self._top(places), *self._headings(), *self._missing(places), *self._values(places)]
        count = max(len(rows), _FIRST - 1 + max(len(values) for _, values in hidden))
        lines = [self._line(rows, at, hidden) for at in range(count)]
        return SheetSpec(
            name=self.name,
            rows=lines,
            columns=(
                *(ColumnSpec(width) for width in _WIDTHS),
                *(ColumnSpec(8, hidden=True) for _ in range(1 + len(hidden))),
            ),
            language=self.language,
            validations=tuple(self._validations(rows)),
            highlights=self._highlights(rows),
            printing=PrintSetup(area=f"A1:E{len(rows)}"),
            tab_colour=look.GOOD_TEXT if self.question.answered else look.ASK_TEXT,
            gridlines=False,
            code_name=CODE_NAME,
        )

    # --- hidden lists

    def _hidden(self) -> list[tuple[str, tuple[str, ...]]]:
        """(name, values) of each hidden list: forms, each form's fields, the lists that are asked about."""
        keep = words.KEEP.say(self.language)
        fields = [
            (self.names.form(form), (*(self.names.field(column) for column in form.columns.values()), keep))
            for form in self.forms
        ]
        used = dict.fromkeys(column.options for column in self._listed() if column.options in self.lists)
        options = [(f"={name}", self._options(self.lists[name])) for name in used]
        return [("", tuple(title for title, _ in fields)), *fields, *options]

    def _options(self, options: ValueList) -> tuple[str, ...]:
        return tuple(self.names.value(options, value) for value in options.values)

    def _listed(self) -> Iterator[Column]:
        form = self.question.form
        if form is not None:
            yield from (form.columns[one.field] for one in self.question.values)
            yield from (form.columns[name] for name, _ in self.question.missing)

    def _fields_source(self) -> str:
        """The fields of the form that is chosen, whichever that is by then."""
        first, last = letter(_LISTS + 1), letter(_LISTS + len(self.forms))
        place = f"MATCH($C${_FORM_ROW},${first}$2:${last}$2,0)"
        return f"OFFSET(${first}${_FIRST},0,{place}-1,INDEX(${first}$1:${last}$1,{place}),1)"

    def _list_source(self, place: int, count: int) -> str:
        at = letter(_LISTS + place)
        return f"${at}${_FIRST}:${at}${_FIRST + count - 1}"

    def _source(self, column: Column, places: Mapping[str, int]) -> str:
        options = self.lists.get(column.options)
        return self._list_source(places[f"={column.options}"], len(options.values)) if options else ""

    def _line(self, rows: Sequence[_Row], at: int, hidden: Sequence[tuple[str, tuple[str, ...]]]) -> Line:
        row = rows[at] if at < len(rows) else _Row((), 18)
        cells = [*row.cells, *[None] * (KEY_COLUMN - 1 - len(row.cells)), row.key or None]
        beside: list[Content] = []
        for title, values in hidden:
            column = (len(values), title or None, *values)
            beside.append(column[at] if at < len(column) else None)
        return Line([*cells, *beside], row.height)

    # --- the visible rows

    def _top(self, places: Mapping[str, int]) -> Iterator[_Row]:
        one, language = self.question, self.language
        told = {"number": self.number, "person": one.person or words.SOMEBODY.say(language)}
        told["day"] = one.at.date().isoformat() if one.at else ""
        title, how = (words.TITLE_KNOWN, words.HOW_TO_KNOWN) if one.answered else (words.TITLE, words.HOW_TO)
        yield _Row([SpecCell(title.say(language), look.TITLE)], 30)
        yield _Row([SpecCell(how.say(language, **told), look.MUTED_TEXT)], 18)
        yield _Row(self._asked(words.SHEET.say(language), one.sheet, "", given=True), 22, f"sheet{BETWEEN}{one.sheet}")
        chosen, hint = self._form()
        yield _Row(
            self._asked(words.FORM.say(language), chosen, hint),
            24,
            "form",
            self._list_source(places[""], len(self.forms)),
        )
        hint = words.READY_HELP.say(language) if any(each.suggestion for each in one.headings) else ""
        ready = words.READY_NO.say(language)
        yield _Row(self._asked(words.READY.say(language), ready, hint), 24, "ready", "ready")
        yield _Row((), 10)

    def _asked(self, label: str, answer: str, hint: str, *, given: bool = False) -> list[Content]:
        style = look.BODY_ONE_LINE if given else look.CHOOSE
        return [SpecCell(label, look.STRONG), None, SpecCell(answer or None, style), SpecCell(hint, look.MUTED_TEXT)]

    def _form(self) -> tuple[str, str]:
        form = self.question.form
        if form is None:
            return "", words.FORM_OPEN.say(self.language)
        title = self.names.form(form)
        if self.question.certain:
            return title, words.FORM_KNOWN.say(self.language)
        return title, words.FORM_NEAR.say(self.language, form=title)

    def _section(self, heading: Text, heads: Sequence[Text]) -> Iterator[_Row]:
        yield _Row([SpecCell(heading.say(self.language), look.SECTION)], 26)
        yield _Row([SpecCell(each.say(self.language), look.HEAD_LEFT) for each in heads], 22)

    def _headings(self) -> Iterator[_Row]:
        yield from self._section(words.HEADINGS, (words.YOURS, words.SAMPLES, words.OURS, words.NEAR, words.STATE))
        yield from map(self._heading, self.question.headings)
        yield _Row((), 12)

    def _heading(self, one: HeadingAsked) -> _Row:
        samples = "　".join(one.samples)
        near = self._field(one.suggestion)
        chosen = words.KEEP.say(self.language) if one.kept else self._field(one.field)
        state = words.RECOGNISED if one.field else words.KEPT if one.kept else words.TO_CHOOSE
        cells = [
            SpecCell(one.heading, look.BODY_STRONG),
            SpecCell(samples, look.BODY),
            SpecCell(chosen or None, look.CHOSEN if chosen else look.CHOOSE),
            SpecCell(near, look.BODY),
            SpecCell(state.say(self.language) + self._required(one), look.BODY_SMALL),
        ]
        key = f"heading{BETWEEN}{one.column}"
        return _Row(cells, height_for((one.heading, samples), _WIDTHS), key, self._fields_source())

    def _field(self, name: str) -> str:
        form = self.question.form
        return self.names.field(form.columns[name]) if form and name else ""

    def _required(self, one: HeadingAsked) -> str:
        form = self.question.form
        wanted = form is not None and not one.field and one.suggestion in form.required
        return words.NEAR_REQUIRED.say(self.language) if wanted else ""

    def _missing(self, places: Mapping[str, int]) -> Iterator[_Row]:
        form = self.question.form
        if form is None or not self.question.missing:
            return
        yield from self._section(
            words.MISSING,
            (words.MISSING_OURS, words.MISSING_HELP, words.MISSING_VALUE, words.NEAR, words.STATE),
        )
        for name, given in self.question.missing:
            column = form.columns[name]
            help_text = self._what(column)
            state = words.MISSING_STATE.say(self.language)
            cells = [
                SpecCell(self.names.field(column), look.BODY_STRONG),
                SpecCell(help_text, look.BODY),
                SpecCell(given or None, look.CHOSEN_TEXT if given else look.CHOOSE_TEXT),
                SpecCell("", look.BODY),
                SpecCell(state, look.BODY_SMALL),
            ]
            height = height_for((help_text, state), (_WIDTHS[1], _WIDTHS[4]))
            yield _Row(cells, height, f"given{BETWEEN}{name}", self._source(column, places))
        yield _Row((), 12)

    def _what(self, column: Column) -> str:
        """What to give for a field: its help, else the values of its list, else an example that says so."""
        if column.help and self.language != "en":
            return self.names.told(column.help)
        if options := self.lists.get(column.options):
            values = self._options(options)
            shown = "、".join(values[:_FEW_VALUES]) + ("…" if len(values) > _FEW_VALUES else "")
            return words.MISSING_PICK.say(self.language, values=shown)
        example = self.names.told(column.example)
        example = ENGLISH.get(example, example) if self.language == "en" else example
        return words.MISSING_EXAMPLE.say(self.language, value=example) if example else ""

    def _values(self, places: Mapping[str, int]) -> Iterator[_Row]:
        if not self.question.values:
            return
        yield from self._section(
            words.VALUES, (words.VALUE_FIELD, words.VALUE_TYPED, words.VALUE_OURS, words.NEAR, words.STATE)
        )
        yield from (self._value(one, places) for one in self.question.values)

    def _value(self, one: ValueAsked, places: Mapping[str, int]) -> _Row:
        form = self.question.form
        column = form.columns[one.field] if form else None
        options = self.lists.get(column.options) if column else None
        answer = self.names.value(options, one.answer)
        cells = [
            SpecCell(self._field(one.field), look.BODY),
            SpecCell(one.typed, look.BODY_STRONG),
            SpecCell(answer or None, look.CHOSEN if answer else look.CHOOSE),
            SpecCell(self.names.value(options, one.suggestion), look.BODY),
            SpecCell(words.VALUE_COUNT.say(self.language, count=one.count), look.BODY_SMALL),
        ]
        key = f"value{BETWEEN}{one.field}"
        return _Row(cells, height_for((one.typed,), _WIDTHS[1:2]), key, self._source(column, places) if column else "")

    # --- what Excel does while people choose

    def _validations(self, rows: Sequence[_Row]) -> Iterator[Validation]:
        for number, row in enumerate(rows, 1):
            area = f"C{number}"
            if row.source == "ready":
                options = (words.READY_NO, words.READY_YES, words.READY_NEAR)
                yield Validation(area, Rule.LIST, tuple(each.say(self.language) for each in options), strict=True)
            elif row.source:
                yield Validation(area, Rule.LIST, source=row.source, strict=row.key == "form")

    def _highlights(self, rows: Sequence[_Row]) -> tuple[Highlight, ...]:
        """What is filled in turns white, so that what is left to choose stands out."""
        first = _READY_ROW + 1
        formula = f"AND(LEN($C{first})>0,LEN(${letter(KEY_COLUMN)}{first})>0)"
        return (Highlight(f"C{first}:C{len(rows)}", formula, look.CHOSEN),)
