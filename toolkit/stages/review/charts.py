"""The charts of a KPI report as plain data: one question a chart, its title the answer (look.md).

The Word edge turns them into native charts (``documents.draw``), each where its marker stands.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from toolkit.figures.diagnosis import Ill
from toolkit.figures.events import Events
from toolkit.figures.figure import FEW
from toolkit.figures.frames import Frames
from toolkit.figures.funnel import cohort
from toolkit.figures.kpi import By, figures
from toolkit.figures.period import Period
from toolkit.figures.scoring import Scorecard
from toolkit.stages.review.lines import FEW_MARK, UNKNOWN, percent

Plain = dict[str, Any]
_MONTHS_SHOWN = 12
_BARS_SHOWN = 10
_FEW_IN_CHART = f"（{FEW_MARK}不足 5 例，不比）"
"""Behind a title that names the highest, where a bar stands that rests on too few cases to be compared."""


def shared_charts(frames: Frames, events: Events, period: Period) -> dict[str, Plain]:
    """Charts without personal results; one without anything to show is left out."""
    drawn = {
        "trend": _trend(events, period),
        "funnel": _funnel(frames, events.as_of, period),
        "channel": _channel(events, period),
    }
    return {name: chart for name, chart in drawn.items() if chart}


def ill_chart(ills: Sequence[Ill]) -> dict[str, Plain]:
    """How much of each ill, now and before; nothing where nothing could be measured."""
    known = [one for one in ills if one.now.share is not None]
    if not known:
        return {}
    enough = [one for one in known if one.now.below >= FEW]
    worst = max(enough or known, key=lambda one: (one.now.share or Decimal(0), one.name))
    title = f"最突出的是「{worst.name}」：{percent(worst.now.share)}（{worst.now.above} ÷ {worst.now.below}）"
    title += "" if len(enough) == len(known) else _FEW_IN_CHART
    series: dict[str, Sequence[float]] = {
        "本期": [_rounded(one.now.share or Decimal(0)) for one in known],
        "上期": [_rounded(one.before.share or Decimal(0)) for one in known],
    }
    names = [one.name + (FEW_MARK if one.now.below < FEW else "") for one in known]
    chart = _bars(title, names, series, "0.0%")
    return {"ills": chart | {"height_mm": 24 + 13 * len(known)}}


def score_charts(cards: Sequence[Scorecard]) -> dict[str, Plain]:
    """Everybody's score, the best first; nothing where nobody could be scored."""
    scores = {card.person: card.score for card in cards if card.score is not None}
    if not scores:
        return {}
    ranked = sorted(scores, key=lambda person: (-scores[person], person))
    best = ranked[0]
    title = f"{best}得分最高：{scores[best]:.1f} 分"
    return {"score": _bars(title, ranked, {"得分": [_rounded(scores[person]) for person in ranked]}, "0.0")}


def _trend(events: Events, period: Period) -> Plain:
    """New customers and signatures over the twelve months up to the period's end."""
    months = _last_months(min(period.last, events.as_of))
    leads = [_count(events, "新增客戶數", month) for month in months]
    signed = [_count(events, "簽約數", month) for month in months]
    if not any(leads) and not any(signed):
        return {}
    title = f"近 12 個月新增客戶 {sum(leads)} 家、簽約 {sum(signed)} 家"
    names = [f"{month.year % 100:02d}-{month.months[0]:02d}" for month in months]
    return {
        "kind": "line",
        "title": title,
        "categories": names,
        "series": {"新增客戶數": leads, "簽約數": signed},
        "number_format": "0",
        "height_mm": 70,
    }


def _last_months(end: date) -> list[Period]:
    months = [Period(f"{end:%Y-%m}")]
    while len(months) < _MONTHS_SHOWN:
        months.insert(0, months[0].before)
    return months


def _count(events: Events, metric: str, month: Period) -> int:
    return sum(item.n for item in figures(events, metric, month).values())


def _funnel(frames: Frames, as_of: date, period: Period) -> Plain:
    steps = cohort(frames, period, as_of)
    if not steps[0].customers:
        return {}
    last = steps[-1]
    title = f"本期登記的 {steps[0].customers} 家客戶，{last.customers} 家已成交（{percent(last.of_first)}）"
    return _bars(title, [step.stage for step in steps], {"客戶數": [step.customers for step in steps]}, "0")


def _channel(events: Events, period: Period) -> Plain:
    """Signing rate by channel where anybody visited, else the leads of each channel."""
    rates = figures(events, "簽約率", period, By.CHANNEL)
    known = {name: item for name, item in rates.items() if item.value is not None}
    if any(item.value for item in known.values()):
        ranked = sorted(known, key=lambda name: (-(known[name].value or 0), name))
        enough = [name for name in ranked if not known[name].few]
        best = (enough or ranked)[0]
        title = f"{best or UNKNOWN}簽約率最高：{percent(known[best].value)}（{known[best].basis}）"
        title += "" if len(enough) == len(ranked) else _FEW_IN_CHART
        ranked = ranked[:_BARS_SHOWN]
        names = [(name or UNKNOWN) + (FEW_MARK if known[name].few else "") for name in ranked]
        return _bars(title, names, {"簽約率": [_rounded(known[name].value or Decimal(0)) for name in ranked]}, "0.0%")
    leads = {name: item.n for name, item in figures(events, "新增客戶數", period, By.CHANNEL).items()}
    if not leads:
        return {}
    ranked = sorted(leads, key=lambda name: (-leads[name], name))[:_BARS_SHOWN]
    title = f"{ranked[0] or UNKNOWN}帶來的客戶最多：{leads[ranked[0]]} 家"
    return _bars(title, [name or UNKNOWN for name in ranked], {"客戶數": [leads[name] for name in ranked]}, "0")


def _bars(title: str, categories: Sequence[str], series: dict[str, Sequence[float]], number_format: str) -> Plain:
    return {
        "kind": "bar",
        "title": title,
        "categories": list(categories),
        "series": {name: list(values) for name, values in series.items()},
        "number_format": number_format,
        "height_mm": 24 + 9 * len(categories),
    }


def _rounded(value: Decimal) -> float:
    """A chart's number: rounded so that what the cache holds is what the embedded workbook holds."""
    return float(round(value, 6))
