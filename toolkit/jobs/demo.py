"""A workspace with realistic sample sheets of every stage, processed end to end, and a list of what to open."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.folders.layout import lay_out
from toolkit.folders.owner import only_one
from toolkit.folders.shipped import samples
from toolkit.folders.workspace import Workspace
from toolkit.jobs.service import Service, open_service
from toolkit.settings import FILE, Settings, load, toml_text

TODAY = date(2026, 11, 24)
"""The day on which the samples were dropped; ages and due dates follow from it."""
Show = Callable[[str], None]
PERIOD = "2026-11"
"""The month whose KPI report the demo makes."""


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs that the demo runs one after the other; handed in, since jobs do not import jobs."""

    take_all: Callable[[Service], tuple[Any, ...]]
    order_report: Callable[[Service, str], int]
    make_promised: Callable[[Service], int]
    refresh_overview: Callable[[Service], Path | None]
    export_commits: Callable[[Service], int]


def demo(folder: Path, today: date | None, jobs: Jobs, show: Show | None = None) -> dict[str, Any]:
    """Lay out ``folder``, drop the samples, answer them all; what was made, for people or ``--json``.

    The demo keeps its ledger inside its own folder, so that deleting the folder deletes all of it.
    """
    tell = show or (lambda _: None)
    workspace = _workspace(folder)
    lay_out(workspace)
    tell(f"{workspace.root}: workspace laid out, {_drop(workspace)} sample sheets dropped")
    with open_service(workspace, lambda: today or TODAY) as service, only_one(workspace.service):
        taken = jobs.take_all(service)
        jobs.order_report(service, PERIOD)
        jobs.make_promised(service)
        jobs.refresh_overview(service)
        jobs.export_commits(service)
        made = [document.path for document in service.ledger.documents()]
    for one in taken:
        tell(one.line())
    tell(f"{len(made)} documents. Open these first:")
    opened = _worth_opening(workspace)
    for path in opened:
        tell(f"  {path}")
    return {
        "workspace": str(workspace.root),
        "taken": [one.as_value() for one in taken],
        "documents": made,
        "open": opened,
    }


def _workspace(folder: Path) -> Workspace:
    root = folder.resolve()
    root.mkdir(parents=True, exist_ok=True)
    if not (root / FILE).is_file():
        settings = Settings(service_folder=str(root / ".service"), quiet=0.2)
        (root / FILE).write_text(toml_text(settings), encoding="utf-8")
    return Workspace(root, load(root))


def _drop(workspace: Workspace) -> int:
    """Copy every sample into the inbox, folder by folder as its colleague would."""
    count = 0
    for source in sorted(samples().rglob("*")):
        if source.is_file() and source.suffix in (".xlsx", ".xls", ".csv", ".ods", ".docx"):
            target = workspace.inbox / source.relative_to(samples())
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            count += 1
    return count


def _worth_opening(workspace: Workspace) -> list[str]:
    """The overview, a receipt, and one document of each kind."""
    names, outbox = workspace.names, workspace.outbox
    documents: dict[str, Path] = {}
    for path in sorted(outbox.rglob("*.docx")):
        if names.older not in path.parts:
            documents.setdefault(path.stem.split()[0], path)
    first = [*workspace.reports.glob("*.xlsx"), *sorted(workspace.receipts.rglob("*.xlsx"))[:1]]
    return [str(path.relative_to(workspace.root)) for path in (*first, *documents.values())]
