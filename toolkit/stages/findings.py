"""Findings that a stage makes about a row it was given: the place is filled in from the row."""

from toolkit.forms.reading import TakenRow
from toolkit.messages.finding import Code, Finding


def at(row: TakenRow, code: Code, field: str, value: object = "", suggestion: str = "", **data: object) -> Finding:
    """Make the finding ``code`` about ``field`` of ``row``; the cell is the row's, if the column exists."""
    return Finding(
        code,
        sheet=row.sheet,
        cell=row.cells.get(field, ""),
        row=row.number,
        field=field,
        value=str(value),
        suggestion=suggestion,
        data=data,
    )
