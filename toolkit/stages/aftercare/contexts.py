"""What the papers of after-care may print: visits, the questionnaire, the proposal to renew (seed 6a–6d)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from toolkit.stages.context import Context, DocumentFacts, Term


class ClientFacts(DocumentFacts):
    """Which client a paper is about."""

    customer_id: Annotated[str, Term("客戶編號")]
    customer_name: Annotated[str, Term("客戶名稱")]
    property_name: Annotated[str | None, Term("物業名稱", ("項目名稱",))]
    contact_person: Annotated[str | None, Term("聯繫人", ("聯絡人",))]
    owner: Annotated[str | None, Term("跟進人")]


class ItemLine(Context):
    """One part that is scored: the last answer, the one before, and the average of a year."""

    satisfaction_item: Annotated[str, Term("評分項")]
    last_score: Annotated[str, Term("本次評分")]
    earlier_score: Annotated[str, Term("上次評分")]
    average_score: Annotated[str, Term("近一年平均")]


class VisitLine(Context):
    """One answer of the client."""

    visited_on: Annotated[date, Term("回訪日期")]
    visit_method: Annotated[str | None, Term("回訪方式")]
    respondent: Annotated[str | None, Term("受訪人")]
    overall: Annotated[int, Term("總評")]
    comments: Annotated[str | None, Term("客戶意見")]


class ActionLine(Context):
    """One measure, followed until it is closed."""

    raised_on: Annotated[date, Term("提出日期")]
    complaint: Annotated[str | None, Term("改進事由")]
    action: Annotated[str, Term("處理措施")]
    responsible: Annotated[str, Term("責任人")]
    due_on: Annotated[date, Term("整改期限")]
    closed_on: Annotated[date | None, Term("關閉日")]
    action_state: Annotated[str, Term("措施狀態")]


class VisitRecordContext(ClientFacts):
    """回訪記錄: the last answer, the trend, and every measure with its state."""

    visited_on: Annotated[date, Term("回訪日期")]
    visit_method: Annotated[str | None, Term("回訪方式")]
    respondent: Annotated[str | None, Term("受訪人")]
    overall: Annotated[int, Term("總評")]
    comments: Annotated[str | None, Term("客戶意見")]
    visit_verdict: Annotated[str, Term("回訪結論")]
    items: Annotated[list[ItemLine], Term("評分清單")]
    actions: Annotated[list[ActionLine], Term("措施清單")]
    open_actions: Annotated[int, Term("未關閉措施數")]
    visits: Annotated[list[VisitLine], Term("歷次回訪")]
    next_visit_on: Annotated[date | None, Term("下次回訪日")]


class QuestionLine(Context):
    """One question of the questionnaire: its heading is what the answer is read by."""

    satisfaction_item: Annotated[str, Term("評分項")]


class QuestionnaireContext(ClientFacts):
    """滿意度問卷: one page that the client fills in Word and sends back."""

    questions: Annotated[list[QuestionLine], Term("問題列表")]
    reply_by: Annotated[date, Term("回覆期限")]
    reply_to: Annotated[str, Term("回覆郵箱")]
    ask: Annotated[str, Term("問卷聯繫人")]


class ServiceLine(Context):
    """One service that could be added."""

    service: Annotated[str, Term("服務項目")]
    service_reason: Annotated[str, Term("擴大理由")]


class HistoryLine(Context):
    """One event of the cooperation."""

    event_on: Annotated[date, Term("事件日期")]
    event: Annotated[str, Term("合作事件")]


class RenewalContext(ClientFacts):
    """續約建議書: what we did together, how content the client was, what we propose."""

    contract_id: Annotated[str, Term("合同編號")]
    contract_name: Annotated[str, Term("合同名稱")]
    biz_line: Annotated[str, Term("業務線")]
    scope: Annotated[str, Term("合作範圍")]
    service_standard: Annotated[str, Term("服務標準")]
    fee_mode: Annotated[str, Term("收費模式")]
    unit_price: Annotated[Decimal | None, Term("單價")]
    price_unit: Annotated[str | None, Term("單價單位", ("單位",))]
    turnover_rate: Annotated[Decimal | None, Term("扣點率")]
    remuneration_rate: Annotated[Decimal | None, Term("酬金比例")]
    amount: Annotated[Decimal, Term("金額")]
    starts_on: Annotated[date, Term("起", ("起始日",))]
    ends_on: Annotated[date, Term("止", ("終止日",))]
    months: Annotated[Decimal, Term("合同月數")]
    days_left: Annotated[int, Term("剩餘天數")]
    notice_by: Annotated[date | None, Term("通知期限")]
    renewal_verdict: Annotated[str, Term("續約建議")]
    history: Annotated[list[HistoryLine], Term("合作歷程")]
    items: Annotated[list[ItemLine], Term("評分清單")]
    answer_count: Annotated[int, Term("回訪次數")]
    average_overall: Annotated[str, Term("平均總評")]
    actions: Annotated[list[ActionLine], Term("措施清單")]
    more_actions: Annotated[int, Term("其餘措施數")]
    abridged: Annotated[bool, Term("有摘要")] = False
    closed_actions: Annotated[int, Term("已關閉措施數")]
    open_actions: Annotated[int, Term("未關閉措施數")]
    new_starts_on: Annotated[date, Term("續約起始日")]
    new_ends_on: Annotated[date, Term("續約終止日")]
    expansions: Annotated[list[ServiceLine], Term("擴大合作清單")]
    reply_by: Annotated[date, Term("回覆期限")]


CONTEXTS = (VisitRecordContext, QuestionnaireContext, RenewalContext)
"""Every context of this stage."""
