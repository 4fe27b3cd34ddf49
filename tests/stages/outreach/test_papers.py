"""The documents of stages 1 and 2, from sheets to Word: nothing missing, nothing foreign, nothing too much."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from toolkit.documents import compile_template
from toolkit.forms.reading import TakenRow
from toolkit.outcome import DocumentOrder
from toolkit.stages.outreach.forms import CONTACTS, NEEDS, PLANS, Need, Plan
from toolkit.stages.screening.forms import PROSPECTS
from toolkit.stages.templates import all_terms, optional_fields

MakeRow = Callable[..., TakenRow]
WORD = Path(__file__).resolve().parents[3] / "templates" / "word"
OURS = ("公司介紹函", "優先開發名單", "客戶檔案", "開發計劃書", "需求調研報告")
REGISTER = {"document_number": "WJ-20261124-0001", "version": "v1", "check_code": "7F3A91C2"}


@pytest.fixture(scope="module")
def fill() -> Callable[[DocumentOrder], tuple[str, tuple[str, ...]]]:
    """Fill an order's template: the visible text of the document, and what was missing."""
    compiled = {name: compile_template(WORD / f"{name}.docx", terms=all_terms()) for name in OURS}

    def make(order: DocumentOrder) -> tuple[str, tuple[str, ...]]:
        template, optional = compiled[order.template], optional_fields(order.template)
        filled = template.fill({**order.context, **REGISTER}, optional=optional)
        with zipfile.ZipFile(io.BytesIO(filled.document)) as package:
            parts = [name for name in package.namelist() if re.match(r"word/(document|header|footer)\d*\.xml", name)]
            xml = " ".join(package.read(name).decode() for name in parts)
        return re.sub(r"<[^>]+>", "", xml), filled.missing

    return make


def row(model: type, number: int, **values: Any) -> TakenRow:
    return TakenRow(model(**values), "表", number, cells=dict.fromkeys(values, f"A{number}"))


def everything(
    office, prospect: MakeRow, contact: MakeRow, facts: dict[str, Any], times: int
) -> Iterable[DocumentOrder]:
    """Every document of both stages for one customer with ``times`` contacts."""
    name = "第2號置業有限公司"
    yield from office.drop(PROSPECTS, [prospect(2, intent="高", floor_area=Decimal(120000), **facts)]).documents
    start = datetime.fromisoformat("2026-11-03T09:00")
    logs = [contact(at, held_at=start.replace(hour=9 + at % 9, day=3 + at % 20)) for at in range(2, 2 + times)]
    yield from office.drop(CONTACTS, logs).documents
    plan = {"goal": "方案確認", "strategy": "先診斷", "responsible": "陳立文"}
    days = {"starts_on": date(2026, 11, 12), "ends_on": date(2026, 12, 31)}
    yield from office.drop(PLANS, [row(Plan, 2, customer=name, **plan, **days)]).documents
    yield from office.drop(NEEDS, [row(Need, 2, customer=name)]).documents


@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize("complete", [True, False])
def test_every_document_is_whole(
    office, prospect: MakeRow, contact: MakeRow, rich: dict[str, Any], fill, times: int, *, complete: bool
) -> None:
    facts = {name: value for name, value in rich.items() if name not in ("intent", "floor_area")} if complete else {}
    orders = list(everything(office, prospect, contact, facts, times))
    assert {order.template for order in orders} == set(OURS)
    for order in orders:
        text, missing = fill(order)
        assert missing == (), order.template
        assert "【缺" not in text
        assert "None" not in text
        assert "{{" not in text
        assert "深圳市禾嶼物業服務有限公司" in text


def test_awkward_characters_do_no_harm(office, prospect: MakeRow, contact: MakeRow, fill) -> None:
    office.drop(PROSPECTS, [prospect(2, name="A&B <集團>", intent="高", floor_area=Decimal(120000))])
    (order,) = office.drop(CONTACTS, [contact(2, customer="A&B <集團>", content='5% < 6% & "引號"\n第二行')]).documents
    text, missing = fill(order)
    assert missing == ()
    assert "A&amp;B &lt;集團&gt;" in text


def test_phones_stand_only_in_the_customers_own_folder(office, prospect: MakeRow, contact: MakeRow, rich, fill) -> None:
    for order in everything(office, prospect, contact, {}, 3):
        text, _ = fill(order)
        if not order.folder.startswith("客戶/"):
            assert "13800130002" not in text
            assert "周敏" not in text
