"""Reading 20,000 rows of 20 columns, beside openpyxl, in one run."""

import resource
import time
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from toolkit.sheets.read.workbook import read_workbook
from toolkit.workers import Limits, Workers

ROWS, COLUMNS = 20_000, 20


@pytest.fixture(scope="module")
def big(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("big") / "名單.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": False})
    sheet = book.add_worksheet("名單")
    day, share = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "0%"})
    sheet.write_row(0, 0, [f"欄{column}" for column in range(COLUMNS)])
    for row in range(1, ROWS + 1):
        sheet.write_row(row, 0, [f"客戶{row}-{column}" for column in range(COLUMNS - 5)])
        sheet.write_row(row, COLUMNS - 5, [row, row * 1.5, row % 7])
        sheet.write_datetime(row, COLUMNS - 2, date(2026, 1, 1) + timedelta(days=row % 900), day)
        sheet.write_number(row, COLUMNS - 1, row / ROWS, share)
    book.close()
    return path


def other_way(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(1 for row in book.worksheets[0].iter_rows(values_only=True) if row)


def spent(path: Path) -> tuple[float, int, int]:
    """In a fresh child: processor seconds of reading, rows read, and the peak of memory in bytes."""
    start = time.process_time()
    rows = len(read_workbook(path).sheets[0].rows)
    return time.process_time() - start, rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.benchmark
def test_reading_is_fast_and_frugal(big):
    with Workers(Limits(recycle=1)) as workers:
        seconds, rows, peak = min(workers.call(spent, big) for _ in range(3))
    start = time.process_time()
    other_way(big)
    slow = time.process_time() - start
    print(f"\nread {seconds:.2f} s, openpyxl {slow:.2f} s ({slow / seconds:.1f}×), {peak / 1e6:.0f} MB")
    assert rows == ROWS + 1
    assert peak < 300_000_000
    assert slow / seconds > 4


@pytest.mark.benchmark
def test_a_warm_child_answers_at_once(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("客戶名稱,電話\n大華,021\n", encoding="utf-8")
    with Workers() as workers:
        start = time.monotonic()
        workers.call(read_workbook, path)
        cold = time.monotonic() - start
        start = time.monotonic()
        for _ in range(20):
            workers.call(read_workbook, path)
        warm = (time.monotonic() - start) / 20
    print(f"\nfirst call {cold * 1000:.0f} ms, warm {warm * 1000:.1f} ms")
    assert warm < 0.1
