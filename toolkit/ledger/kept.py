"""What every part of the ledger stands on: one database, its snapshots, its numbered transactions, its audit chain."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from toolkit.errors import LedgerError
from toolkit.ledger import audit, bulk, commit
from toolkit.ledger.clock import Clock, moment
from toolkit.ledger.commit import Commit
from toolkit.ledger.evaluators import Door
from toolkit.ledger.journal import Journal
from toolkit.ledger.open import checkpoint_later, copy_sqlite, shown


class Kept:
    """One database, and how its commits are made."""

    def __init__(self, engine: Engine, clock: Clock | None = None) -> None:
        self._engine = engine
        self._clock = clock
        self.journal = Journal(engine, clock)
        self._making, self._exporting, self._evaluating = threading.Lock(), threading.Lock(), Door()
        self._wrote: dict[int, Mapping[str, bulk.Columns]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @property
    def single_owner(self) -> bool:
        """Whether only one process may work with it (SQLite); PostgreSQL takes any number."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def _commit(self, kind: str, submission: str, rules: str) -> Iterator[Commit]:
        """One numbered transaction; whatever is raised inside leaves no trace of it."""
        with self._engine.connect() as connection, checkpoint_later(connection), connection.begin():
            commit.lock_commits(connection)
            now = moment(connection, self._clock)
            current = commit.begin_commit(connection, kind, submission, now, rules)
            yield current
        if current.wrote:
            self._wrote = {current.no: current.wrote}  # of the last one only: it is large

    def audit_head(self) -> audit.Head:
        """The end of the audit chain, for reports."""
        with self._reading() as connection:
            return audit.head(connection)

    def verify_audit(self) -> audit.Head:
        """Check the whole audit chain; raises LedgerError("ledger.chain_broken")."""
        with self._reading() as connection:
            return audit.verify(connection)

    def check(self) -> audit.Head:
        """Check the whole database and the audit chain (``doctor``); raises LedgerError at the first fault."""
        with self._reading() as connection:
            if self.single_owner:
                told = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
                if told != "ok":
                    raise LedgerError("ledger.damaged", path=shown(self._engine.url), reason=str(told))
            return audit.verify(connection)

    def backup(self, target: Path) -> None:
        """Copy a SQLite ledger to ``target`` while it is worked with; it appears there whole.

        PostgreSQL has its own tools (pg_dump); raises LedgerError("ledger.exists") rather than overwrite.
        """
        if target.exists():
            raise LedgerError("ledger.exists", path=str(target))
        copy_sqlite(self._engine, target)

    def _reading(self) -> Connection:
        return self._engine.connect().execution_options(toolkit_snapshot=True)


def note(current: Commit, entry: audit.Entry) -> None:
    """Chain the commit's entry to the audit log."""
    audit.append(current.connection, current.no, current.at, entry)
