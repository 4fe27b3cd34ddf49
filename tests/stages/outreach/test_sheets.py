"""Sheets as people type them, with seeded mistakes: each is found at its cell, all other rows are taken."""

from datetime import date, datetime

import pytest

from toolkit.forms.column import Convention
from toolkit.forms.form import Form
from toolkit.forms.reading import Recognised, SheetReading
from toolkit.forms.recognise import recognise
from toolkit.forms.table import Sheet, Value
from toolkit.forms.validate import validate
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.catalogue import FORMS

TODAY = date(2026, 11, 24)


def read(rules: RuleBook, form: str, rows: list[list[Value]]) -> SheetReading:
    convention = Convention(rules.lists)
    sheet = Sheet("表", rows)
    recognised = recognise(sheet, FORMS, convention)
    assert isinstance(recognised, Recognised)
    assert recognised.form.name == form
    return validate(sheet, recognised, convention, TODAY)


def mistakes(reading: SheetReading) -> set[tuple[int, str, str]]:
    return {(item.row, item.field, item.code.code) for item in reading.findings if item.severity != "note"}


def test_a_contact_log_in_simplified_with_mistakes(rules: RuleBook) -> None:
    rows: list[list[Value]] = [
        ["11月跟进记录"],
        [
            "客户",
            "沟通时间",
            "沟通方式",
            "对方人员",
            "我方人员",
            "沟通内容",
            "客户需求",
            "结果",
            "跟进后阶段",
            "下一步",
            "下次跟进",
        ],
        [
            "华景置业",
            "2026/11/9 14:30",
            "上门",
            "周敏",
            "陈立文",
            "介绍案例",
            None,
            "有兴趣",
            "初洽",
            "安排考察",
            "2026.11.17",
        ],
        ["华景置业", "2026年11月10日", "电话", None, "陈立文", "确认时间", None, "待跟进", None, "再约", None],
        ["华景置业", "2026-11-30", "电话", None, "陈立文", "确认时间", None, "需跟进", None, "再约", "2026-12-01"],
        ["华景置业", "2026-11-12", "飞鸽", None, "陈立文", "确认时间", None, "需跟进", None, "再约", "2026-12-01"],
        ["华景置业", "2026-11-13", "微信", None, "陈立文", "价格太高", None, "无意向", "丢单", None, None],
        ["华景置业", "2026-11-14", "微信", None, "陈立文", "补充资料", None, "需跟进", None, None, "2026-12-01"],
        [None, "2026-11-15", "微信", None, "陈立文", "补充资料", None, "需跟进", None, "再约", "2026-11-14"],
    ]
    reading = read(rules, "contacts", rows)
    assert mistakes(reading) == {
        (4, "next_follow_up_on", "contact.next_date_missing"),
        (5, "held_at", "contact.in_future"),
        (6, "method", "choice.unknown"),
        (7, "needs", "stage.lost_needs_reason"),
        (8, "next_step", "contact.no_next_step"),
        (9, "customer", "value.required"),
        (9, "next_follow_up_on", "contact.next_before_contact"),
    }
    assert [row.number for row in reading.rows] == [3, 8]
    first = dict(reading.rows[0].row)
    assert first["held_at"] == datetime.fromisoformat("2026-11-09T14:30")
    assert (first["method"], first["result"], first["stage_after"]) == ("拜訪", "有意向", "初步溝通")
    assert first["next_follow_up_on"] == date(2026, 11, 17)


def test_plans_with_mistakes(rules: RuleBook) -> None:
    rows: list[list[Value]] = [
        ["客戶名稱", "開發目標", "溝通策略", "負責人", "開始日期", "完成日期", "時間節點", "狀態"],
        ["華景置業", "年內確認方案", "設備診斷切入", "陳立文", date(2026, 11, 1), date(2026, 12, 31), None, "執行中"],
        ["華景置業", "年內確認方案", "設備診斷切入", "陳立文", date(2026, 12, 1), date(2026, 11, 1), None, "延後"],
        ["華景置業", None, "設備診斷切入", "陳立文", date(2026, 11, 1), date(2026, 12, 1), None, None],
        ["華景置業", "約見決策人", "高層拜訪", "陳立文", date(2026, 10, 1), date(2026, 11, 1), None, None],
    ]
    reading = read(rules, "plans", rows)
    assert mistakes(reading) == {
        (3, "ends_on", "plan.dates"),
        (4, "goal", "value.required"),
        (5, "ends_on", "plan.late"),
    }
    assert [row.number for row in reading.rows] == [2, 5]


def test_needs_with_units_and_mistakes(rules: RuleBook) -> None:
    rows: list[list[Value]] = [
        [
            "客戶",
            "租/購/委託",
            "服務範圍",
            "收費模式",
            "面積下限(㎡)",
            "面積上限(㎡)",
            "期望單價下限",
            "期望單價上限",
            "單價單位",
            "預算(元)",
            "期限(年)",
            "決策人",
        ],
        ["華景置業", "委托", "保安、保潔", "包干", "4.5萬", 52000.0, 10.5, 12.8, "元/平米/月", "720萬", 3.0, "周敏"],
        ["大灣倉儲", "租", "保安", "包幹", 9000.0, 800.0, 1.2, None, None, None, 2.0, "何總"],
        ["岑源科技", "委託", "飛行", "酬金", 100.0, 200.0, None, None, None, None, None, None],
    ]
    reading = read(rules, "needs", rows)
    assert mistakes(reading) == {
        (3, "area_min", "needs.range"),
        (3, "price_unit", "needs.unit"),
        (4, "scope", "choice.unknown_part"),
        (4, "decider", "needs.no_decider"),
    }
    (row,) = reading.rows
    values = dict(row.row)
    assert values["scope"] == ("秩序維護", "清潔衛生")
    assert (str(values["area_min"]), values["price_unit"], str(values["budget"])) == ("45000", "元/㎡/月", "7200000")


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_a_blank_with_our_own_titles_is_recognised_as_itself(rules: RuleBook, form: Form) -> None:
    titles: list[Value] = [column.title for column in form.columns.values()]
    recognised = recognise(Sheet("表", [titles]), FORMS, Convention(rules.lists))
    assert isinstance(recognised, Recognised)
    assert recognised.form.name == form.name
    assert dict(recognised.extras) == {}
