"""Jinja's filters of texts and numbers, written anew so that none can run code, wait or grow without bound."""

import math
import re
import textwrap
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from toolkit.documents.compile.printf import formatted
from toolkit.documents.list_filters import LIST_FILTERS, WIDEST, bounded

Filter = Callable[..., object]
_MOST_DIGITS = 60


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
    text, end = str(value), str(end)
    if length < len(end) or leeway < 0:
        raise ValueError(length)
    if len(text) <= length + leeway:
        return text
    cut = text[: length - len(end)]
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
    lines = str(value).split("\n")
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
    lines = (wrapper.wrap(line) for line in str(value).splitlines())
    return str(wrapstring).join(str(wrapstring).join(line) for line in lines)


def _title(value: object) -> str:
    return "".join(word[:1].upper() + word[1:].lower() for word in re.split(r"([-\s({\[<]+)", str(value)) if word)


def _absolute(value: object) -> object:
    if isinstance(value, int | float | Decimal):
        return abs(value)
    raise TypeError(value)


def _replaced(value: object, old: str, new: str, count: int | None = None) -> str:
    text, old, new = str(value), str(old), str(new)
    if not old:
        raise ValueError(old)
    bounded(len(text) + text.count(old) * len(new))
    return text.replace(old, new, -1 if count is None else count)


def _format(value: object, *values: Any, **named: Any) -> object:
    if values and named:
        raise TypeError("both")
    return formatted(str(value), named or values)


PLAIN_FILTERS: Mapping[str, Filter] = MappingProxyType(
    {
        **LIST_FILTERS,
        "abs": _absolute,
        "capitalize": lambda value: str(value).capitalize(),
        "center": lambda value, width=80: str(value).center(min(width, WIDEST)),
        "e": lambda value: value,
        "escape": lambda value: value,
        "float": _floating,
        "format": _format,
        "indent": _indent,
        "int": _whole,
        "lower": lambda value: str(value).lower(),
        "replace": _replaced,
        "round": _round,
        "string": str,
        "title": _title,
        "trim": lambda value, chars=None: str(value).strip(chars),
        "truncate": _truncate,
        "upper": lambda value: str(value).upper(),
        "wordcount": lambda value: len(re.findall(r"\w+", str(value))),
        "wordwrap": _wordwrap,
    }
)
"""Name in a template → function."""
