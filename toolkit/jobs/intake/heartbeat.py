"""One glance shows whether the daemon lives: ``outbox/系統狀態_正常_0942.txt``, and a file for ``status``."""

import contextlib
from datetime import datetime
from pathlib import Path

from toolkit.jobs.service import Service


def beat(service: Service, now: datetime, *, alive: bool, away: bool) -> None:
    """Renew both files; an outbox that is away is no reason to stop."""
    file = service.workspace.service / "heartbeat"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(now.isoformat() if alive else "", encoding="ascii")
    with contextlib.suppress(OSError):
        _show(service, now, alive=alive, away=away)


def _show(service: Service, now: datetime, *, alive: bool, away: bool) -> None:
    """Rename the status file so that its name carries state and time; its text says what waits."""
    names, outbox = service.workspace.names, service.workspace.outbox
    state = (names.troubled if away else names.healthy) if alive else names.stopped
    target = outbox / f"{names.status}_{state}_{now.astimezone():%H%M}.txt"
    before = [one for one in outbox.glob(f"{names.status}_*.txt") if one != target]
    if target.exists() and not before:
        return
    waiting = len(service.ledger.journal.open())
    _write(target, f"{names.status}：{state}  {now.astimezone():%Y-%m-%d %H:%M}\r\n待處理檔案：{waiting}\r\n")
    for one in before:
        one.unlink(missing_ok=True)


def _write(target: Path, text: str) -> None:
    target.write_text(text, encoding="utf-8-sig", newline="")
