"""After the commit point: publish, archive, end. Each step can be done twice (design section 4)."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace

from toolkit.errors import ShareError
from toolkit.folders.archive import archive, archive_path
from toolkit.folders.publish import piece, publish
from toolkit.folders.refusals import Vanished
from toolkit.forms.column import Privacy
from toolkit.jobs.intake.afterlife import put_aside
from toolkit.jobs.intake.build import out_folder
from toolkit.jobs.intake.inward import bring_inside
from toolkit.jobs.intake.lost import original_again, receipts_again
from toolkit.jobs.intake.writing import spool_of
from toolkit.jobs.service import Service
from toolkit.ledger.refusals import LeaseLost
from toolkit.ledger.submission import Lease, State, Submission


def fence(service: Service, lease: Lease) -> Callable[[], None]:
    """Asked before each change that others can see: a worker that was overtaken stops (LeaseLost)."""

    def check() -> None:
        if not service.ledger.journal.holds(lease):
            raise LeaseLost("ledger.lease_lost", submission=lease.submission)

    return check


@dataclass(frozen=True, slots=True)
class Finish:
    """Brings a committed submission to its end; each step is skipped where it is done already."""

    service: Service
    written: Callable[[str], None]
    """Told a submission's id before its receipt appears (``safekeeping.write_ahead``)."""

    def finish(self, submission: Submission) -> Submission:
        """Publish, archive, end; raises LeaseLost where another worker has the submission."""
        journal, workspace, lease = self.service.ledger.journal, self.service.workspace, submission.lease
        if submission.state is State.COMMITTED:
            self.written(submission.id)
            submission = self._publish(submission)
        if submission.state is State.PUBLISHED:
            path = archive_path(self.service.day(), submission.work_name)
            self._archive(submission, path)
            submission = journal.move(lease, State.ARCHIVED, archived_as=path)
        if submission.state is State.ARCHIVED:
            bring_inside(self.service, submission, fence(self.service, lease))
            submission = journal.end(lease)
        shutil.rmtree(workspace.work / submission.id, ignore_errors=True)
        shutil.rmtree(spool_of(self.service, submission).parent, ignore_errors=True)
        return submission

    def _publish(self, submission: Submission) -> Submission:
        """Put the receipts where they belong; the journal learns where the full one went."""
        try:
            receipt, changes = self._laid(submission), {}
        except ShareError as refused:
            if refused.code != "folders.wrong_piece":
                raise
            again = receipts_again(self.service, submission)
            receipt, changes = self._laid(replace(submission, manifest=again)), {"manifest": list(again)}
        receipt = receipt or submission.receipt
        return self.service.ledger.journal.move(submission.lease, State.PUBLISHED, receipt=receipt, **changes)

    def _laid(self, submission: Submission) -> str:
        """Where the full receipt went."""
        workspace = self.service.workspace
        out, path = out_folder(workspace, submission.id), ""
        put_aside(self.service, submission, fence(self.service, submission.lease))
        pieces = [piece(line) for line in submission.manifest]
        for one in publish(pieces, out, workspace.root, workspace.names.older, fence(self.service, submission.lease)):
            path = one.path
        return path

    def _archive(self, submission: Submission, path: str) -> None:
        """Keep the original; one that is confidential stays inside the internal folder."""
        workspace = self.service.workspace
        internal = submission.privacy is Privacy.INTERNAL
        root = workspace.internal / ".archive" if internal else workspace.archive
        work, check = workspace.work / submission.work_name, fence(self.service, submission.lease)
        try:
            archive(work, root, path, check)
        except Vanished:
            if not original_again(self.service, submission):
                raise
            archive(work, root, path, check)
