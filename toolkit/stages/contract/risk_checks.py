"""Risks in figures and dates: small functions, found by the rule's key in one visible table (domain section 5).

A test binds the table to counsel's file; a rule without a function here stands wholly in the file (phrases).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from decimal import Decimal

from toolkit.forms.amount import parse_upper_amount
from toolkit.messages.script import fold
from toolkit.rulebook.contract_rules import ContractRule
from toolkit.stages.contract.complete import gaps
from toolkit.stages.contract.fees import differs
from toolkit.stages.contract.forms import CONTRACTS
from toolkit.stages.contract.risk_facts import Facts, Values, shortened
from toolkit.stages.contract.terms import whole_months
from toolkit.stages.proposal.fee import add_months, last_day

_COLUMNS = {name: column.title for name, column in CONTRACTS.columns.items()}


def _dates_in_order(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    contract = facts.contract
    if contract.ends_on <= contract.starts_on:
        yield {"starts_on": contract.starts_on, "ends_on": contract.ends_on}


_GAP = re.compile(r"【缺：?([^】]*)】")


def _text_gaps(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    """What is or would be printed as 【缺：…】: a text with holes is nobody's agreement."""
    if facts.whole_text:
        missing = [gap for _, prose in facts.text for gap in _GAP.findall(prose)]
    else:
        missing = [_COLUMNS[field] for field in gaps(dict(facts.contract))]
    if missing:
        yield {"missing": "、".join(dict.fromkeys(missing))}


_SERVICE_CONTENTS = {
    "服務事項": ("scope", ("服務事項", "合作範圍", "服務內容")),
    "服務質量": ("service_standard", ("服務標準", "服務質量")),
    "費用標準": ("unit_price", ("費用標準", "收費標準", "物業服務費")),
    "收取辦法": ("payment_terms", ("付款", "收取辦法", "支付")),
    "維修資金的使用": ("", ("維修資金",)),
    "服務用房": ("", ("服務用房", "物業用房")),
    "服務期限": ("starts_on", ("合同期限", "服務期限")),
    "服務交接": ("", ("服務交接", "交接")),
}
_LEASE_CONTENTS = {
    "租賃物名稱": ("leased_unit", ("租賃物", "租賃單元", "租賃房屋")),
    "數量（面積）": ("area", ("面積",)),
    "用途": ("purpose", ("用途",)),
    "租賃期限": ("starts_on", ("租賃期限", "租期")),
    "租金": ("amount", ("租金",)),
    "支付期限和方式": ("payment_terms", ("支付", "付款")),
    "租賃物維修": ("", ("維修",)),
}


def _missing(facts: Facts, contents: Mapping[str, tuple[str, tuple[str, ...]]]) -> list[str]:
    """Of a sheet: the fields left blank (what has no field stands in the template). Of a text: the words."""
    if not facts.whole_text:
        return [name for name, (field, _) in contents.items() if field and not getattr(facts.contract, field)]
    plain = fold("".join(prose for _, prose in facts.text))
    return [name for name, (_, words) in contents.items() if not any(fold(word) in plain for word in words)]


def _service_contents(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    if missing := _missing(facts, _SERVICE_CONTENTS):
        yield {"missing": "、".join(missing)}


def _lease_contents(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    if missing := _missing(facts, _LEASE_CONTENTS):
        yield {"missing": "、".join(missing)}


def _public_promise(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    yield {"service_standard": shortened(facts.contract.service_standard, 30)}


def _owners_decision(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    if facts.contract.party_type == "業主委員會" and not facts.contract.owners_decision:
        yield {}


def _tender(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    if facts.property_type == "住宅" and facts.contract.party_type == "企業":
        yield {"party_type": facts.contract.party_type}


def _non_renewal(facts: Facts, rule: ContractRule) -> Iterable[Values]:
    days = int(rule.threshold or 90)
    yield {"notice_by": (facts.contract.ends_on - timedelta(days=days)).isoformat()}


def _always(_facts: Facts, rule: ContractRule) -> Iterable[Values]:
    yield {"threshold": rule.threshold}


def _remuneration_accounts(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    if facts.contract.fee_mode == "酬金制":
        yield {}


_ROOM = re.compile(r"(?<![\d.,])\d{2,5}(?=\s*(?:室|房|鋪|铺|號鋪|号铺)(?!間|间|租))")


def _lease_unit(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    """A room that the scope names by its number and the leased unit does not: one of the two is a slip."""
    unit, scope = facts.contract.leased_unit or "", unicodedata.normalize("NFKC", facts.contract.scope)
    rooms = re.findall(r"\d+", unicodedata.normalize("NFKC", unit))
    others = [room for room in dict.fromkeys(_ROOM.findall(scope)) if room not in rooms]
    if rooms and others and not facts.whole_text:
        yield {"named": "、".join(others), "unit": unit}


def _lease_maximum(facts: Facts, rule: ContractRule) -> Iterable[Values]:
    """To the day: twenty years end on the day before the twentieth anniversary."""
    starts_on, ends_on = facts.contract.starts_on, facts.contract.ends_on
    if rule.threshold is not None and ends_on >= add_months(starts_on, int(rule.threshold) * 12):
        years = whole_months(starts_on, ends_on) / 12
        yield {"years": f"{years:.2f}", "threshold": rule.threshold}


def _lease_written(facts: Facts, rule: ContractRule) -> Iterable[Values]:
    starts_on, ends_on = facts.contract.starts_on, facts.contract.ends_on
    if rule.threshold is not None and ends_on >= last_day(starts_on, int(rule.threshold)):
        months = whole_months(starts_on, ends_on)
        yield {"months": f"{months.normalize():f}", "threshold": rule.threshold}


def _arbitration_named(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    if facts.contract.dispute_resolution == "仲裁" and not facts.contract.arbitration_body:
        yield {}


def _penalty_rate(facts: Facts, rule: ContractRule) -> Iterable[Values]:
    """A reminder only: 30 % is measured against the loss, which we do not know."""
    rate = facts.contract.penalty_rate
    if rate is not None and rule.threshold is not None and rate > rule.threshold:
        yield {"rate": _percent(rate)}


def _earnest_limit(facts: Facts, rule: ContractRule) -> Iterable[Values]:
    earnest, amount = facts.contract.earnest_money, facts.contract.amount
    if earnest is None or rule.threshold is None or earnest <= amount * rule.threshold:
        return
    yield {
        "earnest": f"{earnest:,.2f}",
        "amount": f"{amount:,.2f}",
        "threshold": _percent(rule.threshold),
        "limit": f"{amount * rule.threshold:,.2f}",
    }


def _earnest_or_penalty(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    if facts.contract.earnest_money and facts.contract.penalty_rate:
        yield {}


def _invoice(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    if (facts.contract.tax_rate is None) != (facts.contract.invoice_type is None):
        yield {}


def _annexes(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    if not facts.contract.attachments and not facts.whole_text:
        yield {}


def _amount_computed(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    total, amount = differs(facts.contract), facts.contract.amount
    if total is not None:
        share = _percent(abs(total - amount) / amount) if amount else "—"
        yield {"computed": f"{total:,.2f}", "amount": f"{amount:,.2f}", "share": share}


_PAIR = re.compile(
    r"(?:人民幣|人民币|[¥￥])\s*(?P<lower>\d[\d,]*(?:\.\d+)?)\s*(?P<many>[萬万亿億]?)\s*元?[（(\s]*"
    r"(?:大寫|大写)[：:\s]*(?:人民幣|人民币)?\s*(?P<upper>[零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬万亿億元圓圆角分整正]+)"
)
_MANY = {"": 1, "萬": 10_000, "万": 10_000, "億": 100_000_000, "亿": 100_000_000}


def _amount_pairs(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    """Wherever a figure is followed by its words, the two agree (the row itself is checked on entry)."""
    for place, prose in facts.text:
        for match in _PAIR.finditer(prose):
            figure = Decimal(match["lower"].replace(",", "")) * _MANY[match["many"]]
            if parse_upper_amount(match["upper"]) != figure:
                lower = f"{match['lower']}{match['many']}元"
                yield {"upper": match["upper"], "lower": lower, "place": place}


_IDENTITY = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")


def _identity_number(facts: Facts, _rule: ContractRule) -> Iterable[Values]:
    for place, prose in facts.text:
        for match in _IDENTITY.finditer(prose):
            yield {"last": match[0][-4:], "place": place}


def _percent(share: Decimal) -> str:
    return f"{(share * 100).quantize(Decimal('0.01')).normalize():f}%"


CHECKS: Mapping[str, Callable[[Facts, ContractRule], Iterable[Values]]] = {
    "dates_in_order": _dates_in_order,
    "text_gaps": _text_gaps,
    "service_contents": _service_contents,
    "public_promise": _public_promise,
    "owners_decision": _owners_decision,
    "tender": _tender,
    "non_renewal": _non_renewal,
    "runs_on": _always,
    "remuneration_accounts": _remuneration_accounts,
    "lease_contents": _lease_contents,
    "lease_unit": _lease_unit,
    "lease_maximum": _lease_maximum,
    "lease_written": _lease_written,
    "lease_filing": _always,
    "arbitration_named": _arbitration_named,
    "penalty_rate": _penalty_rate,
    "earnest_limit": _earnest_limit,
    "earnest_or_penalty": _earnest_or_penalty,
    "amount_computed": _amount_computed,
    "amount_pairs": _amount_pairs,
    "identity_number": _identity_number,
    "invoice": _invoice,
    "annexes": _annexes,
}
"""The rule's key in counsel's file → what finds it. A rule without a check here must have phrases."""
