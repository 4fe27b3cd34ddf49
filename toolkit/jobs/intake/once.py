"""``run --once``: settle and take everything that lies in the inbox now, make its documents, and stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from toolkit.jobs.intake.inbox import Inbox
from toolkit.jobs.service import Service
from toolkit.ledger.submission import Submission

BROKEN_PATIENCE = 60.0
"""Seconds for which a file that does not open whole may still be on its way: somebody waits for this pass to end."""
PAUSE = 0.2
"""Seconds between two looks at an inbox that is not settled yet."""


@dataclass(frozen=True, slots=True)
class TakenFile:
    """One submission and what became of it."""

    submission: Submission

    @property
    def ended(self) -> bool:
        """Whether it reached an end state: done, returned or quarantined."""
        return self.submission.ended

    def as_value(self) -> dict[str, Any]:
        """For ``--json``."""
        one = self.submission
        return {
            "id": one.id,
            "file": one.path,
            "state": one.state.value,
            "accepted": one.counts.get("accepted", 0),
            "rejected": one.counts.get("rejected", 0),
            "receipt": one.receipt,
        }

    def line(self) -> str:
        """For people."""
        one = self.submission
        counts = f"+{one.counts.get('accepted', 0)} ✗{one.counts.get('rejected', 0)}"
        return f"{one.state.value:<11} {counts:<12} {one.path}  →  {one.receipt}"


def take_all(
    service: Service,
    *,
    documents: bool = True,
    now: Callable[[], float] = time.monotonic,
    wait: Callable[[float], None] = time.sleep,
    patience: float = 600.0,
    written: Callable[[str], None] = lambda _: None,
) -> tuple[TakenFile, ...]:
    """Look until every file that lies in the inbox is settled and taken; files of others' locks wait in vain.

    After ``patience`` seconds what is still open somewhere (a lock stands beside it) is left and told.
    """
    service.workers.warm()
    inbox = Inbox(service, documents, written=written)
    inbox.recover()
    started, seen = now(), dict[str, Submission]()
    while True:
        settling = inbox.look(now())
        for one in inbox.take_settled():
            seen[one.id] = one
        waiting = [one for one in service.ledger.journal.open() if one.id not in seen or not seen[one.id].ended]
        if not settling.waiting and not waiting:
            break
        if now() - started > patience:
            seen |= {one.id: one for one in waiting}
            break
        wait(min(PAUSE, service.workspace.settings.quiet / 2))
    if documents:
        from toolkit.jobs.intake.orders import make_in_turn

        while make_in_turn(service) is None and service.ledger.promised(1) and now() - started < patience:
            wait(PAUSE)
    return tuple(TakenFile(one) for one in seen.values())
