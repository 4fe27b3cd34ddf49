"""A flow chart's layout as laws: nothing overlaps, no line runs through a shape, text fits, few crossings."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.documents.draw.flow_layout import FONTS, layout
from toolkit.documents.draw.flow_pages import Rect
from toolkit.rulebook.flowchart import Edge, FlowChart, Lane, Node, Shape
from toolkit.rulebook.process import Decision
from toolkit.rulebook.process_read import parse_process
from toolkit.stages.handbook.charts import overall_chart, stage_chart

MANUAL = Path(__file__).resolve().parents[3] / "manual"
WIDE, HIGH = 157, 225


def _hold(laws, pages, high=HIGH):
    for page in pages:
        assert page.height <= high + 0.01
        assert laws.overlaps(page) == []
        assert laws.run_through(page) == []
        assert laws.loose_ends(page) == []
        assert laws.shared_pieces(page) == []
        assert laws.dotted_on_others(page) == []
        assert laws.too_long(page) == []
        assert laws.crossings(page) <= max(1, len(page.lines) / 3)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(steps=st.integers(1, 40), lanes=st.integers(1, 9), seed=st.integers(0, 10**6))
def test_laws_hold_of_any_process(laws, steps, lanes, seed):
    _hold(laws, layout(laws.made_up(steps, lanes, seed), WIDE, HIGH))


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_laws_hold_of_the_shipped_process(laws, language):
    process = parse_process((MANUAL / "process.yaml").read_text(encoding="utf-8"))
    papers = dict.fromkeys(process.steps, "客戶資料表\n公司介紹函")
    charts = [overall_chart(process, language)]
    charts += [stage_chart(process, stage, papers, language) for stage in process.stages]
    for chart in charts:
        pages = layout(chart, WIDE, HIGH)
        _hold(laws, pages)
        assert sum(map(laws.crossings, pages)) <= 2
        assert [text for page in pages for text in laws.covered(page)] == []


PRINTED = {"": (156, 222), "stage": (250, 124)}


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_the_shipped_charts_fill_their_pages_and_break_no_word(laws, language):
    """As the handbook prints them: 9 pt or more, no Latin word broken, no page of several a third empty."""
    process = parse_process((MANUAL / "process.yaml").read_text(encoding="utf-8"))
    papers = dict.fromkeys(process.steps, "Contact log, Development plan")
    whole = layout(overall_chart(process, language), *PRINTED[""])
    stages = [layout(stage_chart(process, one, papers, language), *PRINTED["stage"]) for one in process.stages]
    for page in (*whole, *(page for pages in stages for page in pages)):
        assert page.font >= 9
        assert laws.broken_words(page) == []
    assert min(page.height for page in whole[:-1]) >= 0.9 * PRINTED[""][1]
    assert max(map(len, stages)) <= 2


def test_a_page_of_several_shows_only_the_lanes_it_uses(laws):
    nodes, edges = _row(20)
    nodes = (*nodes[:18], *(replace(node, lane="b") for node in nodes[18:]))
    lanes = (Lane("a", "專員"), Lane("b", "經理"), Lane("c", "法務"), Lane("d", "財務"))
    first, second = layout(FlowChart("欄", lanes, nodes, edges), WIDE, HIGH)
    assert [head.text for head in first.heads] == ["專員"]
    assert [head.text for head in second.heads] == ["專員", "經理"]


@pytest.mark.parametrize("seed", range(4))
def test_a_process_with_decisions_that_lead_anywhere_can_still_be_drawn(laws, seed):
    """Answers may lead to one and the same place, back to their own step, or out of every stage."""
    process, chance = parse_process((MANUAL / "process.yaml").read_text(encoding="utf-8")), Random(seed)
    ends = [*process.steps, "end"]

    def mixed(step):
        asked = (
            Decision("問題成立嗎？", "", chance.choice(ends), chance.choice(ends)) if chance.random() < 0.5 else None
        )
        return replace(step, decision=asked, responsible=(chance.choice(list(process.roles)[:4]),))

    stages = tuple(replace(stage, steps=tuple(map(mixed, stage.steps))) for stage in process.stages)
    process = replace(process, stages=stages)
    charts = [overall_chart(process), *(stage_chart(process, stage, {}) for stage in stages)]
    for page in (page for chart in charts for page in layout(chart, 250, 126)):
        every = (laws.overlaps, laws.run_through, laws.loose_ends, laws.shared_pieces, laws.too_long)
        for law in (*every, laws.dotted_on_others):
            assert law(page) == []


def test_both_answers_that_lead_to_one_page_share_their_circle():
    nodes, edges = _row(20)
    nodes += (Node("q", "行嗎？", "b", 5, Shape.DECISION),)
    edges += (Edge("q", "s19", "是"), Edge("q", "s19", "否"))
    pages = layout(FlowChart("合", (Lane("a", "專員"), Lane("b", "經理"), Lane("c", "法務")), nodes, edges), WIDE, HIGH)
    keys = [box.key for page in pages for box in page.boxes]
    assert keys.count("q>s19") == 1
    assert len(keys) == len(set(keys))


def test_sixty_steps_of_nine_roles_are_laid_out_fast_and_legibly(laws):
    chart = laws.made_up(60, 9, 6)
    layout(chart, WIDE, HIGH)
    started = process_time()
    pages = layout(chart, WIDE, HIGH)
    assert process_time() - started < 1.0  # 0.05 s; see the benchmark
    assert {page.font for page in pages} <= set(FONTS)
    assert min(FONTS) >= 7.5
    _hold(laws, pages)
    assert max(sum(box.shape is Shape.PROCESS for box in page.boxes) for page in pages) <= 12


@pytest.mark.benchmark(timer=process_time)
def test_time_of_sixty_steps(laws, benchmark):
    chart = laws.made_up(60, 9, 6)
    benchmark(layout, chart, WIDE, HIGH)
    assert benchmark.stats.stats.min < 0.1


def test_the_same_chart_gives_the_same_pages(laws):
    assert layout(laws.made_up(30, 5, 4), WIDE, HIGH) == layout(laws.made_up(30, 5, 4), WIDE, HIGH)


def _row(count):
    nodes = tuple(Node(f"s{at}", f"步驟{at}", "a", at) for at in range(count))
    edges = tuple(Edge(f"s{at}", f"s{at + 1}") for at in range(count - 1))
    return nodes, edges


def test_a_row_of_steps_runs_straight_down():
    nodes, edges = _row(4)
    (page,) = layout(FlowChart("直", (Lane("a", "專員"), Lane("b", "經理")), nodes, edges), WIDE, HIGH)
    middles = [box.rect.centre for box in page.boxes]
    assert {round(middle.x, 3) for middle in middles} == {round(WIDE / 4, 3)}
    assert all(above.y < below.y for above, below in pairwise(middles))
    assert [len(line.points) for line in page.lines] == [2, 2, 2]


def test_lines_over_a_page_end_at_circles_with_the_same_number():
    nodes, edges = _row(20)
    edges += (Edge("s15", "s2", "否"),)
    pages = layout(FlowChart("長", (Lane("a", "專員"), Lane("b", "經理")), nodes, edges), WIDE, HIGH)
    assert len(pages) == 2
    circles = [{(box.key, box.text) for box in page.boxes if box.shape is Shape.CONNECTOR} for page in pages]
    (cut,) = {key for key, text in circles[0] if text == "1"}
    source, target = cut.split(">")
    assert int(target[1:]) == int(source[1:]) + 1
    assert circles[0] == {(cut, "1"), (">s2", "2")}
    assert circles[1] == {(f">{target}", "1"), ("s15>s2", "2")}
    assert {label.text for label in pages[0].labels} == {"→ 2/2", "2/2 →"}
    assert {label.text for label in pages[1].labels} == {"→ 1/2", "1/2 →", "否"}


def test_pages_end_between_bands_where_they_can():
    from toolkit.rulebook.flowchart import Band

    nodes, edges = _row(14)
    bands = (Band("甲", 0, 5), Band("乙", 6, 13))
    pages = layout(FlowChart("帶", (Lane("a", "專員"),), nodes, edges, bands), WIDE, HIGH)
    shown = [[box.key for box in page.boxes if box.shape is Shape.PROCESS] for page in pages]
    assert [len(page) for page in shown] == [6, 8]
    assert [[head.text for head in page.heads if head.quiet] for page in pages] == [["甲"], ["乙"]]


def test_answers_leave_a_decision_on_different_sides():
    nodes = (
        Node("a", "篩選評分", "x", 0),
        Node("q", "列入名單？", "x", 1, Shape.DECISION),
        Node("b", "制定計劃", "x", 2),
        Node("c", "更新資料", "y", 3),
    )
    edges = (Edge("a", "q"), Edge("q", "b", "是"), Edge("q", "c", "否"), Edge("c", "a"))
    (page,) = layout(FlowChart("問", (Lane("x", "專員"), Lane("y", "管理員")), nodes, edges), WIDE, HIGH)
    yes, no = page.lines[1], page.lines[2]
    assert yes.points[0] != no.points[0]
    assert len(yes.points) == 2
    assert {label.text for label in page.labels} == {"是", "否"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"nodes": (Node("a", "甲", "x", 0), Node("a", "乙", "x", 1))}, "key a is used 2 times"),
        ({"nodes": (Node("a", "甲", "x", 0), Node("b", "乙", "x", 0))}, "cell x/0 is used 2 times"),
        ({"nodes": (Node("a", "甲", "z", 0),)}, "no lane z"),
        ({"nodes": (Node("a", "甲", "x", 0),), "edges": (Edge("a", "b"),)}, "no node b"),
        ({"nodes": (Node("a", "甲", "x", 0),), "edges": (Edge("a", "a"),)}, "a leads to itself"),
    ],
)
def test_what_cannot_be_drawn_is_refused(change, said):
    whole = {"title": "", "lanes": (Lane("x", "專員"),), "nodes": (), "edges": ()} | change
    with pytest.raises(ValueError, match=said):
        FlowChart(**whole)


def test_rectangles_that_only_touch_do_not_meet():
    assert not Rect(0, 0, 10, 10).meets(Rect(10, 0, 5, 5))
    assert Rect(0, 0, 10, 10).meets(Rect(10, 0, 5, 5), gap=1)
