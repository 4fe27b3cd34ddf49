"""A receipt that came back with 「撤回整份」: what it brought is taken back, if it is the sender's own latest one.

A sheet and the receipts of it that were mended and dropped back are one to its sender, so they are taken
back as one. The undo is a commit of its own, before that of the receipt that asked for it: where a crash
lies between the two, the second attempt finds that it was done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.errors import LedgerError, UsageError
from toolkit.forms.column import Privacy
from toolkit.jobs.intake.examine import Examined
from toolkit.jobs.intake.undo import SIGNED, shown, undo
from toolkit.jobs.service import Service
from toolkit.ledger.submission import State, Submission
from toolkit.messages import names_receipt as words
from toolkit.messages.finding import Severity
from toolkit.messages.names_receipt import Text
from toolkit.sheets.build.receipt_value import Notice

ANSWERS = "receipt_of"
"""In the journal's result of a submission: the submission whose mended receipt it was."""
WITHDREW = "withdrew"
"""In the journal's result of a submission: the submissions that it took back."""
FARTHEST = 10_000
"""So many submissions back a newer version of the same sheet is looked for."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What came of it: DONE or RETURNED, what the receipt says, who may see that, what the journal keeps."""

    verdict: State
    notices: tuple[Notice, ...]
    privacy: Privacy
    result: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def done(self) -> bool:
        """Whether it is taken back."""
        return self.verdict is State.DONE


def withdraw(service: Service, asking: Submission, examined: Examined) -> Withdrawal:
    """Take back what ``examined`` is the receipt of, or say why not; its rows are not taken again."""
    privacy = max(asking.privacy, examined.privacy)
    try:
        target = service.ledger.journal.find(examined.receipt)
    except LedgerError as unknown:
        if unknown.code != "ledger.unknown_submission":
            raise
        return _refused(service, privacy, words.WITHDRAW_UNKNOWN)
    if not _same_sender(asking, target):
        return _refused(service, privacy, words.WITHDRAW_OTHERS)
    privacy = max(privacy, target.privacy)
    if target.undone_by is not None:
        return Withdrawal(State.DONE, (Notice(_named(service, target, words.UNDONE_BEFORE)),), privacy)
    if target.verdict != State.DONE or target.duplicate_of or WITHDREW in target.result:
        return _refused(service, privacy, words.WITHDRAW_NOTHING)
    newer = _newer(service, target)
    if newer:
        return _refused(service, privacy, words.WITHDRAW_NEWER, by=shown(service, newer))
    return _taken_back(service, asking, target, privacy)


def _taken_back(service: Service, asking: Submission, target: Submission, privacy: Privacy) -> Withdrawal:
    ids = tuple(one.id for one in lineage(service, target))
    try:
        told = undo(service, ids, asking.id)
    except UsageError as refused:
        if refused.code != SIGNED:
            raise
        return _refused(service, privacy, words.WITHDRAW_SIGNED, **refused.data)
    notices = [Notice(text) for text in told.done] + [Notice(text, None, Severity.WARNING) for text in told.kept]
    return Withdrawal(State.DONE, tuple(notices), privacy, {WITHDREW: list(ids)})


def lineage(service: Service, last: Submission) -> tuple[Submission, ...]:
    """``last`` and the sender's earlier takings of the same sheet that still stand, oldest first."""
    found = [last]
    while before := str(found[-1].result.get(ANSWERS, "")):
        one = service.ledger.journal.find(before)
        stands = one.state is State.DONE and one.undone_by is None
        if not stands or not _same_sender(one, last) or one in found:
            break
        found.append(one)
    return tuple(reversed(found))


def _same_sender(one: Submission, other: Submission) -> bool:
    """Whether both were dropped in one person's folder; a restricted folder answers only for itself."""
    return (one.sender, one.authority) == (other.sender, other.authority)


def _newer(service: Service, target: Submission) -> str:
    """The submission by which the receipt of ``target`` was dropped back since and taken, else ""."""
    for one in service.ledger.journal.recent(FARTHEST):
        if one.result.get(ANSWERS) == target.id and one.verdict == State.DONE and one.undone_by is None:
            return one.id
    return ""


def _refused(service: Service, privacy: Privacy, text: Text, **data: object) -> Withdrawal:
    language = service.workspace.settings.language
    return Withdrawal(State.RETURNED, (Notice(text.say(language, **data), None, Severity.ERROR),), privacy)


def _named(service: Service, target: Submission, text: Text) -> str:
    return text.say(service.workspace.settings.language, file=target.name, number=target.id)
