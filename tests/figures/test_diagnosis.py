"""The six ills, counted by hand on eight customers; what is behind each can be named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from toolkit.figures.diagnosis import MEASURES, Count, diagnose
from toolkit.figures.events import happened
from toolkit.figures.frames import action_rows, approval_rows, build_frames, gap_rows
from toolkit.figures.period import Period

JANUARY = Period("2026-01")
ROWS = {
    "customers": [
        ("C1", "一", "2026-01-05", "甲", "行業展會", "物業服務外拓", "住宅", None, "談判", "A"),
        ("C2", "二", "2026-01-20", "甲", "行業展會", "物業服務外拓", "住宅", None, "談判", "B"),
        ("C3", "三", "2026-01-31", "乙", "線上平台", "物業服務外拓", "住宅", None, "成交", "C"),
        ("C4", "四", "2025-12-31", "乙", "", "物業服務外拓", "住宅", None, "成交", "C"),
    ],
    "gaps": [("C1", ""), ("C2", "預算、職務"), ("C3", "預算"), ("C4", "")],
    "contacts": [
        ("C1", "2026-01-07T10:00:00", "甲", "電話", True, True),
        ("C1", "2026-01-08T10:00:00", "甲", "電話", True, False),
        ("C2", "2026-01-08T10:00:00", "甲", "電話", False, False),  # not reached: no case
        ("C2", "2026-02-01T10:00:00", "甲", "電話", True, False),  # the month after
    ],
    "moves": [
        ("C1", "深入洽談", "談判", "2026-01-10", "甲"),
        ("C2", "深入洽談", "談判", "2026-01-25", "甲"),
        ("C4", "深入洽談", "談判", "2025-12-10", "乙"),
    ],
    "briefs": [("C1", "2026-01-12"), ("C4", "2026-03-01")],
    "contracts": [
        ("K1", "C3", "物業服務外拓", None, "2026-01-20", "2026-02-01", "2027-01-31", "100"),
        ("K2", "C4", "物業服務外拓", None, "2026-01-20", "2026-02-01", "2027-01-31", "100"),
        ("K3", "C4", "物業服務外拓", None, "2026-01-25", "2026-02-01", "2027-01-31", "100"),
    ],
    "approvals": [
        ("K1", "2026-01-19", True),
        ("K2", "2026-01-21", True),  # agreed to only after it was signed
        ("K3", "2026-01-02", False),  # looked at, not agreed to
    ],
    "actions": [
        ("C4", "2026-01-10", "2026-01-10", "乙", "換燈"),  # on the day: in time
        ("C4", "2026-01-10", "2026-01-11", "乙", "補漆"),
        ("C4", "2026-01-20", None, "乙", "修門"),
        ("C4", "2026-02-20", None, "乙", "清溝"),  # not due in January
    ],
}


@pytest.fixture(scope="module")
def ills():
    frames = build_frames(ROWS)
    found = diagnose(frames, happened(frames, date(2026, 1, 31)), JANUARY)
    return {one.name: one for one in found}


@pytest.mark.parametrize(
    ("name", "above", "below"),
    [
        ("信息收集不完整", 2, 3),
        ("開發渠道單一", 2, 3),
        ("溝通缺乏標準", 1, 2),
        ("談判缺乏準備", 1, 2),
        ("合同未經審核", 2, 3),
        ("後續維護不到位", 2, 3),
    ],
)
def test_each_ill_is_counted(ills, name, above, below):
    assert ills[name].now == Count(above, below)
    assert ills[name].now.share == Decimal(above) / below


def test_the_rows_behind_an_ill_are_named(ills):
    assert [(one.on, one.customer, one.matter) for one in ills["信息收集不完整"].rows] == [
        ("2026-01-31", "C3", "缺預算"),
        ("2026-01-20", "C2", "缺預算、職務"),
    ]
    assert [one.matter for one in ills["後續維護不到位"].rows] == ["改進措施「修門」逾期", "改進措施「補漆」逾期"]
    assert [one.customer for one in ills["談判缺乏準備"].rows] == ["C2"]


def test_the_month_before_and_the_trend_are_counted_alike(ills):
    assert ills["信息收集不完整"].before == Count(0, 1)
    assert ills["談判缺乏準備"].before == Count(1, 1)  # the brief of C4 came in March: unknown in January
    assert [label for label, _ in ills["溝通缺乏標準"].trend] == [
        *("2025-08", "2025-09", "2025-10", "2025-11", "2025-12", "2026-01"),
    ]
    assert ills["溝通缺乏標準"].trend[0][1] == Count(0, 0)
    assert Count(0, 0).share is None


def test_there_are_six_and_an_empty_ledger_has_none():
    frames = build_frames({})
    found = diagnose(frames, happened(frames, date(2026, 1, 31)), JANUARY)
    assert [one.name for one in found] == list(MEASURES)
    assert len(found) == 6
    assert {one.now for one in found} == {Count(0, 0)}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([("2026-01-01", "同意", 2, "法務"), ("2026-01-03", "同意", 2, "財務")], ("K1", "2026-01-03", True)),
        ([("2026-01-01", "同意", 2, "法務")], ("K1", "2026-01-01", False)),  # 財務 has not spoken
        ([("2026-01-01", "同意", 2, "法務"), ("2026-01-03", "不同意", 2, "財務")], ("K1", "2026-01-03", False)),
        ([("2026-01-01", "同意", 1, "法務"), ("2026-01-03", "同意", 1, "財務")], ("K1", None, False)),  # an older text
    ],
)
def test_a_contract_is_reviewed_when_every_department_agrees_to_the_version_it_has(words, told):
    rows = [("C1", "k", "K1", *word) for word in words]
    assert list(approval_rows(rows, {"K1": 2}, ("法務", "財務"))) == [told]


def test_what_was_signed_before_the_ledger_began_is_not_counted_as_unreviewed():
    frames = replace(build_frames(ROWS | {"approvals": ROWS["approvals"][:2]}), began=date(2026, 1, 26))
    found = diagnose(frames, happened(frames, date(2026, 1, 31)), JANUARY)
    assert next(one.now for one in found if one.name == "合同未經審核") == Count(1, 2)  # K3 has no word on it


def test_rows_from_the_ledgers_tables():
    assert list(gap_rows([("C1", "k", 1, 1, 0, 1, 1, 1, 0, 1)])) == [("C1", "所在地、預算")]
    assert list(action_rows([("C1", "k", "2026-01-01", None, "甲", "換燈"), ("C1", "k", None, None, None, None)])) == [
        ("C1", "2026-01-01", None, "甲", "換燈")
    ]
