"""The receipts of one file: begun in children before the commit, waited for and weighed within it.

What a child writes lies under ``.work/<submission>/out`` until the commit that names it has been made.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from toolkit.errors import LedgerError, ToolkitError, Unreadable
from toolkit.forms.column import Privacy
from toolkit.jobs.intake import receipt as receipts
from toolkit.jobs.intake.afterlife import earlier, overtaken
from toolkit.jobs.intake.ahead import NOT_AHEAD, Ahead, ahead
from toolkit.jobs.intake.build import Built, built, fresh_out, out_folder, own_out, write_receipt
from toolkit.jobs.intake.evaluate import Evaluation
from toolkit.jobs.intake.examine import Examined
from toolkit.jobs.intake.template_copies import build_copies
from toolkit.jobs.service import Service
from toolkit.ledger.submission import Submission
from toolkit.ledger.taken import Taken
from toolkit.messages import names_receipt as words
from toolkit.sheets.build.lookalike import lookalike_sheet
from toolkit.sheets.build.mapping import mapping_sheets
from toolkit.sheets.build.receipt_value import Receipt
from toolkit.sheets.build.script import spoken_scores
from toolkit.sheets.build.spec import SheetSpec
from toolkit.stages.catalogue import FORMS
from toolkit.stages.english import english

log = logging.getLogger(__name__)

FEW_FINDINGS = 1_000
"""So many findings a receipt names that could not be written in a child, whose memory is limited: ours is not."""
Writing = Callable[[], Built]
"""A receipt under way: waits until it is written."""


def spool_of(service: Service, submission: Submission) -> Path:
    """The local copy of a claimed file, under the name it was dropped as (readers look at endings)."""
    folder = service.workspace.service / "spool" / submission.id
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"dropped{PurePosixPath(submission.work_name).suffix}"


@dataclass(frozen=True, slots=True)
class Receipts:
    """Begins the receipts of submissions, each where it belongs."""

    service: Service

    def ahead(self, submission: Submission, examined: Examined) -> Ahead:
        """Begin to mark the cells of a long list, and to make the keys of its customers."""
        return ahead(self.service, submission, examined, spool_of(self.service, submission))

    def build(self, submission: Submission, evaluation: Evaluation, begun: Ahead = NOT_AHEAD) -> list[Writing]:
        """Begin to write the receipts: the full one last; ``begun`` is what was marked before the evaluation."""
        workspace = self.service.workspace
        privacy = max(evaluation.examined.privacy, submission.privacy)
        fresh_out(workspace, submission.lease)
        before = earlier(self.service, submission, evaluation)
        usable = evaluation.examined.usable or bool(evaluation.examined.questions)
        pieces = self.bare(submission, privacy, before, usable=usable)
        result = receipts.result_in_name(evaluation, workspace)
        place = self.place(submission, result, inside=privacy is Privacy.INTERNAL, usable=usable)
        told = receipts.tell(
            evaluation,
            submission,
            self.service.clock(),
            place,
            workspace,
            self._beside(submission, evaluation),
            self.service.rules.scorecard,
        )
        say = english(self.service.rules, workspace.settings.language)
        if say:
            told = replace(told, documents=tuple(replace(one, kind=say(one.kind)) for one in told.documents))
            told = spoken_scores(told, say) if len(told.scores) else told
        workbook = evaluation.examined.workbook
        patch = workbook is not None and workbook.patchable and usable
        if template := evaluation.examined.template:
            language = workspace.settings.language
            told = replace(told, documents=template.made(language), state=template.state)
            pieces += build_copies(template, workspace, submission.lease, place)
        pieces += self._disputes(submission, evaluation.examined, inside=privacy is Privacy.INTERNAL)
        marked = begun.file if patch and begun.holds(evaluation) else None
        write = partial(self.write, submission, told, place, evaluation.examined, "receipt")
        pieces.append(write(patch=patch, before=before, marked=marked))
        return pieces

    def _disputes(self, submission: Submission, examined: Examined, *, inside: bool) -> list[Writing]:
        """What is asked here about other people's changes is told to them too, each in their own folder."""
        language, written = self.service.workspace.settings.language, []
        for place, (other, found) in enumerate(receipts.disputes_by_submission(examined.disputes).items()):
            with suppress(LedgerError):
                theirs = self.service.ledger.journal.find(other)
                told = receipts.disputed(submission, theirs, self.service.clock(), found, language)
                result = words.DISPUTE_NAME.say(language, count=len(found))
                target = self.place(theirs, result, inside=inside)
                written.append(self.write(submission, told, target, None, f"dispute{place}", patch=False))
        return written

    def _beside(self, submission: Submission, evaluation: Evaluation) -> tuple[SheetSpec, ...]:
        """The sheets to be answered: 對照 for headings that are not ours, 疑似重複 for customers that look alike."""
        questions, language = evaluation.examined.questions, self.service.workspace.settings.language
        asked, lists, number = evaluation.asked, self.service.rules.lists if questions else {}, submission.id
        sheets = mapping_sheets(questions, FORMS, lists, language, number)
        say = english(self.service.rules, language) if asked else None
        return (*sheets, lookalike_sheet(asked, language, number, say)) if asked else sheets

    def bare(
        self,
        submission: Submission,
        privacy: Privacy,
        before: tuple[Submission, ...] = (),
        *,
        usable: bool = True,
    ) -> list[Writing]:
        """Something confidential that was dropped in the open gets an open receipt that says where to look."""
        if privacy is not Privacy.INTERNAL or submission.privacy is Privacy.INTERNAL:
            return []
        names, language = self.service.workspace.names, self.service.workspace.settings.language
        known = receipts.nameless(submission, language)
        result = names.received.strip() if usable else names.returned
        place = self.place(known, result, inside=False, usable=usable)
        told = receipts.internal(known, self.service.clock(), usable=usable)
        return [self.write(submission, told, place, None, "open", patch=False, before=before)]

    def place(self, submission: Submission, result: str, *, inside: bool, usable: bool = True) -> receipts.Place:
        """Where the receipt of a file goes, whose ``result`` stands in its name."""
        workspace, day = self.service.workspace, self.service.day().isoformat()
        return receipts.place_of(submission, workspace, result, inside=inside, usable=usable, day=day)

    def write(
        self,
        submission: Submission,
        told: Receipt,
        place: receipts.Place,
        examined: Examined | None,
        name: str,
        *,
        patch: bool,
        before: tuple[Submission, ...] = (),
        marked: Path | None = None,
    ) -> Writing:
        """Begin to write a receipt in a child; what is returned waits for it and weighs it.

        It overtakes those of ``before`` that bear the same ``name``. ``marked`` is a copy that has its marks already.
        """
        out, lease = out_folder(self.service.workspace, submission.id), submission.lease
        own_out(self.service.workspace, lease).mkdir(parents=True, exist_ok=True)
        source = f"{lease.epoch}/{name}{PurePosixPath(place.name).suffix}"
        workbook = examined.workbook if examined else None
        language = self.service.workspace.settings.language
        dropped = spool_of(self.service, submission) if patch else Path()
        shown = None if patch else workbook
        overtakes = tuple(overtaken(before, submission, name))
        answer = self.service.workers.start(write_receipt, dropped, shown, told, out / source, language, marked)

        def written() -> Built:
            try:
                answer()
            except Unreadable as refused:
                log.warning("%s gets a receipt without its own cells: %s", submission.id, refused.code)
                self._without_cells(told, out / source, language)
            return built(out, source, place, overtakes)

        return written

    def _without_cells(self, told: Receipt, target: Path, language: str) -> None:
        """Our own sheets alone, in a child too; where even they are too much, no scores and the first findings."""
        try:
            self.service.workers.call(write_receipt, Path(), None, told, target, language)
        except Unreadable:
            few = replace(told, scores=(), what_if=None, findings=told.findings[:FEW_FINDINGS])
            write_receipt(Path(), None, few, target, language)


def with_pieces(writing: Sequence[Writing], taken: Taken) -> Taken:
    """What is taken, with the receipts that were written for it: the full one is the last."""
    pieces = [piece() for piece in writing]
    receipt = pieces[-1].place
    return replace(taken, manifest=tuple(one.line() for one in pieces), receipt=str(receipt.folder / receipt.name))


def wait_for(writing: Iterable[Writing]) -> None:
    """Let receipts that nobody wants any more be written: the next ones are built in their place."""
    for wait in writing:
        with suppress(ToolkitError, OSError):
            wait()
