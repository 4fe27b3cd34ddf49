"""Readers of list values (``manual/lists.yaml``): one of a list, several of a list, a score of 1 to 5."""

import re
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta

from toolkit.forms.column import Column, Convention, Reading
from toolkit.forms.dispatch import EMPTY, as_typed, broken, clean, found, is_dash, noted
from toolkit.forms.lists import ValueList
from toolkit.forms.table import Cell
from toolkit.messages import codes_values as codes
from toolkit.messages.script import fold

_BREAK = re.compile(r"[、,，;；/／|｜\n]+")
_STRONG_BREAK = re.compile(r"[、,，;；|｜\n]+")
_WEAK_BREAK = re.compile(r"[/／\s+＋&和與与及]+")
_SHOWN_OPTIONS = 14
_SCORES = {
    "非常满意": 5,
    "很满意": 5,
    "十分满意": 5,
    "满意": 4,
    "比较满意": 4,
    "较满意": 4,
    "一般": 3,
    "基本满意": 3,
    "尚可": 3,
    "不满意": 2,
    "不太满意": 2,
    "较不满意": 2,
    "非常不满意": 1,
    "很不满意": 1,
    "very satisfied": 5,
    "satisfied": 4,
    "neutral": 3,
    "dissatisfied": 2,
    "very dissatisfied": 1,
}
_CHINESE_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_SCORE = re.compile(r"([1-5一二两三四五])(?:\.0+)?\s*(?:分|星|/5|points?)?")


def choice(cell: Cell, column: Column, convention: Convention) -> Reading:
    """Read one value of the list ``column.options`` as ``str``, in either script or by an alias.

    An alias is noted (包干 → 包乾制); a word that is in the list in the other script is the same word. An
    unknown word is an error that names the list and suggests the nearest value; it is never replaced.
    """
    plain = _plain(cell)
    if isinstance(plain, Reading):
        return plain
    options = convention.lists.get(column.options)
    return Reading(plain) if options is None else _one(plain, options)


def choices(cell: Cell, column: Column, convention: Convention) -> Reading:
    """Read several values of a list as ``tuple[str, ...]``, in the order typed and each once.

    They may be separated by 、 , ; / | or line breaks; a value that itself holds such a sign is tried first.
    """
    plain = _plain(cell)
    if isinstance(plain, Reading):
        return plain
    options = convention.lists.get(column.options)
    if options is None:
        return Reading(tuple(dict.fromkeys(part.strip() for part in _BREAK.split(plain) if part.strip())))
    return _several(plain, options)


def score(cell: Cell, _column: Column, _convention: Convention) -> Reading:
    """Read a score of 1 to 5 as ``int``: 4, 4分, ★★★★, 滿意 (5 非常滿意 … 1 非常不滿意, noted)."""
    plain = _plain(cell)
    if isinstance(plain, Reading):
        return plain
    folded = fold(plain)
    if folded in _SCORES:
        return noted(_SCORES[folded], _SCORES[folded])
    if set(plain) <= {"★", "☆"} and 1 <= plain.count("★") <= 5:
        return noted(plain.count("★"), plain.count("★"))
    return _figure(plain, _SCORE.fullmatch(folded))


def _figure(plain: str, match: re.Match[str] | None) -> Reading:
    if match is None:
        return found(codes.SCORE_RANGE)
    points = _CHINESE_DIGITS.get(match[1]) or int(match[1])
    return Reading(points) if plain == str(points) else noted(points, points)


def _plain(cell: Cell) -> str | Reading:
    """The cell's words; or the reading itself where there are none."""
    if cell.error or cell.uncalculated:
        return broken(cell) or EMPTY
    value: str | float | date | time | timedelta | None = cell.value
    return clean(as_typed(value)) or EMPTY


def _one(plain: str, options: ValueList) -> Reading:
    value = options.find(plain)
    if value is not None:
        return Reading(value) if fold(value) == fold(plain) else noted(value, value)
    if is_dash(plain):
        return Reading(None, codes.READ_EMPTY)
    if _names_several(plain, options.find):
        return found(codes.CHOICE_SEVERAL)
    return _unknown(plain, options)


def _names_several(plain: str, find: Callable[[str], str | None]) -> bool:
    parts = [part for part in _BREAK.split(plain) if part.strip()]
    return len(parts) > 1 and all(find(part) is not None for part in parts)


def _unknown(plain: str, options: ValueList) -> Reading:
    nearest = options.nearest(plain)
    english = {entry.value: entry.en or entry.value for entry in options.entries}
    return found(
        codes.CHOICE_UNKNOWN,
        nearest,
        options=_shown(options.values, "、"),
        options_en=_shown(tuple(english.values()), ", "),
        suggestion_en=english.get(nearest, ""),
    )


def _shown(values: tuple[str, ...], between: str) -> str:
    return between.join(values[:_SHOWN_OPTIONS]) + ("…" if len(values) > _SHOWN_OPTIONS else "")


def _several(plain: str, options: ValueList) -> Reading:
    whole = options.find(plain)
    if whole is not None:
        return Reading((whole,)) if fold(whole) == fold(plain) else noted((whole,), whole)
    if is_dash(plain):
        return Reading(None, codes.READ_EMPTY)
    values: dict[str, None] = {}
    exact = True
    for part in _parts(plain, options):
        value = options.find(part)
        if value is None:
            return _unknown_part(part, options)
        exact = exact and fold(value) == fold(part)
        values[value] = None
    return _taken(tuple(values), exact=exact)


def _parts(plain: str, options: ValueList) -> Iterator[str]:
    """Cut at 、 , ; and line breaks; further at / and blanks only where every piece is in the list."""
    for part in (part.strip() for part in _STRONG_BREAK.split(plain)):
        pieces = [piece for piece in _WEAK_BREAK.split(part) if piece]
        if options.find(part) is None and all(options.find(piece) is not None for piece in pieces):
            yield from pieces
        elif part:
            yield part


def _taken(values: tuple[str, ...], *, exact: bool) -> Reading:
    if not values:
        return EMPTY
    return Reading(values) if exact else noted(values, "、".join(values))


def _unknown_part(part: str, options: ValueList) -> Reading:
    unknown = _unknown(part, options)
    return found(codes.CHOICE_PART, unknown.suggestion, part=part, **unknown.data)
