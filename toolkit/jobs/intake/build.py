"""Build what a submission's receipt needs under ``.work/<submission>/out``, with the manifest to publish."""

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from toolkit.folders.publish import Piece, weigh
from toolkit.folders.superseded import KEY, Overtaken
from toolkit.folders.workspace import Workspace
from toolkit.forms.table import Workbook
from toolkit.jobs.intake.receipt import Place
from toolkit.ledger.customer_keys import KnownKeys, known_keys
from toolkit.ledger.submission import Lease
from toolkit.messages.finding import Finding
from toolkit.sheets.build.receipt import Receipt, SheetCount, cell_marks, fresh_receipt, receipt_sheets
from toolkit.sheets.build.spec import SheetSpec
from toolkit.sheets.patch.container import NotPatchable
from toolkit.sheets.patch.mark import CellMark, mark_cells, mark_workbook
from toolkit.sheets.patch.strip import RECEIPT_PROPERTY

EMPTY_WORKBOOK = Workbook(())


@dataclass(frozen=True, slots=True)
class Built:
    """A file built for a submission: where it lies below ``out``, and where it belongs."""

    source: str
    place: Place
    size: int
    sha256: str
    overtakes: tuple[Overtaken, ...] = ()

    def line(self) -> dict[str, Any]:
        """The line of the manifest that the journal keeps."""
        path = str(self.place.folder / self.place.name)
        line = Piece(self.source, path, self.size, self.sha256).line()
        return line | {KEY: [one.line() for one in self.overtakes]} if self.overtakes else line


def out_folder(workspace: Workspace, submission: str) -> Path:
    """What the sources of a submission's manifest are relative to."""
    return workspace.work / submission / "out"


def fresh_out(workspace: Workspace, lease: Lease) -> Path:
    """An empty folder for this worker to build in: one that slept and was overtaken spoils nothing of another's."""
    out = own_out(workspace, lease)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    return out


def own_out(workspace: Workspace, lease: Lease) -> Path:
    """Where the worker that holds ``lease`` builds, below ``out_folder``."""
    return out_folder(workspace, lease.submission) / str(lease.epoch)


def forget_out(workspace: Workspace, lease: Lease) -> None:
    """Remove what the worker of a lost lease built, and the folders that are empty then."""
    own = own_out(workspace, lease)
    shutil.rmtree(own, ignore_errors=True)
    with suppress(OSError):
        own.parent.rmdir()
        own.parent.parent.rmdir()


def built(out: Path, source: str, place: Place, overtakes: tuple[Overtaken, ...] = ()) -> Built:
    """Sync and weigh what was built: the commit that names it must not outlive it."""
    with (out / source).open("rb+") as file:
        os.fsync(file.fileno())
    size, sha256 = weigh(out, source)
    return Built(source, place, size, sha256, overtakes)


def mark_ahead(
    source: Path,
    target: Path,
    order: tuple[SheetCount, ...],
    findings: tuple[Finding, ...],
    titles: Mapping[str, str],
    language: str,
    named: Sequence[tuple[str, str]] = (),
) -> KnownKeys:
    """Write a copy of ``source`` with the marks of ``findings``, before its receipt is known (runs in a child).

    Returns the keys of the customers that are ``named``, by name and phone.
    """
    told = Receipt("", "", datetime.min.replace(tzinfo=UTC), sheets=order, findings=findings, titles=titles)
    mark_cells(source, target, cell_marks(told, language), language)
    return known_keys(named)


def write_receipt(
    source: Path,
    workbook: Workbook | None,
    receipt: Receipt,
    target: Path,
    language: str,
    marked: Path | None = None,
) -> None:
    """Write the receipt of ``source`` to ``target`` (runs in a child: the file is still untrusted).

    The sender's own workbook is patched where that is safe; else (``workbook`` given) its cells are
    written anew. A file that could not be read at all gets a receipt with our sheets alone. ``marked`` is
    a copy of ``source`` that has its marks already (``mark_ahead``).
    """
    sheets = receipt_sheets(receipt, language)
    marks = () if marked else cell_marks(receipt, language)
    properties = {RECEIPT_PROPERTY: receipt.number}
    if workbook is None and source.name:
        try:
            mark_workbook(marked or source, target, marks, sheets, properties, marked=marked is not None)
        except NotPatchable:
            _write_fresh(source, cell_marks(receipt, language), sheets, target, properties)
        return
    fresh_receipt(workbook or EMPTY_WORKBOOK, marks, sheets, target, MappingProxyType(properties))


def _write_fresh(
    source: Path,
    marks: Sequence[CellMark],
    sheets: Iterable[SheetSpec],
    target: Path,
    properties: dict[str, str],
) -> None:
    """The patcher refused what the reader took: read once more, write anew."""
    from toolkit.sheets.read.workbook import read_workbook

    fresh_receipt(read_workbook(source), marks, tuple(sheets), target, properties)
