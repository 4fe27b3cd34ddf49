"""The README's table of the business document: every row of the seed, with sheets, commands and documents that exist."""

import re
from pathlib import Path

import click
import pytest

from toolkit.cli.main import COMMANDS, cli
from toolkit.stages.catalogue import FORMS
from toolkit.stages.templates import CONTEXTS

ROOT = Path(__file__).resolve().parents[1]
SEED = (
    *("1a", "1b", "1c", "1d", "2a", "2b", "2c", "2d", "3a", "3b", "3c", "3d", "4a", "4b", "4c", "4d"),
    *("5a", "5b", "5c", "5d", "6a", "6b", "6c", "6d", "7a", "7b", "7c", "7d", "II", "IV", "V", "VI", "VIII"),
)
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| (\d[a-d]|[IV]+)[ |]", line)
]


def test_every_row_of_the_seed_is_there_once() -> None:
    assert sorted(one for row in ROWS for one in row[0].split()) == sorted(SEED)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_a_row_names_exists(row: list[str]) -> None:
    _, _, sheets, command, made = row
    titles = {form.title for form in FORMS} | {"every sheet", "rule book"}
    assert set(sheets.split(" · ")) <= titles
    assert command.strip("`").split()[0] in COMMANDS
    assert {one for one in re.findall(r"`([^`]+)`", made) if not one.startswith("--")} <= set(CONTEXTS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_a_row_prints_can_be_run_as_printed(row: list[str]) -> None:
    name, *rest = row[3].strip("`").split()
    command, parent = cli.get_command(click.Context(cli), name), click.Context(cli)
    assert command is not None
    if isinstance(command, click.Group):
        command = command.get_command(click.Context(command), rest.pop(0))
        assert command is not None
    with command.make_context(name, rest or [], parent=parent) as parsed:  # what is required is given
        asks = {option for parameter in command.params for option in parameter.opts}
        assert "--period" not in asks or parsed.params["period"]


def test_every_form_has_its_row() -> None:
    named = {sheet for row in ROWS for sheet in row[2].split(" · ")}
    assert {form.title for form in FORMS} <= named
