"""The start-up plan of a proposal: what is done how long before service begins (seed 3a, 5a to 5c)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from toolkit.stages.proposal.contexts import StartStep

USUAL_LEAD = 30
"""Days from the first step to the start, where there is time enough (own judgement)."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One step, ``day`` days from the start (below zero: before it)."""

    day: int
    work: str
    result: str
    by: str


_SERVICE = (
    _Step(-30, "成立項目籌備組，確定項目經理與雙方聯絡人", "籌備組名單與聯絡表", "市場拓展部"),
    _Step(-25, "查勘現場，收集圖紙、設備台賬與在保合同", "現場查勘報告", "項目經理"),
    _Step(-20, "按編制招聘與調配人員，組織崗前培訓", "人員到崗表、培訓記錄", "人力資源部"),
    _Step(-10, "採購工具、物料與工裝，布置服務中心", "物資到位清單", "項目經理"),
    _Step(-7, "雙方共同承接查驗，問題分級並約定整改期限", "現場交接單（雙方簽字）", "雙方"),
    _Step(-2, "全員進場演練：門崗、巡邏、保潔、報修與應急", "演練記錄", "項目經理"),
    _Step(0, "正式開始服務，公示標準、電話與投訴渠道", "公示照片、首日簡報", "項目經理"),
    _Step(30, "首月評估：對照服務標準逐項自查，當面匯報", "首月服務報告", "項目經理"),
)
_LEASE = (
    _Step(-30, "簽訂租賃合同，支付押金與首期租金", "合同、收款憑證", "雙方"),
    _Step(-20, "提交裝修方案，我方審核消防、承重與用電", "裝修審核意見", "工程部"),
    _Step(-7, "共同查驗租賃單元，抄錄水電讀數，移交鑰匙", "現場交接單（雙方簽字）", "雙方"),
    _Step(0, "起租，開通門禁、停車與報修服務", "入駐指引", "客服中心"),
    _Step(30, "首月回訪，收集使用意見並限期改進", "回訪記錄", "客服中心"),
)
_PLANS: Mapping[str, tuple[_Step, ...]] = MappingProxyType({"租賃招商": _LEASE})


def start_steps(biz_line: str, starts_on: date | None, today: date) -> tuple[StartStep, ...]:
    """The steps for a line of business, with dates where the start is known and still ahead.

    Where less time is left than usual, the steps before the start move closer together, in order.
    """
    return tuple(
        StartStep(
            step_when=_when(step.day, starts_on, today),
            step_work=step.work,
            step_result=step.result,
            step_by=step.by,
        )
        for step in _PLANS.get(biz_line, _SERVICE)
    )


def _when(day: int, starts_on: date | None, today: date) -> str:
    if starts_on is None or starts_on <= today:
        return _relative(day)
    lead = min(USUAL_LEAD, (starts_on - today).days)
    moved = day * lead // USUAL_LEAD if day < 0 else day
    return f"{starts_on + timedelta(days=moved):%Y-%m-%d}"


def _relative(day: int) -> str:
    if day == 0:
        return "開始當日"
    return f"開始前 {-day} 天" if day < 0 else f"開始後 {day} 天"
