"""Rows of a ``SheetSpec`` as XML: text always as text, values stored so that Excel shows what was meant."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from xml.sax.saxutils import escape

from toolkit.forms.table import letter
from toolkit.sheets.build.look import DAY, MOMENT, PLAIN, Style
from toolkit.sheets.build.spec import Content, Jump, Line, Plain, SpecCell, Table
from toolkit.sheets.patch.table_xml import TableWriter

_MOST_TEXT = 32_767
_FORMULA_LIKE = frozenset("=+-@\t\r")
_CAREFUL = re.compile(r"[&<>]|_x|^[=+\-@ ]| $|^$|^.{32767}.", re.DOTALL)
"""What makes a printable text need a second look: markup, escapes, formula-like beginnings, length."""

_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_EPOCH = date(1899, 12, 30)
_DAYS_TO_1904 = 1462

Link = Callable[[str, Jump | str], None]
"""(address of the cell, where its link leads): called for each linked cell, in order."""


def text_xml(text: str) -> str:
    """Return text fit for an element: escaped, without characters that XML forbids, cut to Excel's limit."""
    text = text[:_MOST_TEXT]
    if not text.isprintable():
        text = "".join(each for each in text if each.isprintable() or each in "\n\t" or each == "\u3000")
    if "_x" in text:
        text = _ESCAPED.sub("_x005F_", text)
    return escape(text)


def serial(day: date, *, epoch_1904: bool = False) -> float:
    """Return Excel's number for a date or a moment (a zone is dropped)."""
    days = (date(day.year, day.month, day.day) - _EPOCH).days - (_DAYS_TO_1904 if epoch_1904 else 0)
    if not isinstance(day, datetime):
        return days
    clock: time = day.time()
    return days + (clock.hour * 3600 + clock.minute * 60 + clock.second) / 86_400


class RowWriter:
    """Writes rows one after the other; ``number`` gives the index of a style."""

    def __init__(
        self, width: int, columns: Sequence[Style], number: Callable[[Style], int], *, epoch_1904: bool
    ) -> None:
        """``columns`` are the styles of bare values; columns beyond them are plain."""
        self._number = number
        self._epoch_1904 = epoch_1904
        self._letters = [letter(i) for i in range(1, max(width, 1) + 1)]
        self._starts = [f'<c r="{each}' for each in self._letters]
        self._styles = [*columns, *([PLAIN] * (len(self._letters) - len(columns)))]
        numbers = [number(style) for style in self._styles]
        self._texts = [f'" s="{each}" t="inlineStr"><is><t>' for each in numbers]
        self._values = [f'" s="{each}"><v>' for each in numbers]

    def row(self, number: int, row: Line | Sequence[Content], link: Link) -> str:
        """Return the row element, or ``""`` where there is nothing to say about the row."""
        line = row if isinstance(row, Line) else None
        attributes = _row_attributes(line) if line else ""
        cells = "".join(self._cells(number, line.cells if line else row, link))  # type: ignore[arg-type]
        return f'<row r="{number}"{attributes}>{cells}</row>' if cells or attributes else ""

    def table(self, table: Table, link: Link) -> Iterator[str]:
        """Return the row elements of a whole table."""
        return TableWriter(self._styles, self._number, self._written).rows(table, link)

    def _cells(self, number: int, contents: Sequence[Content], link: Link) -> list[str]:
        """Write one row's cells; bare texts and numbers, by far the most, take the short way."""
        letters, texts, values = self._starts, self._texts, self._values
        cells: list[str] = []
        for place, content in enumerate(contents):
            if content is None:
                continue
            kind = type(content)
            if kind is str:
                if _CAREFUL.search(content) is None and content.isprintable():  # type: ignore[union-attr, arg-type]
                    cells.append(f"{letters[place]}{number}{texts[place]}{content}</t></is></c>")
                    continue
            elif kind is int or (kind is float and content - content == 0):  # type: ignore[operator]
                cells.append(f"{letters[place]}{number}{values[place]}{content!r}</v></c>")
                continue
            cells.append(self._cell(f"{self._letters[place]}{number}", place, content, link))
        return cells

    def _cell(self, at: str, place: int, content: Content, link: Link) -> str:
        style = self._styles[place]
        if not isinstance(content, SpecCell):
            return self._written(at, content, style, "")
        if content.link is not None:
            link(at, content.link)
        return self._written(at, content.value, content.style or style, content.formula)

    def _written(self, at: str, value: Plain, style: Style, formula: str) -> str:
        if isinstance(value, str) and not formula:
            if _CAREFUL.search(value) is None and value.isprintable():
                return f'<c r="{at}" s="{self._number(style)}" t="inlineStr"><is><t>{value}</t></is></c>'
            if value[:1] in _FORMULA_LIKE and value:
                style = replace(style, quoted=True)
            text = text_xml(value)
            space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
            number = self._number(style)
            return f'<c r="{at}" s="{number}" t="inlineStr"><is><t{space}>{text}</t></is></c>'
        if isinstance(value, date) and not style.format:
            style = replace(style, format=MOMENT if isinstance(value, datetime) else DAY)
        kind, stored = self._stored(value)
        number = self._number(style)
        inner = f"<f>{escape(formula)}</f>" if formula else ""
        inner += f"<v>{stored}</v>" if stored else ""
        return f'<c r="{at}" s="{number}"{kind}>{inner}</c>' if inner else f'<c r="{at}" s="{number}"/>'

    def _stored(self, value: Plain) -> tuple[str, str]:
        if value is None:
            return "", ""
        if isinstance(value, bool):
            return ' t="b"', "1" if value else "0"
        if isinstance(value, date):
            return "", f"{serial(value, epoch_1904=self._epoch_1904):.15g}"
        if isinstance(value, str):
            return ' t="str"', text_xml(value)
        if not isfinite(value):
            return ' t="str"', str(value)
        return "", format(value, "f") if isinstance(value, Decimal) else repr(value)


def _row_attributes(line: Line) -> str:
    height = f' ht="{line.height:g}" customHeight="1"' if line.height else ""
    level = f' outlineLevel="{line.level}"' if line.level else ""
    return height + level + (' hidden="1"' if line.hidden else "")
