import ast
import inspect
from datetime import date
from decimal import Decimal

import pytest

from toolkit.errors import RuleBookError
from toolkit.messages import errors_rulebook
from toolkit.messages.catalogue import error_sentence
from toolkit.messages.finding import Code
from toolkit.rulebook import lists, rulebook, scorecard, yaml
from toolkit.rulebook.rulebook import REVIEW_DEPARTMENTS, RuleBook, digest, parse


def test_the_shipped_rule_book_parses(rules: RuleBook) -> None:
    assert rules.company.short_name == "禾嶼物業"
    assert rules.scorecard.fit_weight == 0.6
    assert rules.process.may_move("談判", "成交")
    assert rules.contract_rules.version
    assert len(rules.digest) == 64


def test_every_file_is_needed_by_name(texts: dict[str, str]) -> None:
    for name in ("lists.yaml", "scorecard.yaml", "company.yaml", "rates.yaml", "standards.yaml", "deadlines.yaml"):
        with pytest.raises(RuleBookError) as caught:
            parse({other: text for other, text in texts.items() if other != name})
        assert (caught.value.code, caught.value.data["file"]) == ("rulebook.file_missing", name)


def test_the_digest_follows_the_texts_and_not_their_order(texts: dict[str, str]) -> None:
    turned = dict(reversed(list(texts.items())))
    assert digest(texts) == digest(turned)
    assert digest(texts) != digest({**texts, "lists.yaml": texts["lists.yaml"] + "\n"})


def test_our_own_credit_code_is_a_right_one(rules: RuleBook) -> None:
    stdnum = pytest.importorskip("stdnum.cn.uscc")
    assert stdnum.is_valid(rules.company.credit_code)


# --- lists ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("收費模式", "包干", "包乾制"),
        ("收費模式", "包乾", "包乾制"),
        ("收費模式", "包幹", "包乾制"),
        ("收費模式", "保底＋扣點", "保底+扣點"),
        ("物業類型", "写字楼", "寫字樓"),
        ("物業類型", "小区", "住宅"),
        ("物業類型", "OFFICE", "寫字樓"),
        ("信息來源", "合作伙伴推荐", "夥伴推薦"),
        ("階段", "已签约", "成交"),
        ("單價單位", "元/平方米/月", "元/㎡/月"),
        ("單價單位", "元/m2/天", "元/㎡/天"),
        ("主體類型", "业委会", "業主委員會"),
        ("查詢結論", "未查询", "未查"),
        ("審核部門", "法務", "法務部"),
    ],
)
def test_aliases_in_both_scripts(rules: RuleBook, name: str, typed: str, value: str) -> None:
    assert rules.lists[name].find(typed) == value


@pytest.mark.parametrize("name", ["元/㎡", "每平米", "月"])
def test_a_unit_is_never_guessed(rules: RuleBook, name: str) -> None:
    assert rules.lists["單價單位"].find(name) is None


def test_the_lists_of_the_domain_are_complete(rules: RuleBook) -> None:
    expected = {
        "物業類型": "住宅 寫字樓 商業綜合體 商鋪 產業園區 工業廠房 倉儲物流 學校 醫院 政府公建 酒店公寓 其他",
        "信息來源": "行業展會 行業協會 夥伴推薦 線上平台 線下調研 招投標平台 主動來訪 老客戶轉介 中介 政府推介 其他",
        "溝通方式": "電話 微信 郵件 拜訪 來訪 視頻 短信 其他",
        "階段": "潛在線索 初步溝通 深入洽談 談判 成交 履約 維護 暫緩 流失",
        "收費模式": "包乾制 酬金制 固定租金 扣點 保底+扣點",
        "合同狀態": "草稿 審批中 待簽 執行中 即將到期 已續約 到期 終止 作廢",
        "意向程度": "高 中 低 無",
        "聯繫結果": "已達成 有意向 需跟進 無意向 未聯繫上",
        "單價單位": "元/㎡/月 元/㎡/天 元/月 元/年 坪/月 平方呎/月",
    }
    for name, values in expected.items():
        assert rules.lists[name].values == tuple(values.split())


def test_every_entry_has_english(rules: RuleBook) -> None:
    assert [(name, entry.value) for name, one in rules.lists.items() for entry in one.entries if not entry.en] == []


def test_an_alias_with_two_meanings_is_refused(broken) -> None:
    error = broken("lists.yaml", "aliases: [小區,", "aliases: [辦公樓, 小區,")
    assert error.code == "rulebook.alias_twice"
    assert (error.data["first"], error.data["second"]) == ("住宅", "寫字樓")


def test_an_entry_that_rules_need_may_not_go(broken) -> None:
    error = broken("lists.yaml", "  流失: {", "  丟失: {")
    assert (error.code, error.data["value"]) == ("rulebook.entry_needed", "階段：流失")


# --- scorecard -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("{fit: 0.6, engagement: 0.4}", "{fit: 0.6, engagement: 0.5}", "rulebook.weights_wrong", "weights.fit"),
        ("points: 20\n    measures", "points: 21\n    measures", "rulebook.weights_wrong", "fit.property_match"),
        ("grades: {A: 80, B: 65", "grades: {A: 60, B: 65", "rulebook.bands_unordered", "grades"),
        ("[[0, 0.2], [5000, 0.4]", "[[0, 0.2], [-5, 0.4]", "rulebook.bands_unordered", ""),
        ("unchecked_cap: B", "unchecked_cap: E", "rulebook.entry_unknown", "unchecked_cap"),
        ("only_for: [租賃招商]", "only_for: [租賃]", "rulebook.entry_unknown", ""),
        ("unknown_share: 0.5", "unknown_share: 1.5", "rulebook.out_of_range", "unknown_share"),
        ("unknown_share: 0.5", "unknown_shares: 0.5", "rulebook.unknown_key", "unknown_shares"),
    ],
)
def test_a_wrong_scorecard_is_refused(broken, old: str, new: str, code: str, key: str) -> None:
    error = broken("scorecard.yaml", old, new)
    assert error.code == code
    assert key in str(error.data["key"])
    assert int(str(error.data["line"])) > 1


@pytest.mark.parametrize(
    ("total", "grade"), [(100, "A"), (80, "A"), (79.9, "B"), (65, "B"), (50, "C"), (49.9, "D"), (0, "D")]
)
def test_grades_are_half_open_bands(rules: RuleBook, total: float, grade: str) -> None:
    assert rules.scorecard.grade(total) == grade


def test_the_seeds_four_factors_with_their_points(rules: RuleBook) -> None:
    assert [(item.title, item.points) for item in rules.scorecard.fit] == [
        ("物業類型匹配", 20),
        ("合作規模", 25),
        ("企業信譽", 25),
        ("財務狀況", 30),
    ]
    assert sum(item.points for item in rules.scorecard.engagement) == 100


def test_what_cannot_be_asked_leaves_its_points_to_the_rest(rules: RuleBook) -> None:
    finance = rules.scorecard.fit[3]
    assert [item.title for item in finance.of("物業服務外拓", "企業")] == ["註冊資本", "上年營收", "預算"]
    only = finance.of("物業服務外拓", "業主委員會")
    assert [(item.title, item.points) for item in only] == [("預算", 30)]


def test_an_unknown_value_in_a_lookup_is_listed_where_it_counts(rules: RuleBook) -> None:
    match = rules.scorecard.fit[0].measures[0]
    assert set(match.kind.shares) == set(rules.lists["物業類型"].values)


# --- rates, standards, deadlines -----------------------------------------------------------------------


def test_a_rate_with_its_range(rules: RuleBook) -> None:
    rate = rules.rates.rate("物業服務外拓", "寫字樓", "標準級")
    assert rate is not None
    assert (rate.price, rate.unit, rate.low, rate.high) == (
        Decimal("12.00"),
        "元/㎡/月",
        Decimal("11.04"),
        Decimal("12.96"),
    )
    assert rate.basis == "公司收費標準（2026-10-01 起執行）"


@pytest.mark.parametrize(
    ("line", "kind", "level"),
    [("其他", "寫字樓", "標準級"), ("物業服務外拓", "其他", "標準級"), ("物業服務外拓", "商鋪", "尊享級")],
)
def test_without_a_rate_there_is_none(rules: RuleBook, line: str, kind: str, level: str) -> None:
    assert rules.rates.rate(line, kind, level) is None


def test_a_rate_for_an_unknown_kind_is_refused(broken) -> None:
    error = broken("rates.yaml", "      住宅:   ", "      民宅:   ")
    assert (error.code, error.data["value"]) == ("rulebook.entry_unknown", "民宅")


def test_requirements_follow_level_and_property(rules: RuleBook) -> None:
    found = rules.standards.requirements(["秩序維護"], "寫字樓", "優質級")
    patrol = next(item for item in found if item.measure == "巡邏")
    assert patrol.frequency == "每2小時一次"
    homes = rules.standards.requirements(["綜合管理"], "住宅", "標準級")
    offices = rules.standards.requirements(["綜合管理"], "寫字樓", "標準級")
    assert {item.measure for item in homes} - {item.measure for item in offices} == {"公共收益與費用公示"}


def test_every_property_has_suggested_services_and_a_focus(rules: RuleBook) -> None:
    for kind in rules.lists["物業類型"].values:
        assert rules.standards.suggested_for(kind)
        assert rules.standards.focus_for(kind)
    for service in rules.lists["服務內容"].values:
        assert rules.standards.scope(service)


def test_every_requirement_is_complete_at_every_level(rules: RuleBook) -> None:
    for level in rules.lists["服務標準"].values:
        for kind in rules.lists["物業類型"].values:
            for item in rules.standards.requirements(rules.standards.services, kind, level):
                assert item.requirement, (item, level)
                assert item.frequency, (item, level)


def test_deadlines(rules: RuleBook) -> None:
    assert rules.deadlines.freshness.days == {"A": 30, "B": 45, "C": 90, "D": 180}
    assert rules.deadlines.freshness.resting == {"流失"}
    assert rules.deadlines.first_contact_working_days == 2


def test_a_deadline_for_an_unknown_grade_is_refused(broken) -> None:
    error = broken("deadlines.yaml", "days: {A: 30", "days: {S: 10, A: 30")
    assert error.code == "rulebook.unknown_key"


def test_company_facts(rules: RuleBook) -> None:
    company = rules.company
    assert company.founded_on == date(2009, 4, 16)
    assert company.cases_for("學校")[0].name == "明德實驗學校"
    assert company.cases_for("沒有這一類") == company.cases["其他"]


# --- sentences -----------------------------------------------------------------------------------------


def test_every_code_that_is_raised_has_its_sentence() -> None:
    known = {item.code for item in vars(errors_rulebook).values() if isinstance(item, Code)}
    raised = set()
    for module in (yaml, lists, scorecard, rulebook):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("rulebook."):
                raised.add(node.value)
    assert raised <= known
    assert raised


def test_sentences_are_filled_in(broken) -> None:
    error = broken("lists.yaml", "  流失: {", "  丟失: {")
    for language in ("zh-Hant", "zh-Hans", "en"):
        sentence = error_sentence(error, language)
        assert "{" not in sentence
        assert "lists.yaml" in sentence


def test_only_departments_that_review_are_offered(texts: dict[str, str]) -> None:
    rules = parse(texts)
    assert rules.lists[REVIEW_DEPARTMENTS].values == ("招商部", "財務部", "法務部", "總經理室")
    assert rules.lists[REVIEW_DEPARTMENTS].find("法務合規部") == "法務部"
    assert rules.lists[REVIEW_DEPARTMENTS].find("物業服務部") is None


def test_a_department_that_comes_to_review_is_offered_with_what_else_it_is_called(texts: dict[str, str]) -> None:
    more = (
        "  - {department: 物業服務部, role: project, folder: 內部/會簽/物業服務部}\n"
        "  - {department: 安全部, role: project, folder: 內部/會簽/安全部}\n"
    )
    process = texts["process.yaml"].replace("\nstages:\n", f"{more}\nstages:\n", 1)
    offered = parse({**texts, "process.yaml": process}).lists[REVIEW_DEPARTMENTS]
    assert offered.values[-2:] == ("物業服務部", "安全部")
    assert offered.find("運營部") == "物業服務部"


def test_days_are_looked_at_where_today_is_known(texts: dict[str, str]) -> None:
    assert parse(texts, today=date(2025, 10, 31)).process.version == "1.0"
    with pytest.raises(RuleBookError, match="day_far_ahead"):
        parse(texts, today=date(2025, 10, 30))
