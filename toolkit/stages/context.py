"""What a template may print: contexts with their Chinese placeholders, and the company's facts in each.

A ``Term`` is a placeholder as staff type it in Word: a column's title without brackets, units, punctuation.
One term means one key across the whole product (``terms`` refuses anything else), so a template can be moved
from one document to another.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict

from toolkit.messages.script import fold
from toolkit.rulebook.company import Company

_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_PUNCTUATION = re.compile(r"[^\w]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Term:
    """The Chinese placeholder of a key; ``aliases`` are read as the same."""

    title: str
    aliases: tuple[str, ...] = ()


class Context(BaseModel):
    """Base of every context: strict plain data. A field that may be None is optional and prints nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def plain(self) -> dict[str, Any]:
        """The context as plain data (dicts, lists, texts, dates, decimals), keys in English."""
        return {name: _plain(value) for name, value in self}


class DocumentFacts(Context):
    """What every document of ours may print about itself; number, version, code come when it is made."""

    company_name: Annotated[str, Term("公司名稱", ("公司全稱",))]
    company_short_name: Annotated[str, Term("公司簡稱")]
    company_english_name: Annotated[str, Term("公司英文名")]
    company_credit_code: Annotated[str, Term("公司信用代碼")]
    company_legal_representative: Annotated[str, Term("公司法定代表人")]
    company_address: Annotated[str, Term("公司地址")]
    company_postcode: Annotated[str, Term("公司郵編")]
    company_phone: Annotated[str, Term("公司電話")]
    company_email: Annotated[str, Term("公司郵箱")]
    company_website: Annotated[str, Term("公司網址")]
    company_bank: Annotated[str, Term("公司開戶行")]
    company_bank_account: Annotated[str, Term("公司賬號", ("公司帳號",))]
    company_contact: Annotated[str, Term("公司聯繫人", ("公司聯絡人",))]
    company_contact_title: Annotated[str, Term("公司聯繫人職務")]
    company_department: Annotated[str, Term("公司部門")]
    company_introduction: Annotated[str, Term("公司簡介")]
    document_number: Annotated[str | None, Term("文件編號")] = None
    version: Annotated[int | str | None, Term("版本")] = None
    check_code: Annotated[str | None, Term("校驗碼")] = None
    printed_on: Annotated[Any, Term("製表日期", ("列印日期", "文件日期"))]


def company_facts(company: Company) -> dict[str, str]:
    """The company's part of ``DocumentFacts``, for the constructor of any context."""
    return {
        "company_name": company.name,
        "company_short_name": company.short_name,
        "company_english_name": company.english_name,
        "company_credit_code": company.credit_code,
        "company_legal_representative": company.legal_representative,
        "company_address": company.address,
        "company_postcode": company.postcode,
        "company_phone": company.phone,
        "company_email": company.email,
        "company_website": company.website,
        "company_bank": company.bank,
        "company_bank_account": company.bank_account,
        "company_contact": company.contact_person,
        "company_contact_title": company.contact_title,
        "company_department": company.contact_department,
        "company_introduction": company.introduction,
    }


def placeholder(title: str) -> str:
    """A column's title as it may stand in a template: 註冊資本(萬元) → 註冊資本, 需求/異議 → 需求異議."""
    return _PUNCTUATION.sub("", _BRACKETS.sub("", title))


def terms(contexts: Iterable[type[Context]]) -> Mapping[str, str]:
    """Folded Chinese placeholder → English key, over ``contexts`` and every context nested in them.

    Raises ``ValueError`` where one term would mean two keys: that is a slip in the code, found by a test.
    """
    found: dict[str, str] = {}
    for context in _with_nested(contexts):
        for key, info in context.model_fields.items():
            for term in (item for item in info.metadata if isinstance(item, Term)):
                for title in (term.title, *term.aliases):
                    if found.setdefault(fold(title), key) != key:
                        raise ValueError(f"{title} means both {found[fold(title)]} and {key} ({context.__name__})")
    return found


def _with_nested(contexts: Iterable[type[Context]]) -> list[type[Context]]:
    seen: list[type[Context]] = []
    waiting = list(contexts)
    while waiting:
        context = waiting.pop(0)
        if context in seen:
            continue
        seen.append(context)
        waiting += [kind for info in context.model_fields.values() for kind in nested_in(info.annotation)]
    return seen


def nested_in(annotation: object) -> list[type[Context]]:
    """The contexts that a field of a context holds, as itself or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, Context):
        return [annotation]
    return [kind for part in get_args(annotation) for kind in nested_in(part)]


def _plain(value: object) -> object:
    if isinstance(value, Context):
        return value.plain()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
