"""The process as charts: every step once, numbered, lines as the rule book says."""

from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.rulebook.flowchart import Shape
from toolkit.rulebook.process_read import parse_process
from toolkit.stages.handbook.charts import overall_chart, stage_chart, step_numbers, words_of

MANUAL = Path(__file__).resolve().parents[3] / "manual"


@pytest.fixture(scope="module")
def process():
    return parse_process((MANUAL / "process.yaml").read_text(encoding="utf-8"))


def _lines(chart):
    return {(edge.source, edge.target): edge.label for edge in chart.edges if not edge.faint}


def test_overall_chart_has_every_step_in_its_role(process):
    chart = overall_chart(process)
    steps = [node for node in chart.nodes if node.shape is Shape.PROCESS]
    assert [node.key for node in steps] == list(process.steps)
    assert all(node.lane == process.steps[node.key].responsible[0] for node in steps)
    assert steps[1].text == "1.2 登記客戶資料"
    assert [band.title for band in chart.bands] == [stage.title for stage in process.stages]


def test_decisions_lead_where_the_rule_book_says(process):
    lines = _lines(overall_chart(process))
    for step in process.steps.values():
        if step.decision:
            assert lines[step.key, f"{step.key}?"] == ""
            ends = {label: target for (source, target), label in lines.items() if source == f"{step.key}?"}
            assert ends["是"].split(">")[-1] == step.decision.yes
            assert ends["否"].split(">")[-1] == step.decision.no


def test_stage_chart_names_what_lies_in_other_stages(process):
    chart = stage_chart(process, process.stages[3], {})
    outside = {node.key: node.text for node in chart.nodes if node.shape is Shape.OFF_PAGE}
    assert outside == {
        "confirm>prepare": "接 3.4 方案確認",
        "renew>terms": "接 6.4 續約與擴大合作",
        "sign>resources": "轉 5.1 資源調配",
    }
    lines = _lines(chart)
    assert lines["review?", "terms"] == "否"
    assert ("renew>terms", "terms") in lines


def test_stage_chart_has_limits_and_papers_beside_the_steps(process):
    chart = stage_chart(process, process.stages[0], {"register": "客戶資料表"})
    nodes = {node.key: node for node in chart.nodes}
    assert nodes["register!"].text == "2 天內\nA 資料管理員"
    assert nodes["collect!"].text == "A 招商經理"
    assert nodes["refresh!"].text == "5 天內\nA 招商經理\nR 招商專員"
    assert nodes["register!"].order == nodes["register#"].order == nodes["register"].order
    assert nodes["register#"].text == "客戶資料表"
    assert "collect#" not in nodes
    assert [lane.key for lane in chart.lanes] == ["limits", "specialist", "clerk", "papers"]


def test_a_single_day_is_no_days(process):
    texts = {node.text for node in stage_chart(process, process.stages[1], {}, "en").nodes}
    assert "1 day\nA Records clerk" in texts
    assert not [text for text in texts if "1 days" in text]


def test_the_overall_chart_names_everybody_who_carries_out_or_answers(process):
    told = {node.key: node for node in overall_chart(process).nodes}
    for step in process.steps.values():
        lane, said = told[step.key].lane, told[f"{step.key}!"].text
        assert f"A {process.roles[step.accountable].title}" in said
        assert lane == step.responsible[0]
        assert [role for role in step.responsible[1:] if f"R {process.roles[role].title}" not in said] == []


def test_the_chart_follows_the_rule_book(process):
    first = process.stages[0]
    step = replace(first.steps[0], responsible=("clerk",), title="另一步")
    stage = replace(first, steps=(step, *first.steps[1:]))
    changed = replace(process, stages=(stage, *process.stages[1:]))
    node = next(one for one in stage_chart(changed, stage, {}).nodes if one.key == step.key)
    assert (node.lane, node.text) == ("clerk", "1.1 另一步")


def test_english(process):
    chart = stage_chart(process, process.stages[0], {}, "en")
    assert "1.2 Register the prospect" in {node.text for node in chart.nodes}
    assert {edge.label for edge in chart.edges} == {"", "Yes", "No"}


def test_numbers_and_words(process):
    numbers = step_numbers(process)
    assert (numbers["collect"], numbers["optimise"]) == ("1.1", "7.4")
    words = words_of(process)
    assert {"客戶", "資料", "合同", "方案"} <= words
    assert not {"戶資", "同資"} & words
