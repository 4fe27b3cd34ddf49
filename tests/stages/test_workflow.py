from collections.abc import Callable

import pytest

from toolkit.forms.reading import TakenRow
from toolkit.outcome import Customer, Outcome, Record
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages import deal_stages
from toolkit.stages.overlay import Nothing, Overlay
from toolkit.stages.workflow import CONDITIONS, odd_move

MakeRow = Callable[..., TakenRow]


def test_every_condition_of_the_process_is_known(rules: RuleBook) -> None:
    assert {need for gate in rules.process.gates for need in gate.needs} <= set(CONDITIONS)


def test_the_path_is_that_of_the_list_and_of_the_process(rules: RuleBook) -> None:
    assert (*deal_stages.PATH, deal_stages.PAUSED, deal_stages.LOST) == rules.lists["階段"].values
    for before, after in zip(deal_stages.PATH, deal_stages.PATH[1:], strict=False):
        assert rules.process.may_move(before, after)
    assert set(rules.process.moves) == set(rules.lists["階段"].values)


@pytest.mark.parametrize(
    ("before", "after", "jumped"),
    [
        ("潛在線索", "初步溝通", ()),
        ("", "深入洽談", ("初步溝通",)),
        ("潛在線索", "談判", ("初步溝通", "深入洽談")),
        ("談判", "潛在線索", ()),
        ("初步溝通", "流失", ()),
        ("暫緩", "談判", ()),
    ],
)
def test_what_a_change_jumps_over(before: str, after: str, jumped: tuple[str, ...]) -> None:
    assert deal_stages.skipped(before, after) == jumped


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("談判", "成交", []),
        ("談判", "初步溝通", ["stage.back"]),
        ("成交", "談判", ["stage.back"]),
        ("履約", "談判", ["stage.back"]),
        ("維護", "談判", []),
        ("成交", "流失", []),
        ("潛在線索", "談判", ["stage.skipped"]),
    ],
)
def test_a_row_that_goes_back_or_jumps_is_told(
    before: str, after: str, told: list[str], contact: MakeRow, rules: RuleBook
) -> None:
    customer = Customer("C", "甲公司", deal_stage=before)
    found = odd_move(contact(), "stage_after", customer, after, rules)
    assert [finding.code.code for finding in found] == told


@pytest.mark.parametrize(
    ("stage", "is_open"), [("潛在線索", True), ("談判", True), ("暫緩", True), ("成交", False), ("流失", False)]
)
def test_what_is_still_to_be_won(stage: str, *, is_open: bool) -> None:
    assert deal_stages.is_open(stage) is is_open


def _handover(*categories: str, grade: str = "", line: str = "物業服務外拓") -> tuple[Record, ...]:
    """A contract and its handover, one sound thing a category, and one damaged thing of ``grade``."""
    rows = [{"contract_id": "HT-1", "category": name, "condition": "完好"} for name in categories]
    rows += [rows[0] | {"condition": "損壞", "defect_grade": grade}] if grade else []
    contract = Record("contracts", "k", {"contract_id": "HT-1", "biz_line": line}, customer="C")
    return (contract, *(Record("handover", f"h{at}", row) for at, row in enumerate(rows)))


def _offer(version: int, on: str) -> Record:
    return Record("proposals", f"p{version}", {"version": version, "proposed_on": on}, customer="C")


def _said(result: str, on: str, stage: str = "深入洽談") -> Record:
    payload = {"result": result, "stage_after": stage, "held_at": f"{on}T10:00"}
    return Record("contacts", f"c{on}", payload, customer="C")


def _seen(result: str) -> Record:
    return Record("visits", "v", {"result": result, "held_at": "2026-11-10T14:00"}, customer="C")


def _asked(*states: str) -> tuple[Record, ...]:
    return tuple(Record("objections", f"o{at}", {"status": one}, customer="C") for at, one in enumerate(states))


FIRST, SECOND = _offer(1, "2026-11-09"), _offer(2, "2026-11-16")


@pytest.mark.parametrize(
    ("records", "holds"),
    [
        ((), False),
        ((FIRST,), False),
        ((_said("已達成", "2026-11-10"),), False),
        ((FIRST, _said("有意向", "2026-11-10")), False),
        ((FIRST, _said("已達成", "2026-11-10")), True),
        ((FIRST, _said("已達成", "2026-11-10", "初步溝通")), False),
        ((FIRST, _said("已達成", "2026-11-06")), True),
        ((FIRST, SECOND, _said("已達成", "2026-11-10")), False),
        ((FIRST, SECOND, _said("已達成", "2026-11-16", "談判")), True),
        ((FIRST, _seen("認可")), True),
        ((FIRST, _seen("有保留")), False),
        ((FIRST, SECOND, _seen("認可")), False),
        ((FIRST, *_asked("已解決", "處理中")), False),
        ((FIRST, *_asked("已解決", "已解決")), True),
    ],
)
def test_a_proposal_is_confirmed_by_the_clients_own_answer(records: tuple[Record, ...], *, holds: bool) -> None:
    ledger = Overlay(Nothing(), (Outcome(records=records),))
    assert CONDITIONS["proposal_confirmed"].holds("C", ledger) is holds


@pytest.mark.parametrize(
    ("name", "records", "holds"),
    [
        ("needs", (), False),
        ("needs", (Record("needs", "n", {}, customer="C"),), True),
        ("needs", (Record("needs", "n", {}, customer="D"),), False),
        ("no_open_objection", (), True),
        ("no_open_objection", (Record("objections", "o", {"status": "處理中"}, customer="C"),), False),
        ("no_open_objection", (Record("objections", "o", {"status": "已解決"}, customer="C"),), True),
        ("contract_approved", (Record("contracts", "k", {"contract_state": "審批中"}, customer="C"),), False),
        ("contract_approved", (Record("contracts", "k", {"contract_state": "待簽"}, customer="C"),), True),
        ("contract_signed", (Record("contracts", "k", {"contract_state": "待簽"}, customer="C"),), False),
        ("contract_signed", (Record("contracts", "k", {"contract_state": "執行中"}, customer="C"),), True),
        ("handover_complete", _handover("圖紙資料", "共用設施", "鑰匙", "抄表"), True),
        ("handover_complete", _handover("圖紙資料", "共用設施", "鑰匙"), False),
        ("handover_complete", _handover("圖紙資料", "共用設施", "鑰匙", "抄表", grade="A"), False),
        ("handover_complete", _handover("圖紙資料", "共用設施", "鑰匙", "抄表", grade="B"), True),
        ("handover_complete", _handover("鑰匙", line="租賃招商"), True),
        ("handover_complete", (Record("contracts", "k", {"contract_id": "HT-1"}, customer="C"),), False),
    ],
)
def test_conditions(name: str, records: tuple[Record, ...], *, holds: bool) -> None:
    ledger = Overlay(Nothing(), (Outcome(records=records),))
    assert CONDITIONS[name].holds("C", ledger) is holds
