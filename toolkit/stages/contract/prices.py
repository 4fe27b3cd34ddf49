"""Prices by area however a contract words them: 15元/㎡/月, 每平方米12.00元, 每平方米每月拾肆元."""

import re
from collections.abc import Iterator
from decimal import Decimal

from toolkit.forms.amount import parse_upper_amount

_AREA = r"(?:平方米|平方公尺|平米|m2)"
_TIME = r"(?:月|天|日|季|年)"
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_EVERYDAY = str.maketrans("〇一二三四五六七八九两十百千", "零壹贰叁肆伍陆柒捌玖贰拾佰仟")
_SUM = (
    rf"\s*(?P<sum>\d+(?:,\d{{3}})*(?:\.\d+)?|[{_DIGITS}拾佰仟万点]+)\s*[元圆]"
    rf"(?P<rest>(?:[{_DIGITS}]角)?(?:[{_DIGITS}]分)?)"
)
_RATE = re.compile(rf"元/{_AREA}/(?P<time>{_TIME})")
_WORDED = (
    re.compile(
        rf"(?:每(?P<first>{_TIME}))?每{_AREA}(?:[/·每]*(?P<then>{_TIME}))?"
        rf"[^\d{_DIGITS}拾佰仟万。;,元/]{{0,8}}{_SUM}(?:整|正)?(?:[/·每]+(?P<last>{_TIME}))?"
    ),
    re.compile(rf"{_SUM}(?P<first>)(?:整|正)?[/·每]+{_AREA}(?:[/·每]+(?P<then>{_TIME}))?(?P<last>)"),
)
"""The unit before the sum, and behind it."""


def prices(text: str, unit: str) -> Iterator[Decimal]:
    """The prices by area in ``text``, for the time of ``unit`` (元/m2/月) or for none that is named.

    Both are folded. Nothing where ``unit`` is no price by area.
    """
    rate = _RATE.fullmatch(unit)
    if rate is None:
        return
    plain = text.translate(_EVERYDAY)
    for worded in _WORDED:
        for match in worded.finditer(plain):
            times = {_same(match[name]) for name in ("first", "then", "last") if match[name]}
            price = _price(match["sum"], match["rest"])
            if price is not None and times <= {_same(rate["time"])}:
                yield price


def _same(time: str) -> str:
    return "日" if time == "天" else time


def _price(figure: str, rest: str) -> Decimal | None:
    """12.00, 拾肆 with 伍角 behind it, 拾肆点伍; None for what is no number."""
    if figure[0].isdigit():
        return Decimal(figure.replace(",", ""))
    whole, _, tail = figure.partition("点")
    price = parse_upper_amount(f"{whole}元{rest}")
    if price is None or not tail:
        return price
    digits = "".join(str(_DIGITS.find(sign)) for sign in tail)
    return price + Decimal(f"0.{digits}") if digits.isdigit() else None
