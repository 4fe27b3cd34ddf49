"""A ``Table`` of a ``SheetSpec`` as XML, column by column: what holds for a column is found out once for it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import isfinite
from typing import Protocol
from xml.sax.saxutils import escape

from toolkit.forms.table import letter
from toolkit.sheets.build.look import Style
from toolkit.sheets.build.spec import ROW, Jump, Plain, Table, TableColumn

_MOST_TEXT = 32_767
_WILD = ("&", "<", ">", "_x", "\n=", "\n+", "\n-", "\n@", "\n ", " \n")
"""What makes a text of a column need a second look; lengths and unprintable signs are seen elsewhere."""

Link = Callable[[str, Jump | str], None]


class CellWriter(Protocol):
    """Writes one cell with all care: where it stands, its value, style and formula → the element."""

    def __call__(self, at: str, value: Plain, style: Style, formula: str) -> str:
        """Return the element."""
        ...


@dataclass(frozen=True, slots=True)
class TableWriter:
    """Writes tables: ``styles`` are the sheet's columns', ``number`` gives the index of a style."""

    styles: Sequence[Style]
    number: Callable[[Style], int]
    careful: CellWriter

    def rows(self, table: Table, link: Link) -> Iterator[str]:
        """The row elements; ``link`` is called for each linked cell, column by column."""
        numbers = [str(row) for row in range(table.first, table.first + len(table))]
        columns = [self._column(place, column, numbers) for place, column in enumerate(table.columns)]
        for place, column in enumerate(table.columns, 1):
            for number, jump in zip(numbers, column.links, strict=False):
                if jump is not None:
                    link(f"{letter(place)}{number}", jump)
        starts = {height: f' ht="{height:g}" customHeight="1">' for height in set(table.heights)}
        opened = [f'<row r="{number}{starts[height]}' for number, height in _quoted(numbers, table.heights)]
        return map("".join, zip(opened, *columns, repeat("</row>"), strict=False))

    def _column(self, place: int, column: TableColumn, numbers: Sequence[str]) -> list[str]:
        """The cells of one column; the short ways are for columns without a cell that needs care."""
        if not _is_plain(column.values):
            return self._with_care(place, column, numbers)
        if any(column.formulas):
            return self._live(place, column, numbers)
        start = f'<c r="{letter(place + 1)}'
        base = column.style or self.styles[place]
        if not any(column.styles):
            return _uniform(start, self.number(base), column.values, numbers)
        kinds = {key: self.number(style or base) for key, style in _distinct(column.styles).items()}
        texts = {key: f'" s="{number}" t="inlineStr"><is><t>' for key, number in kinds.items()}
        values = {key: f'" s="{number}"><v>' for key, number in kinds.items()}
        return [
            f"{start}{at}{texts[id(style)]}{value}</t></is></c>"
            if type(value) is str
            else f"{start}{at}{values[id(style)]}{value!r}</v></c>"
            for at, value, style in zip(numbers, column.values, column.styles, strict=True)
        ]

    def _live(self, place: int, column: TableColumn, numbers: Sequence[str]) -> list[str]:
        start, base = f'<c r="{letter(place + 1)}', column.style or self.styles[place]
        styles = column.styles or [base] * len(numbers)
        kinds = {key: f'" s="{self.number(style or base)}"' for key, style in _distinct(styles).items()}
        written = {formula: f"<f>{escape(formula)}</f>" if formula else "" for formula in set(column.formulas)}
        cells = []
        for at, value, style, formula in zip(numbers, column.values, styles, column.formulas, strict=True):
            live = written[formula].replace(ROW, at)
            if type(value) is not str:
                cells.append(f"{start}{at}{kinds[id(style)]}>{live}<v>{value!r}</v></c>")
            elif live:
                stored = f"<v>{value}</v>" if value else ""
                cells.append(f'{start}{at}{kinds[id(style)]} t="str">{live}{stored}</c>')
            else:
                cells.append(f'{start}{at}{kinds[id(style)]} t="inlineStr"><is><t>{value}</t></is></c>')
        return cells

    def _with_care(self, place: int, column: TableColumn, numbers: Sequence[str]) -> list[str]:
        base = column.style or self.styles[place]
        own = [style or column.style for style in column.styles] or repeat(column.style)
        links = column.links or repeat(None)
        cells = zip(numbers, column.values, own, column.formulas or repeat(""), links, strict=False)
        return [
            ""
            if value is None and style is None and not formula and jump is None
            else self.careful(f"{letter(place + 1)}{at}", value, style or base, formula.replace(ROW, at))
            for at, value, style, formula, jump in cells
        ]


def _distinct(styles: Sequence[Style | None]) -> dict[int, Style | None]:
    """The few styles of a column by their identity, by which its cells find them quickest."""
    return dict(zip(map(id, styles), styles, strict=True))


def _uniform(start: str, style: int, values: Sequence[Plain], numbers: Sequence[str]) -> list[str]:
    """The cells of a column of one style."""
    text, number = f'" s="{style}" t="inlineStr"><is><t>', f'" s="{style}"><v>'
    return [
        f"{start}{at}{text}{value}</t></is></c>" if type(value) is str else f"{start}{at}{number}{value!r}</v></c>"
        for at, value in zip(numbers, values, strict=True)
    ]


def _is_plain(values: Sequence[Plain]) -> bool:
    """Whether a column holds but finite numbers and texts that can stand in an element as they are."""
    kinds = set(map(type, values))
    if not values or not kinds <= {str, int, float}:
        return False
    texts = {value for value in values if type(value) is str} if str in kinds else set()
    numbers = [value for value in values if type(value) is not str] if kinds & {int, float} else []
    return _tame(texts) and all(map(isfinite, numbers))  # type: ignore[arg-type]


def _quoted(numbers: Sequence[str], heights: Sequence[float]) -> Iterator[tuple[str, float]]:
    return ((f'{number}"', height) for number, height in zip(numbers, heights, strict=True))


def _tame(texts: Collection[str]) -> bool:
    """Whether every text can stand in an element as it is."""
    lines = "\n".join(["", *texts, ""])
    return (
        "".join(texts).isprintable()
        and not any(sign in lines for sign in _WILD)
        and max(map(len, texts), default=0) < _MOST_TEXT
    )
