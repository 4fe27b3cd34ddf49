"""Taking a file out of the inbox: rename, look at both names, hash while copying, look again.

Measured on a real share: a rename goes by handle, so two clients can both be told they won; only the
names afterwards tell the truth (design section 4).
"""

import errno
import hashlib
import math
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import ShareError
from toolkit.folders.refusals import Busy, NotTaken, Vanished

_CHUNK = 1 << 20
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claimed file: where it is kept, the local copy to work on, and what was copied."""

    work: Path
    spool: Path
    size: int
    mtime_ns: int
    sha256: str


def plain_folder(root: Path, folder: str) -> Path:
    """``root/folder`` where every part below ``root`` is a real folder; raises NotTaken for links."""
    path = root
    for part in folder.split("/") if folder else ():
        path = path / part
        if part in ("", ".", "..") or not stat.S_ISDIR(_lstat(path).st_mode):
            raise NotTaken("folders.link", path=folder)
    return path


def take(source: Path, work: Path) -> None:
    """Move ``source`` to ``work`` (same volume, a name that is only ours).

    Done already = fine, so it can be repeated after a crash. Raises NotTaken (a link, a device, several
    names), Busy (open elsewhere), Vanished (gone from both names), ShareError (another volume, full).
    """
    if _exists(work):
        return
    _refuse_odd(source, _lstat(source))
    failure = _rename(source, work)
    if _exists(work):
        return
    if not _exists(source):
        raise Vanished("folders.vanished", name=source.name)
    if failure is not None and failure.errno == errno.EXDEV:
        raise ShareError("folders.volumes", path=str(work.parent))
    raise Busy("folders.busy", name=source.name)


def give_back(work: Path, target: Path) -> None:
    """Put a claimed file back where it was dropped, never over one that has taken its place."""
    if _exists(work) and not _exists(target):
        _rename(work, target)
    if _exists(work):
        raise Busy("folders.busy", name=target.name)


def spool(work: Path, copy: Path, read: Callable[[int, int], bytes] = os.read, most: float = math.inf) -> Claimed:
    """Copy a claimed file to the local ``copy`` and hash what was copied.

    One larger than ``most`` bytes goes back unopened, so it is neither copied nor hashed ("" as its hash).

    Raises Busy where it changed meanwhile (somebody still holds it open and writes), NotTaken, Vanished.
    """
    before = _lstat(work)
    _refuse_odd(work, before)
    if before.st_size > most:
        return Claimed(work, copy, before.st_size, before.st_mtime_ns, "")
    try:
        source = os.open(work, os.O_RDONLY | _NO_FOLLOW)
    except FileNotFoundError:
        raise Vanished("folders.vanished", name=work.name) from None
    except PermissionError:
        raise Busy("folders.busy", name=work.name) from None
    try:
        digest, size = _copy(source, copy, before.st_size, read)
        after = os.fstat(source)
    except OSError as error:
        raise _unread(error, work, copy) from error
    finally:
        os.close(source)
    if not _same(before, after) or not _same(after, _lstat(work)) or size != after.st_size:
        copy.unlink(missing_ok=True)
        raise Busy("folders.changed", name=work.name)
    return Claimed(work, copy, size, after.st_mtime_ns, digest)


def _copy(source: int, copy: Path, expected: int, read: Callable[[int, int], bytes]) -> tuple[str, int]:
    """Hash and size of what was copied; a file that outgrows ``expected`` is not followed for ever."""
    digest, size = hashlib.sha256(), 0
    with copy.open("wb") as target:
        while size <= expected and (chunk := read(source, _CHUNK)):
            digest.update(chunk)
            target.write(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _unread(error: OSError, work: Path, copy: Path) -> ShareError:
    if error.errno in _FULL:
        return ShareError("folders.full", path=str(copy.parent))
    return Busy("folders.unread", name=work.name, reason=error.strerror or "")


def _same(one: os.stat_result, two: os.stat_result) -> bool:
    return (one.st_size, one.st_mtime_ns, one.st_ino) == (two.st_size, two.st_mtime_ns, two.st_ino)


def _refuse_odd(path: Path, found: os.stat_result) -> None:
    """Only regular files with one name: a link's target is not the sender's to give."""
    if not stat.S_ISREG(found.st_mode):
        raise NotTaken("folders.link", path=path.name)
    if found.st_nlink > 1:
        raise NotTaken("folders.many_names", path=path.name)


def _rename(source: Path, target: Path) -> OSError | None:
    """Rename, and hand the error on: what counts is what lies there afterwards."""
    try:
        source.rename(target)
    except OSError as error:
        return error
    return None


def _exists(path: Path) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _lstat(path: Path) -> os.stat_result:
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        raise Vanished("folders.vanished", name=path.name) from None
