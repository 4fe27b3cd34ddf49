"""Dropped files that go back without being read: conflict copies, and what is larger than is taken in."""

from toolkit.folders.names import conflict_copy
from toolkit.jobs.intake.examine import Examined
from toolkit.jobs.service import Service
from toolkit.ledger.submission import Submission
from toolkit.messages.codes_intake import CONFLICT_COPY, TOO_LARGE
from toolkit.messages.finding import Finding

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
