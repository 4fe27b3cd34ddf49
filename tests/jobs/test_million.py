"""A ledger of a million records: the KPI report in 20 s and 1.5 GiB, the morning's lists in 10 s (-m benchmark)."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.benchmark


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose ledger holds a million records; ``TOOLKIT_MILLION`` names one made before."""
    root = tmp_path_factory.mktemp("million")
    service = root / ".service"
    service.mkdir()
    (root / "inbox").mkdir()
    (root / "toolkit.toml").write_text(f'[ledger]\nservice_folder = "{service.as_posix()}"\n', encoding="utf-8")
    made = os.environ.get("TOOLKIT_MILLION")
    if made:
        (service / "ledger.sqlite3").symlink_to(made)
    else:
        command = [sys.executable, str(ROOT / "tests/jobs/big_ledger.py"), str(service / "ledger.sqlite3")]
        subprocess.run(command, check=True, cwd=ROOT)
    return root


def run(root: Path, *arguments: str) -> tuple[float, float]:
    """Seconds and the largest memory of all children so far in GiB."""
    command = [sys.executable, "-m", "toolkit", "--workspace", str(root), "--today", "2026-11-24", *arguments]
    began = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2


def test_the_mornings_lists_take_ten_seconds(million: Path, measured: Callable[..., None]) -> None:
    seconds, memory = run(million, "remind", "--json")
    measured("remind over a million records", f"{seconds:.1f} s, {memory:.2f} GiB", "—", "10 s")
    assert seconds < 10


def test_the_kpi_report_takes_twenty_seconds_and_a_gigabyte_and_a_half(
    million: Path, measured: Callable[..., None]
) -> None:
    seconds, memory = run(million, "report", "kpi", "--period", "2026-10", "--json")
    measured("report kpi over a million records", f"{seconds:.1f} s, {memory:.2f} GiB", "—", "20 s, 1.5 GiB")
    assert seconds < 20
    assert memory < 1.5
