"""``--json-schema`` is printed however the program was called."""

import json

import pytest
from click.testing import CliRunner

from toolkit.cli.main import cli


@pytest.mark.parametrize("program", ["toolkit", "python -m toolkit"])
@pytest.mark.parametrize("command", [["check"], ["templates", "check"], ["report", "overview"]])
def test_the_schema_is_that_of_the_command(program: str, command: list[str]) -> None:
    told = CliRunner().invoke(cli, [*command, "--json-schema"], prog_name=program)
    assert (told.exit_code, json.loads(told.output)["$schema"][:5]) == (0, "https")
