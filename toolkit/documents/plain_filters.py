"""Jinja's own filters, written anew so that none can run code, wait or grow without bound."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

Filter = Callable[..., object]
WIDEST = 200
"""The most columns or places that a filter may be asked for."""
MOST_TEXT = 10_000_000
"""The most characters or items that a filter may give."""
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


def _plain_round(value: object, places: int = 0, method: str = "common") -> object:
    if isinstance(value, Decimal):
        return rounded(value, places)
    if not isinstance(value, int | float) or abs(places) > 15:
        raise TypeError(value)
    if method == "common":
        return round(value, places) if places else float(round(value))
    shape = math.ceil if method == "ceil" else math.floor
    return shape(value * 10**places) / 10**places


def members(value: object) -> list[object]:
    """The items of a sequence, the letters of a text, the keys of a mapping; TypeError for anything else."""
    if isinstance(value, str | Mapping | Iterable):
        return list(value)
    raise TypeError(value)


def _bounded(length: int) -> None:
    """Raise ``ValueError`` before something of more than ``MOST_TEXT`` is made."""
    if length > MOST_TEXT:
        raise ValueError("too large")


def _of(item: object, name: object) -> object:
    """``item``'s value under a dotted name, ``None`` where it has none."""
    for part in str(name).split("."):
        item = item.get(part) if isinstance(item, Mapping) else None
    return item


def _sort_key(item: object) -> object:
    return item.casefold() if isinstance(item, str) else item


def _join(value: object, between: str = "", attribute: object = None) -> str:
    items = members(value) if attribute is None else [_of(item, attribute) for item in members(value)]
    texts = ["" if item is None else str(item) for item in items]
    _bounded(sum(map(len, texts)) + len(str(between)) * len(texts))
    return str(between).join(texts)


def listed(value: object) -> str:
    """A list in Chinese: its values with 、 between; what is empty is left out."""
    if isinstance(value, str):
        return value
    return _join([item for item in members(value) if item not in (None, "")], "、")


def _sort(
    value: object,
    reverse: object = False,  # noqa: FBT002 - Jinja's own signature
    case: object = False,  # noqa: FBT002
    attribute: object = None,
) -> list[object]:
    def key(item: object) -> object:
        chosen = item if attribute is None else _of(item, attribute)
        return chosen if case else _sort_key(chosen)

    return sorted(members(value), key=key, reverse=bool(reverse))  # type: ignore[arg-type]


def _sum(value: object, attribute: object = None, start: float | Decimal = 0) -> object:
    total: Any = start
    for item in members(value):
        term: Any = item if attribute is None else _of(item, attribute)
        if isinstance(term, float) and isinstance(total, Decimal):
            term = Decimal(str(term))
        elif isinstance(term, Decimal) and isinstance(total, float):
            total = Decimal(str(total))
        if term is not None:
            total += _addable(term)
    return total


def _addable(value: object) -> int | float | Decimal:
    if isinstance(value, int | float | Decimal):
        return value
    raise TypeError(value)


def _extreme(choose: Callable[..., object]) -> Filter:
    def pick(value: object, attribute: object = None) -> object:
        items = members(value)
        if not items:
            return None
        return choose(items, key=lambda item: _sort_key(item if attribute is None else _of(item, attribute)))

    return pick


def _batch(value: object, size: int, fill: object = None) -> list[list[object]]:
    items = members(value)
    _bounded(size * (fill is not None))
    rows = [items[at : at + size] for at in range(0, len(items), max(size, 1))]
    if rows and fill is not None:
        rows[-1] += [fill] * (size - len(rows[-1]))
    return rows


def _slice(value: object, count: int, fill: object = None) -> list[list[object]]:
    items = members(value)
    length, longer = divmod(len(items), max(count, 1))
    out, at = [], 0
    for index in range(min(max(count, 1), WIDEST)):
        end = at + length + (index < longer)
        out.append(items[at:end] + ([fill] if fill is not None and index >= longer else []))
        at = end
    return out


def _groupby(value: object, attribute: str) -> list[tuple[object, list[object]]]:
    groups: dict[object, list[object]] = {}
    for item in members(value):
        groups.setdefault(_of(item, attribute), []).append(item)
    return sorted(groups.items(), key=lambda pair: _sort_key(pair[0]))  # type: ignore[arg-type, return-value]


def each(value: object, attribute: str, default: object = None) -> list[object]:
    """The ``attribute`` of each item; ``default`` where it has none."""
    found = [_of(item, attribute) for item in members(value)]
    return [default if item is None else item for item in found]


def _choosing(*, keep: bool) -> Filter:
    def chosen(value: object, test: str = "", other: object = None) -> list[object]:
        return [item for item in members(value) if _equal(item, test, other) is keep]

    return chosen


def _choosing_by_name(*, keep: bool) -> Filter:
    def chosen(value: object, attribute: object, test: str = "", other: object = None) -> list[object]:
        return [item for item in members(value) if _equal(_of(item, attribute), test, other) is keep]

    return chosen


def _equal(subject: object, test: str, other: object) -> bool:
    if test in ("equalto", "==", "eq"):
        return subject == other
    if test in ("ne", "!="):
        return subject != other
    if test in ("", "defined"):
        return bool(subject) if not test else subject is not None
    raise ValueError(test)


def _truncate(value: object, length: int = 255, killwords: object = False, end: str = "...") -> str:  # noqa: FBT002
    text = str(value)
    if len(text) <= length + 5:
        return text
    cut = text[: max(length - len(end), 0)]
    return (cut if killwords else cut.rsplit(" ", 1)[0]) + end


def _length(value: object) -> int:
    if isinstance(value, str | Mapping | Sequence):
        return len(value)
    raise TypeError(value)


def _unique(value: object, case: object = False, attribute: object = None) -> list[object]:  # noqa: FBT002
    found: dict[object, object] = {}
    for item in members(value):
        key = item if attribute is None else _of(item, attribute)
        found.setdefault(key if case else _sort_key(key), item)
    return list(found.values())


def _whole(value: object, instead: int = 0) -> object:
    try:
        return int(number(value))
    except ValueError:
        return instead


def _floating(value: object, instead: float = 0.0) -> object:
    try:
        return float(number(value))
    except ValueError:
        return instead


def _indent(value: object, width: int = 4, first: object = False) -> str:  # noqa: FBT002
    blank, text = " " * min(width, WIDEST), str(value)
    _bounded(len(text) + text.count("\n") * len(blank))
    indented = text.replace("\n", f"\n{blank}")
    return blank + indented if first else indented


def _title(value: object) -> str:
    return "".join(word[:1].upper() + word[1:].lower() for word in re.split(r"([-\s({\[<]+)", str(value)) if word)


def _absolute(value: object) -> object:
    if isinstance(value, int | float | Decimal):
        return abs(value)
    raise TypeError(value)


def _pairs(value: object) -> list[tuple[object, object]]:
    if isinstance(value, Mapping):
        return list(value.items())
    raise TypeError(value)


def _first(value: object) -> object:
    return next(iter(members(value)), None)


def _last(value: object) -> object:
    return next(reversed(members(value)), None)


def _reversed(value: object) -> object:
    return value[::-1] if isinstance(value, str) else members(value)[::-1]


def _replaced(value: object, old: str, new: str, count: int = -1) -> str:
    text, old, new = str(value), str(old), str(new)
    if not old:
        raise ValueError(old)
    _bounded(len(text) + text.count(old) * len(new))
    return text.replace(old, new, count)


PLAIN_FILTERS: Mapping[str, Filter] = MappingProxyType(
    {
        "abs": _absolute,
        "batch": _batch,
        "capitalize": lambda value: str(value).capitalize(),
        "center": lambda value, width=80: str(value).center(min(width, WIDEST)),
        "count": _length,
        "dictsort": lambda value: sorted(_pairs(value), key=lambda pair: str(_sort_key(pair[0]))),
        "e": lambda value: value,
        "escape": lambda value: value,
        "first": _first,
        "float": _floating,
        "groupby": _groupby,
        "indent": _indent,
        "int": _whole,
        "items": _pairs,
        "join": _join,
        "last": _last,
        "length": _length,
        "list": members,
        "lower": lambda value: str(value).lower(),
        "max": _extreme(max),
        "min": _extreme(min),
        "reject": _choosing(keep=False),
        "rejectattr": _choosing_by_name(keep=False),
        "replace": _replaced,
        "reverse": _reversed,
        "round": _plain_round,
        "select": _choosing(keep=True),
        "selectattr": _choosing_by_name(keep=True),
        "slice": _slice,
        "sort": _sort,
        "string": str,
        "sum": _sum,
        "title": _title,
        "trim": lambda value, letters=None: str(value).strip(letters),
        "truncate": _truncate,
        "unique": _unique,
        "upper": lambda value: str(value).upper(),
        "wordcount": lambda value: len(str(value).split()),
    }
)
"""Name in a template → function."""
