"""``'%.2f' % x`` and ``'%.2f'|format(x)``: Python's own formatting, with its widths and its values bounded."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from toolkit.documents.compile.frame import Missing

WIDEST = 200
"""The widest field and the most decimals that may be asked for."""
_MOST_SPECS = 100
_SPEC = re.compile(r"%(?:\(\w+\))?[#0 +\-]*(?P<width>\d*)(?:\.(?P<places>\d*))?(?P<kind>[diouxXeEfFgGs%])")
_TEXT_OR_NUMBER = (str, int, float, Decimal, date)


def formatted(shape: str, values: Sequence[Any] | Mapping[str, Any]) -> Any:
    """``shape`` with ``values`` put in; what is missing passes through, ``None`` in place of a text adds nothing.

    Raises ``ValueError`` for a shape that is wrong or too wide, ``TypeError`` where the values do not fit it.
    """
    given = list(values.values()) if isinstance(values, Mapping) else list(values)
    absent = next((value for value in given if isinstance(value, Missing)), None)
    if absent is not None:
        return absent
    if any(value is not None and not isinstance(value, _TEXT_OR_NUMBER) for value in given):
        raise TypeError("not plain")
    numbers = _checked(shape)
    if numbers and None in given:
        return None
    plain = [_plain(value) for value in given]
    return shape % (dict(zip(values, plain, strict=True)) if isinstance(values, Mapping) else tuple(plain))


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return value if isinstance(value, int | float | Decimal) else str(value)


def _checked(shape: str) -> bool:
    """Whether ``shape`` asks for numbers; raises ``ValueError`` for what is not understood or too wide."""
    if shape.count("%") > 2 * _MOST_SPECS:
        raise ValueError("too large")
    numbers, at = False, 0
    while (at := shape.find("%", at)) >= 0:
        found = _SPEC.match(shape, at)
        if found is None:
            raise ValueError(shape)
        if max(int(found["width"][:9] or 0), int((found["places"] or "")[:9] or 0)) > WIDEST:
            raise ValueError("too large")
        numbers |= found["kind"] not in "s%"
        at = found.end()
    return numbers
