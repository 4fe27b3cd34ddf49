"""The daemon: wakes on events and on a timer, looks through the inbox, takes what is settled.

Looking is the only source of truth; events only shorten the wait. An outage of the share is told once
and waited out. It ends gracefully on SIGTERM or Ctrl-C: the file under work is finished, no other begun.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from types import FrameType

from toolkit.errors import ToolkitError
from toolkit.folders.names import ignored
from toolkit.folders.share import Answering, check_present
from toolkit.folders.watch import Watcher
from toolkit.jobs.cards import renew_cards
from toolkit.jobs.forms import renew_blanks
from toolkit.jobs.handbook import renew_handbook
from toolkit.jobs.intake.inbox import Inbox
from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.nightly import morning_done, morning_due
from toolkit.jobs.remind.morning import morning_work
from toolkit.jobs.safekeeping import export_in_turn, write_ahead
from toolkit.jobs.service import Service
from toolkit.jobs.texts import renew_contracts

log = logging.getLogger(__name__)

SOON = 0.25
"""Seconds between looks while a file is settling."""
ANSWER = 10.0
"""Seconds in which a share answers, or it is away."""
PULSE = 20.0
"""Seconds between two signs of life during a long turn."""
HANGS = 30
"""A turn longer than so many time limits of one file hangs: no more signs of life."""
TURN = 30.0
"""Seconds after which a turn takes no further batch, so that new files are seen and documents made."""
TIDY = 60.0
"""Seconds between two looks through the work folder for what is nobody's."""


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
    since: float = field(default_factory=time.monotonic)
    """When the turn under way began, in monotonic seconds; ``recovered``: when the work folder was tidied."""
    recovered: float | None = None
    share: Answering = field(default_factory=lambda: Answering(ANSWER))
    told: dict[str, str] = field(default_factory=dict)

    def serve(self) -> None:
        """Watch until ``stop`` is set."""
        inbox = Inbox(self.service, self.documents, stop=self.stop.is_set, written=partial(write_ahead, self.service))
        watcher = self._watcher()
        watcher.start()
        pulse = threading.Thread(target=self._pulse, daemon=True, name="heartbeat")
        pulse.start()
        try:
            while not self.stop.is_set():
                self.wake.wait(self.turn(inbox))
                self.wake.clear()
                watcher.revive()
        finally:
            watcher.stop()
            pulse.join(timeout=PULSE)
            self._beat(alive=False)

    def turn(self, inbox: Inbox) -> float:
        """One pass; returns after how many seconds the next one is due.

        What the share, the database or a disk refuses is told once and tried again: the daemon lives on.
        """
        self.since = time.monotonic()
        try:
            self._present()
            self._recover(inbox)
            self.service.renew_rules()
            self._guarded(self._contracts)
            settling = inbox.look(self.since)
            self._guarded(self._morning)
            taken = inbox.take_settled(TURN)
        except (ToolkitError, OSError) as outage:
            return self._outage(outage)
        self._back()
        self.overdue = self.overdue or bool(taken)
        for duty in (self._documents, self._export, self._overview):
            self._guarded(duty)
        self._beat()
        if inbox.more:
            return 0.0
        return SOON if settling.waiting else self.service.workspace.settings.rescan

    def _present(self) -> None:
        """Raise ShareError where the share does not answer or is an empty mount point, LedgerError without a ledger."""
        workspace = self.service.workspace
        self.share.check(workspace.inbox.stat, workspace.root)
        check_present(workspace.root, workspace.owner)
        self.service.check_ledger()

    def _recover(self, inbox: Inbox) -> None:
        """At the start what an earlier run left; later, now and then, what a machine that slept put astray."""
        if self.recovered is None:
            inbox.recover()
        elif self.since - self.recovered < TIDY:
            return
        else:
            inbox.reconcile()
        self.recovered = self.since

    def _guarded(self, duty: Callable[[], None]) -> None:
        """Do a duty that can wait; trouble is told once and does not keep the others from being done."""
        try:
            duty()
        except (ToolkitError, OSError) as error:
            if self.told.get(duty.__name__) != str(error):
                log.warning("%s waits: %s", duty.__name__.strip("_"), error)
            self.told[duty.__name__] = str(error)
        else:
            self.told.pop(duty.__name__, None)

    def _documents(self) -> None:
        if self.documents and self.service.ledger.promised(1):
            make_promised(self.service, until=self.stop.is_set)

    def _contracts(self) -> None:
        """A template edited while a contract waits for its signature takes the copy for signing back now."""
        renew_contracts(self.service)

    def _handbook(self) -> None:
        """The handbook follows a changed rule book by the next morning, once one has been issued."""
        if self.documents and renew_handbook(self.service):
            renew_blanks(self.service)
            renew_cards(self.service)

    def _export(self) -> None:
        export_in_turn(self.service)

    def _overview(self) -> None:
        if self.documents and self.overdue:
            from toolkit.jobs.reports import refresh_overview  # it brings what counts figures: a third of our memory

            self.overdue = refresh_overview(self.service) is None

    def _pulse(self) -> None:
        """Say that we live while a long file is worked on, but not for ever where a call hangs."""
        longest = HANGS * self.service.workspace.settings.seconds_per_file
        while not self.stop.wait(PULSE):
            if time.monotonic() - self.since < longest:
                self._guarded(self._beat)

    def _morning(self) -> None:
        """Once a day at the set hour, or at the first chance after it was missed."""
        now = datetime.now().astimezone()
        if morning_due(self.service, now):
            morning_work(self.service, now)
            self._guarded(self._handbook)
            morning_done(self.service, now)
            self.overdue = True

    def _outage(self, outage: Exception) -> float:
        if not self.away:
            log.warning("nothing can be taken now: %s", outage)
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
