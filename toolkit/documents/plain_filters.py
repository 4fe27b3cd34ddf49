"""Jinja's filters of texts and numbers, written anew so that none can run code, wait or grow without bound."""

import math
import re
import textwrap
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from toolkit.documents.compile.operate import plain_text
from toolkit.documents.compile.printf import formatted
from toolkit.documents.list_filters import LIST_FILTERS, WIDEST, bounded

Filter = Callable[..., object]
_MOST_DIGITS = 60
_MOST_WRAPPED = 50_000
"""Letters of a text that is wrapped; a sheet's cell holds 32,767."""


def number(value: object) -> Decimal:
    """``value`` as an exact ``Decimal``; texts may have separators. Raises ``ValueError``, ``TypeError``."""
    if isinstance(value, bool):
        raise TypeError(value)
    try:
        found = value if isinstance(value, Decimal) else Decimal(_digits(value))
    except InvalidOperation:
        raise ValueError(value) from None
    if not found.is_finite() or abs(found.adjusted()) > _MOST_DIGITS:
        raise ValueError(value)
    return found


def _digits(value: object) -> int | str:
    return value if isinstance(value, int) else str(value).replace(",", "").replace("，", "").strip()


def text(value: object) -> str:
    """Plain data as text; raises ``TypeError`` for anything else, which might say what nobody should read."""
    if isinstance(value, str | int | float | Decimal | date):
        return str(value)
    return plain_text(value)


def rounded(value: Decimal, places: int) -> Decimal:
    """``value`` rounded half up to so many decimals (0 to 10)."""
    return value.quantize(Decimal(1).scaleb(-min(max(places, 0), 10)), ROUND_HALF_UP)


def _round(value: object, precision: int = 0, method: str = "common") -> object:
    if isinstance(value, Decimal) and method == "common":
        return rounded(value, precision)
    if not isinstance(value, int | float | Decimal) or abs(precision) > 15:
        raise TypeError(value)
    if method == "common":
        return round(value, precision)
    shape = {"ceil": math.ceil, "floor": math.floor}[method]
    if isinstance(value, Decimal):
        return Decimal(shape(value.scaleb(precision))).scaleb(-precision)
    return shape(value * 10**precision) / 10**precision


def _truncate(
    value: object,
    length: int = 255,
    killwords: object = False,  # noqa: FBT002 - Jinja's own signature
    end: str = "...",
    leeway: int = 5,
) -> str:
    shown, end = text(value), text(end)
    if length < len(end) or leeway < 0:
        raise ValueError(length)
    if len(shown) <= length + leeway:
        return shown
    cut = shown[: length - len(end)]
    return (cut if killwords else cut.rsplit(" ", 1)[0]) + end


def _whole(value: object, default: object = 0, base: int = 10) -> object:
    try:
        return int(value, base) if isinstance(value, str) and base != 10 else int(number(value))
    except ValueError:
        return default


def _floating(value: object, default: object = 0.0) -> object:
    try:
        return float(number(value))
    except ValueError:
        return default


def _indent(value: object, width: int | str = 4, first: object = False, blank: object = False) -> str:  # noqa: FBT002
    margin = width if isinstance(width, str) else " " * min(width, WIDEST)
    lines = text(value).split("\n")
    bounded(sum(map(len, lines)) + len(lines) * (len(margin) + 1))
    rest = [margin + line if line or blank else line for line in lines[1:]]
    return "\n".join([(margin if first else "") + lines[0], *rest])


def _wordwrap(
    value: object,
    width: int = 79,
    break_long_words: object = True,  # noqa: FBT002
    wrapstring: str = "\n",
    break_on_hyphens: object = True,  # noqa: FBT002
) -> str:
    wrapper = textwrap.TextWrapper(
        max(width, 1),
        expand_tabs=False,
        replace_whitespace=False,
        break_long_words=bool(break_long_words),
        break_on_hyphens=bool(break_on_hyphens),
    )
    shown, between = text(value), text(wrapstring)
    if len(shown) > _MOST_WRAPPED:
        raise ValueError("too large")
    lines = [wrapper.wrap(line) for line in shown.splitlines()]
    bounded(len(shown) + sum(len(line) + 1 for line in lines) * len(between))
    return between.join(between.join(line) for line in lines)


def _title(value: object) -> str:
    return "".join(word[:1].upper() + word[1:].lower() for word in re.split(r"([-\s({\[<]+)", text(value)) if word)


def _absolute(value: object) -> object:
    if isinstance(value, int | float | Decimal):
        return abs(value)
    raise TypeError(value)


def _replaced(value: object, old: str, new: str, count: int | None = None) -> str:
    whole, old, new = text(value), text(old), text(new)
    if not old:
        raise ValueError(old)
    bounded(len(whole) + whole.count(old) * len(new))
    return whole.replace(old, new, -1 if count is None else count)


def _format(value: object, *values: Any, **named: Any) -> object:
    if values and named:
        raise TypeError("both")
    return formatted(text(value), named or values)


PLAIN_FILTERS: Mapping[str, Filter] = MappingProxyType(
    {
        **LIST_FILTERS,
        "abs": _absolute,
        "capitalize": lambda value: text(value).capitalize(),
        "center": lambda value, width=80: text(value).center(min(width, WIDEST)),
        "e": lambda value: value,
        "escape": lambda value: value,
        "float": _floating,
        "format": _format,
        "indent": _indent,
        "int": _whole,
        "lower": lambda value: text(value).lower(),
        "replace": _replaced,
        "round": _round,
        "string": text,
        "title": _title,
        "trim": lambda value, chars=None: text(value).strip(chars),
        "truncate": _truncate,
        "upper": lambda value: text(value).upper(),
        "wordcount": lambda value: sum(1 for _ in re.finditer(r"\w+", text(value))),
        "wordwrap": _wordwrap,
    }
)
"""Name in a template → function."""
