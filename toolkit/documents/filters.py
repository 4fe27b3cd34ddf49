"""The filters a template may use, each a plain function of plain data: ``FILTERS`` is the whole list.

Those of the house have a Chinese and an English name; the rest are Jinja's own, written anew so that none
can run code, wait or grow without bound. A value that is missing or ``None`` never reaches a filter, except
those in ``TAKES_MISSING``. A filter that cannot use its value raises ``ValueError`` or ``TypeError``.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from types import MappingProxyType

Filter = Callable[..., object]
WIDEST = 200
"""The most columns that ``center`` and ``indent`` may ask for."""

_DIGITS = "〇一二三四五六七八九"
_PHONE = re.compile(r"\+?[\d\s()\-]{7,}")


def number(value: object) -> Decimal:
    """``value`` as an exact ``Decimal``; texts may have separators of thousands. Raises ``ValueError``."""
    if isinstance(value, bool):
        raise ValueError(value)
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    try:
        found = Decimal(str(value).replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        raise ValueError(value) from None
    if not found.is_finite():
        raise ValueError(value)
    return found


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-min(max(places, 0), 10)), ROUND_HALF_UP)


def upper_amount(value: object) -> str:
    """1409.50 → 人民幣壹仟肆佰零玖元伍角整 (the rules are in ``forms.amount``)."""
    from toolkit.forms import amount  # noqa: PLC0415 - loaded where a template asks for it

    return str(amount.upper_amount(number(value)))


def thousands(value: object, places: int | None = None) -> str:
    """1234567.5 → 1,234,567.5; with ``places`` rounded half up to so many decimals."""
    exact = number(value)
    return f"{exact if places is None else _rounded(exact, places):,f}"


def money(value: object, sign: str = "", places: int = 2) -> str:
    """1234.5 → 1,234.50; ``sign`` stands before the figure (人民幣, ￥), a minus before the sign."""
    exact = _rounded(number(value), places)
    return f"{'-' if exact < 0 else ''}{sign}{abs(exact):,f}"


def percent(value: object, places: int | None = None) -> str:
    """A share as per cent: 0.125 → 12.5%, rounded half up to ``places`` when given."""
    exact = number(value) * 100
    if places is not None:
        return f"{_rounded(exact, places):f}%"
    text = f"{exact:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def _date(value: object) -> date:
    if isinstance(value, date):
        return value
    text = str(value).strip()
    return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)


def _spoken(number_: int) -> str:
    """Day or month in words: 5 → 五, 12 → 十二, 20 → 二十, 31 → 三十一."""
    tens, ones = divmod(number_, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones or not tens else "")


def _in_words(value: date) -> str:
    year = "".join(_DIGITS[int(digit)] for digit in f"{value.year:04d}")
    return f"{year}年{_spoken(value.month)}月{_spoken(value.day)}日"


_DATES: Mapping[str, Callable[[date], str]] = MappingProxyType(
    {
        "中文": lambda value: f"{value.year}年{value.month}月{value.day}日",
        "iso": lambda value: f"{value.year:04d}-{value.month:02d}-{value.day:02d}",
        "民國": lambda value: f"民國{value.year - 1911}年{value.month}月{value.day}日",
        "大寫": _in_words,
        "english": lambda value: f"{value.day} {_MONTHS[value.month - 1]} {value.year}",
    }
)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
_MONTHS += ("November", "December")
_STYLES = {"zh": "中文", "roc": "民國", "民国": "民國", "words": "大寫", "大写": "大寫", "en": "english"}


def day(value: object, style: str = "中文") -> str:
    """A date as 中文 (2026年1月5日), ISO (2026-01-05), 民國 (民國115年1月5日), 大寫 (二〇二六年一月五日) or English."""
    wanted = style.strip().casefold()
    shape = _DATES.get(_STYLES.get(wanted, wanted))
    if shape is None:
        raise ValueError(style)
    return shape(_date(value))


def mask(value: object, kind: str = "") -> str:
    """Hide the middle of a phone, the name in an e-mail address, or part of a person's name.

    13800138000 → 138****8000 · wang@example.com → w***@example.com · 王小明 → 王*明. ``kind`` (phone, mail,
    name, id) is guessed where it is not given.
    """
    text = str(value).strip()
    kind = kind or _sort_of(text)
    if kind == "mail":
        name, _, host = text.partition("@")
        return f"{name[:1]}***@{host}"
    if kind == "name":
        return (
            text
            if len(text) < 2
            else text[0] + "*" * max(len(text) - 2, 1) + (text[-1] if len(text) > 2 else "")
        )
    keep = 4 if len(text) >= 10 else 2
    head = 3 if len(text) >= 10 else 1
    return text[:head] + "*" * max(len(text) - head - keep, 1) + text[-keep:]


def _sort_of(text: str) -> str:
    if "@" in text:
        return "mail"
    return "phone" if _PHONE.fullmatch(text) else "name"


def default(value: object, instead: object = "", also_empty: object = False) -> object:  # noqa: FBT002 - Jinja's own
    """``instead`` where ``value`` is missing or ``None``, and with ``also_empty`` where it is empty."""
    absent = value is None or type(value).__name__ == "Missing"
    return instead if absent or (also_empty and not value) else value


def _plain_round(value: object, places: int = 0, method: str = "common") -> object:
    if isinstance(value, Decimal):
        return _rounded(value, places)
    if not isinstance(value, int | float):
        raise TypeError(value)
    if method == "common":
        return round(value, places) if places else float(round(value))
    shape = math.ceil if method == "ceil" else math.floor
    return shape(value * 10**places) / 10**places


def _sequence(value: object) -> list[object]:
    if isinstance(value, str | Mapping | Iterable):
        return list(value)
    raise TypeError(value)


def _of(item: object, name: object) -> object:
    """``item``'s value under a dotted name, ``None`` where it has none."""
    for part in str(name).split("."):
        item = item.get(part) if isinstance(item, Mapping) else None
    return item


def _sort_key(item: object) -> object:
    return item.casefold() if isinstance(item, str) else item


def _join(value: object, between: str = "", attribute: object = None) -> str:
    items = _sequence(value) if attribute is None else [_of(item, attribute) for item in _sequence(value)]
    return str(between).join("" if item is None else str(item) for item in items)


def _sort(
    value: object, reverse: object = False, case: object = False, attribute: object = None
) -> list[object]:  # noqa: FBT002
    def key(item: object) -> object:
        chosen = item if attribute is None else _of(item, attribute)
        return chosen if case else _sort_key(chosen)

    return sorted(_sequence(value), key=key, reverse=bool(reverse))  # type: ignore[arg-type, type-var]


def _sum(value: object, attribute: object = None, start: object = 0) -> object:
    total: object = start
    for item in _sequence(value):
        term = item if attribute is None else _of(item, attribute)
        if isinstance(term, Decimal) and isinstance(total, float):
            total = Decimal(str(total))
        total = total + (
            Decimal(str(term)) if isinstance(term, float) and isinstance(total, Decimal) else term
        )  # type: ignore[operator]
    return total


def _extreme(choose: Callable[..., object]) -> Filter:
    def pick(value: object, case: object = False, attribute: object = None) -> object:  # noqa: FBT002
        items = _sequence(value)
        if not items:
            return None
        return choose(items, key=lambda item: _sort_key(item if attribute is None else _of(item, attribute)))

    return pick


def _batch(value: object, size: int, fill: object = None) -> list[list[object]]:
    items = _sequence(value)
    rows = [items[at : at + size] for at in range(0, len(items), max(size, 1))]
    if rows and fill is not None:
        rows[-1] += [fill] * (size - len(rows[-1]))
    return rows


def _slice(value: object, count: int, fill: object = None) -> list[list[object]]:
    items = _sequence(value)
    length, longer = divmod(len(items), max(count, 1))
    out, at = [], 0
    for index in range(min(max(count, 1), WIDEST)):
        end = at + length + (index < longer)
        out.append(items[at:end] + ([fill] if fill is not None and index >= longer else []))
        at = end
    return out


def _groupby(value: object, attribute: str) -> list[tuple[object, list[object]]]:
    groups: dict[object, list[object]] = {}
    for item in _sequence(value):
        groups.setdefault(_of(item, attribute), []).append(item)
    return sorted(groups.items(), key=lambda pair: _sort_key(pair[0]))  # type: ignore[arg-type, return-value]


def _map(value: object, attribute: str, default: object = None) -> list[object]:
    found = [_of(item, attribute) for item in _sequence(value)]
    return [default if item is None else item for item in found]


def _selecting(*, keep: bool, by_name: bool) -> Filter:
    def chosen(value: object, attribute: object = None, test: str = "", other: object = None) -> list[object]:
        def holds(item: object) -> bool:
            subject = _of(item, attribute) if by_name else item
            return _equal(subject, test, other)

        return [item for item in _sequence(value) if holds(item) is keep]

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
    seen: list[object] = []
    out: list[object] = []
    for item in _sequence(value):
        key = item if attribute is None else _of(item, attribute)
        key = key if case else _sort_key(key)
        if key not in seen:
            seen.append(key)
            out.append(item)
    return out


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
    blank = " " * min(width, WIDEST)
    text = str(value).replace("\n", f"\n{blank}")
    return blank + text if first else text


def _title(value: object) -> str:
    return "".join(
        word[:1].upper() + word[1:].lower() for word in re.split(r"([-\s({\[<]+)", str(value)) if word
    )


def _absolute(value: object) -> object:
    if isinstance(value, int | float | Decimal):
        return abs(value)
    raise TypeError(value)


def _pairs(value: object) -> list[tuple[object, object]]:
    if isinstance(value, Mapping):
        return list(value.items())
    raise TypeError(value)


def _first(value: object) -> object:
    return next(iter(_sequence(value)), None)


def _last(value: object) -> object:
    return next(reversed(_sequence(value)), None)


def _reversed(value: object) -> object:
    return value[::-1] if isinstance(value, str) else _sequence(value)[::-1]


def _replaced(value: object, old: str, new: str, count: int = -1) -> str:
    text = str(value)
    if not str(old):
        raise ValueError(old)
    return text.replace(str(old), str(new), count)


TAKES_MISSING = frozenset({"default", "d", "預設", "默认", "默認"})

FILTERS: Mapping[str, Filter] = MappingProxyType(
    {
        "大寫金額": upper_amount,
        "大写金额": upper_amount,
        "upper_amount": upper_amount,
        "金額": money,
        "金额": money,
        "money": money,
        "日期": day,
        "day": day,
        "百分比": percent,
        "percent": percent,
        "遮罩": mask,
        "mask": mask,
        "千分位": thousands,
        "thousands": thousands,
        "預設": default,
        "默認": default,
        "默认": default,
        "default": default,
        "d": default,
        "頓號": lambda value: _join(value, "、"),
        "顿号": lambda value: _join(value, "、"),
        "listed": lambda value: _join(value, "、"),
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
        "list": _sequence,
        "lower": lambda value: str(value).lower(),
        "map": _map,
        "max": _extreme(max),
        "min": _extreme(min),
        "reject": _selecting(keep=False, by_name=False),
        "rejectattr": _selecting(keep=False, by_name=True),
        "replace": _replaced,
        "reverse": _reversed,
        "round": _plain_round,
        "select": _selecting(keep=True, by_name=False),
        "selectattr": _selecting(keep=True, by_name=True),
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
"""Name in a template → function. A new filter is one function and its line here."""
