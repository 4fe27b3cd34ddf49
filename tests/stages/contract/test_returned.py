"""What a returned contract means: the report, the risks that are new, the floors that are broken."""

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import pytest

from toolkit.forms.column import Privacy
from toolkit.outcome import Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.floors import breaches
from toolkit.stages.contract.forms import CONTRACTS, NEGOTIATIONS
from toolkit.stages.contract.returned import Back, follow_returned
from toolkit.stages.contract.stage import follow
from toolkit.stages.overlay import Overlay


@dataclass(frozen=True)
class Change:
    clause: str
    before: str
    after: str
    kind: str = "修改"
    place: str = ""
    figures: tuple[str, ...] = ()
    author: str = ""
    locked: bool = False


@dataclass(frozen=True)
class Compared:
    changes: tuple[Change, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()
    text: tuple[tuple[str, str], ...] = ()
    issued_text: tuple[tuple[str, str], ...] = ()


BACK = Back("退回.docx")
PRICE = Change("第四條　收費方式與費用標準", "物業服務費的標準為 8.5 元/㎡/月。", "物業服務費的標準為 7.9 元/㎡/月。")


@pytest.fixture
def desk(ledger: Overlay, rules: RuleBook, given: SimpleNamespace) -> Desk:
    now = ledger
    for sheet in (given.sheet(NEGOTIATIONS, given.negotiation), given.sheet(CONTRACTS, given.service)):
        now = now.over(follow(sheet, now, rules, given.today))
    return Desk(now, rules, given.today)


def report(desk: Desk, compared: Compared, back: Back = BACK) -> tuple[Outcome, dict[str, Any]]:
    (contract,) = desk.ledger.current("contracts", ["SJ-20261105-0003"])["SJ-20261105-0003"]
    outcome = follow_returned(compared, contract, back, desk)
    return outcome, dict(outcome.documents[0].context)


def test_report_is_internal(desk: Desk) -> None:
    outcome, context = report(desk, Compared((PRICE,)))
    (order,) = outcome.documents
    assert order.privacy is Privacy.INTERNAL
    assert order.folder == "內部/合同比對/SJ-20261105-0003 華景置業有限公司"
    assert context["breaches"] == [
        {
            "issue": "物業費單價",
            "floor": "8.13元/㎡/月",
            "offered": "7.9元/㎡/月",
            "clause": "第四條　收費方式與費用標準",
        }
    ]
    assert "1 處突破我方底線" in context["verdict"]
    assert "不得照此簽署" in context["verdict"]


def test_nothing_changed(desk: Desk) -> None:
    _, context = report(desk, Compared())
    assert (context["total"], context["verdict"]) == (0, "與我方發出的文本一致，沒有實質改動。")


def test_an_outdated_version_is_called_so(desk: Desk) -> None:
    back = Back("退回.docx", 1, "0000-0000", 1, "0000-0000")
    outcome, context = report(desk, Compared((PRICE,)), back)
    assert [one.code.code for one in outcome.findings] == ["returned.outdated"]
    assert context["verdict"].startswith("退回的合同")
    assert "是第 1 版（0000-0000），現行是第 1 版" in context["verdict"]


def test_the_copy_it_was_compared_with_is_named_where_it_is_another(desk: Desk) -> None:
    outcome, _ = report(desk, Compared(), Back("退回.docx", 1, "0000-0000", 2, "1111-1111"))
    assert [one.code.code for one in outcome.findings] == ["returned.outdated", "returned.other_copy"]


@pytest.mark.parametrize(
    ("state", "code"), [("作廢", "returned.over"), ("終止", "returned.over"), ("執行中", "returned.signed")]
)
def test_a_contract_that_is_over_or_signed_is_called_so(desk: Desk, state: str, code: str) -> None:
    (contract,) = desk.ledger.current("contracts", ["SJ-20261105-0003"])["SJ-20261105-0003"]
    over = replace(contract, payload={**contract.payload, "contract_state": state})
    outcome = follow_returned(Compared(), over, Back("退回.docx"), desk)
    assert [one.code.code for one in outcome.findings] == [code]
    assert f"{state}" in str(outcome.documents[0].context["verdict"])


def test_only_new_risks_are_listed(desk: Desk) -> None:
    ours = ("第十六條", "因不可抗力，乙方免除責任。")
    theirs = ("第十七條", "業主欠費的，乙方可以停水停電。")
    _, context = report(desk, Compared((PRICE,), text=(ours, theirs), issued_text=(ours,)))
    assert [(line["article"], line["risk_place"]) for line in context["risks"] if line["risk_place"]] == [
        ("民法典 944", "第十七條")
    ]


@pytest.mark.parametrize(
    ("after", "broken"),
    [
        ("物業服務費的標準為 7.9 元/㎡/月。", ["7.9元/㎡/月"]),
        ("物業服務費的標準為 8.13 元/㎡/月。", []),
        ("物業服務費的標準為 8.4 元/㎡/月。", []),
        ("物業服務費的標準為 ７.９０ 元/m2/月。", ["7.90元/㎡/月"]),
        ("報修 3 分鐘內到場。", []),
        ("自2028年起下調至每平方米7.50元。", ["7.50元/㎡/月"]),
        ("單價調整為每平方米每月柒元伍角。", ["7.50元/㎡/月"]),
        ("每月每平方米的物業費為人民幣七點九元整。", ["7.90元/㎡/月"]),
        ("按 7.9 元每平方米每月計。", ["7.9元/㎡/月"]),
        ("按7.9元/平方米·月計。", ["7.9元/㎡/月"]),
        ("每平方米每月玖元。", []),
        ("每平方米每年柒元的維修費。", []),
        ("每平方米每天7元。", []),
        ("建築面積52000平方米，另收7元。", []),
    ],
)
def test_floor_of_a_price(after: str, broken: list[str], given: SimpleNamespace) -> None:
    found = breaches([given.negotiation], [Change("第四條", PRICE.before, after)])
    assert [breach.offered for breach in found] == broken


@pytest.mark.parametrize(
    ("after", "count"),
    [("每季首月 25 日前付清。", 1), ("每季首月 20 日前付清。", 0), ("提前 60 日通知。", 1)],
)
def test_floor_that_must_not_be_exceeded(after: str, count: int) -> None:
    issue = {"issue": "付款期限", "ideal": "首月5日", "floor": "首月20日"}
    found = breaches([issue], [Change("第五條　付款條件", "每季首月 10 日前付清。", after)])
    assert len(found) == count


def test_issue_without_figures_is_left_to_people() -> None:
    issue = {"issue": "付款方式", "ideal": "預付", "floor": "月結"}
    assert breaches([issue], [Change("第五條　付款條件", "預付。", "年結。")]) == ()
