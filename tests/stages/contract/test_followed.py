"""A contract follows its customer: what the prospect list changes in an unsigned contract (seed 4d)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from toolkit.outcome import Outcome, Record
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.contract import stage as contracts
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.followed import follow_customers
from toolkit.stages.contract.forms import APPROVALS, CONTRACTS
from toolkit.stages.overlay import Nothing, Overlay
from toolkit.stages.screening import stage as screening
from toolkit.stages.screening.forms import PROSPECTS

PROSPECT: Mapping[str, Any] = {
    "name": "華景置業有限公司",
    "registered_on": date(2026, 11, 5),
    "credit_code": "914403001922038216",
    "party_type": "企業",
    "biz_line": "物業服務外拓",
    "property_name": "華景中心",
    "property_type": "寫字樓",
    "address": "深圳市南山區科苑路 15 號",
    "floor_area": Decimal(52000),
    "contact_person": "方景明",
    "phone": "13800138000",
    "source": "行業展會",
    "owner": "王敏",
    "stage": "談判",
}
SIGNED: Mapping[str, Any] = {
    "signed_on": date(2026, 12, 1),
    "signed_by": "沈知行",
    "seal_number": "YY-0088",
    "original_location": "檔案室 3 櫃",
}


class Office:
    """A prospect whose contract all departments have agreed to."""

    def __init__(self, rules: RuleBook, given: SimpleNamespace) -> None:
        self.rules, self.given, self.ledger = rules, given, Overlay(Nothing())
        self.list()
        self.contracts(given.service)

    def list(self, **changes: Any) -> Outcome:
        """Drop the prospect list; what follows for the contracts."""
        accepted, before = self.given.sheet(PROSPECTS, {**PROSPECT, **changes}), self.ledger
        said = screening.follow(accepted, before, self.rules, self.given.today)
        now = before.over(said)
        followed = follow_customers(accepted, said.records, before, now, self.rules, self.given.today)
        self.ledger = now.over(followed)
        return followed

    def contracts(self, row: Mapping[str, Any]) -> Outcome:
        outcome = contracts.follow(self.given.sheet(CONTRACTS, row), self.ledger, self.rules, self.given.today)
        self.ledger = self.ledger.over(outcome)
        return outcome

    def approve(self) -> None:
        known = {name: self.payload[name] for name in ("contract_id", "check_code")}
        word = {**known, "contract_version": self.payload["version"], "opinion": "同意", "reviewer": "李審"}
        for one in Desk(self.ledger, self.rules, self.given.today).reviewers():
            row = {**word, "department": one.department, "day": self.given.today}
            accepted = self.given.sheet(APPROVALS, row, authority=one.folder)
            self.ledger = self.ledger.over(contracts.follow(accepted, self.ledger, self.rules, self.given.today))

    @property
    def payload(self) -> Mapping[str, Any]:
        by_state = self.ledger.having("contracts", "biz_line", ["物業服務外拓"])
        records: list[Record] = [record for found in by_state.values() for record in found]
        return records[0].payload


@pytest.fixture
def office(rules: RuleBook, given: SimpleNamespace) -> Office:
    return Office(rules, given)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("address", "深圳市南山區科苑路 17 號", "坐落（深圳市南山區科苑路 15 號→深圳市南山區科苑路 17 號）"),
        ("property_name", "華景大廈", "物業名稱（華景中心→華景大廈）"),
        ("property_type", "醫院", "物業類型（寫字樓→醫院）"),
        ("party_type", "機關事業單位", "主體類型（企業→機關事業單位）"),
        ("name", "華景實業有限公司", "對方全稱（華景置業有限公司→華景實業有限公司）"),
    ],
)
def test_what_the_text_says_of_the_customer_voids_what_was_agreed(
    office: Office, field: str, value: str, told: str
) -> None:
    office.approve()
    assert office.payload["contract_state"] == "待簽"
    known = {"customer_id": office.payload["customer"]}
    outcome = office.list(**known, **{field: value})
    (finding,) = outcome.findings
    assert (finding.code.code, finding.field, finding.data["changes"]) == ("contract.customer_voids", field, told)
    assert (finding.value, finding.data["version"], finding.data["count"]) == (value, 2, 4)
    assert finding.data["check_code"] == office.payload["check_code"]
    assert office.payload["contract_state"] == "草稿"
    assert [(order.kind, order.final) for order in outcome.documents] == [("合同", False), ("合同審核表", True)]
    assert {line["standing"][:2] for line in outcome.documents[1].context["votes"]} == {"作廢"}
    assert "之前的 4 份意見作廢" in outcome.documents[1].context["voided"]
    assert len(outcome.reminders) == 1
    assert office.list(**known, **{field: value}) == Outcome()


def test_a_draft_nobody_spoke_about_follows_without_a_word_of_votes(office: Office) -> None:
    outcome = office.list(customer_id=office.payload["customer"], address="科苑路 17 號")
    assert [finding.code.code for finding in outcome.findings] == ["contract.customer_redrafts"]
    assert (office.payload["address"], office.payload["version"]) == ("科苑路 17 號", 2)


@pytest.mark.parametrize("changes", [{"phone": "13900139000"}, {"floor_area": Decimal(53000)}, {"remarks": "老客戶"}])
def test_what_the_contract_states_for_itself_stays(office: Office, changes: Mapping[str, Any]) -> None:
    office.approve()
    assert office.list(customer_id=office.payload["customer"], **changes) == Outcome()


def test_what_the_contract_sheet_says_otherwise_stays(office: Office, given: SimpleNamespace) -> None:
    office.contracts({**given.service, "address": "科苑路 15 號 B 座"})
    assert office.list(customer_id=office.payload["customer"], address="科苑路 17 號") == Outcome()


def test_a_signed_contract_does_not_follow_and_that_is_said(office: Office, given: SimpleNamespace) -> None:
    office.approve()
    office.contracts({**given.service, **SIGNED})
    assert office.payload["contract_state"] == "執行中"
    outcome = office.list(customer_id=office.payload["customer"], name="華景實業有限公司")
    assert [(one.code.code, one.data) for one in outcome.findings] == [
        ("contract.signed_stays", {"number": office.payload["contract_id"], "fields": "客戶名稱"})
    ]
    assert (outcome.records, outcome.documents) == ((), ())
