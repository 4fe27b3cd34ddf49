"""Receipts that a newer one of the same list has overtaken: out of sight, never out of reach.

One that nobody edited goes to 舊版/ beside it, under its name and its submission's number; one that somebody has
edited or has open stays. Which ones they are stands in the manifest of the newer receipt, so that setting them
aside can be done again after a crash: done twice it leaves what done once leaves.
"""

import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from toolkit.errors import ShareError, ToolkitError
from toolkit.folders.names import LONGEST_NAME, safe_name, split
from toolkit.folders.publish import make_folder, open_somewhere, rename_new, replace, weigh
from toolkit.folders.refusals import Busy

log = logging.getLogger(__name__)

KEY = "superseded"
"""The key of a manifest's line under which the receipts stand that its piece overtakes."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """An earlier receipt: whose it is, where it was put (relative to the root), and the bytes that may be moved.

    ``hashes`` are those of what we wrote, and of what was dropped back and is kept in the archive as it was.
    """

    submission: str
    path: str
    hashes: tuple[str, ...]

    def line(self) -> dict[str, Any]:
        """As the manifest keeps it."""
        return asdict(self) | {"hashes": list(self.hashes)}


def overtaken(manifest: Iterable[Mapping[str, Any]]) -> Iterator[Overtaken]:
    """Every earlier receipt that a manifest names."""
    for line in manifest:
        for one in line.get(KEY, ()):
            yield Overtaken(one["submission"], one["path"], tuple(one["hashes"]))


def place_aside(one: Overtaken, older: str) -> str:
    """Where an overtaken receipt goes, relative to the root: the same place whenever it is asked for."""
    path = PurePosixPath(one.path)
    stem, suffix = split(path.name)
    mark = f"_{one.submission}{suffix}"
    return str(path.parent / older / (safe_name(stem, "", LONGEST_NAME - len(mark.encode())) + mark))


def set_aside(
    manifest: Iterable[Mapping[str, Any]],
    root: Path,
    older: str,
    turn: Callable[[bytes], bytes],
    fence: Callable[[], None] = lambda: None,
) -> tuple[tuple[str, str], ...]:
    """Move what a manifest overtakes into ``older`` beside it; (submission, where it lies now) of what lies there.

    ``turn`` makes the links of a workbook lead one folder further up, as they must from there (it raises a
    ToolkitError where it cannot). What cannot be moved now stays.
    """
    lie = []
    for one in overtaken(manifest):
        path, aside = root / one.path, root / place_aside(one, older)
        try:
            _move(one, path, aside, root, fence)
            if _ours(aside, one):
                _turn(aside, turn)
            if aside.is_file():
                lie.append((one.submission, place_aside(one, older)))
        except (OSError, Busy, ShareError) as refused:
            log.warning("%s stays where it is: %s", one.submission, refused)
    return tuple(lie)


def _move(one: Overtaken, path: Path, aside: Path, root: Path, fence: Callable[[], None]) -> None:
    if not _ours(path, one) or open_somewhere(path):
        return
    make_folder(root, aside.parent)
    fence()
    rename_new(path, aside)


def _turn(path: Path, turn: Callable[[bytes], bytes]) -> None:
    """Turn the links of what was moved; its bytes are others then, so that it is done once."""
    content = path.read_bytes()
    try:
        turned = turn(content)
    except ToolkitError as refused:
        log.warning("%s keeps its links: %s", path.name, refused.code)
        return
    if turned != content:
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder, "turned")
            fresh.write_bytes(turned)
            replace(fresh, path)


def _ours(path: Path, one: Overtaken) -> bool:
    """Whether a file holds bytes that are known to us: nobody's work is moved away."""
    return path.is_file() and not path.is_symlink() and weigh(path.parent, path.name)[1] in one.hashes
