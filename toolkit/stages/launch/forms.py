"""F11 resources, F12 handover, F13 milestones: what a signed contract sets in motion (seed 5a–5d)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from toolkit.forms import read
from toolkit.forms.column import Column
from toolkit.forms.form import Form, Row
from toolkit.stages.launch.rules import HANDOVER_RULES, MILESTONE_RULES, RESOURCE_RULES

CONTRACT = Column(
    "合同編號",
    "Contract no.",
    read.identifier,
    ("合約編號", "合同號"),
    help="照合同頁尾。",
    example="HT-20261124-0001",
)


class Resource(Row):
    """One kind of people, equipment or material that the project needs."""

    contract_id: Annotated[str, CONTRACT]
    category: Annotated[str, Column("類別", "Category", read.choice, ("資源類別",), options="資源類別", example="人員")]
    item: Annotated[str, Column("名稱", "Item", read.text, ("資源名稱", "崗位", "物資名稱"), example="秩序維護員")]
    specification: Annotated[
        str | None,
        Column("規格", "Specification", read.text, ("規格型號", "要求"), example="持保安員證"),
    ] = None
    needed: Annotated[Decimal, Column("需求數", "Needed", read.quantity, ("需求數量", "需要數量"), example="12")]
    in_place: Annotated[
        Decimal | None,
        Column(
            "到位數",
            "In place",
            read.quantity,
            ("到位數量", "已到位"),
            help="留空視為 0。",
            example="8",
        ),
    ] = None
    needed_by: Annotated[date, Column("需求日", "Needed by", read.day, ("需求日期", "到位期限"), example="2026-12-20")]
    responsible: Annotated[str, Column("責任人", "Responsible", read.person, ("負責人",), example="周強")]


class Handover(Row):
    """One thing handed over on site, its condition, and who mends what until when."""

    contract_id: Annotated[str, CONTRACT]
    category: Annotated[
        str, Column("類別", "Category", read.choice, ("交接類別",), options="交接類別", example="共用設施")
    ]
    item: Annotated[str, Column("項目", "Item", read.text, ("交接項目",), example="1號客梯")]
    place: Annotated[str | None, Column("位置", "Place", read.text, ("地點",), example="A座")] = None
    quantity: Annotated[Decimal | None, Column("數量", "Quantity", read.quantity, example="1")] = None
    condition: Annotated[
        str, Column("狀況", "Condition", read.choice, ("交接狀況",), options="交接狀況", example="完好")
    ]
    defect_grade: Annotated[
        str | None,
        Column(
            "問題等級",
            "Grade",
            read.choice,
            ("缺陷等級",),
            options="問題等級",
            help="A 影響安全或使用，B 須限期整改，C 輕微。",
        ),
    ] = None
    defect_owner: Annotated[
        str | None, Column("整改責任人", "Mended by", read.text, ("整改責任方",), example="建設單位")
    ] = None
    defect_due: Annotated[
        date | None, Column("整改期限", "Mended until", read.day, ("整改日期",), example="2027-01-10")
    ] = None
    reading: Annotated[
        Decimal | None, Column("讀數", "Reading", read.quantity, ("表計讀數", "表底數"), example="18236")
    ] = None
    handed_by: Annotated[str, Column("移交人", "Handed over by", read.person, example="林志遠")]
    received_by: Annotated[str, Column("接收人", "Received by", read.person, example="周強")]
    witness: Annotated[str | None, Column("見證人", "Witness", read.person, example="何婷")] = None
    day: Annotated[date, Column("日期", "Day", read.day, ("交接日期",), example="2026-12-28")]


class Milestone(Row):
    """One node of the project's plan, planned and actual."""

    contract_id: Annotated[str, CONTRACT]
    milestone: Annotated[str, Column("節點", "Milestone", read.text, ("節點名稱",), example="人員進場")]
    responsible: Annotated[str, Column("責任人", "Responsible", read.person, ("負責人",), example="周強")]
    planned_on: Annotated[
        date, Column("計劃完成", "Planned", read.day, ("計劃完成日", "計劃日期"), example="2026-12-25")
    ]
    done_on: Annotated[
        date | None, Column("實際完成", "Done", read.day, ("實際完成日", "完成日期"), help="未完成留空。")
    ] = None
    progress: Annotated[
        Decimal | None, Column("進度", "Progress", read.percent, ("完成比例",), unit="%", example="60%")
    ] = None
    status: Annotated[str | None, Column("狀態", "Status", read.choice, ("節點狀態",), options="節點狀態")] = None
    cause: Annotated[str | None, Column("原因", "Cause", read.long_text, ("延誤原因",))] = None
    measure: Annotated[str | None, Column("措施", "Measure", read.long_text, ("糾正措施", "調整措施"))] = None


RESOURCES = Form(
    "F11",
    "resources",
    "資源調配表",
    "Resources",
    Resource,
    (("contract_id", "category", "item", "specification"), ("contract_id", "category", "item")),
    RESOURCE_RULES,
)
HANDOVER = Form(
    "F12",
    "handover",
    "現場交接表",
    "Handover",
    Handover,
    (("contract_id", "category", "item", "place"), ("contract_id", "category", "item")),
    HANDOVER_RULES,
)
MILESTONES = Form(
    "F13",
    "milestones",
    "進度跟蹤表",
    "Milestones",
    Milestone,
    (("contract_id", "milestone"),),
    MILESTONE_RULES,
)
