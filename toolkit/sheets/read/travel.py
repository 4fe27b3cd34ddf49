"""A sheet's rows on their way out of the child that read them: by column, what repeats itself once.

A long list is read in half a second; taking its 400,000 cells through a pipe one by one took as long again.
"""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from types import NoneType
from typing import Any

from toolkit.forms.table import Sheet, Value, Workbook

_END = "\0"
"""Stands between the texts of a column; Excel keeps no such sign."""
_FEW = 256
_CODED = {str, date, datetime, NoneType}
"""Kinds of values of which equal ones are the same (``1.0 == True`` is not)."""
_Column = tuple[str, Any, bytes]
"""How it is packed (``coded floats texts cells``), the values, and for ``coded`` which one each cell holds."""


def for_travel(workbook: Workbook) -> Workbook:
    """The same workbook, whose rows pickle by column; rows of a length arrive as tuples."""
    return replace(workbook, sheets=tuple(map(_packing, workbook.sheets)))


def _packing(sheet: Sheet) -> Sheet:
    widths = set(map(len, sheet.rows))
    return replace(sheet, rows=_Rows(sheet.rows)) if len(widths) == 1 and widths != {0} else sheet


class _Rows(list[Sequence[Value]]):
    """Rows of one length that know how to travel."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpacked, ([_packed(column) for column in zip(*self, strict=True)],)


def _packed(column: Sequence[Value]) -> _Column:
    kinds = set(map(type, column))
    if kinds == {float}:
        return "floats", array("d", column), b""
    if kinds <= _CODED:
        distinct = {value: place for place, value in enumerate(dict.fromkeys(column))}
        if len(distinct) <= _FEW:
            return "coded", tuple(distinct), bytes(map(distinct.__getitem__, column))
    if kinds == {str}:
        texts = _END.join(column)  # type: ignore[arg-type]
        if texts.count(_END) == len(column) - 1:
            return "texts", texts, b""
    return "cells", column, b""


def _unpacked(columns: Sequence[_Column]) -> list[tuple[Value, ...]]:
    return list(zip(*map(_cells, columns), strict=True))


def _cells(column: _Column) -> Sequence[Value]:
    kind, values, codes = column
    if kind == "coded":
        return list(map(values.__getitem__, codes))
    if kind == "texts":
        return str(values).split(_END)
    return values.tolist() if kind == "floats" else values  # type: ignore[no-any-return]
