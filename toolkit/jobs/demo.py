"""A workspace with realistic sample sheets of every stage, processed end to end, and a list of what to open.

One client's way is dropped day by day before the rest, so that a signed contract, its handover and the start of
the project are there to be looked at; counsel's release and a morning's work are done as they would be.
"""

import io
import shutil
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.folders.layout import lay_out
from toolkit.folders.owner import only_one
from toolkit.folders.shipped import rounds, samples
from toolkit.folders.workspace import Workspace
from toolkit.jobs.service import Service, open_service
from toolkit.ledger.taken import DocumentState
from toolkit.messages.names import TRADITIONAL
from toolkit.messages.script import simplified
from toolkit.settings import FILE, Settings, load, toml_text

TODAY = date(2026, 11, 24)
"""The day on which the samples were dropped; ages and due dates follow from it."""
Show = Callable[[str], None]
PERIOD = "2026-11"
"""The month whose KPI report the demo makes."""
COUNSEL, RELEASED = "韓思源（法務部）", ("物業服務合同", "租賃合同")
RETURNED = "對方退回_{number}.docx"
EDITS = (
    ("每季首月 10 日前", "每季首月 25 日前"),
    ("無償提供物業服務用房", "提供物業服務用房"),
    ("三個工作日內答覆處理情況", "十個工作日內答覆處理情況"),
)
"""What the client changes in its draft of a service contract: a date, one word that costs money, our promise."""
NO_CODE = b"0000-0000"
"""What stands for the check code in the approvals: it is copied from the draft, as a reviewer would."""


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs that the demo runs one after the other; handed in, since jobs do not import jobs."""

    take_all: Callable[[Service], tuple[Any, ...]]
    release: Callable[[Service, tuple[str, ...], str], dict[str, str]]
    renew_all: Callable[[Service], int]
    order_report: Callable[[Service, str], int]
    make_promised: Callable[[Service], int]
    refresh_overview: Callable[[Service], Path | None]
    export_commits: Callable[[Service], int]
    lay: Callable[[Workspace], object] = lay_out
    """Lays the workspace out in its language."""


def demo(
    folder: Path, today: date | None, jobs: Jobs, show: Show | None = None, language: str = "zh-Hant"
) -> dict[str, Any]:
    """Lay out ``folder``, drop the samples, answer them all; what was made, for people or ``--json``.

    A folder that is a workspace already keeps its own language.

    The demo keeps its ledger inside its own folder, so that deleting the folder deletes all of it.
    """
    tell = show or (lambda _: None)
    workspace = _workspace(folder, language)
    jobs.lay(workspace)
    day = [today or TODAY]
    with open_service(workspace, lambda: day[0]) as service, only_one(workspace.service):
        taken = [one for earlier in _days(day[0]) for one in _round(service, earlier, day, jobs)]
        day[0] = today or TODAY
        tell(f"{workspace.root}: workspace laid out, {len(taken) + _drop(samples(), workspace)} sample sheets dropped")
        taken += jobs.take_all(service)
        jobs.renew_all(service)
        jobs.order_report(service, PERIOD)
        jobs.make_promised(service)
        taken += _contract_comes_back(service, jobs)
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


def _workspace(folder: Path, language: str) -> Workspace:
    root = folder.resolve()
    root.mkdir(parents=True, exist_ok=True)
    if not (root / FILE).is_file():
        settings = Settings(service_folder=str(root / ".service"), quiet=0.2, language=language)
        (root / FILE).write_text(toml_text(settings), encoding="utf-8")
    return Workspace(root, load(root))


def _days(today: date) -> list[Path]:
    """The folders of what was dropped on days up to ``today``."""
    return [folder for folder in sorted(rounds().iterdir()) if folder.is_dir() and folder.name <= today.isoformat()]


def _round(service: Service, folder: Path, day: list[date], jobs: Jobs) -> tuple[Any, ...]:
    """What was dropped on one day, answered on that day; before the reviews counsel releases the templates."""
    day[0] = date.fromisoformat(folder.name)
    drafts = [one.check_code for one in service.ledger.documents(kind="合同")]
    if drafts and not service.rules.contract_rules.released:
        jobs.release(service, RELEASED, COUNSEL)
    _drop(folder, service.workspace, drafts[-1] if drafts else "")
    return jobs.take_all(service)


def _drop(source: Path, workspace: Workspace, code: str = "") -> int:
    """Copy every sheet below ``source`` into the inbox, folder by folder as its colleague would."""
    count = 0
    for file in sorted(source.rglob("*")):
        if file.is_file() and file.suffix in (".xlsx", ".xls", ".csv", ".ods", ".docx"):
            target = workspace.inbox / _in_language(file.relative_to(source), workspace)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
            if code:
                target.write_bytes(_with_code(file.read_bytes(), code))
            count += 1
    return count


def _contract_comes_back(service: Service, jobs: Jobs) -> tuple[Any, ...]:
    """The first draft of a service contract, as the client sends it back: edited in Word, without tracked changes."""
    workspace = service.workspace
    last = {one.number: one for one in sorted(service.ledger.documents(kind="合同"), key=lambda one: one.version)}
    drafts = [last[number] for number in sorted(last) if last[number].state is DocumentState.DRAFT]
    drafts = [one for one in drafts if one.template == RELEASED[0]]
    if not drafts:
        return ()
    content = (workspace.root / drafts[0].path).read_bytes()
    target = workspace.inbox / workspace.names.internal / RETURNED.format(number=drafts[0].number)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_replaced(content, _in_both_scripts(EDITS)))
    return jobs.take_all(service)


def _in_both_scripts(edits: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    written = [(before, after) for before, after in edits]
    written += [(simplified(before), simplified(after)) for before, after in edits]
    return [(before.encode(), after.encode()) for before, after in written]


def _in_language(place: Path, workspace: Workspace) -> Path:
    """A sample's place, the confidential ones in the folder that this office has for them."""
    top, *rest = place.parts
    return Path(workspace.names.internal if top == TRADITIONAL.internal else top, *rest)


def _with_code(workbook: bytes, code: str) -> bytes:
    """The workbook with the draft's check code where the reviewer writes it."""
    return _replaced(workbook, [(NO_CODE, code.encode())])


def _replaced(package: bytes, edits: Sequence[tuple[bytes, bytes]]) -> bytes:
    """A workbook or document with words of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            content = before.read(part)
            for old, new in edits:
                content = content.replace(old, new)
            after.writestr(part, content)
    return out.getvalue()


def _worth_opening(workspace: Workspace) -> list[str]:
    """The overview, a receipt, and one document of each kind."""
    names, outbox = workspace.names, workspace.outbox
    documents: dict[str, Path] = {}
    for path in sorted(outbox.rglob("*.docx")):
        if names.older not in path.parts and not any(part.startswith(".") for part in path.relative_to(outbox).parts):
            documents.setdefault(path.stem.split()[0], path)
    first = [*workspace.reports.glob("*.xlsx"), *sorted(workspace.receipts.rglob("*.xlsx"))[:1]]
    return [str(path.relative_to(workspace.root)) for path in (*first, *documents.values())]
