"""The contract and its review sheet as orders."""

import re
from collections.abc import Sequence
from typing import Any

from toolkit.forms.column import Privacy
from toolkit.messages.script import simplified
from toolkit.outcome import Customer, DocumentOrder, Record
from toolkit.rulebook.contract_rules import ContractRules, RiskLevel
from toolkit.stages.context import company_facts
from toolkit.stages.contract.approval import BEFORE_SIGNING, TO_SIGN, Standing, Vote, lacking
from toolkit.stages.contract.contexts import (
    ContractContext,
    ReviewContext,
    RiskLine,
    VoteLine,
)
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.fees import computed, fee_terms
from toolkit.stages.contract.forms import Contract
from toolkit.stages.contract.risk_facts import Facts, facts_of
from toolkit.stages.contract.risks import Risk, limiting, risks
from toolkit.stages.contract.rules import in_words
from toolkit.stages.contract.terms import PROPERTY_TYPE, SIMPLIFIED, contract_of, template_of, term_length, whole_months
from toolkit.stages.customers import folder, label
from toolkit.stages.filling import filled
from toolkit.stages.proposal.contexts import FeeYear
from toolkit.stages.proposal.fee import at_least_cents

INTERNAL = "內部"
"""The internal folder relative to ``outbox/``; the job puts it where the settings say."""

REVIEW = "合同審核表"

NOT_CHECKED = "未提供法規檢查"
"""What stands in place of the risk list outside mainland China (domain section 3)."""


def contract_order(record: Record, customer: Customer, desk: Desk) -> DocumentOrder:
    """The contract itself: a draft until every department agrees, then the copy to be signed."""
    contract = contract_of(record.payload)
    number = record.payload["contract_id"]
    reason = draft_reason(record, desk)
    values = {**_contract_values(contract, record, desk), "draft_reason": reason}
    return DocumentOrder(
        template=template_of(record.payload),
        context=_in_script(filled(ContractContext, {**values, "draft": reason is not None}), contract),
        folder=folder(customer),
        name=f"{number} {_closed_up(contract.name)}",
        customer=customer.id,
        kind="合同",
        number=number,
        final=reason is None,
        sources={field: (record.source, cell) for field, cell in record.cells.items()},
    )


def _closed_up(name: str) -> str:
    """A name without blanks between Chinese characters: a file's name says one thing, number and name."""
    return re.sub(r"(?<=[\u3400-\u9fff）】」])\s+(?=[\u3400-\u9fff（【「])", "", name.strip())


def _in_script(context: dict[str, Any], contract: Contract) -> dict[str, Any]:
    """The values in the script of the text: a Simplified contract is Simplified throughout."""
    return _simplified(context) if contract.text_language == SIMPLIFIED else context


def _simplified(value: Any) -> Any:
    if isinstance(value, str):
        return simplified(value)
    if isinstance(value, list):
        return [_simplified(item) for item in value]
    return {key: _simplified(item) for key, item in value.items()} if isinstance(value, dict) else value


def draft_reason(record: Record, desk: Desk) -> str | None:
    """Why a contract still prints 草稿; None where the copy to be signed may be made."""
    if not desk.released(record.payload):
        return "範本未經法務核准"
    waiting = record.payload["contract_state"] in BEFORE_SIGNING - {TO_SIGN}
    return "尚未完成內部審批" if waiting else None


def _contract_values(contract: Contract, record: Record, desk: Desk) -> dict[str, object]:
    row = {name: value for name, value in contract if name in ContractContext.model_fields}
    fee = computed(contract)
    return {
        **company_facts(desk.rules.company),
        **row,
        **_upper(contract),
        **_copy(record),
        "printed_on": desk.today,
        "contract_name": contract.name,
        "purpose": contract.purpose.rstrip("。；;，, ") if contract.purpose else None,  # it stands within a sentence
        "property_type": record.payload.get(PROPERTY_TYPE),
        "months": whole_months(contract.starts_on, contract.ends_on).normalize(),
        "term_length": term_length(contract.starts_on, contract.ends_on),
        "limiting_terms": list(limiting(contract, desk.rules.contract_rules)),
        "annexes": annexes(contract.attachments),
        "fee_years": fee_lines(contract),
        "fee_formula": _formula(contract),
        "fee_total": contract.amount if fee else None,
        "unit_price": None if contract.unit_price is None else at_least_cents(contract.unit_price),
        "city": desk.rules.company.city,
    }


def _copy(record: Record) -> dict[str, object]:
    """What every copy of a contract says it is: number, version and check code."""
    return {
        "document_number": record.payload["contract_id"],
        "contract_version": record.payload["version"],
        "version": record.payload["version"],
        "check_code": record.payload["check_code"],
    }


def _upper(contract: Contract) -> dict[str, object]:
    """The amounts in words, always computed from the figures that stand beside them."""
    pairs = {
        "amount_upper": contract.amount,
        "earnest_upper": contract.earnest_money,
        "deposit_upper": contract.deposit,
    }
    return {name: in_words(value) for name, value in pairs.items() if value is not None}


def fee_lines(contract: Contract) -> list[FeeYear]:
    """The years of the annex on fees; empty where the fee cannot be computed from the sheet.

    Where the parties agreed on a round sum, a last line says by how much, so that annex and text never
    name two totals.
    """
    fee = computed(contract)
    lines = [
        FeeYear(
            fee_year=f"第 {line.year} 年",
            fee_span=f"{line.starts_on:%Y-%m-%d} 至 {line.ends_on:%Y-%m-%d}",
            fee_basis=line.basis,
            fee_amount=line.amount,
        )
        for line in (fee.lines if fee else ())
    ]
    if fee and fee.total != contract.amount:
        agreed_sum = contract.amount - fee.total
        lines.append(FeeYear(fee_year="議定差額", fee_span="整個期限", fee_basis="雙方議定", fee_amount=agreed_sum))
    return lines


def _formula(contract: Contract) -> str | None:
    """How the fee is computed, and the sum agreed upon where it is another one."""
    fee = computed(contract)
    if fee is None or fee.total == contract.amount:
        return fee.formula if fee else None
    return f"{fee.formula}；雙方議定總額為 {contract.amount:,.2f} 元"


def annexes(attachments: str | None) -> list[str]:
    """The annexes as a list: one a line or between ；, else between 、 (which may stand in a name)."""
    text = attachments or ""
    parts = re.split(r"[\n；;]+", text) if re.search(r"[\n；;]", text) else text.split("、")
    return [part.strip() for part in parts if part.strip()]


def review_order(
    record: Record, customer: Customer, desk: Desk, cast: Sequence[Vote], voided: str = ""
) -> DocumentOrder:
    """合同審核表: internal, because it carries what the departments said."""
    contract = contract_of(record.payload)
    found = contract_risks(contract, customer, desk)
    values = {
        **company_facts(desk.rules.company),
        **{name: value for name, value in contract if name in ReviewContext.model_fields and name != "version"},
        **risk_values(found, desk.rules.contract_rules),
        **_copy(record),
        "printed_on": desk.today,
        "contract_name": contract.name,
        "contract_state": record.payload["contract_state"],
        "unit_price": None if contract.unit_price is None else at_least_cents(contract.unit_price),
        "fee_terms": fee_terms(contract),
        "owner": customer.owner or None,
        "amount_upper": in_words(contract.amount),
        "votes": [_vote_line(vote) for vote in cast],
        "lacking": "、".join(lacking(cast)) or None,
        "voided": voided or None,
    }
    return DocumentOrder(
        template=REVIEW,
        context=filled(ReviewContext, values),
        folder=f"{INTERNAL}/合同審核/{label(customer)}",
        name=f"{REVIEW} {record.payload['contract_id']}",
        customer=customer.id,
        kind=REVIEW,
        number=record.payload["contract_id"],
        privacy=Privacy.INTERNAL,
    )


def contract_risks(contract: Contract, customer: Customer, desk: Desk) -> tuple[Risk, ...]:
    """The risk list of a row; empty outside mainland China, where no checks exist."""
    return checked(facts_of(contract, str(customer.prospect.get("property_type") or "")), desk)


def checked(facts: Facts, desk: Desk) -> tuple[Risk, ...]:
    """The risk list where checks exist (jurisdiction CN)."""
    rules = desk.rules.contract_rules
    return risks(facts, rules, desk.today) if rules.jurisdiction == "CN" else ()


def risk_values(found: Sequence[Risk], rules: ContractRules) -> dict[str, object]:
    """What review sheet and comparison report print of the risks."""
    counts = {level: sum(risk.level is level for risk in found) for level in RiskLevel}
    in_china = rules.jurisdiction == "CN"
    return {
        "checked": in_china,
        "high": counts[RiskLevel.HIGH],
        "middle": counts[RiskLevel.MIDDLE],
        "low": counts[RiskLevel.LOW],
        "hints": counts[RiskLevel.HINT],
        "risks": [_risk_line(risk) for risk in found],
        "disclaimer": rules.disclaimer if in_china else NOT_CHECKED,
        "rules_version": rules.version,
    }


def _risk_line(risk: Risk) -> RiskLine:
    return RiskLine(
        risk_level=risk.level.value,
        risk_title=risk.rule.title,
        risk_finding=risk.finding,
        risk_place=risk.place,
        article=risk.rule.article,
        advice=risk.rule.advice,
    )


def _vote_line(vote: Vote) -> VoteLine:
    return VoteLine(
        department=vote.department,
        reviewer=f"{vote.reviewer}（代理）" if vote.deputy else vote.reviewer,
        opinion=vote.opinion,
        remarks=vote.remarks,
        voted_on=vote.day,
        standing=_standing(vote),
    )


def _standing(vote: Vote) -> str:
    words = _STANDING[vote.standing].format(version=vote.version, code=vote.check_code)
    return f"{words}{_BY_FOLDER}" if vote.unnamed else words


_BY_FOLDER = "（按資料夾認定）"
"""What stands behind a word that was taken before people were named: the folder alone vouches for it."""

_STANDING = {
    Standing.AGREED: "有效",
    Standing.SENT_BACK: "退回修改",
    Standing.VOIDED: "作廢（針對第 {version} 版 {code}）",
    Standing.WAITING: "待審",
}
