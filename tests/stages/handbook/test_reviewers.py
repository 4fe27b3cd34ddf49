"""Who reviews contracts, where, and for whom; which key nodes the system reminds of."""

from pathlib import Path

import pytest

from toolkit.rulebook.rulebook import RuleBook, parse
from toolkit.stages.handbook.cards import card_orders
from toolkit.stages.handbook.speech import CHINESE
from toolkit.stages.handbook.steps import node_lines, roles_of
from toolkit.stages.vocabulary import VOCABULARY

MANUAL = Path(__file__).resolve().parents[3] / "manual"


@pytest.fixture(scope="module")
def rules() -> RuleBook:
    return parse({file.name: file.read_text(encoding="utf-8") for file in MANUAL.glob("*.yaml")}, VOCABULARY)


def test_the_duties_name_the_folder_and_the_deputies(rules: RuleBook) -> None:
    told = {line.role: line.duty for line in roles_of(rules.process, CHINESE)}
    assert told["法務專員"].endswith("代表法務部，《合同會簽表》投入「內部/會簽/法務部」（代理人：未指定）。")
    assert "會簽：" not in told["招商專員"]


def test_the_card_of_the_general_manager_knows_the_approval_form(rules: RuleBook) -> None:
    (card,) = (one for one in card_orders(rules, {}) if one.name.endswith("總經理"))
    assert "內部/會簽/總經理室" in card.context["duty"]
    assert "不填表單" not in card.context["mistakes_basis"]


def test_a_node_that_is_not_reminded_by_its_limit_says_so(rules: RuleBook) -> None:
    told = {line.step_title: line.doers for line in node_lines(rules.process, {}, CHINESE)}
    assert told["登記客戶資料"] == "系統不提醒"
    assert told["續約與擴大合作"] == "按另設的週期提醒"
    assert told["篩選評分"] == "招商專員"
