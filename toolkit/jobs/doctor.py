"""What is wrong with this machine and workspace, and how to mend it; nothing is changed.

Each check is a function of the service that returns what it saw, in a few words, or raises the
ToolkitError whose sentences say what is the matter and what to do.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from toolkit.errors import (
    LedgerError,
    ProgramMissing,
    SettingsError,
    ShareError,
    TemplateError,
    ToolkitError,
    WorkspaceError,
)
from toolkit.folders.owner import owner, serves_another
from toolkit.folders.probe import free_space, nearest, open_to_anybody, probe_time
from toolkit.folders.race import manners, race
from toolkit.jobs.service import Service
from toolkit.messages.catalogue import error_sentence
from toolkit.mounts import file_system, is_remote

Check = Callable[[Service], str]

CLOCKS_APART = timedelta(minutes=2)
"""Own judgement: shares round times to two seconds at worst, leases are counted in minutes."""
HOLIDAYS_AHEAD = timedelta(days=30)
"""Deadlines in working days reach about so far ahead: that year's holidays must be known by then."""
_ADVICE = frozenset(
    {"doctor.no_font", "doctor.no_office", "doctor.open_folder", "doctor.not_exclusive", "doctor.holidays"}
)
_MADE_BY_US = ("work", "archive", "service")


class Verdict(StrEnum):
    """FINE; ADVICE: work goes on, something is missing; MEND: the admin must act."""

    FINE = "fine"
    ADVICE = "advice"
    MEND = "mend"


@dataclass(frozen=True, slots=True)
class Checked:
    """One check: its name, what it saw, and the error that says how to mend it."""

    name: str
    seen: str = ""
    error: ToolkitError | None = None

    @property
    def verdict(self) -> Verdict:
        """What follows from it."""
        if self.error is None:
            return Verdict.FINE
        return Verdict.ADVICE if self.error.code in _ADVICE else Verdict.MEND

    def as_value(self, language: str) -> dict[str, Any]:
        """For ``--json``."""
        code, message = (self.error.code, error_sentence(self.error, language)) if self.error else ("", "")
        return {"check": self.name, "verdict": self.verdict.value, "seen": self.seen, "code": code, "message": message}

    def line(self, language: str) -> str:
        """For people."""
        sign = {Verdict.FINE: "✓", Verdict.ADVICE: "!", Verdict.MEND: "✗"}[self.verdict]
        told = error_sentence(self.error, language) if self.error else self.seen
        return f"{sign} {self.name:<12} {told}"


def examine(service: Service, asked: Iterable[tuple[str, Check]] | None = None) -> tuple[Checked, ...]:
    """Run every check; one that fails never keeps the next from running."""
    return tuple(_checked(service, name, check) for name, check in asked or checks())


def _checked(service: Service, name: str, check: Check) -> Checked:
    try:
        return Checked(name, check(service))
    except ToolkitError as error:
        return Checked(name, error=error)


def checks() -> Iterator[tuple[str, Check]]:
    """Every check that takes no more than moments, with its name."""
    for name in ("inbox", "outbox", "internal", *_MADE_BY_US):
        yield name, partial(writable, name=name)
    yield "inbox disk", inbox_disk
    yield "ledger disk", ledger_disk
    yield "one workspace", one_workspace
    yield "restricted", restricted
    yield "ledger", ledger
    yield "rule book", rule_book
    yield "templates", templates
    yield "fonts", fonts
    yield "LibreOffice", office
    yield "clock", clock
    yield "holidays", holidays
    yield "free disk", free_disk


def writable(service: Service, name: str) -> str:
    """Whether files can be made, renamed and deleted in a folder of the workspace; ours may not be there yet."""
    folder: Path = getattr(service.workspace, name)
    if folder.is_dir():
        probe_time(folder)
        return str(folder)
    if name not in _MADE_BY_US:
        raise ShareError("doctor.missing_folder", path=str(folder))
    probe_time(nearest(folder))
    return f"{folder} (made when first needed)"


def inbox_disk(service: Service) -> str:
    """The file system of the inbox, and whether the way it is watched suits it."""
    kind = file_system(service.workspace.inbox)
    if is_remote(kind) and service.workspace.settings.watching == "native":
        raise SettingsError("doctor.watching", kind=kind)
    return f"{kind}, {'network share' if is_remote(kind) else 'local'}"


def ledger_disk(service: Service) -> str:
    """The file system of the service's own folder, which must be local."""
    kind = file_system(service.workspace.service)
    if is_remote(kind):
        raise SettingsError("doctor.service_remote", path=str(service.workspace.service), kind=kind)
    return f"{kind}, local"


def one_workspace(service: Service) -> str:
    """Whether the service's own folder serves this workspace alone: a copied workspace shares its original's ledger."""
    other = serves_another(service.workspace)
    if other is not None:
        raise WorkspaceError("doctor.copied", path=str(service.workspace.service), other=str(other))
    return "serves this workspace alone"


def restricted(service: Service) -> str:
    """Whether the folders that give authority are closed to others (POSIX rights on a local disk only)."""
    inbox = service.workspace.internal_inbox
    if sys.platform == "win32" or not inbox.is_dir() or is_remote(file_system(inbox)):
        return "look at the share's own rights"
    for folder in (inbox, *(one for one in inbox.iterdir() if one.is_dir())):
        if open_to_anybody(folder):
            raise ShareError("doctor.open_folder", path=str(folder))
    return str(inbox)


def ledger(service: Service) -> str:
    """Whether the database opens, is whole, and its audit chain holds; one that never was is not made."""
    if owner(service.workspace) is None:
        _reached(service.workspace.settings.database)
        return "made at the first run"
    try:
        head = service.ledger.check()
    except LedgerError as error:
        if error.code != "ledger.owned":
            raise
        return "in use by the running service"
    return f"whole, audit entries: {head.no}"


def _reached(database: str) -> None:
    """Raise LedgerError where a database that is named in the settings cannot be used; an empty one can."""
    if not database:
        return
    from toolkit.ledger.ledger import open_ledger

    try:
        open_ledger(database).close()
    except LedgerError as error:
        if error.code != "ledger.missing":
            raise


def rule_book(service: Service) -> str:
    """Whether every rule file can be used."""
    return f"rules {service.rules.digest[:12]}"


def templates(service: Service) -> str:
    """Whether every Word template compiles; names the first that does not."""
    from toolkit.documents import compile_template

    folder = service.workspace.templates / "word"
    found = (
        sorted(one for one in folder.glob("*.docx") if not one.name.startswith(("~$", "."))) if folder.is_dir() else []
    )
    if not found:
        raise TemplateError("doctor.no_templates", path=str(folder))
    language = service.workspace.settings.language
    for one in found:
        try:
            compile_template(one)
        except ToolkitError as error:
            reason = error_sentence(error, language)
            raise TemplateError("doctor.bad_template", name=one.name, reason=reason) from error
    return f"{len(found)} compile"


def fonts(_service: Service) -> str:
    """Whether this machine can show Chinese (asked of fontconfig; other systems bring fonts along)."""
    program = shutil.which("fc-list")
    if program is None:
        if sys.platform in ("win32", "darwin"):
            return "the system's own"
        raise ProgramMissing("doctor.no_font")
    told = subprocess.run(  # noqa: S603 - a fixed command line, found on the path
        [program, ":lang=zh", "family"], check=False, capture_output=True, timeout=60
    )
    families = sorted({line.split(",")[0] for line in told.stdout.decode("utf-8", "replace").splitlines() if line})
    if not families:
        raise ProgramMissing("doctor.no_font")
    return ", ".join(families[:3])


def office(_service: Service) -> str:
    """Where LibreOffice is; only previews and PDF copies need it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        raise ProgramMissing("doctor.no_office")
    return found


def clock(service: Service) -> str:
    """Whether this machine's clock agrees with the share's and has not gone back."""
    workspace, now = service.workspace, service.clock()
    apart = abs(probe_time(nearest(workspace.work)) - now.timestamp())
    if apart > CLOCKS_APART.total_seconds():
        raise ShareError("doctor.clock_share", seconds=round(apart))
    latest = _latest(service)
    if latest is not None and latest > now + CLOCKS_APART:
        raise ShareError("doctor.clock_back", now=f"{now:%Y-%m-%d %H:%M}", latest=f"{latest:%Y-%m-%d %H:%M}")
    return f"{now:%Y-%m-%d %H:%M:%S} UTC"


def holidays(service: Service) -> str:
    """Whether the public holidays are known for the days by which things are due now."""
    calendar, where = service.calendar, service.workspace.settings.jurisdiction
    ahead = service.day() + HOLIDAYS_AHEAD
    if not calendar.announced(ahead):
        raise SettingsError("doctor.holidays", where=where, year=ahead.year, known=calendar.known_until)
    return f"{where}, known until {calendar.known_until}"


def _latest(service: Service) -> Any:
    """When the latest file was seen; None where the ledger cannot tell (``ledger`` says why)."""
    if owner(service.workspace) is None:
        return None
    try:
        recent = service.ledger.journal.recent(1)
    except ToolkitError:
        return None
    return recent[0].seen_at if recent else None


def free_disk(service: Service) -> str:
    """Whether both disks have the room that is set."""
    workspace, least = service.workspace, service.workspace.settings.free_disk
    seen = []
    for folder in (workspace.root, workspace.service):
        free = free_space(folder)
        if free < least:
            raise ShareError("doctor.disk", path=str(folder), free=free, least=least)
        seen.append(f"{free:,} MB")
    return " / ".join(seen)


def share_checks() -> Iterator[tuple[str, Check]]:
    """What ``doctor --share`` asks beside: each race takes seconds and writes into the inbox (hidden)."""
    yield "share race", share_race
    yield "share manners", share_manners


def share_race(service: Service) -> str:
    """Let several processes race for one name on the inbox; which ways of claiming are exclusive there."""
    found = race(service.workspace.inbox)
    broken = [one for one in found if one.several]
    if broken:
        ways, several = "、".join(one.way for one in broken), max(one.several for one in broken)
        raise ShareError("doctor.not_exclusive", ways=ways, several=several, rounds=broken[0].rounds)
    told = ", ".join(f"{one.way} {'exclusive' if one.exclusive else 'not possible'}" for one in found)
    return f"{told} ({found[0].rounds} rounds of processes on this machine)"


def share_manners(service: Service) -> str:
    """Links, capitals, the longest name and the step of file times."""
    seen = manners(service.workspace.inbox)
    links = "hard links" if seen.hard_links else "no hard links (names are looked at before a rename)"
    case = "tells a from A" if seen.tells_case else "does not tell a from A"
    return f"{links}, {case}, names up to {seen.longest_name} bytes, times to {seen.time_step:.6f} s"
