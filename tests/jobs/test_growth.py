"""A list is taken in as fast by a ledger of a million records as by an empty one (issue 7)."""

import importlib.util
import os
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from toolkit.folders.layout import lay_out
from toolkit.folders.workspace import Workspace
from toolkit.jobs.intake.once import take_all
from toolkit.jobs.service import Service

ROWS, TURNS, WARMING, AT_MOST = 200, 7, 2, 1.3
"""Lists of so many rows; the first ones fetch what the machine has not read yet and are not counted."""


def _make_ledger(path: Path) -> None:
    """A ledger of a million records; ``TOOLKIT_MILLION`` names one made before."""
    made = os.environ.get("TOOLKIT_MILLION")
    if made:
        shutil.copyfile(made, path)
        return
    spec = importlib.util.spec_from_file_location("big_ledger", Path(__file__).with_name("big_ledger.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.make_ledger(path)


class Taking:
    """Lists of ``ROWS`` new customers, one after the other, and the processor time that each took."""

    def __init__(self, office: Any, sheet: Callable[..., Path], prospects: Any, tag: str) -> None:
        self.office, self.sheet, self.prospects, self.tag = office, sheet, prospects, tag
        self.spent: list[float] = []

    def take(self, turn: int) -> None:
        """Take one list; its names are such as the large ledger holds."""
        rows = [self.prospects.row(number) for number in range(1, ROWS + 1)]
        for number, row in enumerate(rows):
            row[1] = f"第{900_000 + 1000 * turn + number}號{self.tag}置業有限公司"
            row[8] = f"13{5 + turn % 5}{turn % 10}{number:07d}"
        self.office.drop(self.sheet(f"{self.tag}{turn}.xlsx", self.prospects.headings, rows))
        started = time.process_time()
        (taken,) = take_all(self.office.service, documents=False)
        self.spent.append(time.process_time() - started)
        assert taken.submission.counts["accepted"] == ROWS

    @property
    def seconds(self) -> float:
        """The median of the lists that count."""
        return median(self.spent[WARMING:])


@pytest.fixture
def large(office: Any, tmp_path: Path) -> Iterator[Any]:
    """A second office, with a million records in its ledger."""
    settings = replace(office.workspace.settings, service_folder=str(tmp_path / "large_service"))
    workspace = Workspace(tmp_path / "large", settings)
    lay_out(workspace)
    path = Path(str(workspace.database_url).removeprefix("sqlite:///"))
    path.parent.mkdir(parents=True, exist_ok=True)
    _make_ledger(path)
    service = Service(workspace, office.service.day)
    yield type(office)(service)
    service.close()
    path.unlink()


@pytest.mark.benchmark
def test_a_list_is_taken_as_fast_by_a_ledger_of_a_million_records(
    office: Any, large: Any, sheet: Callable[..., Path], prospects: Any, measured: Callable[..., None]
) -> None:
    """The two take their lists in turns, so that what else the machine does slows both."""
    empty, full = Taking(office, sheet, prospects, "甲"), Taking(large, sheet, prospects, "乙")
    for turn in range(WARMING + TURNS):
        empty.take(turn)
        full.take(turn)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    what = f"take a list of {ROWS} on a million records"
    told = f"{full.seconds / empty.seconds:.2f}× ({AT_MOST})"
    measured(what, f"{full.seconds:.2f} s, {peak:.0f} MB", f"on an empty ledger {empty.seconds:.2f} s", told)
    assert full.seconds <= AT_MOST * empty.seconds
