"""Headings: what a heading means in which form, whatever its script, unit, stars and brackets."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.forms.form import Form
from toolkit.messages.script import fold

_SYNONYMS = (
    ("联络", "联系"),
    ("资讯", "信息"),
    ("合约", "合同"),
    ("专案", "项目"),
    ("台帐", "台账"),
    ("复审", "复核"),
    ("覆核", "复核"),
    ("管道", "渠道"),
    ("电邮", "邮箱"),
    ("电子邮件", "邮箱"),
    ("电子邮箱", "邮箱"),
    ("连络", "联系"),
)
"""Words that mean the same and that folding of scripts does not make equal (domain section 3)."""

_BRACKETS = re.compile(r"[(\[{【〔「『<][^)\]}】〕」』>]*[)\]}】〕」』>]")
_SIGNS = re.compile(r"[\W_]+")
_UNIT = re.compile(r"(?:m2|平方米|平米|万元|亿元|元|个月|%|rmb|cny)$")
_MARKS = re.compile(r"(?:必填|选填|required|optional)$")


@lru_cache(maxsize=16384)
def heading_keys(text: str) -> tuple[str, ...]:
    """Return the forms under which a heading is looked up, best first: as written, then without unit.

    「*聯絡電話：」 → 联系电话; 「建築面積(㎡)」 → 建筑面积m2, 建筑面积. Empty for a text without a letter.
    """
    folded = fold(text)
    whole = _same_words(_SIGNS.sub("", folded))
    bare = _same_words(_SIGNS.sub("", _BRACKETS.sub("", folded)))
    short = _MARKS.sub("", bare)
    keys = (whole, bare, short, _UNIT.sub("", short))
    return tuple(dict.fromkeys(key for key in keys if key))


def _same_words(key: str) -> str:
    for word, ours in _SYNONYMS:
        if word in key:
            key = key.replace(word, ours)
    return key


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means in one form: its field, and how directly (0 title or key, 1 alias)."""

    form: Form
    field: str
    rank: int


@lru_cache(maxsize=32)
def heading_index(forms: tuple[Form, ...]) -> Mapping[str, tuple[Meaning, ...]]:
    """Folded heading → what it means in each of ``forms``; built once for the same forms."""
    index: dict[str, dict[Form, Meaning]] = {}
    for form in forms:
        for rank, field, written in _written(form):
            for key in heading_keys(written):
                index.setdefault(key, {}).setdefault(form, Meaning(form, field, rank))
    return {key: tuple(meanings.values()) for key, meanings in index.items()}


def _written(form: Form) -> Sequence[tuple[int, str, str]]:
    """Every way a column may be headed, titles of all columns before any alias."""
    titles = [
        (0, field, written)
        for field, column in form.columns.items()
        for written in (column.title, column.en, field, f"{column.title}{column.unit}")
    ]
    aliases = [(1, field, alias) for field, column in form.columns.items() for alias in column.aliases]
    return titles + aliases


def meanings(text: str, index: Mapping[str, tuple[Meaning, ...]]) -> tuple[Meaning, ...]:
    """What a heading means, in each form that knows it; () where none does."""
    for key in heading_keys(text):
        if key in index:
            return index[key]
    return ()


def title_keys(form: Form) -> frozenset[str]:
    """The folded names by which a sheet or its title line may call this form."""
    names = (form.title, form.en, form.name, *form.aliases)
    return frozenset(key for name in names for key in heading_keys(name))
