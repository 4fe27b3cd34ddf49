"""Readers for lists of strangers: what cannot be read costs its cell, never its row."""

import re
from dataclasses import replace
from decimal import Decimal

from toolkit.forms import read
from toolkit.forms.column import Column, Convention, Reading
from toolkit.forms.table import Cell
from toolkit.messages import codes_review, codes_values

_CODES = "CNY|RMB|HKD|TWD|NTD|MOP|USD|EUR|GBP|JPY|SGD|AUD|CAD|CHF|INR|KRW|THB|MYR|PHP|VND"
_HUNDRED = 100
_CURRENCY = re.compile(rf"\b(?:{_CODES})\b|(?:NT|HK|US|MOP)?\$|[€£¥￥]", re.IGNORECASE)
_TWO_WAYS = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}(?:[ T].*)?")


def day_of_column(cell: Cell, column: Column, convention: Convention) -> Reading:
    """Read a day; one that is written with the year last stays as it is written (a ``str``).

    Whether a stranger's list puts day or month first, its columns decide as a whole (``follow_deals``).
    """
    reading, written = read.day(cell, column, convention), str(cell.value).strip()
    known = reading.value is not None or reading.code is codes_values.DAY_AMBIGUOUS
    return Reading(written) if known and _TWO_WAYS.fullmatch(written) else _leniently(reading)


def worth(cell: Cell, column: Column, convention: Convention) -> Reading:
    """Read an amount in whatever currency its list is kept in: a currency's sign or code beside it is left out."""
    value = cell.value
    if not isinstance(value, str):
        return points(cell, column, convention)
    plain = _CURRENCY.sub("", value).strip()
    return points(replace(cell, value=plain or value), column, convention)


def reference(cell: Cell, column: Column, convention: Convention) -> Reading:
    """Read the number or code of a deal, as it is kept elsewhere."""
    return _leniently(read.identifier(cell, column, convention))


def points(cell: Cell, column: Column, convention: Convention) -> Reading:
    """Read a score; one that is no number is named, and its deal counts without."""
    return _leniently(read.amount(cell, column, convention))


def score_of_hundred(cell: Cell, column: Column, convention: Convention) -> Reading:
    """Read a score of 0 to 100; one outside is named at its cell, and its deal counts without."""
    reading = points(cell, column, convention)
    outside = isinstance(reading.value, Decimal) and not 0 <= reading.value <= _HUNDRED
    return Reading(None, codes_review.DEAL_SCORE_RANGE) if outside else reading


def _leniently(reading: Reading) -> Reading:
    """A finding that would keep the row out, as one that only leaves the cell out: the outcome still counts."""
    blocks = reading.code is not None and reading.code.severity.blocks
    return Reading(None, codes_review.DEAL_CELL_UNREAD) if blocks else reading
