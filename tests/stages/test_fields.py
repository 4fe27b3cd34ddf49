"""The fields of every context, and samples made from their types."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

import pytest

from toolkit.stages.context import Context, Term
from toolkit.stages.fields import fields_of, specimen, titles_of
from toolkit.stages.templates import CONTEXTS, all_terms

TODAY = date(2026, 11, 24)


class Line(Context):
    quantity: Annotated[int, Term("數量")]
    notes: Annotated[tuple[str, ...], Term("說明")]


class Paper(Context):
    name: Annotated[str, Term("名稱", ("全稱",))]
    paid: Annotated[Decimal | None, Term("已付")] = None
    met_at: Annotated[datetime, Term("會面時間")]
    signed: Annotated[bool, Term("已簽")]
    lines: Annotated[tuple[Line, ...], Term("明細")]


def test_fields_with_their_paths_kinds_and_what_may_be_empty():
    told = [(field.path, field.title, field.kind, field.optional, field.many) for field in fields_of([Paper])]
    assert told == [
        ("name", "名稱", "文字", False, False),
        ("paid", "已付", "數字", True, False),
        ("met_at", "會面時間", "日期時間", False, False),
        ("signed", "已簽", "是否", False, False),
        ("lines", "明細", "清單", False, True),
        ("lines.quantity", "數量", "整數", False, False),
        ("lines.notes", "說明", "清單", False, True),
    ]


def test_titles_are_those_that_templates_are_compiled_with():
    assert titles_of(fields_of([Paper]))["全稱"] == "name"
    assert set(titles_of(fields_of(CONTEXTS.values())).values()) == set(all_terms().values())


def test_an_ordinary_sample():
    sample = specimen(Paper, TODAY)
    assert sample["name"] == "〔名稱〕"
    assert (sample["paid"], sample["met_at"], sample["signed"]) == (
        Decimal("1234.5"),
        datetime(2026, 11, 24, 14, 30),  # noqa: DTZ001 - a time as an office writes it
        True,
    )
    assert sample["lines"] == [{"quantity": 12, "notes": ["〔說明1〕", "〔說明2〕"]}] * 3


def test_an_extreme_sample_is_long_and_leaves_out_what_may_be_empty():
    sample = specimen(Paper, TODAY, extreme=True)
    assert sample["paid"] is None
    assert len(sample["name"]) > 60
    assert (len(sample["lines"]), len(sample["lines"][0]["notes"])) == (30, 4)


@pytest.mark.parametrize("context", list(dict.fromkeys(CONTEXTS.values())))
@pytest.mark.parametrize("extreme", [False, True])
def test_a_sample_is_one_that_the_context_takes(context, extreme):
    assert context.model_validate(specimen(context, TODAY, extreme=extreme)) is not None
