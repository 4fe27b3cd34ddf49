"""What is remembered of strangers' lists can be seen and forgotten, by an id or how it begins."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.cli.main import cli
from toolkit.folders.workspace import find_workspace
from toolkit.jobs.service import open_service
from toolkit.ledger.taken import Answer

ANSWERS = {
    "fields": {"电话": "phone", "颜色": ""},
    "values": {"source": {"官网": "線上平台"}},
    "given": {"biz_line": "其他"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    office = tmp_path / "office"
    assert CliRunner().invoke(cli, ["init", str(office)]).exit_code == 0
    toml = office / "toolkit.toml"
    toml.write_text(
        toml.read_text("utf-8").replace('# service_folder = ""', f'service_folder = "{tmp_path / "s"}"'), "utf-8"
    )
    with open_service(find_workspace(office), lambda: date(2026, 11, 24)) as service:
        service.ledger.remember(
            [Answer("3f2a77", "prospects", ANSWERS, "王小明"), Answer("3f2b00", "contacts", {}, "")]
        )
    return office


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    shown = CliRunner().invoke(cli, ["--workspace", str(folder), "mappings", *arguments])
    return shown.exit_code, shown.output


def test_they_are_listed_shown_and_forgotten(folder: Path) -> None:
    code, out = run(folder)
    assert (code, "王小明" in out, "客戶資料表" in out) == (0, True, True)
    shown = json.loads(run(folder, "3f2a", "--json")[1])
    assert (shown["form"], shown["headings"], shown["given"]) == ("prospects", 2, {"biz_line": "其他"})
    assert "官网 → 線上平台" in run(folder, "3f2a")[1]
    assert json.loads(run(folder, "3f2a", "--forget", "--json")[1]) == {"forgotten": ["3f2a77"]}
    assert [one["layout"] for one in json.loads(run(folder, "--json")[1])] == ["3f2b00"]


def test_an_id_that_fits_none_or_several_is_refused(folder: Path) -> None:
    from toolkit.errors import UsageError

    for wrong in ("3f2", "99"):
        shown = CliRunner().invoke(cli, ["--workspace", str(folder), "mappings", wrong])
        assert isinstance(shown.exception, UsageError)
    assert run(folder, "--forget")[0] == 2
