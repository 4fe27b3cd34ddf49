"""Each risk of domain section 5: found where it is, and not where it is not."""

import string
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.contract.forms import Contract
from toolkit.stages.contract.risk_checks import CHECKS
from toolkit.stages.contract.risk_facts import Facts, facts_of
from toolkit.stages.contract.risks import risks
from toolkit.stages.contract.terms import check_code, content_of, sentences, whole_months

ON = date(2026, 11, 24)


PROPERTY = {"property_name": "華景中心", "address": "深圳市福田區"}


def found(rules: RuleBook, row: dict[str, Any], **more: Any) -> dict[str, str]:
    facts = replace(facts_of(Contract(**row)), **more)
    return {risk.rule.key: risk.finding for risk in risks(facts, rules.contract_rules, ON)}


def test_every_rule_can_be_found(rules: RuleBook) -> None:
    for key, rule in rules.contract_rules.rules.items():
        assert bool(rule.phrases) != (key in CHECKS), key
    assert set(CHECKS) <= set(rules.contract_rules.rules)


def test_every_finding_names_only_what_its_check_says(rules: RuleBook) -> None:
    for key, rule in rules.contract_rules.rules.items():
        names = {name for _, name, _, _ in string.Formatter().parse(rule.finding) if name}
        assert names <= {"words"} if rule.phrases else "words" not in names, key


HARMLESS = {"public_promise", "non_renewal", "runs_on"}


def test_sound_service_contract_has_hints_only(rules: RuleBook, given: SimpleNamespace) -> None:
    assert set(found(rules, dict(given.service) | PROPERTY | {"area": Decimal(52000)})) == HARMLESS


def test_sound_lease_has_hints_only(rules: RuleBook, given: SimpleNamespace) -> None:
    row = dict(given.lease) | PROPERTY | {"attachments": "平面圖"}
    assert set(found(rules, row)) == {
        "lease_written",
        "lease_filing",
    }


@pytest.mark.parametrize(
    ("key", "changes", "words"),
    [
        ("dates_in_order", {"ends_on": date(2026, 1, 1)}, "2027-01-01"),
        ("service_contents", {"unit_price": None}, "費用標準"),
        ("text_gaps", {"unit_price": None}, "單價"),
        ("owners_decision", {"party_type": "業主委員會"}, "業主委員會"),
        ("remuneration_accounts", {"fee_mode": "酬金制"}, "代管"),
        ("arbitration_named", {"dispute_resolution": "仲裁"}, "仲裁委員會"),
        ("penalty_rate", {"penalty_rate": Decimal("0.35")}, "35%"),
        ("earnest_limit", {"earnest_money": Decimal(4000000)}, "3,182,400.00"),
        ("earnest_or_penalty", {"earnest_money": Decimal(100)}, "擇一"),
        ("invoice", {"invoice_type": None}, "其中一項"),
        ("annexes", {"attachments": None}, "附件"),
        ("amount_computed", {"amount": Decimal(18000000), "area": Decimal(52000)}, "15,912,000.00"),
        ("cut_utilities", {"special_terms": "業主欠費的，乙方可停水停電。"}, "停水停電"),
        ("subcontract_whole", {"scope": "乙方可將全部服務外包給第三人。"}, "外包"),
        ("dismissal", {"special_terms": "合同期內業主大會不得解聘乙方。"}, "不得解聘"),
        ("auto_renewal", {"special_terms": "期滿自動續約三年。"}, "自動續約"),
        ("public_income", {"special_terms": "公共收益歸乙方所有。"}, "公共收益"),
        ("maintenance_fund", {"special_terms": "維修資金由乙方支配。"}, "維修資金"),
        ("fee_change", {"payment_terms": "乙方可單方調整收費標準。"}, "單方調整"),
        ("format_clause", {"breach": "乙方概不負責。"}, "概不負責"),
        ("format_clause", {"breach": "乙方不承擔任何間接損失。"}, "不承擔任何"),
        ("format_clause", {"breach": "乙方的賠償責任以當年度物業費為限。"}, "物業費為限"),
        ("format_clause", {"special_terms": "乙方賠償總額不超過首年租金。"}, "賠償總額不超過"),
        ("format_clause", {"special_terms": "甲方不得要求賠償停業損失。"}, "不得要求賠償"),
        ("injury_exclusion", {"breach": "造成人身損害的，乙方不承擔責任。"}, "人身損害"),
        ("injury_exclusion", {"breach": "本條的約定免除乙方因造成他人人身損害應承擔的責任。"}, "人身損害"),
        ("deposit_not_earnest", {"special_terms": "違約的，保證金雙倍返還。"}, "雙倍返還"),
        ("identity_number", {"special_terms": "身份證 440301199001011239。"}, "1239"),
        ("amount_pairs", {"payment_terms": "人民幣 1,200 元（大寫：壹仟叁佰元整）。"}, "壹仟叁佰元整"),
    ],
)
def test_service_risk(rules: RuleBook, given: SimpleNamespace, key: str, changes: dict[str, Any], words: str) -> None:
    risk = found(rules, dict(given.service) | changes)
    assert key in risk
    assert words in risk[key]


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("penalty_rate", {"penalty_rate": Decimal("0.30")}),
        ("earnest_limit", {"earnest_money": Decimal(3182400)}),
        ("arbitration_named", {"dispute_resolution": "仲裁", "arbitration_body": "深圳國際仲裁院"}),
        ("cut_utilities", {"special_terms": "乙方不得停水停電催交欠費。"}),
        ("cut_utilities", {"special_terms": "檢修需要停水停電的，應提前公告。"}),
        ("subcontract_whole", {"scope": "乙方不得將全部服務轉委託給第三人。"}),
        ("subcontract_whole", {"scope": "電梯維保可委託專業公司。"}),
        ("public_income", {"special_terms": "公共收益扣除合理成本後歸業主共有，乙方所有支出列明。"}),
        ("fee_change", {"payment_terms": "任何一方不得單方調整收費標準。"}),
        ("amount_pairs", {"payment_terms": "人民幣1,200.00元（大寫：人民幣壹仟貳佰元整）。"}),
        ("amount_computed", {"amount": Decimal(15912001)}),
    ],
)
def test_no_service_risk(rules: RuleBook, given: SimpleNamespace, key: str, changes: dict[str, Any]) -> None:
    assert key not in found(rules, dict(given.service) | changes)


def test_text_is_read_in_either_script(rules: RuleBook, given: SimpleNamespace) -> None:
    row = dict(given.service) | {"special_terms": "业主欠费的，乙方可停水停电。"}
    assert "cut_utilities" in found(rules, row)


def test_first_management_of_homes_is_tendered(rules: RuleBook, given: SimpleNamespace) -> None:
    assert "tender" in found(rules, dict(given.service), property_type="住宅")
    assert "tender" not in found(rules, dict(given.service), property_type="寫字樓")


@pytest.mark.parametrize(
    ("key", "changes", "words"),
    [
        ("lease_contents", {"purpose": None}, "用途"),
        ("lease_unit", {"leased_unit": "A座1203", "scope": "A座 1204 室及附屬設施。"}, "1204"),
        ("lease_maximum", {"ends_on": date(2047, 1, 1)}, "20"),
        ("lease_sublet", {"special_terms": "乙方可自由轉租。"}, "轉租"),
        ("lease_venue", {"special_terms": "由甲方所在地人民法院管轄。"}, "甲方所在地人民法院"),
    ],
)
def test_lease_risk(rules: RuleBook, given: SimpleNamespace, key: str, changes: dict[str, Any], words: str) -> None:
    risk = found(rules, dict(given.lease) | changes)
    assert words in risk[key]


@pytest.mark.parametrize(
    ("unit", "scope"),
    [
        ("A座1203", "Ａ座 １２０３ 室及其附屬設施"),
        ("1203-1205", "1203 室、1205 室"),
        ("3單元502", "3 單元 502 室"),
        ("L1-08", "首層商鋪，建築面積 260 平方米，含 2 間庫房"),
        ("整層", "12 房"),
    ],
)
def test_a_scope_that_names_the_leased_unit_is_no_risk(
    rules: RuleBook, given: SimpleNamespace, unit: str, scope: str
) -> None:
    assert "lease_unit" not in found(rules, dict(given.lease) | {"leased_unit": unit, "scope": scope})


@pytest.mark.parametrize(
    ("ends_on", "keys"),
    [
        (date(2046, 12, 31), {"lease_written", "lease_filing"}),
        (date(2027, 6, 30), {"lease_written", "lease_filing"}),
        (date(2027, 6, 29), {"lease_filing"}),
    ],
)
def test_lease_terms_at_their_limits(rules: RuleBook, given: SimpleNamespace, ends_on: date, keys: set[str]) -> None:
    risk = found(rules, dict(given.lease) | {"ends_on": ends_on})
    assert {key for key in risk if key.startswith("lease_")} == keys


def test_whole_text_is_searched_for_its_contents(rules: RuleBook, given: SimpleNamespace) -> None:
    facts = Facts(Contract(**given.service), (("第一條", "物業服務費按月支付。"),), whole_text=True)
    (risk,) = (one for one in risks(facts, rules.contract_rules, ON) if one.rule.key == "service_contents")
    assert risk.finding.startswith("缺少：服務事項、服務質量、維修資金的使用、服務用房、服務期限、服務交接。")


def test_heaviest_first(rules: RuleBook, given: SimpleNamespace) -> None:
    row = dict(given.service) | {"special_terms": "期滿自動續約。業主欠費的，可停水停電。", "invoice_type": None}
    levels = [risk.level.value for risk in risks(facts_of(Contract(**row)), rules.contract_rules, ON)]
    assert levels == sorted(levels, key=["高", "中", "低", "提示"].index)
    assert levels[0] == "高"


def test_check_code_is_of_everything_that_is_agreed(rules: RuleBook) -> None:
    row = {"name": "甲", "amount": "100", "signed_on": "2026-01-01", "contract_state": "草稿"}
    code = check_code(row, 1, "hash", rules.company)
    assert check_code({**row, "signed_on": "2026-02-02", "contract_state": "待簽"}, 1, "hash", rules.company) == code
    company = replace(rules.company, bank_account="1")
    others = [
        check_code({**row, "amount": "101"}, 1, "hash", rules.company),
        check_code(row, 2, "hash", rules.company),
        check_code(row, 1, "other", rules.company),
        check_code(row, 1, "hash", company),
    ]
    assert len({code, *others}) == 5
    assert content_of(row) == {"name": "甲", "amount": "100"}


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "12.0"),
        (date(2026, 1, 15), date(2026, 2, 14), "1.0"),
        (date(2024, 2, 29), date(2025, 2, 28), "12.0"),
        (date(2026, 1, 1), date(2026, 1, 15), "0.5"),
    ],
)
def test_whole_months(start: date, end: date, months: str) -> None:
    assert whole_months(start, end) == Decimal(months)


def test_sentences() -> None:
    assert list(sentences("一。二；三\n四！ ")) == ["一", "二", "三", "四"]
