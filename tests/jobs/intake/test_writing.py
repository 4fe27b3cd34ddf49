"""Receipts that cannot be written as they should be: they come all the same, and not at our memory's cost."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.errors import Unreadable
from toolkit.jobs.intake import build, writing
from toolkit.jobs.intake.writing import Receipts
from toolkit.messages.codes_values import REQUIRED
from toolkit.messages.finding import Finding
from toolkit.sheets.build.receipt_value import Receipt


@pytest.fixture
def told(office: Any) -> Receipt:
    findings = tuple(Finding(REQUIRED, "名單", f"A{row}", row, "name") for row in range(2, 12))
    return Receipt("261124-k7pm3x", "名單.xlsx", office.service.clock(), findings=findings)


def lines(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell.value) for row in book["回執"].iter_rows() for cell in row if cell.value)


def test_our_own_sheets_are_written_in_a_child_again(office: Any, told: Receipt, tmp_path: Path) -> None:
    asked: list[Any] = []
    office.service.workers.call = lambda *args: asked.append(args)
    Receipts(office.service)._without_cells(told, tmp_path / "a.xlsx", "zh-Hant")
    assert [(args[0], args[2], args[3]) for args in asked] == [(build.write_receipt, None, told)]
    assert not (tmp_path / "a.xlsx").exists()


def test_where_even_they_are_too_much_the_first_findings_come(
    office: Any, told: Receipt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_big(*_: object) -> None:
        raise Unreadable("file.too_big")

    monkeypatch.setattr(writing, "FEW_FINDINGS", 3)
    office.service.workers.call = too_big
    Receipts(office.service)._without_cells(told, tmp_path / "a.xlsx", "zh-Hant")
    text = lines(tmp_path / "a.xlsx")
    assert "A4" in text
    assert "A5" not in text
