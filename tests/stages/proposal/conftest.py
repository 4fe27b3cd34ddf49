"""What the tests of this stage share: the shipped rule book, two customers, sheets from plain values."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from toolkit.forms.form import Form
from toolkit.forms.reading import TakenRow
from toolkit.outcome import Accepted, Customer, Outcome, Record
from toolkit.rulebook.rulebook import RuleBook, parse
from toolkit.stages.overlay import Nothing, Overlay

MANUAL = Path(__file__).resolve().parents[3] / "manual"
TODAY = date(2026, 11, 24)
PARK = Customer(
    id="SJ-20261012-0007",
    name="華湛科技園發展有限公司",
    owner="林曉彤",
    deal_stage="初步溝通",
    grade="A",
    prospect={
        "biz_line": "物業服務外拓",
        "property_type": "產業園區",
        "property_name": "華湛科技園",
        "contact_person": "周敏",
        "title": "行政總監",
    },
)
SHOP = Customer(
    id="SJ-20261101-0002",
    name="梧桐里咖啡有限公司",
    owner="陳立文",
    deal_stage="談判",
    prospect={"biz_line": "租賃招商", "property_type": "商鋪"},
)
ROW: Mapping[str, Any] = {
    "version": 1,
    "customer": PARK.id,
    "services": ("秩序維護", "清潔衛生"),
    "service_standard": "優質級",
    "fee_mode": "包乾制",
    "unit_price": Decimal("6.80"),
    "price_unit": "元/㎡/月",
    "area": Decimal(52000),
    "term_months": 36,
    "starts_on": date(2027, 1, 1),
}


@pytest.fixture(scope="session")
def rules() -> RuleBook:
    """The rule book as shipped."""
    return parse({path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.yaml")})


@pytest.fixture
def ledger() -> Overlay:
    """A ledger that knows two customers and what they need."""
    needs = tuple(Record("needs", item.id, {"customer": item.id}, item.id) for item in (PARK, SHOP))
    return Overlay(Nothing()).over(Outcome(customers=(PARK, SHOP), records=needs))


def sheet(form: Form, *rows: Mapping[str, Any]) -> Accepted:
    """A sheet of ``form`` whose rows passed every gate."""
    taken = tuple(
        TakenRow(
            form.row(**values),
            form.title,
            number,
            cells={name: f"{chr(65 + at)}{number}" for at, name in enumerate(values)},
        )
        for number, values in enumerate(rows, 2)
    )
    return Accepted(form, taken, "S-1", f"{form.title}.xlsx")


@pytest.fixture(scope="session")
def given() -> SimpleNamespace:
    """The sample rows and the maker of sheets, by name (test modules cannot import a conftest)."""
    return SimpleNamespace(park=PARK, shop=SHOP, row=ROW, sheet=sheet, today=TODAY)
