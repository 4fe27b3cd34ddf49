"""Jinja's filters of lists, written anew: the same names and arguments, bounded, and blank values come last."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from toolkit.documents.compile.checks import holds
from toolkit.documents.compile.frame import Missing
from toolkit.documents.compile.operate import MOST_TEXT, Group, item, plain_text

Filter = Callable[..., object]
WIDEST = 200
"""The most columns that a filter may be asked for."""
_MOST_FILLED = 10_000
"""The most places of a row that are filled up."""


def members(value: object) -> list[Any]:
    """The items of a sequence, the letters of a text, the keys of a mapping; TypeError for anything else."""
    if isinstance(value, str | Mapping | Sequence | AbstractSet):
        return list(value)
    raise TypeError(value)


def bounded(length: int) -> None:
    """Raise ``ValueError`` before something of more than ``MOST_TEXT`` is made."""
    if length > MOST_TEXT:
        raise ValueError("too large")


def _of(value: Any, name: object) -> Any:
    """``value``'s own under a dotted name or a place in a list, ``Missing`` where it has none."""
    for part in [name] if isinstance(name, int) else str(name).split("."):
        if isinstance(value, Group) and part in ("grouper", "list"):
            value = getattr(value, str(part))
        elif isinstance(value, str) and str(part).isdigit():  # a letter of a text, as Jinja has it
            value = item(value, int(part))
        elif value is None or isinstance(value, str | int | float | Decimal | Missing):
            return Missing(str(name))
        else:
            value = item(value, int(part) if isinstance(part, str) and part.isdigit() else part)
    return value


def _taken(items: Iterable[Any], attribute: object) -> list[Any]:
    """What counts of each of ``items``: itself, or its ``attribute``."""
    return [one if attribute is None else _of(one, attribute) for one in items]


def _absent(value: object) -> bool:
    return value is None or isinstance(value, Missing)


def _folded(value: Any, case: object) -> Any:
    return value.lower() if isinstance(value, str) and not case else value


def _in_order(items: Sequence[Any], keys: Sequence[Any], *, reverse: bool) -> list[Any]:
    """``items`` by their ``keys``; those whose key is missing or blank stand last, in the order they came."""
    known = [(key, one) for key, one in zip(keys, items, strict=True) if not any(map(_absent, key))]
    known.sort(key=lambda pair: pair[0], reverse=reverse)
    blank = [one for key, one in zip(keys, items, strict=True) if any(map(_absent, key))]
    return [one for _, one in known] + blank


def _sort(
    value: object,
    reverse: object = False,  # noqa: FBT002 - Jinja's own signature
    case_sensitive: object = False,  # noqa: FBT002
    attribute: object = None,
) -> list[Any]:
    items = members(value)
    wanted = str(attribute).split(",") if isinstance(attribute, str) else [attribute]
    columns = [[_folded(key, case_sensitive) for key in _taken(items, name)] for name in wanted]
    return _in_order(items, list(zip(*columns, strict=True)), reverse=bool(reverse))


def _groupby(
    value: object,
    attribute: object,
    default: object = None,
    case_sensitive: object = False,  # noqa: FBT002
) -> list[Group]:
    items = members(value)
    found = [default if isinstance(key, Missing) else key for key in _taken(items, attribute)]
    groups: dict[Any, Group] = {}
    for key, one in zip(found, items, strict=True):
        groups.setdefault(_folded(key, case_sensitive), Group(key, [])).list.append(one)
    return _in_order(list(groups.values()), [(key,) for key in groups], reverse=False)


def _dictsort(
    value: object,
    case_sensitive: object = False,  # noqa: FBT002
    by: str = "key",
    reverse: object = False,  # noqa: FBT002
) -> list[Any]:
    pairs = as_pairs(value)
    at = ("key", "value").index(by)
    return _in_order(pairs, [(_folded(pair[at], case_sensitive),) for pair in pairs], reverse=bool(reverse))


def as_pairs(value: object) -> list[tuple[Any, Any]]:
    """Keys with their values; TypeError for anything that has none."""
    if isinstance(value, Mapping):
        return list(value.items())
    raise TypeError(value)


def _extreme(choose: Callable[..., object]) -> Filter:
    def pick(value: object, case_sensitive: object = False, attribute: object = None) -> object:  # noqa: FBT002
        items = members(value)
        keys = [_folded(key, case_sensitive) for key in _taken(items, attribute)]
        known = [(key, at) for at, key in enumerate(keys) if not _absent(key)]
        return items[choose(known, key=lambda pair: pair[0])[1]] if known else None  # type: ignore[index]

    return pick


def _unique(value: object, case_sensitive: object = False, attribute: object = None) -> list[Any]:  # noqa: FBT002
    items = members(value)
    found: dict[Any, Any] = {}
    for key, one in zip(_taken(items, attribute), items, strict=True):
        found.setdefault(None if _absent(key) else _folded(key, case_sensitive), one)
    return list(found.values())


def _sum(value: object, attribute: object = None, start: float | Decimal = 0) -> object:
    total: Any = start
    for term in _taken(members(value), attribute):
        if _absent(term):
            continue
        if isinstance(term, float) and isinstance(total, Decimal):
            total += Decimal(str(term))
        elif isinstance(term, Decimal) and isinstance(total, float):
            total = Decimal(str(total)) + term
        else:
            total += _addable(term)
    return total


def _addable(value: object) -> int | float | Decimal:
    if isinstance(value, int | float | Decimal):
        return value
    raise TypeError(value)


def _shown(value: Any) -> str:
    return str(value) if isinstance(value, int | float | Decimal | date) else plain_text(value)


def join(value: object, d: str = "", attribute: object = None) -> str:
    """The items as text with ``d`` between; what is missing or ``None`` is empty."""
    texts = [
        "" if _absent(one) else one if type(one) is str else _shown(one) for one in _taken(members(value), attribute)
    ]
    bounded(sum(map(len, texts)) + len(str(d)) * len(texts))
    return str(d).join(texts)


def listed(value: object) -> str:
    """A list in Chinese: its values with 、 between; what is empty is left out."""
    if isinstance(value, str):
        return value
    return join([one for one in members(value) if one not in (None, "")], "、")


def _batch(value: object, linecount: int, fill_with: object = None) -> list[list[Any]]:
    items = members(value)
    if fill_with is not None and linecount > _MOST_FILLED:
        raise ValueError("too large")
    rows = [items[at : at + linecount] for at in range(0, len(items), max(linecount, 1))]
    if rows and fill_with is not None:
        rows[-1] += [fill_with] * (linecount - len(rows[-1]))
    return rows


def _slice(value: object, slices: int, fill_with: object = None) -> list[list[Any]]:
    items = members(value)
    count = min(max(slices, 1), WIDEST)
    length, longer = divmod(len(items), count)
    out, at = [], 0
    for index in range(count):
        end = at + length + (index < longer)
        out.append(items[at:end] + ([fill_with] if fill_with is not None and index >= longer else []))
        at = end
    return out


def each(value: object, attribute: object, default: object = None) -> list[Any]:
    """The ``attribute`` of each item; ``default`` where it has none."""
    return [default if _absent(one) else one for one in _taken(members(value), attribute)]


def _choosing(*, keep: bool) -> Filter:
    def chosen(value: object, *test: Any) -> list[Any]:
        return [one for one in members(value) if _passes(one, test) is keep]

    return chosen


def _choosing_by_name(*, keep: bool) -> Filter:
    def chosen(value: object, attribute: object, *test: Any) -> list[Any]:
        return [one for one in members(value) if _passes(_of(one, attribute), test) is keep]

    return chosen


def _passes(subject: Any, test: Sequence[Any]) -> bool:
    return holds(test[0], subject, test[1:]) if test else bool(subject)


def _length(value: object) -> int:
    if isinstance(value, str | Mapping | Sequence):
        return len(value)
    raise TypeError(value)


LIST_FILTERS: Mapping[str, Filter] = MappingProxyType(
    {
        "batch": _batch,
        "count": _length,
        "dictsort": _dictsort,
        "first": lambda value: next(iter(members(value)), None),
        "groupby": _groupby,
        "items": as_pairs,
        "join": join,
        "last": lambda value: next(reversed(members(value)), None),
        "length": _length,
        "list": members,
        "max": _extreme(max),
        "min": _extreme(min),
        "reject": _choosing(keep=False),
        "rejectattr": _choosing_by_name(keep=False),
        "reverse": lambda value: value[::-1] if isinstance(value, str) else members(value)[::-1],
        "select": _choosing(keep=True),
        "selectattr": _choosing_by_name(keep=True),
        "slice": _slice,
        "sort": _sort,
        "sum": _sum,
        "unique": _unique,
    }
)
"""Name in a template → function."""
