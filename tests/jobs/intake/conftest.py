"""The one assertion of this folder: nothing is lost, nothing is doubled, nothing lies half done."""

import ctypes
import hashlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from toolkit.folders.publish import piece
from toolkit.folders.workspace import Workspace
from toolkit.jobs.service import Service
from toolkit.ledger.submission import State, Submission


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def receipts_of(workspace: Workspace) -> list[Path]:
    """Every receipt: in 回執 and 退回, outside and inside."""
    kinds = (workspace.names.receipts, workspace.names.returned)
    tops = (workspace.outbox, workspace.internal)
    return [path for top in tops for kind in kinds for path in files(top / kind)]


def partial(workspace: Workspace) -> list[Path]:
    """What nobody may ever see in the outbox."""
    return [
        path
        for path in files(workspace.outbox)
        if (path.name.startswith(".") or path.suffix == ".part") and ".archive" not in path.parts
    ] + [path for path in files(workspace.outbox) if path.suffix == ".part"]


def account(service: Service, dropped: Iterable[str], *, held: Iterable[str] = ()) -> list[Submission]:
    """Assert that every dropped hash ended once, with one receipt and one set of outputs; the submissions.

    ``dropped`` holds a hash for each file that was dropped; ``held`` those that wait for a good reason.
    """
    workspace, ledger = service.workspace, service.ledger
    told = [one for one in ledger.journal.recent(100_000) if one.state is not State.GONE]
    wanted = Counter(dropped)
    assert Counter(one.sha256 for one in told) == wanted
    assert {one.state.value for one in told} <= {"done", "returned", "quarantined"}
    firsts = Counter(one.sha256 for one in told if one.state is State.DONE and not one.duplicate_of)
    assert [name for name, count in firsts.items() if count > 1] == []

    assert len({one.receipt for one in told}) == len(told)
    assert [one.receipt for one in told if not (workspace.root / one.receipt).is_file()] == []
    assert len(receipts_of(workspace)) == sum(len(one.manifest) for one in told)

    originals = [*files(workspace.archive), *files(workspace.internal / ".archive")]
    assert Counter(sha256(path) for path in originals if path.suffix != ".jsonl") == wanted
    assert partial(workspace) == []
    assert Counter(sha256(path) for path in files(workspace.inbox)) == Counter(held)
    assert [path.name for path in files(workspace.work)] == []
    _account_documents(service)
    return told


def _account_documents(service: Service) -> None:
    """Each registered document lies where it was registered; any other came back with a receipt."""
    root, documents = service.workspace.root, service.ledger.documents()
    assert len({(one.folder, one.name, one.version) for one in documents}) == len(documents)
    assert [one.path for one in documents if one.version == 1 and not (root / one.path).is_file()] == []
    words = [path for path in files(service.workspace.outbox) if path.suffix == ".docx"]
    told = service.ledger.journal.recent(100_000)
    answers = (piece(line).sha256 for one in told for line in one.manifest)  # a template comes back marked
    known = Counter(one.sha256 for one in documents) + Counter(answers)
    strays = Counter(map(sha256, words)) - known
    assert [str(path.relative_to(root)) for path in words if sha256(path) in strays] == []


@pytest.fixture
def accounted() -> Callable[..., list[Submission]]:
    return account


@pytest.fixture
def lists(sheet: Callable[..., Path], prospects: Any) -> Callable[..., list[Path]]:
    """Makes so many different lists of so many good prospects each, some worth a letter."""
    proven = {"註冊資本(萬元)": 20000, "上年營收(萬元)": 50000, "成立日期": "2005-01-01", "重大違法": "無"}
    proven |= {"失信被執行": "無", "行業處罰": "無", "查詢日期": "2026-11-10"}

    def make(count: int, rows: int = 2, start: int = 0, *, worthy: bool = False) -> list[Path]:
        more = proven if worthy else {}
        return [
            sheet(
                f"名單{number:04d}.xlsx",
                [*prospects.headings, *more],
                [[*prospects.row(rows * number + row), *more.values()] for row in range(rows)],
            )
            for number in range(start, start + count)
        ]

    return make


# -- processes of the product ----------------------------------------------------------------------

ROOT = Path(__file__).resolve().parents[3]
TOOLKIT = "import sys; from toolkit.cli.main import main; main(sys.argv[1:])"


class Started:
    """A process of the product; its methods are those of ``subprocess.Popen``."""

    def __init__(self, pid: int, said: Any) -> None:
        self.pid, self.said = pid, said
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def wait(self, timeout: float) -> int:
        if self.returncode is None:
            handle = os.pidfd_open(self.pid)
            try:
                if not select.select([handle], [], [], timeout)[0]:
                    raise subprocess.TimeoutExpired("toolkit", timeout)
            finally:
                os.close(handle)
        code = self.poll()
        assert code is not None
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def communicate(self, timeout: float) -> tuple[bytes, bytes]:
        """Wait for its end; nothing, and what it said on both streams."""
        self.wait(timeout)
        self.said.seek(0)
        return b"", self.said.read()


class Starter:
    """Starts processes of the product out of one that has it loaded (``forked.py``)."""

    def __init__(self, line: socket.socket) -> None:
        self.line = line

    def __call__(self, *words: str, code: str = TOOLKIT, **environment: str) -> Started:
        """Run ``code`` (the command line by default) with ``words`` as its arguments."""
        asked = {
            "words": words,
            "code": code,
            "environment": {**os.environ, **environment},
            "folder": str(Path.cwd()),
        }
        said = tempfile.TemporaryFile()  # noqa: SIM115 - read when the process has ended
        socket.send_fds(self.line, [json.dumps(asked).encode()], [said.fileno(), said.fileno()])
        return Started(int(self._answer()), said)

    def _answer(self) -> bytes:
        """The number of the new process, once it is our own child."""
        told = b""
        while told.count(b"\n") < 2:
            told += self.line.recv(64)
        return told.split()[0]


def fresh(*words: str, code: str = TOOLKIT, **environment: str) -> Any:
    """The same with an interpreter of its own, where processes are not forked and adopted as on Linux."""
    command, pipe = (sys.executable, "-c", code, *words), subprocess.PIPE
    return subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=pipe)


@pytest.fixture(scope="session")
def started() -> Iterator[Callable[..., Any]]:
    """Starts processes of the product that can be killed, stopped and raced one by one."""
    if sys.platform != "linux":
        yield fresh
        return
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
    ours, theirs = socket.socketpair()
    command = [sys.executable, str(Path(__file__).with_name("forked.py")), str(theirs.fileno())]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment)
    theirs.close()
    assert ours.recv(1) == b"\n"
    yield Starter(ours)
    ours.close()
    running.wait(20)
