"""What the tests of this stage share: the shipped rule book, a client with a signed contract, sheets."""

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
from toolkit.stages.contract.desk import contract_key
from toolkit.stages.overlay import Nothing, Overlay

MANUAL = Path(__file__).resolve().parents[3] / "manual"
TODAY = date(2026, 12, 28)
NUMBER = "HT-20261124-0001"

CUSTOMER = Customer(
    "SJ-20261105-0003", "華景置業有限公司", owner="王敏", deal_stage="成交", prospect={"property_type": "寫字樓"}
)


def contract(state: str) -> Record:
    """The contract of the client, as its sheet left it in the ledger."""
    payload = {
        "contract_id": NUMBER,
        "customer": CUSTOMER.id,
        "name": "華景中心物業服務合同",
        "biz_line": "物業服務外拓",
        "contract_state": state,
        "version": 1,
        "property_name": "華景中心",
        "address": "深圳市南山區科苑路 15 號",
        "starts_on": "2027-01-01",
        "ends_on": "2029-12-31",
    }
    return Record("contracts", contract_key(NUMBER), payload, CUSTOMER.id, day=date(2027, 1, 1))


RESOURCES: tuple[Mapping[str, Any], ...] = (
    {
        "contract_id": NUMBER,
        "category": "人員",
        "item": "秩序維護員",
        "specification": "持保安員證",
        "needed": Decimal(12),
        "in_place": Decimal(8),
        "needed_by": date(2026, 12, 25),
        "responsible": "周強",
    },
    {
        "contract_id": NUMBER,
        "category": "人員",
        "item": "客服專員",
        "needed": Decimal(3),
        "in_place": Decimal(3),
        "needed_by": date(2026, 12, 25),
        "responsible": "何婷",
    },
    {
        "contract_id": NUMBER,
        "category": "設備",
        "item": "洗地機",
        "needed": Decimal(2),
        "needed_by": date(2027, 1, 5),
        "responsible": "周強",
    },
)


def thing(category: str, item: str, **changes: Any) -> dict[str, Any]:
    """One row of the handover sheet."""
    return {
        "contract_id": NUMBER,
        "category": category,
        "item": item,
        "condition": "完好",
        "handed_by": "林志遠",
        "received_by": "周強",
        "witness": "何婷",
        "day": date(2026, 12, 28),
    } | changes


HANDOVER: tuple[Mapping[str, Any], ...] = (
    thing("圖紙資料", "竣工圖紙", quantity=Decimal(1)),
    thing("共用設施", "1號客梯", place="A座", quantity=Decimal(1)),
    thing("用房", "物業服務用房", place="B1", quantity=Decimal(2)),
    thing("鑰匙", "設備房鑰匙", quantity=Decimal(36)),
    thing("抄表", "總水表", place="B1 水泵房", reading=Decimal(18236)),
    thing("財務", "裝修押金移交清單"),
)


def node(milestone: str, planned_on: date, **changes: Any) -> dict[str, Any]:
    """One row of the milestone sheet."""
    return {
        "contract_id": NUMBER,
        "milestone": milestone,
        "responsible": "周強",
        "planned_on": planned_on,
    } | changes


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
def rules() -> RuleBook:
    """The rule book as shipped."""
    return parse({path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.yaml")})


@pytest.fixture
def signed() -> Overlay:
    """A ledger with one client whose contract is signed."""
    return Overlay(Nothing()).over(Outcome(customers=(CUSTOMER,), records=(contract("執行中"),)))


@pytest.fixture
def unsigned() -> Overlay:
    """The same with a contract that is still under review."""
    return Overlay(Nothing()).over(Outcome(customers=(CUSTOMER,), records=(contract("審批中"),)))


@pytest.fixture(scope="session")
def given() -> SimpleNamespace:
    """Sample rows and the makers of rows and sheets (test modules cannot import a conftest)."""
    return SimpleNamespace(
        today=TODAY,
        number=NUMBER,
        resources=RESOURCES,
        handover=HANDOVER,
        thing=thing,
        node=node,
        sheet=sheet,
    )
