"""大寫金額: amounts in the formal characters of contracts and cheques, and back.

Sources: 支付結算辦法 附件一 (正確填寫票據和結算憑證的基本規定), domain section 3. An amount that ends in
元 takes 整 (behind 角 it is optional and we leave it out), one that ends in 分 takes none. Zeros between
figures are one 零; where 元 or 萬 is zero and the next figure is not, 零 may stand or not: 107000.53 is
壹拾萬柒仟元零伍角叁分 or 壹拾萬零柒仟元伍角叁分, and the inverse reads every legal form.
"""

import re
from decimal import Decimal
from typing import Literal

from toolkit.messages.script import fold, simplified

PREFIX = "人民幣"
LARGEST = Decimal("9999999999999999.99")
"""9999 兆 …: what four groups of four figures hold."""

_FIGURES = "零壹貳叁肆伍陸柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "萬", "億", "兆")
_VALUES = {
    letter: value
    for value, letters in enumerate(("零〇", "壹", "贰", "叁参", "肆", "伍", "陆", "柒", "捌", "玖"))
    for letter in letters
}
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}
_SHAPE = re.compile(
    r"(?:人民币)?(?P<minus>负)?(?:(?P<yuan>[^元圆角分]+)[元圆])?零?"
    r"(?:(?P<jiao>[零壹贰叁肆伍陆柒捌玖])角)?零?(?:(?P<fen>[零壹贰叁肆伍陆柒捌玖])分)?(?P<whole>[整正])?"
)


def upper_amount(
    value: Decimal,
    *,
    script: Literal["zh-Hant", "zh-Hans"] = "zh-Hant",
    prefix: str = "",
    zero_yuan: bool = True,
) -> str:
    """Write an amount of 元 in formal characters: 1409.50 → 壹仟肆佰零玖元伍角.

    ``prefix`` stands directly before the figure (``PREFIX`` = 人民幣). Below zero begins with 負. Where the
    元 group ends in zeros and 角 follow, ``zero_yuan`` puts 零 between (both forms are legal). Raises
    ValueError for more than two decimals or more than ``LARGEST``.
    """
    size = abs(value)
    if not value.is_finite() or size > LARGEST or size != size.quantize(Decimal("0.01")):
        raise ValueError("an amount has at most two decimals and sixteen figures before the point")
    cents = int(size * 100)
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    text = prefix + ("負" if value < 0 else "") + _yuan(yuan, jiao, fen) + _rest(yuan, jiao, fen, zero_yuan=zero_yuan)
    return simplified(text) if script == "zh-Hans" else text


def parse_upper_amount(text: str) -> Decimal | None:
    """Read an amount in formal characters, in either script and either legal form; None for anything else."""
    match = _SHAPE.fullmatch(_plain(text))
    if match is None or not (match["yuan"] or match["jiao"] or match["fen"]):
        return None
    yuan = _read_whole(match["yuan"]) if match["yuan"] else 0
    if yuan is None or (match["fen"] and match["whole"]):
        return None
    cents = yuan * 100 + 10 * _digit(match["jiao"]) + _digit(match["fen"])
    return Decimal(-cents if match["minus"] else cents).scaleb(-2)


def same_amount(text: str, value: Decimal) -> bool:
    """Whether an amount written out agrees with the figures."""
    return parse_upper_amount(text) == value


def _plain(text: str) -> str:
    return re.sub(r"[\s:]+", "", fold(text)).replace("人民币元", "人民币")


def _digit(letter: str | None) -> int:
    return _VALUES[letter] if letter else 0


def _yuan(yuan: int, jiao: int, fen: int) -> str:
    if yuan:
        return _whole(yuan) + "元"
    return "" if jiao or fen else "零元"


def _rest(yuan: int, jiao: int, fen: int, *, zero_yuan: bool) -> str:
    if not jiao and not fen:
        return "整"
    gap = "零" if yuan and (not jiao or (yuan % 10 == 0 and zero_yuan)) else ""
    tenths = f"{_FIGURES[jiao]}角" if jiao else ""
    return f"{gap}{tenths}" + (f"{_FIGURES[fen]}分" if fen else "")


def _whole(number: int) -> str:
    """Write a number above zero by groups of four figures; one 零 for every gap, none at the end."""
    written, gap = "", False
    for group in range(3, -1, -1):
        part = number // 10 ** (4 * group) % 10_000
        if part == 0:
            gap = bool(written)
            continue
        written += ("零" if written and (gap or part < 1000) else "") + _group(part) + _GROUPS[group]
        gap = False
    return written


def _group(part: int) -> str:
    written, gap = "", False
    for place in range(3, -1, -1):
        figure = part // 10**place % 10
        if figure:
            written += ("零" if gap and written else "") + _FIGURES[figure] + _PLACES[place]
        gap = not figure
    return written


def _read_whole(text: str) -> int | None:
    """Read 壹拾貳萬叁仟; None where places do not fall or a figure stands alone inside."""
    total, bound = 0, len(_GROUPS)
    for piece, sign in re.findall(r"([^万亿兆]+)([万亿兆]?)", text):
        group = "万亿兆".find(sign) + 1 if sign else 0
        part = _read_group(piece)
        if part is None or group >= bound:
            return None
        total, bound = total + part * 10 ** (4 * group), group
    return total if re.sub(r"[^万亿兆]+[万亿兆]?", "", text) == "" else None


def _read_group(piece: str) -> int | None:
    total, figure, bound = 0, None, 10_000
    for letter in piece:
        if letter in _UNITS:
            place = _UNITS[letter]
            if place >= bound or (figure is None and not (place == 10 and total == 0)):
                return None
            total, figure, bound = total + (figure or 1) * place, None, place
        elif letter not in _VALUES or figure:
            return None
        else:
            figure = _VALUES[letter] or None
    return total + (figure or 0)
