"""F12: the site is handed over, thing by thing, with its defects, readings and three signatures (seed 5b)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from toolkit.messages import codes_launch as codes
from toolkit.outcome import Accepted, DocumentOrder, Outcome, Reminder
from toolkit.stages.contract.progress import Forward, Went, go
from toolkit.stages.customers import folder
from toolkit.stages.deal_stages import SERVICE
from toolkit.stages.filling import filled
from toolkit.stages.launch.contexts import HandoverContext
from toolkit.stages.launch.project import Desk, Gathered, Payload, Project, by_category, day, facts, gather
from toolkit.stages.launch.rules import METERS, SOUND
from toolkit.stages.overlay import Overlay
from toolkit.stages.records import Promote

PAPER = "現場交接單"
LIST = "交接類別"
GRAVE = "A"


def follow_handover(accepted: Accepted, desk: Desk) -> Outcome:
    """Record what was handed over; when all of it is, without a grave defect, the client is in service."""
    found = gather(accepted, desk, Promote(owner="received_by", day="day"), codes.HANDOVER_UNSIGNED)
    changed = [project for project in found.projects if project.changed]
    went = [(project, _forward(project, found, desk)) for project in changed]
    rows = [(project, row) for project in changed for row in project.payloads]
    return Outcome(
        records=found.records,
        moves=tuple(one.move for _, one in went if one.move),
        customers=tuple(replace(project.customer, deal_stage=one.move.after) for project, one in went if one.move),
        documents=tuple(handover_order(project, desk) for project in changed),
        reminders=tuple(_reminder(project, row) for project, row in rows if row["condition"] != SOUND),
        findings=(*found.findings, *(finding for _, one in went for finding in one.findings)),
        settled=tuple(_key(project, row) for project, row in rows if row["condition"] == SOUND),
    )


def _forward(project: Project, found: Gathered, desk: Desk) -> Went:
    """A complete handover starts the performance of the contract; an incomplete one moves nobody."""
    if absent(project.payloads, desk) or grave(project.payloads):
        return Went()
    row, record = project.fresh[-1]
    number = project.contract.payload["contract_id"]
    on, person = date.fromisoformat(record.payload["day"]), str(record.payload["received_by"])
    cause = f"合同 {number} 現場交接完成"
    forward = Forward(row, "contract_id", project.customer, SERVICE, on, person, cause, record.source)
    return go(forward, Overlay(desk.ledger, (found.said(),)), desk.rules)


def absent(rows: Sequence[Payload], desk: Desk) -> tuple[str, ...]:
    """The categories of which nothing has been handed over yet."""
    given = {row["category"] for row in rows}
    return tuple(name for name in desk.rules.lists[LIST].values if name not in given)


def grave(rows: Sequence[Payload]) -> list[Payload]:
    """The open defects of grade A: with one of them the site is not taken over."""
    return [row for row in rows if row["condition"] != SOUND and row.get("defect_grade") == GRAVE]


def handover_order(project: Project, desk: Desk) -> DocumentOrder:
    """現場交接單 of one project."""
    rows = project.payloads
    defects = sorted(
        (row for row in rows if row["condition"] != SOUND),
        key=lambda row: (row["defect_grade"], row["defect_due"]),
    )
    grades = [row["defect_grade"] for row in defects]
    missing = absent(rows, desk)
    values = {
        **facts(project, desk),
        "address": project.contract.payload.get("address"),
        "handed_on": max(date.fromisoformat(row["day"]) for row in rows),
        "handed_by": _names(rows, "handed_by"),
        "received_by": _names(rows, "received_by"),
        "witness": _names(rows, "witness") or None,
        "groups": _groups(rows, desk),
        "defects": [_defect(row) for row in defects],
        "item_count": len(rows),
        "grave_count": grades.count("A"),
        "middling_count": grades.count("B"),
        "slight_count": grades.count("C"),
        "absent_categories": "、".join(missing) or None,
        "handover_verdict": _verdict(missing, grades),
    }
    return DocumentOrder(
        template=PAPER,
        context=filled(HandoverContext, values),
        folder=folder(project.customer),
        name=f"{PAPER} {project.contract.payload['contract_id']}",
        customer=project.customer.id,
        kind=PAPER,
    )


def _names(rows: Sequence[Payload], field: str) -> str:
    return "、".join(dict.fromkeys(str(row[field]) for row in rows if row.get(field)))


def _groups(rows: Sequence[Payload], desk: Desk) -> list[dict[str, object]]:
    return [
        {"category": name, "metered": name == METERS, "lines": [_line(row) for row in found]}
        for name, found in by_category(rows, desk.rules.lists[LIST].values).items()
    ]


def _line(row: Payload) -> dict[str, object]:
    return {
        "item": row["item"],
        "place": row.get("place") or "",
        "quantity": _number(row, "quantity"),
        "reading": _number(row, "reading"),
        "condition": row["condition"],
        "defect_grade": "" if row["condition"] == SOUND else row.get("defect_grade") or "",
    }


def _number(row: Payload, field: str) -> Decimal | None:
    return Decimal(row[field]) if row.get(field) is not None else None


def _defect(row: Payload) -> dict[str, object]:
    return {
        "defect_grade": row["defect_grade"],
        "category": row["category"],
        "item": row["item"],
        "place": row.get("place") or "",
        "condition": row["condition"],
        "defect_owner": row["defect_owner"],
        "due_on": day(row, "defect_due"),
    }


def _verdict(missing: Sequence[str], grades: Sequence[str]) -> str:
    """What the three who sign must know."""
    if GRAVE in grades:
        return f"有 {grades.count(GRAVE)} 項 A 級問題，整改驗收前不予接收。"
    if missing:
        return f"尚有「{'、'.join(missing)}」未交接，本單為階段性交接。"
    return "各類均已交接，" + ("問題按下列期限整改。" if grades else "未發現問題。")


def _key(project: Project, row: Payload) -> str:
    parts = (project.contract.payload["contract_id"], row["category"], row["item"], row.get("place") or "")
    return "defect:" + ":".join(parts)


def _reminder(project: Project, row: Payload) -> Reminder:
    until = date.fromisoformat(row["defect_due"])
    return Reminder(
        key=_key(project, row),
        owner=row["received_by"],
        due=until,
        text=(
            f"{project.customer.name}：{row['item']}（{row['defect_grade']} 級，{row['condition']}）"
            f"由 {row['defect_owner']} 於 {until.isoformat()} 前整改，請驗收。"
        ),
        customer=project.customer.id,
        cause="handover.defect",
    )
