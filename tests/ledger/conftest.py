"""Ledgers to test on: SQLite always, PostgreSQL where its programs are (a throwaway server)."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from toolkit.ledger.ledger import Ledger, create_ledger


class Clock:
    """A clock that stands until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a running server's socket; it dies with the session. PostgreSQL refuses root."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL's initdb is not on this machine")
    folder = Path(subprocess.check_output(["mktemp", "-d", "/tmp/pgXXXXXX"], text=True).strip())
    user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    if user:
        shutil.chown(folder, "postgres", "postgres")
    base = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL, **user}
    initdb = [
        programs / "initdb",
        "-D",
        folder / "db",
        "-U",
        "toolkit",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    subprocess.run(initdb, **base)
    options = f"-k {folder} -h '' -c fsync=off -c full_page_writes=off"
    start = [programs / "pg_ctl", "-D", folder / "db", "-l", folder / "log", "-w", "-o", options]
    subprocess.run([*start, "start"], **base)
    try:
        yield folder
    finally:
        subprocess.run([programs / "pg_ctl", "-D", folder / "db", "-m", "immediate", "stop"], **base)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return str(tmp_path / "service" / "ledger.db")
    psycopg = pytest.importorskip("psycopg")
    server = request.getfixturevalue("postgresql_server")
    name = f"t{uuid4().hex}"
    with psycopg.connect(f"host={server} user=toolkit dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql://toolkit@/{name}?host={server}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(url: str, clock: Clock) -> Iterator[Ledger]:
    with create_ledger(url, clock=clock) as made:
        yield made
