from datetime import date
from decimal import Decimal

import pytest

from toolkit.documents.draw.chart_places import marker
from toolkit.documents.draw.charts import chart_of
from toolkit.figures.diagnosis import Count, Ill
from toolkit.figures.events import happened
from toolkit.figures.frames import build_frames
from toolkit.figures.period import Period
from toolkit.forms.column import Privacy
from toolkit.stages.review import markers
from toolkit.stages.review.contexts import KpiReportContext
from toolkit.stages.review.lines import difference, figure_lines, ill_lines
from toolkit.stages.review.report import ReportData, kpi_orders

D = Decimal
NOV = Period("2026-11")
TODAY = date(2026, 11, 24)
SECRET = "0.4321"


def ledger_rows():
    """Twelve leads of two people; five visited, one signed; one of them has a target nobody may see."""
    leads = [
        (f"C{at}", f"客戶{at}", "2026-11-02", "林曉彤" if at % 2 else "陳立文", "行業展會" if at < 9 else "中介",
         "物業服務外拓", "住宅", "100", "", "")
        for at in range(12)
    ]  # fmt: skip
    return {
        "customers": leads,
        "contacts": [(f"C{at}", "2026-11-03T10:00", "林曉彤", "來訪", True, True) for at in range(5)],
        "moves": [
            *((f"C{at}", "", "潛在線索", "2026-11-02", "") for at in range(12)),
            *((f"C{at}", "潛在線索", "初步溝通", "2026-11-03", "") for at in range(5)),
            ("C1", "初步溝通", "成交", "2026-11-20", "林曉彤"),
        ],
        "kpi": [("2026-11", "林曉彤", "簽約率", "100", SECRET, None)],
    }


@pytest.fixture(scope="module")
def orders(rules):
    raised = {
        "origin": "客戶",
        "stage": "深入溝通與方案提供",
        "issue": "等太久",
        "responsible": "周建宏",
        "due_on": "2026-12-15",
        "status": "處理中",
    }
    old = {**raised, "issue": "舊事", "status": "已關閉", "due_on": "2026-05-01"}
    return kpi_orders(ReportData(build_frames(ledger_rows()), (raised, old)), NOV, rules, TODAY)


def raised(at, **changes):
    item = {"origin": "客戶", "stage": "深入溝通與方案提供", "issue": f"第 {at} 項", "responsible": "周建宏"}
    return item | {"due_on": f"2026-11-{1 + at % 28:02d}", "status": "處理中"} | changes


def test_a_report_tells_problems_in_brief_and_where_the_whole_stands(rules):
    done = [raised(at, status="已關閉", due_on="2026-11-01") for at in range(20)]
    left = [raised(at, issue="等" * 200) for at in range(20, 42)]
    everybody, _ = kpi_orders(ReportData(build_frames(ledger_rows()), (*done, *left)), NOV, rules, TODAY)
    told = everybody.context["issues"]
    assert (len(told), everybody.context["more_issues"]) == (30, 12)
    assert sum(item["issue_state"] == "處理中" for item in told) == len(left)  # what is open is left out last
    assert {item["issue"] for item in told if item["issue_state"] == "處理中"} == {"等" * 79 + "…"}
    assert everybody.context["abridged"]


def test_there_is_a_copy_for_everybody_and_a_confidential_one(orders):
    everybody, confidential = orders
    assert (everybody.privacy, everybody.folder) == (Privacy.OPEN, "報表")
    assert (confidential.privacy, confidential.folder) == (Privacy.INTERNAL, "內部")
    assert confidential.context["people"][0]["person"] == "林曉彤"
    assert everybody.context["people"] == []


def test_no_personal_result_stands_in_the_open_copy(orders):
    everybody, confidential = orders
    assert "43.2%" in repr(confidential.context)
    assert "43.2%" not in repr(everybody.context)
    assert "score" not in everybody.context["charts"]
    assert "林曉彤" not in repr(everybody.context["charts"])


def test_every_figure_brings_formula_basis_and_the_period_before(orders):
    lines = {line["metric"]: line for line in orders[0].context["figures"]}
    signing = lines["簽約率"]
    assert (signing["shown"], signing["basis"], signing["before"]) == ("20.0%", "1 ÷ 5", "—")
    assert "期內簽約的客戶" in signing["formula"]
    assert lines["新增客戶數"]["difference"] == "+12"
    assert lines["成交週期"]["basis"].startswith("n = 1；平均")
    assert lines["成交週期"]["shown"].endswith("＊")


def test_the_summary_says_what_happened_in_sentences(orders):
    text = "".join(orders[0].context["summary"])
    for part in ("新增客戶 12 家", "新簽約 1 家", "簽約率 20.0%（1 ÷ 5）", "「行業展會」，佔 75.0%", "渠道過於集中"):
        assert part in text


def test_charts_show_what_the_tables_say(orders):
    context = orders[1].context
    funnel = chart_of(context["charts"]["funnel"])
    assert funnel.series[0].values == (12, 5, 1, 1, 1)
    assert funnel.title == "本期登記的 12 家客戶，1 家已成交（8.3%）"
    assert context["funnel_chart"] == marker("funnel") == markers.marker("funnel")
    trend = chart_of(context["charts"]["trend"])
    assert (trend.categories[-1], trend.series[0].values[-1]) == ("26-11", 12)
    assert chart_of(context["charts"]["channel"]).title == "行業展會簽約率最高：20.0%（1 ÷ 5）"


def test_closed_problems_of_other_periods_are_left_out(orders):
    assert [item["issue"] for item in orders[0].context["issues"]] == ["等太久"]


def test_the_contexts_are_complete(orders):
    required = {name for name, info in KpiReportContext.model_fields.items() if info.is_required()}
    for order in orders:
        assert required <= order.context.keys() <= KpiReportContext.model_fields.keys()


def test_an_empty_ledger_makes_a_report_without_charts(rules):
    (order,) = kpi_orders(ReportData(build_frames({})), NOV, rules, TODAY)
    assert order.context["charts"] == {}
    assert order.context["trend_chart"] is None
    assert "無從計算" in "".join(order.context["summary"])


def test_a_period_that_is_not_over_reaches_to_today(rules):
    (order,) = kpi_orders(ReportData(build_frames({})), NOV, rules, TODAY)
    assert order.context["known_until"] == TODAY
    (past,) = kpi_orders(ReportData(build_frames({})), Period("2026-Q1"), rules, TODAY)
    assert past.context["known_until"] == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("metric", "now", "before", "expected"),
    [
        ("新增客戶數", D(5), D(8), "-3"),
        ("新增客戶數", D(5), D(5), "持平"),
        ("簽約率", D("0.345"), D("0.3"), "+4.5 個百分點"),
        ("簽約率", D("0.3001"), D("0.3"), "持平"),
        ("成交週期", D("60.5"), D(60), "+0.5 天"),
        ("簽約金額", D(100), D("250.5"), "-150.50 元"),
        ("簽約率", None, D(1), "—"),
    ],
)
def test_differences_speak_the_unit_of_their_figure(metric, now, before, expected):
    assert difference(metric, now, before) == expected


def test_drift_stands_in_the_report_where_it_was_measured(rules, orders):
    from toolkit.figures.drift import drift
    from toolkit.figures.walks import Histories, Travelled

    moves = tuple(Travelled(f"C{at}", "潛在線索", "初步溝通", date(2026, 11, 3)) for at in range(5))
    registered = {f"C{at}": date(2026, 11, 2) for at in range(12)}
    measured = drift(Histories(moves, registered), rules.process, lambda first, last: (last - first).days, TODAY)
    found = kpi_orders(ReportData(build_frames(ledger_rows()), drift=measured), NOV, rules, TODAY)[0].context
    assert found["drift_summary"][0] == "截至 2026-11-24，比較 12 個客戶的實際走向與流程。"
    assert found["stage_times"][0]["days_median"] == "1"
    assert found["drift_time_chart"] == marker("drift_time")
    assert chart_of(found["charts"]["drift_time"]).series[0].values == (1.0,)
    without = orders[0].context
    assert (without["stage_times"], without["drift_time_chart"]) == ([], None)


def test_the_period_before_and_the_difference_say_what_they_rest_on():
    leads = [(f"C{n}", "", "2026-10-02", "甲", "展會", "租賃招商", "商鋪", None, "", "") for n in range(8)]
    visits = [
        (f"C{n}", "2026-10-05T10:00" if n < 3 else "2026-11-05T10:00", "甲", "來訪", True, True) for n in range(8)
    ]
    moves = [("C1", "談判", "成交", "2026-10-20", "甲"), ("C4", "談判", "成交", "2026-11-20", "甲")]
    events = happened(build_frames({"customers": leads, "contacts": visits, "moves": moves}), TODAY)
    line = {one.metric: one for one in figure_lines(events, NOV)}["簽約率"]
    assert (line.shown, line.basis) == ("20.0%", "1 ÷ 5")
    assert (line.before, line.difference) == ("33.3%＊（1 ÷ 3）", "-13.3 個百分點＊")
    later = {one.metric: one for one in figure_lines(events, Period("2027-03"))}["新增客戶數"]
    assert (later.shown, later.basis, later.difference) == ("—", "尚未開始", "—")


def test_an_ill_says_of_how_many_in_every_month():
    counts = [("2026-09", Count(0, 0)), ("2026-10", Count(1, 2)), ("2026-11", Count(3, 6))]
    (line,) = ill_lines([Ill("談判缺乏準備", "", Count(3, 6), Count(1, 2), tuple(counts), ())])
    assert line.ill_before == "50.0%＊（1 ÷ 2）"
    assert line.ill_trend == "— →\n50.0%＊（1 ÷ 2） →\n50.0%（3 ÷ 6）"
