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


def fill_some(count: int) -> float:
    """Fill so many documents; the seconds of processor time it took."""
    start = time.process_time()
    template = compile_template(BENCH / "docxtpl.docx")
    rows = json.loads((BENCH / "data.json").read_text(encoding="utf-8"))
    assert all(template.render(rows[number % len(rows)]) for number in range(count))
    return time.process_time() - start


def spin(count: int) -> float:
    """So much work for a processor and for nothing else: how two processes fare on this machine just now."""
    start = time.process_time()
    sum(number & 3 for number in range(count * 30_000))
    return time.process_time() - start


def speed_up(pool: ProcessPoolExecutor, work: Callable[[int], float], whole: int) -> tuple[float, float]:
    """How many times faster two processes do ``whole`` than one: by the clock, and by processor time."""
    start = time.perf_counter()
    one = pool.submit(work, whole).result()
    alone = time.perf_counter() - start
    start = time.perf_counter()
    two = list(pool.map(work, [whole // 2, whole - whole // 2]))
    return alone / (time.perf_counter() - start), one / max(two)


@pytest.mark.benchmark
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two cores")
def test_two_processes_are_nearly_twice_as_fast_as_one(measured: Callable[..., None]) -> None:
    """By the clock where both cores are free; where others use them, by the processor time that each half takes.

    Pure reckoning in the same rounds says how free they are.
    """
    ours, pure = [], []
    with ProcessPoolExecutor(2, multiprocessing.get_context("forkserver")) as pool:
        list(pool.map(fill_some, [1, 1]))
        for _ in range(5):
            pure.append(speed_up(pool, spin, 100)[0])
            ours.append(speed_up(pool, fill_some, 5_000))
    clock, processor = (statistics.median(round_[at] for round_ in ours) for at in (0, 1))
    free = statistics.median(pure)
    told = f"{clock:.2f}× by the clock (pure reckoning {free:.2f}×), {processor:.2f}× by processor time (1.7)"
    measured("5,000 documents in two processes", "two", "one", told)
    assert processor >= 1.7 * 0.7
    assert clock >= 1.7 * 0.7 or free < 1.8
