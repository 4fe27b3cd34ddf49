from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from toolkit.sheets.build import look
from toolkit.sheets.build.spec import (
    ROW,
    ColumnSpec,
    Jump,
    Line,
    Plain,
    SheetSpec,
    SpecCell,
    Stack,
    Table,
    TableColumn,
    stacked,
)
from toolkit.sheets.patch.new import write_workbook

HEAD = [Line([SpecCell("名", look.HEAD)], 20)]
VALUES: tuple[Sequence[Plain], ...] = (
    ("甲", "乙", "丙"),
    ("a < b & c", "=1+1", " 前後 "),
    ("", "_x0041_", "x" * 40_000),
    ("兩行\n字", "\x0b壞字", "-5"),
    (1, 2, 3),
    (1.5, float("nan"), float("inf")),
    (None, "混", 7.25),
    (True, date(2026, 11, 24), Decimal("1.20")),
)


def _sheet(rows: Sequence[Line | Sequence[object]]) -> SheetSpec:
    return SheetSpec("表", rows, (ColumnSpec(10, look.BODY),))  # type: ignore[arg-type]


@pytest.mark.parametrize("values", VALUES)
@pytest.mark.parametrize("style", [None, look.BODY_STRONG])
@pytest.mark.parametrize("styles", [(), (look.WRONG, None, look.WRONG)])
@pytest.mark.parametrize("formulas", [(), (f"A{ROW}+1", "", f'IF(B{ROW}<1,"是","")')])
@pytest.mark.parametrize("links", [(), (Jump("表", "A1"), None, Jump("表", "B7"))])
def test_a_table_is_written_as_its_lines_would_be(
    values: Sequence[Plain],
    style: look.Style | None,
    styles: tuple[look.Style | None, ...],
    formulas: tuple[str, ...],
    links: tuple[Jump | None, ...],
) -> None:
    column = TableColumn(values, style, styles, links, formulas)
    rows = stacked((HEAD, Table(1, (TableColumn("一二三"), column), (18, 30, 18)), [Line([], 12)]))
    assert write_workbook([_sheet(rows)]) == write_workbook([_sheet(list(rows))])


def test_rows_of_a_stack_are_found_by_their_place() -> None:
    table = Table(9, (TableColumn((1, 2), formulas=(f"A{ROW}", "")),), (18, 20))
    rows = stacked((HEAD, Stack((table, [["尾"]]))))
    assert len(rows) == 4
    assert [row.cells if isinstance(row, Line) else row for row in rows[1:]] == [
        [SpecCell(1, None, None, "A2")],
        [2],
        ["尾"],
    ]
    assert rows[-1] == ["尾"]
    assert [row.height for row in rows if isinstance(row, Line)] == [20, 18, 20]
    with pytest.raises(IndexError):
        rows[4]


def test_tables_are_told_where_they_begin() -> None:
    table = Table(1, (TableColumn(("a",)),), (18,))
    assert stacked((HEAD, table, table)).parts[1:] == (replace(table, first=2), replace(table, first=3))
