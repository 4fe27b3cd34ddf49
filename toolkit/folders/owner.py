"""Which machine and ledger own a workspace, and that only one process works on it at a time."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from toolkit.errors import WorkspaceError
from toolkit.folders.workspace import Workspace

FILE = "owner.json"
SERVES = "serves.txt"
"""In the service's own folder: the workspace that it serves, so that a copied workspace is noticed."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The machine that keeps the ledger, and the ledger's URL without its password."""

    machine: str
    ledger: str


def owner(workspace: Workspace) -> Owner | None:
    """Who owns the workspace; None while nobody does."""
    file = workspace.owner / FILE
    return Owner(**json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None


def own(workspace: Workspace, ledger: str, machine: str = "") -> bool:
    """Write down that this machine and ``ledger`` own the workspace; True the first time.

    Raises WorkspaceError("workspace.owned") where another machine with its own SQLite ledger does.
    """
    mine = Owner(machine or socket.gethostname(), without_password(ledger))
    known = owner(workspace)
    _remember(workspace)
    if known is None:
        workspace.owner.mkdir(exist_ok=True)
        text = json.dumps(asdict(mine), ensure_ascii=False)
        (workspace.owner / FILE).write_text(text, encoding="utf-8")
        return True
    if known.ledger != mine.ledger or (known.machine != mine.machine and known.ledger.startswith("sqlite")):
        raise WorkspaceError("workspace.owned", machine=known.machine, ledger=known.ledger, mine=mine.ledger)
    return False


def _remember(workspace: Workspace) -> None:
    """Note which workspace the service's folder serves, unless it serves another that is still there."""
    file, root = workspace.service / SERVES, str(workspace.root.resolve())
    if serves_another(workspace) is None and not (file.is_file() and file.read_text(encoding="utf-8") == root):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(root, encoding="utf-8")


def serves_another(workspace: Workspace) -> Path | None:
    """The other workspace that the service's folder serves, where there is one: this one was copied from it.

    One that was moved, or is reached by another path, is the same.
    """
    file = workspace.service / SERVES
    other = Path(file.read_text(encoding="utf-8")) if file.is_file() else workspace.root
    if not (other / workspace.owner.name).is_dir() or other.samefile(workspace.root):
        return None
    return other


def without_password(url: str) -> str:
    """A database URL that may be shown: ``postgresql://office@host/db``."""
    scheme, separator, rest = url.partition("://")
    user, at, host = rest.rpartition("@")
    return f"{scheme}{separator}{user.partition(':')[0]}{at}{host}"


@contextmanager
def only_one(service: Path) -> Iterator[None]:
    """Hold the right to work on the workspace from this service folder (a local disk).

    Raises WorkspaceError("workspace.running") where another process holds it.
    """
    service.mkdir(parents=True, exist_ok=True)
    lock = FileLock(service / "running.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise WorkspaceError("workspace.running", folder=str(service)) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def one_at_a_time(service: Path, what: str) -> Iterator[None]:
    """Wait until no other process of this machine (a command beside the daemon) does ``what``."""
    service.mkdir(parents=True, exist_ok=True)
    with FileLock(service / f"{what}.lock"):
        yield
