"""談判準備書: the latest round of a negotiation on one page, into the internal folder only (seed 4a)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from toolkit.forms.column import Privacy
from toolkit.outcome import Customer, DocumentOrder
from toolkit.stages.context import company_facts
from toolkit.stages.contract.contexts import NegotiationContext
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.papers import INTERNAL
from toolkit.stages.customers import label
from toolkit.stages.filling import filled

BRIEF = "談判準備書"


def brief_order(customer: Customer, rows: Sequence[Mapping[str, Any]], desk: Desk) -> DocumentOrder:
    """談判準備書 of the latest round, into the internal folder only (seed 4a)."""
    turn = max(row["round"] for row in rows)
    now = [row for row in rows if row["round"] == turn]
    values = {
        **company_facts(desk.rules.company),
        "document_number": f"{customer.id}-T{turn}",
        "version": turn,
        "printed_on": desk.today,
        "customer_name": customer.name,
        "customer_id": customer.id,
        "owner": customer.owner or None,
        "round": turn,
        "proposal_summary": _proposal_summary(customer, desk),
        "groups": _groups(now),
        "concession_total": _concessions(now),
        "walk_away": _walk_aways([row for row in now if row["priority"] == "必保"]),
        "lead_negotiators": "、".join(dict.fromkeys(row["lead_negotiator"] for row in now)),
    }
    return DocumentOrder(
        template=BRIEF,
        context=filled(NegotiationContext, values),
        folder=f"{INTERNAL}/談判/{label(customer)}",
        name=f"{BRIEF} 第{turn}輪",
        customer=customer.id,
        kind=BRIEF,
        privacy=Privacy.INTERNAL,
    )


PRIORITIES = {
    "必保": "守不住就離場的議題",
    "爭取": "盡力達成、可有條件退讓的議題",
    "可讓": "可以用來交換的議題",
}


def _groups(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, object]]:
    return [
        {
            "priority": priority,
            "priority_meaning": meaning,
            "issues": [_issue(row) for row in rows if row["priority"] == priority],
        }
        for priority, meaning in PRIORITIES.items()
        if any(row["priority"] == priority for row in rows)
    ]


def _issue(row: Mapping[str, Any]) -> dict[str, object]:
    cost = row.get("concession_cost")
    return {
        **{name: row[name] for name in ("issue", "priority", "ideal", "acceptable", "floor")},
        **{name: row.get(name) for name in ("concession", "their_demand", "alternative", "result")},
        "concession_cost": Decimal(cost) if cost is not None else None,
        "lead_negotiator": row["lead_negotiator"],
    }


def _concessions(rows: Sequence[Mapping[str, Any]]) -> Decimal | None:
    costs = [Decimal(row["concession_cost"]) for row in rows if row.get("concession_cost") is not None]
    return sum(costs, Decimal(0)) if costs else None


MOST_WALK_AWAYS = 6
"""So many walk-away terms stand in the box on top; it is read at a glance, and the table below holds all (own)."""


def _walk_aways(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The box on top of the brief: as many as are read there, each cut where it is long; the table has them whole."""
    told = [_walk_away(row) for row in rows[:MOST_WALK_AWAYS]]
    more = len(rows) - len(told)
    return [*told, f"另有 {more} 項必保議題，見下表。"] if more else told


def _walk_away(row: Mapping[str, Any]) -> str:
    issue, floor, instead = (_short(row.get(name) or "") for name in ("issue", "floor", "alternative"))
    return f"{issue}：守不住「{floor}」即離場" + (f"；改走「{instead}」。" if instead else "。")


def _short(text: str, limit: int = 40) -> str:
    plain = text.strip().rstrip("。；;")
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def _proposal_summary(customer: Customer, desk: Desk) -> str | None:
    """What we last offered, in one line, so that nobody negotiates against our own paper."""
    offers = desk.ledger.current("proposals", [customer.id]).get(customer.id, ())
    if not offers:
        return None
    last = max(offers, key=lambda record: record.payload.get("version") or 0).payload
    parts = [
        f"方案 {last.get('proposal_id', '')} 第 {last.get('version', 1)} 版",
        f"{last['fee_mode']}" if last.get("fee_mode") else "",
        f"{last['unit_price']} {last.get('price_unit', '')}" if last.get("unit_price") else "",
        f"面積 {last['area']} ㎡" if last.get("area") else "",
        f"期限 {last['term_months']} 個月" if last.get("term_months") else "",
    ]
    return "，".join(part for part in parts if part)
