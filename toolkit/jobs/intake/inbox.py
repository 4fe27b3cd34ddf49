"""The inbox: looked through again and again; what is settled is leased and taken, a few at a time."""

import logging
import math
import os
import re
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar

from toolkit.errors import LedgerError, ShareError, ToolkitError
from toolkit.folders.names import LONGEST_NAME, safe_name, split, unclashing
from toolkit.folders.patience import outage, try_again_in
from toolkit.folders.publish import rename_new
from toolkit.folders.settle import Sample, Settling, Tracker
from toolkit.folders.share import check_room
from toolkit.folders.sweep import sweep
from toolkit.folders.whole import whole
from toolkit.forms.column import Privacy
from toolkit.jobs.intake import odd
from toolkit.jobs.intake.build import forget_out
from toolkit.jobs.intake.leases import Renewal, worker_name
from toolkit.jobs.intake.portions import portions
from toolkit.jobs.intake.take import Intake, Understood
from toolkit.jobs.service import Service
from toolkit.ledger.evaluators import Crowd
from toolkit.ledger.refusals import LeaseLost
from toolkit.ledger.submission import Drop, Submission
from toolkit.workers import give_back_memory, not_collecting

A = TypeVar("A")
R = TypeVar("R")
log = logging.getLogger(__name__)

AT_ONCE = 32
"""Back-pressure: so many submissions are leased at a time."""
ENTERED = 2_000
"""So many new files enter the journal at a time: fifty thousand may lie there at the start."""
SHARED = 8
"""The same where several machines share a ledger: each leaves something to the others."""
STEPS = 3
"""Limited steps that one file goes through: it is read, its receipt is written, a document read once more."""
SUBMISSION = re.compile(r"\d{6}-[0-9a-z]{6}")
"""What names of the work folder begin with: a submission's id."""
ID_ROOM = 16
"""Bytes that a submission's id takes before the name in the work folder."""
LONGEST_SUFFIX = 32
RETRY = 5.0
"""Seconds before a step that the share or the database refused is tried again."""


@dataclass
class Inbox:
    """Looks, settles, leases and takes. Time is passed in, so that tests need not sleep."""

    service: Service
    documents: bool = True
    worker: str = field(default_factory=worker_name)
    tracker: Tracker = field(init=False)
    known: dict[str, str] = field(default_factory=dict)
    stop: Callable[[], bool] = lambda: False
    """Asked before each batch: a graceful end finishes the files under work and begins no other."""
    written: Callable[[str], None] = lambda _: None
    """What is done between a commit and its receipt (``Intake.written``)."""
    crowd: Crowd = field(default_factory=Crowd)
    """Remembers over its batches whether others were quicker."""

    def __post_init__(self) -> None:
        """Set the tracker up with the workspace's patience."""
        workspace, settings = self.service.workspace, self.service.workspace.settings
        self.tracker = Tracker(
            quiet=settings.quiet,
            whole=lambda path: whole(workspace.inbox / path),
            lock_patience=settings.lock_patience,
            growing_patience=settings.growing_patience,
        )

    def recover(self) -> None:
        """At the start: what an earlier run of a ledger's only owner held is ours now.

        Where several share a ledger, what a dead one held comes to the others once its lease lapses.
        """
        if self.service.ledger.single_owner:
            held = self.service.ledger.journal.take_over(self.worker, self._lease_seconds)
            self._take_all(held)
            self._miss()
        self.reconcile()

    def _miss(self) -> None:
        """What waited and is not in the inbox any more was taken back by its owner while nobody looked."""
        found = sweep(self.service.workspace.inbox)
        if not found.unread:
            here = {one.path for one in found.files} | set(found.odd)
            waiting = self.service.ledger.journal.waiting()
            claimed = {path.name for path in self.service.workspace.work.glob("*__*")}
            self.service.ledger.journal.gone(
                [one.id for one in waiting if one.path not in here and one.work_name not in claimed]
            )

    def reconcile(self) -> None:
        """Bring the work folder in line with the journal: clear what ended, adopt files nobody knows.

        The folder is listed before the journal is asked: what ends in between has left the folder.
        """
        work, journal = self.service.workspace.work, self.service.ledger.journal
        lying = sorted(work.iterdir()) if work.is_dir() else []
        running = {one.id for one in journal.open()} if lying else set()
        for path in lying:
            submission, _, name = path.name.partition("__")
            if submission in running or not SUBMISSION.fullmatch(submission):
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif name:
                self._adopt(path, name)

    def _adopt(self, path: Path, name: str) -> None:
        """A claimed file whose submission has ended or was never known goes back to where all are seen."""
        inbox = self.service.workspace.inbox
        with suppress(FileNotFoundError):
            rename_new(path, inbox / unclashing(name, [one.name for one in inbox.iterdir()]))
            log.warning("%s lay in the work folder and is taken up again", path.name.partition("__")[0])

    def look(self, now: float) -> Settling:
        """One look at ``now`` (monotonic seconds): new files enter the journal, quiet ones are settled.

        Raises ShareError("folders.away") in an outage: an inbox that cannot be read is not empty.
        """
        found = sweep(self.service.workspace.inbox)
        settling = self.tracker.observe(now, found.files, found.locks, found.unread)
        odd.tell(self.service, found.odd, settling.restless)
        odd.tell_held(self.service, settling.owners)
        journal = self.service.ledger.journal
        fresh = [sample for sample in found.files if self.known.get(sample.path) != _mark(sample)]
        for start in range(0, len(fresh), ENTERED):
            self._enter(fresh[start : start + ENTERED])
        journal.settle([self._ids[path] for path in settling.settled if path in self._ids])
        self._forget(settling.gone)
        return settling

    def _enter(self, fresh: Sequence[Sample]) -> None:
        """Enter some files in the journal and keep no more of them than their ids."""
        entered = self.service.ledger.journal.see([self._drop(one) for one in fresh])
        for submission, sample in zip(entered, fresh, strict=True):
            self.known[sample.path] = _mark(sample)
            self._ids[sample.path] = submission.id

    def take_settled(self, longest: float = math.inf) -> tuple[Submission, ...]:
        """Lease what is settled or left over, take it, and return what became of it.

        After ``longest`` seconds no further batch is begun and ``more`` is set: what was dropped meanwhile
        must be seen, and documents be made, before the rest of a great heap.
        """
        until, self.more = time.monotonic() + longest, False
        taken: list[Submission] = []
        settings, workspace = self.service.workspace.settings, self.service.workspace
        check_room(workspace.work if workspace.work.is_dir() else workspace.root, 0, settings.free_disk * 1_000_000)
        while not self.stop() and (batch := self._batch()):
            taken += self._take_all(batch)
            if time.monotonic() > until:
                self.more = True
                break
        return tuple(taken)

    def _batch(self) -> tuple[Submission, ...]:
        ledger = self.service.ledger
        return ledger.journal.take(self.worker, AT_ONCE if ledger.single_owner else SHARED, self._lease_seconds)

    more: bool = False
    _ids: dict[str, str] = field(default_factory=dict)

    @property
    def _lease_seconds(self) -> float:
        """A lease's length; it is renewed while its file is worked on."""
        return self.service.workspace.settings.lease

    def _drop(self, sample: Sample) -> Drop:
        workspace, folder = self.service.workspace, PurePosixPath(sample.folder)
        internal = bool(folder.parts) and folder.parts[0] == workspace.names.internal
        sender = folder.parts[0] if folder.parts and not internal else ""
        return Drop(
            folder=sample.folder,
            name=sample.name,
            size=sample.size,
            mtime_ns=sample.mtime_ns,
            inode=sample.inode,
            sender=sender,
            authority=sample.folder if internal else "",
            privacy=Privacy.INTERNAL if internal else Privacy.OPEN,
            work_as=_short(sample.name),
        )

    def _forget(self, paths: Sequence[str]) -> None:
        gone = [self._ids.pop(path) for path in paths if path in self._ids]
        for path in paths:
            self.known.pop(path, None)
        if gone:
            self.service.ledger.journal.gone(gone)

    def _take_all(self, batch: Sequence[Submission]) -> list[Submission]:
        """Take a batch while its leases are renewed, for no longer than its files may take together."""
        settings, leases = self.service.workspace.settings, [one.lease for one in batch]
        longest = settings.lease + settings.seconds_per_file * STEPS * (len(batch) + 1)
        with Renewal(self.service.ledger.journal, leases, settings.lease, longest) as renewal:
            return self._take_portions(batch, renewal)

    def _take_portions(self, batch: Sequence[Submission], renewal: Renewal) -> list[Submission]:
        """Read a few at a time side by side; then let each kind of sheet be taken, customers first."""
        intake = Intake(self.service, self.documents, self.written, self.crowd)
        taken: list[Submission] = []
        for few in portions(batch):
            with not_collecting():
                taken += self._take_few(few, intake, renewal)
            for one in few:
                renewal.done(one.id)
            give_back_memory()
        return taken

    def _take_few(self, few: Sequence[Submission], intake: Intake, renewal: Renewal) -> Iterator[Submission]:
        """Read them side by side, then conclude them rank by rank."""

        def conclude(understood: Understood) -> Submission:
            ended = intake.conclude(understood)
            renewal.done(ended.id)  # its lease went with it: no other worker has taken it over
            return ended

        ranks: defaultdict[int, list[Understood]] = defaultdict(list)
        with ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="intake") as pool:
            for understood in pool.map(lambda one: self._begun(one, intake), few):
                if understood is not None:
                    ranks[understood.rank].append(understood)
            for rank in sorted(ranks):
                done = pool.map(lambda one: self._guarded(one.submission, conclude, one), ranks[rank])
                yield from (one for one in done if one is not None)

    def _begun(self, submission: Submission, intake: Intake) -> Understood | None:
        """Read one, or give it back untouched where the service was asked to stop."""
        if self.stop():
            self._release(submission, "", 0.0, blameless=True)
            return None
        return self._guarded(submission, intake.understand, submission)

    def _guarded(self, submission: Submission, step: Callable[[A], R | None], argument: A) -> R | None:
        """Do a step; what the share or the database refuses is tried again later, a bug likewise."""
        try:
            return step(argument)
        except LeaseLost:
            log.warning("%s was taken over by another worker", submission.id)
            forget_out(self.service.workspace, submission.lease)
        except (ShareError, LedgerError) as error:
            log.warning("%s waits: %s", submission.id, error)
            self._release(submission, str(error), try_again_in(error.code), blameless=True)
        except ToolkitError as error:
            log.exception("%s cannot be taken", submission.id)
            self._release(submission, str(error))
        except OSError as error:
            self._met(submission, error)
        except Exception as error:  # the one catch-all of the daemon: a bug must not stop the others
            log.exception("%s met a bug", submission.id)
            self._release(submission, type(error).__name__)
        finally:
            self.tracker.forget(submission.path)
            self.known.pop(submission.path, None)
        return None

    def _met(self, submission: Submission, error: OSError) -> None:
        """A disk that is full or a share that is away is no fault of the file: it is not quarantined for it."""
        if outage(error):
            log.warning("%s waits: %s", submission.id, error)
            self._release(submission, error.strerror or "", try_again_in("away"), blameless=True)
        else:
            log.error("%s met a bug", submission.id, exc_info=error)
            self._release(submission, type(error).__name__)

    def _release(
        self, submission: Submission, problem: str, seconds: float = RETRY, *, blameless: bool = False
    ) -> None:
        try:
            self.service.ledger.journal.release(submission.lease, seconds, problem, blameless=blameless)
        except LeaseLost:
            log.warning("%s was taken over by another worker", submission.id)
        except ToolkitError:
            log.exception("%s could not be given back", submission.id)


def _short(name: str) -> str:
    """The name in the work folder and the archive, where a submission's id stands before it."""
    stem, suffix = split(name)
    return safe_name(stem, suffix if len(suffix.encode()) < LONGEST_SUFFIX else "", LONGEST_NAME - ID_ROOM)


def _mark(sample: Sample) -> str:
    return f"{sample.size}:{sample.mtime_ns}:{sample.inode}"
