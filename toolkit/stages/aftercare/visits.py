"""F14: an answer of a client makes the 回訪記錄 anew; its measures are followed until closed (seed 6a–6c)."""

from dataclasses import replace

from toolkit.forms.column import Privacy
from toolkit.outcome import Accepted, Change, DocumentOrder, Outcome, Reminder
from toolkit.stages.aftercare.client import (
    Care,
    Desk,
    Payload,
    action_key,
    action_lines,
    action_reminder,
    care_of,
    day,
    facts,
    is_open,
    item_lines,
    next_visit,
    visit_reminder,
)
from toolkit.stages.aftercare.contexts import VisitRecordContext
from toolkit.stages.aftercare.rules import LOW
from toolkit.stages.customers import folder, take
from toolkit.stages.filling import filled
from toolkit.stages.overlay import Overlay
from toolkit.stages.records import Promote

PAPER = "回訪記錄"


def follow_answers(accepted: Accepted, desk: Desk) -> Outcome:
    """Record answers; write each client's record; remind of measures and of the next visit."""
    taken = take(accepted, desk.ledger, Promote(owner="responsible", day="day"))
    now = replace(desk, ledger=Overlay(desk.ledger, (Outcome(records=taken.records),)))
    touched = {
        customer.id: customer
        for customer, record in zip(taken.customers, taken.records, strict=True)
        if record.change is not Change.UNCHANGED
    }
    cares = care_of(touched.values(), now.ledger)
    answers = [(care, record) for care in cares for record in care.answers]
    return Outcome(
        records=taken.records,
        documents=tuple(record_order(care, now) for care in cares),
        reminders=(
            *(action_reminder(care, record) for care, record in answers if is_open(record.payload)),
            *_visits(cares, now),
        ),
        findings=taken.findings,
        settled=(
            *(action_key(record) for _, record in answers if not is_open(record.payload)),
            *(f"questionnaire:{care.customer.id}" for care in cares),
        ),
    )


def _visits(cares: list[Care], desk: Desk) -> list[Reminder]:
    return [reminder for care in cares if (reminder := visit_reminder(care, desk)) is not None]


def record_order(care: Care, desk: Desk) -> DocumentOrder:
    """回訪記錄 of one client."""
    last = care.rows[-1]
    values = {
        **facts(care.customer, desk),
        "visited_on": day(last, "day"),
        "visit_method": last.get("method"),
        "respondent": last.get("respondent"),
        "overall": last["overall"],
        "comments": last.get("comments"),
        "visit_verdict": verdict(care, desk),
        "items": item_lines(care, desk.today),
        "actions": action_lines(care, desk.today),
        "open_actions": sum(is_open(row) for row in care.rows),
        "visits": [_visit(row) for row in reversed(care.rows)],
        "next_visit_on": next_visit(care, desk),
    }
    return DocumentOrder(
        template=PAPER,
        context=filled(VisitRecordContext, values),
        folder=folder(care.customer),
        name=f"{PAPER} {care.customer.name}",
        customer=care.customer.id,
        kind=PAPER,
        privacy=Privacy.PERSONAL,
    )


def _visit(row: Payload) -> dict[str, object]:
    return {
        "visited_on": day(row, "day"),
        "visit_method": row.get("method"),
        "respondent": row.get("respondent"),
        "overall": row["overall"],
        "comments": row.get("comments"),
    }


def verdict(care: Care, desk: Desk) -> str:
    """The first line of the record: how content the client is, and what is to be done."""
    last = care.rows[-1]
    late = [row for row in care.rows if is_open(row) and day(row, "due_on") < desk.today]
    waiting = sum(is_open(row) for row in care.rows)
    if late:
        return f"總評 {last['overall']} 分；{len(late)} 項措施已逾期未關閉，請即處理。"
    if last["overall"] <= LOW and not last.get("action"):
        return f"總評 {last['overall']} 分，尚未定出處理措施。"
    if waiting:
        return f"總評 {last['overall']} 分；{waiting} 項措施處理中。"
    return f"總評 {last['overall']} 分，沒有未關閉的措施。"
