"""What an English office calls things: the rule book's names, the forms' titles, our own words before those."""

from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.rulebook.rulebook import parse
from toolkit.stages.english import english

MANUAL = Path(__file__).resolve().parents[2] / "manual"
RULES = parse({file.name: file.read_text(encoding="utf-8") for file in MANUAL.glob("*.yaml")})


@pytest.mark.parametrize(
    ("chinese", "said"),
    [
        ("住宅", "Residential"),
        ("潛在線索", "Lead"),
        ("單位", "Unit"),
        ("客戶資料表", "Prospects"),
        ("篩選評分", "Screen and grade"),
        ("缺預算、所在地", "missing: Budget, Address"),
    ],
)
def test_it_is_called_in_english(chinese: str, said: str) -> None:
    say = english(RULES, "en")
    assert say is not None
    assert say(chinese) == said


@pytest.mark.parametrize(("jurisdiction", "money"), [("CN", "CNY"), ("HK", "HKD"), ("TW", "TWD"), ("MO", "MOP")])
def test_money_is_called_what_it_is_where_the_office_works(jurisdiction: str, money: str) -> None:
    say = english(replace(RULES, contract_rules=replace(RULES.contract_rules, jurisdiction=jurisdiction)), "en")
    assert say is not None
    assert [say(text) for text in ("元", "渠道成本合計（元）", "CNY")] == [money, f"Channel cost ({money})", "CNY"]


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_an_office_that_works_in_chinese_needs_none(language: str) -> None:
    assert english(RULES, language) is None
