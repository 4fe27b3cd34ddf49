"""Long runs: threads that share a template, memory over many documents, two processes against one."""

import hashlib
import json
import multiprocessing
import os
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from toolkit.documents import compile_template

BENCH = Path(__file__).resolve().parents[4] / "shared" / "bench" / "word"
pytestmark = pytest.mark.skipif(not BENCH.is_dir(), reason="../shared/bench is not beside this checkout")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return json.loads((BENCH / "data.json").read_text(encoding="utf-8"))


@pytest.mark.soak
def test_eight_threads_and_five_thousand_documents(rows: list[dict[str, Any]]) -> None:
    template = compile_template(BENCH / "docxtpl.docx")
    alone = [hashlib.sha256(template.render(row)).digest() for row in rows]
    work = [number % len(rows) for number in range(5_000)]
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda number: hashlib.sha256(template.render(rows[number])).digest(), work))
    assert [number for number, digest in zip(work, made, strict=True) if digest != alone[number]] == []


@pytest.mark.soak
def test_memory_is_flat_over_twenty_thousand_documents(rows: list[dict[str, Any]]) -> None:
    psutil = pytest.importorskip("psutil")
    template, process = compile_template(BENCH / "docxtpl.docx"), psutil.Process(os.getpid())
    seen = []
    for number in range(20_000):
        template.render(rows[number % len(rows)])
        if number % 2_000 == 1_999:
            seen.append(process.memory_info().rss)
    assert max(seen) - seen[0] < 8 * 1024 * 1024, [size // 1024 for size in seen]


def fill_some(count: int) -> int:
    template = compile_template(BENCH / "docxtpl.docx")
    rows = json.loads((BENCH / "data.json").read_text(encoding="utf-8"))
    return sum(len(template.render(rows[number % len(rows)])) > 0 for number in range(count))


def spin(count: int) -> int:
    """So much work for a processor and for nothing else: how two processes fare on this machine just now."""
    return sum(number & 3 for number in range(count * 30_000))


def speed_up(pool: ProcessPoolExecutor, work: Callable[[int], int], whole: int) -> float:
    """How many times faster two processes do ``whole`` than one."""
    start = time.perf_counter()
    pool.submit(work, whole).result()
    one = time.perf_counter() - start
    start = time.perf_counter()
    list(pool.map(work, [whole // 2, whole - whole // 2]))
    return one / (time.perf_counter() - start)


@pytest.mark.benchmark
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two cores")
def test_two_processes_are_nearly_twice_as_fast_as_one() -> None:
    """On a machine that others use two processes gain less: pure reckoning in the same rounds says how much."""
    ours, pure = [], []
    with ProcessPoolExecutor(2, multiprocessing.get_context("forkserver")) as pool:
        list(pool.map(fill_some, [1, 1]))
        for _ in range(5):
            pure.append(speed_up(pool, spin, 100))
            ours.append(speed_up(pool, fill_some, 5_000))
    told, least = statistics.median(ours), statistics.median(pure)
    print(f"\ntwo processes: {told:.2f} × one (goal 1.7); pure reckoning here and now {least:.2f} ×")
    assert told >= 0.7 * 1.7 * min(1.0, least / 2)
