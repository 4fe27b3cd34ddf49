"""Prepared templates kept between processes, by the hash of what they were made from.

What is kept is JSON, plain data: whoever changed a file could print other words, but not run anything. It
belongs in the service's own folder all the same, never on a share that others may write to.

Each change of a template leaves an old one behind, so whoever keeps a new one throws away what was not used for
``MOST_DAYS``, and the longest unused beyond ``MOST_BYTES``. Another process that misses one makes it again.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import time
from typing import Any

FORMAT = 7
"""Goes up whenever the prepared form changes its shape or its meaning."""


MOST_DAYS = 60
MOST_BYTES = 64 * 1024 * 1024
_DAY = 86_400.0
_ABANDONED = 3_600.0
"""Seconds after which a half-written file is nobody's."""


def key_of(source: bytes, terms: Mapping[str, str], filters: Iterable[str]) -> str:
    """The name under which a template is kept: its bytes, its terms, its filters, our format."""
    asked = json.dumps([FORMAT, sorted(terms.items()), sorted(filters)], ensure_ascii=False)
    return sha256(source + asked.encode()).hexdigest()


def kept_or_made(
    folder: Path | None, key: str, make: Callable[[], dict[str, Any]], *, again: bool = False
) -> dict[str, Any]:
    """The prepared form under ``key`` from ``folder``; made and kept where it is not there, damaged or ``again``."""
    if folder is None:
        return make()
    path = folder / f"{key}.json"
    with suppress(OSError, ValueError, RecursionError):
        found = {} if again else json.loads(path.read_bytes())
        if isinstance(found, dict) and found.get("key") == key:
            _used(path)
            return found
    prepared = {**make(), "key": key}
    with suppress(OSError):
        _keep(path, prepared)
        _prune(folder, path.name)
    return prepared


def _keep(path: Path, prepared: Mapping[str, Any]) -> None:
    """Write beside and rename, so that a reader finds the whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        file.write(json.dumps(prepared, ensure_ascii=False, separators=(",", ":")).encode())
    Path(file.name).replace(path)


def _used(path: Path) -> None:
    """Note that it was used today: its time says so."""
    with suppress(OSError):
        if time() - path.stat().st_mtime > _DAY:
            os.utime(path)


def _prune(folder: Path, kept: str) -> None:
    """Throw away what nobody used for long, and beyond the bound what was not used longest; never ``kept``."""
    now, total = time(), 0
    for unused, size, file in sorted(_files(folder, now)):
        if file.name == kept:
            total += size
        elif file.suffix == ".part":
            if unused > _ABANDONED:
                _remove(file)
        elif unused > MOST_DAYS * _DAY or total + size > MOST_BYTES:
            _remove(file)
        else:
            total += size


def _files(folder: Path, now: float) -> Iterator[tuple[float, int, Path]]:
    """(seconds unused, bytes, path) of each file of ours; those that others take away meanwhile are left out."""
    for file in folder.iterdir():
        if file.suffix in (".json", ".part"):
            with suppress(OSError):
                about = file.stat()
                yield now - about.st_mtime, about.st_size, file


def _remove(file: Path) -> None:
    with suppress(OSError):  # gone already, or open elsewhere on Windows: the next one tries again
        file.unlink()
