"""What is asked of the ledger, each answer from a snapshot of its own."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from toolkit.ledger import history, mappings, rebuild, registers
from toolkit.ledger.kept import Kept
from toolkit.ledger.provenance import Origin, origins
from toolkit.ledger.rebuild import Unexported
from toolkit.ledger.registers import Order, Promised
from toolkit.ledger.taken import Answer, Document, RowMemory
from toolkit.outcome import Record, Reminder


class Asking(Kept):
    """The part of the ledger that changes nothing."""

    def promised(self, limit: int = 1000, submission: str = "") -> tuple[Promised, ...]:
        """The orders not yet made, oldest first."""
        with self._reading() as connection:
            return registers.waiting(connection, limit, submission)

    def order(self, number: int) -> Order | None:
        """The order of that id, made or not: what a document was made from; None where it is not known."""
        with self._reading() as connection:
            return registers.order(connection, number)

    def last_versions(self, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """(folder, name) → the last version registered there."""
        with self._reading() as connection:
            return registers.last_versions(connection, places)

    def documents(self, **where: str) -> tuple[Document, ...]:
        """Registered documents by ``customer``, ``submission``, ``number``, ``sha256`` …, oldest first."""
        with self._reading() as connection:
            return registers.documents(connection, **where)

    def voided_since(self, no: int) -> tuple[tuple[Document, ...], int]:
        """The documents voided after commit ``no``, and the number of the last commit there is."""
        with self._reading() as connection:
            return registers.voided_since(connection, no), registers.last_commit(connection)

    def history(self, form: str, key: str) -> tuple[Record, ...]:
        """Every version of one record, oldest first."""
        with self._reading() as connection:
            return history.versions(connection, form, key)

    def receipt_rows(self, submission: str) -> tuple[RowMemory, ...]:
        """What the rows of a receipt became, in the order in which they were given by sheet."""
        with self._reading() as connection:
            return history.receipt_rows(connection, submission)

    def reminders(self, until: date | None = None) -> tuple[Reminder, ...]:
        """What is due up to and including ``until`` (None: everything), earliest first."""
        with self._reading() as connection:
            return history.reminders(connection, until)

    def origins(self, form: str, key: str) -> Mapping[str, Origin]:
        """Field → the file, sheet and cell that a record's current value was read from."""
        return origins(self.history(form, key))

    def remembered(self) -> Mapping[str, Answer]:
        """Fingerprint of a layout → what people have answered about it, newest first."""
        with self._reading() as connection:
            return mappings.remembered(connection)

    def unexported(self, limit: int = 100, submission: str = "") -> tuple[Unexported, ...]:
        """Commits whose lines are not yet beside the archive, oldest first (``rebuild.line_path``)."""
        with self._reading() as connection:
            return rebuild.unexported(connection, limit, submission)

    def lines(self, no: int) -> Iterator[str]:
        """The lines of one commit, to be written beside the archive before ``exported`` is called."""
        with self._reading() as connection:
            yield from rebuild.lines(connection, no)

    def lines_ahead(self, no: int) -> Iterator[str]:
        """The same right after that commit, in fewer words: a long list as it was written, not asked for again."""
        wrote = self._wrote.pop(no, {})
        with self._reading() as connection:
            yield from rebuild.lines(connection, no, wrote)
