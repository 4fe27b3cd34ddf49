"""Read any sheet for a template, in a limited child: of all sheets the one whose headings fit best."""

from collections.abc import Collection
from pathlib import Path

from toolkit.forms.free_table import FreeTable, free_table
from toolkit.forms.headings import heading_keys
from toolkit.sheets.read.workbook import read_workbook


def read_table(path: Path, wanted: Collection[str]) -> FreeTable | None:
    """The table of the workbook at ``path`` (any kind) that has most of the headings ``wanted`` (folded).

    Of equals the first visible one; None where no sheet has a table. Raises ``Unreadable``.
    """
    known = frozenset(wanted)
    book = read_workbook(path, lambda sheet: _fit(free_table(sheet), known))
    tables = [(sheet.visible, table) for sheet in book.sheets if (table := free_table(sheet))]
    if not tables:
        return None
    return max(tables, key=lambda one: (_fit(one[1], known), one[0]))[1]


def wanted_of(names: Collection[str]) -> frozenset[str]:
    """The folded headings that the placeholders ``names`` ask for."""
    return frozenset(key for name in names for key in heading_keys(name.replace("_", " ")))


def _fit(table: FreeTable | None, wanted: frozenset[str]) -> float:
    if table is None:
        return -1.0
    return float(sum(any(key in wanted for key in heading_keys(column.heading)) for column in table.columns))
