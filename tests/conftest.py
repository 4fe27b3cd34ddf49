"""What all tests share: where the corpora lie, a PostgreSQL server, and a guard for real workspaces."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Whatever the environment says: without byte code each of the processes that tests start compiles the product anew,
# and each run pytest's assertions. It lies in __pycache__, which git does not see.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real files beside the checkout; skips visibly where it is not."""
    folder = SHARED / "corpora"
    if not folder.is_dir():
        pytest.skip("../shared/corpora is not beside this checkout")
    return folder


@pytest.fixture(autouse=True)
def no_real_workspace(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Point every default that could reach a real workspace or service folder into a scratch folder."""
    scratch = tmp_path_factory.mktemp("service")
    monkeypatch.delenv("TOOLKIT_WORKSPACE", raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(scratch / name.lower()))


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
    base = {"cwd": folder, "stdout": subprocess.DEVNULL, **user}
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
    subprocess.run(initdb, check=True, **base)
    options = f"-k {folder} -h '' -c fsync=off -c full_page_writes=off"
    start = [programs / "pg_ctl", "-D", folder / "db", "-l", folder / "log", "-w", "-o", options]
    subprocess.run([*start, "start"], check=True, **base)
    try:
        yield folder
    finally:
        subprocess.run([programs / "pg_ctl", "-D", folder / "db", "-m", "immediate", "stop"], check=True, **base)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_url(postgresql_server: Path) -> Iterator[Callable[[], str]]:
    """Makes an empty database and returns its address; it goes with the test."""
    psycopg = pytest.importorskip("psycopg")
    names: list[str] = []

    def run(statement: str) -> None:
        with psycopg.connect(f"host={postgresql_server} user=toolkit dbname=postgres", autocommit=True) as connection:
            connection.execute(statement)

    def make() -> str:
        names.append(f"office_{os.getpid()}_{len(names)}")
        run(f"CREATE DATABASE {names[-1]}")
        return f"postgresql://toolkit@/{names[-1]}?host={postgresql_server}"

    yield make
    for name in names:
        run(f"DROP DATABASE {name} WITH (FORCE)")


def pytest_collection_finish() -> None:
    """Look for garbage among what tests make only: thousands of collected tests stay to the end of the session."""
    gc.collect()
    gc.freeze()


MEASURED = pytest.StashKey[list[tuple[str, str, str, str]]]()


@pytest.fixture(scope="session")
def measured(pytestconfig: pytest.Config) -> Callable[..., None]:
    """Notes one line of the table of ratios that a run with ``-m benchmark`` ends with."""
    lines = pytestconfig.stash.setdefault(MEASURED, [])

    def note(what: str, ours: str, against: str, ratio: str) -> None:
        lines.append((what, ours, against, ratio))

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what was measured as one Markdown table, ready for the README."""
    lines = config.stash.get(MEASURED, [])
    if not lines:
        return
    terminalreporter.section("measured in this run")
    for line in (("what", "ours", "against", "ratio (asked)"), ("---",) * 4, *lines):
        terminalreporter.write_line(f"| {' | '.join(line)} |")
