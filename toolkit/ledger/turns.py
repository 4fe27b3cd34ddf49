"""Work that only one of several machines may do at a time, such as making the documents that were promised.

On PostgreSQL a session's advisory lock, with a pulse: a session that is silent for longer than a lease is
ended by the server, so a machine that falls asleep while it is its turn holds up nobody, and the next pulse
tells it that the turn is over. SQLite has one owner, whose own threads wait for one another.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from toolkit.errors import LedgerError
from toolkit.ledger.refusals import LeaseLost

_WITH_PULSE = (14,)
"""PostgreSQL ends silent sessions from this version on; before, only those whose machine is gone."""
_OFTEN = 3
Pulse = Callable[[], None]
"""Called before each change that others can see; raises LeaseLost where the turn is another's now."""


def _always() -> None:
    """An only owner's turn never ends by itself."""


@contextmanager
def turn(engine: Engine, number: int, seconds: float, own: threading.Lock) -> Iterator[Pulse | None]:
    """Hold turn ``number`` (any whole number, the same on every machine); None where another has it.

    ``own`` keeps this process's threads apart. After ``seconds`` without a pulse the turn passes on.
    """
    with own:
        if engine.dialect.name != "postgresql":
            yield _always
            return
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({number})").scalar():
                yield None
                return
            if (connection.dialect.server_version_info or (0,)) >= _WITH_PULSE:
                connection.exec_driver_sql(f"SET idle_session_timeout = {int(seconds * 1000)}")
            try:
                with beating(connection, seconds) as pulse:
                    yield pulse
            finally:
                connection.invalidate()  # the lock goes with the session


@contextmanager
def beating(connection: Connection, seconds: float) -> Iterator[Pulse]:
    """Keep a session from falling silent for ``seconds`` as long as this process runs; gives the pulse."""
    one_by_one, over = threading.Lock(), threading.Event()

    def pulse() -> None:
        try:
            with one_by_one:
                connection.exec_driver_sql("SELECT 1")
        except (SQLAlchemyError, LedgerError) as error:
            raise LeaseLost("ledger.turn_lost") from error

    def beat() -> None:
        with suppress(LeaseLost):
            while not over.wait(seconds / _OFTEN):
                pulse()

    thread = threading.Thread(target=beat, daemon=True, name="turn")
    thread.start()
    try:
        yield pulse
    finally:
        over.set()
        thread.join()
