"""Dropped files that go back without being read: conflict copies, and what is larger than is taken in.

What cannot be read at all may be confidential; where it is kept then is decided here.
"""

from dataclasses import replace
from datetime import timedelta

from toolkit.folders.names import conflict_copy
from toolkit.forms.column import Privacy
from toolkit.jobs.intake.examine import Examined
from toolkit.jobs.service import Service
from toolkit.ledger.submission import Submission
from toolkit.messages.codes_intake import CONFLICT_COPY, TOO_LARGE
from toolkit.messages.finding import Finding
from toolkit.stages.confidential import named_internal

_AS_LONG = timedelta(days=180)
"""How long it is remembered that a file of the same name was confidential (own judgement)."""
MEGABYTE = 1_000_000


def largest(service: Service) -> int:
    """Most bytes of a file that is opened at all."""
    return service.workspace.settings.largest_file * MEGABYTE


def unread(service: Service, submission: Submission) -> Examined | None:
    """What is told of a file that is not to be opened; None for one that is."""
    if conflict_copy(submission.name):
        return Examined(submission.name, findings=(Finding(CONFLICT_COPY),))
    if submission.size > largest(service):
        told = {"size": submission.size // MEGABYTE, "most": service.workspace.settings.largest_file}
        return Examined(submission.name, findings=(Finding(TOO_LARGE, data=told),))
    return None


def kept_inside(service: Service, submission: Submission, examined: Examined) -> Examined:
    """A file of which nothing could be used stays inside where its name or folder says so, or its earlier copy did.

    That is all there is to go by: what cannot be read may hold the floors of a negotiation as well as nothing.
    """
    if examined.usable or submission.privacy is Privacy.INTERNAL:
        return examined
    since = service.clock() - _AS_LONG
    before = service.ledger.journal.answered_before(submission.folder, submission.name, since)
    was = before is not None and before.privacy is Privacy.INTERNAL
    return replace(examined, inside=True) if was or named_internal(submission.path) else examined
