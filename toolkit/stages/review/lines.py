"""The tables of a KPI report: figures with their basis, channels, people, funnel."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from toolkit.figures.events import Events
from toolkit.figures.figure import DASH, Figure, show
from toolkit.figures.frames import Frames
from toolkit.figures.funnel import cohort, entered, stays
from toolkit.figures.kpi import EVERYONE, By, cost_per_signing, figures
from toolkit.figures.metrics import MANUAL, METRICS, Kind
from toolkit.figures.period import Period
from toolkit.stages.review.contexts import ChannelLine, FigureLine, FunnelLine

FEW_MARK = "＊"
"""Behind a value that rests on fewer than five cases; the report explains it below the table."""
UNKNOWN = "（未填）"


def figure_lines(events: Events, period: Period) -> tuple[FigureLine, ...]:
    """Every computed KPI of the whole team, with the period before and the difference."""
    return tuple(_figure_line(events, metric, period) for metric in METRICS if metric not in MANUAL)


def _figure_line(events: Events, metric: str, period: Period) -> FigureLine:
    now = figures(events, metric, period)[EVERYONE]
    before = figures(events, metric, period.before)[EVERYONE]
    return FigureLine(
        metric=metric,
        shown=marked(now),
        basis=_basis(now),
        before=marked(before),
        difference=difference(metric, now.value, before.value),
        formula=METRICS[metric].formula,
    )


def _basis(figure: Figure) -> str:
    if figure.mean is not None:
        return f"{figure.basis}；平均 {show(figure.metric, figure.mean)}"
    return figure.basis


def marked(figure: Figure) -> str:
    """A value as printed, with the mark where few cases stand behind it."""
    return figure.shown + (FEW_MARK if figure.few else "")


def difference(metric: str, now: Decimal | None, before: Decimal | None) -> str:
    """How a value differs from the one before: ``+3``, ``-4.5 個百分點``, — where one is missing."""
    if now is None or before is None:
        return DASH
    gap = now - before
    if METRICS[metric].kind is Kind.SHARE:
        points = (gap * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{points:+} 個百分點" if points else "持平"
    shown = show(metric, gap)
    if not gap:
        return "持平"
    return shown if gap < 0 else f"+{shown}"


def channel_lines(events: Events, period: Period) -> tuple[ChannelLine, ...]:
    """One line a channel (first touch), the most productive first."""
    return _group_lines(events, period, By.CHANNEL)


def person_lines(events: Events, period: Period) -> tuple[ChannelLine, ...]:
    """One line a person, as the ledger counts them (owner on the event's day)."""
    return _group_lines(events, period, By.PERSON)


def _group_lines(events: Events, period: Period, by: By) -> tuple[ChannelLine, ...]:
    leads = figures(events, "新增客戶數", period, by)
    rates = figures(events, "簽約率", period, by)
    signings = figures(events, "簽約數", period, by)
    costs = figures(events, "渠道成本", period, by)
    signing_costs = cost_per_signing(events, period, by)
    groups = sorted({*leads, *rates, *signings}, key=lambda name: (-_n(signings, name), -_n(leads, name), name))
    return tuple(
        ChannelLine(
            channel=name or UNKNOWN,
            leads=str(_n(leads, name)),
            visits=str(rates[name].denominator if name in rates else 0),
            signings=str(_n(signings, name)),
            signing_rate=_marked(rates, name),
            cost_per_lead=_marked(costs, name),
            cost_per_signing=_marked(signing_costs, name),
        )
        for name in groups
    )


def _n(found: Mapping[str, Figure], name: str) -> int:
    return found[name].n if name in found else 0


def _marked(found: Mapping[str, Figure], name: str) -> str:
    return marked(found[name]) if name in found else DASH


def funnel_lines(frames: Frames, as_of: date, period: Period) -> tuple[FunnelLine, ...]:
    """The funnel in both views, with the median stay of those who left the stage in the period."""
    waits = {stay.stage: stay for stay in stays(frames, period, as_of)}
    views = zip(entered(frames, period, as_of), cohort(frames, period, as_of), strict=True)
    return tuple(
        FunnelLine(
            funnel_stage=inside.stage,
            entered=str(inside.customers),
            reached=str(mine.customers),
            of_before=percent(mine.of_before),
            stay=_stay(inside.stage, waits),
        )
        for inside, mine in views
    )


def _stay(stage: str, waits: Mapping[str, object]) -> str:
    stay = waits.get(stage)
    median, n = getattr(stay, "median", None), getattr(stay, "n", 0)
    return DASH if median is None else f"{median:.1f} 天（n={n}）"


def percent(share: Decimal | None) -> str:
    """A share as printed: ``35.0%``; — where there is none."""
    return DASH if share is None else f"{(share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
