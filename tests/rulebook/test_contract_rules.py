"""Counsel's file: what is read of it, and how a slip in it is told."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from toolkit.errors import RuleBookError
from toolkit.rulebook.contract_rules import ContractRules, RiskLevel, parse_contract_rules
from toolkit.rulebook.yaml import parse_yaml

SHIPPED = (Path(__file__).resolve().parents[2] / "manual" / "contract_rules.yaml").read_text(encoding="utf-8")
HEAD = """\
version: "1"
counsel: 法務部
disclaimer: 僅供參考
locked_clauses: [違約責任]
expiry_ladder:
  租賃招商: [30, 90, 60]
  其他: [60]
rules:
"""
RULE = """\
  - key: cut
    article: 民法典 944
    title: 停水停電
    finding: 出現「{words}」
    advice: 請刪除
    severity: 高
    effective_from: 2021-01-01
    lines: [物業服務外拓]
    threshold: 0.30
    phrases:
      - [停水, 停電]
    unless: [不得]
"""


def parsed(text: str) -> ContractRules:
    return parse_contract_rules(parse_yaml("contract_rules.yaml", text))


def test_one_rule() -> None:
    rule = parsed(HEAD + RULE).rules["cut"]
    assert (rule.level, rule.threshold, rule.effective_from) == (
        RiskLevel.HIGH,
        Decimal("0.30"),
        date(2021, 1, 1),
    )
    assert rule.phrases == (("停水", "停电"),)
    assert rule.unless == ("不得",)


@pytest.mark.parametrize(
    ("line", "on", "applies"),
    [
        ("物業服務外拓", date(2021, 1, 1), True),
        ("物業服務外拓", date(2020, 12, 31), False),
        ("租賃招商", date(2026, 1, 1), False),
    ],
)
def test_rule_is_in_force_for_its_line_from_its_day(line: str, on: date, applies: bool) -> None:
    assert bool(parsed(HEAD + RULE).in_force(line, on)) is applies


@pytest.mark.parametrize(("line", "ladder"), [("租賃招商", (90, 60, 30)), ("物業服務外拓", (60,)), ("其他", (60,))])
def test_ladder_is_read_longest_first(line: str, ladder: tuple[int, ...]) -> None:
    assert parsed(HEAD + RULE).ladder(line) == ladder


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("severity: 高", "severity: 很高", "rulebook.entry_unknown", 14),
        ("article: 民法典 944", "artikel: 民法典 944", "rulebook.unknown_key", 10),
        ("effective_from: 2021-01-01", "effective_from: 2021/1/1", "rulebook.day_expected", 15),
        ("threshold: 0.30", "threshold: 三成", "rulebook.number_expected", 17),
        ("[30, 90, 60]", "[30, 九十]", "rulebook.number_expected", 6),
        ("counsel: 法務部\n", "", "rulebook.key_missing", 1),
    ],
)
def test_slip_is_told_with_its_line(old: str, new: str, code: str, line: int) -> None:
    with pytest.raises(RuleBookError) as raised:
        parsed((HEAD + RULE).replace(old, new))
    assert (raised.value.code, raised.value.data["line"]) == (code, line)


def test_key_stands_once() -> None:
    with pytest.raises(RuleBookError) as raised:
        parsed(HEAD + RULE + RULE)
    assert raised.value.code == "rulebook.duplicate_key"


def test_shipped_file() -> None:
    rules = parsed(SHIPPED)
    assert rules.ladder("物業服務外拓") == (180, 120, 100, 90)
    assert rules.ladder("租賃招商") == (90, 60, 30)
    for key, article in {
        "service_contents": "938",
        "lease_contents": "704",
        "lease_maximum": "705",
        "lease_unit": "704",
        "lease_written": "707",
        "subcontract_whole": "941",
        "cut_utilities": "944",
        "dismissal": "946",
        "non_renewal": "947",
        "runs_on": "948",
        "penalty_rate": "585",
        "earnest_limit": "586",
        "earnest_or_penalty": "588",
        "format_clause": "496",
        "lease_filing": "商品房屋租賃管理辦法 14",
        "tender": "物業管理條例 24",
        "owners_decision": "278",
    }.items():
        assert article in rules.rules[key].article, key
        assert rules.rules[key].advice
