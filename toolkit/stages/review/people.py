"""Personal results for the confidential copy of the KPI report."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from toolkit.figures.figure import DASH, show
from toolkit.figures.scoring import CAP, Result, Scorecard
from toolkit.stages.review.contexts import PersonLine, PersonResult
from toolkit.stages.review.lines import FEW_MARK, percent

UNPROVEN = "人工填報；台帳沒有可計的個案，只列出，不計分"


def person_results(cards: Sequence[Scorecard]) -> tuple[PersonResult, ...]:
    """Everybody's indicators, targets, actuals and points; the best score first."""
    ranked = sorted(cards, key=lambda card: (-(card.score or Decimal(-1)), card.person))
    return tuple(
        PersonResult(
            person=card.person,
            score=_points(card.score),
            score_note=_note(card),
            lines=tuple(_line(item) for item in card.results),
        )
        for card in ranked
    )


def _note(card: Scorecard) -> str:
    if card.score is None:
        return "各項均無實績可計，不評分。"
    if card.counted != 100:
        return f"有實績可計的權重共 {_points(card.counted)}，總分按此折算為百分制。"
    return "各項權重均已計入。"


def _line(item: Result) -> PersonLine:
    few = item.figure is not None and item.figure.few
    return PersonLine(
        metric=item.metric,
        weight=_points(item.weight),
        target=show(item.metric, item.target),
        actual=_actual(item) + (FEW_MARK if few else ""),
        basis=item.figure.basis if item.figure else "人工",
        attainment=percent(item.attainment),
        points=_points(item.points),
        remark=_remark(item),
    )


def _actual(item: Result) -> str:
    """What counts; where the ledger has nothing to count, what the sheet reports, said to be so."""
    return f"{show(item.metric, item.reported)}（人工）" if item.unproven else show(item.metric, item.actual)


def _remark(item: Result) -> str:
    if item.unproven:
        return UNPROVEN
    if item.contradicts:
        return f"填報 {show(item.metric, item.reported)}，與台帳不符，按台帳計"
    if item.attainment is not None and item.attainment > CAP:
        return f"按上限 {CAP * 100:.0f}% 計分"
    if item.actual is None:
        return "沒有可計的實績"
    return "人工填報" if item.figure is None else ""


def _points(points: Decimal | None) -> str:
    if points is None:
        return DASH
    rounded = points.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded:.0f}" if rounded == rounded.to_integral_value() else f"{rounded}"
