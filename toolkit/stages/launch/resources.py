"""F11: who and what the project needs, what is in place, and what lacks until when (seed 5a)."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

from toolkit.messages import codes_launch as codes
from toolkit.outcome import Accepted, DocumentOrder, Outcome, Reminder
from toolkit.stages.customers import folder
from toolkit.stages.filling import filled
from toolkit.stages.launch.contexts import ResourceContext
from toolkit.stages.launch.project import Desk, Payload, Project, by_category, day, facts, gather
from toolkit.stages.records import Promote

PAPER = "資源調配計劃"
LIST = "資源類別"


def follow_resources(accepted: Accepted, desk: Desk) -> Outcome:
    """Record the needs and write each project's plan anew; a gap reminds its person before the day."""
    found = gather(accepted, desk, Promote(owner="responsible", day="needed_by"), codes.NOT_SIGNED_YET)
    changed = [project for project in found.projects if project.changed]
    rows = [(project, row) for project in changed for row in project.payloads]
    return Outcome(
        records=found.records,
        documents=tuple(plan_order(project, desk) for project in changed),
        reminders=tuple(_reminder(project, row, desk) for project, row in rows if gap(row) > 0),
        findings=found.findings,
        settled=tuple(_key(project, row) for project, row in rows if gap(row) <= 0),
    )


def gap(row: Payload) -> Decimal:
    """How many lack; 0 where enough are in place (blank in place is none)."""
    return max(Decimal(row["needed"]) - Decimal(row.get("in_place") or 0), Decimal(0))


def plan_order(project: Project, desk: Desk) -> DocumentOrder:
    """資源調配計劃 of one project."""
    rows = project.payloads
    lines = [_line(row, desk) for row in rows]
    missing = sorted((line for line in lines if line["gap"]), key=lambda line: str(line["needed_by"]))
    values = {
        **facts(project, desk),
        "groups": _groups(rows, desk),
        "gaps": missing,
        "item_count": len(lines),
        "gap_count": len(missing),
        "late_count": sum(line["resource_state"] == "逾期未到位" for line in lines),
        "ready": ready(rows),
    }
    return DocumentOrder(
        template=PAPER,
        context=filled(ResourceContext, values),
        folder=folder(project.customer),
        name=f"{PAPER} {project.contract.payload['contract_id']}",
        customer=project.customer.id,
        kind=PAPER,
    )


def _groups(rows: Sequence[Payload], desk: Desk) -> list[dict[str, object]]:
    order = desk.rules.lists[LIST].values
    return [
        {"category": name, "ready": ready(found), "lines": [_line(row, desk) for row in found]}
        for name, found in by_category(rows, order).items()
    ]


def _line(row: Payload, desk: Desk) -> dict[str, object]:
    lacks, until = gap(row), day(row, "needed_by")
    late = bool(lacks) and until is not None and until < desk.today
    return {
        "item": row["item"],
        "specification": row.get("specification") or "",
        "needed": Decimal(row["needed"]),
        "in_place": Decimal(row.get("in_place") or 0),
        "gap": lacks,
        "needed_by": until,
        "responsible": row["responsible"],
        "resource_state": "已到位" if not lacks else "逾期未到位" if late else "待到位",
    }


def ready(rows: Iterable[Payload]) -> str:
    """Share of the items that are wholly in place (items, not pieces: one missing guard is a gap)."""
    whole = list(rows)
    done = sum(gap(row) == 0 for row in whole)
    return f"{done}/{len(whole)}（{done * 100 // len(whole)}%）" if whole else "—"


def _key(project: Project, row: Payload) -> str:
    parts = (project.contract.payload["contract_id"], row["category"], row["item"], row.get("specification") or "")
    return "resource:" + ":".join(parts)


def _reminder(project: Project, row: Payload, desk: Desk) -> Reminder:
    until = day(row, "needed_by") or desk.today
    ahead = timedelta(days=desk.rules.deadlines.due_soon)
    return Reminder(
        key=_key(project, row),
        owner=row["responsible"],
        due=until - ahead,
        text=f"{project.customer.name}：{row['item']}還缺 {gap(row):f}，{until.isoformat()} 前到位。",
        customer=project.customer.id,
        cause="resource.gap",
    )
