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
_MOST = {"issue": 80, "cause": 60, "decision": 80, "verification": 60}
"""Characters of each text in a line that was printed in whole before (own judgement: four lines of its column)."""


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
        **_from_before(earlier),
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


def brief_issue(item: Any) -> Issue:
    """The line where the whole has been printed before: texts that fill a page are told by their beginning."""
    whole = issue(item)
    return whole.model_copy(update={name: _brief(getattr(whole, name), most) for name, most in _MOST.items()})


def is_abridged(items: Iterable[Any]) -> bool:
    """Whether the line in brief of any of them tells less than was written."""
    return any(len(item.get(name) or "") > most for item in items for name, most in _MOST.items())


def _brief(text: str | None, most: int) -> str | None:
    return text if text is None or len(text) <= most else text[: most - 1] + "…"


def _from_before(earlier: Sequence[Any]) -> dict[str, Any]:
    by_day = sorted(earlier, key=lambda item: str(item["due_on"]))
    return {"still_open": tuple(brief_issue(item) for item in by_day), "abridged": is_abridged(earlier)}


def _overdue(item: Any, today: date) -> bool:
    return item["status"] in OPEN and date.fromisoformat(item["due_on"]) < today
