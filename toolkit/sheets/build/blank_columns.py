"""The columns of a blank form, as its declaration gives them: order, heading, format, hint, values."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, get_args, get_origin, get_type_hints

from toolkit.forms import read
from toolkit.forms.column import Column
from toolkit.forms.form import Form
from toolkit.forms.lists import Lists
from toolkit.messages import names_forms as words
from toolkit.sheets.build import look
from toolkit.sheets.build.blank_words import Wording
from toolkit.sheets.build.look import Style
from toolkit.sheets.build.spec import Plain

_PERCENT = "0.0#%"
_FREE = Style(border="thin")
_FIGURE = replace(_FREE, across="right", indent=1)
_STYLES: dict[type, Style] = {
    datetime: replace(_FREE, format=look.MOMENT),
    date: replace(_FREE, format=look.DAY),
    Decimal: _FIGURE,
    int: _FIGURE,
    str: replace(_FREE, format=look.AS_TEXT),
    tuple: _FREE,
}


@dataclass(frozen=True, slots=True)
class BlankColumn:
    """One column of the blank: ``kind`` is what the row model stores, ``hint`` what Excel shows on entry."""

    field: str
    heading: str
    required: bool
    kind: type
    style: Style
    example: str
    hint: str
    options: str
    several: bool
    long: bool
    upfront: bool = False


def blank_columns(
    form: Form, language: str, lists: Lists = MappingProxyType({}), jurisdiction: str = "CN"
) -> tuple[BlankColumn, ...]:
    """Return the form's columns, required ones first, then those asked for in most rows, each group as declared.

    With ``lists`` an English example of a list's column is in the words of the list.
    """
    kinds, wording = _kinds(form), Wording(language, jurisdiction, lists)
    columns = [
        _blank(field, column, kinds[field], wording, required=field in form.required)
        for field, column in form.columns.items()
    ]
    return tuple(sorted(columns, key=lambda each: (not each.required, not each.upfront)))


def value_of(value: Any, column: BlankColumn) -> Plain:
    """Return a prefilled value as the cell shall hold it: ISO texts become dates, lists become text."""
    if value is None or value == "":
        return None
    if isinstance(value, (list, tuple, set, frozenset)):
        return "、".join(str(each) for each in value)
    if isinstance(value, str) and column.kind is not str:
        return _typed(value, column.kind)
    if column.kind is str and not isinstance(value, str):
        return str(value)
    return value if isinstance(value, (str, int, float, Decimal, date)) else str(value)


def _typed(text: str, kind: type) -> Plain:
    try:
        if kind is datetime:
            return datetime.fromisoformat(text)
        if kind is date:
            return date.fromisoformat(text)
        return Decimal(text) if kind in (Decimal, int) else text
    except (ValueError, InvalidOperation):
        return text


def _kinds(form: Form) -> dict[str, type]:
    """Return field → the plain type behind its annotation (``date | None`` → date)."""
    return {field: _plain(hint) for field, hint in get_type_hints(form.row).items()}


def _plain(hint: Any) -> type:
    if isinstance(hint, type):
        return hint
    origin = get_origin(hint)
    if isinstance(origin, type) and issubclass(origin, tuple):
        return tuple
    return next((_plain(each) for each in get_args(hint) if each is not type(None)), str)


def _blank(field: str, column: Column, kind: type, wording: Wording, *, required: bool) -> BlankColumn:
    title = wording.say(column.title, column.en)
    unit = _unit(wording, column)
    return BlankColumn(
        field=field,
        heading=f"* {title}{unit}" if required else title + unit,
        required=required,
        kind=kind,
        style=_style(column, kind),
        example=wording.example(column),
        hint=_hint(column, kind, wording, required=required),
        options=column.options,
        several=kind is tuple,
        long=column.read is read.long_text,
        upfront=column.upfront,
    )


def _style(column: Column, kind: type) -> Style:
    if column.read is read.percent:
        return replace(_FIGURE, format=_PERCENT)
    if column.read is read.long_text:
        return replace(_FREE, wrap=True)
    if column.options:
        return _FREE
    return _STYLES.get(kind, _FREE)


def _unit(wording: Wording, column: Column) -> str:
    shown = wording.unit(column)
    return f"{' ' if wording.language == 'en' else ''}({shown})" if shown else ""


def _hint(column: Column, kind: type, wording: Wording, *, required: bool) -> str:
    language, example = wording.language, wording.example(column)
    first = words.REQUIRED_HINT if required else words.OPTIONAL_HINT
    parts = [first.say(language), wording.help(column)]
    if kind is tuple:
        parts.append(words.SEVERAL_HINT.say(language))
    if example and not column.options:
        parts.append(words.EXAMPLE_HINT.say(language, value=example))
    return (" " if language == "en" else "").join(filter(None, parts))
