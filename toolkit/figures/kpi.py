"""The KPIs of domain section 6, over event tables: whole, by person, channel, line of business, or month.

Rates are counted by the day of the event: what was signed in the period ÷ what visited in the period, each
customer once. (What became of those who came in the period is the cohort view: ``funnel.cohort``.)
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

import pandas as pd

from toolkit.figures.events import Events
from toolkit.figures.figure import Figure
from toolkit.figures.frames import Frames
from toolkit.figures.metrics import MANUAL, METRICS, as_share
from toolkit.figures.period import Period

EVERYONE = ""
"""The group's name where nothing is divided."""


class By(StrEnum):
    """How figures are divided."""

    ALL = "all"
    PERSON = "person"
    CHANNEL = "channel"
    LINE = "line"
    MONTH = "month"


_COUNTS: Mapping[str, str] = MappingProxyType(
    {"新增客戶數": "registered", "有效溝通數": "effective", "簽約數": "signed"}
)
_RATES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "來訪轉化率": ("visited", "registered"),
        "簽約率": ("signed", "visited"),
        "合同轉化率": ("signed", "negotiated"),
        "滿意率": ("satisfied", "answered"),
        "續約率": ("renewed", "expired"),
        "響應時效": ("responded", "response_due"),
    }
)
COST_PER_SIGNING = "簽約成本"
"""Beside 渠道成本 per lead: the same cost per newly signed customer."""


def figures(events: Events, metric: str, period: Period, by: By = By.ALL) -> dict[str, Figure]:
    """One KPI of a period: group → figure; with ``By.ALL`` the only group is ``EVERYONE``.

    A group appears where anything of the figure happened in it. KeyError for a KPI that is not computed
    (``metrics.MANUAL``: see ``manual_figures``).
    """
    if metric in _COUNTS:
        counted = _distinct(events, _COUNTS[metric], period, by)
        return {group: Figure(metric, Decimal(n), n) for group, n in _or_zero(counted, by).items()}
    if metric in _RATES:
        return _rate(events, metric, period, by)
    return {"成交週期": _cycle, "客戶滿意度": _score, "渠道成本": _cost_per_lead, "簽約金額": _amount}[metric](
        events, period, by
    )


def all_figures(events: Events, period: Period, by: By = By.ALL) -> dict[str, dict[str, Figure]]:
    """Every computed KPI of a period: KPI → group → figure."""
    return {name: figures(events, name, period, by) for name in METRICS if name not in MANUAL}


def by_line(events: Events, period: Period) -> dict[str, dict[str, Figure]]:
    """Line of business → KPI → figure; where nothing of it happened 0 of what is counted, and — of a rate."""
    found = all_figures(events, period, By.LINE)
    lines = sorted({line for groups in found.values() for line in groups})
    return {line: {name: groups.get(line) or _none_of(name) for name, groups in found.items()} for line in lines}


def _none_of(metric: str) -> Figure:
    if metric in _COUNTS or metric == "簽約金額":
        return Figure(metric, Decimal(0), 0)
    return Figure(metric, None, 0, Decimal(0), 0)


def cost_per_signing(events: Events, period: Period, by: By = By.ALL) -> dict[str, Figure]:
    """Channel costs of the period, of all leads, ÷ customers newly signed in it."""
    return _cost_per(events, "signed", period, by)


def cost_per_visit(events: Events, period: Period, by: By = By.ALL) -> dict[str, Figure]:
    """Channel costs of the period, of all leads, ÷ customers that visited in it (seed VI)."""
    return _cost_per(events, "visited", period, by)


def _cost_per(events: Events, name: str, period: Period, by: By) -> dict[str, Figure]:
    """Costs ÷ customers; — of a group without a lead in the period: what its leads cost was counted before."""
    sums = _sums(events, "costs", period, by)
    found = _averages("渠道成本", sums, _distinct(events, name, period, by), by, fen=True)
    return {group: one if group in sums else replace(one, value=None) for group, one in found.items()}


def manual_figures(frames: Frames, metric: str, period: Period) -> dict[str, Figure]:
    """A KPI as people reported it on the KPI sheet of exactly this period: person → figure, marked 人工."""
    rows = frames.kpi[(frames.kpi["metric"] == metric) & (frames.kpi["period"] == period.label)]
    reported = {str(person): value for person, value in zip(rows["person"], rows["actual"], strict=True)}
    return {
        person: Figure(metric, as_share(metric, value), 1)
        for person, value in reported.items()
        if isinstance(value, Decimal)
    }


def behind(events: Events, metric: str, period: Period) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows that were counted: (numerator or counted rows, denominator rows; the same where one)."""
    if metric in _RATES:
        above, below = _RATES[metric]
        return _within(events, above, period), _within(events, below, period)
    tables = {"成交週期": "cycles", "客戶滿意度": "answered", "渠道成本": "costs", "簽約金額": "contracts"}
    rows = _within(events, {**_COUNTS, **tables}[metric], period)
    return rows, rows


def _within(events: Events, name: str, period: Period) -> pd.DataFrame:
    table: pd.DataFrame = getattr(events, name)
    return table[_inside(table, period)]


def _inside(table: pd.DataFrame, period: Period) -> pd.Series:
    after_last = pd.Timestamp(period.last) + pd.Timedelta(days=1)
    inside: pd.Series = (table["on"] >= pd.Timestamp(period.first)) & (table["on"] < after_last)
    return inside


def _of(events: Events, name: str, period: Period, by: By, column: str) -> pd.DataFrame:
    """Of what happened in a period ``column`` and the ``group`` alone: a dozen months are counted again and again."""
    table: pd.DataFrame = getattr(events, name)
    inside = _inside(table, period)
    group = table.loc[inside, "on"].dt.strftime("%Y-%m") if by is By.MONTH else table.loc[inside, by.value]
    return pd.DataFrame({column: table.loc[inside, column], "group": group})


def _all(events: Events, name: str, period: Period, column: str) -> pd.Series:
    table: pd.DataFrame = getattr(events, name)
    values: pd.Series = table.loc[_inside(table, period), column]
    return values


def _distinct(events: Events, name: str, period: Period, by: By) -> dict[str, int]:
    """Group → how many different keys: of everybody without any grouping."""
    if by is By.ALL:
        n = _all(events, name, period, "key").nunique()
        return {EVERYONE: int(n)} if n else {}
    counted = _of(events, name, period, by, "key").groupby("group")["key"].nunique()
    return {str(group): int(n) for group, n in counted.items()}


def _sums(events: Events, name: str, period: Period, by: By) -> dict[str, int]:
    if by is By.ALL:
        values = _all(events, name, period, "value")
        return {EVERYONE: int(values.sum())} if len(values) else {}
    totals = _of(events, name, period, by, "value").groupby("group")["value"].sum()
    return {str(group): int(total) for group, total in totals.items()}


def _values(events: Events, name: str, period: Period, by: By) -> dict[str, list[int]]:
    if by is By.ALL:
        values = _all(events, name, period, "value")
        return {EVERYONE: sorted(int(one) for one in values)} if len(values) else {}
    told = _of(events, name, period, by, "value").groupby("group")["value"]
    return {str(group): sorted(int(one) for one in values) for group, values in told}


def _or_zero(counted: dict[str, int], by: By) -> dict[str, int]:
    return counted or ({EVERYONE: 0} if by is By.ALL else {})


def _rate(events: Events, metric: str, period: Period, by: By) -> dict[str, Figure]:
    above, below = (_distinct(events, name, period, by) for name in _RATES[metric])
    groups = sorted({*above, *_or_zero(below, by)})
    return {group: _share(metric, above.get(group, 0), below.get(group, 0)) for group in groups}


def _share(metric: str, above: int, below: int) -> Figure:
    value = Decimal(above) / below if below else None
    return Figure(metric, value, below, Decimal(above), below)


def _averages(metric: str, sums: dict[str, int], counts: dict[str, int], by: By, *, fen: bool) -> dict[str, Figure]:
    unit = Decimal(100) if fen else Decimal(1)
    found = {}
    for group in sorted({*sums, *_or_zero(counts, by)}):
        total, n = sums.get(group, 0) / unit, counts.get(group, 0)
        found[group] = Figure(metric, total / n if n else None, n, total, n)
    return found


def _score(events: Events, period: Period, by: By) -> dict[str, Figure]:
    total, n = _sums(events, "answered", period, by), _distinct(events, "answered", period, by)
    return _averages("客戶滿意度", total, n, by, fen=False)


def _cost_per_lead(events: Events, period: Period, by: By) -> dict[str, Figure]:
    leads = _distinct(events, "registered", period, by)
    return _averages("渠道成本", _sums(events, "costs", period, by), leads, by, fen=True)


def _amount(events: Events, period: Period, by: By) -> dict[str, Figure]:
    counts, sums = _distinct(events, "contracts", period, by), _sums(events, "contracts", period, by)
    return {
        group: Figure("簽約金額", Decimal(sums.get(group, 0)) / 100, n) for group, n in _or_zero(counts, by).items()
    }


def _cycle(events: Events, period: Period, by: By) -> dict[str, Figure]:
    groups = _values(events, "cycles", period, by)
    if not groups and by is By.ALL:
        return {EVERYONE: Figure("成交週期", None, 0, None, 0)}
    return {group: _middle(days) for group, days in groups.items()}


def _middle(days: list[int]) -> Figure:
    n = len(days)
    median = Decimal(days[(n - 1) // 2] + days[n // 2]) / 2
    return Figure("成交週期", median, n, Decimal(sum(days)), n, mean=Decimal(sum(days)) / n)
