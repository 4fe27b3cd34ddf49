"""Column types that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import Dialect, String, Text
from sqlalchemy.types import TypeDecorator

_SHIFT = 0xF780 - 0xDC80
_TO_PRIVATE = {byte: byte + _SHIFT for byte in range(0xDC80, 0xDD00)}
_FROM_PRIVATE = {shifted: byte for byte, shifted in _TO_PRIVATE.items()}


def file_text(name: str) -> str:
    """A file name as ``FileText`` stores it."""
    return name if name.isascii() else name.translate(_TO_PRIVATE)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, stored as ISO text that sorts (``2026-11-24T03:50:00.000000``)."""

    impl = String(26)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Aware moment → text; a naive one is a bug and refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Text → aware moment in UTC."""
        return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


class FileText(TypeDecorator[str]):
    """A file name as the system gave it, bytes that are no UTF-8 included.

    Python keeps such bytes as lone surrogates, which no database stores; here they travel in the
    private area U+F780–F7FF and come back as they were.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Name → storable text."""
        return None if value is None else file_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Stored text → the name as the system gave it."""
        return value if value is None or value.isascii() else value.translate(_FROM_PRIVATE)
