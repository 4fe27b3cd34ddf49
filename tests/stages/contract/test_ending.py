"""How contracts end before their time, and who may say so (seed 4c, 民法典 155, 557)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from toolkit.outcome import Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.contract.forms import CONTRACTS
from toolkit.stages.contract.stage import follow, watch
from toolkit.stages.overlay import Overlay

OLD: Mapping[str, Any] = {
    "contract_id": "HT-2025-018",
    "signed_on": date(2025, 12, 20),
    "signed_by": "沈知行",
    "seal_number": "YZ-2025-7",
    "original_location": "檔案室",
    "starts_on": date(2026, 1, 1),
}
VOID: Mapping[str, Any] = {"state": "作廢", "ending_reason": "雙方另簽解除協議"}


def ended(on: date) -> dict[str, Any]:
    return {"state": "終止", "ended_on": on, "ending_reason": "雙方協商"}


class Desk:
    """A client with one contract in force, and whoever drops rows about it."""

    def __init__(self, ledger: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
        self.ledger, self.rules, self.given, self.today = ledger, rules, given, given.today

    def drop(self, changes: Mapping[str, Any], authority: str = "") -> Outcome:
        accepted = self.given.sheet(CONTRACTS, {**self.given.service, **OLD, **changes}, authority=authority)
        outcome = follow(accepted, self.ledger, self.rules, self.today)
        self.ledger = self.ledger.over(outcome)
        return outcome

    def morning(self) -> Outcome:
        outcome = watch([self.given.customer.id], self.ledger, self.rules, self.today)
        self.ledger = self.ledger.over(outcome)
        return outcome

    @property
    def state(self) -> str:
        (record,) = self.ledger.current("contracts", [self.given.customer.id])[self.given.customer.id]
        return str(record.payload["contract_state"])


@pytest.fixture
def signed(ledger: Overlay, rules: RuleBook, given: SimpleNamespace) -> Desk:
    desk = Desk(ledger, rules, given)
    desk.drop({})
    assert desk.state == "執行中"
    return desk


def moves(outcome: Outcome) -> list[tuple[str, str, str]]:
    assert [customer.deal_stage for customer in outcome.customers] == [move.after for move in outcome.moves]
    return [(move.before, move.after, move.cause) for move in outcome.moves]


def codes(outcome: Outcome) -> list[str]:
    return [finding.code.code for finding in outcome.findings]


@pytest.mark.parametrize("authority", ["", "內部/會簽/財務部"])
def test_what_was_signed_is_not_void_by_anybodys_row(signed: Desk, authority: str) -> None:
    outcome = signed.drop(VOID, authority)
    assert codes(outcome) == ["contract.signed_cannot_be_void"]
    assert (outcome.records, outcome.voided, signed.state) == ((), (), "執行中")


@pytest.mark.parametrize("authority", ["內部/會簽/招商部", "內部/會簽/法務部", "內部/會簽/總經理室"])
def test_manager_and_counsel_may_void_what_was_signed(signed: Desk, authority: str) -> None:
    outcome = signed.drop(VOID, authority)
    assert codes(outcome) == ["contract.ended_moved"]
    assert outcome.findings[0].data["after"] == "談判"
    assert [finding.code.severity.value for finding in outcome.findings] == ["warning"]
    assert outcome.voided == ("HT-2025-018",)
    assert signed.state == "作廢"


@pytest.mark.parametrize("on", [date(2025, 12, 19), date(2030, 1, 1)])
def test_an_end_lies_within_the_contracts_life(signed: Desk, on: date) -> None:
    outcome = signed.drop(ended(on))
    assert codes(outcome) == ["contract.ended_outside_term"]
    assert outcome.findings[0].data == {"first": "2025-12-20", "last": "2029-12-31"}
    assert signed.state == "執行中"


def test_a_later_day_lets_it_run_until_then(signed: Desk) -> None:
    first = ended(signed.today)
    assert codes(signed.drop(first)) == ["contract.ended_moved"]
    assert signed.state == "終止"
    later = ended(signed.today + timedelta(days=30))
    outcome = signed.drop(later)
    assert codes(outcome) == ["contract.ended_moved"]  # back from 流失
    assert outcome.documents == ()
    assert signed.state == "執行中"
    assert signed.morning() == Outcome()
    assert signed.drop(later).records[0].change.value == "unchanged"
    signed.today += timedelta(days=30)
    signed.morning()
    assert signed.state == "終止"
    assert codes(signed.drop(VOID, "內部/會簽/法務部")) == ["contract.already_over"]


def test_a_contract_that_is_over_gets_no_new_copy(signed: Desk) -> None:
    signed.drop(ended(signed.today))
    outcome = signed.drop({**ended(signed.today), "original_location": "總部檔案館"})
    assert [record.payload["original_location"] for record in outcome.records] == ["總部檔案館"]
    assert outcome.documents == ()


def test_a_signed_contract_gets_no_second_copy_for_signing(signed: Desk) -> None:
    released = replace(signed.rules.contract_rules, template_hashes={"物業服務合同": "another"})
    signed.rules = replace(signed.rules, contract_rules=released)
    outcome = signed.drop({"original_location": "總部檔案館"})
    assert [order.kind for order in outcome.documents] == ["合同審核表"]


def test_a_void_contract_takes_its_customer_back_to_the_negotiation(signed: Desk) -> None:
    outcome = signed.drop(VOID, "內部/會簽/法務部")
    assert moves(outcome) == [("成交", "談判", "合同 HT-2025-018 作廢：雙方另簽解除協議")]


def test_a_customer_is_lost_on_the_day_its_contract_ends_and_back_when_that_day_moves(signed: Desk) -> None:
    notice = signed.drop(ended(signed.today + timedelta(days=3)))
    assert (moves(notice), codes(notice)) == ([], ["contract.ends_later"])
    assert moves(signed.morning()) == []
    signed.today += timedelta(days=3)
    assert moves(signed.morning()) == [("成交", "流失", "合同 HT-2025-018 終止：雙方協商")]
    assert moves(signed.morning()) == []
    later = signed.today + timedelta(days=9)
    assert moves(signed.drop(ended(later))) == [("流失", "成交", f"合同 HT-2025-018 改至 {later} 終止")]


def test_a_customer_with_another_contract_in_force_stays(signed: Desk) -> None:
    signed.drop({"contract_id": "HT-2025-019", "name": "華景中心停車場服務合同"})
    assert moves(signed.drop(VOID, "內部/會簽/法務部")) == []


def test_what_was_never_signed_moves_nobody(signed: Desk) -> None:
    draft: dict[str, Any] = {**dict.fromkeys(OLD), "contract_id": "HT-2026-1", "starts_on": date(2027, 1, 1)}
    signed.drop(draft)
    never = signed.drop({**draft, **VOID})
    assert (moves(never), codes(never)) == ([], ["contract.ended"])
