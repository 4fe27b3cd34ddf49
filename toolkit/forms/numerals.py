"""Chinese numerals, everyday and formal, in both scripts: 一百二十萬, 三點五, 壹拾貳萬, 二〇二六."""

import re
from decimal import Decimal

_DIGITS = {
    letter: value
    for value, letters in enumerate(
        ("零〇○Ｏ", "一壹弌", "二贰貳两兩", "三叁參参", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for letter in letters
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_NUMERAL = re.compile(f"[{''.join(_DIGITS)}{''.join(_SMALL)}{''.join(_LARGE)}]+")


def spelled(text: str) -> int | None:
    """Read a whole number written in Chinese (一百二十 → 120, 二〇二六 → 2026); None for anything else.

    Colloquial endings (一百二 = 120) are not read: they can mean 102 to somebody else.
    """
    if not _NUMERAL.fullmatch(text):
        return None
    if all(letter in _DIGITS for letter in text):
        return int("".join(str(_DIGITS[letter]) for letter in text))
    return _large(text)


def spelled_decimal(text: str) -> Decimal | None:
    """Read a spelled number that may have a decimal part (三點五 → 3.5); None for anything else."""
    whole, point, decimals = text.replace("點", "点").partition("点")
    value = spelled(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    if not decimals or any(letter not in _DIGITS for letter in decimals):
        return None
    return Decimal(f"{value}.{''.join(str(_DIGITS[letter]) for letter in decimals)}")


def is_numeral(letter: str) -> bool:
    """Whether a letter is part of a spelled number (一, 拾, 萬)."""
    return letter in _DIGITS or letter in _SMALL or letter in _LARGE


def digits_for(text: str) -> str:
    """Replace each run of Chinese numerals by figures (二〇二六年一月五日 → 2026年1月5日)."""
    return _NUMERAL.sub(lambda match: _figures(match[0]), text)


def _figures(run: str) -> str:
    value = spelled(run)
    return run if value is None else str(value)


def _large(text: str) -> int | None:
    """Sum the parts at 兆, 億, 萬, largest first; None where they do not fall, or a part is malformed."""
    total, rest, bound = 0, text, 10**16
    for place in (10**12, 10**8, 10**4):
        cut = max((rest.rfind(letter) for letter, value in _LARGE.items() if value == place), default=-1)
        if cut < 0:
            continue
        part = _large(rest[:cut]) if place == 10**8 and cut else _small(rest[:cut])
        if part is None or part == 0 or part * place >= bound or _skips(rest, part * place, total, bound):
            return None
        total, rest, bound = total + part * place, rest[cut + 1 :], place
    tail = _small(rest) if rest else 0
    return None if tail is None or (rest and _skips(rest, tail, total, bound)) else total + tail


def _skips(text: str, value: int, total: int, bound: int) -> bool:
    """Whether a part behind a larger one leaves out its 零 (十二萬五): colloquial, not to be relied on."""
    return total > 0 and value * 10 < bound and _DIGITS.get(text[:1]) != 0


def _small(text: str) -> int | None:
    """Read a number below 10,000 (三千零五, 十二, 壹佰); None where digits and places do not alternate."""
    total, digit, bound, zero = 0, None, 10_000, False
    for letter in text:
        if letter in _SMALL:
            place = _SMALL[letter]
            if place >= bound or (digit is None and not (place == 10 and total == 0)):
                return None
            total, digit, bound, zero = total + (1 if digit is None else digit) * place, None, place, False
        elif letter not in _DIGITS or digit is not None:
            return None
        elif _DIGITS[letter] == 0:
            zero = True
        else:
            digit = _DIGITS[letter]
    if digit is None:
        return total if text else None
    return total + digit if zero or bound in (10, 10_000) else None
