"""A list of very many wrong rows is checked in the child: what arrives is the same, and small."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from toolkit import workers
from toolkit.forms.table import Sheet, Workbook
from toolkit.jobs.intake import examine as examining
from toolkit.jobs.intake.examine import Checking, examine, understood
from toolkit.jobs.intake.heavy import Travelling, checked_here, read_heavy


@pytest.fixture
def checking(office: Any) -> Checking:
    return Checking(office.service.convention, office.service.day(), {})


def book(prospects: Any, *, wrong: int, good: int, kind: str = "xlsx") -> Workbook:
    bad = [[f"壞{row}x{column}" for column in range(len(prospects.headings))] for row in range(wrong)]
    rows = [prospects.headings, *bad, *(prospects.row(number) for number in range(good))]
    return Workbook((Sheet("名單", rows), Sheet("備忘", [("別的",)])), kind, patchable=kind == "xlsx")


def travelled(found: Any) -> tuple[Any, int]:
    packed = workers._pack(found)
    return workers._unpack(packed), len(packed)


def test_what_arrives_is_what_would_have_been_said_here_without_the_cells(checking: Checking, prospects: Any) -> None:
    workbook = book(prospects, wrong=120, good=3)
    arrived, _ = travelled(checked_here(workbook, "名單.xlsx", checking))
    assert isinstance(arrived, Travelling)
    mine, theirs = understood(workbook, "名單.xlsx", checking), arrived.arrived()
    assert theirs.readings == mine.readings
    assert theirs.questions == mine.questions
    assert [form.name for form in theirs.forms] == ["prospects"]
    assert theirs.forms[0] is mine.forms[0]
    assert len(theirs.readings[0].rejected) == 120
    assert theirs.workbook
    assert [len(sheet.rows) for sheet in theirs.workbook.sheets] == [0, 1]


def test_a_list_that_cannot_be_patched_keeps_its_cells_for_the_receipt(checking: Checking, prospects: Any) -> None:
    arrived, _ = travelled(checked_here(book(prospects, wrong=60, good=1, kind="csv"), "名單.csv", checking))
    assert [len(sheet.rows) for sheet in arrived.arrived().workbook.sheets] == [62, 1]


def test_a_list_that_is_mostly_good_goes_on_as_it_is(checking: Checking, prospects: Any) -> None:
    found, _ = travelled(checked_here(book(prospects, wrong=3, good=60), "名單.xlsx", checking))
    assert isinstance(found, Workbook)
    assert len(found.sheets[0].rows) == 64


def test_a_bad_beginning_does_not_mislead(checking: Checking, prospects: Any) -> None:
    """Forty bad rows at the head of two thousand good ones: sampled all the way down."""
    assert isinstance(checked_here(book(prospects, wrong=40, good=500), "名單.xlsx", checking), Workbook)


def test_a_large_file_is_read_so_and_comes_back_with_all_it_should(
    office: Any, sheet: Callable[..., Path], prospects: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.jobs.intake.heavy.HEAVY_FILE", 0)
    monkeypatch.setattr("toolkit.jobs.intake.heavy.HEAVY", 10)
    path = sheet("大表.xlsx", prospects.headings, [["壞"] * 12, ["壞了"] * 12, prospects.row(1)])
    asked: list[Any] = []

    def here(function: Any, *args: Any) -> Any:
        asked.append(function)
        return workers._unpack(workers._pack(function(*args)))

    monkeypatch.setattr(office.service.workers, "call", here)
    found = examine(office.service, path, path.name)
    assert asked == [read_heavy]
    assert (found.readings[0].rejected, len(found.readings[0].rows)) == ((2, 3), 1)
    monkeypatch.setattr("toolkit.jobs.intake.heavy.HEAVY_FILE", 10**9)
    assert examine(office.service, path, path.name).readings == found.readings
    assert asked[1:] == [examining.read_dropped]
