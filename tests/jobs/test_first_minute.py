"""The first minute: a page to print, a workbook for every day, and an upgrade that keeps every edit."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.folders.layout import lay_out
from toolkit.folders.made import lay_made
from toolkit.folders.workspace import Workspace
from toolkit.jobs.first_minute import lay_first_minute, printed_page
from toolkit.settings import Settings


def made(folder: Path, language: str = "zh-Hant") -> Workspace:
    workspace = Workspace(
        folder / "office", Settings(language=language, inbox="收件", service_folder=str(folder / "s"))
    )
    lay_out(workspace)
    lay_first_minute(workspace)
    return workspace


@pytest.mark.parametrize(
    ("language", "page", "daily", "words"),
    [
        ("zh-Hant", "使用說明.docx", "招商日常.xlsx", ("放進去", "看回執", "改紅格", "再放一次")),
        ("zh-Hans", "使用说明.docx", "招商日常.xlsx", ("放进去", "看回执", "改红格", "再放一次")),
        ("en", "How to use.docx", "Daily work.xlsx", ("Drop it", "Look", "Mend", "Drop again")),
    ],
)
def test_the_page_shows_four_steps_with_pictures_in_each_language(
    tmp_path: Path, language: str, page: str, daily: str, words: tuple[str, ...]
) -> None:
    workspace = made(tmp_path, language)
    with zipfile.ZipFile(workspace.root / page) as package:
        text = package.read("word/document.xml").decode()
        pictures = [name for name in package.namelist() if name.startswith("word/media/")]
    assert [word for word in words if word not in text] == []
    assert len(pictures) == 4
    assert "收件" in text
    assert "{{" not in text
    assert (workspace.root / daily).is_file()


def test_what_most_rows_are_asked_for_is_never_folded_away(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(made(tmp_path).root / "招商日常.xlsx")["溝通記錄表"]
    seen = [str(cell.value) for cell in page[3] if not page.column_dimensions[cell.column_letter].hidden]
    assert seen == [
        *("* 客戶", "* 日期時間", "* 溝通方式", "* 我方人員", "* 內容", "* 結果"),
        *("下一步", "下次跟進"),
    ], "a contact without a next date goes back, so its column is seen"


def test_the_daily_workbook_opens_on_what_is_required_and_folds_the_rest(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(made(tmp_path).root / "招商日常.xlsx")
    assert book.sheetnames[:3] == ["客戶資料表", "溝通記錄表", "方案資料表"]
    page = book["客戶資料表"]
    heads = {str(cell.value): page.column_dimensions[cell.column_letter] for cell in page[3]}
    assert str(page["A3"].value).startswith("*") or page["A3"].value
    assert not heads[str(page["A3"].value)].hidden
    folded = [one for one in page.column_dimensions.values() if one.outlineLevel]
    assert folded
    assert all(one.hidden for one in folded)


def test_the_daily_workbook_is_recognised_when_it_is_dropped(office: Any, prospects: Any, tmp_path: Path) -> None:
    lay_first_minute(office.workspace)
    path = office.workspace.root / "招商日常.xlsx"
    book = openpyxl.load_workbook(path)
    page = book["客戶資料表"]
    heads = {str(cell.value).strip("* ").partition("(")[0].partition("（")[0].strip(): cell.column for cell in page[3]}
    for heading, value in zip(prospects.headings, prospects.row(1), strict=True):
        name = heading.partition("(")[0]
        if name in heads and value != "":
            page.cell(5, heads[name], value)
    book.save(tmp_path / "招商日常.xlsx")
    office.drop(tmp_path / "招商日常.xlsx", "王小明")
    (taken,) = office.run()
    assert dict(taken.submission.counts) == {"accepted": 1, "rejected": 0}


def test_an_edited_page_is_kept_and_the_newer_one_lies_beside_it(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, Settings())
    assert lay_made(workspace, {"a.docx": b"1", "b.docx": b"1"}).written == ("a.docx", "b.docx")
    (tmp_path / "a.docx").write_bytes(b"mine")
    again = lay_made(workspace, {"a.docx": b"2", "b.docx": b"2"})
    assert (again.written, again.kept) == (("b.docx",), ("a.docx",))
    contents = {path.name: path.read_bytes() for path in tmp_path.glob("*.docx")}
    assert contents == {"a.docx": b"mine", "a.新版.docx": b"2", "b.docx": b"2"}
    assert lay_made(workspace, {"a.docx": b"2", "b.docx": b"2"}).kept == ()


def test_the_page_is_the_same_each_time_it_is_made(tmp_path: Path) -> None:
    workspace = made(tmp_path)
    assert printed_page(workspace) == printed_page(workspace)
    assert lay_first_minute(workspace).written == ()
    assert zipfile.ZipFile(io.BytesIO(printed_page(workspace))).testzip() is None


def test_an_upgrade_keeps_every_edit_and_says_what_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sheet: Callable[..., Path]
) -> None:
    from toolkit.folders import layout

    workspace = made(tmp_path)
    edits = [
        workspace.templates / "word" / "公司介紹函.docx",
        workspace.manual / "lists.yaml",
        workspace.manual / "company.yaml",
        workspace.root / "使用說明.docx",
        workspace.root / "toolkit.toml",
    ]
    for path in edits:
        path.write_bytes(path.read_bytes() + b"\n# ours")
    before = {path: path.read_bytes() for path in edits}
    shipped = layout._shipped_files

    def newer() -> Any:
        for source, relative in shipped():
            fresh = tmp_path / "newer" / relative
            fresh.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(source.read_bytes() + b"\n# newer")
            yield fresh, relative

    monkeypatch.setattr(layout, "_shipped_files", newer)
    laid = lay_out(workspace)
    assert {path: path.read_bytes() for path in edits} == before
    assert sorted(laid.kept) == ["manual/company.yaml", "manual/lists.yaml", "templates/word/公司介紹函.docx"]
    assert (workspace.manual / "lists.新版.yaml").read_bytes().endswith(b"# newer")
    assert (workspace.manual / "rates.yaml").read_bytes().endswith(b"# newer")
