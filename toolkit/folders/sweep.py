"""Looking through the inbox: the only source of truth about what was dropped (events merely wake).

Folders dropped whole are walked; links are never followed; what is nobody's work is left out. A folder
that cannot be read is named, so that its files do not count as taken back.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import ShareError
from toolkit.folders.names import hidden_work, ignored, is_lock
from toolkit.folders.settle import Sample

DEEPEST = 40
"""Folders inside folders; deeper ones are named in ``unread``."""


@dataclass(slots=True)
class Sweep:
    """One look at the inbox.

    ``odd`` is never taken: links, devices, files with several names, folders too deep, work that a dot hides.
    """

    files: list[Sample] = field(default_factory=list)
    locks: list[Sample] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def sweep(inbox: Path) -> Sweep:
    """Look through ``inbox`` and every real folder below it; paths are relative, with ``/``.

    Raises ShareError("folders.away") where the inbox itself cannot be read: an outage, not an empty one.
    """
    found = Sweep()
    try:
        entries = _entries(inbox)
    except OSError as error:
        raise ShareError("folders.away", path=str(inbox), reason=error.strerror or "") from error
    waiting = [("", entries)]
    while waiting:
        folder, entries = waiting.pop()
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if _look(entry, path, found):
                waiting.extend(_below(Path(entry.path), path, found))
    return found


def _below(folder: Path, path: str, found: Sweep) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """The entries of a folder, or its name among the unread ones; one too deep to be meant is odd."""
    if path.count("/") >= DEEPEST:
        found.odd.append(path)
        return
    try:
        yield path, _entries(folder)
    except OSError:
        found.unread.append(path)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _look(entry: os.DirEntry[str], path: str, found: Sweep) -> bool:
    """Sort one entry in; True for a folder to walk."""
    lock = is_lock(entry.name)
    if ignored(entry.name) and not lock:
        if entry.name.startswith(".") and _hides_work(entry):
            found.odd.append(path)
        return False
    try:
        seen = os.lstat(entry.path)
    except FileNotFoundError:
        return False
    except OSError:
        found.unread.append(path)
        return False
    if stat.S_ISDIR(seen.st_mode) and not _junction(seen):
        return not lock
    sample = Sample(path, seen.st_size, seen.st_mtime_ns, seen.st_ino)
    if lock:
        found.locks.append(sample)
    elif stat.S_ISREG(seen.st_mode) and seen.st_nlink == 1:
        found.files.append(sample)
    else:
        found.odd.append(path)
    return False


def _hides_work(entry: os.DirEntry[str]) -> bool:
    """Whether a dot hides somebody's file, or a folder with anything in it: they wait for an answer."""
    try:
        folder = entry.is_dir(follow_symlinks=False)
        if not hidden_work(entry.name, folder=folder):
            return False
        return any(not ignored(one.name) for one in _entries(Path(entry.path))) if folder else True
    except OSError:
        return False


def _junction(seen: os.stat_result) -> bool:
    """Whether Windows would lead us elsewhere (junctions and other reparse points)."""
    return bool(getattr(seen, "st_file_attributes", 0) & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0))
