"""The report in a few sentences: what a busy reader must not miss."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise

from toolkit.figures.events import Events
from toolkit.figures.figure import FEW, Figure
from toolkit.figures.frames import Frames
from toolkit.figures.funnel import Step, cohort
from toolkit.figures.kpi import EVERYONE, By, figures
from toolkit.figures.period import Period
from toolkit.stages.review.lines import FEW_MARK, difference, marked, percent

CONCENTRATED = Decimal("0.6")
"""More than this share of leads through one channel is a risk (process.yaml, step collect)."""


def summary(frames: Frames, events: Events, period: Period) -> tuple[str, ...]:
    """Sentences in order of weight: the harvest, the conversion, the leak, the channels, the clients.

    Of a period that has not begun nothing is said but this.
    """
    if events.as_of < period.first:
        return (f"{period.title}尚未開始（數據截至 {events.as_of.isoformat()}），沒有可計的數字。",)
    found = (
        _harvest(events, period),
        _conversion(events, period),
        leak(cohort(frames, period, events.as_of)),
        _channels(events, period),
        _clients(events, period),
    )
    return tuple(sentence for sentence in found if sentence)


def _whole(events: Events, metric: str, period: Period) -> Figure:
    return figures(events, metric, period)[EVERYONE]


def _harvest(events: Events, period: Period) -> str:
    leads, signed, amount = (_whole(events, name, period) for name in ("新增客戶數", "簽約數", "簽約金額"))
    before = _whole(events, "新增客戶數", period.before)
    return (
        f"{period.title}新增客戶 {leads.shown} 家（較{period.before.title}{_change(leads, before)}"
        f"{unfinished(period, events.as_of)}），"
        f"新簽約 {signed.shown} 家，簽署合同金額 {amount.shown}。"
    )


def unfinished(period: Period, as_of: date) -> str:
    """What must be said wherever a period that is not over is compared with a whole one; "" once it is over."""
    if as_of >= period.last:
        return ""
    if as_of < period.first:
        return "；本期尚未開始"
    day = f"{as_of.day} 日" if period.months[0] == period.months[1] else f"{as_of.month} 月 {as_of.day} 日"
    return f"；截至 {day}，本期未完"


def _change(now: Figure, before: Figure) -> str:
    words = difference(now.metric, now.value, before.value)
    return f" {words}" if words != "持平" else "持平"


def _conversion(events: Events, period: Period) -> str:
    signing, contract = _whole(events, "簽約率", period), _whole(events, "合同轉化率", period)
    if signing.value is None and contract.value is None:
        return "本期沒有客戶來訪，也沒有客戶進入談判，簽約率與合同轉化率無從計算。"
    text = f"簽約率 {marked(signing)}（{signing.basis}），合同轉化率 {marked(contract)}（{contract.basis}）。"
    return text + (f"帶{FEW_MARK}者樣本不足 5，僅供參考。" if signing.few or contract.few else "")


def leak(steps: Iterable[Step]) -> str:
    """Before which stage most of the period's customers stand; "" where too few came to say so.

    Who has not taken the next step is not lost: most are still on the way.
    """
    pairs = [(before, step) for before, step in pairwise(steps) if before.customers >= FEW]
    if not pairs:
        return ""
    before, step = max(pairs, key=lambda pair: pair[0].customers - pair[1].customers)
    waiting = before.customers - step.customers
    if not waiting:
        return ""
    return (
        f"本期登記的客戶中，停在「{before.stage}」而未到「{step.stage}」的最多："
        f"{before.customers} 家中 {waiting} 家（{percent(Decimal(waiting) / before.customers)}，含仍在跟進的）。"
    )


def _channels(events: Events, period: Period) -> str:
    leads = {name: item.n for name, item in figures(events, "新增客戶數", period, By.CHANNEL).items()}
    total = sum(leads.values())
    if not total:
        return ""
    best = max(leads, key=lambda name: (leads[name], name))
    share = Decimal(leads[best]) / total
    text = f"客戶主要來自「{best or '未填渠道'}」，佔 {percent(share)}（{leads[best]} ÷ {total}）"
    return text + ("，渠道過於集中，宜另開來源。" if share > CONCENTRATED else "。")


def _clients(events: Events, period: Period) -> str:
    satisfied, renewed = _whole(events, "滿意率", period), _whole(events, "續約率", period)
    parts = []
    if satisfied.value is not None:
        parts.append(f"客戶滿意率 {marked(satisfied)}（{satisfied.basis}）")
    if renewed.value is not None:
        parts.append(f"到期合同續約率 {marked(renewed)}（{renewed.basis}）")
    return "，".join(parts) + "。" if parts else ""
