"""What was replaced goes to 舊版 beside it, under a name that tells which it was: version and day, no hash."""

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from toolkit.errors import ShareError
from toolkit.folders.names import safe_name, unclashing
from toolkit.folders.publish import replace

_LAID = "handbook.laid.json"


def keep_older(file: Path, folder: str, mark: str) -> Path:
    """Copy ``file`` into ``folder`` beside it as 「name mark」; where the very same lies there already, that one.

    Raises Busy or OSError where it cannot be laid there.
    """
    older, content = file.parent / folder, file.read_bytes()
    name = safe_name(f"{file.stem} {mark}".strip(), file.suffix)
    lying = {one.name: one for one in older.iterdir() if one.is_file()} if older.is_dir() else {}
    for one in lying.values():
        if one.stem.startswith(Path(name).stem) and one.suffix == file.suffix and one.read_bytes() == content:
            return one
    target = older / unclashing(name, lying)
    replace(file, target)
    return target


def put_away(file: Path, folder: str, mark: str) -> bool:
    """Move ``file`` into ``folder`` beside it; False where somebody has it open: then it stays for now."""
    with contextlib.suppress(OSError, ShareError):
        keep_older(file, folder, mark)
        file.unlink()
        return True
    return False


def remember_laid(service: Path, file: str, mark: str) -> None:
    """Remember in the service's own folder which issue the file of that name is."""
    service.mkdir(parents=True, exist_ok=True)
    known = {**_laid(service), file: mark}
    (service / _LAID).write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")


def laid(service: Path, file: str) -> str:
    """Which issue the file of that name is, "" where nobody knows."""
    return str(_laid(service).get(file, ""))


def _laid(service: Path) -> Mapping[str, object]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads((service / _LAID).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}
