"""The sheets of stage 7: KPI targets (F15) and feedback for the review meeting (F16) — seed 7b to 7d, V."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated

from toolkit.figures.metrics import HUNDRED_PERCENT
from toolkit.forms import read
from toolkit.forms.column import Column, Convention, Privacy, Reading
from toolkit.forms.dispatch import noted
from toolkit.forms.form import Form, Row
from toolkit.forms.quantities import tidy
from toolkit.forms.table import Cell
from toolkit.stages.review.rules import FEEDBACK_RULES, KPI_RULES


def points_of_weight(cell: Cell, column: Column, convention: Convention) -> Reading:
    """Read a weight as ``Decimal`` points of 100: 20, 20% and a percent cell of 0.2 are all 20."""
    signed = isinstance(cell.value, str) and ("%" in cell.value or "％" in cell.value)
    if not signed and "%" not in cell.format:
        return read.amount(cell, column, convention)
    reading = read.percent(cell, column, convention)
    if not isinstance(reading.value, Decimal):
        return reading
    points = tidy(reading.value * 100)
    return noted(points, format(points, "f"))


def level(cell: Cell, column: Column, convention: Convention) -> Reading:
    """Read a target or an actual as ``Decimal``: 35% and a percent cell are 0.35, plain numbers stay.

    A hundred per cent is kept as ``1.00``, so that it is not taken for a bare 1 (``metrics.as_share``).
    """
    signed = isinstance(cell.value, str) and any(sign in cell.value for sign in "%％成")
    if not signed and "%" not in cell.format:
        return read.amount(cell, column, convention)
    reading = read.percent(cell, column, convention)
    return replace(reading, value=HUNDRED_PERCENT) if reading.value == 1 else reading


class Kpi(Row):
    """F15, one row a person, period and indicator."""

    period: Annotated[
        str,
        Column(
            "週期",
            "Period",
            read.period,
            ("周期", "考核週期", "考核期", "月份", "期間", "考核月份"),
            help="2026-11、2026-Q4 或 2026。",
            example="2026-11",
        ),
    ]
    person: Annotated[
        str,
        Column(
            "姓名",
            "Person",
            read.person,
            ("員工姓名", "被考核人", "人員", "招商專員", "責任人", "Name"),
            example="林曉彤",
        ),
    ]
    metric: Annotated[
        str,
        Column(
            "指標",
            "Indicator",
            read.choice,
            ("績效指標", "考核指標", "指標名稱", "KPI", "考核項目"),
            options="績效指標",
            example="簽約率",
        ),
    ]
    weight: Annotated[
        Decimal | None,
        Column(
            "權重",
            "Weight",
            points_of_weight,
            ("佔比", "占比", "比重", "權重分", "分值", "Points"),
            help="同一人同一週期合計 100。",
            example="20",
        ),
    ] = None
    target: Annotated[
        Decimal,
        Column(
            "目標",
            "Target",
            level,
            ("目標值", "計劃", "計劃值", "任務", "指標值", "Goal"),
            help="比率請寫百分號，如 35%。",
            example="35%",
        ),
    ]
    actual: Annotated[
        Decimal | None,
        Column(
            "實績",
            "Actual",
            level,
            ("實際", "實際值", "完成", "完成值", "完成情況", "達成"),
            help="可留空，系統按台帳計算；收繳率與出租率請人工填。",
            privacy=Privacy.INTERNAL,
        ),
    ] = None
    origin: Annotated[
        str | None,
        Column(
            "數據來源",
            "Source of the figure",
            read.text,
            ("資料來源", "數據出處", "來源"),
            example="財務部月報",
        ),
    ] = None


class Feedback(Row):
    """F16, one row a problem that someone raised, and what the review decided."""

    origin: Annotated[
        str,
        Column(
            "來源",
            "From",
            read.choice,
            ("反饋來源", "提出方", "意見來源"),
            options="反饋來源",
            example="客戶",
        ),
    ]
    stage: Annotated[
        str,
        Column(
            "環節",
            "Stage",
            read.choice,
            ("流程環節", "所屬環節", "涉及環節", "階段"),
            options="環節",
            example="深入溝通與方案提供",
        ),
    ]
    issue: Annotated[
        str,
        Column(
            "問題",
            "Problem",
            read.long_text,
            ("問題描述", "反饋內容", "意見", "建議", "存在問題"),
            example="方案書等了 9 天才收到",
        ),
    ]
    cause: Annotated[
        str | None,
        Column("原因", "Cause", read.long_text, ("原因分析", "成因", "問題原因"), example="單價要等主管口頭確認"),
    ] = None
    decision: Annotated[
        str | None,
        Column(
            "決議",
            "Decision",
            read.long_text,
            ("改進措施", "措施", "整改措施", "評審決議", "解決方案"),
            example="價目表上線，範圍內由專員自行報價",
        ),
    ] = None
    responsible: Annotated[
        str, Column("責任人", "Owner", read.person, ("負責人", "整改責任人", "跟進人"), example="周建宏")
    ]
    due_on: Annotated[
        date,
        Column(
            "期限",
            "Due",
            read.day,
            ("完成期限", "整改期限", "截止日期", "完成日期", "要求完成日"),
            example="2026-12-15",
        ),
    ]
    verification: Annotated[
        str | None,
        Column("驗證", "Verified", read.long_text, ("驗證結果", "效果驗證", "驗證情況", "跟進結果")),
    ] = None
    status: Annotated[
        str,
        Column(
            "狀態",
            "Status",
            read.choice,
            ("處理狀態", "進度", "完成狀態"),
            options="反饋狀態",
            example="處理中",
        ),
    ]


KPI = Form(
    "F15",
    "kpi",
    "績效指標表",
    "KPI sheet",
    Kpi,
    (("period", "person", "metric"),),
    KPI_RULES,
    Privacy.INTERNAL,
    aliases=("績效考核表", "KPI", "績效表", "考核指標表", "KPI考核表", "績效目標表"),
)
FEEDBACK = Form(
    "F16",
    "feedback",
    "反饋評審表",
    "Feedback and review",
    Feedback,
    (("origin", "stage", "issue"),),
    FEEDBACK_RULES,
    aliases=("反饋表", "評審表", "問題反饋表", "意見反饋表", "流程評審表"),
)
