"""What the documents of stage 3 say, in pieces: out of records, customers and the rule book."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from toolkit.outcome import Customer, LedgerView, Record
from toolkit.rulebook.company import Company
from toolkit.rulebook.rates import Rate
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.context import company_facts
from toolkit.stages.proposal import contexts as paper
from toolkit.stages.proposal.fee import Fee, at_least_cents, compute_fee, last_day
from toolkit.stages.proposal.versions import Payload

OFFER_DAYS = 60
"""How long an offer stands where the sheet does not say (own)."""
TURNOVER = "扣點"
"""Rent by turnover alone: there is nothing to compute."""
_NEEDS_SHOWN, _POINTS_SHOWN = 6, 4


@dataclass(frozen=True, slots=True)
class Desk:
    """What every paper is written from."""

    ledger: LedgerView
    rules: RuleBook
    today: date


@dataclass(frozen=True, slots=True)
class Offer:
    """One version of a proposal, with its customer, the approved rate and the version before it."""

    record: Record
    customer: Customer
    rate: Rate
    previous: Payload | None = None

    @property
    def payload(self) -> Payload:
        """The record's payload."""
        return self.record.payload


def fee_of(payload: Payload) -> Fee | None:
    """What a recorded proposal costs; None for a rent by turnover alone."""
    if payload["fee_mode"] == TURNOVER:
        return None
    return compute_fee(
        Decimal(payload["unit_price"]),
        payload["price_unit"],
        Decimal(payload["area"]),
        int(payload["term_months"]),
        day_of(payload.get("starts_on")),
    )


def who(customer: Customer, desk: Desk) -> dict[str, Any]:
    """Whom a document is for, and who we are."""
    prospect = customer.prospect
    return {
        **company_facts(desk.rules.company),
        "printed_on": desk.today,
        "customer_id": customer.id,
        "customer_name": customer.name,
        "owner": customer.owner or None,
        **{name: prospect.get(name) for name in ("contact_person", "title", "property_name")},
    }


def offer_facts(customer: Customer, payload: Payload, desk: Desk) -> dict[str, Any]:
    """Which offer a document belongs to: number, version, day, property."""
    return {
        **who(customer, desk),
        "proposal_id": payload["proposal_id"],
        "proposed_on": day_of(payload["proposed_on"]),
        "proposal_version": payload["version"],
        "document_number": f"{payload['proposal_id']}-V{payload['version']}",
        **{name: customer.prospect.get(name) for name in ("property_type", "biz_line", "address")},
    }


def company_lines(company: Company, customer: Customer) -> dict[str, Any]:
    """Our size, strengths, credentials, and projects of the same kind."""
    cases = company.cases_for(str(customer.prospect.get("property_type", "")))
    return {
        "company_figures": tuple(
            paper.CompanyFigure(figure_name=item.name, figure_value=f"{item.value} {item.unit}")
            for item in company.figures
        ),
        "company_figures_on": company.figures_as_of,
        "company_strengths": tuple(
            paper.CompanyStrength(strength_title=item.title, strength_text=item.text) for item in company.strengths
        ),
        "company_qualifications": "、".join(company.qualifications),
        "cases": tuple(
            paper.ReferenceCase(
                case_name=item.name,
                case_place=item.place,
                case_area=item.area,
                case_since=item.since,
                case_result=item.result,
            )
            for item in cases
        ),
    }


def scope(offer: Offer, rules: RuleBook) -> dict[str, Any]:
    """Services with what they cover, and the standard with its measures."""
    standards = rules.standards
    services, level = offer.payload["services"], offer.payload["service_standard"]
    kind = str(offer.customer.prospect.get("property_type", ""))
    return {
        "services": joined(services),
        "scopes": tuple(
            paper.ServiceScope(service=name, scope=standards.scope(name) or "按雙方書面確認的內容提供。")
            for name in services
        ),
        "service_standard": level,
        "standard_summary": standards.levels.get(level),
        "measures": tuple(
            paper.ServiceMeasure(
                service=item.service,
                measure=item.measure,
                requirement=item.requirement,
                frequency=item.frequency,
                check=item.check,
            )
            for item in standards.requirements(services, kind, level)
        ),
    }


def term_facts(payload: Payload) -> dict[str, Any]:
    """Fee mode, price, area, term and validity."""
    months = int(payload["term_months"])
    start = day_of(payload.get("starts_on"))
    proposed = date.fromisoformat(payload["proposed_on"])
    return {
        "fee_mode": payload["fee_mode"],
        "unit_price": at_least_cents(Decimal(payload["unit_price"])),
        "price_unit": payload["price_unit"],
        "area": Decimal(payload["area"]),
        "term_months": months,
        "term_words": f"{months // 12} 年（{months} 個月）" if months % 12 == 0 else f"{months} 個月",
        "starts_on": start,
        "ends_on": last_day(start, months) if start else None,
        "valid_until": day_of(payload.get("valid_until")) or proposed + timedelta(days=OFFER_DAYS),
        "payment": payload.get("payment"),
        "special_notes": payload.get("special_notes"),
    }


def fee_facts(fee: Fee | None) -> dict[str, Any]:
    """The fee computation; no lines where there is nothing to compute."""
    if fee is None:
        return {"fee_years": ()}
    years = tuple(
        paper.FeeYear(
            fee_year=f"第 {line.year} 年",
            fee_span=f"{line.starts_on} 至 {line.ends_on}" if line.starts_on else "開始日確定後填入",
            fee_basis=line.basis,
            fee_amount=line.amount,
        )
        for line in fee.lines
    )
    return {
        "fee_years": years,
        "fee_total": fee.total,
        "fee_monthly": fee.monthly,
        "fee_yearly": fee.yearly,
        "fee_formula": fee.formula,
        "fee_assumption": fee.assumption or None,
    }


def needs_of(customer: Customer, ledger: LedgerView) -> tuple[paper.Need, ...]:
    """What the client told us: the needs survey first, then the latest contacts that name a need."""
    surveys = ledger.current("needs", [customer.id]).get(customer.id, ())
    contacts = ledger.current("contacts", [customer.id]).get(customer.id, ())
    latest = {record.payload["needs"]: record for record in contacts if record.payload.get("needs")}
    said = sorted(latest.values(), key=lambda record: str(record.payload.get("held_at")))[-_NEEDS_SHOWN:]
    return (
        *(need for record in surveys for need in _surveyed(record.payload)),
        *map(_spoken, reversed(said)),
    )


def _surveyed(payload: Payload) -> Iterable[paper.Need]:
    origin = "需求調研表"
    lines = {
        "合作方式": joined([payload.get("demand"), payload.get("cooperation")]),
        "服務範圍": joined(payload.get("scope") or ()),
        "面積": _span(payload.get("area_min"), payload.get("area_max"), "㎡"),
        "期限": f"{payload['years']} 年" if payload.get("years") else "",
        "使用用途": payload.get("use") or "",
        "現合同到期": payload.get("current_contract_ends_on") or "",
    }
    for topic, text in lines.items():
        if text:
            yield paper.Need(need_topic=topic, need_text=text, need_origin=origin)


def _spoken(record: Record) -> paper.Need:
    contact = record.payload
    parts = [str(contact.get("held_at", ""))[:10], contact.get("method"), contact.get("counterpart")]
    return paper.Need(
        need_topic="溝通中提出",
        need_text=contact["needs"],
        need_origin=" ".join(str(part) for part in parts if part),
    )


def _span(low: object, high: object, unit: str) -> str:
    if low and high:
        return f"{low}–{high} {unit}"
    return f"不少於 {low} {unit}" if low else (f"不超過 {high} {unit}" if high else "")


def host_points(customer: Customer, desk: Desk) -> tuple[str, ...]:
    """What the host should bear in mind: what this kind of owner cares about, and what this one said."""
    kind = str(customer.prospect.get("property_type", ""))
    focus = desk.rules.standards.focus_for(kind)
    contacts = desk.ledger.current("contacts", [customer.id]).get(customer.id, ())
    needs = dict.fromkeys(record.payload["needs"] for record in contacts if record.payload.get("needs"))
    said = list(needs)[-_POINTS_SHOWN:]
    return (*((f"重點展示：{focus}。",) if focus else ()), *(f"客戶提出：{text}" for text in said))


def objection_lines(payloads: Sequence[Payload]) -> tuple[paper.ObjectionLine, ...]:
    """Objections as a document lists them."""
    return tuple(
        paper.ObjectionLine(
            question=item["question"],
            category=item.get("category"),
            answer=item.get("answer"),
            answered_by=item.get("answered_by"),
            objection_state=item["status"],
        )
        for item in payloads
    )


def joined(values: Iterable[object]) -> str:
    """Texts joined by 、, empty ones left out."""
    return "、".join(str(value) for value in values if value)


def day_of(value: object) -> date | None:
    """A day of a payload (ISO text), None where there is none."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None
