"""The one door to watchdog: it only wakes the loop; what is in the inbox is found by looking (``sweep``).

A lost event therefore costs at most one rescan period, a dead observer likewise (watchdog's threads can
die silently while ``is_alive()`` stays true: watchdog#1065), and an overflow of inotify nothing at all.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

WAKING = frozenset({"created", "modified", "moved", "deleted"})
"""Events that change what lies in a folder; opening and closing for reading are our own doing."""


class _Wake(FileSystemEventHandler):
    """Sets an event for whatever changes, except what the service itself is busy with."""

    def __init__(self, wake: threading.Event, ignored: Callable[[str], bool]) -> None:
        self._wake = wake
        self._ignored = ignored

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Wake the loop for changes that staff made."""
        if event.event_type in WAKING and not self._ignored(Path(str(event.src_path)).name):
            self._wake.set()


class Watcher:
    """Watches one folder tree and sets ``wake``; ``native`` or polling every ``period`` seconds."""

    def __init__(
        self,
        folder: Path,
        wake: threading.Event,
        *,
        native: bool,
        period: float,
        ignored: Callable[[str], bool],
    ) -> None:
        self._folder, self._native, self._period = folder, native, period
        self._wake = _Wake(wake, ignored)
        self._observer: Any = None

    def start(self) -> bool:
        """Start watching; False where that fails (the rescan alone then finds every file)."""
        with suppress(OSError):
            self._observer = self._new_observer()
            self._observer.schedule(self._wake, str(self._folder), recursive=True)
            self._observer.start()
            return True
        self._observer = None
        return False

    @property
    def alive(self) -> bool:
        """Whether the observer and each of its emitters still run."""
        observer = self._observer
        return bool(observer and observer.is_alive() and all(emitter.is_alive() for emitter in observer.emitters))

    def revive(self) -> bool:
        """Start again if something died; whether it runs now."""
        if self.alive:
            return True
        self.stop()
        return self.start()

    def stop(self) -> None:
        """Stop watching; harmless when it never started."""
        if self._observer is not None:
            with suppress(RuntimeError):
                self._observer.stop()
                self._observer.join(timeout=2)
        self._observer = None

    def _new_observer(self) -> Any:
        if not self._native:
            return PollingObserver(timeout=self._period)
        from watchdog.observers import Observer

        return Observer()
