"""What somebody took out of the work folder while it was worked on is made good.

The original comes from our local copy of it, a receipt that was built and is gone is written anew: shorter, since
what it would have said of each cell went with it, but with what was taken. Nothing waits for ever for what is lost.
"""

import logging
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.folders.publish import piece, rename_new, weigh
from toolkit.jobs.intake.build import out_folder, write_receipt
from toolkit.jobs.intake.writing import spool_of
from toolkit.jobs.service import Service
from toolkit.ledger.submission import State, Submission
from toolkit.messages.finding import Severity
from toolkit.messages.names_receipt import LOST
from toolkit.sheets.build.receipt_value import Notice, Receipt
from toolkit.sheets.build.receipt_value import State as Told

log = logging.getLogger(__name__)


def original_again(service: Service, submission: Submission) -> bool:
    """Put our copy of a claimed file where the original was; False where there is no copy of the same bytes."""
    copy, work = spool_of(service, submission), service.workspace.work / submission.work_name
    if not (submission.sha256 and _holds(copy, submission.sha256)):
        return False
    work.parent.mkdir(parents=True, exist_ok=True)
    hidden = work.with_name(f".{submission.id}.part")
    shutil.copyfile(copy, hidden)
    rename_new(hidden, work)
    log.warning("%s was taken out of the work folder; our copy of it takes its place", submission.id)
    return True


def receipts_again(service: Service, submission: Submission) -> tuple[Mapping[str, Any], ...]:
    """The lines of the manifest, each with a receipt that exists: one that is gone is written anew, in few words."""
    out = out_folder(service.workspace, submission.id)
    return tuple(
        line if _holds(out / line["source"], line["sha256"]) else _written(service, submission, line, out)
        for line in submission.manifest
    )


def _written(service: Service, submission: Submission, line: Mapping[str, Any], out: Path) -> Mapping[str, Any]:
    one, language = piece(line), service.workspace.settings.language
    target = out / one.source
    target.parent.mkdir(parents=True, exist_ok=True)
    counts = {name: submission.counts.get(name, 0) for name in ("accepted", "rejected")}
    notice = Notice(LOST.say(language, **counts), None, Severity.WARNING)
    at = submission.committed_at or service.clock()
    state = Told.TAKEN if submission.verdict == State.DONE else Told.RETURNED
    write_receipt(Path(), None, Receipt(submission.id, submission.name, at, state, notices=(notice,)), target, language)
    size, sha256 = weigh(out, one.source)
    log.warning("a receipt of %s was taken out of the work folder and is written anew", submission.id)
    return {**line, "size": size, "sha256": sha256}


def _holds(path: Path, sha256: str) -> bool:
    return path.is_file() and weigh(path.parent, path.name)[1] == sha256
