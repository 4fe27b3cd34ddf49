"""The cells of a long list are marked in a child while its stages are still asked what follows from it.

So are the keys made by which its customers will be found. What the stages say seldom concerns a cell. Where it
does, or anything fails, the receipt is written as any other.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.forms.form import title_in
from toolkit.jobs.intake.build import mark_ahead
from toolkit.jobs.intake.evaluate import Evaluation
from toolkit.jobs.intake.examine import Examined
from toolkit.jobs.service import Service
from toolkit.ledger.customer_keys import NO_KEYS, KnownKeys
from toolkit.ledger.submission import Submission
from toolkit.messages.finding import Finding
from toolkit.sheets.build.receipt import MARKING
from toolkit.sheets.build.receipt_value import SheetCount
from toolkit.stages.screening.forms import Prospect

MANY = 2_000
"""From so many rows on it is worth a file more."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A copy of the dropped file whose cells are being marked with ``findings``."""

    file: Path
    findings: tuple[Finding, ...]
    wait: Callable[[], KnownKeys] | None

    def holds(self, evaluation: Evaluation) -> bool:
        """Wait for the copy; whether it bears just the marks that the receipt of ``evaluation`` wants."""
        said = evaluation.outcome.findings
        more = any(one.cell and one.severity in MARKING for one in said)
        if self.wait is None or more or len(evaluation.findings) != len(self.findings) + len(said):
            return False
        with suppress(ToolkitError, OSError):
            self.wait()
            return True
        return False

    def keys(self) -> KnownKeys:
        """The keys of the list's customers; what is absent is made when it is asked for."""
        with suppress(ToolkitError, OSError):
            return self.wait() if self.wait else NO_KEYS
        return NO_KEYS


NOT_AHEAD = Ahead(Path(), (), None)
"""Nothing was begun: so it is with short lists."""


def ahead(service: Service, submission: Submission, examined: Examined, spooled: Path) -> Ahead:
    """Begin to mark a copy of the ``spooled`` file; not where that is not worth it, or where it cannot be patched.

    What was dropped back bears earlier marks, and rows of it may yet be taken out.
    """
    workbook, rows = examined.workbook, sum(len(one.rows) + len(one.rejected) for one in examined.readings)
    if rows < MANY or examined.receipt or workbook is None or not workbook.patchable or not examined.recognised:
        return NOT_AHEAD
    own = tuple(one for reading in examined.readings for one in reading.findings)
    findings, language = (*examined.findings, *own), service.workspace.settings.language
    titles = {name: title_in(language, column) for form in examined.forms for name, column in form.columns.items()}
    order = tuple(SheetCount(one.sheet, "", 0, 0, 0) for one in examined.readings if one.recognised)
    target = spooled.with_name(f"ahead-{submission.lease.epoch}{spooled.suffix}")
    named = [(row.name, row.phone or "") for row in _prospects(examined)]
    wait = service.workers.start(mark_ahead, spooled, target, order, findings, titles, language, named)
    return Ahead(target, findings, cache(wait))


def _prospects(examined: Examined) -> Iterator[Prospect]:
    rows = (row.row for reading in examined.recognised for row in reading.rows)
    return (row for row in rows if isinstance(row, Prospect))
