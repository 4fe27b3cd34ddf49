"""Numbers as people type them: separators, 萬 and 億, currencies, units, brackets for below zero.

``typed_number`` only takes a text apart; what the parts mean in a column with its own unit is ``in_unit``'s
business. Nothing here guesses: a text that can be two numbers comes back as ``Doubtful`` with both.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from toolkit.forms.numerals import is_numeral, spelled_decimal
from toolkit.messages.script import fold

_FACTORS = {
    "": 1,
    "百": 10**2,
    "千": 10**3,
    "k": 10**3,
    "万": 10**4,
    "w": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "mn": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
    "兆": 10**12,
}
_CURRENCIES = {
    "CN": ("人民币", "rmb", "cny", "¥", "元", "圆", "块"),
    "TW": ("新台币", "台币", "ntd", "nt", "twd", "元", "圆"),
    "HK": ("港币", "港元", "hkd", "hk", "元", "圆"),
    "MO": ("澳门币", "澳门元", "葡币", "mop", "元", "圆"),
}
_FOREIGN = ("usd", "us", "美元", "美金", "欧元", "eur", "€", "日元", "jpy", "英镑", "gbp", "£")
_UNITS = {
    "㎡": ("m2", "平方米", "平米", "平方公尺", "平", "方", "sqm", "m²", "sq.m"),
    "月": ("个月", "月", "months", "month"),
    "年": ("年", "years", "year"),
    "天": ("天", "日", "days", "day"),
    "%": ("%",),
    "": (
        "人",
        "名",
        "位",
        "台",
        "套",
        "个",
        "间",
        "把",
        "户",
        "张",
        "件",
        "辆",
        "次",
        "份",
        "条",
        "项",
        "楼",
        "层",
        "家",
    ),
}
_BASES = {word: base for base, words in _UNITS.items() for word in words}

_PREFIX = re.compile(r"^(?:约|大约|大概|近|共|合计|计)\s*")
_ABOUT = re.compile(r"\s*(?:左右|上下)$")
_BOUND = re.compile(
    r"^(?:[<>≤≥]|不超过|不低于|至少|最多|超过).*|.*[\d十百千万亿].*(?:\+|以上|以下|以内|以外|之内|起|多)$", re.DOTALL
)
_ROUNDED = re.compile(r"[+-]?\d(?:\.\d+)?e[+-]?\d+")
_HALF_YEARS = re.compile(r"(.+)年半")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,4}(?:,\d{4})+(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_COMMA = re.compile(r"(\d{1,3}),(\d{1,2}|\d{4,})")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+,\d{1,2}")
_HEAD = re.compile(r"([^\d.+\-(]*)([+\-]?)\s*([\d.,' ]*\d\.?|\.\d+)\s*(.*)", re.DOTALL)
_SECOND_NUMBER = re.compile(r"\d")
_COMPOUND = re.compile(r"([\d.]+)亿([\d.]+)(千万|百万|万)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number apart from its unit: ``value`` has 千, 萬 and 億 multiplied out, ``scale`` is the largest of them.

    ``base`` is ``"元"`` for the jurisdiction's own money, a unit's one name (``㎡``), ``""`` for a
    counter (台, 人), or the words as typed where they are unknown; ``named`` tells whether there were any.
    """

    value: Decimal
    scale: int = 1
    base: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A text that may be either of two numbers (12,5), holds several, is a bound, is rounded, or is none.

    ``kind`` is ``"two"`` (``first`` and ``second`` are the readings), ``"several"``, ``"bound"`` (12萬以上),
    ``"rounded"`` (1.2E+05) or ``"none"`` (``first`` may hold a suggestion).
    """

    kind: str
    first: str = ""
    second: str = ""


def exact(value: float) -> Decimal:
    """Return the decimal number that Excel shows for a double (15 significant digits)."""
    return tidy(Decimal(repr(value)) if len(repr(value)) <= 17 else Decimal(format(value, ".15g")))


def tidy(value: Decimal) -> Decimal:
    """Return an equal number without trailing zeros or exponent, so that equal numbers print alike."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1)) if abs(value) < 10**27 else value
    return value.normalize()


def typed_number(text: str, jurisdiction: str = "CN") -> Quantity | Doubtful:
    """Take a typed number apart; see ``Quantity`` and ``Doubtful``."""
    plain = _ABOUT.sub("", _PREFIX.sub("", fold(text).replace("−", "-").replace("–", "-")))
    if _ROUNDED.fullmatch(plain):
        return Doubtful("rounded")
    if _BOUND.fullmatch(plain):
        return Doubtful("bound")
    return _below_zero(plain, jurisdiction) or _and_a_half(plain, jurisdiction) or _in_figures(plain, jurisdiction)


def _below_zero(plain: str, jurisdiction: str) -> Quantity | Doubtful | None:
    """Read (1,200) and -￥1,200; None for what is not below zero."""
    inner = plain[1:-1] if plain.startswith("(") and plain.endswith(")") else ""
    if not inner and plain.startswith("-") and not plain.startswith("--"):
        inner = plain[1:]
    read = typed_number(inner, jurisdiction) if inner else None
    return Quantity(-read.value, read.scale, read.base, read.named) if isinstance(read, Quantity) else read


def _and_a_half(plain: str, jurisdiction: str) -> Quantity | Doubtful | None:
    """Read 半年 and 一年半; None for what has no half in it."""
    if plain.startswith("半"):
        return typed_number(f"0.5{plain[1:]}", jurisdiction)
    half = _HALF_YEARS.fullmatch(plain)
    read = typed_number(f"{half[1]}年", jurisdiction) if half else None
    return Quantity(read.value + Decimal("0.5"), 1, read.base, named=True) if isinstance(read, Quantity) else read


def _in_figures(plain: str, jurisdiction: str) -> Quantity | Doubtful:
    compound = _COMPOUND.match(plain)
    if compound:
        plain = f"{_sum(compound)}{plain[compound.end() :]}"
    match = _HEAD.fullmatch(plain)
    if match is None:
        return _spelled(plain, jurisdiction)
    front, sign, figures, rest = (part.strip() for part in match.groups())
    if sign == "" and front.endswith(("-", "+")):
        front, sign = front[:-1].strip(), front[-1]
    number = _figures(figures)
    if isinstance(number, Doubtful):
        return number
    if _SECOND_NUMBER.search(rest.replace("m2", "")):
        return Doubtful("several")
    return _with_unit(-number if sign == "-" else number, front, rest, jurisdiction, 10**8 if compound else 1)


@lru_cache(maxsize=256)
def unit_of(text: str) -> tuple[str, int]:
    """Split a column's unit into its base and factor: 萬元 → (元, 10000), ㎡ → (㎡, 1)."""
    plain = fold(text)
    for factor in sorted(_FACTORS, key=len, reverse=True):
        rest = plain.removeprefix(factor)
        if factor and rest != plain and rest:
            return _base(rest), _FACTORS[factor]
    return _base(plain), 1


def _base(folded: str) -> str:
    return "元" if folded in {"元", "圆", "人民币元"} else _BASES.get(folded, folded)


def _sum(compound: re.Match[str]) -> str:
    small = Decimal(compound[2]) * _FACTORS[compound[3]]
    return format(Decimal(compound[1]) * 10**8 + small, "f")


def _figures(figures: str) -> Decimal | Doubtful:
    """Read figures with their separators; 1,200.5 and 1 200 are clear, 12,5 is not."""
    bare = figures.replace(" ", ",") if re.fullmatch(r"\d{1,3}(?: \d{3})+(?:\.\d+)?", figures) else figures
    if _PLAIN.fullmatch(bare):
        return Decimal(bare)
    if _GROUPED.fullmatch(bare):
        return Decimal(bare.replace(",", ""))
    comma = _COMMA.fullmatch(bare)
    if comma:
        return Doubtful("two", f"{comma[1]}.{comma[2]}", f"{comma[1]}{comma[2]}")
    if _DOTTED.fullmatch(bare):
        return Doubtful("none", bare.replace(".", "").replace(",", "."))
    return Doubtful("several" if " " in bare else "none")


def _with_unit(
    number: Decimal,
    front: str,
    rest: str,
    jurisdiction: str,
    scale: int,
) -> Quantity | Doubtful:
    own = _CURRENCIES.get(jurisdiction, _CURRENCIES["CN"])
    front, rest = front.rstrip(":$").strip(), rest.rstrip("整正.。 ")
    if front and front not in own:
        return Quantity(number, base=front, named=True) if front in _FOREIGN else Doubtful("none")
    factor, unit = _factor(rest)
    for word in own if unit.startswith(own) else ():
        unit = unit.removeprefix(word) if unit != word else unit
    money = bool(front) or unit in own
    base = "元" if money and (not unit or unit in own) else _BASES.get(unit, unit)
    return Quantity(number * factor, max(factor, scale), base, bool(front or unit))


def _factor(rest: str) -> tuple[int, str]:
    for word in sorted(_FACTORS, key=len, reverse=True):
        if word and rest.startswith(word) and not (word == "k" and rest[1:2].isalpha()):
            return _FACTORS[word], rest.removeprefix(word).strip(" .")
    return 1, rest


def _spelled(plain: str, jurisdiction: str) -> Quantity | Doubtful:
    """Read a number written in Chinese, with or without its unit (一百二十萬元整)."""
    front = next((word for word in _CURRENCIES.get(jurisdiction, ()) if plain.startswith(word)), "")
    body = plain.removeprefix(front).strip(" :").rstrip("整正")
    for end in range(len(body), 0, -1):
        value = None if is_numeral(body[end : end + 1]) else spelled_decimal(body[:end])
        if value is not None:
            return _with_unit(value, front, body[end:].strip(), jurisdiction, _scale_of(body[:end]))
    return Doubtful("none")


def _scale_of(spelled: str) -> int:
    """The largest of 千, 萬, 億 in a spelled number, 1 where there is none."""
    places = {"千": 10**3, "仟": 10**3, "万": 10**4, "亿": 10**8, "兆": 10**12}
    return max((places[letter] for letter in spelled if letter in places), default=1)
