"""What the report says in words is true of the figures below it."""

from datetime import date

import pytest

from toolkit.documents.draw.charts import chart_of
from toolkit.figures.backtest import Case, backtest
from toolkit.figures.diagnosis import Count, Ill
from toolkit.figures.events import happened
from toolkit.figures.frames import build_frames
from toolkit.figures.funnel import Step
from toolkit.figures.period import Period
from toolkit.stages.review.backtest import Tested, backtest_order
from toolkit.stages.review.charts import ill_chart, shared_charts
from toolkit.stages.review.summary import leak, summary, unfinished

NOV = Period("2026-11")
TODAY = date(2026, 11, 24)


def steps(*counts):
    return [Step(f"第{at}步", n, None, None) for at, n in enumerate(counts, 1)]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((20, 8, 0, 0), "停在「第1步」而未到「第2步」的最多：20 家中 12 家（60.0%，含仍在跟進的）"),
        ((20, 15, 2, 2), "停在「第2步」而未到「第3步」的最多：15 家中 13 家"),
        ((4, 0), ""),  # too few to say so
        ((6, 6), ""),  # nobody stays behind
    ],
)
def test_most_stand_where_most_stay_behind_and_are_not_called_lost(counts, expected):
    assert expected in leak(steps(*counts))
    assert "流失" not in leak(steps(*counts))
    assert bool(leak(steps(*counts))) == bool(expected)


def ill(name, above, below):
    return Ill(name, "", Count(above, below), Count(0, 0), (), ())


def test_a_chart_names_no_worst_of_one_case():
    chart = chart_of(ill_chart([ill("談判缺乏準備", 1, 1), ill("信息收集不完整", 3, 10)])["ills"])
    assert chart.title == "最突出的是「信息收集不完整」：30.0%（3 ÷ 10）（＊不足 5 例，不比）"
    assert list(chart.categories) == ["談判缺乏準備＊", "信息收集不完整"]


def visits(channel, count, signed):
    customers = [
        (f"{channel}{n}", "", "2026-11-02", "甲", channel, "租賃招商", "商鋪", None, "", "") for n in range(count)
    ]
    contacts = [(one[0], "2026-11-03T10:00", "甲", "來訪", True, True) for one in customers]
    return customers, contacts, [(one[0], "談判", "成交", "2026-11-20", "甲") for one in customers[:signed]]


def test_a_channel_of_one_visitor_is_marked_and_not_called_the_best():
    fair, partner = visits("展會", 6, 2), visits("夥伴", 1, 1)
    names = ("customers", "contacts", "moves")
    frames = build_frames({name: [*fair[at], *partner[at]] for at, name in enumerate(names)})
    chart = chart_of(shared_charts(frames, happened(frames, TODAY), NOV)["channel"])
    assert chart.title == "展會簽約率最高：33.3%（2 ÷ 6）（＊不足 5 例，不比）"
    assert list(chart.categories) == ["夥伴＊", "展會"]


def test_a_grade_of_one_deal_is_marked_beside_the_best(rules):
    cases = [Case(True, 90, "A", TODAY, {}), *(Case(at < 5, 70, "B", TODAY, {}) for at in range(8))]
    order = backtest_order(Tested(backtest(cases, ("A", "B"), {}), "台帳"), rules, TODAY)
    chart = chart_of(order.context["charts"]["rate"])
    assert chart.title == "B的簽約率最高：62.5%（n=8；＊不足 5 家，不比）"
    assert next(iter(chart.categories)) == "A＊（n=1）"


def test_a_tenth_of_few_deals_is_marked_and_its_size_explained(rules):
    sizes = (11, 15, 3, 15, 11, 11, 11, 11, 11, 11)
    scores = [90 - place for place, size in enumerate(sizes) for _ in range(size)]
    cases = [Case(at % 2 == 0, score, "", TODAY, {}) for at, score in enumerate(scores)]
    context = backtest_order(Tested(backtest(cases, (), {}), "台帳"), rules, TODAY).context
    marked = {
        (int(one["tested"]) < 5, one["tested_rate"][-1], one["lift_times"][-1] == "＊") for one in context["lifts"]
    }
    assert marked == {(True, "＊", True), (False, "%", False)}
    assert context["statistics"][-1].startswith("下表按分數由高到低")


@pytest.mark.parametrize(
    ("period", "as_of", "expected"),
    [
        ("2026-11", TODAY, "；截至 24 日，本期未完"),
        ("2026-Q4", TODAY, "；截至 11 月 24 日，本期未完"),
        ("2026-11", date(2026, 11, 30), ""),
    ],
)
def test_a_period_that_still_runs_says_so_where_it_is_compared(period, as_of, expected):
    assert unfinished(Period(period), as_of) == expected
    frames = build_frames({})
    text = "".join(summary(frames, happened(frames, as_of), Period(period)))
    assert ("本期未完" in text, expected in text) == (bool(expected), True)


def test_of_a_period_that_has_not_begun_nothing_else_is_said():
    frames = build_frames({})
    told = summary(frames, happened(frames, TODAY), Period("2027-03"))
    assert told == ("2027年3月尚未開始（數據截至 2026-11-24），沒有可計的數字。",)
    assert unfinished(Period("2027-03"), TODAY) == "；本期尚未開始"
