"""Opening the database: its address, what is refused, and how each connection is set up."""

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from toolkit import mounts
from toolkit.errors import LedgerError
from toolkit.ledger import schema
from toolkit.ledger.bulk import to_text

_BUSY_MS = 30_000
_CHECKPOINT = 4000
"""Pages (16 MB) in the log from which on a commit brings them home.

A list of 200 rows writes five hundred pages of a large ledger, most of them again and again: brought home after
every second list, as by SQLite's own figure of 1000, they cost as much as the commits themselves.
"""
_PRAGMAS = (
    f"PRAGMA busy_timeout={_BUSY_MS}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    f"PRAGMA wal_autocheckpoint={_CHECKPOINT}",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32768",
)

_IDLE = "-c idle_in_transaction_session_timeout=120000"
"""A machine that falls asleep in the middle of a commit holds the others up for two minutes at most."""

FileSystem = Callable[[Path], str]


def database_url(address: str) -> URL:
    """The SQLAlchemy URL of a plain path, a ``sqlite:///`` or a ``postgresql://`` address."""
    if "://" not in address:
        return URL.create("sqlite", database=address)
    try:
        url = make_url(address)
    except ArgumentError:
        raise LedgerError("ledger.url", url=address) from None
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql") or not url.database:
        raise LedgerError("ledger.url", url=address)
    return url


def existing_engine(address: str, file_system: FileSystem = mounts.file_system) -> Engine:
    """An engine on a database that holds a ledger, its schema brought up to date.

    Raises LedgerError: missing, damaged, remote, foreign (another program's), newer (than we know).
    """
    url = database_url(address)
    if url.get_backend_name() == "sqlite":
        path = _local_path(url, file_system)
        if not path.is_file() or path.stat().st_size == 0:
            raise LedgerError("ledger.missing", path=str(path))
    engine = _engine(url)
    try:
        _bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def new_engine(address: str, file_system: FileSystem = mounts.file_system) -> Engine:
    """An engine on a new, empty ledger; raises LedgerError("ledger.exists") rather than overwrite."""
    url = database_url(address)
    if url.get_backend_name() == "sqlite":
        path = _local_path(url, file_system)
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = _engine(url)  # a file without a table is one whose making was interrupted
    with engine.begin() as connection:
        if inspect(connection).get_table_names():
            raise LedgerError("ledger.exists", path=shown(url))
        _create(connection)
    return engine


def copy_sqlite(engine: Engine, target: Path) -> None:
    """A whole copy of a SQLite database, taken while others read and write, synced, under its name at last."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.part")
    half.unlink(missing_ok=True)
    lent = engine.raw_connection()
    try:
        connection: Any = lent.driver_connection
        connection.execute("VACUUM INTO ?", (str(half),))
    finally:
        lent.close()
    with half.open("rb+") as file:
        os.fsync(file.fileno())
    half.rename(target)


def shown(url: URL) -> str:
    """How a message names the database: a path, or an address without its password."""
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string()


def _local_path(url: URL, file_system: FileSystem) -> Path:
    path = Path(url.database or "")
    kind = file_system(path)
    if mounts.is_remote(kind):
        raise LedgerError("ledger.remote", path=str(path), kind=kind)
    return path


def _engine(url: URL) -> Engine:
    server = url.get_backend_name() != "sqlite"
    connecting = {"options": _IDLE} if server and "options" not in url.query else {}
    try:
        engine = create_engine(url, pool_pre_ping=server, json_serializer=to_text, connect_args=connecting)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise LedgerError("ledger.driver") from None
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "handle_error", _translate)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """WAL and full syncs; transactions are begun by us, since the driver begins them too late."""
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    """Writers take the lock at once (a read that turns into a write could not wait for it)."""
    reading = connection.get_execution_options().get("toolkit_snapshot")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def checkpoint_later(connection: Connection) -> Iterator[None]:
    """Let the commit inside end with its log synced; the next one brings its pages home.

    What is committed is safe in the log. Copying a long list's pages out of it takes as long as the commit
    itself, and somebody waits for the receipt.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA wal_autocheckpoint=0")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA wal_autocheckpoint={_CHECKPOINT}")


def _create(connection: Connection) -> None:
    schema.METADATA.create_all(connection)
    connection.execute(insert(schema.SCHEMA_VERSION).values(version_num=schema.VERSION))
    about = {"ledger": secrets.token_hex(8), "audit_key": secrets.token_hex(32)}
    rows = [{"name": name, "value": value} for name, value in about.items()]
    connection.execute(insert(schema.ABOUT), rows)


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect().execution_options(toolkit_snapshot=True) as connection:
        tables = set(inspect(connection).get_table_names())
        if not {"alembic_version", "submissions"} <= tables:
            raise LedgerError("ledger.foreign" if tables else "ledger.missing", path=shown(engine.url))
        found = connection.scalar(select(schema.SCHEMA_VERSION.c.version_num)) or ""
    if found == schema.VERSION:
        return
    if found > schema.VERSION:
        raise LedgerError("ledger.newer", found=found, known=schema.VERSION)
    from toolkit.ledger.migrations.upgrade import upgrade  # Alembic only when needed

    upgrade(engine)


_SQLITE_REASONS = (
    ("malformed", "ledger.damaged"),
    ("not a database", "ledger.damaged"),
    ("file is encrypted", "ledger.damaged"),
    ("disk is full", "ledger.full"),
    ("disk I/O error", "ledger.disk"),
    ("unable to open", "ledger.disk"),
    ("readonly database", "ledger.disk"),
    ("database is locked", "ledger.locked"),
)
_POSTGRESQL_AWAY = ("08", "28", "3D", "57P", "25P03")
"""SQLSTATE classes: connection, authorisation, no such database, server going down, silent for too long."""


def _translate(context: ExceptionContext) -> None:
    """Turn what the driver says into what the admin can act on; anything else stays a bug."""
    code = _reason(context.original_exception)
    if code:
        path = shown(context.engine.url) if context.engine else ""
        reason = str(context.original_exception).strip().splitlines()[0]
        raise LedgerError(code, path=path, reason=reason) from context.original_exception


def _reason(error: Any) -> str:
    if isinstance(error, sqlite3.Error):
        said = str(error)
        return next((code for part, code in _SQLITE_REASONS if part in said), "")
    state = getattr(error, "sqlstate", None) or ""
    if state.startswith("53"):
        return "ledger.full"
    away = type(error).__name__ == "OperationalError" and not state
    return "ledger.away" if away or state.startswith(_POSTGRESQL_AWAY) else ""
