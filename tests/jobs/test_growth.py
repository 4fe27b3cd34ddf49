"""A list is taken in as fast by a ledger of a million records as by an empty one (issue 7)."""

import importlib.util
import resource
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from toolkit.jobs.intake.once import take_all
from toolkit.jobs.service import Service

ROWS, TURNS, AT_MOST = 200, 5, 1.3


def _make_ledger(path: Path) -> None:
    spec = importlib.util.spec_from_file_location("big_ledger", Path(__file__).with_name("big_ledger.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.make_ledger(path)


def _seconds(office: Any, sheet: Callable[..., Path], prospects: Any, tag: str) -> float:
    """The processor time that a new list of ``ROWS`` takes, the median of some; names as in the ledger."""
    spent = []
    for turn in range(TURNS + 1):
        rows = [prospects.row(number) for number in range(1, ROWS + 1)]
        for number, row in enumerate(rows):
            row[1] = f"第{900_000 + 1000 * turn + number}號{tag}置業有限公司"
            row[8] = f"13{5 + turn % 5}{turn}{number:07d}"
        office.drop(sheet(f"{tag}{turn}.xlsx", prospects.headings, rows))
        started = time.process_time()
        (taken,) = take_all(office.service, documents=False)
        spent.append(time.process_time() - started)
        assert taken.submission.counts["accepted"] == ROWS
    return median(spent[1:])  # the first one warms up


@pytest.mark.benchmark
def test_a_list_is_taken_as_fast_by_a_ledger_of_a_million_records(
    office: Any, sheet: Callable[..., Path], prospects: Any, measured: Callable[..., None]
) -> None:
    empty = _seconds(office, sheet, prospects, "甲")
    office.service.close()
    path = Path(str(office.workspace.database_url).removeprefix("sqlite:///"))
    shutil.rmtree(path.parent)
    path.parent.mkdir()
    _make_ledger(path)
    office.service = Service(office.workspace, office.service.day)
    full = _seconds(office, sheet, prospects, "乙")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    what = f"take a list of {ROWS} on a million records"
    told = f"{full / empty:.2f}× ({AT_MOST})"
    measured(what, f"{full:.2f} s, {peak:.0f} MB", f"on an empty ledger {empty:.2f} s", told)
    assert full <= AT_MOST * empty
