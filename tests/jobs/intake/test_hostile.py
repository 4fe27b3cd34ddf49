"""Everything the corpora hold, dropped at once on a running daemon, with good lists among it."""

import hashlib
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from toolkit.folders.names import ignored
from toolkit.settings import toml_text

GOOD = 100
MEMORY = 300_000_000
"""Most bytes of the daemon's own process (issue: 300 MB)."""
SILENCE = 60.0
"""Longest silence of the heartbeat, in seconds: a turn that is busy still says that it lives."""

LOOKS = 10
"""Looks at the process between two at the journal."""


def gathered(corpora: Path) -> list[Path]:
    """Every file of the corpora once (by content)."""
    found = {hashlib.sha256(path.read_bytes()).digest(): path for path in sorted(corpora.rglob("*")) if path.is_file()}
    return [path for path in found.values() if path.suffix != ".tsv" and not ignored(path.name)]


@pytest.mark.soak
@pytest.mark.corpora
def test_each_ends_well_and_good_files_are_done_meanwhile(
    office: Any, corpora: Path, lists: Callable[..., list[Path]], accounted: Callable[..., Any]
) -> None:
    psutil = pytest.importorskip("psutil")
    office.service.close()
    toml = toml_text(office.workspace.settings)
    (office.workspace.root / "toolkit.toml").write_text(toml, encoding="utf-8")
    dropped: list[str] = []
    for number, path in enumerate([*gathered(corpora), *lists(GOOD)]):
        folder = office.workspace.inbox / f"第{number % 7}組" / str(number)
        folder.mkdir(parents=True)
        shutil.copyfile(path, folder / path.name)
        dropped.append(hashlib.sha256(path.read_bytes()).hexdigest())
    good = Counter(dropped[-GOOD:])
    command = (sys.executable, "-m", "toolkit", "--workspace", str(office.workspace.root), "run", "--no-documents")
    daemon = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    process, heart = psutil.Process(daemon.pid), office.workspace.service / "heartbeat"
    most, silence, started, done_at, looks = 0, 0.0, time.monotonic(), 0.0, 0
    try:
        while time.monotonic() - started < 3600:
            assert daemon.poll() is None, daemon.stderr.read().decode()[-2000:]
            most = max(most, process.memory_info().rss)
            if heart.exists():
                silence = max(silence, time.time() - heart.stat().st_mtime)
            time.sleep(0.5)
            looks += 1
            if looks % LOOKS:
                continue
            waiting = any(path.is_file() for path in office.workspace.inbox.rglob("*"))
            journal = office.service.ledger.journal
            told = [one for one in journal.recent(100_000) if one.state.value != "gone"]
            if not done_at and sum(one.ended for one in told if one.sha256 in good) >= GOOD:
                done_at = time.monotonic() - started
            if not waiting and len(told) == len(dropped) and all(one.ended for one in told):
                break
        took = time.monotonic() - started
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(60) == 0
    finally:
        daemon.kill()
    states = Counter(one.state.value for one in told)
    print(
        f"\n{len(dropped)} files in {took:.0f} s: {dict(states)}; daemon at most {most / 1e6:.0f} MB, "
        f"longest silence {silence:.0f} s, good ones done after {done_at:.0f} s"
    )
    told = accounted(office.service, dropped)
    assert {one.state.value for one in told if one.sha256 in good} == {"done"}
    assert most < MEMORY
    assert silence < SILENCE
    assert states["quarantined"] == 0
