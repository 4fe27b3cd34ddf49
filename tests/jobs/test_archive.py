"""The archive of a period: complete or it says what is not, and later changes are proved."""

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.errors import UsageError
from toolkit.folders.workspace import Workspace
from toolkit.jobs.archive import HASHES, INDEX, archive_period, verify_archive
from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.intake.undo import undo
from toolkit.jobs.reports import order_kpi_report
from toolkit.jobs.service import Service


@pytest.fixture
def month(office: Any) -> str:
    """The month in which the journal's clock runs."""
    return f"{office.service.clock().astimezone():%Y-%m}"


@pytest.fixture
def kept(office: Any, sheet: Callable[..., Path], prospects: Any) -> Any:
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(i) for i in range(3)]))
    office.run(documents=True)
    order_kpi_report(office.service, "2026-11")
    make_promised(office.service)
    return office


def rewritten(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(source) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target


def test_an_archive_holds_original_receipt_and_documents_and_is_intact(kept: Any, month: str) -> None:
    told = archive_period(kept.service, month)
    assert (told["complete"], told["missing"], told["changed"]) == (True, [], [])
    with zipfile.ZipFile(told["file"]) as package:
        names = package.namelist()
    assert {INDEX, HASHES} < set(names)
    assert [name for name in names if name.startswith("原件/") and name.endswith("名單.xlsx")]
    assert [name for name in names if name.startswith("回執/")]
    assert [name for name in names if name.endswith(".docx")]
    with zipfile.ZipFile(told["file"]) as package:
        index = openpyxl.load_workbook(io.BytesIO(package.read(INDEX))).worksheets[0]
    states = {(row[0], row[6]) for row in index.iter_rows(min_row=2, values_only=True)}
    assert {("原件", "齊全"), ("回執", "在（無原指紋可核）")} <= states
    assert (kept.workspace.internal / "歸檔") in Path(told["file"]).parents
    proof = verify_archive(kept.service, Path(told["file"]))
    assert told["period"] == proof["period"] == month
    assert told["files"] == proof["files"] == len(names)
    assert (proof["intact"], proof["tampered"], proof["missing"], proof["extra"]) == (True, [], [], [])
    receipts = [name for name in names if name.startswith(("回執/", "報表/"))]
    assert sorted(proof["unproven"]) == sorted(told["unproven"]) == sorted(receipts)
    assert proof["lacking"] == []


@pytest.mark.parametrize(
    ("language", "index", "title", "heads", "states"),
    [
        (
            *("zh-Hans", "索引.xlsx", "归档索引　", ("类别", "名称", "编号")),
            {("原件", "齐全"), ("回执", "在（无原指纹可核）"), ("绩效报告", "齐全")},
        ),
        (
            *("en", "Index.xlsx", "Archive index ", ("Kind", "Name", "Number")),
            {("Original", "complete"), ("Receipt", "there (no hash to compare with)"), ("KPI report", "complete")},
        ),
    ],
)
def test_the_index_is_in_the_offices_language(
    kept: Any, month: str, language: str, index: str, title: str, heads: tuple[str, ...], states: set[tuple[str, str]]
) -> None:
    office = Workspace(kept.workspace.root, replace(kept.workspace.settings, language=language))
    told = archive_period(Service(office, kept.service.day), month)
    with zipfile.ZipFile(told["file"]) as package:
        names = package.namelist()
        page = openpyxl.load_workbook(io.BytesIO(package.read(index))).worksheets[0]
    rows = list(page.iter_rows(values_only=True))
    assert (str(rows[0][0]).startswith(title), rows[2][:3]) == (True, heads)
    assert states <= {(row[0], row[6]) for row in rows[3:]}
    assert {str(row[7]) for row in rows[3:]} == set(names) - {index, HASHES}


def test_an_archive_that_was_made_without_a_file_says_so_ever_after(kept: Any, month: str) -> None:
    next(kept.outbox.rglob("績效報告 2026-11.docx")).unlink()
    proof = verify_archive(kept.service, Path(archive_period(kept.service, month)["file"]))
    assert (proof["intact"], proof["lacking"]) == (True, ["績效報告 2026-11.docx"])


def test_an_archive_is_named_after_its_period_however_that_was_typed(kept: Any, month: str) -> None:
    told = archive_period(kept.service, f"{month[:4]}年{int(month[5:])}月")
    assert (told["period"], Path(told["file"]).stem) == (month, f"歸檔 {month}")


@pytest.mark.parametrize("label", ["9999", "0000", "0001-01", "2026-13"])
def test_no_archive_is_made_of_what_is_no_period(kept: Any, label: str) -> None:
    with pytest.raises(UsageError, match=r"period\.unknown"):
        archive_period(kept.service, label)


def test_a_report_of_the_period_that_was_made_after_it_is_in_its_archive(kept: Any) -> None:
    order_kpi_report(kept.service, "2026-01")
    make_promised(kept.service)
    told = archive_period(kept.service, "2026-01")
    with zipfile.ZipFile(told["file"]) as package:
        names = [name.rpartition("/")[2] for name in package.namelist()]
    assert {"績效報告 2026-01.docx", "績效報告 2026-01.xlsx"} <= set(names)
    next(kept.outbox.rglob("績效報告 2026-01.docx")).unlink()
    again = archive_period(kept.service, "2026-01")
    assert (again["complete"], again["missing"]) == (False, ["績效報告 2026-01.docx"])


def test_the_same_period_gives_the_same_bytes(kept: Any, month: str) -> None:
    first = Path(archive_period(kept.service, month)["file"]).read_bytes()
    assert Path(archive_period(kept.service, month)["file"]).read_bytes() == first


def test_what_is_missing_or_was_changed_is_named(kept: Any, month: str) -> None:
    documents = sorted(kept.outbox.rglob("績效報告*.docx"))
    documents[0].write_bytes(documents[0].read_bytes() + b" ")
    shutil.rmtree(kept.outbox / "回執")
    told = archive_period(kept.service, month)
    assert told["complete"] is False
    assert told["changed"] == [documents[0].name]
    assert [name.startswith("名單") for name in told["missing"]] == [True]


def test_a_paper_that_became_void_is_there_as_the_void_copy_it_is(
    kept: Any, month: str, sheet: Callable[..., Path]
) -> None:
    headings = ("客戶", "日期時間", "溝通方式", "我方人員", "內容", "結果", "下一步", "下次跟進")
    talk = ("華景1置業有限公司", "2026-11-20 10:00", "電話", "王小明", "介紹公司服務", "有意向", "寄資料", "2026-11-27")
    kept.drop(sheet("溝通.xlsx", headings, [talk]))
    (taken,) = kept.run(documents=True)
    undo(kept.service, [taken.submission.id], "admin")
    (void,) = kept.outbox.rglob("*（作廢）.docx")
    told = archive_period(kept.service, month)
    assert (told["complete"], told["missing"], told["changed"]) == (True, [], [])
    with zipfile.ZipFile(told["file"]) as package:
        index = openpyxl.load_workbook(io.BytesIO(package.read(INDEX))).worksheets[0]
    states = {row[1]: row[6] for row in index.iter_rows(min_row=2, values_only=True)}
    assert states[void.name] == "作廢"


def test_tampered_missing_and_extra_files_are_named(kept: Any, month: str, tmp_path: Path) -> None:
    made = Path(archive_period(kept.service, month)["file"])

    def change(parts: dict[str, bytes]) -> None:
        parts[INDEX] += b" "
        parts["原件/多出來.xlsx"] = b"new"
        del parts[next(name for name in parts if name.startswith("回執/"))]

    proof = verify_archive(kept.service, rewritten(made, tmp_path / "old.zip", change))
    assert proof["intact"] is False
    assert (proof["tampered"], proof["extra"]) == ([INDEX], ["原件/多出來.xlsx"])
    assert [name.startswith("回執/") for name in proof["missing"]] == [True]


def test_one_changed_byte_anywhere_is_found_or_the_archive_is_refused(kept: Any, month: str, tmp_path: Path) -> None:
    made = Path(archive_period(kept.service, month)["file"])
    content, old = made.read_bytes(), tmp_path / "old.zip"
    with zipfile.ZipFile(made) as package:
        inside = {one.filename: one.header_offset + 80 for one in package.infolist() if one.filename != HASHES}
    for name, at in inside.items():
        old.write_bytes(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
        assert verify_archive(kept.service, old)["tampered"] == [name]
    for at in range(0, len(content), max(len(content) // 97, 1)):
        old.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        try:
            assert verify_archive(kept.service, old)["file"] == str(old)
        except UsageError as refused:
            assert refused.code == "archive.unreadable"


def test_a_renamed_file_and_one_that_stands_twice_are_named(kept: Any, month: str, tmp_path: Path) -> None:
    made = Path(archive_period(kept.service, month)["file"])

    def rename(parts: dict[str, bytes]) -> None:
        name = next(name for name in parts if name.startswith("原件/"))
        parts["原件/別名.xlsx"] = parts.pop(name)

    proof = verify_archive(kept.service, rewritten(made, tmp_path / "old.zip", rename))
    assert (len(proof["missing"]), proof["extra"], proof["intact"]) == (1, ["原件/別名.xlsx"], False)
    twice = rewritten(made, tmp_path / "twice.zip", lambda _: None)
    with zipfile.ZipFile(twice, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr(INDEX, package.read(INDEX))
    proof = verify_archive(kept.service, twice)
    assert (proof["tampered"], proof["extra"], proof["intact"]) == ([], ["（重複的檔名）"], False)


def test_an_archive_whose_list_was_rewritten_too_is_not_ours(kept: Any, month: str, tmp_path: Path) -> None:
    made = Path(archive_period(kept.service, month)["file"])

    def change(parts: dict[str, bytes]) -> None:
        told = json.loads(parts[HASHES])
        name = next(name for name in told["files"] if name.startswith("回執/"))
        del told["files"][name], parts[name]
        parts[HASHES] = json.dumps(told).encode()

    proof = verify_archive(kept.service, rewritten(made, tmp_path / "old.zip", change))
    assert (proof["tampered"], proof["missing"], proof["extra"], proof["list_is_ours"]) == ([], [], [], False)
    assert proof["intact"] is False


def test_what_is_no_archive_is_refused(office: Any, tmp_path: Path) -> None:
    (tmp_path / "old.zip").write_bytes(b"no zip at all")
    with pytest.raises(UsageError, match=r"archive\.unreadable"):
        verify_archive(office.service, tmp_path / "old.zip")
    with pytest.raises(UsageError, match=r"period\.unknown"):
        archive_period(office.service, "2026-13")


def test_a_period_without_anything_has_an_index_all_the_same(office: Any) -> None:
    told = archive_period(office.service, "2001-01")
    assert (told["files"], told["complete"]) == (2, True)
