"""What ``--json`` prints is what ``--json-schema`` says, for every command that has it."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner
from pydantic import ConfigDict, TypeAdapter

from toolkit.cli.main import cli
from toolkit.cli.shapes import SHAPES, schema


def commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command with its path, ``report kpi`` and the like."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command


EVERY = dict(commands(cli))
WITH_JSON = [path for path, command in EVERY.items() if any("--json" in one.opts for one in command.params)]


@pytest.mark.parametrize("path", WITH_JSON)
def test_every_command_with_json_prints_its_schema(path: str) -> None:
    shown = CliRunner().invoke(cli, [*path.split(), "--json-schema"])
    assert shown.exit_code == 0
    assert json.loads(shown.output)["title"] == f"toolkit {path} --json"


def test_no_shape_belongs_to_no_command() -> None:
    assert sorted(set(SHAPES) - set(WITH_JSON)) == []


@pytest.mark.parametrize(("path", "command"), EVERY.items(), ids=list(EVERY))
def test_every_option_is_explained(path: str, command: click.Command) -> None:
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []
    assert command.help


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one list dropped and answered."""
    folder = tmp_path_factory.mktemp("shapes") / "office"
    settings = "[ledger]\nservice_folder = '{}'\n".format(folder.parent / "service")
    assert CliRunner().invoke(cli, ["init", str(folder)]).exit_code == 0
    (folder / "toolkit.toml").write_text(settings, encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append(
        ["登記日期", "客戶名稱", "主體類型", "業務線", "物業類型", "聯繫人", "聯繫電話", "信息來源", "跟進人"]
    )
    row = ["2026-11-02", "華景置業", "企業", "租賃招商", "寫字樓", "陳小姐", "13800138000", "行業展會", "王小明"]
    book.active.append(row)
    book.active.append([*row[:1], "金盛實業", *row[2:6], "1380013", *row[7:]])
    book.save(folder / "名單.xlsx")
    book.save(folder / "inbox/名單.xlsx")
    return folder


def told(office: Path, *arguments: str) -> object:
    ended = CliRunner().invoke(cli, ["--workspace", str(office), "--today", "2026-11-24", *arguments, "--json"])
    assert ended.exit_code in (0, 1, 3), ended.output
    return json.loads(ended.stdout)


def holds(path: str, value: object) -> bool:
    """Whether ``value`` is of the shape: no key missing, none of another kind."""
    TypeAdapter(list[SHAPES[path]], config=ConfigDict(extra="forbid")).validate_python([value], strict=True)
    return True


def test_what_is_printed_has_its_shape(office: Path) -> None:
    taken = told(office, "run", "--once")
    assert holds("run", taken)
    assert isinstance(taken, list)
    assert holds("check", told(office, "check", str(office / "名單.xlsx")))
    assert holds("status", told(office, "status"))
    assert holds("forms", told(office, "forms", "prospects"))
    assert holds("history", told(office, "history", "華景置業"))
    assert holds("doctor", told(office, "doctor"))
    assert holds("handbook", told(office, "handbook", "--drift"))
    assert holds("report overview", told(office, "report", "overview"))
    assert holds("trace", told(office, "trace", taken[0]["id"]))
    assert holds("templates check", told(office, "templates", "check", "租賃合同"))
    assert holds("remind", told(office, "remind"))
    assert holds("report archive", told(office, "report", "archive", "--period", "2026-11"))
    assert holds("score test", told(office, "score", "test"))
    assert holds("erase", told(office, "erase", "陳小姐"))
    assert holds("service", told(office, "service", "--show"))
    assert holds("undo", told(office, "undo", taken[0]["id"]))
    assert holds("init", told(office, "init"))
    assert holds("fill", told(office, "fill", "公司介紹函", str(office / "名單.xlsx"), "--out", str(office / "out")))


def test_a_schema_names_what_must_be_there() -> None:
    described = schema("status")
    assert described["required"] == ["submissions", "queue", "not_taken", "open_elsewhere", "health"]
    assert described["$defs"]["Submission"]["properties"]["accepted"] == {"title": "Accepted", "type": "integer"}
