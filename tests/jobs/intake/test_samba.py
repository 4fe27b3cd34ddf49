"""Files written by an SMB client into a real Samba server on loopback; the daemon works on the server's folder."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from toolkit.daemon import Daemon
from toolkit.jobs.intake.inbox import Inbox

pytestmark = pytest.mark.samba

CONF = """[global]
server role = standalone server
map to guest = Bad User
guest account = {user}
private dir = {home}/private
state directory = {home}/state
cache directory = {home}/cache
lock directory = {home}/lock
pid directory = {home}/pid
ncalrpc dir = {home}/ncalrpc
log file = {home}/log
smb ports = {port}
bind interfaces only = yes
interfaces = lo
disable spoolss = yes
load printers = no
[inbox]
path = {folder}
guest ok = yes
read only = no
force user = {user}
strict sync = yes
"""


@dataclass
class Server:
    """smbd with folders of its own; ``put`` writes as a client does."""

    home: Path
    folder: Path
    port: int
    running: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        for name in ("private", "state", "cache", "lock", "pid", "ncalrpc"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        conf = self.home / "smb.conf"
        user = "root" if os.geteuid() == 0 else os.environ.get("USER", "nobody")
        conf.write_text(CONF.format(home=self.home, folder=self.folder, port=self.port, user=user), encoding="utf-8")
        command = ["smbd", "--foreground", "--no-process-group", f"--configfile={conf}"]
        # A session of its own: smbd signals its whole process group when it ends.
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.running = subprocess.Popen(command, start_new_session=True, **quiet)
        until = time.monotonic() + 15
        while time.monotonic() < until:
            if self.running.poll() is not None:
                pytest.skip("smbd does not start on this machine")
            if self.client("ls").returncode == 0:
                return
            time.sleep(0.1)
        self.stop()
        pytest.skip("smbd does not answer on this machine")

    def stop(self) -> None:
        if self.running:
            self.running.terminate()
            self.running.wait(20)
            self.running = None

    def client(self, *commands: str) -> subprocess.CompletedProcess[bytes]:
        words = ["smbclient", "//127.0.0.1/inbox", "-N", "-p", str(self.port), "-c", "; ".join(commands)]
        return subprocess.run(words, check=False, capture_output=True, timeout=60)

    def put(self, path: Path, name: str) -> subprocess.CompletedProcess[bytes]:
        return self.client(f'put "{path}" "{name}"')


@pytest.fixture
def server(office: Any) -> Iterator[Server]:
    if not (shutil.which("smbd") and shutil.which("smbclient")):
        pytest.skip("smbd and smbclient are not on this machine")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = Path(subprocess.check_output(["mktemp", "-d", "/tmp/smbXXXXXX"], text=True).strip())
    made = Server(home, office.workspace.inbox, port)
    made.start()
    yield made
    made.stop()
    shutil.rmtree(home, ignore_errors=True)


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_files_of_a_client_slow_writes_and_a_server_that_restarts(
    office: Any, server: Server, lists: Callable[..., list[Path]], accounted: Callable[..., Any], tmp_path: Path
) -> None:
    made = lists(6, rows=1)
    daemon, inbox = Daemon(office.service, documents=False), Inbox(office.service, documents=False)
    assert server.client("mkdir 王小明").returncode == 0
    assert server.put(made[0], "名單一.xlsx").returncode == 0
    assert server.put(made[1], "王小明\\名單二.xlsx").returncode == 0
    slow = _slowly(server, made[2], tmp_path)
    until = time.monotonic() + 60
    while slow.poll() is None and time.monotonic() < until:
        daemon.turn(inbox)
        time.sleep(0.05)
    assert slow.returncode == 0
    server.stop()
    daemon.turn(inbox)
    assert server.put(made[3], "停了.xlsx").returncode != 0
    server.start()
    for number in (3, 4, 5):
        assert server.put(made[number], f"回來{number}.xlsx").returncode == 0
    until = time.monotonic() + 60
    while any(path.is_file() for path in office.workspace.inbox.rglob("*")) and time.monotonic() < until:
        daemon.turn(inbox)
        time.sleep(0.05)
    daemon.turn(inbox)
    told = accounted(office.service, [sha(path) for path in made])
    assert {one.state.value for one in told} == {"done"}
    assert {one.sender for one in told} == {"", "王小明"}


def _slowly(server: Server, path: Path, tmp_path: Path) -> subprocess.Popen[bytes]:
    """A client that writes a file bit by bit, with pauses longer than the quiet time."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    content = path.read_bytes()
    third = len(content) // 3
    script = f"""
import time
content = open({str(path)!r}, "rb").read()
with open({str(pipe)!r}, "wb", buffering=0) as out:
    for start in (0, {third}, {2 * third}):
        out.write(content[start:start + {third}] if start < {2 * third} else content[start:])
        time.sleep(0.4)
"""
    subprocess.Popen([sys.executable, "-c", script])
    words = ["smbclient", "//127.0.0.1/inbox", "-N", "-p", str(server.port), "-c", f'put "{pipe}" "慢.xlsx"']
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
