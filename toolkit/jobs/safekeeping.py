"""What keeps the ledger from being lost: each commit's lines beside the archive, a rebuild from them, a backup."""

import os
import secrets
from pathlib import Path

from toolkit.errors import LedgerError
from toolkit.folders.owner import own
from toolkit.folders.workspace import Workspace
from toolkit.jobs.service import Service
from toolkit.ledger.ledger import rebuild_ledger
from toolkit.ledger.rebuild import line_path

COMMITS = "commits"


def lines_folder(workspace: Workspace) -> Path:
    """Where the commits' lines lie: they hold values of confidential sheets too, so in the internal folder."""
    return workspace.internal / ".archive" / COMMITS


def export_commits(service: Service) -> int:
    """Write the lines of every commit that has none yet; how many were written.

    A file appears whole: written under a hidden name, synced, renamed. Doing it again changes nothing.
    """
    written = 0
    while waiting := service.ledger.unexported():
        for one in waiting:
            _write(lines_folder(service.workspace) / line_path(one.no, one.at), service.ledger.lines(one.no))
        service.ledger.exported([one.no for one in waiting])
        written += len(waiting)
    return written


def _write(target: Path, lines: tuple[str, ...]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    hidden = target.with_name(f".{target.name}-{secrets.token_hex(4)}.part")
    try:
        with hidden.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        hidden.replace(target)
    finally:
        hidden.unlink(missing_ok=True)


def recover(service: Service) -> Path | None:
    """Rebuild a lost SQLite ledger from the commits' lines; where a damaged one was set aside, its new place.

    Raises LedgerError("ledger.exists") for a PostgreSQL ledger that is not empty, and for lines with a gap.
    """
    workspace = service.workspace
    url = workspace.database_url
    aside = _set_aside(Path(url.removeprefix("sqlite:///"))) if url.startswith("sqlite:///") else None
    files = sorted(lines_folder(workspace).rglob("*.jsonl"))
    if not files:
        raise LedgerError("ledger.nothing_to_rebuild", path=str(lines_folder(workspace)))
    own(workspace, url)
    rebuild_ledger(url, (file.read_text(encoding="utf-8").splitlines(keepends=True) for file in files)).close()
    return aside


def _set_aside(database: Path) -> Path | None:
    """Move a database that is there (damaged) out of the way, never delete it."""
    database.parent.mkdir(parents=True, exist_ok=True)
    if not database.exists():
        return None
    number = 1
    while (aside := database.with_name(f"{database.name}.damaged-{number}")).exists():
        number += 1
    for suffix in ("-wal", "-shm"):
        beside = database.with_name(database.name + suffix)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + suffix))
    database.rename(aside)
    return aside


def back_up(service: Service, target: Path) -> Path:
    """Copy the ledger to ``target`` while it is worked with; raises LedgerError rather than overwrite."""
    target.parent.mkdir(parents=True, exist_ok=True)
    service.ledger.backup(target)
    return target
