"""Findings about a recognised sheet as a whole: hidden; missing, doubled and hidden columns, hidden rows."""

from collections.abc import Iterator, Sequence

from toolkit.forms.dispatch import as_typed
from toolkit.forms.form import Form
from toolkit.forms.reading import Recognised
from toolkit.forms.recognise import has_content, headings_seen, names_records
from toolkit.forms.table import Sheet, Value, address, letter
from toolkit.messages import codes_sheets as codes
from toolkit.messages.finding import Finding


def about_headings(sheet: Sheet, recognised: Recognised, first_row: int, indices: Sequence[int]) -> Iterator[Finding]:
    """What is to say about the heading row: columns that are missing, doubled, hidden; no rows below.

    A hidden sheet is named where it holds rows: whoever looks for its cells would not find it.
    A hidden column is named only where a data row (``indices`` from ``first_row``) holds something in it:
    our own blank forms fold their optional columns away.
    """
    row = recognised.header_rows[-1]
    if indices and not sheet.visible:
        yield Finding(codes.SHEET_HIDDEN, sheet.name, "", row, data={"sheet": sheet.name})
    yield from _missing(sheet, recognised, row)
    yield from _twice(sheet, recognised, row)
    rows = [sheet.rows[first_row - 1 + index] for index in indices]
    yield from _hidden_columns(sheet, recognised, row, rows)
    if not indices:
        yield Finding(codes.NO_ROWS, sheet.name, "", row)


def _missing(sheet: Sheet, recognised: Recognised, row: int) -> Iterator[Finding]:
    for name in recognised.form.columns:
        if name in recognised.form.required and name not in recognised.columns:
            yield Finding(codes.COLUMN_MISSING, sheet.name, "", row, name)


def _twice(sheet: Sheet, recognised: Recognised, row: int) -> Iterator[Finding]:
    for name, others in recognised.rivals.items():
        first = recognised.columns[name]
        columns = "、".join(letter(column) for column in (first, *others))
        yield Finding(
            codes.HEADING_TWICE,
            sheet.name,
            address(row, others[0]),
            row,
            name,
            as_typed(sheet.cell(row, others[0]).value),
            data={"columns": columns},
        )
    for column, name in recognised.seconds.items():
        used = letter(recognised.columns[name])
        value = as_typed(sheet.cell(row, column).value)
        yield Finding(codes.HEADING_SECOND, sheet.name, address(row, column), row, name, value, data={"used": used})


def _hidden_columns(
    sheet: Sheet, recognised: Recognised, row: int, rows: Sequence[Sequence[Value]]
) -> Iterator[Finding]:
    for name, column in recognised.columns.items():
        if column not in sheet.hidden_columns:
            continue
        if any(column <= len(line) and line[column - 1] not in (None, "") for line in rows):
            yield Finding(
                codes.COLUMN_HIDDEN,
                sheet.name,
                address(row, column),
                row,
                name,
                data={"columns": letter(column)},
            )


def about_hidden_rows(sheet: Sheet, first_row: int, indices: Sequence[int]) -> Iterator[Finding]:
    """One warning for each run of hidden data rows."""
    hidden = [first_row + index for index in indices if first_row + index in sheet.hidden_rows]
    for first, last in _runs(hidden):
        rows = str(first) if first == last else f"{first}–{last}"
        yield Finding(codes.ROWS_HIDDEN, sheet.name, address(first, 1), first, data={"rows": rows})


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for at, number in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield numbers[start], number
            start = at + 1


def hidden_strange(sheet: Sheet, forms: Sequence[Form], *, alone: bool) -> Finding | None:
    """Name a hidden sheet that ``recognise`` passed over although it looks like a list of ours.

    ``alone``: nothing else stands in the workbook, so that whatever the sheet holds is what was meant.
    """
    if sheet.visible or not has_content(sheet):
        return None
    if not alone and not names_records(sheet, forms):
        return None
    return Finding(codes.SHEET_HIDDEN_STRANGE, sheet.name, data={"sheet": sheet.name, "headings": headings_seen(sheet)})
