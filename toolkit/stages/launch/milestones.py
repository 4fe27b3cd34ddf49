"""F13: the plan of the start and how it goes: planned, actual, days late, cause, measure (seed 5c, 5d)."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from toolkit.messages import codes_launch as codes
from toolkit.outcome import Accepted, Change, DocumentOrder, Outcome, Reminder
from toolkit.stages.context import Context
from toolkit.stages.customers import folder
from toolkit.stages.filling import filled
from toolkit.stages.launch.contexts import ProgressContext, StartContext
from toolkit.stages.launch.project import Desk, Payload, Project, day, facts, gather
from toolkit.stages.launch.rules import DONE, days_late
from toolkit.stages.records import Promote

PLAN, PROGRESS = "項目啟動計劃", "進度報告"
AHEAD = timedelta(days=14)
"""What is due within two weeks stands in the report as upcoming (own judgement)."""


def follow_milestones(accepted: Accepted, desk: Desk) -> Outcome:
    """Record milestones; the plan is written when it changes, the report once anything has begun."""
    found = gather(accepted, desk, Promote(owner="responsible", day="planned_on"), codes.NOT_SIGNED_YET)
    changed = [project for project in found.projects if project.changed]
    rows = [(project, row) for project in changed for row in project.payloads]
    plans = [plan_order(project, desk) for project in changed if _plan_changed(project)]
    reports = [progress_order(project, desk) for project in changed if _begun(project)]
    return Outcome(
        records=found.records,
        documents=(*plans, *reports),
        reminders=tuple(_reminder(project, row, desk) for project, row in rows if not is_done(row)),
        findings=found.findings,
        settled=tuple(_key(project, row) for project, row in rows if is_done(row)),
    )


def _plan_changed(project: Project) -> bool:
    planned = {"planned_on", "responsible", "milestone"}
    return any(
        record.change is Change.NEW or (record.change is Change.CHANGED and planned & record.cells.keys())
        for _, record in project.fresh
    )


def _begun(project: Project) -> bool:
    return any(
        row.get("done_on") or row.get("progress") or row.get("cause") or row.get("status") not in (None, "未開始")
        for row in project.payloads
    )


def is_done(row: Payload) -> bool:
    """Whether a milestone is reached."""
    return row.get("done_on") is not None or row.get("status") == DONE


def plan_order(project: Project, desk: Desk) -> DocumentOrder:
    """項目啟動計劃 of one project."""
    rows = _in_order(project)
    start = date.fromisoformat(project.contract.payload["starts_on"])
    values = {
        **facts(project, desk),
        "milestones": [_line(row, desk) for row in rows],
        "first_on": _planned(rows[0]),
        "last_on": _planned(rows[-1]),
        "people": "、".join(dict.fromkeys(row["responsible"] for row in rows)),
        "after_start": _named([row["milestone"] for row in rows if _planned(row) > start]),
    }
    return _order(PLAN, StartContext, values, project)


MOST_NAMED = 8
"""So many milestones are named in one sentence (own): the table below has them all."""


def _named(names: Sequence[str]) -> list[str]:
    """The names as one sentence holds them: long ones cut, of very many the first."""
    told = [name if len(name) <= 30 else name[:29] + "…" for name in names[:MOST_NAMED]]
    more = len(names) - len(told)
    return [*told, f"另 {more} 個節點（見下表）"] if more else told


def progress_order(project: Project, desk: Desk) -> DocumentOrder:
    """進度報告 of one project as of today."""
    rows = _in_order(project)
    lines = [_line(row, desk) for row in rows]
    done = [row for row in rows if is_done(row)]
    late = [line for row, line in zip(rows, lines, strict=True) if _late(row, desk) > 0]
    soon = [line for row, line in zip(rows, lines, strict=True) if _soon(row, desk)]
    values = {
        **facts(project, desk),
        "milestones": lines,
        "late": late,
        "upcoming": soon,
        "milestone_count": len(rows),
        "done_count": len(done),
        "late_count": len(late),
        "overdue": any(not is_done(row) and _late(row, desk) > 0 for row in rows),
        "on_time": _on_time(done, desk),
        "progress_verdict": _verdict(rows, desk),
    }
    return _order(PROGRESS, ProgressContext, values, project)


def _order(paper: str, context: type[Context], values: dict[str, object], project: Project) -> DocumentOrder:
    return DocumentOrder(
        template=paper,
        context=filled(context, values),
        folder=folder(project.customer),
        name=f"{paper} {project.contract.payload['contract_id']}",
        customer=project.customer.id,
        kind=paper,
    )


def _in_order(project: Project) -> list[Payload]:
    return sorted(project.payloads, key=lambda row: (row["planned_on"], row["milestone"]))


def _planned(row: Payload) -> date:
    return date.fromisoformat(row["planned_on"])


def _late(row: Payload, desk: Desk) -> int:
    return max(days_late(_planned(row), day(row, "done_on"), desk.today), 0)


def _soon(row: Payload, desk: Desk) -> bool:
    return not is_done(row) and desk.today <= _planned(row) <= desk.today + AHEAD


def _line(row: Payload, desk: Desk) -> dict[str, object]:
    return {
        "milestone": row["milestone"],
        "responsible": row["responsible"],
        "planned_on": _planned(row),
        "done_on": day(row, "done_on"),
        "late_days": _late(row, desk),
        "progress": Decimal(row["progress"]) if row.get("progress") is not None else None,
        "milestone_state": _state(row, desk),
        "cause": row.get("cause"),
        "measure_taken": row.get("measure"),
    }


def _state(row: Payload, desk: Desk) -> str:
    """What is: done, late (whatever the sheet says), else as the sheet says."""
    if is_done(row):
        return DONE
    if _late(row, desk) > 0:
        return "延期"
    return str(row.get("status") or ("進行中" if row.get("progress") else "未開始"))


def _on_time(done: Sequence[Payload], desk: Desk) -> str:
    """Of what is done, how much was done by its day (n shown, for few milestones say little)."""
    if not done:
        return "—"
    good = sum(_late(row, desk) == 0 for row in done)
    return f"{good * 100 // len(done)}%（{good}/{len(done)}）"


def _verdict(rows: Sequence[Payload], desk: Desk) -> str:
    """The first line of the report: where the project stands."""
    waiting = [row for row in rows if not is_done(row)]
    if not waiting:
        return "全部節點已完成。"
    late = [row for row in waiting if _late(row, desk) > 0]
    if not late:
        return f"按計劃進行，{len(rows) - len(waiting)}／{len(rows)} 個節點已完成。"
    worst = max(late, key=lambda row: _late(row, desk))
    return f"{len(late)} 個節點逾期，最久的是「{worst['milestone']}」，已晚 {_late(worst, desk)} 天。"


def _key(project: Project, row: Payload) -> str:
    return f"milestone:{project.contract.payload['contract_id']}:{row['milestone']}"


def _reminder(project: Project, row: Payload, desk: Desk) -> Reminder:
    planned = _planned(row)
    return Reminder(
        key=_key(project, row),
        owner=row["responsible"],
        due=planned - timedelta(days=desk.rules.deadlines.due_soon),
        text=f"{project.customer.name}：節點「{row['milestone']}」{planned.isoformat()} 應完成。",
        customer=project.customer.id,
        cause="milestone.due",
    )
