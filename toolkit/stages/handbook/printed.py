"""The rule book as it may be printed: nothing of it names a form that was retired."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from toolkit.rulebook.retired import current
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.catalogue import FORMS

FORM_TITLES: Mapping[str, tuple[str, ...]] = MappingProxyType({form.name: (form.title, form.en) for form in FORMS})
"""Form → what it is called in Chinese and in English."""
_MADE_FROM: Mapping[str, str] = MappingProxyType(
    {
        "開發計劃書": "plans",
        "需求調研報告": "needs",
        "合作方案書": "proposals",
        "方案確認書": "proposals",
        "考察接待安排表": "visits",
        "異議處理附件": "objections",
        "談判準備書": "negotiations",
        "物業服務合同": "contracts",
        "租賃合同": "contracts",
        "合同審核表": "contracts",
        "資源調配計劃": "resources",
        "現場交接單": "handover",
        "項目啟動計劃": "milestones",
        "進度報告": "milestones",
        "回訪記錄": "satisfaction",
    }
)
"""A document → the form whose rows it is made from."""


def printed_rules(rules: RuleBook) -> RuleBook:
    """The rules with the process as handbook, cards and training sheets print it."""
    return replace(rules, process=current(rules.process, FORM_TITLES, _MADE_FROM))
