"""A lease is renewed while its file is worked on, so that a long file is not taken over by another machine.

A worker that is stopped (or whose machine sleeps) renews nothing: its lease lapses, another one takes the
file over under a higher epoch, and what the first one holds is worth nothing when it wakes.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from toolkit.errors import ToolkitError
from toolkit.ledger.journal import Journal
from toolkit.ledger.submission import Lease

log = logging.getLogger(__name__)

OFTEN = 3
"""Renewals within one lease: two may fail before it lapses."""


def worker_name() -> str:
    """Who holds a lease: this machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


class Renewal:
    """Renews leases in a thread of its own; use as a context manager around the work.

    ``seconds`` is what each renewal grants; after ``longest`` seconds no more is granted: a worker that
    hangs in a system call for ever must not keep its files for ever.
    """

    def __init__(
        self,
        journal: Journal,
        leases: Iterable[Lease],
        seconds: float,
        longest: float,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._journal, self._seconds, self._longest, self._now = journal, seconds, longest, now
        self._held = set(leases)
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._until = now() + longest
        self._thread = threading.Thread(target=self._run, daemon=True, name="leases")

    def __enter__(self) -> Self:
        """Start renewing."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Renew no more; what is still held lapses or was given back."""
        self._stop.set()
        self._thread.join(timeout=self._seconds)

    def done(self, submission: str) -> None:
        """A file has ended or was given back: its lease is renewed no more."""
        with self._lock:
            self._held = {lease for lease in self._held if lease.submission != submission}

    def renew(self) -> frozenset[Lease]:
        """Renew once what is held; returns what is lost. A database that is away is asked again next time."""
        with self._lock:
            held = set(self._held)
        if not held or self._now() > self._until:
            return frozenset()
        try:
            lost = self._journal.renew(held, self._seconds)
        except ToolkitError as error:
            log.warning("leases could not be renewed: %s", error)
            return frozenset()
        with self._lock:
            self._held -= lost
        return lost

    def _run(self) -> None:
        while not self._stop.wait(self._seconds / OFTEN):
            for lease in self.renew():
                log.warning("%s was taken over by another worker", lease.submission)
