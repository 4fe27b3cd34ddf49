"""Take what became 作廢 out of the way: nobody should send or sign a paper that no longer counts.

A file that we wrote goes to 舊版/ as 「名稱（作廢）.docx」 with 作廢 across every page; one that a person has changed
is theirs and stays.
Asked again nothing happens: a small file in the service's folder says up to which commit it was done.
"""

import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

from toolkit.documents.void import void_copy
from toolkit.folders.names import safe_name, split, unclashing
from toolkit.folders.publish import rename_new, replace, weigh
from toolkit.folders.workspace import Workspace
from toolkit.jobs.service import Service
from toolkit.ledger.taken import Document
from toolkit.messages.names_outbox import VOID_MARK
from toolkit.messages.names_receipt import VOID

log = logging.getLogger(__name__)

DONE = "void.done"
MARK = VOID_MARK


def set_void_aside(service: Service) -> int:
    """Move the files of all documents voided since the last time; how many were moved.

    One that is open on a desk stays for now: it is tried again next time.
    """
    done = service.workspace.service / DONE
    last = int(done.read_text(encoding="ascii")) if done.is_file() else 0
    voided, now = service.ledger.voided_since(last)
    moved, waiting = 0, False
    for one in voided:
        try:
            moved += _aside(one, service.workspace)
        except OSError as refused:
            log.warning("%s cannot be set aside yet: %s", one.number, refused.strerror)
            waiting = True
    if now != last and not waiting:
        done.write_text(str(now), encoding="ascii")
    return moved


def _aside(document: Document, workspace: Workspace) -> bool:
    """Move one document's file, wherever its own bytes stand; False where there is none, or a person's."""
    path = next((place for place in places(workspace, document) if _ours(place, document)), None)
    if path is None or MARK in path.name:
        return False
    older = path.parent if path.parent.name == workspace.names.older else path.parent / workspace.names.older
    older.mkdir(exist_ok=True)
    stem, suffix = split(path.name)
    taken = [one.name for one in older.iterdir()]
    target = older / unclashing(safe_name(f"{stem}{MARK}", suffix), taken)
    rename_new(path, target)
    if suffix == ".docx":
        _stamp(target, workspace)
    return True


def _stamp(path: Path, workspace: Workspace) -> None:
    """Print 作廢 across its pages; the name says it already, should a crash come between."""
    words = VOID.say(workspace.settings.language)
    with tempfile.TemporaryDirectory(dir=workspace.service) as folder:
        marked = Path(folder, "void.docx")
        marked.write_bytes(void_copy(path.read_bytes(), words))
        replace(marked, path)


def places(workspace: Workspace, document: Document) -> Iterator[Path]:
    """Where a registered document may lie now: on top, or among the earlier versions."""
    path = workspace.root / document.path
    yield path
    yield path.parent / workspace.names.older / f"{path.stem}_v{document.version}{path.suffix}"


def _ours(path: Path, document: Document) -> bool:
    return path.is_file() and weigh(path.parent, path.name)[1] == document.sha256
