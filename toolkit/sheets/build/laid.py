"""A ``SheetSpec`` on a page of XlsxWriter: the same sheet in a workbook that is made anew, beside native charts."""

from functools import cache
from typing import Any

from toolkit.sheets.build import look
from toolkit.sheets.build.look import Style
from toolkit.sheets.build.spec import Bars, Line, Rule, SheetSpec, SpecCell, Validation, pages_across

_DOWN = {"center": "vcenter", "top": "top", "bottom": "bottom"}
_TOOLTIP = 255
_TITLE = 32


def lay(book: Any, spec: SheetSpec, name: str) -> Any:
    """Add ``spec`` as the sheet ``name``: values, formulas with their results, styles, widths, filter, print set-up."""
    page = book.add_worksheet(name)
    style = cache(lambda one: book.add_format(_format(one, spec.language)))
    for at, column in enumerate(spec.columns):
        below = style(column.style) if column.throughout else None
        page.set_column(at, at, column.width, below, {"hidden": column.hidden})
    for number, line in enumerate(spec.rows):
        cells = line.cells if isinstance(line, Line) else line
        if isinstance(line, Line) and line.height:
            page.set_row(number, line.height)
        for at, cell in enumerate(cells):
            one = cell if isinstance(cell, SpecCell) else SpecCell(cell)
            usual = spec.columns[at].style if at < len(spec.columns) else look.BODY
            _write(page, number, at, one, style(one.style or usual))
    _finish(page, spec)
    return page


def _write(page: Any, row: int, column: int, cell: SpecCell, style: Any) -> None:
    value = cell.value
    if cell.formula:
        page.write_formula(row, column, f"={cell.formula}", style, "" if value is None else value)
    elif isinstance(cell.link, str) and cell.link:
        page.write_url(row, column, f"external:{cell.link}", style, str(value), str(value)[:_TOOLTIP])
    elif value is None or value == "":
        page.write_blank(row, column, None, style)
    elif isinstance(value, str):
        page.write_string(row, column, value, style)
    else:
        page.write(row, column, value, style)


def _finish(page: Any, spec: SheetSpec) -> None:
    if spec.freeze:
        page.freeze_panes(spec.freeze)
    if spec.filter_area:
        page.autofilter(spec.filter_area)
    for each in spec.validations:
        page.data_validation(each.area, _asked(each))
    for one in spec.highlights:
        if isinstance(one, Bars):
            limits = {"min_type": "num", "max_type": "num", "min_value": one.low, "max_value": one.high}
            page.conditional_format(one.area, {"type": "data_bar", "bar_color": f"#{one.colour}", **limits})
    if not spec.gridlines:
        page.hide_gridlines(2)
    if spec.tab_colour:
        page.set_tab_color(f"#{spec.tab_colour}")
    if spec.printing:
        _print(page, spec)


def _asked(each: Validation) -> dict[str, Any]:
    """A validation in XlsxWriter's words."""
    told = {
        "ignore_blank": True,
        "error_type": "stop" if each.strict else "warning",
        "input_title": each.title[:_TITLE],
        "input_message": each.prompt[:_TOOLTIP],
        "error_message": each.error[:_TOOLTIP],
    }
    if each.rule is Rule.ANY:
        return told | {"validate": "any"}
    if each.rule is Rule.LIST:
        return told | {"validate": "list", "source": each.source or list(each.options)}
    limits = {"criteria": "between", "minimum": f"={each.low}", "maximum": f"={each.high}"}
    least = {"criteria": ">=", "value": f"={each.low}"}
    kind = {Rule.DAY: "date", Rule.NUMBER: "decimal", Rule.WHOLE: "integer"}[each.rule]
    return told | {"validate": kind} | (limits if each.high else least)


def _print(page: Any, spec: SheetSpec) -> None:
    setup = spec.printing
    page.set_paper(9)
    across = pages_across(setup, spec.columns)
    page.fit_to_pages(across, 0)
    page.set_footer(setup.footer)
    if setup.landscape:
        page.set_landscape()
    if setup.repeat:
        page.repeat_rows(setup.repeat[0] - 1, setup.repeat[1] - 1)
        if across > 1:
            page.repeat_columns(f"A:{setup.lead}")
    if setup.area:
        page.print_area(setup.area)


def _format(style: Style, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "font_name": look.font_name(style.face, language),
        "font_size": style.size,
        "bold": style.bold,
        "italic": style.italic,
        "underline": int(style.underline),
        "font_color": f"#{style.colour}",
        "valign": _DOWN.get(style.down, "vcenter"),
        "text_wrap": style.wrap,
    }
    if style.across:
        found["align"] = style.across
    if style.fill:
        found["bg_color"] = f"#{style.fill}"
    if style.format:
        found["num_format"] = style.format
    if style.indent:
        found["indent"] = style.indent
    if style.border == "under":
        found |= {"bottom": 1, "bottom_color": _PALE}
    elif style.border:
        found |= {"border": 1, "border_color": _PALE}
    return found


_PALE = "#D5DBDF"
