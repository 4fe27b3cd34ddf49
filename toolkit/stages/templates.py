"""Every Word template with the context it prints: the field list, lint, and what may be missing come from here.

To add a template: the .docx in ``templates/word`` and one line here.
"""

from collections.abc import Iterator, Mapping
from types import NoneType
from typing import get_args

from toolkit.stages.aftercare.contexts import QuestionnaireContext, RenewalContext, VisitRecordContext
from toolkit.stages.context import Context, nested_in, terms
from toolkit.stages.contract.contexts import (
    ComparisonContext,
    ContractContext,
    NegotiationContext,
    ReviewContext,
)
from toolkit.stages.handbook.cards import CardContext
from toolkit.stages.handbook.contexts import HandbookContext
from toolkit.stages.handbook.drift_page import DriftContext
from toolkit.stages.handbook.training import TrainingContext
from toolkit.stages.launch.contexts import HandoverContext, ProgressContext, ResourceContext, StartContext
from toolkit.stages.outreach.contexts import DossierContext, NeedsContext, PlanContext
from toolkit.stages.page import PageContext
from toolkit.stages.proposal.contexts import (
    ConfirmationContext,
    ObjectionContext,
    ProposalContext,
    VisitContext,
)
from toolkit.stages.review.backtest import BacktestContext
from toolkit.stages.review.contexts import KpiReportContext, MeetingContext
from toolkit.stages.review.morning import MorningContext
from toolkit.stages.screening.contexts import LetterContext, PriorityContext

CONTEXTS: Mapping[str, type[Context]] = {
    "公司介紹函": LetterContext,
    "優先開發名單": PriorityContext,
    "客戶檔案": DossierContext,
    "開發計劃書": PlanContext,
    "需求調研報告": NeedsContext,
    "合作方案書": ProposalContext,
    "考察接待安排表": VisitContext,
    "異議處理附件": ObjectionContext,
    "方案確認書": ConfirmationContext,
    "談判準備書": NegotiationContext,
    "物業服務合同": ContractContext,
    "租賃合同": ContractContext,
    "物业服务合同": ContractContext,
    "租赁合同": ContractContext,
    "合同審核表": ReviewContext,
    "合同比對報告": ComparisonContext,
    "資源調配計劃": ResourceContext,
    "現場交接單": HandoverContext,
    "項目啟動計劃": StartContext,
    "進度報告": ProgressContext,
    "回訪記錄": VisitRecordContext,
    "滿意度問卷": QuestionnaireContext,
    "續約建議書": RenewalContext,
    "績效報告": KpiReportContext,
    "評審會議記錄": MeetingContext,
    "流程手冊": HandbookContext,
    "崗位卡": CardContext,
    "訓練題": TrainingContext,
    "Role card": CardContext,
    "Training sheet": TrainingContext,
    "流程偏差": DriftContext,
    "Process handbook": HandbookContext,
    "晨會清單": MorningContext,
    "評分回測": BacktestContext,
    "使用說明": PageContext,
    "使用说明": PageContext,
    "How to use": PageContext,
}
"""Template name (without suffix) → the context it is filled with."""


def all_terms() -> Mapping[str, str]:
    """Folded Chinese placeholder → key, over all templates: one term, one key across the product."""
    return terms(CONTEXTS.values())


def optional_fields(template: str) -> frozenset[str] | None:
    """The fields that ``template`` may print as nothing; None for a template we do not know.

    Fields of what is nested stand behind the field they are in: ``lines.quantity``, lists passed through.
    """
    context = CONTEXTS.get(template)
    return None if context is None else frozenset(_optional(context))


def _optional(context: type[Context]) -> Iterator[str]:
    for name, info in context.model_fields.items():
        if NoneType in get_args(info.annotation):
            yield name
        for nested in nested_in(info.annotation):
            yield from (f"{name}.{field}" for field in _optional(nested))
