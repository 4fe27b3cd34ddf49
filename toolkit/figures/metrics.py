"""What each KPI is: its formula in words, its unit, and which way is better (domain section 6).

One declaration: reports print it, the KPI sheet is checked against it, scores follow it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What a KPI's value is: a count, a share of 1, days, a score of 1 to 5, or money in 元."""

    COUNT = "count"
    SHARE = "share"
    DAYS = "days"
    SCORE = "score"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Metric:
    """One KPI. ``formula`` is printed under every figure; ``n`` names what n counts.

    ``lower_is_better`` turns the attainment round; ``manual`` marks what the ledger cannot know.
    """

    name: str
    kind: Kind
    formula: str
    n: str
    lower_is_better: bool = False
    manual: bool = False


_ALL = (
    Metric("新增客戶數", Kind.COUNT, "期內登記的客戶數（同一客戶只計一次，按登記日）", "登記客戶"),
    Metric("有效溝通數", Kind.COUNT, "聯繫上、有內容且有下一步的溝通（同一客戶同一天計一次）", "有效溝通"),
    Metric("來訪轉化率", Kind.SHARE, "期內來訪或到場考察的客戶 ÷ 期內登記的客戶", "登記客戶"),
    Metric("簽約率", Kind.SHARE, "期內簽約的客戶 ÷ 期內來訪或到場考察的客戶", "來訪客戶"),
    Metric("合同轉化率", Kind.SHARE, "期內簽約的客戶 ÷ 期內進入談判的客戶", "談判客戶"),
    Metric(
        "成交週期",
        Kind.DAYS,
        "期內簽約的客戶由首次溝通到簽約的天數，取中位數（另列平均數）",
        "簽約客戶",
        lower_is_better=True,
    ),
    Metric("客戶滿意度", Kind.SCORE, "期內有效回訪總評（1–5 分）的平均數", "有效回訪"),
    Metric("滿意率", Kind.SHARE, "期內總評 4 分及以上的回訪 ÷ 期內有效回訪", "有效回訪"),
    Metric(
        "續約率",
        Kind.SHARE,
        "期內到期且已續約的合同 ÷ 期內到期的合同（同一物業、同一單元，到期後 90 天內起始的下一份合同算續約）",
        "到期合同",
    ),
    Metric("收繳率", Kind.SHARE, "已收 ÷ 應收（人工填報）", "人工", manual=True),
    Metric("出租率", Kind.SHARE, "已租面積 ÷ 可租面積（人工填報）", "人工", manual=True),
    Metric("響應時效", Kind.SHARE, "規定工作日內首次溝通的客戶 ÷ 期內登記且時限已到的客戶", "登記客戶"),
    Metric(
        "渠道成本",
        Kind.MONEY,
        "期內登記客戶的渠道成本合計 ÷ 期內登記的客戶",
        "登記客戶",
        lower_is_better=True,
    ),
    Metric("簽約數", Kind.COUNT, "期內首次簽約的客戶數（續約不計）", "簽約客戶"),
    Metric("簽約金額", Kind.MONEY, "期內簽署合同的金額合計（含續約）", "簽署合同"),
)
METRICS: Mapping[str, Metric] = MappingProxyType({metric.name: metric for metric in _ALL})
"""Name (as in the list 績效指標) → what it is."""

RATES = frozenset(metric.name for metric in _ALL if metric.kind is Kind.SHARE)
"""The KPIs that are shares of 1."""

MANUAL = frozenset(metric.name for metric in _ALL if metric.manual)
"""The KPIs that only people can report."""


HUNDRED_PERCENT = Decimal("1.00")
"""A hundred per cent that was typed as such (a bare 1 of a rate may also mean one per cent)."""


def as_share(metric: str, value: Decimal) -> Decimal | None:
    """A target or actual as typed, in the KPI's own unit: for a rate, 35 and 0.35 are both 0.35.

    A bare 1 of a rate may be 1 % or 100 %: None, so that it is asked and not guessed.
    """
    if metric not in RATES or value < 1:
        return value
    if value == 1:
        return value if value.as_tuple().exponent == HUNDRED_PERCENT.as_tuple().exponent else None
    return value / 100
