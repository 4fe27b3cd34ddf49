"""The documentation is bound to the code: every command and setting is explained, every named place exists."""

import dataclasses
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.cli.main import COMMANDS, cli
from toolkit.settings import Settings, toml_text

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert re.search(rf"`[^`]*\b{name}\b[^`]*`", README)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    shown = CliRunner().invoke(cli, [name, "--help"])
    assert shown.exit_code == 0
    assert "Example: toolkit" in shown.output


def test_help_lists_every_command_without_importing_any() -> None:
    shown = CliRunner().invoke(cli, ["--help"]).output
    assert [name for name in COMMANDS if name not in shown] == []


def test_ci_calls_the_readmes_own_commands() -> None:
    commands = re.findall(r"```sh\n(python3 -m venv.*|\.venv/bin/pip.*)\n```", README)
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert len(commands) == 2
    assert [command for command in commands if command not in ci] == []


def test_every_place_the_readme_names_exists() -> None:
    named = re.findall(r"\]\((\.ci/[^)]+)\)|`(toolkit/[\w/]+\.py|manual/\w+\.yaml)`", README)
    assert [place for pair in named for place in pair if place and not (ROOT / place).exists()] == []


@pytest.mark.parametrize("field", dataclasses.fields(Settings), ids=lambda field: field.name)
def test_every_setting_explains_itself_in_both_languages(field: "dataclasses.Field[object]") -> None:
    text = toml_text(Settings())
    assert field.metadata["zh"] in text
    assert field.metadata["en"] in text
