"""Is a dropped file whole? A tracker fed with scans; time is passed in, nothing here touches a disk.

A file is settled when

* three samples in a row, over at least the quiet time on the monotonic clock, show the same size, time
  of change and inode, also for files that lie there at the start;
* it is larger than nothing, and its container opens whole (an archive's end is there; a file that was
  only reserved is full of zeros);
* no lock of Excel, WPS or LibreOffice stands beside it. A lock that never changed for ``lock_patience``
  seconds was left behind by a crash and is ignored.

A file that never stops changing is told of after ``growing_patience`` (``Settling.restless``) and goes on waiting.

A file that stays broken for ``patience`` seconds, or empty for ``empty_patience``, is settled all the same, with
the reason, so that its sender gets it back with a word instead of silence. File times of 1980 and 2099 mean nothing
here, nor does the wall clock. A pause longer than the quiet time is caught by the container's check and,
behind the claim, by comparing sizes before and after reading.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from toolkit.folders.names import held_by

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """A file as one scan found it; ``path`` is relative to the inbox, with forward slashes."""

    path: str
    size: int
    mtime_ns: int
    inode: int

    @property
    def folder(self) -> str:
        """The folder it lies in, "" for the inbox itself."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """Its name alone."""
        return self.path.rpartition("/")[2]


class Why(StrEnum):
    """Why a file is not taken yet, or was taken although something is wrong with it."""

    FINE = ""
    CHANGING = "changing"
    EMPTY = "empty"
    OPEN = "open"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Settling:
    """What a scan told: settled files with ``FINE``, ``EMPTY`` or ``BROKEN``; waiting ones; vanished ones.

    ``owners`` names for each file that is open somewhere the lock that says so; ``restless`` are those that
    have been changing for so long that somebody must be told.
    """

    settled: Mapping[str, Why]
    waiting: Mapping[str, Why]
    gone: tuple[str, ...]
    owners: Mapping[str, str]
    restless: tuple[str, ...] = ()


@dataclass(slots=True)
class _Watch:
    sample: Sample
    since: float
    first: float
    count: int = 1


@dataclass(slots=True)
class Tracker:
    """Remembers what earlier scans saw. ``whole`` is asked about a path only once it is quiet."""

    quiet: float
    whole: Callable[[str], bool]
    patience: float = 600.0
    empty_patience: float = 60.0
    """Shorter: a program that copies a file reserves its place or writes at once."""
    lock_patience: float = 1800.0
    growing_patience: float = 7200.0
    """For a file that never stops changing: nobody waits for it in silence."""
    _files: dict[str, _Watch] = field(default_factory=dict)
    _locks: dict[str, _Watch] = field(default_factory=dict)

    def observe(
        self,
        now: float,
        files: Iterable[Sample],
        locks: Iterable[Sample] = (),
        unread: Collection[str] = (),
    ) -> Settling:
        """Take one scan at ``now`` (monotonic seconds) and say which files are settled.

        A file that is absent counts as taken back, unless it lies below one of the folders that could
        not be read this time (``unread``). An outage of the whole share is not a scan: don't call.
        """
        gone = _renew(self._files, files, now, unread)
        _renew(self._locks, locks, now, unread)
        open_files = self._open_files(now)
        verdicts = {path: self._verdict(watch, now, open_files) for path, watch in self._files.items()}
        return Settling(
            settled={path: why for path, (done, why) in verdicts.items() if done},
            waiting={path: why for path, (done, why) in verdicts.items() if not done},
            gone=gone,
            owners=open_files,
            restless=tuple(
                path
                for path, (_, why) in verdicts.items()
                if why is Why.CHANGING and now - self._files[path].first >= self.growing_patience
            ),
        )

    def forget(self, path: str) -> None:
        """Drop what is known of a file that was claimed: a new one of that name starts afresh."""
        self._files.pop(path, None)

    def _verdict(self, watch: _Watch, now: float, open_files: Mapping[str, str]) -> tuple[bool, Why]:
        quiet = now - watch.since
        if watch.count < SAMPLES or quiet < self.quiet:
            return False, Why.CHANGING
        if watch.sample.path in open_files:
            return False, Why.OPEN
        why = self._wrong(watch.sample)
        patience = self.empty_patience if why is Why.EMPTY else self.patience
        return why is Why.FINE or quiet >= patience, why

    def _wrong(self, sample: Sample) -> Why:
        if sample.size == 0:
            return Why.EMPTY
        return Why.FINE if self.whole(sample.path) else Why.BROKEN

    def _open_files(self, now: float) -> dict[str, str]:
        """Path → the fresh lock that holds it."""
        fresh = [one.sample for one in self._locks.values() if now - one.since < self.lock_patience]
        folders = {lock.folder for lock in fresh}
        beside: dict[str, dict[str, str]] = {folder: {} for folder in folders}
        for path, watch in self._files.items():
            if watch.sample.folder in folders:
                beside[watch.sample.folder][watch.sample.name] = path
        return {
            beside[lock.folder][name]: lock.path for lock in fresh for name in held_by(lock.name, beside[lock.folder])
        }


def _renew(known: dict[str, _Watch], samples: Iterable[Sample], now: float, unread: Collection[str]) -> tuple[str, ...]:
    """Bring ``known`` up to a scan; returns the paths that vanished."""
    seen: set[str] = set()
    for sample in samples:
        seen.add(sample.path)
        before = known.get(sample.path)
        if before is None or before.sample != sample:
            known[sample.path] = _Watch(sample, now, before.first if before else now)
        else:
            before.count += 1
    hidden = tuple(f"{folder}/" for folder in unread)
    gone = tuple(path for path in known if path not in seen and not path.startswith(hidden))
    for path in gone:
        del known[path]
    return gone
