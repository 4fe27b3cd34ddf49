"""Operators as templates may use them: on plain data, bounded, and passing over what is missing."""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from toolkit.documents.compile.frame import Loop, Missing
from toolkit.documents.compile.printf import formatted

MOST_TEXT = 10_000_000
MOST_DIGITS = 1_000
_DATE_PARTS = frozenset({"year", "month", "day", "hour", "minute"})
_NUMBERS = (int, float, Decimal)


class Group(NamedTuple):
    """One group that ``groupby`` makes: what its lines have in common, and the lines."""

    grouper: Any
    list: "list[Any]"

    def __repr__(self) -> str:
        """As the plain pair that Jinja prints."""
        return tuple.__repr__(self)


def _number(value: object) -> bool:
    return isinstance(value, _NUMBERS) and not isinstance(value, bool)


def is_no_number(value: object) -> bool:
    """Whether ``value`` is a number in name only: NaN (what tables of data put for nothing) or infinite."""
    return isinstance(value, float | Decimal) and not math.isfinite(value)


def _matched(left: Any, right: Any) -> tuple[Any, Any]:
    """Two numbers that can be reckoned with: a float beside a Decimal becomes exact."""
    if isinstance(left, Decimal) and isinstance(right, float):
        return left, Decimal(str(right))
    if isinstance(left, float) and isinstance(right, Decimal):
        return Decimal(str(left)), right
    return left, right


def _bounded(value: Any) -> Any:
    if isinstance(value, int) and value.bit_length() > MOST_DIGITS * 4:
        raise ValueError("too large")
    return value


def _reckon(reckon: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def carry_out(left: Any, right: Any) -> Any:
        if not (isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS)):
            raise TypeError("not numbers")
        return _bounded(reckon(*_matched(left, right)))

    return carry_out


def _add(left: Any, right: Any) -> Any:
    if isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS):
        return _bounded(operator.add(*_matched(left, right)))
    if isinstance(left, str) and isinstance(right, str):
        return concat([left, right])
    if isinstance(left, list | tuple) and isinstance(right, list | tuple) and len(left) + len(right) < MOST_TEXT:
        return [*left, *right]
    raise TypeError("not of one kind")


def _power(left: Any, right: Any) -> Any:
    if not (_number(left) and _number(right)) or abs(right) > 100 or abs(left) > 10**6:
        raise ValueError("too large")
    return operator.pow(*_matched(left, right))


def _modulo(left: Any, right: Any) -> Any:
    if isinstance(left, str):
        return formatted(left, right if isinstance(right, tuple | Mapping) else (right,))
    return _RECKON_MOD(left, right)


_RECKON_MOD = _reckon(operator.mod)

BINARY: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType(
    {
        "+": _add,
        "-": _reckon(operator.sub),
        "*": _reckon(operator.mul),
        "/": _reckon(operator.truediv),
        "//": _reckon(operator.floordiv),
        "%": _modulo,
        "**": _power,
    }
)

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        "eq": operator.eq,
        "ne": operator.ne,
        "lt": operator.lt,
        "lteq": operator.le,
        "gt": operator.gt,
        "gteq": operator.ge,
        "in": lambda left, right: contains(right, left),
        "notin": lambda left, right: not contains(right, left),
    }
)


def compare(name: str, left: Any, right: Any) -> bool:
    """Compare as Jinja names it; with something missing only ``==`` and ``!=`` can hold."""
    if isinstance(left, Missing) or isinstance(right, Missing):
        both = isinstance(left, Missing) and isinstance(right, Missing)
        return both if name == "eq" else (not both if name in ("ne", "notin") else False)
    return bool(_COMPARE[name](*_matched(left, right)))


def contains(whole: Any, part: Any) -> bool:
    """Whether ``part`` is in a text, a list or the keys of a mapping."""
    if isinstance(whole, str):
        return str(part) in whole
    if isinstance(whole, Mapping | Sequence | set | frozenset):
        return part in whole
    raise TypeError("not a list")


def concat(values: Sequence[Any]) -> str:
    """Join values as text; what is missing or ``None`` adds nothing."""
    texts = ["" if value is None or isinstance(value, Missing) else plain_text(value) for value in values]
    if sum(map(len, texts)) > MOST_TEXT:
        raise ValueError("too large")
    return "".join(texts)


def plain_text(value: Any) -> str:
    """A plain value as text, as docxtpl would print it. Raises ``TypeError`` for what is not plain data."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}" if abs(value.adjusted()) < MOST_DIGITS else str(value)
    if isinstance(value, int | float | date) or (isinstance(value, dict | list | tuple) and _is_plain(value)):
        return str(value)
    raise TypeError(type(value).__name__)


def _is_plain(value: object) -> bool:
    """Whether ``value`` is plain data through and through."""
    if isinstance(value, dict):
        return all(isinstance(key, str | int) and _is_plain(item) for key, item in value.items())
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, str | int | float | Decimal | date)


def attribute(value: Any, name: str) -> Any:
    """``value.name``: a key of a mapping, a part of a date, or ``loop``'s own; nothing else has any."""
    if isinstance(value, Mapping):
        found = value.get(name, Missing)
        return Missing(name) if found is Missing else found
    if isinstance(value, Missing):
        return Missing(f"{value.name}.{name}" if value.name else "")
    if isinstance(value, Loop) and name in Loop.NAMES:
        return value.get(name)
    if isinstance(value, Group) and name in ("grouper", "list"):
        return value.grouper if name == "grouper" else value.list
    if isinstance(value, date) and name in _DATE_PARTS:
        return getattr(value, name)
    if value is None:
        return Missing(name)
    raise PermissionError(name)


def item(value: Any, key: Any) -> Any:
    """``value[key]``: of a mapping, a list or a text; missing where there is none."""
    if isinstance(value, Mapping):
        return value[key] if key in value else Missing(str(key))
    if isinstance(value, list | tuple | str) and isinstance(key, int):
        return value[key] if -len(value) <= key < len(value) else Missing(str(key))
    if isinstance(value, Missing) or value is None:
        return Missing(str(key)) if value is None or value.name else value
    raise PermissionError(str(key))


def part(value: Any, start: Any, stop: Any, step: Any) -> Any:
    """``value[start:stop:step]`` of a list or text."""
    if isinstance(value, list | tuple | str):
        return value[slice(start, stop, step)]
    if isinstance(value, Missing) or value is None:
        return value
    raise PermissionError("[:]")


def items_of(value: Any) -> list[Any]:
    """What a loop runs over; nothing where the value is missing or ``None``."""
    if isinstance(value, list):
        return value
    if isinstance(value, tuple | str | Mapping | set | frozenset):
        return list(value)
    if isinstance(value, Missing) or value is None:
        return []
    raise TypeError("not a list")
