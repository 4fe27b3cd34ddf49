from datetime import date
from decimal import Decimal

import pytest

from toolkit.figures.events import happened
from toolkit.figures.figure import Figure
from toolkit.figures.frames import build_frames
from toolkit.figures.metrics import as_share
from toolkit.figures.period import Period
from toolkit.figures.scoring import Result, Scorecard, attainment, scorecards
from toolkit.stages.review.people import person_results

D = Decimal
JAN = Period("2026-01")


def by_metric(card):
    return {item.metric: item for item in card.results}


def test_targets_meet_the_actuals_of_the_ledger(frames, events):
    yi, jia = scorecards(frames, events, JAN)
    assert (yi.person, jia.person) == ("乙", "甲")
    results = by_metric(jia)
    # 2 new customers of 4: half of 40 points; none of two visitors signed: 0 of 40; then 0.972 ÷ 0.96 of 20
    assert results["新增客戶數"].points == D(20)
    assert results["簽約率"].target == D("0.5")
    assert results["簽約率"].points == D(0)
    assert results["收繳率"].points == D(20) * (D("0.972") / D("0.96"))
    assert jia.score == D("40.25")
    assert jia.counted == 100


def test_what_cannot_be_counted_does_not_pull_the_score_down(frames, events):
    yi = scorecards(frames, events, JAN)[0]
    results = by_metric(yi)
    assert results["簽約率"].actual is None
    assert results["簽約率"].points is None
    assert yi.counted == 50
    assert yi.score == 100


def test_a_report_that_contradicts_the_ledger_is_shown_and_does_not_count(frames, events):
    rate = by_metric(scorecards(frames, events, JAN)[1])["簽約率"]
    assert (rate.reported, rate.figure.value, rate.actual) == (D("0.25"), D(0), D(0))
    assert rate.contradicts
    assert not by_metric(scorecards(frames, events, JAN)[1])["收繳率"].contradicts


def test_a_target_of_nothing_gives_no_points(frames, events):
    (card,) = scorecards(frames, events, Period("2026-02"))
    assert card.results[0].attainment is None
    assert card.score is None


@pytest.mark.parametrize(
    ("metric", "target", "actual", "expected"),
    [
        ("新增客戶數", D(4), D(6), D("1.5")),
        ("成交週期", D(60), D(45), D(60) / 45),  # fewer days are better
        ("成交週期", D(60), D(90), D(60) / 90),
        ("渠道成本", D(500), D(0), D("1.2")),
        ("新增客戶數", D(0), D(3), None),
        ("簽約率", D("0.3"), None, None),
    ],
)
def test_attainment(metric, target, actual, expected):
    assert attainment(metric, target, actual) == expected


def test_nobody_has_targets_in_another_period(frames, events):
    assert scorecards(frames, events, Period("2026-Q1")) == ()


def one_result(metric, reported):
    rows = {"kpi": [("2026-01", "甲", metric, "100", "0.5", reported)]}
    found = build_frames(rows)
    ((result,),) = (card.results for card in scorecards(found, happened(found, date(2026, 1, 31)), JAN))
    return result


def test_a_report_where_the_ledger_has_nothing_to_count_is_shown_and_gives_no_points():
    result = one_result("簽約率", "0.333")
    assert (result.unproven, result.contradicts, result.actual, result.points) == (True, False, None, None)
    line = person_results([Scorecard("甲", (result,))])[0].lines[0]
    assert line.actual == "33.3%（人工）"
    assert "不計分" in line.remark


@pytest.mark.parametrize(("typed", "contradicts"), [("66.7", False), ("0.6667", False), ("66.6", True), ("67", True)])
def test_what_was_printed_may_be_typed_back(typed, contradicts):
    figure = Figure("簽約率", D(2) / 3, 3, D(2), 3)
    reported = as_share("簽約率", D(typed))
    assert Result("簽約率", D(1), D(1), figure, reported, None, None, None).contradicts is contradicts
