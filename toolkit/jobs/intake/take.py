"""One dropped file through the whole protocol (design section 4): claim, understand, commit, publish, archive.

Every step can be repeated after a crash: before the commit point the work runs again from the claimed
file, after it only publishing and archiving are done again. The journal decides which; nothing here
remembers anything.
"""

import logging
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath

from toolkit.errors import LedgerError, ShareError, Unreadable
from toolkit.folders import claim
from toolkit.folders.refusals import Busy, NotTaken, Vanished
from toolkit.folders.share import check_room
from toolkit.forms.column import Privacy
from toolkit.jobs.intake import receipt as receipts
from toolkit.jobs.intake.afterlife import answered
from toolkit.jobs.intake.copies import told_of_original
from toolkit.jobs.intake.evaluate import Evaluation, Origin, evaluate
from toolkit.jobs.intake.examine import Examined, examine, refusal
from toolkit.jobs.intake.finish import Finish, fence
from toolkit.jobs.intake.first_copy import first_copy
from toolkit.jobs.intake.lookalikes import asked_pairs, decide, found_pairs
from toolkit.jobs.intake.lost import original_again
from toolkit.jobs.intake.mapped import to_remember
from toolkit.jobs.intake.mistakes import MISTAKES, mistakes
from toolkit.jobs.intake.together import corrected, reconcile
from toolkit.jobs.intake.unread import kept_inside, largest, unread
from toolkit.jobs.intake.withdraw import ANSWERS, withdraw
from toolkit.jobs.intake.writing import Receipts, Writing, spool_of, wait_for, with_pieces
from toolkit.jobs.service import Service
from toolkit.ledger.evaluators import Crowd
from toolkit.ledger.prepared import prepare
from toolkit.ledger.refusals import Conflict, LeaseLost
from toolkit.ledger.submission import AFTER_COMMIT, State, Submission
from toolkit.ledger.taken import Taken
from toolkit.ledger.view import View
from toolkit.outcome import Outcome
from toolkit.sheets.build.receipt_value import Receipt
from toolkit.stages.catalogue import FORMS

log = logging.getLogger(__name__)

MOST_CONFLICTS = 40
"""So many times an evaluation is repeated because somebody else committed meanwhile."""
LONG = 2_000
"""From so many records on the rows are inserted while the receipt is still being written.
Other commits wait the longer for theirs, so short lists write their receipts first.
"""
EARLY = (State.SEEN, State.SETTLED)


@dataclass(frozen=True, slots=True)
class Understood:
    """A claimed file that was read: what is left is to evaluate and commit it, in the order of ``rank``."""

    submission: Submission
    examined: Examined | None = None

    @property
    def rank(self) -> int:
        """Customers come before what points at them, also when all was dropped at once."""
        forms = self.examined.forms if self.examined else ()
        return min((FORMS.index(form) for form in forms), default=len(FORMS))


@dataclass(frozen=True)
class Intake:
    """Takes submissions one by one; ``documents`` off means receipts and records only.

    ``understand`` and then ``conclude``; both raise LeaseLost where another worker has the submission, and
    ShareError or LedgerError where the step must be tried again later (the caller releases it).
    """

    service: Service
    documents: bool = True
    written: Callable[[str], None] = lambda _: None
    """Told a submission's id after its commit and before its receipt appears (``safekeeping.write_ahead``)."""
    crowd: Crowd = field(default_factory=Crowd)
    """Whether this worker was overtaken lately: then it evaluates alone."""

    @property
    def _receipts(self) -> Receipts:
        return Receipts(self.service)

    def understand(self, submission: Submission) -> Understood | None:
        """Claim a leased submission and read its file; None where it must wait or is gone."""
        if submission.state in AFTER_COMMIT:
            return Understood(submission)
        claimed = self._claim(submission)
        if claimed is None:
            return None
        if self._exhausted(claimed):
            return Understood(claimed)
        examined = None if self._first(claimed) is not None else self._read(claimed)
        waits = self.service.ledger.journal.move(claimed.lease, State.VALIDATED, attempts=claimed.attempts - 1)
        return Understood(waits, examined)

    def _read(self, claimed: Submission) -> Examined:
        return unread(self.service, claimed) or examine(self.service, spool_of(self.service, claimed), claimed.name)

    def conclude(self, understood: Understood) -> Submission:
        """Evaluate and commit, publish, archive, end; returns it as the journal then knows it."""
        submission = understood.submission
        if submission.state in AFTER_COMMIT:
            return Finish(self.service, self.written).finish(submission)
        if submission.state is State.VALIDATED:  # while it waited for its turn no crash was its fault
            submission = self.service.ledger.journal.start(submission.lease)
        return Finish(self.service, self.written).finish(self._work(submission, understood.examined))

    # -- claim ------------------------------------------------------------------------------------

    def _claim(self, submission: Submission) -> Submission | None:
        """Move the file out of the inbox and copy it to the local spool; None where it must wait or is gone."""
        journal = self.service.ledger.journal
        work = self.service.workspace.work / submission.work_name
        source = self.service.workspace.inbox / submission.folder / submission.name
        spare = self.service.workspace.settings.free_disk * 1_000_000
        most = largest(self.service)
        check_room(self.service.workspace.service, submission.size if submission.size <= most else 0, spare)
        try:
            if submission.state in EARLY:
                work.parent.mkdir(parents=True, exist_ok=True)
                claim.take(source, work)
            elif not os.path.lexists(work):
                original_again(self.service, submission)
            taken = claim.spool(work, spool_of(self.service, submission), most=most)
        except Busy:
            if submission.state not in EARLY:
                raise
            claim.give_back(work, source)
            journal.release(journal.move(submission.lease, State.SEEN).lease)
            return None
        except Vanished:
            journal.move(submission.lease, State.GONE)
            return None
        except NotTaken as refused:
            log.warning("%s is not taken: %s", submission.id, refused)
            journal.move(submission.lease, State.GONE, problem=refused.code)
            return None
        try:
            if submission.state in EARLY:
                journal.move(submission.lease, State.CLAIMED, sha256=taken.sha256, size=taken.size)
            return journal.start(submission.lease)
        except LeaseLost:
            self._untake(submission, work, source)
            raise

    def _untake(self, submission: Submission, work: Path, source: Path) -> None:
        """A worker that slept while another finished its file has just moved the next file of that name."""
        if self.service.ledger.journal.find(submission.id).ended:
            with suppress(Busy):
                claim.give_back(work, source)

    # -- understand and commit --------------------------------------------------------------------

    def _exhausted(self, submission: Submission) -> bool:
        """Whether a file crashed us so often that it is not parsed again."""
        return submission.attempts > self.service.workspace.settings.attempts

    def _first(self, submission: Submission) -> Submission | None:
        """The submission that these bytes repeat; one whose rows waited for something is taken once more."""
        first = self.service.ledger.journal.first_of(submission.sha256, besides=submission.id)
        return None if first is not None and first.counts.get("waiting") else first

    def _work(self, submission: Submission, examined: Examined | None) -> Submission:
        """From what was read to the commit point."""
        if self._exhausted(submission):
            crashed = Examined(submission.name, findings=(refusal(Unreadable("file.crashed")),))
            return self._commit(submission, kept_inside(self.service, submission, crashed), State.QUARANTINED)
        first = self._first(submission)
        if first is not None:
            return self._commit_duplicate(submission, first)
        known = examined or examine(self.service, spool_of(self.service, submission), submission.name)
        if known.withdrawn:
            return self._commit_withdrawal(submission, known)
        if known.decisions:
            fence(self.service, submission.lease)()
            known = replace(known, decided=decide(self.service, submission, known.decisions))
        known = told_of_original(self.service, submission, kept_inside(self.service, submission, known))
        return self._commit(submission, known, State.DONE if known.usable else State.RETURNED)

    def _commit(self, submission: Submission, examined: Examined, verdict: State) -> Submission:
        """Evaluate and commit; again where somebody was quicker, and then alone: nobody is overtaken for ever."""
        for again in range(MOST_CONFLICTS):
            alone, seconds = self.crowd.dense or again > 0, self.service.workspace.settings.lease
            with self.service.ledger.evaluators_turn(seconds, alone=alone):
                done = self._commit_once(submission, examined, verdict)
            if done is not None:
                return done
            self.crowd.overtaken()
        raise ShareError("folders.busy", name=submission.name)

    def _commit_once(self, submission: Submission, examined: Examined, verdict: State) -> Submission | None:
        """Evaluate on a snapshot, build the receipt, commit; None where somebody was quicker."""
        first = self._first(submission)
        if first is not None:
            return self._commit_duplicate(submission, first)
        with self.service.ledger.view() as view:
            origin = Origin(submission.id, submission.path, submission.authority)
            known = self._with_ids(examined, view)
            rules, day = self.service.rules, self.service.day()
            begun = self._receipts.ahead(submission, known)
            evaluation = evaluate(known, origin, view, rules, day, documents=self.documents)
            evaluation = replace(evaluation, outcome=corrected(evaluation.outcome, known.were, submission.id))
            pairs = found_pairs(evaluation)
            evaluation = replace(evaluation, pairs=pairs, asked=asked_pairs(evaluation, pairs, view), keys=begun.keys)
            writing = self._receipts.build(submission, evaluation, begun)
            try:
                return self._commit_evaluated(submission, view, evaluation, verdict, writing)
            except Conflict as conflict:
                log.info("%s is evaluated again: %s", submission.id, conflict)
                wait_for(writing)
        return None

    def _commit_evaluated(
        self, submission: Submission, view: View, evaluation: Evaluation, verdict: State, writing: Sequence[Writing]
    ) -> Submission:
        """Commit with the receipts that are being written: of a long list while they still are."""
        outcome, ready = evaluation.outcome, prepare(evaluation.outcome, evaluation.memories, evaluation.keys())
        taken, written = self._taken(submission, evaluation, verdict), partial(with_pieces, writing)
        if len(outcome.records) < LONG:
            return self.service.ledger.commit(submission.lease, view, outcome, written(taken), ready)
        return self.service.ledger.commit(submission.lease, view, outcome, taken, ready, written)

    def _with_ids(self, examined: Examined, view: View) -> Examined:
        """What was dropped back keeps the ids of its rows, and brings only what its sender changed."""
        if not examined.receipt:
            return examined
        first = partial(first_copy, self.service)
        return reconcile(examined, view, self.service.ledger.receipt_rows, self._sender, first)

    def _sender(self, submission: str) -> str:
        with suppress(LedgerError):
            return self.service.ledger.journal.find(submission).sender
        return ""

    def _taken(self, submission: Submission, evaluation: Evaluation, verdict: State) -> Taken:
        outcome = evaluation.outcome
        (accepted, rejected), waits = evaluation.totals, evaluation.waiting
        return Taken(
            verdict=verdict,
            forms=tuple(form.name for form in evaluation.examined.forms),
            counts={"accepted": accepted, "rejected": rejected} | ({"waiting": waits} if waits else {}),
            result=_result(evaluation),
            privacy=max(evaluation.examined.privacy, submission.privacy),
            rows=evaluation.memories,
            orders=(*outcome.documents, *outcome.lists),
            rules=self.service.rules.digest,
            mappings=to_remember(evaluation.examined.matches, submission.sender),
            pairs=evaluation.pairs,
        )

    def _commit_duplicate(self, submission: Submission, first: Submission) -> Submission:
        privacy = max(submission.privacy, first.privacy)
        place = self._receipts.place(
            submission, self.service.workspace.names.duplicate, inside=privacy is Privacy.INTERNAL
        )
        link = receipts.relative(place.folder, PurePosixPath(first.receipt)) if first.receipt else ""
        told = receipts.duplicate(submission, first, self.service.clock(), link)
        taken = Taken(duplicate_of=first.id, forms=first.forms, privacy=privacy)
        return self._commit_told(submission, told, place, taken)

    def _commit_withdrawal(self, submission: Submission, examined: Examined) -> Submission:
        """Take back what this receipt stands for; its rows are not taken again."""
        fence(self.service, submission.lease)()
        back = withdraw(self.service, submission, examined)
        names = self.service.workspace.names
        result, inside = names.withdrawn if back.done else names.returned, back.privacy is Privacy.INTERNAL
        place = self._receipts.place(submission, result, inside=inside, usable=back.done)
        told = receipts.withdrawal(submission, self.service.clock(), back.notices, done=back.done)
        taken = Taken(back.verdict, privacy=back.privacy, result=back.result)
        before = answered(self.service, submission, examined.receipt) if back.done else ()
        return self._commit_told(submission, told, place, taken, before)

    def _commit_told(
        self,
        submission: Submission,
        told: Receipt,
        place: receipts.Place,
        taken: Taken,
        before: tuple[Submission, ...] = (),
    ) -> Submission:
        """Commit a file of which no row is taken: ``told`` is all that comes of it; it overtakes ``before``."""
        writing = self._receipts.bare(submission, taken.privacy)
        writing.append(self._receipts.write(submission, told, place, None, "receipt", patch=False, before=before))
        known = replace(with_pieces(writing, taken), rules=self.service.rules.digest)
        with self.service.ledger.view() as view:
            return self.service.ledger.commit(submission.lease, view, Outcome(), known)


def _result(evaluation: Evaluation) -> dict[str, object]:
    """What is remembered of a file beside its counts: whose receipt it answers, which mistakes it had."""
    answers, made = evaluation.examined.receipt, mistakes(evaluation)
    return ({ANSWERS: answers} if answers else {}) | ({MISTAKES: made} if made else {})
