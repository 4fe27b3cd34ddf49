"""The command-line contract (design section 8): exit codes, JSON, and sentences instead of tracebacks."""

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from toolkit.cli.main import cli, main


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    assert CliRunner().invoke(cli, ["init", str(folder)]).exit_code == 0
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out = capsys.readouterr()
    return int(ended.value.code or 0), out.out, out.err


def test_init_lays_out_what_staff_and_admins_need(workspace: Path) -> None:
    assert (workspace / "inbox/內部").is_dir()
    assert (workspace / "outbox/回執").is_dir()
    assert (workspace / "manual/lists.yaml").is_file()
    assert list((workspace / "templates/word").glob("*.docx"))
    assert "[watch]" in (workspace / "toolkit.toml").read_text(encoding="utf-8")


def test_init_again_keeps_an_edited_file_and_lays_the_newer_one_beside_it(workspace: Path) -> None:
    edited = workspace / "manual/company.yaml"
    edited.write_text("# ours\n", encoding="utf-8")
    (workspace / ".toolkit-owner/shipped.json").write_text("{}", encoding="utf-8")
    CliRunner().invoke(cli, ["init", str(workspace)])
    assert edited.read_text(encoding="utf-8") == "# ours\n"
    assert (workspace / "manual/company.新版.yaml").is_file()


def test_no_workspace_is_told_with_what_to_do(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, told = run(capsys, "status")
    assert code == 3
    assert "toolkit init" in told


def test_wrong_usage_is_2(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    assert run(capsys, "--workspace", str(workspace), "forms", "no-such-form")[0] == 2
    assert run(capsys, "no-such-command")[0] == 2


def test_check_tells_each_finding_at_its_cell(
    capsys: pytest.CaptureFixture[str], workspace: Path, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(
        ["登記日期", "客戶名稱", "主體類型", "業務線", "物業類型", "聯繫人", "聯繫電話", "信息來源", "跟進人"]
    )
    book.active.append(
        ["2026-11-02", "華景置業", "企業", "租賃招商", "寫字樓", "陳小姐", "1380013", "行業展會", "王小明"]
    )
    book.save(tmp_path / "名單.xlsx")
    code, out, _ = run(capsys, "--workspace", str(workspace), "check", str(tmp_path / "名單.xlsx"), "--json")
    (told,) = json.loads(out)
    (sheet,) = told["sheets"]
    (finding,) = [one for one in sheet["findings"] if one["severity"] == "error"]
    assert code == 1
    assert (sheet["form"], sheet["rows"], sheet["accepted"], sheet["rejected"]) == ("prospects", 1, 0, 1)
    assert (finding["cell"], finding["row"], finding["field"], finding["value"]) == ("G2", 2, "phone", "1380013")
    assert set(finding) == {"code", "severity", "sheet", "cell", "row", "field", "value", "message", "suggestion"}


def test_status_of_a_fresh_office(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    code, out, _ = run(capsys, "--workspace", str(workspace), "status", "--json")
    told = json.loads(out)
    assert (code, told["submissions"], told["queue"]) == (0, [], [])
    assert told["health"]["daemon"] == "stopped"
