"""評分回測: one page that says how well the scorecard tells who signs (domain section 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from toolkit.figures.backtest import ENOUGH, SHIFTED, STABLE, Backtest, Lift, Rate
from toolkit.figures.deals import Deals
from toolkit.figures.figure import DASH, FEW
from toolkit.figures.outcomes import Damaged
from toolkit.outcome import DocumentOrder
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.context import Context, DocumentFacts, Term, company_facts
from toolkit.stages.filling import filled
from toolkit.stages.review.markers import marker
from toolkit.stages.review.meeting import REPORTS

TEMPLATE = "評分回測"
FIRST_SCORES, LISTED_SCORES = "分數取客戶最早的一次評分。", "評分與結果取自該表。"
TENTHS = "下表按分數由高到低，每組約一成；同分的不拆開，故各組家數不一。"
_DAMAGED = 8


class RateLine(Context):
    """One grade (or group): how many of its deals were signed."""

    grade: Annotated[str, Term("等級")]
    tested: Annotated[str, Term("回測家數")]
    tested_signed: Annotated[str, Term("回測簽約")]
    tested_rate: Annotated[str, Term("回測簽約率")]
    tested_range: Annotated[str, Term("回測區間")]


class LiftLine(Context):
    """One tenth of the deals by score."""

    decile: Annotated[str, Term("十分位")]
    tested: Annotated[str, Term("回測家數")]
    tested_signed: Annotated[str, Term("回測簽約")]
    tested_rate: Annotated[str, Term("回測簽約率")]
    lift_times: Annotated[str, Term("提升倍數")]


class WeightLine(Context):
    """One factor: its points now, and what the test would suggest."""

    factor: Annotated[str, Term("回測因素")]
    points_now: Annotated[str, Term("現行分值")]
    factor_auc: Annotated[str, Term("因素區分力")]
    points_suggested: Annotated[str, Term("建議分值")]


class BacktestContext(DocumentFacts):
    """評分回測 of one day."""

    tested_on: Annotated[date, Term("回測日期")]
    tested_source: Annotated[str, Term("回測來源")]
    tested_scores: Annotated[str | None, Term("回測分數")] = None
    verdict: Annotated[str, Term("回測結論")]
    rates: Annotated[tuple[RateLine, ...], Term("回測等級")]
    statistics: Annotated[tuple[str, ...], Term("回測統計")]
    lifts: Annotated[tuple[LiftLine, ...], Term("回測十分位")]
    weights: Annotated[tuple[WeightLine, ...], Term("建議權重")]
    damaged: Annotated[tuple[str, ...], Term("回測剔除")]
    rate_chart: Annotated[str | None, Term("回測圖")] = None
    charts: Annotated[dict[str, Any], Term("圖表資料")]


@dataclass(frozen=True, slots=True)
class Tested:
    """A test and what it rests on: where the outcomes come from, deals still open, values that were damaged."""

    test: Backtest
    source: str
    undecided: int = 0
    damaged: Sequence[Damaged] = ()
    deals: Deals | None = None
    """Where the outcomes come from somebody's list: what it tells beside grades."""
    scores: str = ""
    """Where the scores come from, as a sentence."""
    unscored: int = 0
    """Decided deals that were scored only afterwards, or never: they are left out."""


def backtest_order(tested: Tested, rules: RuleBook, today: date) -> DocumentOrder:
    """The page, for everybody who works on the scorecard."""
    chart = _chart(tested.test, tested.deals)
    values = {
        **company_facts(rules.company),
        "printed_on": today,
        "document_number": f"HC-{today:%Y%m%d}",
        "tested_on": today,
        "tested_source": tested.source,
        "tested_scores": tested.scores or LISTED_SCORES,
        "verdict": verdict(tested),
        "rates": tuple(_rate(one) for one in (*tested.test.grades, *_by_group(tested.deals), tested.test.all)),
        "statistics": (*_statistics(tested.test), *_harvest(tested.deals), *([TENTHS] if tested.test.lifts else [])),
        "lifts": tuple(_lifts(tested.test)),
        "weights": tuple(_weights(tested.test)),
        "damaged": tuple(_damaged(tested.damaged)),
        "rate_chart": marker("rate") if chart else None,
        "charts": {"rate": chart} if chart else {},
    }
    return DocumentOrder(
        template=TEMPLATE,
        context=filled(BacktestContext, values),
        folder=REPORTS,
        name=f"{TEMPLATE} {today.isoformat()}",
        kind=TEMPLATE,
        number=f"HC-{today:%Y%m%d}",
    )


def verdict(tested: Tested) -> str:
    """Two or three sentences for whoever reads nothing else."""
    test = tested.test
    text = f"已有結果的 {test.all.n} 家中簽約 {test.all.signed} 家（{_percent(test.all.rate)}）。"
    if tested.undecided:
        text += f"尚未有結果的 {tested.undecided} 家不計。"
    if tested.unscored:
        text += f"另有 {tested.unscored} 家在有結果之前沒有評分，不計（事後的評分不能用來回測）。"
    if test.auc is None and tested.deals is not None and not tested.deals.scored:
        lacking = tested.deals.without_score
        some = 0 < lacking < len(tested.deals.decided)
        why = f"其中 {lacking} 家沒有可讀的事前評分" if some else "表中沒有逐家的事前評分"
        return f"{text}{why}，只列簽約率，不作模型統計。"
    if test.auc is None and min(test.all.signed, test.all.n - test.all.signed) >= ENOUGH:
        return f"{text}表中沒有逐家的事前評分，只列簽約率，不作模型統計。"
    if test.auc is None:
        return text + f"簽約或流失不足 {ENOUGH} 家，只列各級簽約率，不作模型統計。"
    level = "明顯" if test.auc >= 0.7 else "有一些" if test.auc >= 0.6 else "幾乎沒有"
    return text + f"評分{level}區分力：隨機取一家簽約的與一家流失的，前者分數較高的機會是 {_percent(test.auc)}。"


_SHOWN = 12
_TITLES = {"channel": "來源", "kind": "類別"}
"""By whom deals were closed is a personal result: it stands in no open document."""


def _by_group(deals: Deals | None) -> Iterable[Rate]:
    for group, title in _TITLES.items() if deals else ():
        rates = deals.rates(group) if deals else ()
        yield from (replace(one, group=f"{title}・{one.group or '未填'}") for one in rates[:_SHOWN])


def _harvest(deals: Deals | None) -> Iterable[str]:
    """How long signed deals took, and what they were worth."""
    if deals is not None and deals.median_days is not None and deals.mean_days is not None:
        n = len(deals.days)
        yield f"開立到成交：中位數 {deals.median_days:g} 天，平均 {deals.mean_days:.1f} 天（n={n}）。"
    if deals is not None and deals.priced:
        yield f"成交金額合計 {deals.amount:,.2f}（n={deals.priced}，照原表的幣別）。"


def _rate(one: Rate) -> RateLine:
    bounds = DASH if one.low is None or one.high is None else f"{one.low * 100:.1f}%–{one.high * 100:.1f}%"
    return RateLine(
        grade=one.group or "全部",
        tested=str(one.n),
        tested_signed=str(one.signed),
        tested_rate=_percent(one.rate) + _few(one),
        tested_range=bounds,
    )


def _few(one: Rate | Lift) -> str:
    return "＊" if 0 < one.n < FEW else ""


def _percent(share: float | None) -> str:
    return DASH if share is None else f"{share * 100:.1f}%"


def _statistics(test: Backtest) -> Iterable[str]:
    if test.auc is None or test.ks is None:
        return
    yield f"AUC {test.auc:.3f}：0.5 等於亂猜，1 為全對。"
    yield f"KS {test.ks:.3f}：簽約與流失兩群分數分布的最大差距。"
    if test.psi is None:
        yield "PSI —：前後兩期的家數不足，不比較穩定性。"
        return
    state = "穩定" if test.psi < STABLE else "已偏移，宜重看評分表" if test.psi > SHIFTED else "略有變化"
    yield f"PSI {test.psi:.3f}：前後兩半客戶的分數分布{state}。"


def _lifts(test: Backtest) -> Iterable[LiftLine]:
    for one in test.lifts:
        yield LiftLine(
            decile=f"第 {one.decile} 組",
            tested=str(one.n),
            tested_signed=str(one.signed),
            tested_rate=_percent(one.rate) + _few(one),
            lift_times=f"{one.lift:.2f}{_few(one)}",
        )


def _weights(test: Backtest) -> Iterable[WeightLine]:
    for one in test.weights:
        yield WeightLine(
            factor=one.factor,
            points_now=f"{one.points:g}",
            factor_auc=f"{one.auc:.3f}",
            points_suggested=f"{one.suggested:.0f}",
        )


def _damaged(found: Sequence[Damaged]) -> Iterable[str]:
    for one in found[:_DAMAGED]:
        yield f"第 {one.row} 行「{one.heading}」：『{one.value}』{one.reason}，未計入。"
    if len(found) > _DAMAGED:
        yield f"另有 {len(found) - _DAMAGED} 格讀不出，未計入。"


def _chart(test: Backtest, deals: Deals | None) -> dict[str, Any]:
    shown = test.grades or (deals.rates("channel") if deals else ()) or (deals.rates("kind") if deals else ())
    known = [one for one in shown if one.rate is not None][:_SHOWN]
    if not known:
        return {}
    enough = [one for one in known if one.n >= FEW]
    best = max(enough or known, key=lambda one: one.rate or 0)
    few = "" if len(enough) == len(known) else "；＊不足 5 家，不比"
    return {
        "kind": "bar",
        "title": f"{best.group or '未評'}的簽約率最高：{_percent(best.rate)}（n={best.n}{few}）",
        "categories": [f"{one.group or '未評'}{_few(one)}（n={one.n}）" for one in known],
        "series": {"簽約率": [round(one.rate or 0, 6) for one in known]},
        "number_format": "0.0%",
        "height_mm": 24 + 9 * len(known),
    }
