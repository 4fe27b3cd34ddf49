"""Outcomes of deals from somebody's sheet: which column says what is given, what cannot be read is named.

Signed or not is read from plain words only; a date's order (day or month first) is decided by the column as a whole,
and where no value decides it, none of the ambiguous ones is read.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from toolkit.figures.backtest import Case
from toolkit.messages.script import fold

_YES = "1 是 yes y true 成交 已成交 簽約 已簽約 won signed converted 履約 維護"
_NO = "0 否 no n false 流失 未成交 lost unsigned 未簽約 無意向"
YES = frozenset(fold(word) for word in _YES.split())
NO = frozenset(fold(word) for word in _NO.split())
_PARTED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[ T].*)?")
_ISO = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[ T].*)?")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which heading says what; "" where none does. ``group`` stands in for the grade."""

    outcome: str
    score: str = ""
    group: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A value that cannot be read: its row (as the sheet counts), its heading, what stands there, and why."""

    row: int
    heading: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The cases that could be read, and what could not; a row with a damaged outcome or score is no case."""

    cases: tuple[Case, ...]
    damaged: tuple[Damaged, ...]


def read_outcomes(rows: Iterable[Mapping[str, Any]], columns: Columns, first_row: int = 2) -> Outcomes:
    """Read rows (heading → value) by ``columns``; the first of them is the sheet's ``first_row``."""
    found = list(rows)
    order = day_order([row.get(columns.day) for row in found]) if columns.day else ""
    cases, damaged = [], list[Damaged]()
    for number, row in enumerate(found, first_row):
        wrong = list(_wrong(row, columns, order, number))
        damaged += wrong
        if not any(one.heading in (columns.outcome, columns.score) for one in wrong):
            cases.append(_case(row, columns, order))
    return Outcomes(tuple(cases), tuple(damaged))


def _case(row: Mapping[str, Any], columns: Columns, order: str) -> Case:
    score = number(row.get(columns.score)) if columns.score else None
    return Case(
        signed=bool(outcome(row.get(columns.outcome))),
        score=score if score is not None else 0.0,
        grade=_text(row.get(columns.group)) if columns.group else "",
        on=day(row.get(columns.day), order) if columns.day else None,
    )


def _wrong(row: Mapping[str, Any], columns: Columns, order: str, at: int) -> Iterable[Damaged]:
    checks: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
        (columns.outcome, lambda value: outcome(value) is not None, "看不出是否簽約"),
        (columns.score, lambda value: number(value) is not None, "不是數字"),
        (columns.day, lambda value: not _text(value) or day(value, order) is not None, "日期讀不出，或日月先後不明"),
    )
    for heading, good, reason in checks:
        if heading and not good(row.get(heading)):
            yield Damaged(at, heading, _text(row.get(heading)), reason)


def outcome(value: Any) -> bool | None:
    """Whether a deal was signed; None where the value does not say so plainly."""
    if isinstance(value, bool):
        return value
    text = fold(_text(value))
    return True if text in YES else False if text in NO else None


def number(value: Any) -> float | None:
    """A score as a number; None where it is none."""
    try:
        read = float(_text(value).replace(",", ""))
    except ValueError:
        return None
    return read if abs(read) < float("inf") else None


def day_order(values: Sequence[Any]) -> str:
    """``dmy`` or ``mdy``, as some value of the column decides; "" where none does or they contradict."""
    parted = [(int(found[1]), int(found[2])) for value in values if (found := _PARTED.fullmatch(_text(value)))]
    first = any(12 < one <= 31 and other <= 12 for one, other in parted)
    second = any(12 < other <= 31 and one <= 12 for one, other in parted)
    return "" if first == second else "dmy" if first else "mdy"


def day(value: Any, order: str) -> date | None:
    """A day: real dates, year-first texts, others in the column's ``order``; without one only what is plain (25/12)."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    text = _text(value)
    if found := _ISO.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    found = _PARTED.fullmatch(text)
    if found is None:
        return None
    one, two, year = (int(part) for part in found.groups())
    if one == two or order == "dmy" or (not order and two <= 12 < one):
        return _date(year, two, one)
    return _date(year, one, two) if order == "mdy" or (not order and one <= 12 < two) else None


def _date(year: int, month: int, dom: int) -> date | None:
    try:
        return date(year, month, dom)
    except ValueError:
        return None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
