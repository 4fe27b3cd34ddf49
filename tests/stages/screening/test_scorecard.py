from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from time import process_time
from typing import Any

import pytest

from toolkit.forms.reading import TakenRow
from toolkit.outcome import Record, Score
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.records import payload
from toolkit.stages.screening.gauges import half_up
from toolkit.stages.screening.scorecard import Model, score

MakeRow = Callable[..., TakenRow]
TODAY = date(2026, 11, 24)


@pytest.fixture
def scored(rules: RuleBook, prospect: MakeRow, rich: dict[str, Any]) -> Callable[..., Score]:
    """Score a complete prospect with the given changes; a field set to None is not known."""

    def make(*contacts: Record, on: date = TODAY, **changes: Any) -> Score:
        row = payload(prospect(2, **{**rich, **changes}), "A")
        return score("A", row, contacts, rules.scorecard, on)

    return make


def logged(day: date, result: str = "有意向", method: str = "拜訪", counterpart: str = "周敏（總經理）") -> Record:
    row = {"held_at": f"{day.isoformat()}T10:00:00", "result": result, "method": method, "counterpart": counterpart}
    return Record("contacts", str(day), row, customer="A", day=day)


def points(found: Score) -> dict[str, float]:
    return {item.factor: item.points for item in found.factors}


def test_a_complete_prospect_by_hand(scored: Callable[..., Score]) -> None:
    found = scored(logged(date(2026, 11, 17)))
    assert points(found) == {
        "物業類型匹配": 20,
        "合作規模": 20,
        "企業信譽": 25,
        "財務狀況": 27.6,
        "意向程度": 35,
        "決策人接觸": 25,
        "最近接觸": 17.01,
        "預計簽約時間": 16,
    }
    assert found.fit == 92.6
    assert found.engagement == 93.01
    assert found.total == 92.8
    assert (found.grade, found.provisional, found.completeness, found.red_lines) == ("A", False, 1.0, ())


def test_fit_counts_alone_while_there_is_no_engagement(scored: Callable[..., Score]) -> None:
    found = scored(intent=None, expected_signing_on=None)
    assert found.engagement is None
    assert found.total == found.fit == 92.6
    assert len(found.factors) == 4


def test_the_two_sides_are_weighed_as_the_card_says(rules: RuleBook, prospect: MakeRow, rich: dict[str, Any]) -> None:
    row = payload(prospect(2, **rich), "A")
    half = replace(rules.scorecard, fit_weight=0.5, engagement_weight=0.5)
    found = score("A", row, (), half, TODAY)
    assert found.total == half_up(0.5 * found.fit + 0.5 * (found.engagement or 0), 1)


def test_unknown_is_not_zero(scored: Callable[..., Score]) -> None:
    bare = dict.fromkeys(("floor_area", "founded_on", "registered_capital", "last_revenue", "budget"))
    found = scored(**bare, intent=None, expected_signing_on=None)
    line = {item.factor: item for item in found.factors}
    assert line["合作規模"].points == 12.5
    assert line["合作規模"].reason == "建築面積未知，暫計 12.5/25 分"
    assert line["合作規模"].lift == "補填建築面積（最多再加 12.5 分）"
    assert not line["財務狀況"].known
    assert line["物業類型匹配"].known
    assert found.provisional
    assert found.completeness == 0.35


def test_unknown_scores_above_the_worst_known(scored: Callable[..., Score]) -> None:
    assert scored(last_revenue=None).fit > scored(last_revenue=Decimal(10)).fit


@pytest.mark.parametrize(
    ("area", "share"), [(0, 5), ("4999.99", 5), (5000, 10), (19999, 10), (20000, 15), (99999, 20), (100000, 25)]
)
def test_bands_are_half_open(scored: Callable[..., Score], area: Any, share: float) -> None:
    assert points(scored(floor_area=Decimal(area)))["合作規模"] == share


def test_leasing_measures_a_smaller_area(scored: Callable[..., Score]) -> None:
    assert points(scored(floor_area=Decimal(1200)))["合作規模"] == 5
    assert points(scored(floor_area=Decimal(1200), biz_line="租賃招商"))["合作規模"] == 20


@pytest.mark.parametrize("field", ["serious_violation", "dishonest", "sector_penalty"])
def test_a_red_line_locks_the_lowest_grade_and_says_why(scored: Callable[..., Score], field: str) -> None:
    found = scored(**{field: "有"})
    assert found.grade == "D"
    assert found.total > 65
    (reason,) = found.red_lines
    assert "鎖定 D 級" in reason
    assert "2026-11-02" in reason


def test_a_red_line_stays_however_old(scored: Callable[..., Score]) -> None:
    assert scored(dishonest="有", checked_on=date(2024, 1, 1)).grade == "D"


@pytest.mark.parametrize(
    "changes",
    [
        {"dishonest": "未查"},
        {"dishonest": None},
        {"checked_on": None},
        {"checked_on": TODAY - timedelta(days=91)},
        {"serious_violation": None, "dishonest": None, "sector_penalty": None, "checked_on": None},
    ],
)
def test_what_was_not_checked_caps_at_b(scored: Callable[..., Score], changes: dict[str, Any]) -> None:
    found = scored(logged(date(2026, 11, 20)), **changes)
    assert found.total >= 80
    assert found.grade == "B"
    assert found.factors[-1].factor == "評級上限"
    assert "可評 A 級" in found.factors[-1].lift
    assert found.red_lines == ()


def test_a_check_of_ninety_days_still_counts(scored: Callable[..., Score]) -> None:
    assert scored(checked_on=TODAY - timedelta(days=90)).grade == "A"


def test_a_cap_does_not_lift_a_low_grade(scored: Callable[..., Score]) -> None:
    poor = {
        "floor_area": Decimal(10),
        "property_type": "其他",
        "last_revenue": Decimal(1),
        "registered_capital": Decimal(1),
    }
    found = scored(**poor, intent="無", budget=Decimal(1), dishonest="未查", expected_signing_on=None)
    assert found.grade == "D"
    assert all(item.factor != "評級上限" for item in found.factors)


def test_recency_decays_by_half_in_thirty_days(scored: Callable[..., Score]) -> None:
    recent = logged(TODAY)
    assert points(scored(recent))["最近接觸"] == 20
    assert points(scored(recent, on=TODAY + timedelta(days=30)))["最近接觸"] == 10
    assert points(scored(recent, on=TODAY + timedelta(days=60)))["最近接觸"] == 5


@pytest.mark.parametrize(
    ("method", "counterpart", "result", "expected"),
    [
        ("拜訪", "周敏（總經理）", "有意向", 25),
        ("電話", "王總", "需跟進", 20),
        ("視頻", "李董", "需跟進", 25),
        ("拜訪", "劉工（工程主管）", "有意向", 12.5),
        ("微信", "前台", "有意向", 8.75),
        ("電話", "Chen (Director)", "有意向", 20),
        ("電話", "總務科王小姐", "需跟進", 8.75),
        ("電話", "周敏", "未聯繫上", 0),
    ],
)
def test_who_was_met_and_how(
    scored: Callable[..., Score], method: str, counterpart: str, result: str, expected: float
) -> None:
    found = scored(logged(date(2026, 11, 20), result, method, counterpart))
    assert points(found)["決策人接觸"] == expected


def test_the_prospects_own_contact_decides_by_the_title_of_the_list(scored: Callable[..., Score]) -> None:
    assert points(scored(logged(TODAY, method="電話", counterpart="周敏")))["決策人接觸"] == 20
    assert points(scored(logged(TODAY, method="電話", counterpart="周敏"), title="文員"))["決策人接觸"] == 8.75


def test_a_later_contact_overrides_the_intent_of_the_list(scored: Callable[..., Score]) -> None:
    assert points(scored(logged(date(2026, 11, 20), "無意向")))["意向程度"] == 0
    assert points(scored(logged(date(2026, 10, 20), "無意向")))["意向程度"] == 35
    assert points(scored(logged(date(2026, 11, 20), "需跟進")))["意向程度"] == 35


def test_every_factor_explains_itself(scored: Callable[..., Score]) -> None:
    for found in (scored(), scored(logged(TODAY)), scored(budget=None)):
        for item in found.factors:
            assert item.reason
            assert item.points <= item.of or item.of == 0


def test_what_would_lift_the_score_lifts_it_by_that_much(scored: Callable[..., Score]) -> None:
    before = scored(budget=None)
    line = next(item for item in before.factors if item.factor == "財務狀況")
    assert "補填預算（最多再加 5 分）" in line.lift
    assert scored(budget=Decimal(9_000_000)).fit - before.fit == pytest.approx(5)


def test_an_owners_committee_is_not_asked_for_capital(scored: Callable[..., Score]) -> None:
    names = ("credit_code", "founded_on", "registered_capital", "last_revenue")
    found = scored(party_type="業主委員會", property_type="住宅", **dict.fromkeys(names))
    line = {item.factor: item for item in found.factors}
    assert (line["財務狀況"].points, line["財務狀況"].of, line["財務狀況"].known) == (30, 30, True)
    assert (line["企業信譽"].points, line["企業信譽"].known) == (25, True)
    assert "註冊資本" not in line["財務狀況"].reason
    assert not found.provisional


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [(8.745, 2, 8.75), (2.675, 2, 2.68), (79.95, 1, 80.0), (79.94, 1, 79.9), (11.25, 1, 11.3)],
)
def test_rounding_is_half_up_as_in_a_workbook(value: float, digits: int, expected: float) -> None:
    assert half_up(value, digits) == expected


def test_many_at_once_are_scored_as_each_alone(rules: RuleBook, prospect: MakeRow, rich: dict[str, Any]) -> None:
    pick, rows = Random(7), []
    for number in range(300):
        known = {name: value for name, value in rich.items() if pick.random() < 0.8}
        row = payload(prospect(number, **known, biz_line=pick.choice(["物業服務外拓", "商業招商"])), "A")
        for name in ("floor_area", "registered_capital", "last_revenue", "budget"):
            if name in row:
                row[name] = str(int(pick.lognormvariate(9, 2)))
        rows.append(row)
    model = Model(rules.scorecard)
    together = [model.score("A", row, (), TODAY) for row in rows]
    assert together == [score("A", row, (), rules.scorecard, TODAY) for row in rows]
    assert len({one.factors for one in together}) > 250


@pytest.mark.benchmark
def test_twenty_thousand_prospects(rules: RuleBook, prospect: MakeRow, rich: dict[str, Any]) -> None:
    rows = []
    for number in range(20_000):
        row = payload(prospect(2, **rich), "A")
        rows.append({**row, "floor_area": str(number * 7), "last_revenue": str(number), "budget": str(number * 301)})
    start = process_time()
    model = Model(rules.scorecard)
    found = [model.score("A", row, (), TODAY) for row in rows]
    seconds = process_time() - start
    print(f"\n20,000 prospects scored in {seconds:.2f} s")
    assert len(found) == 20_000
    assert seconds < 1.2
