"""What the documents of stage 3 may print: 合作方案書, 考察接待安排表, 異議處理附件, 方案確認書."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from toolkit.stages.context import Context, DocumentFacts, Term


class Need(Context):
    """One line of what we understood of the client's needs, and where it was said."""

    need_topic: Annotated[str, Term("需求主題")]
    need_text: Annotated[str, Term("需求說明")]
    need_origin: Annotated[str, Term("需求出處")]


class ServiceScope(Context):
    """One service of the proposal, with what it covers."""

    service: Annotated[str, Term("服務項目")]
    scope: Annotated[str, Term("工作內容")]


class ServiceMeasure(Context):
    """One line of the service standard: what, how well, how often, checked how."""

    service: Annotated[str, Term("服務項目")]
    measure: Annotated[str, Term("標準條目")]
    requirement: Annotated[str, Term("達標要求")]
    frequency: Annotated[str, Term("頻次")]
    check: Annotated[str, Term("考核方法")]


class FeeYear(Context):
    """One year of the fee computation."""

    fee_year: Annotated[str, Term("計費年度")]
    fee_span: Annotated[str, Term("計費期間")]
    fee_basis: Annotated[str, Term("計費時長")]
    fee_amount: Annotated[Decimal, Term("費用金額")]


class StartStep(Context):
    """One step of the start-up plan; ``step_when`` is a date where the start is known."""

    step_when: Annotated[str, Term("啟動時間")]
    step_work: Annotated[str, Term("啟動工作")]
    step_result: Annotated[str, Term("啟動成果")]
    step_by: Annotated[str, Term("啟動負責")]


class ProposalChange(Context):
    """One thing that differs from the version before."""

    change_item: Annotated[str, Term("變更項目")]
    change_before: Annotated[str, Term("變更前")]
    change_after: Annotated[str, Term("變更後")]


class ReferenceCase(Context):
    """One project of ours of the same kind."""

    case_name: Annotated[str, Term("案例名稱")]
    case_place: Annotated[str, Term("案例地點")]
    case_area: Annotated[str, Term("案例面積")]
    case_since: Annotated[str, Term("案例起始年")]
    case_result: Annotated[str, Term("案例成效")]


class CompanyFigure(Context):
    """One figure of the company's size."""

    figure_name: Annotated[str, Term("規模指標")]
    figure_value: Annotated[str, Term("規模數值")]


class CompanyStrength(Context):
    """One advantage of the company."""

    strength_title: Annotated[str, Term("優勢標題")]
    strength_text: Annotated[str, Term("優勢說明")]


class OfferFacts(DocumentFacts):
    """Whom a document of this stage is for, and which offer it belongs to."""

    customer_id: Annotated[str, Term("客戶編號")]
    customer_name: Annotated[str, Term("客戶名稱")]
    contact_person: Annotated[str | None, Term("聯繫人", ("聯絡人",))] = None
    title: Annotated[str | None, Term("職務")] = None
    property_name: Annotated[str | None, Term("物業名稱", ("項目名稱",))] = None
    owner: Annotated[str, Term("跟進人")]


class ProposalContext(OfferFacts):
    """合作方案書: needs, scope, fee mode, standard, fee computation, start-up, term, validity, changes."""

    proposal_id: Annotated[str, Term("方案編號")]
    proposal_version: Annotated[int, Term("方案版本")]
    proposed_on: Annotated[date, Term("方案日期")]
    property_type: Annotated[str | None, Term("物業類型")] = None
    biz_line: Annotated[str | None, Term("業務線")] = None
    address: Annotated[str | None, Term("所在地")] = None
    company_figures: Annotated[tuple[CompanyFigure, ...], Term("公司規模")]
    company_figures_on: Annotated[date, Term("規模統計日")]
    company_strengths: Annotated[tuple[CompanyStrength, ...], Term("公司優勢")]
    company_qualifications: Annotated[str, Term("公司資質")]
    cases: Annotated[tuple[ReferenceCase, ...], Term("同類案例")]
    needs: Annotated[tuple[Need, ...], Term("需求清單")]
    services: Annotated[str, Term("服務內容")]
    scopes: Annotated[tuple[ServiceScope, ...], Term("服務範圍清單")]
    service_standard: Annotated[str, Term("服務標準")]
    standard_summary: Annotated[str | None, Term("服務標準說明")] = None
    measures: Annotated[tuple[ServiceMeasure, ...], Term("服務標準清單")]
    fee_mode: Annotated[str, Term("收費模式")]
    unit_price: Annotated[Decimal, Term("單價")]
    price_unit: Annotated[str, Term("單價單位", ("單位",))]
    area: Annotated[Decimal, Term("面積")]
    term_months: Annotated[int, Term("期限", ("合作期限",))]
    term_words: Annotated[str, Term("期限說明")]
    starts_on: Annotated[date | None, Term("開始日")] = None
    ends_on: Annotated[date | None, Term("結束日")] = None
    valid_until: Annotated[date, Term("有效期")]
    payment: Annotated[str | None, Term("付款方式")] = None
    special_notes: Annotated[str | None, Term("特別說明")] = None
    fee_years: Annotated[tuple[FeeYear, ...], Term("費用明細")]
    fee_total: Annotated[Decimal | None, Term("費用合計")] = None
    fee_monthly: Annotated[Decimal | None, Term("月均費用")] = None
    fee_yearly: Annotated[Decimal | None, Term("年均費用")] = None
    fee_formula: Annotated[str | None, Term("計算公式")] = None
    fee_assumption: Annotated[str | None, Term("計算前提")] = None
    rate_basis: Annotated[str | None, Term("單價依據")] = None
    start_steps: Annotated[tuple[StartStep, ...], Term("啟動計劃")]
    previous_version: Annotated[int | None, Term("上一版本")] = None
    changes: Annotated[tuple[ProposalChange, ...], Term("變更清單")] = ()


class VisitContext(OfferFacts):
    """考察接待安排表: one page for whoever receives the client."""

    held_at: Annotated[datetime, Term("日期時間")]
    weekday: Annotated[str, Term("星期")]
    clock: Annotated[str, Term("時刻")]
    place: Annotated[str, Term("地點")]
    visitors: Annotated[str | None, Term("來訪人員")] = None
    host: Annotated[str, Term("接待人")]
    host_phone: Annotated[str | None, Term("接待電話")] = None
    program: Annotated[tuple[str, ...], Term("演示內容")]
    points: Annotated[tuple[str, ...], Term("接待要點")]
    open_questions: Annotated[tuple[str, ...], Term("待答問題")]
    feedback: Annotated[str | None, Term("反饋")] = None
    result: Annotated[str | None, Term("考察結果")] = None


class ObjectionLine(Context):
    """One objection with its answer."""

    question: Annotated[str, Term("異議問題")]
    category: Annotated[str | None, Term("異議類別")] = None
    answer: Annotated[str | None, Term("答覆")] = None
    answered_by: Annotated[str | None, Term("答覆人")] = None
    objection_state: Annotated[str, Term("異議狀態")]


class ObjectionContext(OfferFacts):
    """異議處理附件: every question of the client with our answer."""

    proposal_id: Annotated[str | None, Term("方案編號")] = None
    objections: Annotated[tuple[ObjectionLine, ...], Term("異議清單")]
    open_count: Annotated[int, Term("未解決數")]
    settled_count: Annotated[int, Term("已解決數")]


class ConfirmationContext(OfferFacts):
    """方案確認書: what both sides agreed on, before negotiations start (seed 3d)."""

    proposal_id: Annotated[str, Term("方案編號")]
    proposal_version: Annotated[int, Term("方案版本")]
    proposed_on: Annotated[date, Term("方案日期")]
    services: Annotated[str, Term("服務內容")]
    service_standard: Annotated[str, Term("服務標準")]
    fee_mode: Annotated[str, Term("收費模式")]
    unit_price: Annotated[Decimal, Term("單價")]
    price_unit: Annotated[str, Term("單價單位", ("單位",))]
    area: Annotated[Decimal, Term("面積")]
    term_months: Annotated[int, Term("期限", ("合作期限",))]
    term_words: Annotated[str, Term("期限說明")]
    starts_on: Annotated[date | None, Term("開始日")] = None
    fee_monthly: Annotated[Decimal | None, Term("月均費用")] = None
    fee_total: Annotated[Decimal | None, Term("費用合計")] = None
    payment: Annotated[str | None, Term("付款方式")] = None
    special_notes: Annotated[str | None, Term("特別說明")] = None
    objections: Annotated[tuple[ObjectionLine, ...], Term("異議清單")]
