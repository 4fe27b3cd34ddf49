"""One glance shows whether the daemon lives: ``outbox/系統狀態_正常_0942.txt``, and a file for ``status``."""

import contextlib
from datetime import datetime
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.folders.odd import odd_things
from toolkit.jobs.service import Service
from toolkit.messages.catalogue import error_sentence

RULES_HELD = ("規則書有誤，沿用上一版：", "The rule book cannot be used, the last good one holds: ")


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
    state = _state(service, alive=alive, away=away)
    target = outbox / f"{names.status}_{state}_{now.astimezone():%H%M}.txt"
    before = [one for one in outbox.glob(f"{names.status}_*.txt") if one != target]
    if target.exists() and not before:
        return
    _write(target, "\r\n".join(_lines(service, state, now)) + "\r\n")
    for one in before:
        one.unlink(missing_ok=True)


def _state(service: Service, *, alive: bool, away: bool) -> str:
    """The word in the file's name: what the office must know first."""
    names = service.workspace.names
    if not alive:
        return names.stopped
    if away:
        return names.troubled
    return names.rules_held if service.watch.trouble else names.healthy


def _lines(service: Service, state: str, now: datetime) -> list[str]:
    names, waiting = service.workspace.names, "？"
    with contextlib.suppress(ToolkitError):  # where the database itself is the trouble, the file still says so
        waiting = str(service.ledger.journal.count_open())
    lines = [f"{names.status}：{state}  {now.astimezone():%Y-%m-%d %H:%M}", f"待處理檔案：{waiting}"]
    if service.watch.trouble:
        language = service.workspace.settings.language
        lines.append(RULES_HELD[language == "en"] + error_sentence(service.watch.trouble, language))
    return lines + [f"{names.not_taken}：{path}" for path in sorted(odd_things(service.workspace.service))]


def _write(target: Path, text: str) -> None:
    target.write_text(text, encoding="utf-8-sig", newline="")
