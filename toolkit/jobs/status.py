"""What happened to each dropped file, what waits, and whether the service is well (design section 8)."""

from datetime import UTC, datetime, timedelta
from typing import Any

from toolkit.errors import RuleBookError
from toolkit.folders.held import held_files
from toolkit.folders.odd import odd_things
from toolkit.forms.column import Privacy
from toolkit.jobs.service import Service
from toolkit.ledger.submission import Submission
from toolkit.messages.catalogue import error_sentence

STALE = timedelta(minutes=2)
"""A heartbeat older than this means that the daemon does not live."""
AHEAD = timedelta(days=30)
"""So far ahead deadlines are counted in working days each morning."""


def status(service: Service, last: int = 50) -> dict[str, Any]:
    """``{submissions: [{id, file, state, form, accepted, rejected, outputs, receipt}], queue, health}``."""
    journal = service.ledger.journal
    recent, waiting = journal.recent(last), journal.open()
    return {
        "submissions": [_submission(service, one) for one in recent],
        "queue": [
            {"id": one.id, "file": one.path, "state": one.state.value, "problem": one.problem} for one in waiting
        ],
        "not_taken": sorted(odd_things(service.workspace.service)),
        "open_elsewhere": [
            {"file": path, "by": name} for path, name in sorted(held_files(service.workspace.service).items())
        ],
        "health": _health(service, waiting),
    }


def _submission(service: Service, one: Submission) -> dict[str, Any]:
    outputs = (
        [] if one.privacy is Privacy.INTERNAL else [doc.path for doc in service.ledger.documents(submission=one.id)]
    )
    return {
        "id": one.id,
        "file": one.path,
        "state": one.state.value,
        "form": ", ".join(one.forms),
        "accepted": one.counts.get("accepted", 0),
        "rejected": one.counts.get("rejected", 0),
        "outputs": outputs,
        "receipt": one.receipt,
        "attempts": one.attempts,
        "duplicate_of": one.duplicate_of,
        "seen_at": one.seen_at,
        "ended_at": one.ended_at,
    }


def _health(service: Service, waiting: tuple[Submission, ...]) -> dict[str, Any]:
    beat = heartbeat(service)
    fresh = beat is not None and datetime.now(UTC) - beat < STALE
    digest, trouble = _rules(service)
    return {
        "daemon": "running" if fresh else "stopped",
        "heartbeat": beat,
        "waiting": len(waiting),
        "orders": len(service.ledger.promised()),
        "rules": digest,
        "rule_book": trouble,
        "holidays_unknown": _unknown_years(service),
    }


def _unknown_years(service: Service) -> list[int]:
    """Years of today and of the days ahead whose holidays nobody has announced: working days may be counted wrong."""
    try:
        calendar = service.calendar
    except RuleBookError:
        return []
    return sorted({day.year for day in (service.day(), service.day() + AHEAD) if not calendar.announced(day)})


def _rules(service: Service) -> tuple[str, str]:
    """The digest of the rule book, or why it cannot be used (a running daemon then obeys the last good one)."""
    try:
        return service.rules.digest, ""
    except RuleBookError as error:
        return "", error_sentence(error, service.workspace.settings.language)


def heartbeat(service: Service) -> datetime | None:
    """When the daemon last said that it lives; None where it never did."""
    file = service.workspace.service / "heartbeat"
    try:
        return datetime.fromisoformat(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None


def as_lines(told: dict[str, Any]) -> list[str]:
    """The same for people: a line a submission, then the queue and the health."""
    lines = [
        f"{one['id']}  {one['state']:<12} +{one['accepted']} ✗{one['rejected']}  {one['file']}  → {one['receipt']}"
        for one in told["submissions"]
    ]
    lines += [f"not taken (see the text in the folder of returned files): {path}" for path in told["not_taken"]]
    lines += [f"open on a desk, waits: {one['file']} ({one['by'] or '?'})" for one in told["open_elsewhere"]]
    health = told["health"]
    lines += [f"rule book: {health['rule_book']}"] if health["rule_book"] else []
    lines += [
        f"the holidays of {year} are not announced yet: working days are counted as usual (manual/deadlines.yaml)"
        for year in health["holidays_unknown"]
    ]
    return [*lines, f"daemon: {health['daemon']}, waiting: {health['waiting']}, orders: {health['orders']}"]
