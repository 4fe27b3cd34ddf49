"""The tests a template may ask (``x is odd``, ``selectattr('v', '>', 1)``): ``CHECKS`` is the whole list."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from toolkit.documents.compile.frame import Missing
from toolkit.documents.compile.operate import compare, contains


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal)


def _remainder(value: Any, by: Any) -> Any:
    if not (_is_number(value) and _is_number(by)):
        raise TypeError("not numbers")
    return value % by


def _same(value: object, other: object) -> bool:
    """Texts and numbers are what they say; of all else only the very same thing is."""
    return value is other or (isinstance(value, str | int) and type(value) is type(other) and value == other)


CHECKS: Mapping[str, Callable[..., bool]] = MappingProxyType(
    {
        "defined": lambda value: not isinstance(value, Missing),
        "undefined": lambda value: isinstance(value, Missing),
        "none": lambda value: value is None,
        "number": _is_number,
        "string": lambda value: isinstance(value, str),
        "mapping": lambda value: isinstance(value, Mapping),
        "sequence": lambda value: isinstance(value, Sequence | Mapping),
        "iterable": lambda value: isinstance(value, Sequence | Mapping | set | frozenset),
        "boolean": lambda value: isinstance(value, bool),
        "true": lambda value: value is True,
        "false": lambda value: value is False,
        "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
        "float": lambda value: isinstance(value, float),
        "odd": lambda value: _remainder(value, 2) == 1,
        "even": lambda value: _remainder(value, 2) == 0,
        "divisibleby": lambda value, num: _remainder(value, num) == 0,
        "in": lambda value, seq: contains(seq, value),
        "sameas": _same,
        "lower": lambda value: isinstance(value, str) and value.islower(),
        "upper": lambda value: isinstance(value, str) and value.isupper(),
        **{
            name: lambda value, other, meant=meant: compare(meant, value, other)
            for meant, names in {
                "eq": "equalto eq ==",
                "ne": "ne !=",
                "lt": "lt < lessthan",
                "gt": "gt > greaterthan",
                "lteq": "le <=",
                "gteq": "ge >=",
            }.items()
            for name in names.split()
        },
    }
)
"""Name in a template → the test."""


def holds(name: object, value: Any, args: Sequence[Any] = ()) -> bool:
    """Whether ``value`` passes the test called ``name``; raises ``ValueError`` where there is none."""
    check = CHECKS.get(name) if isinstance(name, str) else None
    if check is None:
        raise ValueError(name)
    return bool(check(value, *args))
