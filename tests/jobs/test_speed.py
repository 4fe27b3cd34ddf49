"""Twenty thousand prospects, from claim to receipt, against the usual libraries doing the same work, in one run."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import psutil  # type: ignore[import-untyped]
import pytest
import xlsxwriter

ROWS = 20_000
AT_LEAST = 5.0
MOST_BYTES = 600_000_000
HEADINGS = (
    *(
        "登記日期",
        "客戶名稱",
        "統一社會信用代碼",
        "主體類型",
        "業務線",
        "物業名稱",
        "物業類型",
        "建築面積(㎡)",
        "所在地",
    ),
    *("行業", "成立日期", "註冊資本(萬元)", "上年營收(萬元)", "聯繫人", "職務", "聯繫電話", "信息來源", "意向程度"),
    *("跟進人", "備註"),
)
KINDS = ("寫字樓", "住宅", "商業綜合體", "產業園區", "學校")


def write_list(path: Path) -> None:
    """A list of ``ROWS`` × 20, every hundredth phone wrong."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet("客戶")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row(0, 0, HEADINGS)
        for i in range(1, ROWS + 1):
            phone = "1380013" if i % 100 == 0 else f"138{i:08d}"
            values = (
                f"華景第{i}置業有限公司",
                "",
                "企業",
                "物業服務外拓",
                f"華景{i}座",
                KINDS[i % 5],
                5000 + i,
                "深圳市南山區",
                "房地產",
            )
            page.write_datetime(i, 0, date(2026, 11, 1 + i % 20), day)
            page.write_row(i, 1, values)
            page.write_datetime(i, 10, date(2005, 1, 1), day)
            page.write_row(i, 11, (500 + i, 900 + i, "陳小姐", "經理", phone, "行業展會", "高", "王小明", "無"))


USUAL = """
import sys, openpyxl, pandas as pd, pandera.pandas as pa
from openpyxl.styles import PatternFill
from openpyxl.comments import Comment
path, out = sys.argv[1:]
frame = pd.read_excel(path, dtype={"聯繫電話": str})
schema = pa.DataFrameSchema({
    "登記日期": pa.Column("datetime64[ns]", coerce=True),
    "客戶名稱": pa.Column(str), "建築面積(㎡)": pa.Column(float, coerce=True),
    "聯繫電話": pa.Column(str, pa.Check.str_matches(r"^1[3-9]\\d{9}$")), "主體類型": pa.Column(str, pa.Check.isin(["企業"])),
    "物業類型": pa.Column(str), "信息來源": pa.Column(str), "跟進人": pa.Column(str), "聯繫人": pa.Column(str),
})
try:
    schema.validate(frame, lazy=True); bad = []
except pa.errors.SchemaErrors as errors:
    bad = [int(i) for i in errors.failure_cases["index"].dropna()]
book = openpyxl.load_workbook(path); page = book.active
for i in bad:
    cell = page.cell(i + 2, 16)
    cell.fill, cell.comment = PatternFill("solid", fgColor="FDE2E1"), Comment("電話不對", "toolkit")
book.save(out)
assert len(bad) == 200, len(bad)
"""


def run(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


@dataclass
class Watched:
    """What a command took: seconds in all, and resident bytes of its largest process and of all together."""

    seconds: float = 0.0
    largest: int = 0
    together: int = 0


def watch(*command: str) -> Watched:
    """Run a command and look at its processes' memory twenty times a second."""
    told, started = Watched(), time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        tree = psutil.Process(process.pid)
        while process.poll() is None:
            sizes = [_resident(one) for one in (tree, *_below(tree))]
            told.largest = max(told.largest, *sizes)
            told.together = max(told.together, sum(sizes))
            time.sleep(0.05)
    assert process.returncode == 0
    told.seconds = time.perf_counter() - started
    return told


def _below(tree: psutil.Process) -> list[psutil.Process]:
    try:
        return list(tree.children(recursive=True))
    except psutil.Error:
        return []


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def claim_to_receipt(office: Any, receipt: Path) -> tuple[float, float]:
    """Seconds from claiming the only file until its receipt lies there, and until the journal calls it ended."""
    address = str(office.workspace.database_url).removeprefix("sqlite:///")
    with sqlite3.connect(address) as journal:
        ((claimed, ended),) = journal.execute("SELECT claimed_at, ended_at FROM submissions").fetchall()
    start = datetime.fromisoformat(claimed).replace(tzinfo=UTC).timestamp()
    return receipt.stat().st_ctime - start, datetime.fromisoformat(ended).replace(tzinfo=UTC).timestamp() - start


@pytest.mark.benchmark
def test_taking_twenty_thousand_rows_beats_the_usual_libraries(
    office: Any, tmp_path: Path, measured: Callable[..., None]
) -> None:
    """Asked is from claim to receipt; the whole command, start and settling included, is told beside it."""
    pytest.importorskip("pandera")
    source = tmp_path / "名單.xlsx"
    write_list(source)
    usual = run(sys.executable, "-c", USUAL, str(source), str(tmp_path / "marked.xlsx"))
    office.drop(source)
    office.service.close()
    workspace = str(office.workspace.root)
    command = (sys.executable, "-m", "toolkit", "--workspace", workspace, "--today", "2026-11-24", "run", "--once")
    ours = watch(*command, "--no-documents")
    (receipt,) = office.receipts()
    taken, ended = claim_to_receipt(office, receipt)
    size = f"{ours.largest / 1e6:.0f} MB the largest process, {ours.together / 1e6:.0f} MB all"
    told = f"{usual / taken:.1f}× ({AT_LEAST:.0f}); the whole command {usual / ours.seconds:.1f}×"
    measured(
        "20,000 rows × 20, claim to receipt",
        f"{taken:.1f} s ({ended:.1f} s to the end), {size}",
        f"pandas, pandera, openpyxl {usual:.1f} s",
        told,
    )

    assert receipt.name == "名單【收19800·待改200】.xlsx"
    assert openpyxl.load_workbook(receipt, read_only=True).sheetnames[0] == "回執"
    assert ours.largest < MOST_BYTES
    assert usual / taken >= AT_LEAST
