"""What a sheet said when its receipt was sent, from the archive: the base of rows that were rejected there."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from toolkit.errors import LedgerError, Unreadable
from toolkit.forms.column import Privacy
from toolkit.forms.reading import Recognised
from toolkit.forms.table import Sheet, Workbook
from toolkit.jobs.intake.examine import named, read_dropped
from toolkit.jobs.service import Service


def first_copy(service: Service, submission: str) -> Workbook | None:
    """The workbook that ``submission`` dropped; None where the archive has it no more."""
    with suppress(LedgerError, Unreadable):
        dropped = service.ledger.journal.find(submission)
        internal = dropped.privacy is Privacy.INTERNAL
        root = service.workspace.internal / ".archive" if internal else service.workspace.archive
        path = root / dropped.archived_as
        if dropped.archived_as and path.is_file():
            workbook = service.workers.call(read_dropped, path, service.workspace.settings.cells_per_file)
            return named(workbook, dropped.name)
    return None


@dataclass(frozen=True, slots=True)
class Untouched:
    """Which cells of a receipt's rows stand as they stood in what it answers (``first`` reads it, when asked)."""

    first: Callable[[], Workbook | None]
    now: Workbook | None

    def of(self, sheet: str, known: Recognised, rows: Iterable[int]) -> Mapping[int, frozenset[str]]:
        """Row number → the fields whose cells nobody touched; no row that says mostly other things."""
        before, now = (_sheet(workbook, sheet) for workbook in (self.first(), self.now))
        if before is None or now is None:
            return {}
        found = {number: _same(before, now, number, known.columns) for number in rows}
        return {number: same for number, same in found.items() if 2 * len(same) >= len(known.columns)}


def _sheet(workbook: Workbook | None, name: str) -> Sheet | None:
    return next((one for one in workbook.sheets if one.name == name), None) if workbook else None


def _same(before: Sheet, now: Sheet, number: int, columns: Mapping[str, int]) -> frozenset[str]:
    cells = {name: (before.cell(number, column), now.cell(number, column)) for name, column in columns.items()}
    return frozenset(name for name, (old, new) in cells.items() if old.value == new.value)
