"""What the contract, its review sheet, the negotiation brief and the comparison report may print."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from toolkit.stages.context import Context, DocumentFacts, Term
from toolkit.stages.proposal.contexts import FeeYear


class ContractContext(DocumentFacts):
    """物業服務合同 and 租賃合同: the seven key terms of seed 4b, and those of 民法典 938 and 704."""

    draft: Annotated[bool, Term("是否草稿")]
    draft_reason: Annotated[str | None, Term("草稿原因")]
    contract_version: Annotated[int, Term("合同版本")]
    contract_id: Annotated[str, Term("合同編號")]
    contract_name: Annotated[str, Term("合同名稱")]
    biz_line: Annotated[str, Term("業務線")]
    counterparty: Annotated[str, Term("對方全稱")]
    party_type: Annotated[str, Term("主體類型")]
    credit_code: Annotated[str | None, Term("統一社會信用代碼", ("信用代碼",))]
    representative: Annotated[str | None, Term("法定代表人負責人", ("法定代表人", "負責人"))]
    filing_number: Annotated[str | None, Term("備案號")]
    owners_decision: Annotated[str | None, Term("業主共同決定")]
    id_last_four: Annotated[str | None, Term("證件後四位")]
    agent: Annotated[str | None, Term("授權代理人")]
    contact_address: Annotated[str | None, Term("對方通訊地址")]
    contact_phone: Annotated[str | None, Term("對方聯繫電話")]
    property_name: Annotated[str, Term("物業名稱")]
    address: Annotated[str, Term("坐落", ("所在地",))]
    property_type: Annotated[str | None, Term("物業類型")]
    area: Annotated[Decimal, Term("面積")]
    leased_unit: Annotated[str | None, Term("租賃單元")]
    purpose: Annotated[str, Term("租賃用途")]
    scope: Annotated[str, Term("合作範圍")]
    service_standard: Annotated[str, Term("服務標準")]
    fee_mode: Annotated[str, Term("收費模式")]
    unit_price: Annotated[Decimal, Term("單價")]
    price_unit: Annotated[str, Term("單價單位", ("單位",))]
    remuneration_rate: Annotated[Decimal, Term("酬金比例")]
    turnover_rate: Annotated[Decimal, Term("扣點率")]
    amount: Annotated[Decimal, Term("金額")]
    amount_upper: Annotated[str, Term("大寫")]
    tax_rate: Annotated[Decimal | None, Term("稅率")]
    invoice_type: Annotated[str | None, Term("發票類型")]
    payment_terms: Annotated[str, Term("付款條件")]
    breach: Annotated[str, Term("違約責任")]
    penalty_rate: Annotated[Decimal | None, Term("違約金比例")]
    dispute_resolution: Annotated[str, Term("爭議解決")]
    arbitration_body: Annotated[str, Term("仲裁機構")]
    starts_on: Annotated[date, Term("起", ("起始日",))]
    ends_on: Annotated[date, Term("止", ("終止日",))]
    months: Annotated[Decimal, Term("合同月數")]
    term_length: Annotated[str, Term("合同期長")]
    follow_up_service: Annotated[str, Term("後續服務")]
    earnest_money: Annotated[Decimal | None, Term("定金")]
    earnest_upper: Annotated[str | None, Term("定金大寫")]
    deposit: Annotated[Decimal | None, Term("押金")]
    deposit_upper: Annotated[str | None, Term("押金大寫")]
    rent_free_months: Annotated[Decimal | None, Term("免租期")]
    escalation_rate: Annotated[Decimal | None, Term("遞增率")]
    special_terms: Annotated[str | None, Term("特別約定")]
    limiting_terms: Annotated[list[str], Term("限責約定")]
    annexes: Annotated[list[str], Term("附件清單", ("附件",))]
    fee_years: Annotated[list[FeeYear], Term("費用明細")]
    fee_formula: Annotated[str | None, Term("計算公式")]
    fee_total: Annotated[Decimal | None, Term("費用合計")]
    city: Annotated[str, Term("簽訂地")]


class RiskLine(Context):
    """One line of the risk list."""

    risk_level: Annotated[str, Term("風險等級")]
    risk_title: Annotated[str, Term("風險項目")]
    risk_finding: Annotated[str, Term("發現")]
    risk_place: Annotated[str | None, Term("條款位置")]
    article: Annotated[str, Term("依據條文")]
    advice: Annotated[str, Term("建議")]


class VoteLine(Context):
    """One department in the review sheet."""

    department: Annotated[str, Term("審核部門")]
    reviewer: Annotated[str | None, Term("審核人")]
    opinion: Annotated[str | None, Term("意見")]
    remarks: Annotated[str | None, Term("說明")]
    voted_on: Annotated[date | None, Term("會簽日期")]
    standing: Annotated[str, Term("會簽狀態")]


class RiskSummary(Context):
    """The counts above the risk list, heaviest first; ``checked`` is False outside CN."""

    checked: Annotated[bool, Term("已作法規檢查")]
    high: Annotated[int, Term("高風險數")]
    middle: Annotated[int, Term("中風險數")]
    low: Annotated[int, Term("低風險數")]
    hints: Annotated[int, Term("提示數")]


class ReviewContext(DocumentFacts, RiskSummary):
    """合同審核表: the seven terms at a glance, the risk list, and who has agreed (internal)."""

    contract_version: Annotated[int, Term("合同版本")]
    contract_id: Annotated[str, Term("合同編號")]
    contract_name: Annotated[str, Term("合同名稱")]
    contract_state: Annotated[str, Term("合同狀態")]
    counterparty: Annotated[str, Term("對方全稱")]
    party_type: Annotated[str, Term("主體類型")]
    biz_line: Annotated[str, Term("業務線")]
    owner: Annotated[str | None, Term("跟進人")]
    scope: Annotated[str, Term("合作範圍")]
    service_standard: Annotated[str, Term("服務標準")]
    fee_mode: Annotated[str, Term("收費模式")]
    fee_terms: Annotated[str, Term("收費要點")]
    unit_price: Annotated[Decimal | None, Term("單價")]
    price_unit: Annotated[str | None, Term("單價單位", ("單位",))]
    amount: Annotated[Decimal, Term("金額")]
    amount_upper: Annotated[str, Term("大寫")]
    payment_terms: Annotated[str, Term("付款條件")]
    breach: Annotated[str, Term("違約責任")]
    dispute_resolution: Annotated[str, Term("爭議解決")]
    starts_on: Annotated[date, Term("起", ("起始日",))]
    ends_on: Annotated[date, Term("止", ("終止日",))]
    follow_up_service: Annotated[str, Term("後續服務")]
    risks: Annotated[list[RiskLine], Term("風險清單")]
    votes: Annotated[list[VoteLine], Term("會簽意見")]
    lacking: Annotated[str | None, Term("尚缺部門")]
    voided: Annotated[str | None, Term("審批作廢說明")]
    disclaimer: Annotated[str, Term("聲明")]
    rules_version: Annotated[str, Term("規則版本")]


class Issue(Context):
    """One issue of the negotiation brief. These values go into no other document."""

    issue: Annotated[str, Term("議題")]
    priority: Annotated[str, Term("優先級")]
    ideal: Annotated[str, Term("理想")]
    acceptable: Annotated[str, Term("可接受")]
    floor: Annotated[str, Term("底線")]
    concession: Annotated[str | None, Term("讓步條件")]
    concession_cost: Annotated[Decimal | None, Term("讓步代價")]
    their_demand: Annotated[str | None, Term("對方訴求")]
    alternative: Annotated[str | None, Term("替代方案")]
    lead_negotiator: Annotated[str, Term("主談")]
    result: Annotated[str | None, Term("談判結果")]


class IssueGroup(Context):
    """The issues of one priority: what must hold, what we strive for, what we may give."""

    priority: Annotated[str, Term("優先級")]
    priority_meaning: Annotated[str, Term("優先級說明")]
    issues: Annotated[list[Issue], Term("議題清單")]


class NegotiationContext(DocumentFacts):
    """談判準備書: internal only; issues by priority, price of each concession, walk-away."""

    customer_name: Annotated[str, Term("客戶名稱")]
    customer_id: Annotated[str, Term("客戶編號")]
    owner: Annotated[str | None, Term("跟進人")]
    round: Annotated[int, Term("輪次")]
    proposal_summary: Annotated[str | None, Term("方案摘要")]
    groups: Annotated[list[IssueGroup], Term("議題分組")]
    concession_total: Annotated[Decimal | None, Term("讓步代價合計")]
    walk_away: Annotated[list[str], Term("離場條件")]
    lead_negotiators: Annotated[str, Term("主談人員")]


class ChangeLine(Context):
    """One difference between the copy we issued and the one that came back."""

    clause: Annotated[str, Term("條款")]
    change_kind: Annotated[str, Term("變動類型")]
    before: Annotated[str, Term("原文")]
    after: Annotated[str, Term("改文")]
    author: Annotated[str | None, Term("修訂人")]
    is_locked: Annotated[bool, Term("是否鎖定")]
    figures: Annotated[str | None, Term("金額日期變動")]


class FloorBreach(Context):
    """A figure of the returned text that lies beyond a floor of the negotiation sheet."""

    issue: Annotated[str, Term("議題")]
    floor: Annotated[str, Term("底線")]
    offered: Annotated[str, Term("退回值")]
    clause: Annotated[str, Term("條款")]


class MarginNote(Context):
    """A comment that the other side left in the margin."""

    author: Annotated[str | None, Term("修訂人")]
    note: Annotated[str, Term("批註")]


class ComparisonContext(DocumentFacts, RiskSummary):
    """合同比對報告: what the other side changed, told in the internal report only."""

    contract_version: Annotated[int, Term("合同版本")]
    contract_id: Annotated[str, Term("合同編號")]
    contract_name: Annotated[str, Term("合同名稱")]
    counterparty: Annotated[str, Term("對方全稱")]
    returned_file: Annotated[str, Term("退回檔案")]
    total: Annotated[int, Term("變動數")]
    untracked: Annotated[int, Term("無痕跡數")]
    locked_count: Annotated[int, Term("鎖定條款變動數")]
    verdict: Annotated[str, Term("結論")]
    changes: Annotated[list[ChangeLine], Term("變動清單")]
    breaches: Annotated[list[FloorBreach], Term("底線突破")]
    margin_notes: Annotated[list[MarginNote], Term("批註清單")]
    risks: Annotated[list[RiskLine], Term("風險清單")]
    disclaimer: Annotated[str, Term("聲明")]
    rules_version: Annotated[str, Term("規則版本")]


CONTEXTS = (ContractContext, ReviewContext, NegotiationContext, ComparisonContext)
"""Every context of this stage, for the template field list and the tests."""
