"""What each Word template may print, field by field, and sample values to try a template with."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import NoneType
from typing import Any, get_args, get_origin

from toolkit.stages.context import Context, Term, nested_in

_KINDS: tuple[tuple[type, str, str], ...] = (
    (bool, "是否", "yes or no"),
    (datetime, "日期時間", "date and time"),
    (date, "日期", "date"),
    (Decimal, "數字", "number"),
    (float, "數字", "number"),
    (int, "整數", "whole number"),
    (str, "文字", "text"),
)
_LONG = (
    "極長的內容用來試版面：物業服務、設備維保、秩序維護、清潔綠化與客戶接待，並含符號 & < > “引號” 和 English words；"
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``path`` from the document (``lines.quantity``), ``title`` its Chinese placeholder."""

    path: str
    title: str
    aliases: tuple[str, ...]
    kind: str
    kind_en: str
    optional: bool
    many: bool

    @property
    def key(self) -> str:
        """The last word of the path: the English placeholder."""
        return self.path.rpartition(".")[2]

    @property
    def parent(self) -> str:
        """The path of the list it belongs to; "" for the document itself."""
        return self.path.rpartition(".")[0]


def fields_of(contexts: Iterable[type[Context]]) -> tuple[Field, ...]:
    """Every field of ``contexts`` and of what is nested in them, in declared order.

    A path stands twice where two contexts name it differently.
    """
    return tuple(dict.fromkeys(field for context in contexts for field in _fields(context, "")))


def titles_of(fields: Iterable[Field]) -> Mapping[str, str]:
    """Chinese placeholder as staff type it → key."""
    return {title: field.key for field in fields for title in (field.title, *field.aliases) if title}


def _fields(context: type[Context], above: str) -> Iterator[Field]:
    for name, details in context.model_fields.items():
        term = next((item for item in details.metadata if isinstance(item, Term)), Term(""))
        nested = nested_in(details.annotation)
        kind, kind_en = _kind(details.annotation)
        many = bool(nested) or _is_list(details.annotation)
        optional = NoneType in get_args(details.annotation)
        yield Field(f"{above}{name}", term.title, term.aliases, kind, kind_en, optional, many)
        for inner in nested:
            yield from _fields(inner, f"{above}{name}.")


def _kind(annotation: Any) -> tuple[str, str]:
    if nested_in(annotation) or _is_list(annotation):
        return "清單", "list"
    wanted = _first(annotation)
    return next(((zh, en) for kind, zh, en in _KINDS if kind is wanted), ("內容", "content"))


def _is_list(annotation: Any) -> bool:
    return any(get_origin(part) in (list, tuple) for part in (annotation, *get_args(annotation)))


def _first(annotation: Any) -> Any:
    """The type itself, or the first of a union that is not ``None``."""
    return next((part for part in get_args(annotation) if part is not NoneType), annotation)


def specimen(context: type[Context], today: date, *, extreme: bool = False) -> dict[str, Any]:
    """A context's plain data, made from its types alone.

    Ordinary: the field's own title as its text, three lines in a list. Extreme: long texts, huge numbers,
    thirty lines in a list, and nothing at all in fields that may be empty.
    """
    return _specimen(context, today, (3, 2) if not extreme else (30, 4), extreme=extreme)


def _specimen(context: type[Context], today: date, lines: tuple[int, int], *, extreme: bool) -> dict[str, Any]:
    """``lines``: how many lines a list has, and a list within a list."""
    return {
        name: _value(details.annotation, _title(details.metadata) or name, today, lines, extreme=extreme)
        for name, details in context.model_fields.items()
    }


def _title(metadata: Iterable[object]) -> str:
    return next((item.title for item in metadata if isinstance(item, Term)), "")


def _value(annotation: Any, title: str, today: date, lines: tuple[int, int], *, extreme: bool) -> object:
    if extreme and NoneType in get_args(annotation):
        return None
    kind = annotation if get_origin(annotation) in (list, tuple, dict) else _first(annotation)
    most, inside = lines
    if get_origin(kind) in (list, tuple):
        inner = get_args(kind)[0]
        return [_value(inner, f"{title}{at}", today, (inside, 1), extreme=extreme) for at in range(1, most + 1)]
    if isinstance(kind, type) and issubclass(kind, Context):
        return _specimen(kind, today, lines, extreme=extreme)
    return _plain(kind, title, today, extreme=extreme)


def _plain(kind: Any, title: str, today: date, *, extreme: bool) -> object:
    if kind is str:
        return title + _LONG if extreme else f"〔{title}〕"
    if kind in (Decimal, float):
        return kind("987654321.99" if extreme else "1234.5")
    day = today + timedelta(days=40_000) if extreme else today
    half_past_two = datetime(day.year, day.month, day.day, 14, 30)  # noqa: DTZ001 - a time as an office writes it
    return {bool: True, datetime: half_past_two, int: 987_654 if extreme else 12, date: day, Any: day}.get(kind, {})
