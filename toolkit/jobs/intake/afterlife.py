"""Which earlier receipts a new one overtakes, and what becomes of them (``folders.superseded``).

A mended receipt that was dropped back is overtaken by its answer, and so is the receipt of the same list when its
sender drops the list again under its name: whoever opens the folder finds one receipt a list, the latest.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import PurePosixPath

from toolkit.errors import LedgerError
from toolkit.folders.superseded import Overtaken, set_aside
from toolkit.jobs.intake.evaluate import Evaluation
from toolkit.jobs.service import Service
from toolkit.ledger.submission import State, Submission
from toolkit.outcome import Change
from toolkit.sheets.patch.deeper import one_deeper

_AS_LONG = timedelta(days=180)
"""An older receipt of the same name is left where it is (own judgement: nobody mistakes it for today's)."""


def earlier(service: Service, submission: Submission, evaluation: Evaluation) -> tuple[Submission, ...]:
    """The sender's submissions whose receipts the one of ``submission`` overtakes."""
    examined = evaluation.examined
    if not examined.usable and not examined.questions:
        return ()
    found = {one.id: one for one in answered(service, submission, examined.receipt)}
    if submission.sender:
        since = service.clock() - _AS_LONG
        before = service.ledger.journal.answered_before(submission.folder, submission.name, since)
        if before and before.id != submission.id and _same_sender(before, submission) and _same(before, evaluation):
            found[before.id] = before
    return tuple(found.values())


def answered(service: Service, submission: Submission, receipt: str) -> tuple[Submission, ...]:
    """The submission whose ``receipt`` was dropped back as ``submission``, where it was its sender's own."""
    with suppress(LedgerError):
        before = service.ledger.journal.find(receipt) if receipt else None
        if before and _same_sender(before, submission):
            return (before,)
    return ()


def _same(before: Submission, evaluation: Evaluation) -> bool:
    """Whether a file of the same name is the same list: it was sent back then, or rows of it were known already."""
    if before.state is State.RETURNED or evaluation.examined.receipt:
        return True
    known = evaluation.count(Change.UNCHANGED) + evaluation.count(Change.CHANGED)
    return bool(known and {form.name for form in evaluation.examined.forms} & set(before.forms))


def _same_sender(one: Submission, other: Submission) -> bool:
    return (one.sender, one.authority, one.privacy) == (other.sender, other.authority, other.privacy)


def overtaken(found: tuple[Submission, ...], dropped: Submission, name: str) -> Iterator[Overtaken]:
    """The pieces called ``name`` (receipt, open) of what was found, as the manifest of the next one keeps them."""
    for before in found:
        for line in before.manifest:
            if PurePosixPath(line["source"]).stem == name:
                path = before.receipt if name == "receipt" and before.receipt else line["path"]
                yield Overtaken(before.id, path, (line["sha256"], dropped.sha256))


def put_aside(service: Service, submission: Submission, fence: Callable[[], None]) -> None:
    """Set aside what the manifest of ``submission`` overtakes, and let the journal say where it lies."""
    names, root = service.workspace.names, service.workspace.root
    for one, path in set_aside(submission.manifest, root, names.older, one_deeper, fence):
        service.ledger.journal.receipt_lies(one, path)
