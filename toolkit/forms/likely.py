"""Which of our fields a strange heading most likely means: by its words, and by what stands below it.

Only ever a suggestion: it is shown beside the heading and taken when a person says so.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from toolkit.forms import read, read_lenient
from toolkit.forms.column import Column, Convention
from toolkit.forms.dispatch import as_typed
from toolkit.forms.form import Form
from toolkit.forms.headings import heading_keys
from toolkit.forms.lists import ValueList
from toolkit.forms.table import Cell, Value
from toolkit.messages.script import fold

NEAR = 62.0
"""From this likeness (of 100) on a field is suggested (own judgement, tried on the lists of strangers)."""
_CONTAINED = 84.0
_BY_CONTENT = 70.0
_CONTRADICTED = 30.0
_LACKING = 0.2
_TELLING = (read.phone, read.email, read.credit_code, read.day, read_lenient.day_of_column)
_CODES = (read.identifier, read_lenient.reference)
_NUMBERS = (read.amount, read_lenient.points, read_lenient.worth)
"""Readers whose columns give themselves away by what stands in them; numbers tell only what a column is not."""

_COMPANIES = frozenset({"name", "customer"})
_COMPANY = re.compile(r"(?:公司|集团|委员会|事务所|酒店|医院|学校|大学|银行|商场|\b(?:ltd|inc|llc|corp|gmbh|plc)\b)")
_PEOPLE = frozenset({"owner", "deal_owner", "contact_person", "counterparty_person"})
_GRADES = frozenset({"prior_grade"})
_MONEY_OF_DEALS = frozenset({"deal_value", "budget"})
_RATIO = re.compile(r"idx|index|\brate\b|ratio|percent|指数|比率|占比")
_DAY = re.compile(r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?(?:[ t]\d{1,2}:\d{2}.*)?", re.IGNORECASE)
_REGISTERS = frozenset({"name", "phone", "contact_person", "credit_code", "property_type"})
"""Fields by which the form that registers customers is told from those that merely name one."""

_WORDS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "名稱",
        "company",
        "account name",
        "organisation",
        "organization",
        "client",
        "單位",
        "企業",
        "商家",
        "開發商",
    ),
    "customer": ("company", "account name", "client", "單位", "企業", "公司"),
    "contact_person": ("full name", "contact name", "first name", "lead name", "姓名", "稱呼", "聯繫人姓名"),
    "counterparty_person": ("full name", "contact name", "first name", "姓名"),
    "phone": ("phone number", "cell", "whatsapp", "telephone", "聯繫號碼", "號碼"),
    "email": ("email address", "mailbox"),
    "address": ("street", "city", "location", "region", "country", "城市", "省份", "區縣", "位置", "坐落"),
    "source": ("lead source", "lead origin", "channel", "acquisition channel", "獲客渠道", "線索來源"),
    "owner": ("sales rep", "account manager", "assigned to", "salesperson", "responsible", "負責人", "顧問"),
    "registered_on": ("created", "created date", "date added", "entry date", "order date", "創建時間", "錄入時間"),
    "remarks": ("comment", "comments", "description", "memo", "message", "留言", "描述"),
    "industry": ("sector", "line of business", "business type"),
    "title": ("job title", "position", "occupation", "job"),
    "intent": ("priority", "rating", "lead quality", "temperature", "客戶等級", "級別"),
    "budget": ("amount", "deal value", "price", "sales", "revenue", "金額", "成交額"),
    "stage": ("status", "pipeline stage", "lead stage", "last activity", "成交狀態", "客戶狀態"),
    "property_type": ("category", "product category", "類別", "分類"),
    "property_name": ("project", "product", "property", "樓盤", "小區"),
    "floor_area": ("size", "square feet", "sqm", "平方"),
    "deal_id": ("opportunity", "deal", "case number", "record", "id", "lead number", "prospect id"),
    "outcome": ("result", "closed", "y", "target", "status", "stage", "deal status", "結果", "狀態", "階段"),
    "opened_on": ("created", "created date", "start date", "opened", "創建日期", "創建時間"),
    "closed_on": ("closing date", "end date", "won date", "完成日期", "成交日期", "簽約日期"),
    "prior_score": ("score", "points", "評分", "得分"),
    "prior_grade": ("grade", "rating", "等級", "評級"),
    "deal_value": ("amount", "value", "revenue", "price", "deal size", "金額", "合同金額"),
    "deal_channel": ("source", "lead source", "channel", "origin", "來源", "渠道"),
    "deal_kind": ("type", "category", "product", "series", "類別", "產品"),
    "deal_owner": ("owner", "sales rep", "salesperson", "agent", "負責人", "銷售"),
    "customer_id": ("customer number", "lead number", "account number", "prospect id", "序號"),
}
"""Words by which strangers' lists call our fields; too loose to be taken as headings, good enough to suggest."""


_OUTCOMES = {
    "成交": "1|yes|y|true|是|win|converted|success|successful|成功|簽單|已簽|closed - won",
    "流失": "0|no|n|false|否|loss|dead|failed|failure|not converted|失敗|放棄|closed - lost|disqualified|unqualified",
    "未定": "prospecting|engaging|qualification|qualified|proposal|negotiation|needs analysis|new|open|working"
    "|discovery|demo|contract sent|appointment scheduled|presentation scheduled|value proposition|待定|跟進|報價",
}
_MEANT: Mapping[str, Mapping[str, str]] = {
    "成交結果": {fold(word): value for value, words in _OUTCOMES.items() for word in words.split("|")}
}
"""List → what words of strangers that resemble none of its values most likely mean; a damaged word means nothing."""


@dataclass(frozen=True, slots=True)
class Strange:
    """A heading we do not know, with some of the values below it."""

    column: int
    heading: str
    samples: tuple[Value, ...] = ()


def likely_fields(
    strange: Sequence[Strange], form: Form, taken: Iterable[str], convention: Convention
) -> dict[int, str]:
    """Column → the field it most likely means; each field is suggested once, the likeliest pair first.

    Of two that are as likely the one that the form names first is suggested.
    """
    free = [name for name in form.columns if name not in set(taken)]
    pairs = [
        (score, -one.column, -place, name)
        for one in strange
        for place, name in enumerate(free)
        if (score := _likeness(one, name, form.columns[name], convention)) >= NEAR
    ]
    chosen: dict[int, str] = {}
    for _, column, _, name in sorted(pairs, reverse=True):
        if -column not in chosen and name not in chosen.values():
            chosen[-column] = name
    return chosen


def likely_value(typed: str, options: ValueList) -> str:
    """The value of ``options`` that a word most likely means, "" where none is near."""
    word = fold(typed)
    if plain := _MEANT.get(options.name, {}).get(word):
        return plain
    score, value = max(((_words_alike(word, name), value) for name, value in options.index.items()), default=(0.0, ""))
    return value if word and score >= (_CONTAINED if options.name in _MEANT else NEAR) else ""


def likely_form(headings: Sequence[str], forms: Sequence[Form]) -> Form | None:
    """The form to which most headings are near, None where fewer than two are near to any.

    A form of which the list has nothing that it must have is less likely than one of which it has all.
    """
    counts = [(*_near(headings, form), form) for form in forms]
    near = [(whole * max(share, _LACKING), form) for whole, share, form in counts if whole >= 2 * NEAR]
    return max(near, key=lambda pair: pair[0])[1] if near else None


def customer_list(headings: Sequence[str], forms: Sequence[Form]) -> Form | None:
    """The form that registers customers, where a list has names with phones and is as near to no other form."""
    form = next((one for one in forms if set(one.columns) >= _REGISTERS), None)
    if form is None or not all(_has(headings, name, form) for name in ("phone", "name")):
        return None
    whole = {one.name: _near(headings, one)[0] for one in forms}
    return form if whole[form.name] >= max(whole.values()) else None


def _has(headings: Sequence[str], name: str, form: Form) -> bool:
    return any(_alike(text, name, form.columns[name]) >= NEAR for text in headings)


def _near(headings: Sequence[str], form: Form) -> tuple[float, float]:
    """How near the headings are to a form, and to which share of what it must have one is."""
    pairs = [max((_alike(text, name, column), name) for name, column in form.columns.items()) for text in headings]
    good = [(score, name) for score, name in pairs if score >= NEAR]
    must = form.required
    return sum(score for score, _ in good), len(must & {name for _, name in good}) / len(must) if must else 1.0


def _likeness(one: Strange, name: str, column: Column, convention: Convention) -> float:
    """How alike, of 100: the words, corrected by whether the column's reader can read what stands there."""
    words = _alike(one.heading, name, column)
    if column.read in _CODES and one.samples and not any(map(_has_digit, one.samples)):
        return words - _CONTRADICTED
    if _is_another(one, name, column):
        return words - _CONTRADICTED
    if name in _COMPANIES and _mostly_companies(one.samples):
        return max(words, _BY_CONTENT)
    telling = column.read in (*_TELLING, *_NUMBERS) or bool(
        column.options in convention.lists and column.read is read.choice
    )
    if not telling or not one.samples:
        return words
    readable = _readable(one.samples, column, convention)
    if readable < 0.2 and column.read in (*_TELLING, *_NUMBERS):
        return words - _CONTRADICTED
    return max(words, _BY_CONTENT) if readable >= 0.8 and column.read not in _NUMBERS else words


def _is_another(one: Strange, name: str, column: Column) -> bool:
    """Whether what stands there is plainly something else: days no outcome, numbers no person, an index no money."""
    if not one.samples:
        return False
    if name in _MONEY_OF_DEALS and _RATIO.search(fold(one.heading)):
        return True
    if name in _PEOPLE or name in _GRADES:
        numbers = [value for value in map(_number, one.samples) if value is not None]
        return len(numbers) == len(one.samples) and (name in _PEOPLE or any(abs(value) >= 10 for value in numbers))
    if column.read is not read.choice:
        return False
    return not any(isinstance(value, str) for value in one.samples) or _days(one.samples) == len(one.samples)


def _number(value: Value) -> float | None:
    try:
        return None if isinstance(value, bool) else float(str(value).strip())
    except ValueError:
        return None


def _days(samples: Sequence[Value]) -> int:
    """How many of the values are days: dates, or texts with two marks between figures."""
    return sum(isinstance(value, date) or _DAY.fullmatch(str(value).strip()) is not None for value in samples)


def _mostly_companies(samples: Sequence[Value]) -> bool:
    """Whether most of what stands there names companies; of fewer than two nothing is said."""
    named = sum(isinstance(value, str) and _COMPANY.search(fold(value)) is not None for value in samples)
    return named >= 2 and 3 * named >= 2 * len(samples)


def _has_digit(value: Value) -> bool:
    return any(sign.isdigit() for sign in str(value))


def _readable(samples: Sequence[Value], column: Column, convention: Convention) -> float:
    typed = map(as_typed, samples) if column.read is read.phone else samples
    readings = [column.read(Cell(value), column, convention) for value in typed]
    return sum(reading.value is not None for reading in readings) / len(readings)


def _alike(heading: str, name: str, column: Column) -> float:
    keys = heading_keys(heading)
    if not keys:
        return 0.0
    return max(_words_alike(keys[-1], key) for key in _written(name, column))


def _words_alike(one: str, other: str) -> float:
    short, long = sorted((one, other), key=len)
    contained = short in long and len(short) >= (4 if short.isascii() else 2) and 4 * len(short) >= len(long)
    return max(fuzz.ratio(one, other), _CONTAINED if contained else 0.0)


def _written(name: str, column: Column) -> list[str]:
    """Every way to write a field, folded as headings are."""
    texts = (column.title, column.en, name.replace("_", " "), *column.aliases, *_WORDS.get(name, ()))
    return [key for text in texts for key in heading_keys(fold(text))[:1]]
