"""What the tests of this stage share: the shipped rule book, a customer, and sheets from plain values."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from toolkit.forms.form import Form
from toolkit.forms.reading import TakenRow
from toolkit.outcome import Accepted, Customer, Outcome
from toolkit.rulebook.rulebook import RuleBook, parse
from toolkit.stages.overlay import Nothing, Overlay

MANUAL = Path(__file__).resolve().parents[3] / "manual"
TODAY = date(2026, 11, 24)

CUSTOMER = Customer(
    id="SJ-20261105-0003",
    name="華景置業有限公司",
    credit_code="914403001922038216",
    phone="13800138000",
    owner="王敏",
    deal_stage="談判",
    registered_on=date(2026, 11, 5),
    prospect={
        "property_name": "華景中心",
        "property_type": "寫字樓",
        "address": "深圳市南山區科苑路 15 號",
        "floor_area": "52000",
        "phone": "13800138000",
    },
)

SERVICE_ROW: Mapping[str, Any] = {
    "name": "華景中心物業服務合同",
    "biz_line": "物業服務外拓",
    "party_type": "企業",
    "counterparty": "華景置業有限公司",
    "credit_code": "914403001922038216",
    "representative": "陳國棟",
    "contact_address": "深圳市南山區科苑路 15 號華景中心 20 樓",
    "scope": "秩序維護、清潔衛生、設施設備維護、綠化養護、停車管理。",
    "service_standard": "優質級。客戶滿意率不低於 90%，報修 30 分鐘內到場。",
    "fee_mode": "包乾制",
    "unit_price": Decimal("8.5"),
    "price_unit": "元/㎡/月",
    "amount": Decimal(15912000),
    "payment_terms": "按季支付，每季首月 10 日前付清當季費用。",
    "breach": "逾期付款的，每逾期一日按逾期金額的萬分之五支付違約金。",
    "dispute_resolution": "訴訟",
    "starts_on": date(2027, 1, 1),
    "ends_on": date(2029, 12, 31),
    "follow_up_service": "每季回訪一次，每年提交服務改進報告。",
    "penalty_rate": Decimal("0.1"),
    "tax_rate": Decimal("0.06"),
    "invoice_type": "增值稅專用發票",
    "attachments": "設施設備清單、服務標準細則",
}

LEASE_ROW: Mapping[str, Any] = {
    "name": "華景中心 A座1203 租賃合同",
    "biz_line": "租賃招商",
    "party_type": "企業",
    "counterparty": "華景置業有限公司",
    "credit_code": "914403001922038216",
    "representative": "陳國棟",
    "leased_unit": "A座1203",
    "purpose": "辦公",
    "area": Decimal(320),
    "scope": "A座1203 室及其附屬設施的使用，不含停車位。",
    "service_standard": "精裝交付，空調、網絡到位。",
    "fee_mode": "固定租金",
    "unit_price": Decimal(120),
    "price_unit": "元/㎡/月",
    "amount": Decimal(1382400),
    "payment_terms": "按月支付，每月 5 日前付清當月租金。",
    "breach": "逾期付租超過 30 日的，出租人可以解除合同。",
    "dispute_resolution": "訴訟",
    "starts_on": date(2027, 1, 1),
    "ends_on": date(2029, 12, 31),
    "follow_up_service": "出租人提供入駐協助與年度設施檢查。",
    "deposit": Decimal(76800),
}

NEGOTIATION_ROW: Mapping[str, Any] = {
    "customer": "華景置業有限公司",
    "issue": "物業費單價",
    "priority": "必保",
    "ideal": "8.80元/㎡/月",
    "acceptable": "8.50元/㎡/月",
    "floor": "8.13元/㎡/月",
    "concession": "合同期延至三年",
    "concession_cost": Decimal(231712),
    "their_demand": "首年單價不漲",
    "alternative": "改為專項外包",
    "lead_negotiator": "王敏",
}


@pytest.fixture(scope="session")
def rules() -> RuleBook:
    """The rule book as shipped, with both contract templates released by counsel."""
    book = parse({path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.yaml")})
    hashes = {"物業服務合同": "hash-1", "租賃合同": "hash-2"}
    released = replace(book.contract_rules, template_hashes=hashes, released=frozenset(hashes.values()))
    return replace(book, contract_rules=released)


@pytest.fixture
def ledger() -> Overlay:
    """A ledger that knows one customer."""
    return Overlay(Nothing()).over(Outcome(customers=(CUSTOMER,)))


def sheet(form: Form, *rows: Mapping[str, Any], authority: str = "") -> Accepted:
    """A sheet of ``form`` whose rows passed every gate."""
    taken = tuple(
        TakenRow(
            form.row(**values),
            form.title,
            number,
            cells={name: f"{chr(65 + at % 26)}{number}" for at, name in enumerate(values)},
        )
        for number, values in enumerate(rows, 2)
    )
    return Accepted(form, taken, "S-1", f"{form.title}.xlsx", authority)


@pytest.fixture(scope="session")
def given() -> SimpleNamespace:
    """The sample rows and the maker of sheets, by name (test modules cannot import a conftest)."""
    return SimpleNamespace(
        customer=CUSTOMER,
        service=SERVICE_ROW,
        lease=LEASE_ROW,
        negotiation=NEGOTIATION_ROW,
        today=TODAY,
        sheet=sheet,
    )
