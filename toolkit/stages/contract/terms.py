"""A contract's row as typed values again, its prose by clause, and the check code over all of it."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from toolkit.messages.script import fold, simplified
from toolkit.rulebook.company import Company
from toolkit.stages.contract.forms import Contract
from toolkit.stages.contract.rules import ENDING, LEASE, SIGNING
from toolkit.stages.proposal.fee import add_months

SERVICE_TEMPLATE, LEASE_TEMPLATE = "物業服務合同", "租賃合同"
TEMPLATES = (SERVICE_TEMPLATE, LEASE_TEMPLATE, simplified(SERVICE_TEMPLATE), simplified(LEASE_TEMPLATE))
"""Every template that contracts are written by."""
TRADITIONAL, SIMPLIFIED, ENGLISH = "繁體中文", "簡體中文", "英文"

PROPERTY_TYPE = "property_type"
"""What the text says of the property and no column of the sheet: it is the prospect's, as at the last drafting."""
_NOT_CONTENT = frozenset({"version", *SIGNING, *ENDING})
_PROSE = (
    "scope",
    "service_standard",
    "payment_terms",
    "breach",
    "follow_up_service",
    "special_terms",
    "attachments",
)
_COMPANY = (
    "name",
    "credit_code",
    "legal_representative",
    "address",
    "phone",
    "bank",
    "bank_account",
    "city",
)


def contract_of(payload: Mapping[str, Any]) -> Contract:
    """Turn a stored payload into the typed row (dates, Decimals); unknown keys are left out.

    Raises pydantic's ``ValidationError`` where it is no contract: a bug, for every stored row was one.
    """
    known = {name: payload.get(name) for name in Contract.model_fields}
    return Contract.model_validate_json(json.dumps(known, default=str))


def template_of(payload: Mapping[str, Any]) -> str:
    """Return the contract template's name: by line of business, in the script of 文本語言.

    The Simplified templates are called by their Simplified names (物业服务合同, 租赁合同).
    """
    name = LEASE_TEMPLATE if payload["biz_line"] == LEASE else SERVICE_TEMPLATE
    return simplified(name) if payload.get("text_language") == SIMPLIFIED else name


def content_of(payload: Mapping[str, Any]) -> dict[str, Any]:
    """What the departments agree to: every field but the version and what is recorded at signing or at the end."""
    return {
        name: payload[name]
        for name in (*Contract.model_fields, PROPERTY_TYPE)
        if name not in _NOT_CONTENT and payload.get(name) is not None
    }


def check_code(payload: Mapping[str, Any], version: int, template_hash: str, company: Company) -> str:
    """Return the check code ``7F3A-91C2`` over the row, the version, our own details and the template.

    Any change of any of them gives another code, so that an approval names exactly one text.
    """
    canonical = json.dumps(
        {
            "row": content_of(payload),
            "version": version,
            "company": {name: getattr(company, name) for name in _COMPANY},
            "template": template_hash,
        },
        ensure_ascii=False,
        sort_keys=True,
        default=str,
    )
    digest = hashlib.sha256(canonical.encode()).hexdigest()[:8].upper()
    return f"{digest[:4]}-{digest[4:]}"


def same_code(one: str, other: str) -> bool:
    """Whether two check codes are the same as people type them (case, width, hyphen)."""
    return _bare(one) == _bare(other)


def _bare(code: str) -> str:
    return re.sub(r"[^0-9a-f]", "", fold(code))


def prose_of(contract: Contract) -> tuple[tuple[str, str], ...]:
    """(column title, text) of everything that was written in sentences."""
    titles = {"special_terms": "特別約定", "attachments": "附件"}
    return tuple(
        (titles.get(name, _TITLES[name]), text) for name in _PROSE if isinstance(text := getattr(contract, name), str)
    )


_TITLES = {
    "scope": "合作範圍",
    "service_standard": "服務標準",
    "payment_terms": "付款條件",
    "breach": "違約責任",
    "follow_up_service": "後續服務",
    "special_terms": "特別約定",
    "attachments": "附件",
}

_SENTENCE = re.compile(r"[^。；;！!？?\n]+")


def sentences(text: str) -> Iterator[str]:
    """The sentences of ``text``, without their end marks and blanks around."""
    for match in _SENTENCE.finditer(text):
        if match[0].strip():
            yield match[0].strip()


def term_length(starts_on: date, ends_on: date) -> str:
    """A term as a contract says it: 「36 個月」, 「25 個月零 14 日」, 「20 日」; both days included."""
    after = ends_on + timedelta(days=1)
    months = max((after.year - starts_on.year) * 12 + after.month - starts_on.month, 0)
    if months and add_months(starts_on, months) > after:
        months -= 1
    days = (after - add_months(starts_on, months)).days
    parts = [f"{months} 個月"] if months else []
    parts += [f"{days} 日"] if days or not months else []
    return "零 ".join(parts)


def whole_months(starts_on: date, ends_on: date) -> Decimal:
    """Months from the first to the last day (both included), to a tenth: 2026-01-01…2026-12-31 is 12."""
    after = ends_on + timedelta(days=1)
    months = max((after.year - starts_on.year) * 12 + after.month - starts_on.month, 0)
    if add_months(starts_on, months) > after:
        months -= 1
    rest = (after - add_months(starts_on, months)).days
    return (Decimal(months) + Decimal(rest) / 30).quantize(Decimal("0.1"))
