"""Who has a dropped file open: read from the lock beside it, kept in the service's folder for ``status``.

Excel and Word write the name of their user into ``~$name``: its length and its letters in the machine's own
encoding, and once more as UTF-16 from byte 54 (Word) or 55 (Excel). LibreOffice writes ``,name,machine,…``.
"""

import json
from collections.abc import Mapping
from pathlib import Path

FILE = "open.json"
_LONGEST = 64
_STARTS = (55, 54)


def owner_in(lock: Path) -> str:
    """The name in a lock, "" where it holds none or cannot be read (Excel shuts it on Windows)."""
    try:
        with lock.open("rb") as file:
            content = file.read(512)
    except OSError:
        return ""
    if lock.name.startswith(".~lock."):
        return _plain(content.decode("utf-8", "replace").lstrip(",").partition(",")[0])
    for start in _STARTS:
        length = int.from_bytes(content[start : start + 2], "little")
        name = content[start + 2 : start + 2 + 2 * length].decode("utf-16-le", "ignore")
        if 0 < length <= _LONGEST and len(name) == length and name.isprintable():
            return _plain(name)
    return _plain(content[1 : 1 + content[0]].decode("ascii", "ignore")) if content else ""


def _plain(name: str) -> str:
    return name.strip("\0 ") if name.strip("\0 ").isprintable() else ""


def held_files(service: Path) -> dict[str, str]:
    """Path in the inbox → who has it open ("" unknown), as the daemon last saw it."""
    try:
        return dict(json.loads((service / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def keep_held_files(service: Path, held: Mapping[str, str]) -> None:
    """Keep ``held`` in place of what was kept before."""
    service.mkdir(parents=True, exist_ok=True)
    (service / FILE).write_text(json.dumps(dict(held), ensure_ascii=False), encoding="utf-8")
