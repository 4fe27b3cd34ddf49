"""Putting finished files where staff find them: from a manifest, never half, never over a person's work.

The commit keeps the manifest; publishing it twice leaves exactly what publishing it once leaves (tested
as a law), so after a crash it is simply done again. A file appears under its name at once and whole: it
is written under a hidden name, synced, and renamed to a name that is free.

Of a document in several versions the current one stands on top and earlier ones in 舊版/. Where
somebody has edited the earlier one (its bytes are not what we wrote) or has it open, it stays where it
is, and the new version stands beside it as ``名稱_v2.docx``.
"""

import contextlib
import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any

from toolkit.errors import ShareError
from toolkit.folders.names import LONGEST_NAME, held_by, is_lock, safe_name, same_name, split
from toolkit.folders.patience import patiently
from toolkit.folders.refusals import Busy

_CHUNK = 1 << 20
_REPLACED = 5
"""So often a report is laid again where another machine lays the same one at the same moment."""
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Before:
    """The version that stands on top so far: where (relative to the root), its hash, its number."""

    path: str
    sha256: str
    version: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One file to publish: ``source`` below the build folder → ``path`` below the root.

    ``version`` 0 is a file without versions (a receipt): where its name is taken it becomes ``name (2)``.
    """

    source: str
    path: str
    size: int
    sha256: str
    version: int = 0
    before: Before | None = None

    def line(self) -> dict[str, Any]:
        """The piece as a line of the manifest that the journal keeps."""
        return asdict(self)


def piece(line: Mapping[str, Any]) -> Piece:
    """A piece from its line in the manifest (other keys, which jobs may add, are left out)."""
    values = {name: line[name] for name in ("source", "path", "size", "sha256", "version")}
    before = line.get("before")
    return Piece(**values, before=Before(**before) if before else None)


@dataclass(frozen=True, slots=True)
class Published:
    """Where a piece went, relative to the root.

    ``edited`` names an earlier version that a person has changed or has open, and that was left alone;
    ``older`` where an untouched earlier version was moved to.
    """

    path: str
    edited: str = ""
    older: str = ""


def weigh(out: Path, source: str) -> tuple[int, str]:
    """Size and SHA-256 of a built file, for its piece."""
    digest, size = hashlib.sha256(), 0
    with (out / source).open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()


def publish(
    pieces: Iterable[Piece], out: Path, root: Path, older: str, fence: Callable[[], None] = lambda: None
) -> tuple[Published, ...]:
    """Publish every piece of a manifest; what lies there already is left as it is.

    ``older`` is the name of the folder for earlier versions. ``fence`` is called before each change that
    others can see and raises where the right to it is lost (``journal.holds``). Raises Busy and
    ShareError (full, away, not allowed): then publish again later.
    """
    return tuple(_publish(one, out, root, older, fence) for one in pieces)


def lying(one: Piece, root: Path) -> Path | None:
    """Where exactly this piece lies already, if it was published and nobody has touched it since."""
    return _lying_there(one, root / one.path)


def _publish(one: Piece, out: Path, root: Path, older: str, fence: Callable[[], None]) -> Published:
    with _told(one.path):
        return patiently(lambda: _publish_once(one, out, root, older, fence))


def _publish_once(one: Piece, out: Path, root: Path, older: str, fence: Callable[[], None]) -> Published:
    target = root / one.path
    found = _lying_there(one, target)
    if found is not None:
        _sweep_out(target.parent, _mark(one, target))  # an attempt that ended between the new name and the old
        return Published(_relative(found, root))
    _check(one, out)
    fence()
    make_folder(root, target.parent)
    edited, moved = _retire(one, root, older, fence)
    fence()
    placed = _place(out / one.source, target, one)
    return Published(_relative(placed, root), edited, moved)


def _candidates(target: Path, version: int) -> Iterator[Path]:
    """The names a piece may take, in order of preference, without end."""
    stem, suffix = split(target.name)
    yield target
    if version > 1:
        stem = f"{stem}_v{version}"
        yield target.with_name(safe_name(stem, suffix))
    for number in count(2):
        room = LONGEST_NAME - len(f" ({number})".encode()) - len(suffix.encode())
        yield target.with_name(f"{safe_name(stem, '', room)} ({number}){suffix}")


def _lying_there(one: Piece, target: Path) -> Path | None:
    """The file that an earlier run published for this piece, if it did."""
    names = _names(target.parent)
    for place, path in enumerate(_candidates(target, one.version)):
        taken = same_name(path.name) in names
        if taken and _is(path, one.size, one.sha256):
            return path
        if not taken and place > 1:
            return None
    return None


def _retire(one: Piece, root: Path, older: str, fence: Callable[[], None]) -> tuple[str, str]:
    """Move the earlier version out of the way; ("its path", "") where a person works on it."""
    if one.before is None or not (root / one.before.path).is_file():
        return "", ""
    path = root / one.before.path
    if open_somewhere(path) or not _is(path, None, one.before.sha256):
        return one.before.path, ""
    stem, suffix = split(path.name)
    name = safe_name(stem.removesuffix(f"_v{one.before.version}") + f"_v{one.before.version}", suffix)
    make_folder(root, path.parent / older)
    fence()
    try:
        return "", _relative(_settle(path, path.parent / older / name, 0), root)
    except PermissionError:
        return one.before.path, ""


def open_somewhere(path: Path) -> bool:
    """Whether a lock of Excel, Word, WPS or LibreOffice stands beside ``path``."""
    names = _listed(path.parent)
    return any(path.name in held_by(lock, names) for lock in names if is_lock(lock))


def _place(source: Path, target: Path, one: Piece) -> Path:
    """Copy under a hidden name, sync, and rename to the first name that is free.

    The hidden name is this attempt's own: a worker that was stopped while it copied and overtaken must not
    wake to find another's half copy under its name. What such attempts left behind goes first.
    """
    mark = _mark(one, target)
    _sweep_out(target.parent, mark)
    hidden = target.with_name(f"{mark}{secrets.token_hex(4)}.part")
    try:
        _copy(source, hidden)
        placed = _settle(hidden, target, one.version, one)
    finally:
        hidden.unlink(missing_ok=True)
    _sync_folder(target.parent)
    return placed


def _mark(one: Piece, target: Path) -> str:
    """What the hidden names of every attempt at one piece begin with."""
    return f".{one.sha256[:12]}{hashlib.sha256(target.name.encode()).hexdigest()[:8]}-"


def _sweep_out(folder: Path, mark: str) -> None:
    """Remove the half copies of one piece."""
    for name in _listed(folder):
        if name.startswith(mark) and name.endswith(".part"):
            (folder / name).unlink(missing_ok=True)


def _settle(path: Path, target: Path, version: int, one: Piece | None = None) -> Path:
    """Rename ``path`` to the first candidate that nothing has, to the eyes of Windows.

    Where exactly this ``one`` stands at a candidate, another worker was quicker: it stays the only one.
    """
    for candidate in _candidates(target, version):
        if same_name(candidate.name) in _names(candidate.parent) and not _twins(path, candidate):
            if one is not None and _is(candidate, one.size, one.sha256):
                return candidate
            continue
        with contextlib.suppress(FileExistsError):
            rename_new(path, candidate)
            return candidate
        if one is not None and _is(candidate, one.size, one.sha256):
            return candidate
    raise AssertionError("there is always one more name")


def rename_new(path: Path, target: Path) -> None:
    """Rename to a name that must be free; raises FileExistsError where it is not.

    A hard link is the only POSIX way that refuses by itself; shares without links get a look first.
    Where a crash came between the link and the end of the old name, only the latter is left to do.
    """
    if _twins(path, target):
        path.unlink()
        return
    if os.name == "nt":
        path.rename(target)
        return
    try:
        os.link(path, target, follow_symlinks=False)
    except OSError as error:
        if error.errno == errno.EEXIST or os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        path.rename(target)
        return
    path.unlink()


def _twins(path: Path, target: Path) -> bool:
    """Whether both are names of one file."""
    try:
        one, other = os.lstat(path), os.lstat(target)
    except OSError:
        return False
    return one.st_nlink > 1 and (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino)


def replace(source: Path, target: Path) -> None:
    """Put a report in the place of the one before, which nobody is meant to type into.

    Raises Busy while it is open on a desk: retried, never forked. Atomic: readers see one or the other.
    """
    with _told(target.name):
        target.parent.mkdir(parents=True, exist_ok=True)
        for _ in range(_REPLACED):
            if open_somewhere(target):
                break
            if _replace_once(source, target):
                _sync_folder(target.parent)
                return
        raise Busy("folders.busy", name=target.name)


def _replace_once(source: Path, target: Path) -> bool:
    """Copy under a hidden name and rename; False where another machine, at the same report, swept that away."""
    mark = f".{hashlib.sha256(target.name.encode()).hexdigest()[:16]}-"
    _sweep_out(target.parent, mark)
    hidden = target.with_name(f"{mark}{secrets.token_hex(4)}.part")
    try:
        _copy(source, hidden)
        hidden.replace(target)
    except PermissionError:
        raise Busy("folders.busy", name=target.name) from None
    except FileNotFoundError:
        if not source.exists():
            raise
        return False
    finally:
        hidden.unlink(missing_ok=True)
    return True


def _copy(source: Path, target: Path) -> None:
    """Copy into a file that must not exist, and sync it."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, 0o666)
    with source.open("rb") as before, os.fdopen(handle, "wb") as after:
        while chunk := before.read(_CHUNK):
            after.write(chunk)
        after.flush()
        os.fsync(after.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows and some shares know no such thing."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(root: Path, folder: Path) -> None:
    """Make ``folder`` below ``root``; no part of it may be a link that leads elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in (folder, *folder.parents):
        if part == root:
            return
        if part.is_symlink():
            break
    raise ShareError("folders.link", path=_relative(folder, root))


def _check(one: Piece, out: Path) -> None:
    """What is published must be what was committed."""
    path = out / one.source
    if not path.is_file() or weigh(out, one.source) != (one.size, one.sha256):
        raise ShareError("folders.wrong_piece", path=one.path)


def _is(path: Path, size: int | None, sha256: str) -> bool:
    """Whether a file holds exactly these bytes; False where it cannot be read now."""
    try:
        if path.is_symlink() or not path.is_file() or size not in (None, path.stat().st_size):
            return False
        return weigh(path.parent, path.name)[1] == sha256
    except OSError:
        return False


def _names(folder: Path) -> set[str]:
    return {same_name(name) for name in _listed(folder)}


def _listed(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


@contextlib.contextmanager
def _told(path: str) -> Iterator[None]:
    """Say in our words what the system refused."""
    try:
        yield
    except OSError as error:
        code = "folders.full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "folders.unpublished"
        raise ShareError(code, path=path, reason=error.strerror or "") from error
