"""Documents whose making was cut short: what was laid out and never registered is taken back before they are made anew.

Made anew they have the same bytes as a rule, and the first copy is simply found; where a template was edited
meanwhile they have not, and without this two copies would lie side by side.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from toolkit.folders.publish import Piece, lying, open_somewhere, piece
from toolkit.jobs.service import Service

_NOTES = "pieces.jsonl"


def orders_folder(service: Service) -> Path:
    """Where documents are built before they are published, a folder for each submission under way."""
    return service.workspace.service / "orders"


def note(out: Path, one: Piece) -> None:
    """Write down that ``one`` is about to be published from ``out``."""
    with (out / _NOTES).open("a", encoding="utf-8") as file:
        file.write(json.dumps(one.line(), ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def take_back(service: Service, pulse: Callable[[], None]) -> None:
    """Clear what a killed maker left: its build folders, and its documents that nobody registered or opened.

    Only while no other process makes orders from the same folder. ``pulse`` is asked before each file goes.
    """
    root = service.workspace.root
    for out in sorted(orders_folder(service).glob("*/")):
        for one in _noted(out):
            path = lying(one, root)
            if path and not open_somewhere(path) and not service.ledger.documents(sha256=one.sha256):
                pulse()
                path.unlink(missing_ok=True)
        shutil.rmtree(out, ignore_errors=True)


def _noted(out: Path) -> Iterator[Piece]:
    """The pieces noted in a build folder; a line that was cut off was not acted upon."""
    notes = out / _NOTES
    for line in notes.read_text("utf-8").splitlines(keepends=True) if notes.is_file() else ():
        if line.endswith("\n"):
            yield piece(json.loads(line))
