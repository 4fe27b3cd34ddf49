"""The copies that ``toolkit backup`` made: where they lie and until when, and whom no copy may bring back.

A copy still holds everybody who is erased after it was made. So each is kept for a set number of days only
(``manual/retention.yaml``), and who was erased is remembered by keyed hashes, in the service's folder and beside
the archive: a ledger that is put back without knowing of it forgets them once more (``jobs.erase.again``).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from toolkit.folders.workspace import Workspace

COPIES, ERASED = "backups.json", "erased.json"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of the ledger that is still there, and the last day on which it may be."""

    file: str
    made: date
    until: date


def copies(workspace: Workspace, days: int) -> tuple[Copy, ...]:
    """The copies made from this ledger that still lie where they were made, oldest first, kept for ``days``."""
    told = ((one["file"], date.fromisoformat(one["made"])) for one in _read(workspace.service / COPIES))
    return tuple(Copy(file, made, made + timedelta(days=days)) for file, made in told if Path(file).is_file())


def note_copy(workspace: Workspace, file: Path, day: date) -> None:
    """Remember ``file`` as a copy of ``day``: one just made, or a ledger that ``recover`` set aside."""
    known = [{"file": one.file, "made": one.made.isoformat()} for one in copies(workspace, 0)]
    known.append({"file": str(file.resolve()), "made": day.isoformat()})
    _write(workspace.service / COPIES, known)


def prune(workspace: Workspace, days: int, day: date, but: Path) -> tuple[str, ...]:
    """Delete the copies whose days are over, never ``but``; which they were."""
    over = [one.file for one in copies(workspace, days) if one.until < day and Path(one.file) != but.resolve()]
    for file in over:
        Path(file).unlink(missing_ok=True)
    return tuple(over)


def note_erased(workspace: Workspace, marks: Sequence[str]) -> None:
    """Remember by keyed hashes that one person's words were erased, the one asked for first."""
    known = [list(one) for one in erased(workspace)]
    if list(marks) not in known:
        for file in _erased_files(workspace):
            _write(file, [*known, list(marks)])


def erased(workspace: Workspace) -> tuple[Sequence[str], ...]:
    """The keyed hashes of each person who was ever erased here."""
    found = (tuple(one) for file in _erased_files(workspace) for one in _read(file))
    return tuple(dict.fromkeys(found))


def _erased_files(workspace: Workspace) -> tuple[Path, Path]:
    return workspace.service / ERASED, workspace.internal / ".archive" / ERASED


def _read(file: Path) -> list[Any]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return []
    return told if isinstance(told, list) else []


def _write(file: Path, told: list[Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".part")
    half.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    half.replace(file)
