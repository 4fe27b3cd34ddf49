"""Workbooks for people, from a ``ListOrder``: a form prefilled, or a plain list to read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from toolkit.forms.form import Form
from toolkit.forms.lists import Lists
from toolkit.forms.table import letter
from toolkit.messages import names_forms as words
from toolkit.messages.script import simplified
from toolkit.outcome import ListOrder
from toolkit.sheets.build import look
from toolkit.sheets.build.blank import filled_sheets, filled_workbook
from toolkit.sheets.build.layout import column_width, height_for
from toolkit.sheets.build.look import Style
from toolkit.sheets.build.script import simplified_but
from toolkit.sheets.build.spec import ColumnSpec, Line, Plain, PrintSetup, SheetSpec, SpecCell
from toolkit.sheets.patch.issued import issued_sheet, line_texts
from toolkit.sheets.patch.new import write_workbook

_HEAD_ROW = 3
_LONGEST_NAME = 31
_MOST_WIDTH = 42.0


def list_workbook(
    order: ListOrder,
    forms: Sequence[Form],
    lists: Lists,
    language: str,
    say: Callable[[str], str] | None = None,
) -> bytes:
    """Return the workbook that ``order`` asks for: its form filled in (droppable back), or a plain list.

    ``say`` says texts of ours in English.
    """
    order = _spoken(order, lists, say) if say else order
    if language == "zh-Hans":
        order = replace(order, title=_simplified_title(order))
    form = next((each for each in forms if each.name == order.form), None)
    if form is not None and order.unlocked:
        return _to_confirm(order, form, lists, language)
    if form is not None:
        return filled_workbook(form, lists, language, order)
    said = _simplified(order, lists) if language == "zh-Hans" else order
    return write_workbook([listing_sheet(said.title or said.name, said.headings, said.rows, language)])


def _spoken(order: ListOrder, lists: Lists, say: Callable[[str], str]) -> ListOrder:
    """An order as an English office reads it: title, headings, values of lists; a form's rows stay as stored."""
    title = say(order.title) if order.title else order.title
    if order.form:
        return replace(order, title=title)
    ours = {value for one in lists.values() for value in one.values}
    rows = tuple(
        {say(name): say(value) if isinstance(value, str) and value in ours else value for name, value in row.items()}
        for row in order.rows
    )
    return replace(order, title=title, headings=tuple(map(say, order.headings)), rows=rows)


def _simplified(order: ListOrder, lists: Lists) -> ListOrder:
    """A plain list in Simplified: headings and values of lists."""
    ours = {value for one in lists.values() for value in one.values}
    rows = tuple(
        {
            simplified(name): simplified(value) if isinstance(value, str) and value in ours else value
            for name, value in row.items()
        }
        for row in order.rows
    )
    return replace(order, headings=tuple(map(simplified, order.headings)), rows=rows)


def _simplified_title(order: ListOrder) -> str:
    """An order's title in Simplified; whom it names stays as typed: the file is named after them."""
    if not order.title and order.form:
        return ""
    _, *typed = order.name.split() or [""]
    return simplified_but(order.title or order.name, typed)


def _to_confirm(order: ListOrder, form: Form, lists: Lists, language: str) -> bytes:
    """The form filled in, with the memory of what was sent: a row that comes back as it went confirms nothing."""
    sheets = filled_sheets(form, lists, language, order)
    sent = [(sheets[0].name, line_texts(line)) for line in sheets[0].rows[-len(order.rows) :]] if order.rows else []
    return write_workbook([*sheets, issued_sheet(sent)])


def listing_sheet(
    title: str,
    headings: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    language: str,
    name: str = "",
) -> SheetSpec:
    """Lay out a list to read: title, number of rows, headings, one row a mapping by heading."""
    headings = headings or tuple(dict.fromkeys(key for row in rows for key in row))
    values = [[_plain(row.get(heading)) for heading in headings] for row in rows]
    columns = tuple(_column(heading, [row[i] for row in values]) for i, heading in enumerate(headings))
    widths = [column.width for column in columns]
    body = [Line(row, height_for([_shown(value) for value in row], widths)) for row in values]
    last = letter(max(len(headings), 1))
    return SheetSpec(
        name=_sheet_name(name or title),
        rows=[
            Line([SpecCell(title, look.TITLE)], 28),
            Line([SpecCell(words.LIST_COUNT.say(language, count=len(rows)), look.MUTED_TEXT)], 18),
            Line([SpecCell(each, look.HEAD) for each in headings], 24),
            *body,
        ],
        columns=columns,
        language=language,
        freeze=f"A{_HEAD_ROW + 1}",
        filter_area=f"A{_HEAD_ROW}:{last}{_HEAD_ROW + len(rows)}",
        printing=PrintSetup(repeat=(_HEAD_ROW, _HEAD_ROW)),
        gridlines=False,
    )


def _sheet_name(text: str) -> str:
    return "".join("_" if each in r"[]:*?/\'" else each for each in text)[:_LONGEST_NAME]


def _plain(value: Any) -> Plain:
    if isinstance(value, (list, tuple, set, frozenset)):
        return "、".join(str(each) for each in value)
    return value if value is None or isinstance(value, (str, int, float, Decimal, date)) else str(value)


def _column(heading: str, values: Sequence[Plain]) -> ColumnSpec:
    width = column_width([heading, *(_shown(value) for value in values[:300])], least=9, most=_MOST_WIDTH)
    return ColumnSpec(width, _style([value for value in values if value is not None]))


def _style(values: Sequence[Plain]) -> Style:
    """Return the style that fits all values of a column: dates, whole numbers, amounts, else text."""
    if values and all(isinstance(value, datetime) for value in values):
        return look.BODY_MOMENT
    if values and all(isinstance(value, date) for value in values):
        return look.BODY_DAY
    numbers = [value for value in values if isinstance(value, (int, float, Decimal))]
    if not values or len(numbers) < len(values):
        return look.BODY
    return look.BODY_WHOLE if all(value == int(value) for value in numbers) else look.BODY_MONEY


def _shown(value: Plain) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return f"{value:,.2f}"
    return "" if value is None else str(value)
