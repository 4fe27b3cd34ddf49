"""F14 satisfaction: one answer of one client on one day, and what is done about it (seed 6a–6c)."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated

from toolkit.forms import read
from toolkit.forms.column import Column, Privacy
from toolkit.forms.form import Form, Row
from toolkit.stages.aftercare.rules import SATISFACTION_RULES

_SCALE = "1 非常不滿意、2 不滿意、3 一般、4 滿意、5 非常滿意；不適用請留空。"


def _item(title: str, en: str, *aliases: str) -> Column:
    return Column(title, en, read.score, aliases, help=_SCALE, example="4")


class Satisfaction(Row):
    """One visit, call or questionnaire: scores of 1 to 5, words, and the measure that follows."""

    customer: Annotated[
        str,
        Column(
            "客戶",
            "Customer",
            read.text,
            ("客戶編號", "客戶名稱"),
            help="客戶編號或全名。",
            example="華景置業有限公司",
        ),
    ]
    day: Annotated[date, Column("日期", "Day", read.day, ("回訪日期", "填寫日期"), example="2027-03-15")]
    respondent: Annotated[
        str | None,
        Column(
            "受訪人",
            "Respondent",
            read.person,
            ("填寫人", "受訪者"),
            example="林志遠",
            privacy=Privacy.PERSONAL,
        ),
    ] = None
    method: Annotated[
        str | None,
        Column("方式", "Method", read.choice, ("回訪方式",), options="回訪方式", example="問卷"),
    ] = None
    score_service: Annotated[int | None, _item("客戶服務", "Client service", "客服", "服務態度")] = None
    score_response: Annotated[int | None, _item("響應速度", "Response", "響應及時", "處理時效")] = None
    score_order: Annotated[int | None, _item("秩序維護", "Security", "安全秩序", "保安")] = None
    score_cleaning: Annotated[int | None, _item("清潔衛生", "Cleaning", "保潔", "環境衛生")] = None
    score_repair: Annotated[int | None, _item("維修養護", "Repairs", "工程維修", "設備維護")] = None
    score_greening: Annotated[int | None, _item("綠化環境", "Landscaping", "綠化", "綠化養護")] = None
    score_billing: Annotated[int | None, _item("收費透明", "Billing", "收費", "收費公開")] = None
    overall: Annotated[int, _item("總評", "Overall", "總體評價", "總體滿意度", "總分")]
    comments: Annotated[
        str | None, Column("意見", "Comments", read.long_text, ("意見與建議", "意見建議", "客戶意見"))
    ] = None
    action: Annotated[str | None, Column("處理措施", "Measure", read.long_text, ("改進措施", "整改措施"))] = None
    responsible: Annotated[str | None, Column("責任人", "Responsible", read.person, ("負責人",))] = None
    due_on: Annotated[date | None, Column("期限", "Due", read.day, ("完成期限", "整改期限", "處理期限"))] = None
    closed_on: Annotated[
        date | None, Column("關閉日", "Closed", read.day, ("關閉日期", "完成日"), help="處理完畢才填。")
    ] = None


SATISFACTION = Form(
    "F14",
    "satisfaction",
    "滿意度回訪表",
    "Satisfaction",
    Satisfaction,
    (("customer", "day", "respondent"), ("customer", "day")),
    SATISFACTION_RULES,
    aliases=("滿意度調查表", "滿意度問卷", "客戶回訪表"),
)

ITEMS: Mapping[str, str] = MappingProxyType(
    {name: column.title for name, column in SATISFACTION.columns.items() if name.startswith("score_")}
)
"""The parts that are scored: field → title, in the order of the questionnaire."""
