"""What the tests of this stage share: the shipped rule book, a client in our care, answers."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from toolkit.forms.reading import TakenRow
from toolkit.outcome import Accepted, Customer, Move, Outcome, Record
from toolkit.rulebook.rulebook import RuleBook, parse
from toolkit.stages.aftercare.forms import SATISFACTION
from toolkit.stages.contract.desk import contract_key
from toolkit.stages.overlay import Nothing, Overlay

MANUAL = Path(__file__).resolve().parents[3] / "manual"
NUMBER = "HT-20261124-0001"
CUSTOMER = Customer(
    "SJ-20261105-0003",
    "華景置業有限公司",
    owner="王敏",
    deal_stage="履約",
    grade="A",
    prospect={"property_name": "華景中心", "contact_person": "林志遠"},
)


def contract(**changes: Any) -> Record:
    """A signed contract of the client."""
    payload = {
        "contract_id": NUMBER,
        "customer": CUSTOMER.id,
        "name": "華景中心物業服務合同",
        "biz_line": "物業服務外拓",
        "contract_state": "執行中",
        "version": 1,
        "check_code": "7F3A-91C2",
        "counterparty": CUSTOMER.name,
        "property_name": "華景中心",
        "scope": "秩序維護、清潔衛生、工程維修。",
        "service_standard": "優質級",
        "fee_mode": "包乾制",
        "unit_price": "8.5",
        "price_unit": "元/㎡/月",
        "amount": "15912000",
        "starts_on": "2027-01-01",
        "ends_on": "2029-12-31",
        "signed_on": "2026-12-01",
    } | changes
    key = contract_key(payload["contract_id"])
    day = date.fromisoformat(payload["starts_on"])
    return Record("contracts", key, payload, CUSTOMER.id, day=day)


def answer(day: date, overall: int, **changes: Any) -> dict[str, Any]:
    """One row of the satisfaction sheet."""
    return {"customer": CUSTOMER.name, "day": day, "overall": overall, "method": "問卷"} | changes


def sheet(*rows: Mapping[str, Any]) -> Accepted:
    """A satisfaction sheet whose rows passed every gate."""
    taken = tuple(
        TakenRow(SATISFACTION.row(**values), SATISFACTION.title, number) for number, values in enumerate(rows, 2)
    )
    return Accepted(SATISFACTION, taken, "S-1", "滿意度回訪表.xlsx")


@pytest.fixture(scope="session")
def rules() -> RuleBook:
    """The rule book as shipped."""
    return parse({path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.yaml")})


@pytest.fixture
def ledger() -> Overlay:
    """A ledger with one client in service under one contract."""
    came = Move(CUSTOMER.id, "成交", "履約", date(2026, 12, 28), "周強", "現場交接完成")
    known = Outcome(customers=(CUSTOMER,), records=(contract(),), moves=(came,))
    return Overlay(Nothing()).over(known)


@pytest.fixture(scope="session")
def given() -> SimpleNamespace:
    """Sample rows and makers (test modules cannot import a conftest)."""
    return SimpleNamespace(number=NUMBER, customer=CUSTOMER, contract=contract, answer=answer, sheet=sheet)
