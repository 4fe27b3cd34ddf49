"""What is asked about a list whose headings we do not (all) know: the content of a 對照 sheet, as a value."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from toolkit.forms import read
from toolkit.forms.column import Convention
from toolkit.forms.dispatch import as_typed
from toolkit.forms.form import Form
from toolkit.forms.headings import heading_index, meanings
from toolkit.forms.likely import Strange, customer_list, likely_fields, likely_form, likely_value
from toolkit.forms.mapping import LayoutMapping
from toolkit.forms.recognise import Headings, heading_lines, nearest
from toolkit.forms.table import Sheet, Value
from toolkit.messages.script import fold

MOST_SAMPLES = 3
_MOST_VALUES = 30
"""A column with more different strange values than this is no list."""
_LOOKED_AT = 40
_FEW = 3
"""A line with fewer headings than this is taken for one only where a form knows some of them."""


@dataclass(frozen=True, slots=True)
class HeadingAsked:
    """One heading of theirs: samples below it, the field it means ("" open), and the nearest one.

    ``kept`` tells that somebody answered: none of ours, keep it as it is.
    """

    column: int
    heading: str
    samples: tuple[str, ...]
    field: str = ""
    suggestion: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class ValueAsked:
    """A value of theirs that our list lacks: in which field, how often, what it means ("" open), the nearest."""

    field: str
    typed: str
    count: int
    answer: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Everything to ask about one sheet.

    ``form`` is the likely one, None where nothing is near; ``certain`` tells that it was recognised or
    answered before. ``missing`` are required fields for which no heading is known or near, with the one value given for
    all rows ("" open). ``person`` and ``at`` tell who answered before, ``layout`` its fingerprint.
    """

    sheet: str
    layout: str
    form: Form | None
    certain: bool
    headings: tuple[HeadingAsked, ...]
    missing: tuple[tuple[str, str], ...] = ()
    values: tuple[ValueAsked, ...] = ()
    person: str = ""
    at: datetime | None = None

    @property
    def answered(self) -> bool:
        """Whether somebody has answered for this layout."""
        return self.at is not None


def strange_heading(sheet: Sheet, forms: Sequence[Form]) -> tuple[Headings, Form | None] | None:
    """Where the heading of an unrecognised list stands and which form it is likely to be; None for no list."""
    near = nearest(sheet, forms)
    if near is not None and len(near[2]) > 1:
        return near[0], _likelier(near[0], near[1], len(near[2]), forms)
    line = next((line for line in heading_lines(sheet) if _heads_a_list(sheet, line)), None)
    if line is None:
        return None
    form = likely_form([texts[0] for texts in line.texts.values()], forms)
    return (line, form) if form or len(line.texts) >= _FEW else None


def _likelier(line: Headings, near: Form, known: int, forms: Sequence[Form]) -> Form:
    """Where a form knows few of many headings by name, the one that is near to most of them; customers come first."""
    customers = customer_list([texts[0] for texts in line.texts.values()], forms)
    if customers is not None:
        return customers
    if 3 * known >= len(line.texts):
        return near
    return likely_form([texts[0] for texts in line.texts.values()], forms) or near


def _heads_a_list(sheet: Sheet, line: Headings) -> bool:
    """Whether a line is all words, as wide as what follows, with at least one row below it."""
    top = sheet.rows[line.rows[-1] - 1]
    filled = [value for value in top if value not in (None, "")]
    below = [row for row in sheet.rows[line.rows[-1] : line.rows[-1] + _LOOKED_AT] if _width(row)]
    words = sum(isinstance(value, str) and not value.strip().isdecimal() for value in filled)
    wide = sorted(map(_width, below))[len(below) // 2] if below else 0
    return len(filled) >= 2 and words == len(filled) == len(line.texts) and 0 < wide <= 2 * len(filled)


def _width(row: Sequence[Value]) -> int:
    return sum(value not in (None, "") for value in row)


def question(
    sheet: Sheet,
    layout: str,
    headings: Headings,
    form: Form | None,
    convention: Convention,
    known: Mapping[str, int],
    answers: LayoutMapping | None = None,
    *,
    certain: bool = True,
) -> Question:
    """What to ask about ``sheet``; ``known`` maps field → column as recognised, ``answers`` is what was said."""
    columns = {column: field for field, column in known.items()}
    if form is None:
        asked = tuple(HeadingAsked(one.column, one.heading, _shown(one)) for one in _strange(sheet, headings))
        return Question(sheet.name, layout, None, certain=False, headings=asked)
    said = answers.fields if answers else {}
    strange = [one for one in _strange(sheet, headings) if one.column not in columns]
    open_ = [one for one in strange if fold(one.heading) not in said]
    near = likely_fields(open_, form, known, convention)
    asked = tuple(
        HeadingAsked(
            one.column,
            one.heading,
            _shown(one),
            columns.get(one.column, ""),
            near.get(one.column, ""),
            kept=one.column not in columns and fold(one.heading) in said,
        )
        for one in _strange(sheet, headings)
    )
    given = answers.given if answers else {}
    likely = {**dict.fromkeys(near.values(), 0), **known}
    lacking = tuple((name, given.get(name, "")) for name in form.columns if _lacks(form, name, likely, given))
    values = tuple(_values(sheet, headings, form, convention, {**near, **columns}, answers))
    return Question(sheet.name, layout, form, certain, asked, lacking, values)


def _lacks(form: Form, name: str, known: Mapping[str, int], given: Mapping[str, str]) -> bool:
    return name in form.required and (name not in known or name in given)


def known_here(headings: Headings, form: Form) -> dict[str, int]:
    """Field → the first column that is headed by one of its names: certain, whatever the rest is."""
    index = heading_index((form,))
    known: dict[str, int] = {}
    for column, texts in headings.texts.items():
        meaning = next((found[0] for text in texts if (found := meanings(text, index))), None)
        if meaning is not None:
            known.setdefault(meaning.field, column)
    return known


def _strange(sheet: Sheet, headings: Headings) -> Iterator[Strange]:
    rows = sheet.rows[headings.rows[-1] : headings.rows[-1] + _LOOKED_AT]
    for column, texts in headings.texts.items():
        found = (row[column - 1] for row in rows if len(row) >= column and row[column - 1] not in (None, ""))
        yield Strange(column, " ".join(texts[0].split()), tuple(dict.fromkeys(found))[:8])


def _shown(one: Strange) -> tuple[str, ...]:
    return tuple(" ".join(as_typed(value).split())[:60] for value in one.samples[:MOST_SAMPLES])


def _values(
    sheet: Sheet,
    headings: Headings,
    form: Form,
    convention: Convention,
    fields: Mapping[int, str],
    answers: LayoutMapping | None,
) -> Iterator[ValueAsked]:
    """Values of list columns that are not in our list, most frequent first; those answered before too."""
    said = answers.values if answers else {}
    for column, name in fields.items():
        target = form.columns[name]
        options = convention.lists.get(target.options)
        if options is None or target.read is not read.choice:
            continue
        found = Counter(
            as_typed(row[column - 1]).strip() for row in sheet.rows[headings.rows[-1] :] if len(row) >= column
        )
        strange = [(typed, count) for typed, count in found.most_common() if typed and not options.find(typed)]
        told = said.get(name, {})
        if len(strange) - len(told) <= _MOST_VALUES:
            for typed, count in strange:
                yield ValueAsked(name, typed, count, told.get(fold(typed), ""), likely_value(typed, options))
