"""Real moves beside the process: counted on one's fingers."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from toolkit.figures.drift import drift
from toolkit.figures.drifted import Drift, LateNode, Passage, SkippedStep
from toolkit.figures.walks import Histories, Travelled
from toolkit.rulebook.process_read import parse_process

MANUAL = Path(__file__).resolve().parents[2] / "manual"
MONDAY = date(2026, 3, 2)
TODAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def process():
    """The shipped process, issued before anything here happened."""
    shipped = parse_process((MANUAL / "process.yaml").read_text(encoding="utf-8"))
    return replace(shipped, revisions=(replace(shipped.revisions[0], day=date(2026, 1, 5)),))


def _days(first, last):
    """Every day is a working day: easy to count."""
    return (last - first).days


def _day(number):
    return MONDAY + timedelta(days=number)


def _moved(customer, *ways):
    return tuple(Travelled(customer, before, after, _day(on)) for before, after, on in ways)


def _compared(process, moves=(), registered=None, first_days=None, held=None, as_of=TODAY, came=()) -> Drift:
    firsts = [(one, form, day) for one, days in (first_days or {}).items() for form, day in days.items()]
    firsts += [(one, form, None) for one, forms in (held or {}).items() for form in forms]
    return drift(Histories(moves, registered or {}, firsts, came), process, _days, as_of)


def test_nothing_known(process):
    found = _compared(process)
    assert found.customers == 0
    assert {one.n for one in found.stages} == {0}
    assert (found.skipped, found.late, found.jumps, found.loops) == ((), (), (), ())


def test_time_in_a_stage(process):
    registered = {f"C{at}": MONDAY for at in range(1, 12)}
    moves = [move for at in range(1, 11) for move in _moved(f"C{at}", ("潛在線索", "初步溝通", at))]
    stage = _compared(process, moves, registered).stages[0]
    assert (stage.n, stage.median, stage.most) == (10, 5.5, 9)
    assert stage.allowed == 5  # 2 to register, 3 to screen; refreshing comes again and again
    assert stage.over == 5
    assert stage.waiting == 1


def test_two_deal_stages_of_one_stage_and_one_that_recurs_only(process):
    moves = _moved("C1", ("成交", "履約", 0), ("履約", "維護", 30))
    found = {one.stage: one for one in _compared(process, moves).stages}
    assert (found["aftercare"].n, found["aftercare"].waiting, found["aftercare"].allowed) == (1, 1, None)


@pytest.mark.parametrize(
    ("ways", "jumps", "loops"),
    [
        ((("潛在線索", "初步溝通", 1), ("初步溝通", "深入洽談", 2)), (), ()),
        ((("潛在線索", "談判", 1),), (Passage("潛在線索", "談判", 1, 1, foreseen=False),), ()),
        ((("深入洽談", "初步溝通", 1),), (), (Passage("深入洽談", "初步溝通", 1, 1, foreseen=True),)),
        ((("談判", "潛在線索", 1),), (), (Passage("談判", "潛在線索", 1, 1, foreseen=False),)),
        ((("維護", "談判", 1),), (), (Passage("維護", "談判", 1, 1, foreseen=True),)),
        ((("潛在線索", "暫緩", 1), ("暫緩", "談判", 2), ("談判", "流失", 3)), (), ()),
    ],
)
def test_jumps_and_ways_back(process, ways, jumps, loops):
    found = _compared(process, _moved("C1", *ways))
    assert (found.jumps, found.loops) == (jumps, loops)


def test_a_way_gone_twice_by_one_client_counts_twice_of_one(process):
    ways = (("深入洽談", "初步溝通", 1), ("初步溝通", "深入洽談", 2), ("深入洽談", "初步溝通", 3))
    moves = (*_moved("C1", *ways), *_moved("C2", ("深入洽談", "初步溝通", 4)))
    assert _compared(process, moves).loops == (Passage("深入洽談", "初步溝通", 3, 2, foreseen=True),)


def test_skipped_steps_are_those_without_any_record_of_clients_that_went_on(process):
    moves = [move for at in (1, 2, 3) for move in _moved(f"C{at}", ("初步溝通", "深入洽談", 5))]
    moves += _moved("C4", ("初步溝通", "流失", 5))  # did not go on
    held = {"C1": {"plans", "contacts", "needs"}, "C2": {"contacts"}, "C3": {"contacts", "needs"}}
    found = _compared(process, moves, dict.fromkeys(("C1", "C2", "C3", "C4"), MONDAY), held=held)
    own = [one for one in found.skipped if process.steps[one.step].stage == "outreach"]
    assert own == [SkippedStep("plan", "制定開發計劃", 3, 2), SkippedStep("survey", "信息確認與需求調研", 3, 1)]


def test_late_nodes(process):
    registered = dict.fromkeys(("C1", "C2", "C3"), MONDAY)
    moves = [move for one in registered for move in _moved(one, ("潛在線索", "初步溝通", 0))]
    days = {
        "C1": {"contacts": _day(1), "needs": _day(9)},  # both in time
        "C2": {"contacts": _day(6), "needs": _day(17)},  # first contact late, survey 11 days after it
        "C3": {},  # never contacted, still there
    }
    found = {one.step: one for one in _compared(process, moves, registered, days).late}
    assert found["connect"] == LateNode("connect", "建立客戶關係", 2, 3, 2, 3.5)
    assert found["survey"] == LateNode("survey", "信息確認與需求調研", 10, 2, 1, 9.5)


def test_what_began_before_the_first_issue_was_bound_by_no_limit(process):
    registered = {"C1": MONDAY, "C2": _day(5)}
    moves = [move for one in registered for move in _moved(one, ("潛在線索", "初步溝通", 5))]
    first = replace(process.revisions[0], day=_day(5))
    days = {"C1": {"contacts": _day(30)}, "C2": {"contacts": _day(8)}}  # both late
    found = _compared(replace(process, revisions=(first, replace(first, day=TODAY))), moves, registered, days)
    assert [(one.n, one.late) for one in found.late if one.step == "connect"] == [(1, 1)]  # C2 alone
    assert found.customers == 2


def test_a_form_without_a_day_was_there_when_it_came_in_or_when_the_client_went_on(process):
    who = ("C1", "C2", "C3", "C4")
    moves = [move for one in who for move in _moved(one, ("潛在線索", "初步溝通", 0))]
    moves += _moved("C2", ("初步溝通", "深入洽談", 8))
    days = {one: {"contacts": _day(0)} for one in who}
    held = {one: {"needs"} for one in ("C1", "C2", "C3")}
    came = [("C1", "needs", _day(7)), ("C2", "needs", _day(60)), ("C3", "needs", _day(12))]
    found = _compared(process, moves, dict.fromkeys(who, MONDAY), days, held, came=came)
    # in time: C1 by its coming in, C2 by its going on; late: C3 after 12 days, C4 has none to this day
    assert [one for one in found.late if one.step == "survey"] == [
        LateNode("survey", "信息確認與需求調研", 10, 4, 2, 8)
    ]


def test_what_was_taken_back_again_is_not_there(process):
    moves = _moved("C1", ("潛在線索", "初步溝通", 0))
    found = _compared(process, moves, {"C1": MONDAY}, {"C1": {"contacts": MONDAY}}, came=[("C1", "needs", _day(1))])
    assert [(one.n, one.late) for one in found.late if one.step == "survey"] == [(1, 1)]


def test_a_node_that_still_has_time_is_not_counted(process):
    moves = _moved("C1", ("潛在線索", "初步溝通", 0))
    days = {"C0": {"contacts": _day(0)}}
    early = _compared(process, moves, {"C1": MONDAY}, days, as_of=_day(1))
    assert "connect" not in {one.step for one in early.late}
    late = _compared(process, moves, {"C1": MONDAY}, days, as_of=_day(3))
    assert {one.step: (one.n, one.late) for one in late.late}["connect"] == (1, 1)


def test_nothing_after_the_day_counts(process):
    moves = _moved("C1", ("潛在線索", "初步溝通", 1), ("初步溝通", "談判", 50))
    found = _compared(process, moves, {"C1": MONDAY, "C2": _day(90)}, as_of=_day(10))
    assert found.customers == 1
    assert found.jumps == ()
