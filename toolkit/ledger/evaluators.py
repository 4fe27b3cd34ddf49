"""Evaluating side by side without being overtaken for ever: several at once, or one alone.

What is evaluated side by side and draws the same running numbers must be evaluated again, all but one. So
whoever was overtaken evaluates and commits once more alone, while the others wait; and who comes later
waits behind who waits already. Nothing rests on it but that work is spared: after ``seconds`` one goes on
without, and the commit itself still refuses what was overtaken.

On PostgreSQL an advisory lock in a transaction of its own keeps machines apart; it ends with the holder's
session, and a machine that falls asleep while it holds it is ended by the server.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from toolkit.errors import LedgerError
from toolkit.ledger.turns import beating

_EVALUATING = 730_004
_NEXT = 32
"""So many files after one that was overtaken are evaluated alone at once: they are likely of the same kind."""


@dataclass
class Crowd:
    """Whether somebody was overtaken lately; one for each worker, shared by its threads."""

    left: int = 0

    @property
    def dense(self) -> bool:
        """Whether the next file is better evaluated alone; asked once for each."""
        self.left = max(0, self.left - 1)
        return self.left > 0

    def overtaken(self) -> None:
        """Somebody else was quicker."""
        self.left = _NEXT


@dataclass
class Door:
    """Lets several through at once or one alone, in the order in which they came; for threads."""

    _changed: threading.Condition = field(default_factory=threading.Condition)
    _waiting: deque[object] = field(default_factory=deque)
    _inside: int = 0
    _taken: bool = False

    @contextmanager
    def passed(self, seconds: float, *, alone: bool) -> Iterator[None]:
        """Be inside; after ``seconds`` of waiting in vain the work is done all the same."""
        let_in = self._enter(seconds, alone=alone)
        try:
            yield
        finally:
            if let_in:
                self._leave()

    def _enter(self, seconds: float, *, alone: bool) -> bool:
        me = object()

        def free() -> bool:
            return self._waiting[0] is me and not self._taken and not (alone and self._inside)

        with self._changed:
            self._waiting.append(me)
            let_in = self._changed.wait_for(free, seconds)
            self._waiting.remove(me)
            if let_in:
                self._inside += 1
                self._taken = alone
            self._changed.notify_all()
        return let_in

    def _leave(self) -> None:
        with self._changed:
            self._inside -= 1
            self._taken = False
            self._changed.notify_all()


@contextmanager
def evaluating(engine: Engine, door: Door, seconds: float, *, alone: bool) -> Iterator[None]:
    """Evaluate and commit inside: beside others, or ``alone`` here and on every other machine."""
    with door.passed(seconds, alone=alone):
        if engine.dialect.name != "postgresql":
            yield
            return
        with engine.connect() as connection:
            try:
                with _held(connection, seconds, alone=alone):
                    yield
            finally:
                _let_go(connection)


@contextmanager
def _held(connection: Connection, seconds: float, *, alone: bool) -> Iterator[None]:
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    milliseconds = int(seconds * 1000)
    try:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds}")
        connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = {milliseconds}")
        connection.exec_driver_sql(f"SELECT {lock}({_EVALUATING})")
    except SQLAlchemyError:  # waited in vain
        yield
        return
    with beating(connection, seconds):
        yield


def _let_go(connection: Connection) -> None:
    """End the transaction and the lock with it; a session that the server ended is not used again."""
    try:
        connection.rollback()
    except (SQLAlchemyError, LedgerError):
        with suppress(SQLAlchemyError, LedgerError):
            connection.invalidate()
