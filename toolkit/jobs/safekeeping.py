"""What keeps the ledger from being lost: each commit's lines beside the archive, a rebuild from them, a backup."""

import contextlib
import errno
import logging
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from toolkit.errors import LedgerError, ShareError
from toolkit.folders.archive import archive, archive_path
from toolkit.folders.owner import own
from toolkit.folders.publish import piece, publish
from toolkit.folders.superseded import set_aside
from toolkit.folders.workspace import Workspace
from toolkit.forms.column import Privacy
from toolkit.jobs.service import Service
from toolkit.ledger.ledger import rebuild_ledger
from toolkit.ledger.rebuild import line_path
from toolkit.ledger.refusals import LeaseLost
from toolkit.sheets.patch.deeper import one_deeper

log = logging.getLogger(__name__)

COMMITS = "commits"
PATIENCE = 600.0
"""Seconds for which one waits for another machine that writes lines."""
PAUSE = 0.2


def lines_folder(workspace: Workspace) -> Path:
    """Where the commits' lines lie: they hold values of confidential sheets too, so in the internal folder."""
    return workspace.internal / ".archive" / COMMITS


def export_commits(service: Service, patience: float = PATIENCE) -> int:
    """Write the lines of every commit that has none yet; how many were written here.

    A file appears whole: written under a hidden name, synced, renamed. Doing it again changes nothing. Where
    another machine is writing them it is waited for, so that afterwards they lie there, whoever wrote them.
    """
    until = time.monotonic() + patience
    while service.ledger.unexported(1):
        written = export_in_turn(service)
        if written is not None:
            return written
        if time.monotonic() > until:
            break
        time.sleep(PAUSE)
    return 0


def export_in_turn(service: Service) -> int | None:
    """The same; None where it is another machine's turn."""
    if not service.ledger.unexported(1):
        return 0
    with service.ledger.exporters_turn(service.workspace.settings.lease) as pulse:
        try:
            return _export(service, pulse) if pulse else None
        except LeaseLost as lost:
            log.warning("no more lines are written here now: %s", lost)
            return None


def _export(service: Service, pulse: Callable[[], None]) -> int:
    written, ledger = 0, service.ledger
    while waiting := ledger.unexported():
        pulse()
        for one in waiting:
            _write(lines_folder(service.workspace) / line_path(one.no, one.at), ledger.lines(one.no))
        ledger.exported([one.no for one in waiting])
        written += len(waiting)
    return written


def write_ahead(service: Service, submission: str) -> None:
    """Write the lines of a commit before its receipt appears: what staff were told can always be rebuilt.

    They are written once more (``export_commits``) when its files have their final names.
    """
    for one in service.ledger.unexported(submission=submission):
        _write(lines_folder(service.workspace) / line_path(one.no, one.at), service.ledger.lines_ahead(one.no))


def check_not_older(service: Service) -> None:
    """Raise LedgerError("ledger.older") where the lines tell of commits that the ledger does not know.

    A backup was put back: what came after it would be written over. ``recover`` rebuilds all of it.
    """
    written = _last_written(service.workspace)
    with service.ledger.view() as view:
        known = view.position
    if written > known:
        raise LedgerError("ledger.older", known=known, written=written)


def _last_written(workspace: Workspace) -> int:
    """The highest number among the lines; months are folders, so only the last ones are looked into."""
    months = sorted(lines_folder(workspace).glob("*/*"))[-3:]
    return max((int(file.stem) for month in months for file in month.glob("*.jsonl") if file.stem.isdigit()), default=0)


def _write(target: Path, lines: Iterable[str]) -> None:
    """Write whole or not at all; raises ShareError where the folder refuses, which is no fault of the file."""
    try:
        _write_whole(target, lines)
    except OSError as error:
        code = "folders.full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "folders.unpublished"
        raise ShareError(code, path=target.name, reason=error.strerror or "") from error


def _write_whole(target: Path, lines: Iterable[str]) -> None:
    """Write under a hidden name, sync, rename; clear what an attempt that was killed has left."""
    target.parent.mkdir(parents=True, exist_ok=True)
    hidden = target.with_name(f".{target.name}-{secrets.token_hex(4)}.part")
    try:
        with hidden.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        hidden.replace(target)
    except FileNotFoundError:
        if not target.is_file():  # else another machine wrote the same lines, and cleared ours away
            raise
    finally:
        for left in target.parent.glob(f".{target.name}-*.part"):
            left.unlink(missing_ok=True)


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
    _finish(service)
    return aside


def _finish(service: Service) -> None:
    """Publish and archive what had been committed and was still on its way when the ledger was lost."""
    workspace = service.workspace
    _set_receipts_aside(service)
    for claimed in sorted(workspace.work.glob("*__*")) if workspace.work.is_dir() else ():
        try:
            one = service.ledger.journal.find(claimed.name.partition("__")[0])
        except LedgerError:
            continue  # it was not committed: the next run takes it up again
        if not one.ended:
            continue
        out = workspace.work / one.id / "out"
        with contextlib.suppress(ShareError):  # pieces that are gone have been published
            publish([piece(line) for line in one.manifest], out, workspace.root, workspace.names.older)
        inside = one.privacy is Privacy.INTERNAL
        root = workspace.internal / ".archive" if inside else workspace.archive
        archive(claimed, root, archive_path((one.committed_at or service.clock()).date(), one.work_name))
        shutil.rmtree(out.parent, ignore_errors=True)


def _set_receipts_aside(service: Service) -> None:
    """Let the journal say again which receipts were overtaken and where they lie; what was left over is done."""
    root, older = service.workspace.root, service.workspace.names.older
    for one in service.ledger.journal.overtaking():
        for submission, path in set_aside(one.manifest, root, older, one_deeper):
            service.ledger.journal.receipt_lies(submission, path)


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
