"""A sender's cells in a new workbook, where the old one cannot be patched: text as text, nothing lost."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from toolkit.forms.table import Sheet, Value, Workbook
from toolkit.sheets.build.layout import column_width
from toolkit.sheets.build.look import DAY, MOMENT, Style
from toolkit.sheets.build.spec import ColumnSpec, Content, SheetSpec, SpecCell, Visibility

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_LOOKED_AT = 300
"""So many rows decide how wide a column becomes."""

_SENT = Style()
_CLOCK = "hh:mm:ss"


@dataclass(frozen=True, slots=True)
class FreshSheets:
    """The sender's sheets as specs, and the name each got (a csv or ods name may not fit Excel)."""

    specs: tuple[SheetSpec, ...]
    names: Mapping[str, str]


def fresh_sheets(source: Workbook, language: str) -> FreshSheets:
    """Describe every sheet of ``source`` anew; what looks like a formula is text."""
    names: dict[str, str] = {}
    for sheet in source.sheets:
        names[sheet.name] = _fitting(sheet.name, {name.lower() for name in names.values()})
    specs = [_spec(sheet, names[sheet.name], language) for sheet in source.sheets]
    return FreshSheets(tuple(sorted(specs, key=lambda spec: spec.visibility is not Visibility.VISIBLE)), names)


def _fitting(name: str, used: set[str]) -> str:
    base = _FORBIDDEN.sub("_", name).strip().strip("'")[:_LONGEST_NAME] or "Sheet"
    fitting, number = base, 1
    while fitting.lower() in used:
        number += 1
        ending = f" ({number})"
        fitting = base[: _LONGEST_NAME - len(ending)] + ending
    return fitting


def _spec(sheet: Sheet, name: str, language: str) -> SheetSpec:
    formats = _Formats()
    rows = [
        [_content(sheet, row, column, value, formats) for column, value in enumerate(values, 1)]
        for row, values in enumerate(sheet.rows, 1)
    ]
    return SheetSpec(
        name=name,
        rows=rows,
        columns=_columns(sheet),
        language=language,
        merges=sheet.merged,
        visibility=Visibility.VISIBLE if sheet.visible else Visibility.HIDDEN,
        notes=dict(sheet.comments),
    )


class _Formats:
    """One style per number format met in a sheet."""

    def __init__(self) -> None:
        self._styles: dict[str, Style] = {}

    def style(self, code: str) -> Style:
        """The style of cells with this number format."""
        return self._styles.setdefault(code, Style(format=code))


def _content(sheet: Sheet, row: int, column: int, value: Value, formats: _Formats) -> Content:
    if value is None or value == "":
        error = sheet.errors.get((row, column), "")
        return error or None
    code = sheet.formats.get((row, column), "")
    if isinstance(value, (time, timedelta)):
        return SpecCell(_days(value), formats.style(code or _CLOCK))
    if isinstance(value, date) and not code:
        code = MOMENT if isinstance(value, datetime) else DAY
    return SpecCell(value, formats.style(code)) if code else value


def _days(value: time | timedelta) -> float:
    if isinstance(value, timedelta):
        return value.total_seconds() / 86_400
    return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400


def _columns(sheet: Sheet) -> tuple[ColumnSpec, ...]:
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for values in islice(sheet.rows, _LOOKED_AT):
        for column, value in enumerate(values):
            texts[column].append(_shown(value))
    count = max(texts, default=-1) + 1
    return tuple(ColumnSpec(column_width(texts[column], most=36), _SENT) for column in range(count))


def _shown(value: Value) -> str:
    if isinstance(value, datetime):
        return "2026-01-01 00:00"
    if isinstance(value, date):
        return "2026-01-01"
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
