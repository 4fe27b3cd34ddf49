"""Init asks nothing that the machine can tell."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.cli.main import cli, main


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


def test_the_workspace_that_stands_before_the_command_is_laid_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    told = CliRunner().invoke(cli, ["--workspace", str(tmp_path / "named"), "init"])
    assert told.exit_code == 0, told.output
    assert (tmp_path / "named/toolkit.toml").is_file()
    assert list((tmp_path / "here").iterdir()) == []


def test_an_upgrade_names_what_is_new(tmp_path: Path) -> None:
    assert "new:" not in CliRunner().invoke(cli, ["init", str(tmp_path)]).output
    (tmp_path / "templates/word/合作方案書.docx").unlink()
    told = CliRunner().invoke(cli, ["init", str(tmp_path)])
    assert "1 files written, 0 of yours kept" in told.output
    assert "  new: templates/word/合作方案書.docx\n" in told.output


def test_an_upgrade_tells_what_is_new_even_where_an_edited_rule_book_contradicts_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    CliRunner().invoke(cli, ["init", str(tmp_path)])
    lists = tmp_path / "manual/lists.yaml"
    lists.write_text(lists.read_text("utf-8").replace("\n業務線:\n", "\n業務線:\n  園林:\n", 1), "utf-8")
    (tmp_path / "templates/word/合作方案書.docx").unlink()
    with pytest.raises(SystemExit) as stopped:
        main(["init", str(tmp_path)])
    told = capsys.readouterr()
    assert stopped.value.code == 3
    assert "  new: templates/word/合作方案書.docx\n" in told.out
    assert "manual/scorecard.yaml" in told.err


@pytest.mark.parametrize("command", ["init", "demo"])
def test_two_different_folders_are_asked_about(tmp_path: Path, command: str) -> None:
    told = CliRunner().invoke(cli, ["--workspace", str(tmp_path / "a"), command, str(tmp_path / "b")])
    assert told.exit_code == 2
    assert "name one of them" in told.output
    assert list(tmp_path.iterdir()) == []


def file_in_the_way(place: Path) -> Path:
    (place / "note").write_text("x")
    return place / "note/office"


def broken_link(place: Path) -> Path:
    (place / "office").symlink_to(place / "gone/away")
    return place / "office"


def folder_that_is_a_file(place: Path) -> Path:
    (place / "office").mkdir()
    (place / "office/inbox").write_text("x")
    return place / "office"


def no_place(_place: Path) -> Path:
    return Path("/proc/office")


@pytest.mark.parametrize("target", [file_in_the_way, broken_link, folder_that_is_a_file, no_place])
def test_where_nothing_can_be_laid_out_one_sentence_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], target: Callable[[Path], Path]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["init", str(target(tmp_path))])
    told = capsys.readouterr().err
    assert (stopped.value.code, "machine.cannot_write" in told, "Traceback" in told) == (3, True, False)


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/srv/a.xlsx"), 3, "磁盤滿了，「/srv/a.xlsx」"),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/inbox"), 3, "沒有權限讀寫「/srv/inbox」"),
        (OSError(errno.EROFS, "Read-only file system", "/srv/inbox"), 3, "沒有權限"),
        (FileNotFoundError(errno.ENOENT, "No such file", "/srv/x"), 70, "未預期"),
    ],
)
def test_a_full_disk_and_a_missing_right_are_the_admins_matter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: OSError, code: int, sentence: str
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise error

    monkeypatch.setattr("toolkit.cli.bug.write_log", lambda _error: Path("bug.log"))
    monkeypatch.setattr(cli, "main", refuse)
    with pytest.raises(SystemExit) as stopped:
        main(["doctor"])
    assert (stopped.value.code, sentence in capsys.readouterr().err) == (code, True)


@pytest.mark.parametrize(("typed", "meant"), [("chek", "check"), ("Status", "status"), ("form", "forms")])
def test_a_command_typed_wrong_is_answered_with_the_one_meant(typed: str, meant: str) -> None:
    shown = CliRunner().invoke(cli, [typed])
    assert (shown.exit_code, f"Did you mean '{meant}'?" in shown.output) == (2, True)


def test_a_command_like_none_of_ours_is_not_guessed() -> None:
    shown = CliRunner().invoke(cli, ["xyzzy"])
    assert (shown.exit_code, "Did you mean" in shown.output) == (2, False)
