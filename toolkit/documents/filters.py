"""The filters a template may use, each a plain function of plain data: ``FILTERS`` is the whole list.

Those of the house have a Chinese and an English name; the rest are Jinja's own (``plain_filters``). A value
that is missing or ``None`` never reaches a filter, except those in ``TAKES_MISSING``. A filter that cannot
use its value raises ``ValueError`` or ``TypeError``.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from toolkit.documents.compile.frame import Missing
from toolkit.documents.list_filters import bounded, each, listed, members
from toolkit.documents.plain_filters import PLAIN_FILTERS, Filter, number, rounded, text
from toolkit.messages.script import simplified

_DIGITS = "〇一二三四五六七八九"
_TYPED_DATE = re.compile(r"(\d{4})\s*[/.年-]\s*(\d{1,2})\s*[/.月-]\s*(\d{1,2})\s*日?")
"""A day as people type it, the year first: any other order could be read in two ways."""
_PHONE = re.compile(r"\+?[\d\s()\-]{7,}")


def upper_amount(value: object) -> str:
    """1409.50 → 人民幣壹仟肆佰零玖元伍角整 (the rules are in ``forms.amount``)."""
    from toolkit.forms import amount

    return str(amount.upper_amount(number(value)))


def upper_amount_simplified(value: object) -> str:
    """The same in Simplified Chinese: a template names the filter in the script that it is written in."""
    return simplified(upper_amount(value))


def thousands(value: object, places: int | None = None) -> str:
    """1234567.5 → 1,234,567.5; with ``places`` rounded half up to so many decimals."""
    exact = number(value)
    return f"{exact if places is None else rounded(exact, places):,f}"


def money(value: object, sign: str = "", places: int = 2) -> str:
    """1234.5 → 1,234.50; ``sign`` stands before the figure (人民幣, ￥), a minus before the sign."""
    exact = rounded(number(value), places)
    return f"{'-' if exact < 0 else ''}{sign}{abs(exact):,f}"


def percent(value: object, places: int | None = None) -> str:
    """A share as per cent: 0.125 and 「12.5%」 → 12.5%, rounded half up to ``places`` when given."""
    shown = str(value).strip() if isinstance(value, str) else ""
    exact = number(shown[:-1]) if shown.endswith(("%", "％")) else number(value) * 100
    if places is not None:
        return f"{rounded(exact, places):f}%"
    plain = f"{exact:f}"
    return f"{plain.rstrip('0').rstrip('.') if '.' in plain else plain}%"


def _date(value: object) -> date:
    if isinstance(value, date):
        return value
    shown = text(value).strip()
    if typed := _TYPED_DATE.fullmatch(shown):
        return date(*map(int, typed.groups()))
    return datetime.fromisoformat(shown) if len(shown) > 10 else date.fromisoformat(shown)


def _spoken(number_: int) -> str:
    """Day or month in words: 5 → 五, 12 → 十二, 20 → 二十, 31 → 三十一."""
    tens, ones = divmod(number_, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones or not tens else "")


def _in_words(value: date) -> str:
    year = "".join(_DIGITS[int(digit)] for digit in f"{value.year:04d}")
    return f"{year}年{_spoken(value.month)}月{_spoken(value.day)}日"


def _roc_year(year: int) -> str:
    """The year counted from 1912 = 1; before it 前: 1911 → 前1 (there is no year 0)."""
    return str(year - 1911) if year > 1911 else f"前{1912 - year}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DATES: Mapping[str, Callable[[date], str]] = MappingProxyType(
    {
        "中文": lambda value: f"{value.year}年{value.month}月{value.day}日",
        "iso": lambda value: f"{value.year:04d}-{value.month:02d}-{value.day:02d}",
        "民國": lambda value: f"民國{_roc_year(value.year)}年{value.month}月{value.day}日",
        "大寫": _in_words,
        "english": lambda value: f"{value.day} {_MONTHS[value.month - 1]} {value.year}",
    }
)
_STYLES = {"zh": "中文", "roc": "民國", "民国": "民國", "words": "大寫", "大写": "大寫", "en": "english"}


def is_date_style(style: str) -> bool:
    """Whether ``day`` knows a style of that name."""
    wanted = style.strip().casefold()
    return _STYLES.get(wanted, wanted) in _DATES


def day(value: object, style: str = "中文") -> str:
    """Write a date as 中文 2026年1月5日, ISO 2026-01-05, 民國 115年1月5日, 大寫 二〇二六年一月五日, English.

    The style's name may be given in English: zh, iso, roc, words, en.
    """
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
    shown = text(value).strip()
    kind = kind or _sort_of(shown)
    if kind == "mail":
        name, _, host = shown.partition("@")
        return f"{name[:1] if len(name) > 1 else ''}***@{host}"
    if kind == "name":
        return _starred(shown, 1, 1 if len(shown) > 2 else 0)
    return _starred(shown, 3, 4) if len(shown) >= 10 else _starred(shown, 1, 2 if len(shown) > 4 else 0)


def _starred(text: str, head: int, tail: int) -> str:
    """``text`` with stars for all but its ``head`` and ``tail``; of a single sign nothing is left to see."""
    head = max(min(head, len(text) - 1), 0)
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]


def _sort_of(text: str) -> str:
    if "@" in text:
        return "mail"
    return "phone" if _PHONE.fullmatch(text) else "name"


def default(value: object, default_value: object = "", boolean: object = False) -> object:  # noqa: FBT002 - Jinja's own
    """``default_value`` where ``value`` is missing or ``None``, and with ``boolean`` where it is empty."""
    absent = value is None or isinstance(value, Missing)
    return default_value if absent or (boolean and not value) else value


def mapped(value: object, *called: object, attribute: object = "", default: object = None, **named: Any) -> list[Any]:
    """Every item through the filter that is called (``map('upper')``), or its ``attribute`` where none is."""
    if not called:
        return each(value, attribute, default)
    use, takes_missing = FILTERS[str(called[0])], called[0] in TAKES_MISSING
    made, much = [], 0
    for one in members(value):
        absent = one is None or isinstance(one, Missing)
        made.append(one if absent and not takes_missing else use(one, *called[1:], **named))
        much += _much(made[-1])
        bounded(much)
    return made


def _much(value: object) -> int:
    """How much there is in what a filter made of one item: letters, or items and theirs."""
    if isinstance(value, list):
        return len(value) + sum(len(one) for one in value if isinstance(one, str | list))
    return len(value) if isinstance(value, str) else 1


TAKES_MISSING = frozenset({"default", "d", "預設", "预设", "默认", "默認"})

FILTERS: Mapping[str, Filter] = MappingProxyType(
    {
        **PLAIN_FILTERS,
        "map": mapped,
        "大寫金額": upper_amount,
        "大写金额": upper_amount_simplified,
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
        "预设": default,
        "默認": default,
        "默认": default,
        "default": default,
        "d": default,
        "頓號": listed,
        "顿号": listed,
        "listed": listed,
    }
)
"""Name in a template → function. A new filter is one function and its line here."""
