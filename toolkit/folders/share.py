"""The shared drive: is it there, is there room, does it answer; and how Windows hides a working folder."""

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


def answers(ask: Callable[[], Any], seconds: float) -> bool:
    """Whether ``ask`` (a stat, a listing) comes back in time, whatever it says.

    A dead server can hold a system call for minutes and nothing can interrupt it; the thread that hangs is
    left behind and ends with the process.
    """
    done = threading.Event()

    def run() -> None:
        try:
            ask()
        except OSError:
            pass
        finally:
            done.set()

    threading.Thread(target=run, daemon=True, name="share").start()
    return done.wait(seconds)


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
    before = windows.GetFileAttributesW(str(path))
    if before == _FAILED:
        return False
    return bool(before & _HIDDEN or windows.SetFileAttributesW(str(path), before | _HIDDEN))
