"""``toolkit run`` as a service: a systemd unit on Linux, a start-up task on Windows.

The texts are made here and tested; the system's own programs (systemctl, schtasks) are called through one
door, ``Run``. Never run on Windows so far: that side is tested through its texts and parameters.
"""

import getpass
import hashlib
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from xml.sax.saxutils import escape

from toolkit.errors import ProgramMissing, SettingsError
from toolkit.folders.workspace import Workspace
from toolkit.mounts import file_system, is_remote, is_unc

Run = Callable[[Sequence[str]], None]
"""Runs a program of the system; raises ProgramMissing where it is not there or refuses."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be installed: the file and its text, and the commands before and after."""

    name: str
    file: Path
    text: str
    encoding: str
    install: tuple[tuple[str, ...], ...]
    uninstall: tuple[tuple[str, ...], ...]


def plan(workspace: Workspace, account: str = "", *, system: bool, platform: str = sys.platform) -> Plan:
    """The service of a workspace: a unit of the whole system or of this user; on Windows a task of ``account``.

    Raises SettingsError("service.mapped_drive") for a mapped drive letter: a service knows none.
    """
    name = f"toolkit-{hashlib.sha256(str(workspace.root).encode()).hexdigest()[:8]}"
    if platform == "win32":
        return _task(workspace, name, account or getpass.getuser())
    return _unit(workspace, name, account, system=system)


def _unit(workspace: Workspace, name: str, account: str, *, system: bool) -> Plan:
    folder = Path("/etc/systemd/system") if system else Path.home() / ".config/systemd/user"
    control = ("systemctl",) if system else ("systemctl", "--user")
    unit = f"{name}.service"
    return Plan(
        name=name,
        file=folder / unit,
        text=unit_text(workspace, account, system=system),
        encoding="utf-8",
        install=((*control, "daemon-reload"), (*control, "enable", "--now", unit)),
        uninstall=((*control, "disable", "--now", unit), (*control, "daemon-reload")),
    )


def unit_text(workspace: Workspace, account: str, *, system: bool, python: str = sys.executable) -> str:
    """The systemd unit: started once the share is mounted, ended gracefully, started again after a crash.

    A wrong call (2) or what the admin must mend (3) is not repeated at once: it would fail the same way,
    so those wait a minute.
    """
    root = workspace.root
    stop = int(workspace.settings.seconds_per_file) * 3 + 30
    lines = [
        "[Unit]",
        f"Description=toolkit: dropped workbooks of {_quoted_text(root)}",
        "Wants=network-online.target",
        "After=network-online.target remote-fs.target postgresql.service",
        f"RequiresMountsFor={_quoted(root)}",
        "StartLimitIntervalSec=0",
        "",
        "[Service]",
        "Type=exec",
        f"ExecStart={_quoted(python)} -m toolkit --workspace {_quoted(root)} run",
        *([f"User={account}"] if system and account else []),
        "Restart=on-failure",
        "RestartSec=60",
        "RestartPreventExitStatus=2",
        "KillSignal=SIGTERM",
        "KillMode=mixed",
        f"TimeoutStopSec={stop}",
        "NoNewPrivileges=true",
        "PrivateTmp=true",
        "UMask=0027",
        "",
        "[Install]",
        f"WantedBy={'multi-user.target' if system else 'default.target'}",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: object) -> str:
    """A word of a unit: blanks kept, ``%`` and ``$`` without their meaning."""
    plain = str(text).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"'


def _quoted_text(text: object) -> str:
    return str(text).replace("%", "%%").replace("\n", " ")


def _task(workspace: Workspace, name: str, account: str) -> Plan:
    file = workspace.service / f"{name}.xml"
    create = ("schtasks", "/Create", "/TN", name, "/XML", str(file), "/RU", account, "/RP", "*", "/F")
    return Plan(
        name=name,
        file=file,
        text=task_text(unc(str(workspace.root)), account),
        encoding="utf-16",
        install=(create, ("schtasks", "/Run", "/TN", name)),
        uninstall=(("schtasks", "/End", "/TN", name), ("schtasks", "/Delete", "/TN", name, "/F")),
    )


def unc(root: str, kind: Callable[[Path], str] = file_system) -> str:
    r"""``root`` where a service can reach it: a local drive or ``\\server\share``; raises SettingsError."""
    if not is_unc(root) and is_remote(kind(Path(root))):
        raise SettingsError("service.mapped_drive", path=root)
    return root


def task_text(root: str, account: str, python: str = sys.executable) -> str:
    """The task for schtasks: at start-up, under a named account that may reach the share, one at a time.

    Its schema allows 255 restarts; five minutes apart they last a day.
    """
    arguments = f'-m toolkit --workspace "{root}" run'
    working = str(PureWindowsPath(python).parent)
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>toolkit: {escape(root)}</Description></RegistrationInfo>
  <Triggers><BootTrigger><Enabled>true</Enabled><Delay>PT30S</Delay></BootTrigger></Triggers>
  <Principals><Principal id="Author">
    <UserId>{escape(account)}</UserId><LogonType>Password</LogonType><RunLevel>LeastPrivilege</RunLevel>
  </Principal></Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <RunOnlyIfNetworkAvailable>true</RunOnlyIfNetworkAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT5M</Interval><Count>255</Count></RestartOnFailure>
  </Settings>
  <Actions Context="Author"><Exec>
    <Command>{escape(python)}</Command><Arguments>{escape(arguments)}</Arguments>
    <WorkingDirectory>{escape(working)}</WorkingDirectory>
  </Exec></Actions>
</Task>
"""


def install(wanted: Plan, run: Run | None = None) -> None:
    """Write the file and start the service; raises ProgramMissing where the system's program is not there."""
    wanted.file.parent.mkdir(parents=True, exist_ok=True)
    wanted.file.write_text(wanted.text, encoding=wanted.encoding)
    for command in wanted.install:
        (run or run_program)(command)


def uninstall(wanted: Plan, run: Run | None = None) -> None:
    """Stop the service and remove its file; workspace and ledger stay."""
    first, *rest = wanted.uninstall
    (run or run_program)(first)
    wanted.file.unlink(missing_ok=True)
    for command in rest:
        (run or run_program)(command)


def run_program(command: Sequence[str]) -> None:
    """The one door to systemctl and schtasks; what asks for a password (``/RP *``) is heard asking, for as long."""
    asks = "/RP" in command
    heard = {"stdout": None if asks else subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": None if asks else 120}
    try:
        subprocess.run(list(command), check=True, **heard)  # type: ignore[call-overload] # noqa: S603 - our own words
    except FileNotFoundError:
        raise ProgramMissing("program.missing", program=command[0]) from None
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        said = (getattr(error, "stderr", None) or b"").decode("utf-8", "replace").strip()
        raise ProgramMissing("program.failed", program=command[0], reason=said or type(error).__name__) from error
