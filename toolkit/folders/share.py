"""The shared drive: is it there, is there room, does it answer; and how Windows hides a working folder."""

import contextlib
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from toolkit.errors import ShareError

_HIDDEN = 0x2
_FAILED = 0xFFFFFFFF


def check_present(root: Path, marker: Path) -> None:
    """Raise ShareError("folders.away") unless ``root`` can be read and still holds ``marker``.

    A mount point whose share fell off is an empty folder that reads well. The marker was made with the
    workspace (``.toolkit-owner``), so its absence is an outage, and never "everything was deleted".
    """
    try:
        with os.scandir(root):
            pass
        found = marker.is_dir()
    except OSError as error:
        raise ShareError("folders.away", path=str(root), reason=error.strerror or "") from error
    if not found:
        raise ShareError("folders.away", path=str(root), reason=marker.name)


class Answering:
    """Whether the share answers at all: a dead server can hold a system call for minutes.

    Nothing can interrupt such a call, so it is made in a thread of its own; while one hangs no other is
    started, and what hangs ends with the process.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._asked: threading.Event | None = None

    def check(self, ask: Callable[[], Any], path: Path) -> None:
        """Raise ShareError("folders.away") unless ``ask`` (a stat, a listing) comes back in time."""
        if self._asked is None:
            self._asked = threading.Event()
            threading.Thread(target=self._run, args=(ask, self._asked), daemon=True, name="share").start()
        if not self._asked.wait(self._seconds):
            raise ShareError("folders.away", path=str(path), reason="timeout")
        self._asked = None

    @staticmethod
    def _run(ask: Callable[[], Any], done: threading.Event) -> None:
        with contextlib.suppress(OSError, ShareError):
            ask()
        done.set()


def free_bytes(path: Path) -> int:
    """Free space of the file system that holds ``path`` or its nearest existing parent, in bytes."""
    here = next(folder for folder in (path, *path.parents) if folder.exists())
    return shutil.disk_usage(here).free


def check_room(path: Path, needed: int, spare: int) -> None:
    """Raise ShareError("folders.full") where writing ``needed`` bytes would leave less than ``spare``."""
    if free_bytes(path) - needed < spare:
        raise ShareError("folders.full", path=str(path))


def hide(path: Path, windows: Any = None) -> bool:
    """Hide a working folder from staff on Windows, where a dot hides nothing; True if it is hidden now.

    ``windows`` is the system's kernel32, given by tests: never run on Windows itself so far.
    """
    if windows is None:
        if os.name != "nt":
            return path.name.startswith(".")
        from ctypes import windll  # type: ignore[attr-defined] # exists on Windows only

        windows = windll.kernel32
    before = windows.GetFileAttributesW(str(path)) & _FAILED  # a failure comes back as -1
    if before == _FAILED:
        return False
    return bool(before & _HIDDEN or windows.SetFileAttributesW(str(path), before | _HIDDEN))
