"""What the papers of a starting project may print: resources, handover, plan, progress (seed 5a–5d)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from toolkit.stages.context import Context, DocumentFacts, Term


class ProjectFacts(DocumentFacts):
    """Which contract and which client a paper of the project is about."""

    contract_id: Annotated[str, Term("合同編號")]
    contract_name: Annotated[str, Term("合同名稱")]
    contract_state: Annotated[str, Term("合同狀態")]
    customer_name: Annotated[str, Term("客戶名稱")]
    property_name: Annotated[str | None, Term("物業名稱", ("項目名稱",))]
    starts_on: Annotated[date, Term("起", ("起始日",))]
    ends_on: Annotated[date, Term("止", ("終止日",))]
    owner: Annotated[str | None, Term("跟進人")]


class ResourceLine(Context):
    """One item: what is needed, what is there, what lacks."""

    item: Annotated[str, Term("資源名稱")]
    specification: Annotated[str | None, Term("規格")]
    needed: Annotated[Decimal, Term("需求數")]
    in_place: Annotated[Decimal, Term("到位數")]
    gap: Annotated[Decimal, Term("缺口")]
    needed_by: Annotated[date, Term("需求日")]
    responsible: Annotated[str, Term("責任人")]
    resource_state: Annotated[str, Term("到位狀態")]


class ResourceGroup(Context):
    """The items of one category."""

    category: Annotated[str, Term("資源類別")]
    ready: Annotated[str, Term("到位率")]
    lines: Annotated[list[ResourceLine], Term("資源明細")]


class ResourceContext(ProjectFacts):
    """資源調配計劃: by category, gaps first to be seen."""

    groups: Annotated[list[ResourceGroup], Term("資源分類")]
    gaps: Annotated[list[ResourceLine], Term("缺口清單")]
    item_count: Annotated[int, Term("資源項數")]
    gap_count: Annotated[int, Term("缺口項數")]
    late_count: Annotated[int, Term("逾期項數")]
    ready: Annotated[str, Term("到位率")]


class HandoverLine(Context):
    """One thing handed over."""

    item: Annotated[str, Term("交接項目")]
    place: Annotated[str | None, Term("位置")]
    quantity: Annotated[Decimal | None, Term("數量")]
    reading: Annotated[Decimal | None, Term("讀數")]
    condition: Annotated[str, Term("狀況")]
    defect_grade: Annotated[str | None, Term("問題等級")]


class HandoverGroup(Context):
    """The things of one category."""

    category: Annotated[str, Term("交接類別")]
    metered: Annotated[bool, Term("是否抄表")]
    lines: Annotated[list[HandoverLine], Term("交接明細")]


class DefectLine(Context):
    """One defect, who mends it and until when."""

    defect_grade: Annotated[str, Term("問題等級")]
    category: Annotated[str, Term("交接類別")]
    item: Annotated[str, Term("交接項目")]
    place: Annotated[str | None, Term("位置")]
    condition: Annotated[str, Term("狀況")]
    defect_owner: Annotated[str, Term("整改責任人")]
    due_on: Annotated[date, Term("整改期限")]


class HandoverContext(ProjectFacts):
    """現場交接單: by category, defects by grade, three signatures."""

    address: Annotated[str | None, Term("坐落", ("所在地",))]
    handed_on: Annotated[date, Term("交接日期")]
    handed_by: Annotated[str, Term("移交人")]
    received_by: Annotated[str, Term("接收人")]
    witness: Annotated[str | None, Term("見證人")]
    groups: Annotated[list[HandoverGroup], Term("交接分類")]
    defects: Annotated[list[DefectLine], Term("交接問題清單")]
    item_count: Annotated[int, Term("交接項數")]
    grave_count: Annotated[int, Term("A級問題數")]
    middling_count: Annotated[int, Term("B級問題數")]
    slight_count: Annotated[int, Term("C級問題數")]
    absent_categories: Annotated[str | None, Term("未交接類別")]
    handover_verdict: Annotated[str, Term("交接結論")]


class MilestoneLine(Context):
    """One milestone, planned and actual."""

    milestone: Annotated[str, Term("項目節點")]
    responsible: Annotated[str, Term("責任人")]
    planned_on: Annotated[date, Term("計劃完成")]
    done_on: Annotated[date | None, Term("實際完成")]
    late_days: Annotated[int, Term("延誤天數")]
    progress: Annotated[Decimal | None, Term("進度")]
    milestone_state: Annotated[str, Term("節點狀態")]
    cause: Annotated[str | None, Term("延誤原因")]
    measure_taken: Annotated[str | None, Term("糾正措施")]


class StartContext(ProjectFacts):
    """項目啟動計劃: every milestone with its one person and its day."""

    milestones: Annotated[list[MilestoneLine], Term("項目節點清單")]
    first_on: Annotated[date, Term("最早節點日")]
    last_on: Annotated[date, Term("最晚節點日")]
    people: Annotated[str, Term("責任人名單")]
    after_start: Annotated[list[str], Term("晚於起始日的節點")]


class ProgressContext(ProjectFacts):
    """進度報告: planned, actual, days late, cause, measure."""

    milestones: Annotated[list[MilestoneLine], Term("項目節點清單")]
    late: Annotated[list[MilestoneLine], Term("延誤節點清單")]
    upcoming: Annotated[list[MilestoneLine], Term("近期節點清單")]
    milestone_count: Annotated[int, Term("節點數")]
    done_count: Annotated[int, Term("已完成節點數")]
    late_count: Annotated[int, Term("逾期項數")]
    overdue: Annotated[bool, Term("有逾期未完成")]
    on_time: Annotated[str, Term("按期完成率")]
    progress_verdict: Annotated[str, Term("進度結論")]


CONTEXTS = (ResourceContext, HandoverContext, StartContext, ProgressContext)
"""Every context of this stage."""
