"""The tables of a KPI report: figures with their basis, channels, people, funnel."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from toolkit.figures.book import Book, Group
from toolkit.figures.diagnosis import Count, Ill
from toolkit.figures.events import Events
from toolkit.figures.figure import DASH, FEW, Figure, show
from toolkit.figures.kpi import EVERYONE, figures
from toolkit.figures.metrics import MANUAL, METRICS, Kind
from toolkit.figures.period import Period
from toolkit.stages.review.contexts import ChannelLine, FigureLine, FunnelLine, IllLine, YieldLine
from toolkit.stages.screening.channels import ChannelYield

FEW_MARK = "＊"
"""Behind a value that rests on fewer than five cases; the report explains it below the table."""
UNKNOWN = "（未填）"
_EXAMPLES = 3


def figure_lines(events: Events, period: Period) -> tuple[FigureLine, ...]:
    """Every computed KPI of the whole team, with the period before and the difference."""
    return tuple(_figure_line(events, metric, period) for metric in METRICS if metric not in MANUAL)


def _figure_line(events: Events, metric: str, period: Period) -> FigureLine:
    now = figures(events, metric, period)[EVERYONE]
    before = figures(events, metric, period.before)[EVERYONE]
    begun = events.as_of >= period.first
    few = FEW_MARK if begun and (now.few or before.few) else ""
    gap = difference(metric, now.value, before.value) if begun else DASH
    return FigureLine(
        metric=metric,
        shown=marked(now) if begun else DASH,
        basis=_basis(now) if begun else "尚未開始",
        before=_with_basis(before),
        difference=gap + (few if gap != DASH else ""),
        formula=METRICS[metric].formula,
    )


def _basis(figure: Figure) -> str:
    if figure.mean is not None:
        return f"{figure.basis}；平均 {show(figure.metric, figure.mean)}"
    return figure.basis


def _with_basis(figure: Figure) -> str:
    """A value with what stands behind it, where it is a rate or an average: ``33.3%＊（1 ÷ 3）``."""
    plain = figure.value is None or (figure.denominator is None and figure.mean is None)
    return marked(figure) if plain else f"{marked(figure)}（{figure.basis}）"


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


def group_lines(groups: Iterable[Group]) -> tuple[ChannelLine, ...]:
    """One line a channel (first touch) or person (owner on the event's day), the most productive first."""
    return tuple(
        ChannelLine(
            channel=one.name or UNKNOWN,
            leads=str(one.leads),
            visits=str(one.visits),
            signings=str(one.signings),
            signing_rate=_marked(one.rate),
            cost_per_lead=_marked(one.per_lead),
            cost_per_visit=_marked(one.per_visit),
            cost_per_signing=_marked(one.per_signing),
        )
        for one in groups
    )


def _marked(figure: Figure | None) -> str:
    return marked(figure) if figure else DASH


def ill_lines(ills: Iterable[Ill]) -> tuple[IllLine, ...]:
    """The six ills with their last months and the first cases behind each, a line each: no figure breaks in two."""
    return tuple(
        IllLine(
            ill=one.name,
            ill_measure=one.measure,
            ill_now=_counted(one.now),
            ill_before=_counted(one.before),
            ill_trend=" →\n".join(_counted(count) for _, count in one.trend[-3:]),
            ill_examples="、\n".join(dict.fromkeys(row.customer for row in one.rows[:_EXAMPLES])) or None,
        )
        for one in ills
    )


def _counted(count: Count) -> str:
    few = FEW_MARK if 0 < count.below < FEW else ""
    return f"{percent(count.share)}{few}（{count.above} ÷ {count.below}）" if count.below else DASH


def yield_lines(yields: Iterable[ChannelYield], good: Iterable[str]) -> tuple[YieldLine, ...]:
    """What each channel brought so far, whenever it was registered."""
    grades = tuple(good)
    return tuple(
        YieldLine(
            channel=one.source,
            leads=str(one.leads),
            good_leads=str(sum(one.grades.get(grade, 0) for grade in grades)),
            in_discussion=str(one.in_discussion_or_later),
            signings=str(one.signed),
            cost_total=f"{one.cost:,.2f} 元",
        )
        for one in yields
    )


def funnel_lines(counted: Book) -> tuple[FunnelLine, ...]:
    """The funnel in both views, with the median stay of those who left the stage in the period."""
    waits = {stay.stage: stay for stay in counted.stays}
    views = zip(counted.inside, counted.reached, strict=True)
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
