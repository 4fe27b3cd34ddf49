"""Init asks nothing that the machine can tell."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.cli.main import cli


@pytest.mark.parametrize(
    ("told", "said", "page"),
    [
        ({}, ("zh-Hant", "CN"), "使用說明.docx"),
        ({"LANG": "en_US.UTF-8"}, ("zh-Hant", "CN"), "使用說明.docx"),
        ({"LANG": "zh_TW.UTF-8"}, ("zh-Hant", "TW"), "使用說明.docx"),
        ({"LANG": "zh_TW.UTF-8", "LC_ALL": "zh_HK.UTF-8"}, ("zh-Hant", "HK"), "使用說明.docx"),
    ],
)
def test_language_and_jurisdiction_come_from_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: dict[str, str], said: tuple[str, str], page: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    shown = CliRunner().invoke(cli, ["init", str(tmp_path / "office")])
    assert shown.exit_code == 0, shown.output
    assert f"Language {said[0]}, jurisdiction {said[1]}" in shown.output
    assert (tmp_path / "office" / page).is_file()
    assert (tmp_path / "office/招商日常.xlsx").is_file()
