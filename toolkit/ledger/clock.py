"""What time it is: the database's clock where several machines share it, else this machine's."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, text

Clock = Callable[[], datetime]
"""Returns an aware moment; tests pass their own."""


def moment(connection: Connection, clock: Clock | None) -> datetime:
    """The moment now, in UTC: of ``clock`` where one was given, else the one all workers agree on."""
    if clock is not None:
        return clock().astimezone(UTC)
    if connection.dialect.name == "postgresql":
        told: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        return told.astimezone(UTC)
    return datetime.now(UTC)
