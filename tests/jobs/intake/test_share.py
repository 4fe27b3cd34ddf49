"""A real file system between us and the disk that fails as shares do: answers lost, calls refused, calls that hang."""

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from toolkit.daemon import Daemon
from toolkit.folders.layout import lay_out
from toolkit.folders.share import Answering
from toolkit.folders.workspace import Workspace
from toolkit.jobs.intake.inbox import Inbox
from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.service import Service
from toolkit.mounts import file_system, is_remote
from toolkit.settings import Settings


@dataclass
class Share:
    """A mounted loopback; ``fault`` says how it fails from now on."""

    root: Path
    control: Path

    def fault(self, **told: Any) -> None:
        half = self.control.with_suffix(".part")
        half.write_text(json.dumps(told), encoding="utf-8")
        half.rename(self.control)

    def heal(self) -> None:
        self.control.unlink(missing_ok=True)


@pytest.fixture
def share(tmp_path: Path) -> Iterator[Share]:
    pytest.importorskip("mfusepy", reason="mfusepy is not installed", exc_type=(ImportError, OSError, AttributeError))
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("/dev/fuse is not open to us")
    real, point, control = tmp_path / "real", tmp_path / "share", tmp_path / "control.json"
    real.mkdir()
    point.mkdir()
    program = Path(__file__).with_name("loopback.py")
    words = [sys.executable, str(program), str(real), str(point), str(control)]
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    until = time.monotonic() + 20
    while not os.path.ismount(point):
        if running.poll() is not None or time.monotonic() > until:
            running.kill()
            pytest.skip(f"FUSE does not mount here: {running.stderr.read().decode()[-200:]}")
        time.sleep(0.05)
    yield Share(point, control)
    control.unlink(missing_ok=True)
    subprocess.run([shutil.which("fusermount3") or "umount", "-u", "-z", str(point)], check=False, capture_output=True)
    running.kill()
    running.wait()


@pytest.fixture
def distant(office: Any, share: Share, tmp_path: Path) -> Iterator[Any]:
    """An office on the share; its ledger lies on the local disk."""
    workspace = Workspace(share.root / "office", Settings(service_folder=str(tmp_path / "local"), quiet=0.1))
    lay_out(workspace)
    service = Service(workspace, lambda: date(2026, 11, 24))
    yield type(office)(service)
    service.close()


def later(office: Any, minutes: float) -> None:
    office.service.ledger.journal._clock = lambda: datetime.now(UTC) + timedelta(minutes=minutes)


FAULTS = {
    "rename done, answer lost": {"op": "rename", "in": "/inbox/", "errno": errno.EIO, "done": True, "times": 1},
    "rename not done": {"op": "rename", "in": "/inbox/", "errno": errno.EIO, "times": 2},
    "claimed file unreadable": {"op": "read", "in": "/.work/", "errno": errno.EIO, "times": 2},
    "outbox refuses for a while": {"op": "create", "in": "/outbox/", "errno": errno.EACCES, "times": 9},
    "outbox full": {"op": "write", "in": "/outbox/", "errno": errno.ENOSPC, "times": 3},
    "link done, answer lost": {"op": "link", "in": "/outbox/", "errno": errno.EIO, "done": True, "times": 1},
    "no hard links": {"op": "link", "in": "", "errno": errno.EPERM, "times": 10_000},
    "archive not moved": {"op": "link", "in": "/.archive/", "errno": errno.EBUSY, "times": 9},
    "original not unlinked": {"op": "unlink", "in": "/.work/", "errno": errno.EBUSY, "times": 9},
    "sync fails": {"op": "fsync", "in": "/outbox/", "errno": errno.EIO, "times": 2},
}
QUICK = {"rename done, answer lost"}


@pytest.mark.parametrize(
    "fault",
    [pytest.param(told, id=name, marks=() if name in QUICK else pytest.mark.soak) for name, told in FAULTS.items()],
)
def test_each_file_ends_once_on_a_share_that_fails(
    distant: Any, share: Share, lists: Callable[..., list[Path]], accounted: Callable[..., Any], fault: dict[str, Any]
) -> None:
    assert is_remote(file_system(distant.workspace.inbox))
    made = lists(2, worthy=True)
    for path in made:
        distant.drop(path, "王小明")
    share.fault(**fault)
    inbox = Inbox(distant.service)
    for turn in range(25):
        later(distant, 60 * turn)
        for now in (0.0, 1.0, 2.0):
            inbox.look(100.0 * turn + now)
        inbox.take_settled()
        inbox.reconcile()
        if not distant.service.ledger.journal.open():
            break
    share.heal()
    make_promised(distant.service)
    told = accounted(distant.service, [hashlib.sha256(path.read_bytes()).hexdigest() for path in made])
    assert {one.state.value for one in told} == {"done"}


@pytest.mark.soak
def test_a_stat_that_hangs_is_an_outage_that_ends(
    distant: Any, share: Share, lists: Callable[..., list[Path]], accounted: Callable[..., Any]
) -> None:
    (made,) = lists(1)
    daemon, inbox = Daemon(distant.service, documents=False), Inbox(distant.service, documents=False)
    daemon.share = Answering(0.3)
    daemon.turn(inbox)
    time.sleep(1.2)  # the kernel remembers attributes for a second
    share.fault(op="getattr", **{"in": "/office/inbox"}, hang=True, times=1)
    started = time.monotonic()
    daemon.turn(inbox)
    assert daemon.away
    assert time.monotonic() - started < 5
    share.heal()
    distant.drop(made)
    inbox.tracker.quiet = 0.0
    daemon.share = Answering(5)
    for _ in range(4):
        daemon.turn(inbox)
    assert not daemon.away
    accounted(distant.service, [hashlib.sha256(made.read_bytes()).hexdigest()])
