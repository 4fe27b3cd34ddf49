"""What the documents of stage 2 may print: 客戶檔案, 開發計劃書, 需求調研報告."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from toolkit.stages.context import Context, DocumentFacts, Term
from toolkit.stages.proposal.contexts import Need


class FactorLine(Context):
    """One factor of the score."""

    factor: Annotated[str, Term("因素")]
    points: Annotated[Decimal, Term("得分")]
    of: Annotated[Decimal, Term("滿分")]
    reason: Annotated[str, Term("評分理由")]
    to_lift: Annotated[str | None, Term("提升辦法")] = None


class ContactLine(Context):
    """One contact of the timeline, with the file, sheet and row it was logged in."""

    held_at: Annotated[datetime, Term("溝通時間")]
    clock: Annotated[str | None, Term("溝通時刻")] = None
    method: Annotated[str, Term("溝通方式")]
    counterpart: Annotated[str | None, Term("對方人員")] = None
    our_person: Annotated[str, Term("我方人員")]
    content: Annotated[str, Term("溝通內容")]
    contact_needs: Annotated[str | None, Term("需求異議")] = None
    result: Annotated[str, Term("溝通結果")]
    stage_after: Annotated[str | None, Term("跟進後階段")] = None
    next_step: Annotated[str | None, Term("下一步")] = None
    next_follow_up_on: Annotated[date | None, Term("下次跟進")] = None
    origin: Annotated[str, Term("資料來源")]


class MoveLine(Context):
    """One change of stage."""

    moved_on: Annotated[date, Term("變動日期")]
    stage_before: Annotated[str | None, Term("原階段")] = None
    stage_now: Annotated[str, Term("新階段")]
    moved_by: Annotated[str, Term("變動人")]
    cause: Annotated[str, Term("變動原因")]


class TodoLine(Context):
    """Something to be done, by whom, until when."""

    due_on: Annotated[date | None, Term("應辦日期")] = None
    todo: Annotated[str, Term("待辦事項")]
    todo_by: Annotated[str, Term("待辦人")]
    todo_state: Annotated[str, Term("待辦狀態")]


class PlanLine(Context):
    """One goal of development."""

    goal: Annotated[str, Term("開發目標")]
    strategy: Annotated[str, Term("溝通策略")]
    responsible: Annotated[str, Term("責任人")]
    starts_on: Annotated[date, Term("開始日")]
    ends_on: Annotated[date, Term("結束日")]
    plan_status: Annotated[str, Term("計劃狀態")]
    plan_days: Annotated[int, Term("計劃天數")]


class MilestoneLine(Context):
    """One date of a plan."""

    milestone_when: Annotated[str, Term("節點時間")]
    milestone: Annotated[str, Term("節點內容")]
    goal: Annotated[str, Term("開發目標")]
    responsible: Annotated[str, Term("責任人")]


class CustomerFacts(DocumentFacts):
    """What is known of a customer from its row in the prospect list; printed only in its own folder."""

    customer_id: Annotated[str, Term("客戶編號")]
    customer_name: Annotated[str, Term("客戶名稱")]
    party_type: Annotated[str, Term("主體類型")]
    credit_code: Annotated[str | None, Term("統一社會信用代碼", ("信用代碼",))] = None
    biz_line: Annotated[str, Term("業務線")]
    property_name: Annotated[str | None, Term("物業名稱", ("項目名稱",))] = None
    property_type: Annotated[str, Term("物業類型")]
    floor_area: Annotated[Decimal | None, Term("建築面積")] = None
    address: Annotated[str | None, Term("所在地")] = None
    industry: Annotated[str | None, Term("行業")] = None
    founded_on: Annotated[date | None, Term("成立日期")] = None
    registered_capital: Annotated[Decimal | None, Term("註冊資本")] = None
    last_revenue: Annotated[Decimal | None, Term("上年營收")] = None
    contact_person: Annotated[str, Term("聯繫人", ("聯絡人",))]
    title: Annotated[str | None, Term("職務")] = None
    source: Annotated[str, Term("信息來源", ("資訊來源",))]
    channel_name: Annotated[str | None, Term("渠道名稱")] = None
    budget: Annotated[Decimal | None, Term("預算")] = None
    intent: Annotated[str | None, Term("意向程度")] = None
    deal_stage: Annotated[str, Term("階段")]
    expected_signing_on: Annotated[date | None, Term("預計簽約日")] = None
    registered_on: Annotated[date, Term("登記日期")]
    owner: Annotated[str, Term("跟進人")]
    grade: Annotated[str, Term("等級")]
    grade_note: Annotated[str | None, Term("等級備註")] = None
    total: Annotated[float, Term("總分")]


class DossierContext(CustomerFacts):
    """客戶檔案: facts, score with reasons, the whole timeline with its sources, what comes next (seed 2d)."""

    phone: Annotated[str, Term("聯繫電話", ("電話",))]
    email: Annotated[str | None, Term("郵箱")] = None
    serious_violation: Annotated[str | None, Term("重大違法")] = None
    dishonest: Annotated[str | None, Term("失信被執行")] = None
    sector_penalty: Annotated[str | None, Term("行業處罰")] = None
    checked_on: Annotated[date | None, Term("查詢日期")] = None
    remarks: Annotated[str | None, Term("備註")] = None
    scored_on: Annotated[date, Term("評分日期")]
    fit: Annotated[float, Term("匹配分")]
    engagement: Annotated[float | None, Term("互動分")] = None
    score_formula: Annotated[str, Term("總分算法")]
    completeness: Annotated[float, Term("完整度")]
    factors: Annotated[tuple[FactorLine, ...], Term("評分明細")]
    red_lines: Annotated[tuple[str, ...], Term("紅線")]
    summary_line: Annotated[str, Term("檔案摘要")]
    contacts: Annotated[tuple[ContactLine, ...], Term("溝通記錄")]
    contact_count: Annotated[int, Term("溝通次數")]
    moves: Annotated[tuple[MoveLine, ...], Term("階段變動")]
    todos: Annotated[tuple[TodoLine, ...], Term("待辦清單")]
    missing_facts: Annotated[str | None, Term("待補資料")] = None
    needs: Annotated[tuple[Need, ...], Term("需求清單")]
    plans: Annotated[tuple[PlanLine, ...], Term("計劃清單")]


class PlanContext(CustomerFacts):
    """開發計劃書: goal, person, dates and strategy for one customer (seed 2a)."""

    plans: Annotated[tuple[PlanLine, ...], Term("計劃清單")]
    milestones: Annotated[tuple[MilestoneLine, ...], Term("節點清單")]
    plan_starts_on: Annotated[date, Term("計劃起始日")]
    plan_ends_on: Annotated[date, Term("計劃截止日")]
    plan_owner: Annotated[str, Term("計劃負責人")]
    situation: Annotated[str, Term("現況")]
    risks: Annotated[tuple[str, ...], Term("風險與對策")]
    todos: Annotated[tuple[TodoLine, ...], Term("待辦清單")]


class NeedLine(Context):
    """One question of the survey with its answer."""

    question_topic: Annotated[str, Term("調研項目")]
    question_answer: Annotated[str, Term("調研結果")]


class QuoteLine(Context):
    """Something that the customer said about its needs, and when."""

    said_on: Annotated[date, Term("說明日期")]
    said: Annotated[str, Term("客戶原話")]
    said_to: Annotated[str, Term("記錄人")]


class NeedsContext(CustomerFacts):
    """需求調研報告: needs, money, who decides and when, what follows for the proposal (seed 2c)."""

    surveyed_on: Annotated[date, Term("調研日期")]
    survey_summary: Annotated[str, Term("調研摘要")]
    answers: Annotated[tuple[NeedLine, ...], Term("調研明細")]
    money: Annotated[tuple[str, ...], Term("費用分析")]
    decider: Annotated[str | None, Term("決策人")] = None
    decision_process: Annotated[str | None, Term("決策流程")] = None
    schedule: Annotated[tuple[TodoLine, ...], Term("時間安排")]
    quotes: Annotated[tuple[QuoteLine, ...], Term("溝通摘錄")]
    advice: Annotated[tuple[str, ...], Term("方案建議")]
    open_points: Annotated[tuple[str, ...], Term("待確認事項")]
