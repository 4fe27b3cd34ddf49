"""The columns of a table after its rows have come."""

from collections.abc import Sequence


def grid(widths: Sequence[int], cells: int, span: int) -> list[int]:
    """The widths of a table's columns after its rows have come (twentieths of a point).

    ``cells`` is the largest number of cells in one row, ``span`` the largest number of columns. More cells
    than columns share the old width; columns that no row reaches go, and the others take their width.
    """
    columns = list(widths)
    total = sum(columns)
    extra = cells - len(columns)
    if extra > 0 and total > 0:
        old, new = total / len(columns), total / cells
        columns = [int(width * new / old) for width in columns] + [int(new)] * extra
    spare = len(columns) - span
    if spare > 0:
        freed = sum(columns[span:])
        columns = columns[:span]
        share = int(freed / span) if span else 0
        columns = [width + share for width in columns]
    return columns
