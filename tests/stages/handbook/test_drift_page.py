"""流程偏差: the answer in a few sentences, tables with their n, one chart."""

from datetime import date
from pathlib import Path

import pytest

from toolkit.documents.draw.charts import chart_of
from toolkit.figures.drifted import Drift, LateNode, Passage, SkippedStep, StageTime
from toolkit.rulebook.rulebook import parse
from toolkit.stages.handbook.drift_page import drift_charts, drift_order, summary

MANUAL = Path(__file__).resolve().parents[3] / "manual"
FOUND = Drift(
    as_of=date(2026, 11, 24),
    customers=12,
    stages=(
        StageTime("screening", "篩選", 10, 3.5, 8, 5, 2, 1),
        StageTime("outreach", "接觸", 4, 20, 31, 15, 3, 2),
        StageTime("aftercare", "維護", 0, None, None, None, 0, 5),
    ),
    skipped=(SkippedStep("plan", "制定開發計劃", 8, 2), SkippedStep("survey", "信息確認與需求調研", 8, 4)),
    late=(LateNode("connect", "建立客戶關係", 2, 9, 3, 1), LateNode("survey", "信息確認與需求調研", 10, 2, 1, 12)),
    jumps=(Passage("潛在線索", "談判", 2, 2, foreseen=False),),
    loops=(Passage("維護", "談判", 1, 1, foreseen=True),),
)
NOTHING = Drift(date(2026, 11, 24), 0, (), (), (), (), ())


@pytest.fixture(scope="module")
def rules():
    return parse({path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.yaml")})


def test_the_answer_in_sentences(rules):
    assert summary(FOUND, rules.process) == (
        "截至 2026-11-24，比較 12 個客戶的實際走向與流程。",
        "最費時的階段是「接觸」：75%（3/4，樣本少）超過時限合計 15 工作日。",
        "最常跳過的步驟是 2.4 信息確認與需求調研：50%（4/8）沒有記錄。",
        "最常逾期的節點是 2.4 信息確認與需求調研（10 工作日）：50%（1/2，樣本少）。",
        "流程不允許的跳級與退回共 2 次。",
    )
    assert summary(NOTHING, rules.process) == ("台賬尚無客戶的階段變動，無從比較。",)


def test_the_document(rules):
    order = drift_order(FOUND, rules)
    assert (order.template, order.folder, order.name) == ("流程偏差", "報表", "流程偏差")
    times = order.context["stage_times"]
    assert [line["days_over"] for line in times] == ["20%（2/10）", "75%（3/4，樣本少）", "—"]
    assert [line["stays"] for line in times] == ["10", "4（少）", "0"]
    assert [line["step_number"] for line in order.context["late_nodes"]] == ["2.4", "2.2"]
    assert [line["passage_foreseen"] for line in order.context["passages"]] == ["不允許", "允許"]


def test_the_chart_is_titled_with_the_answer():
    plain = drift_charts(FOUND)["drift_time"]
    chart = chart_of(plain)
    assert chart.title == "接觸最常超過時限"
    assert chart.categories == ("篩選", "接觸")
    assert [one.values for one in chart.series] == [(3.5, 20.0), (8.0, 31.0), (5.0, 15.0)]
    assert drift_charts(NOTHING) == {}
