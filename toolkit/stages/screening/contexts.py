"""What the documents of stage 1 may print: 公司介紹函, 優先開發名單."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from toolkit.stages.context import Context, DocumentFacts, Term
from toolkit.stages.proposal.contexts import CompanyFigure, CompanyStrength, OfferFacts, ReferenceCase


class OutlineLine(Context):
    """One line of the first outline of a cooperation."""

    outline_item: Annotated[str, Term("設想項目")]
    outline_text: Annotated[str, Term("設想內容")]


class LetterContext(OfferFacts):
    """公司介紹函: who we are, what we did for properties like theirs, a first outline, what comes next."""

    salutation: Annotated[str, Term("稱呼")]
    opening: Annotated[str, Term("開場白")]
    property_type: Annotated[str, Term("物業類型")]
    biz_line: Annotated[str, Term("業務線")]
    leasing: Annotated[bool, Term("租賃業務")]
    focus: Annotated[str, Term("關注重點")]
    company_figures: Annotated[tuple[CompanyFigure, ...], Term("公司規模")]
    company_figures_on: Annotated[date, Term("規模統計日")]
    company_strengths: Annotated[tuple[CompanyStrength, ...], Term("公司優勢")]
    company_qualifications: Annotated[str, Term("公司資質")]
    cases: Annotated[tuple[ReferenceCase, ...], Term("同類案例")]
    outline: Annotated[tuple[OutlineLine, ...], Term("合作設想")]
    follow_ups: Annotated[tuple[str, ...], Term("後續安排")]


class PriorityLine(Context):
    """One customer of the priority list."""

    rank: Annotated[int, Term("名次")]
    customer_id: Annotated[str, Term("客戶編號")]
    customer_name: Annotated[str, Term("客戶名稱")]
    property_type: Annotated[str, Term("物業類型")]
    biz_line: Annotated[str, Term("業務線")]
    floor_area: Annotated[Decimal | None, Term("建築面積")] = None
    grade: Annotated[str, Term("等級")]
    total: Annotated[float, Term("總分")]
    strong_points: Annotated[str, Term("主要理由")]
    to_lift: Annotated[str | None, Term("提升辦法")] = None
    owner: Annotated[str, Term("跟進人")]
    next_follow_up_on: Annotated[date | None, Term("下次跟進")] = None


class GradeCount(Context):
    """How many customers have a grade."""

    grade: Annotated[str, Term("等級")]
    grade_count: Annotated[int, Term("等級家數")]
    grade_meaning: Annotated[str, Term("等級說明")]


class PriorityContext(DocumentFacts):
    """優先開發名單: whom to win first and why (seed 1c)."""

    list_name: Annotated[str, Term("名單名稱")]
    scored_on: Annotated[date, Term("評分日期")]
    summary: Annotated[str, Term("名單摘要")]
    prospect_count: Annotated[int, Term("客戶總數")]
    grade_counts: Annotated[tuple[GradeCount, ...], Term("等級分佈")]
    priority: Annotated[tuple[PriorityLine, ...], Term("優先客戶")]
    locked: Annotated[tuple[PriorityLine, ...], Term("紅線客戶")]
