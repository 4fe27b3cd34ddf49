"""Workbooks for people in the office's script and language: our words follow it, names stay as they were typed."""

import io
from pathlib import Path

import openpyxl
import pytest

from toolkit.messages.english import English
from toolkit.outcome import ListOrder
from toolkit.rulebook.rulebook import parse
from toolkit.sheets.build.listing import list_workbook
from toolkit.stages.catalogue import FORMS

ROOT = Path(__file__).resolve().parents[3]
LISTS = parse({file.name: file.read_text(encoding="utf-8") for file in (ROOT / "manual").glob("*.yaml")}).lists
NAME = "潤樺資產管理"
QUESTIONNAIRE = ListOrder(
    folder="", name=f"滿意度問卷 {NAME} 2026-12", rows=({"customer": NAME},), form="satisfaction",
    title=f"滿意度問卷：{NAME}", unlocked=(frozenset({"overall"}),),
)  # fmt: skip
PLAIN = ListOrder(
    folder="", name=f"轉交清單 {NAME}", title=f"轉交給{NAME}的客戶（1 家）", headings=("客戶名稱", "階段"),
    rows=({"客戶名稱": NAME, "階段": "成交"},),
)  # fmt: skip


@pytest.mark.parametrize(
    ("order", "language", "title"),
    [
        (QUESTIONNAIRE, "zh-Hant", f"滿意度問卷：{NAME}"),
        (QUESTIONNAIRE, "zh-Hans", f"满意度问卷：{NAME}"),
        (QUESTIONNAIRE, "en", f"Questionnaire: {NAME}"),
        (PLAIN, "zh-Hans", f"转交给{NAME}的客户（1 家）"),
        (PLAIN, "en", f"Customers handed over to {NAME} (1)"),
    ],
)
def test_the_title_is_in_the_offices_language_and_the_name_as_typed(
    order: ListOrder, language: str, title: str
) -> None:
    say = English({}).say if language == "en" else None
    page = openpyxl.load_workbook(io.BytesIO(list_workbook(order, FORMS, LISTS, language, say))).worksheets[0]
    assert page["A1"].value == title


def test_a_plain_list_is_english_but_for_what_was_typed() -> None:
    say = English({"階段": "Stage", "成交": "Won"}).say
    page = openpyxl.load_workbook(io.BytesIO(list_workbook(PLAIN, FORMS, LISTS, "en", say))).worksheets[0]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=3)] == [["Customer", "Stage"], [NAME, "Won"]]
