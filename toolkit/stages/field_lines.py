"""The field list of a template in words: what it asks for, what there is, and where each comes from."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from toolkit.forms.form import Form
from toolkit.messages import names_templates as words
from toolkit.messages.catalogue import simplified_words
from toolkit.messages.script import fold
from toolkit.stages.catalogue import FORMS
from toolkit.stages.context import Context, DocumentFacts
from toolkit.stages.fields import Field, fields_of, specimen
from toolkit.stages.templates import CONTEXTS


class FieldLine(NamedTuple):
    """One line of five cells, under the headings of its table.

    Of a list of what there is: the placeholder as it is typed, its Chinese term, its English key, what it holds,
    a sample. Of what a template asks for: as typed, whether it is known, the field, what it holds, where.
    """

    placeholder: str
    term: str
    key: str
    meaning: str
    sample: str = ""


class FieldGroup(NamedTuple):
    """Fields that stand together: ``hint`` is the loop to type around those of a list, "" for the document's own."""

    title: str
    hint: str
    lines: tuple[FieldLine, ...]


class FieldTable(NamedTuple):
    """Groups under the same five ``headings``, with a ``note`` and a ``title`` above ("" for none)."""

    headings: tuple[str, ...]
    groups: tuple[FieldGroup, ...]
    note: str = ""
    title: str = ""


class Spot(Protocol):
    """A place in a template, for people."""

    @property
    def zh(self) -> str:
        """In Chinese."""

    @property
    def en(self) -> str:
        """In English."""


class AskedField(Protocol):
    """A field that a template asks for (``documents.lint.asked``)."""

    @property
    def path(self) -> str:
        """From the context: ``lines.price``."""

    @property
    def typed(self) -> str:
        """As its author wrote it."""

    @property
    def known(self) -> bool:
        """Whether there is such a field."""

    @property
    def suggestion(self) -> str:
        """The nearest one where there is none, or ""."""

    @property
    def places(self) -> Sequence[Spot]:
        """Where it is used."""


_SAMPLES: Mapping[str, str] = {
    "日期": "2026-11-24",
    "日期時間": "2026-11-24 14:30",
    "數字": "1234.5",
    "整數": "12",
}
"""Samples of fields that no column of a form is the source of, by their kind."""
_LONGEST_SAMPLE = 40
_MOST_PLACES = 6


def kind_of(stem: str) -> str:
    """The name of the template that a file called ``stem`` is, in either script; "" for one of nobody's."""
    return stem if stem in CONTEXTS else next((name for name in CONTEXTS if fold(name) == fold(stem)), "")


def contexts_of(kind: str) -> list[type[Context]]:
    """What a template of ``kind`` may print; anything there is where the kind is ""."""
    return [CONTEXTS[kind]] if kind else list(dict.fromkeys(CONTEXTS.values()))


def sample_of(kind: str, today: date, *, extreme: bool) -> Mapping[str, Any]:
    """Sample values for every field that a template of ``kind`` may print."""
    sample: dict[str, Any] = {}
    for context in reversed(contexts_of(kind)):  # of two fields of one key the first counts
        sample |= specimen(context, today, extreme=extreme)
    return sample


def paths_of(kind: str) -> list[str]:
    """The paths of every field that a template of ``kind`` may print."""
    return [field.path for field in fields_of(contexts_of(kind))]


def asked_table(found: Sequence[AskedField], kind: str, language: str) -> FieldTable:
    """What a template of ``kind`` asks for, one line a field."""
    by_path = {field.path: field for field in reversed(fields_of(contexts_of(kind)))}
    lines = tuple(_asked_line(one, by_path.get(one.path), language) for one in found)
    headings = tuple(text.say(language) for text in words.ASKED_HEADINGS)
    groups = (FieldGroup(words.ASKED.say(language), "", lines),) if lines else ()
    return FieldTable(headings, groups, "" if lines else words.NOTHING_ASKED.say(language))


def available_table(kind: str, language: str, company: Mapping[str, str], title: str = "") -> FieldTable:
    """Every field that a template of ``kind`` may print, one group a list; ``company``: our facts, as samples."""
    fields = fields_of(contexts_of(kind))
    parents = dict.fromkeys(field.parent for field in fields)
    groups = tuple(_group(fields, parent, language, company) for parent in parents)
    headings = tuple(text.say(language) for text in words.LIST_HEADINGS)
    return FieldTable(headings, groups, words.HOW_TO_COPY.say(language), title)


def field_tables(
    found: Sequence[AskedField] | None, kind: str, language: str, company: Mapping[str, str]
) -> tuple[FieldTable, ...]:
    """Both: what a template asks for (``None``: there is no template), and what one of ``kind`` has, if any."""
    asked = () if found is None else (asked_table(found, kind, language),)
    title = words.AVAILABLE.say(language) if asked else ""
    return (*asked, available_table(kind, language, company, title)) if kind else asked


def _asked_line(one: AskedField, field: Field | None, language: str) -> FieldLine:
    holds = _holds(field, language) if field else ""
    named = f"{field.title or field.key}\n{one.path}" if field else one.path
    texts = (one.typed, _standing(one, language), named, holds, _where(one.places, language))
    return FieldLine(texts[0], *(_script(text, language) for text in texts[1:]))


def _standing(one: AskedField, language: str) -> str:
    if one.known:
        return words.KNOWN.say(language)
    return words.NEAREST.say(language, name=one.suggestion) if one.suggestion else words.UNKNOWN.say(language)


def _where(places: Sequence[Spot], language: str) -> str:
    shown = [place.en if language == "en" else place.zh for place in places[:_MOST_PLACES]]
    if len(places) > _MOST_PLACES:
        shown.append(words.OTHERS.say(language, count=len(places) - _MOST_PLACES))
    return "\n".join(shown)


def _script(text: str, language: str) -> str:
    """A text of ours in the script of the workspace."""
    return simplified_words(text) if language == "zh-Hans" else text


def _group(fields: Sequence[Field], parent: str, language: str, company: Mapping[str, str]) -> FieldGroup:
    own = [field for field in fields if field.parent == parent]
    lines = tuple(_line(field, "行" if parent else "", language, company) for field in own)
    if not parent:
        return FieldGroup(words.OF_THE_DOCUMENT.say(language), "", lines)
    holder = next(field for field in fields if field.path == parent)
    listed = (holder.key if language == "en" else holder.title) or holder.key
    variable = "line" if language == "en" else "行"
    source = f"{variable}.{listed}" if holder.parent else listed
    hint = f"{{%tr for {variable} in {source} %}} … {{%tr endfor %}}"
    return FieldGroup(words.OF_THE_LIST.say(language, list=listed), _script(hint, language), lines)


def _line(field: Field, variable: str, language: str, company: Mapping[str, str]) -> FieldLine:
    english = language == "en"
    word = (field.key if english else field.title) or field.key
    prefix = f"{'line' if english else variable}." if variable else ""
    texts = (
        f"{{{{ {prefix}{word} }}}}",
        "／".join((field.title, *field.aliases)),
        field.key,
        _holds(field, language),
        _sample(field, word, company) or (words.YES.say(language) if field.kind == "是否" else ""),
    )
    return FieldLine(*(_script(text, language) for text in texts))


def _holds(field: Field, language: str) -> str:
    """What a field holds, whether it may be empty, and the columns it comes from."""
    english = language == "en"
    empty = (" (may be empty)" if english else "（可空）") if field.optional else ""
    return f"{field.kind_en if english else field.kind}{empty}{_source(field, language)}"


def _sample(field: Field, word: str, company: Mapping[str, str]) -> str:
    """What such a field may hold: ours, the example of the column it comes from, else as the sample prints it."""
    if field.many or field.key in company:
        return company.get(field.key, "")[:_LONGEST_SAMPLE]
    known = [form.columns[field.key] for form in FORMS if field.key in form.columns]
    known += [column for form in FORMS for column in form.columns.values() if column.title == field.title]
    examples = (str(column.example) for column in known if column.example)
    own = f"〔{word}〕" if field.kind == "文字" else _SAMPLES.get(field.kind, "")
    return next(examples, own)[:_LONGEST_SAMPLE]


def _source(field: Field, language: str) -> str:
    """The forms and columns that a field of this key is filled in on; what a document says of itself has none."""
    if field.many or field.key in DocumentFacts.model_fields:
        return ""
    english = language == "en"
    where = [_column(form, field.key, english=english) for form in FORMS if field.key in form.columns]
    return (f" ← {', '.join(where[:3])}" if english else f" ← {'、'.join(where[:3])}") if where else ""


def _column(form: Form, key: str, *, english: bool) -> str:
    column = form.columns[key]
    return f"{form.code} {column.en if english else column.title}"
