"""Rows that come back as they went out are no answers, whatever kinds of values stand in them."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.folders.rule_files import rule_texts
from toolkit.jobs.intake.examine import read_dropped
from toolkit.outcome import ListOrder
from toolkit.rulebook.rulebook import parse
from toolkit.sheets.build.listing import list_workbook
from toolkit.sheets.build.todo import Todo, TodoPart, todo_workbook
from toolkit.sheets.patch.issued import answered
from toolkit.stages.catalogue import FORMS
from toolkit.stages.launch.forms import MILESTONES
from toolkit.stages.screening.forms import PROSPECTS

LISTS = parse(rule_texts(Path(__file__).resolve().parents[3] / "manual")).lists
MILESTONE = {"contract_id": "HT-1", "milestone": "人員到崗", "planned_on": date(2026, 11, 20), "responsible": "周建宏"}
STALE = {"customer_id": "SJ-1", "name": "華景置業", "floor_area": Decimal("1200.50"), "registered_on": "2026-01-05"}


def _sent() -> dict[str, bytes]:
    free = (frozenset({"done_on", "status"}),)
    part = TodoPart(MILESTONES, [MILESTONE], free)
    order = ListOrder("報表", "待更新資料", (STALE,), PROSPECTS.name, unlocked=(frozenset({"floor_area"}),))
    return {
        "todo": todo_workbook(Todo("周建宏", date(2026, 11, 24), (), (part,)), LISTS, "zh-Hant"),
        "stale": list_workbook(order, FORMS, LISTS, "zh-Hant"),
    }


def _rows(path: Path, sheet: str) -> list[Any]:
    found = next(one for one in answered(read_dropped(path)).sheets if one.name == sheet)
    return [row for row in found.rows[3:] if any(value not in (None, "") for value in row)]


@pytest.mark.parametrize(
    ("kind", "sheet", "changed"), [("todo", "進度跟蹤表", "完成"), ("stale", "客戶資料表", "面積")]
)
def test_only_what_somebody_wrote_is_an_answer(kind: str, sheet: str, changed: str, tmp_path: Path) -> None:
    path = tmp_path / "sent.xlsx"
    path.write_bytes(_sent()[kind])
    assert _rows(path, sheet) == []
    book = openpyxl.load_workbook(path)
    book.save(path)  # saved by another programme, nothing typed
    assert _rows(path, sheet) == []
    page = book[sheet]
    column = next(cell.column for cell in page[3] if changed in str(cell.value))
    page.cell(4, column).value = "2026-11-21" if kind == "todo" else 1300
    book.save(path)
    assert len(_rows(path, sheet)) == 1
