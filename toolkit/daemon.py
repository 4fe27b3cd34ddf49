"""The daemon: wakes on events and on a timer, looks through the inbox, takes what is settled.

Looking is the only source of truth; events only shorten the wait. An outage of the share is told once
and waited out. It ends gracefully on SIGTERM or Ctrl-C: the file under work is finished, no other begun.
"""

import logging
import signal
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import FrameType

from toolkit.errors import ShareError
from toolkit.folders.names import ignored
from toolkit.folders.watch import Watcher
from toolkit.jobs.intake.inbox import Inbox
from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.nightly import last_morning, morning_done, morning_due, renew_all
from toolkit.jobs.remind.remind import remind
from toolkit.jobs.reports import refresh_overview
from toolkit.jobs.safekeeping import export_commits
from toolkit.jobs.service import Service
from toolkit.stages.review.morning import missed_mornings

log = logging.getLogger(__name__)

SOON = 0.25
"""Seconds between looks while a file is settling."""


@dataclass
class Daemon:
    """The loop around an inbox. ``turn`` is one pass; ``serve`` repeats it until asked to stop."""

    service: Service
    documents: bool = True
    stop: threading.Event = field(default_factory=threading.Event)
    wake: threading.Event = field(default_factory=threading.Event)
    away: bool = False
    overdue: bool = False
    """Whether 總覽.xlsx has to be made anew: after a commit, and while it was open on a desk."""

    def serve(self) -> None:
        """Watch until ``stop`` is set."""
        inbox = Inbox(self.service, self.documents)
        inbox.recover()
        watcher = self._watcher()
        watcher.start()
        try:
            while not self.stop.is_set():
                self.wake.wait(self.turn(inbox))
                self.wake.clear()
                watcher.revive()
        finally:
            watcher.stop()
            self._beat(alive=False)

    def turn(self, inbox: Inbox) -> float:
        """One pass; returns after how many seconds the next one is due."""
        try:
            settling = inbox.look(time.monotonic())
            self._morning()
            taken = inbox.take_settled()
        except ShareError as outage:
            return self._outage(outage)
        self._back()
        if self.documents and (taken or self.service.ledger.promised(1)):
            make_promised(self.service, until=self.stop.is_set)
        export_commits(self.service)
        self.overdue = self.overdue or bool(taken)
        if self.documents and self.overdue:
            self.overdue = refresh_overview(self.service) is None
        self._beat()
        return SOON if settling.waiting else self.service.workspace.settings.rescan

    def _morning(self) -> None:
        """Once a day at the set hour, or at the first chance after it was missed."""
        now = datetime.now().astimezone()
        if morning_due(self.service, now):
            missed = missed_mornings(last_morning(self.service), self.service.calendar, self.service.day())
            renew_all(self.service)
            remind(self.service, missed)
            morning_done(self.service, now)
            self.overdue = True

    def _outage(self, outage: ShareError) -> float:
        if not self.away:
            log.error("nothing can be taken now: %s", outage)
        self.away = True
        self._beat(alive=True)
        return self.service.workspace.settings.rescan

    def _back(self) -> None:
        if self.away:
            log.info("files can be taken again")
        self.away = False

    def _beat(self, *, alive: bool = True) -> None:
        """Say that we live: a file in the service's folder, and one whose name staff can read at a glance."""
        from toolkit.jobs.intake.heartbeat import beat

        beat(self.service, datetime.now(UTC), alive=alive, away=self.away)

    def _watcher(self) -> Watcher:
        workspace = self.service.workspace
        native = workspace.settings.watching == "native"
        if workspace.settings.watching == "auto":
            from toolkit.mounts import file_system, is_remote

            native = not is_remote(file_system(workspace.inbox))
        return Watcher(workspace.inbox, self.wake, native=native, period=workspace.settings.rescan, ignored=ignored)


def watch(service: Service, *, documents: bool = True) -> None:
    """Run the daemon in the foreground until SIGTERM or Ctrl-C."""
    daemon = Daemon(service, documents)

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        daemon.stop.set()
        daemon.wake.set()

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    daemon.serve()
