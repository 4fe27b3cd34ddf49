"""A long list: its rows are inserted while its receipt is still being written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.jobs.intake import take
from toolkit.ledger.ledger import Ledger
from toolkit.ledger.refusals import Conflict


@pytest.fixture(autouse=True)
def short_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take, "LONG", 2)


@pytest.fixture
def dropped(office: Any, prospects: Any, sheet: Callable[..., Path]) -> None:
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(1), prospects.row(2)]))


@pytest.mark.usefixtures("dropped")
def test_it_ends_like_a_short_one(office: Any) -> None:
    (taken,) = office.run()
    assert (taken.submission.state.value, taken.submission.counts) == ("done", {"accepted": 2, "rejected": 0})
    (receipt,) = office.receipts()
    assert taken.submission.receipt == receipt.relative_to(office.workspace.root).as_posix()
    assert [line["path"] for line in taken.submission.manifest] == [taken.submission.receipt]
    assert openpyxl.load_workbook(receipt, read_only=True).sheetnames[0] == "回執"


@pytest.mark.usefixtures("dropped")
def test_somebody_quicker_is_waited_for_and_it_is_evaluated_again(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    commit, asked = Ledger.commit, []

    def second_time(*args: Any) -> Any:
        asked.append(args)
        if len(asked) == 1:
            raise Conflict("ledger.conflict", what="SJ-20261124-0001")
        return commit(*args)

    monkeypatch.setattr(Ledger, "commit", second_time)
    (taken,) = office.run()
    assert (len(asked), taken.submission.state.value, len(office.receipts())) == (2, "done", 1)
