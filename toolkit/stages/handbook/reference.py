"""What the handbook looks up for its readers: KPIs, the scorecard, and the guide to every finding."""

import re
from collections.abc import Iterable

from toolkit.figures.metrics import METRICS, Kind, Metric
from toolkit.messages.catalogue import codes
from toolkit.messages.finding import Code, Severity
from toolkit.rulebook.process import Process
from toolkit.rulebook.scorecard import Factor, Scorecard
from toolkit.stages.handbook.contexts import ErrorGroup, ErrorLine, FactorLine, MetricLine
from toolkit.stages.handbook.numbering import numbers_of
from toolkit.stages.handbook.speech import Speech

_BLANK = re.compile(r"(?<!\{)\{\w+[^{}]*\}(?!\})")
_BRACE = re.compile(r"([{}])\1")
_UNITS = {
    Kind.COUNT: ("個", "count"),
    Kind.SHARE: ("%", "%"),
    Kind.DAYS: ("天", "days"),
    Kind.SCORE: ("分", "score"),
    Kind.MONEY: ("元", "yuan"),
}
_AREAS: dict[str, tuple[str, str]] = {
    "values": ("格子裏的內容", "What stands in a cell"),
    "sheets": ("工作表與欄目", "Sheets and headings"),
    "rows": ("行與記錄", "Rows and records"),
    "files": ("檔案", "Files"),
    "stages": ("客戶與階段", "Customers and stages"),
    "screening": ("客戶資料與評分", "Prospects and scores"),
    "outreach": ("開發與溝通", "Outreach"),
    "proposal": ("方案", "Proposals"),
    "contract": ("談判與合同", "Negotiation and contract"),
    "launch": ("交接與啟動", "Launch"),
    "aftercare": ("回訪與續約", "Aftercare"),
    "review": ("績效與反饋", "Review"),
    "templates": ("Word 範本", "Word templates"),
}
_OF = {
    "values": "number code day value phone row cell read choice heading email id text person time percent column",
    "files": "file fresh",
    "sheets": "sheet",
    "screening": "prospect transfer owner score",
    "outreach": "contact plan needs",
    "proposal": "proposal visit objection",
    "contract": "contract approval negotiation",
    "launch": "launch",
    "aftercare": "aftercare",
    "review": "kpi feedback period",
    "stages": "customer stage",
    "templates": "lint fill template",
}
_AREA_OF = {word: area for area, words in _OF.items() for word in words.split()}


_METRICS = {
    "新增客戶數": ("New clients", "clients registered in the period, each once, by day of registration"),
    "有效溝通數": (
        "Effective contacts",
        "contacts that reached the client with content and a next step, one a client and day",
    ),
    "來訪轉化率": ("Visit rate", "clients who visited in the period ÷ clients registered in it"),
    "簽約率": ("Signing rate", "clients who signed in the period ÷ clients who visited in it"),
    "合同轉化率": ("Contract rate", "clients who signed in the period ÷ clients who entered negotiation in it"),
    "成交週期": ("Cycle", "days from first contact to signing, median (mean beside it), of those who signed"),
    "客戶滿意度": ("Satisfaction", "mean of valid overall scores (1 to 5) in the period"),
    "滿意率": ("Satisfied share", "answers with 4 or more overall ÷ valid answers"),
    "續約率": (
        "Renewal rate",
        "contracts that expired in the period and were renewed within 90 days ÷ contracts that expired",
    ),
    "收繳率": ("Collection rate", "received ÷ due, as reported"),
    "出租率": ("Occupancy", "area let ÷ area to let, as reported"),
    "響應時效": ("Response", "clients first contacted within the set working days ÷ clients whose time has come"),
    "渠道成本": ("Cost per lead", "channel costs of clients registered in the period ÷ those clients"),
    "簽約數": ("Signings", "clients who signed for the first time in the period"),
    "簽約金額": ("Value signed", "sum of contracts signed in the period, renewals included"),
}
"""What a KPI is called in the English edition, and its formula."""


def metric_lines(process: Process, speech: Speech) -> tuple[MetricLine, ...]:
    """Every KPI with its formula, unit and direction."""
    return tuple(_metric(process, metric, speech) for metric in METRICS.values())


def _metric(process: Process, metric: Metric, speech: Speech) -> MetricLine:
    earned = [step.key for step in process.steps.values() if metric.name in step.kpi]
    name, formula = _METRICS[metric.name] if speech.english else (metric.name, metric.formula)
    return MetricLine(
        metric=name + (speech.say("（人工）", " (reported)") if metric.manual else ""),
        formula=formula,
        metric_unit=speech.say(*_UNITS[metric.kind]),
        metric_better=speech.say("越低越好", "lower") if metric.lower_is_better else speech.say("越高越好", "higher"),
        metric_steps=numbers_of(process, earned) or "—",
    )


def factor_lines(card: Scorecard, speech: Speech) -> tuple[FactorLine, ...]:
    """The factors of both sides of the scorecard, then how the total makes the grade."""
    sides = (
        ("匹配", "Fit", card.fit, card.fit_weight),
        ("互動", "Engagement", card.engagement, card.engagement_weight),
    )
    lines = [
        _factor(f"{speech.say(zh, en)} ×{weight:g}", factor, speech)
        for zh, en, factors, weight in sides
        for factor in factors
    ]
    return (*lines, _grades(card, speech), _red_lines(card, speech))


def _factor(side: str, factor: Factor, speech: Speech) -> FactorLine:
    named = dict.fromkeys(speech.name(measure.title) for measure in factor.measures)
    points = f"{factor.points:g}"
    return FactorLine(
        score_side=side,
        score_factor=speech.name(factor.title),
        score_points=points,
        score_measures=speech.listed(named),
    )


def _grades(card: Scorecard, speech: Speech) -> FactorLine:
    shown = speech.listed(f"{grade} ≥ {start:g}" for grade, start in card.grades.items())
    return FactorLine(
        score_side=speech.say("等級", "Grades"),
        score_factor=speech.say("總分", "Total"),
        score_points="100",
        score_measures=shown,
    )


def _red_lines(card: Scorecard, speech: Speech) -> FactorLine:
    said = speech.say(
        f"任一項為「有」即鎖定 D 級；未查或查詢逾 {card.check_valid_days} 天，最高 {card.unchecked_cap} 級",
        f"Any of them locks grade D; unchecked for {card.check_valid_days} days caps at {card.unchecked_cap}",
    )
    return FactorLine(
        score_side=speech.say("紅線", "Red lines"),
        score_factor=speech.listed(map(speech.name, card.red_lines.values())),
        score_points="—",
        score_measures=said,
    )


def error_groups(speech: Speech) -> tuple[ErrorGroup, ...]:
    """Every finding code by area: what it means, how to mend it."""
    grouped: dict[str, list[Code]] = {area: [] for area in _AREAS}
    for code in codes():
        grouped[_AREA_OF.get(code.code.partition(".")[0], "rows")].append(code)
    return tuple(
        ErrorGroup(error_area=speech.say(*_AREAS[area]), errors=tuple(_error(code, speech) for code in found))
        for area, found in grouped.items()
        if found
    )


def _error(code: Code, speech: Speech) -> ErrorLine:
    said, mend = (code.en, code.en_do) if speech.english else (code.zh, code.zh_do)
    return ErrorLine(
        error_code=code.code,
        error_what=f"{_SIGN[code.severity][speech.english]}{_general(said)}",
        error_do=_general(mend) or "—",
    )


_SIGN = {
    Severity.ERROR: ("【改】", "[mend] "),
    Severity.ASK: ("【答】", "[answer] "),
    Severity.WARNING: ("【核】", "[check] "),
    Severity.NOTE: ("【讀】", "[read] "),
}


def _general(pattern: str) -> str:
    """A sentence without the values of a case; doubled braces are braces."""
    return _BRACE.sub(r"\1", _BLANK.sub("…", pattern))


def signs(speech: Speech) -> Iterable[str]:
    """The marks before each finding, as they stand in the tables."""
    return (sign[speech.english].strip() for sign in _SIGN.values())
