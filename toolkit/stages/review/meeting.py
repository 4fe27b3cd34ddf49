"""評審會議記錄: what was raised, what was decided, who acts until when (seed V, 7c)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from toolkit.outcome import DocumentOrder, Record
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.context import company_facts
from toolkit.stages.filling import filled
from toolkit.stages.review.contexts import Issue, MeetingContext

OPEN = frozenset({"待處理", "處理中", "待驗證"})
"""States in which somebody still has to act."""
REPORTS = "報表"
MINUTES = "評審會議記錄"


def meeting_order(
    records: Sequence[Record], left_open: Iterable[Record], rules: RuleBook, today: date
) -> DocumentOrder:
    """The minutes of one sheet: its items, and what is still open from before."""
    number = f"PS-{today:%Y%m%d}"
    items = [record.payload for record in records]
    earlier = [record.payload for record in left_open]
    values = {
        **company_facts(rules.company),
        "printed_on": today,
        "document_number": number,
        "held_on": today,
        "issues": tuple(issue(item) for item in items),
        "still_open": tuple(issue(item) for item in sorted(earlier, key=lambda item: str(item["due_on"]))),
        "open_count": sum(item["status"] in OPEN for item in (*items, *earlier)),
        "closed_count": sum(item["status"] not in OPEN for item in items),
        "overdue_count": sum(_overdue(item, today) for item in (*items, *earlier)),
    }
    return DocumentOrder(
        template=MINUTES,
        context=filled(MeetingContext, values),
        folder=REPORTS,
        name=f"{MINUTES} {today.isoformat()}",
        kind=MINUTES,
        number=number,
    )


def issue(item: Any) -> Issue:
    """One line of the minutes, from a record's payload (F16)."""
    return Issue(
        issue_stage=item["stage"],
        origin=item["origin"],
        issue=item["issue"],
        cause=item.get("cause"),
        decision=item.get("decision"),
        responsible=item["responsible"],
        due_on=date.fromisoformat(item["due_on"]),
        verification=item.get("verification"),
        issue_state=item["status"],
    )


def _overdue(item: Any, today: date) -> bool:
    return item["status"] in OPEN and date.fromisoformat(item["due_on"]) < today
