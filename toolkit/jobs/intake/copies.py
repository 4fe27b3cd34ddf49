"""A file called a copy of another (``名單 (1).xlsx``) is taken, and its sender told of the one that was taken before.

A browser numbers what is fetched twice, Windows what is kept beside a file of the same name, and some drives
what two people edited at once: only the sender knows which it was, and nobody's work is sent back for a name.
"""

from dataclasses import replace

from toolkit.folders.names import original_of
from toolkit.jobs.intake.examine import Examined
from toolkit.jobs.service import Service
from toolkit.ledger.submission import Submission
from toolkit.messages.finding import Severity
from toolkit.messages.names_copies import COPY
from toolkit.sheets.build.receipt_value import Notice


def told_of_original(service: Service, submission: Submission, examined: Examined) -> Examined:
    """``examined`` with a word on the file that its name calls the original, where that was taken."""
    original = original_of(submission.name)
    if not original or examined.receipt or not examined.usable:
        return examined
    before = service.ledger.journal.last_called(submission.folder, original)
    if before is None:
        return examined
    language, day = service.workspace.settings.language, before.committed_at
    text = COPY.say(language, name=original, day=day.astimezone().date() if day else "", number=before.id)
    return replace(examined, decided=(*examined.decided, Notice(text, before.receipt or None, Severity.WARNING)))
