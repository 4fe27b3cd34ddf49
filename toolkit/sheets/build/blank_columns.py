"""The columns of a blank form, as its declaration gives them: order, heading, format, hint, values."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, get_args, get_origin, get_type_hints

from toolkit.forms import read
from toolkit.forms.column import Column
from toolkit.forms.form import Form
from toolkit.messages import names_forms as words
from toolkit.messages.catalogue import simplified_words
from toolkit.sheets.build import look
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


def blank_columns(form: Form, language: str) -> tuple[BlankColumn, ...]:
    """Return the form's columns, required ones first, each group in order of declaration."""
    kinds = _kinds(form)
    columns = [
        _blank(field, column, kinds[field], language, required=field in form.required)
        for field, column in form.columns.items()
    ]
    return tuple(sorted(columns, key=lambda each: not each.required))


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


def _blank(field: str, column: Column, kind: type, language: str, *, required: bool) -> BlankColumn:
    title = _say(language, column.title, column.en)
    unit = f"({column.unit})" if column.unit else ""
    return BlankColumn(
        field=field,
        heading=f"* {title}{unit}" if required else title + unit,
        required=required,
        kind=kind,
        style=_style(column, kind),
        example=_example(column, language),
        hint=_hint(column, kind, language, required=required),
        options=column.options,
        several=kind is tuple,
        long=column.read is read.long_text,
    )


def _style(column: Column, kind: type) -> Style:
    if column.read is read.percent:
        return replace(_FIGURE, format=_PERCENT)
    if column.read is read.long_text:
        return replace(_FREE, wrap=True)
    if column.options:
        return _FREE
    return _STYLES.get(kind, _FREE)


def _example(column: Column, language: str) -> str:
    return column.example if language != "zh-Hans" else simplified_words(column.example)


def _hint(column: Column, kind: type, language: str, *, required: bool) -> str:
    first = words.REQUIRED_HINT if required else words.OPTIONAL_HINT
    parts = [first.say(language)]
    if language != "en" and column.help:
        parts.append(_say(language, column.help, column.help))
    if kind is tuple:
        parts.append(words.SEVERAL_HINT.say(language))
    if column.example and not column.options:
        parts.append(words.EXAMPLE_HINT.say(language, value=_example(column, language)))
    return (" " if language == "en" else "").join(parts)


def _say(language: str, chinese: str, english: str) -> str:
    if language == "en":
        return english
    return simplified_words(chinese) if language == "zh-Hans" else chinese
