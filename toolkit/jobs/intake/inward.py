"""A list of unknown headings that turns out internal once they were matched: what it left in the open goes inside.

Its first copy could not be known for what it was: its receipt of questions lies with the sender's others, its original
in the open archive. Both are moved as soon as the answered one is known to be internal (issue 4: what is confidential
stays confidential in everything derived from it).
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from toolkit.errors import LedgerError, ShareError
from toolkit.folders.archive import archive
from toolkit.folders.publish import make_folder
from toolkit.folders.refusals import Vanished
from toolkit.forms.column import Privacy
from toolkit.jobs.intake.withdraw import ANSWERS
from toolkit.jobs.service import Service
from toolkit.ledger.submission import Submission

log = logging.getLogger(__name__)


def bring_inside(service: Service, submission: Submission, fence: Callable[[], None]) -> None:
    """Move inside what the lists that ``submission`` answers left outside; done twice it leaves what once leaves.

    Only where it is internal itself. What the system refuses to move is logged and stays.
    """
    if submission.privacy is not Privacy.INTERNAL:
        return
    for one in _before(service, submission):
        try:
            _original_inside(service, one, fence)
            receipt = _receipts_inside(service, one, fence)
        except (OSError, ShareError) as refused:
            log.warning("%s stays outside, move it by hand: %s", one.id, refused)
        else:
            service.ledger.journal.lies_inside(one.id, receipt)


def _before(service: Service, submission: Submission) -> Iterator[Submission]:
    """What ``submission`` answers, what that one answered, and every other drop of the same bytes, if still open."""
    journal, seen, follow = service.ledger.journal, {submission.id}, [submission]
    while follow:
        answered = str(follow.pop().result.get(ANSWERS, ""))
        with suppress(LedgerError):
            for one in journal.same_bytes(journal.find(answered).sha256) if answered else ():
                if one.id not in seen:
                    seen.add(one.id)
                    follow.append(one)
                    if one.privacy is not Privacy.INTERNAL and one.ended:
                        yield one


def _original_inside(service: Service, one: Submission, fence: Callable[[], None]) -> None:
    workspace = service.workspace
    if one.archived_as:
        with suppress(Vanished):
            outside, inside = workspace.archive / one.archived_as, workspace.internal / ".archive"
            archive(outside, inside, one.archived_as, fence)


def _receipts_inside(service: Service, one: Submission, fence: Callable[[], None]) -> str:
    """Move the receipts to the same place below the internal folder; where the last one lies, relative to the root."""
    workspace, lies = service.workspace, one.receipt
    for path in {line["path"]: None for line in one.manifest} | {one.receipt: None}:
        outside = workspace.root / path
        if not path or workspace.internal in outside.parents or workspace.outbox not in outside.parents:
            continue
        inside = workspace.internal / outside.relative_to(workspace.outbox)
        if outside.is_file():
            make_folder(workspace.root, inside.parent)
            fence()
            outside.replace(_free(inside))
        if path == one.receipt:
            lies = inside.relative_to(workspace.root).as_posix()
    return lies


def _free(path: Path) -> Path:
    """The path itself, or one of the same name with a number that nothing has."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem} ({number})")
    return free
