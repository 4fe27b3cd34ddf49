"""Prepared templates kept between processes, by the hash of what they were made from.

What is kept is JSON, plain data: whoever changed a file could print other words, but not run anything. It
belongs in the service's own folder all the same, never on a share that others may write to.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

FORMAT = 5
"""Goes up whenever the prepared form changes its shape or its meaning."""


def key_of(source: bytes, terms: Mapping[str, str], filters: Iterable[str]) -> str:
    """The name under which a template is kept: its bytes, its terms, its filters, our format."""
    asked = json.dumps([FORMAT, sorted(terms.items()), sorted(filters)], ensure_ascii=False)
    return sha256(source + asked.encode()).hexdigest()


def kept_or_made(folder: Path | None, key: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The prepared form under ``key`` from ``folder``; made and kept where it is not there or damaged."""
    if folder is None:
        return make()
    path = folder / f"{key}.json"
    with suppress(OSError, ValueError):
        found = json.loads(path.read_bytes())
        if isinstance(found, dict) and found.get("key") == key:
            return found
    prepared = {**make(), "key": key}
    with suppress(OSError):
        _keep(path, prepared)
    return prepared


def _keep(path: Path, prepared: Mapping[str, Any]) -> None:
    """Write beside and rename, so that a reader finds the whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        file.write(json.dumps(prepared, ensure_ascii=False, separators=(",", ":")).encode())
    Path(file.name).replace(path)
