"""The service's texts and the calls to the system, without a system."""

import configparser
import json
import logging
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from toolkit.cli.main import Options, cli
from toolkit.errors import ProgramMissing, SettingsError
from toolkit.folders.workspace import Workspace
from toolkit.jobs.logs import log_file, set_up
from toolkit.jobs.servicing import install, plan, run_program, task_text, unc, uninstall, unit_text
from toolkit.settings import Settings


def workspace(tmp_path: Path, name: str = "招商 100%") -> Workspace:
    root = tmp_path / name
    root.mkdir(exist_ok=True)
    return Workspace(root, Settings(service_folder=str(tmp_path / "service")))


def test_the_unit_says_what_is_needed(tmp_path: Path) -> None:
    text = unit_text(workspace(tmp_path), "toolkit", system=True, python="/opt/venv/bin/python")
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str
    unit.read_string(text)
    place = str(tmp_path / "招商 100%%")
    assert unit["Service"]["ExecStart"] == f'"/opt/venv/bin/python" -m toolkit --workspace "{place}" run'
    assert unit["Service"]["User"] == "toolkit"
    assert unit["Service"]["Restart"] == "on-failure"
    assert int(unit["Service"]["TimeoutStopSec"]) > 60
    assert unit["Unit"]["RequiresMountsFor"] == f'"{place}"'
    assert unit["Install"]["WantedBy"] == "multi-user.target"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
def test_systemd_itself_takes_the_unit(tmp_path: Path) -> None:
    file = tmp_path / "toolkit-test.service"
    file.write_text(unit_text(workspace(tmp_path), "root", system=True), encoding="utf-8")
    told = subprocess.run(["systemd-analyze", "verify", str(file)], check=False, capture_output=True, timeout=30)
    assert "toolkit-test.service:" not in told.stderr.decode()


def test_installing_and_removing_calls_the_system_in_order(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    wanted, called = plan(workspace(tmp_path), system=False, platform="linux"), []

    def run(command: Sequence[str]) -> None:
        called.append((" ".join(command[1:3]), wanted.file.exists()))

    install(wanted, run)
    uninstall(wanted, run)
    assert wanted.file.parent == tmp_path / "home/.config/systemd/user"
    assert called == [
        ("--user daemon-reload", True),
        ("--user enable", True),
        ("--user disable", True),
        ("--user daemon-reload", False),
    ]


def test_the_windows_task_runs_under_its_account_on_the_server_itself() -> None:
    root = "\\\\server\\招商 & 客戶"
    task = ET.fromstring(task_text(root, "OFFICE\\toolkit", "C:\\toolkit\\python.exe").split("?>", 1)[1])
    space = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    assert task.findtext(".//t:UserId", namespaces=space) == "OFFICE\\toolkit"
    assert task.findtext(".//t:Arguments", namespaces=space) == f'-m toolkit --workspace "{root}" run'
    assert task.findtext(".//t:ExecutionTimeLimit", namespaces=space) == "PT0S"
    assert 1 <= int(task.findtext(".//t:RestartOnFailure/t:Count", "", space)) <= 255  # an unsignedByte


def test_the_windows_task_is_made_by_schtasks_from_utf_16(tmp_path: Path) -> None:
    wanted, called = plan(workspace(tmp_path), "OFFICE\\toolkit", system=True, platform="win32"), []
    install(wanted, called.append)
    assert called[0][:2] == ("schtasks", "/Create")
    assert called[0][called[0].index("/RU") + 1] == "OFFICE\\toolkit"
    assert wanted.file.read_bytes()[:2] in (b"\xff\xfe", b"\xfe\xff")


def test_a_mapped_letter_is_refused() -> None:
    assert unc("\\\\server\\share", lambda _: "remote") == "\\\\server\\share"
    assert unc("C:\\招商", lambda _: "local") == "C:\\招商"
    with pytest.raises(SettingsError) as told:
        unc("Z:\\招商", lambda _: "remote")
    assert told.value.code == "service.mapped_drive"


def test_a_program_that_is_missing_or_refuses_is_told() -> None:
    with pytest.raises(ProgramMissing) as missing:
        run_program(["toolkit-no-such-program"])
    with pytest.raises(ProgramMissing) as failed:
        run_program(["false"])
    assert (missing.value.code, failed.value.code) == ("program.missing", "program.failed")


def test_a_program_that_asks_for_a_password_is_heard(capfd: pytest.CaptureFixture[str]) -> None:
    run_program([sys.executable, "-c", "print('password?')", "/RP", "*"])
    assert "password?" in capfd.readouterr().out
    run_program([sys.executable, "-c", "print('quiet')"])
    assert capfd.readouterr().out == ""


def test_the_command_shows_what_would_be_installed(tmp_path: Path) -> None:
    (tmp_path / "toolkit.toml").write_text("", encoding="utf-8")
    told = CliRunner().invoke(cli, ["service", "--json"], obj=Options(tmp_path, None))
    told = CliRunner().invoke(cli, ["--workspace", str(tmp_path), "service", "--show", "--json"])
    assert told.exit_code == 0
    assert "ExecStart" in json.loads(told.output)["text"]


@pytest.mark.parametrize("kind", ["text", "json"])
def test_the_log_is_rotated_and_readable(tmp_path: Path, kind: str) -> None:
    place = Workspace(tmp_path, Settings(service_folder=str(tmp_path / "service"), log_format=kind, log_size=1))
    handler = set_up(place)
    log = logging.getLogger("toolkit.jobs.intake")
    try:
        try:
            int("壞了")
        except ValueError:
            log.exception("%s waits", "261124-k7pm3x")
        for _ in range(11):
            log.info("x" * 100_000)
    finally:
        logging.getLogger("toolkit").removeHandler(handler)
        handler.close()
    old = log_file(place).with_name("toolkit.log.1").read_text(encoding="utf-8").splitlines()
    assert log_file(place).stat().st_size < 1_000_000
    if kind == "json":
        first = json.loads(old[0])
        assert (first["level"], first["message"], first["logger"]) == (
            "error",
            "261124-k7pm3x waits",
            "toolkit.jobs.intake",
        )
        assert 'int("壞了")' in first["trace"]
        assert "literal" not in first["trace"]
    else:
        assert "261124-k7pm3x waits" in old[0]
