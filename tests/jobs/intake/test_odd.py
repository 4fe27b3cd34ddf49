"""Odd things in the inbox: what may never be taken is told, what cannot be decided goes back, names never hurt."""

import os
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.daemon import Daemon
from toolkit.folders.workspace import Workspace
from toolkit.jobs.intake.inbox import Inbox
from toolkit.jobs.intake.odd import tell
from toolkit.jobs.status import as_lines, status


def told(receipt: Path) -> str:
    front = openpyxl.load_workbook(receipt)["回執"]
    return "\n".join(str(cell.value) for row in front.iter_rows() for cell in row if cell.value)


def test_links_sockets_and_hard_links_are_told_and_left(
    office: Any, lists: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = lists(2)
    inbox = office.workspace.inbox
    (inbox / "捷徑.xlsx").symlink_to(one)
    folder = inbox / "王小明"
    folder.mkdir()
    office.drop(two, "王小明", "兩名.xlsx")
    os.link(folder / "兩名.xlsx", folder / "同一份.xlsx")
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("插座")
    daemon, looking = Daemon(office.service, documents=False), Inbox(office.service, documents=False)
    daemon.turn(looking)

    assert status(office.service)["not_taken"] == ["捷徑.xlsx", "王小明/兩名.xlsx", "王小明/同一份.xlsx", "王小明/插座"]
    texts = {path.name: path.read_text(encoding="utf-8-sig") for path in office.workspace.returned.glob("*.txt")}
    assert "請放入檔案本身" in texts["捷徑.xlsx【未處理】.txt"]
    assert "另存一份" in texts["王小明_兩名.xlsx【未處理】.txt"]
    assert len(texts) == 4
    (page,) = office.outbox.glob("系統狀態_*.txt")
    assert "捷徑.xlsx" in page.read_text(encoding="utf-8-sig")

    (inbox / "捷徑.xlsx").unlink()
    (folder / "同一份.xlsx").unlink()
    (folder / "插座").unlink()
    daemon.turn(looking)
    assert list(office.workspace.returned.glob("*.txt")) == []
    assert status(office.service)["not_taken"] == []


def test_status_names_who_has_a_file_open(office: Any, lists: Callable[..., list[Path]]) -> None:
    one, two, three = lists(3)
    office.drop(one, "王小明", "名單.xlsx")
    office.drop(two, name="開著.xlsx")
    office.drop(three, name="不知誰.xlsx")
    excel = bytes([6]) + b"??????".ljust(54) + (3).to_bytes(2, "little") + "陳小姐".encode("utf-16-le")
    lock = office.workspace.inbox / "王小明" / "~$名單.xlsx"
    lock.write_bytes(excel.ljust(165, b"\0"))
    (office.workspace.inbox / ".~lock.開著.xlsx#").write_text(
        ",李四,PC-07,24.11.2026 09:30,file:///x;", encoding="utf-8"
    )
    (office.workspace.inbox / "~$不知誰.xlsx").write_bytes(b"")
    looking = Inbox(office.service, documents=False)
    looking.look(0.0)
    assert status(office.service)["open_elsewhere"] == [
        {"file": "不知誰.xlsx", "by": ""},
        {"file": "王小明/名單.xlsx", "by": "陳小姐"},
        {"file": "開著.xlsx", "by": "李四"},
    ]
    assert "open on a desk, waits: 王小明/名單.xlsx (陳小姐)" in as_lines(status(office.service))
    lock.unlink()
    looking.look(1.0)
    assert [one["by"] for one in status(office.service)["open_elsewhere"]] == ["", "李四"]


def test_what_a_dot_hides_is_told_once_and_taken_when_it_is_renamed(
    office: Any, lists: Callable[..., list[Path]], caplog: pytest.LogCaptureFixture
) -> None:
    one, two = lists(2)
    office.drop(one, ".新名單")
    office.drop(two, "王小明", ".名單.xlsx")
    for litter in (".stfolder", ".Trash-1000", ".空"):
        (office.workspace.inbox / litter).mkdir()
    (office.workspace.inbox / ".Trash-1000" / "舊.xlsx").write_bytes(b"x")
    for name in (".DS_Store", "._名單.xlsx", ".~lock.名單.xlsx#", ".名單.xlsx.Xa12b"):
        (office.workspace.inbox / name).write_bytes(b"x")
    daemon, looking = Daemon(office.service, documents=False), Inbox(office.service, documents=False)
    daemon.turn(looking)
    daemon.turn(looking)
    assert status(office.service)["not_taken"] == [".新名單", "王小明/.名單.xlsx"]
    assert len([one for one in caplog.messages if "not taken" in one]) == 2
    texts = [path.read_text(encoding="utf-8-sig") for path in sorted(office.workspace.returned.glob("*.txt"))]
    assert all("開頭的「.」" in text for text in texts)
    (page,) = office.outbox.glob("系統狀態_*.txt")
    assert ".新名單" in page.read_text(encoding="utf-8-sig")

    (office.workspace.inbox / ".新名單").rename(office.workspace.inbox / "新名單")
    (office.workspace.inbox / "王小明" / ".名單.xlsx").rename(office.workspace.inbox / "王小明" / "名單.xlsx")
    assert {one.submission.state.value for one in office.run()} == {"done"}
    assert status(office.service)["not_taken"] == []


def test_a_file_that_never_stops_growing_is_told_once_and_taken_when_it_stops(
    office: Any, lists: Callable[..., list[Path]], caplog: pytest.LogCaptureFixture
) -> None:
    (made,) = lists(1)
    whole = made.read_bytes()
    file = office.drop(made, "王小明", "匯出.xlsx")
    looking = Inbox(office.service, documents=False)
    patience = office.workspace.settings.growing_patience

    def grows(now: float) -> None:
        with file.open("ab") as writing:
            writing.write(b"more")
        looking.look(now)

    grows(0.0)
    grows(patience - 1)
    assert status(office.service)["not_taken"] == []
    for more in range(3):
        grows(patience + more)
    assert status(office.service)["not_taken"] == ["王小明/匯出.xlsx"]
    (text,) = office.workspace.returned.glob("*.txt")
    assert "王小明/匯出.xlsx" in text.read_text(encoding="utf-8-sig")
    assert "另存一份" in text.read_text(encoding="utf-8-sig")
    assert len([one for one in caplog.messages if "not taken" in one]) == 1
    assert looking.take_settled() == ()

    file.write_bytes(whole)
    for more in range(3):
        looking.look(patience + 10 + more)
    assert list(office.workspace.returned.glob("*.txt")) == []
    assert [one.state.value for one in looking.take_settled()] == ["done"]


def test_a_workbook_of_too_many_cells_goes_back_with_their_number(
    office: Any, lists: Callable[..., list[Path]]
) -> None:
    settings = replace(office.workspace.settings, cells_per_file=1000)
    object.__setattr__(office.service, "workspace", Workspace(office.workspace.root, settings))
    few, many = lists(1), lists(1, rows=90, start=1)
    office.drop(few[0])
    office.drop(many[0])
    assert {one.submission.name: one.submission.state.value for one in office.run()} == {
        few[0].name: "done",
        many[0].name: "returned",
    }
    (receipt,) = office.receipts("退回")
    assert "1,002 個填了內容的儲存格，一次最多處理 1,000 個" in told(receipt)


def test_what_is_odd_among_confidential_sheets_is_told_among_them(office: Any) -> None:
    tell(office.service, ["內部/捷徑.xlsx"])
    assert list(office.workspace.returned.glob("*.txt")) == []
    assert [path.parent.name for path in office.workspace.internal.rglob("*.txt")] == ["退回"]


CONFLICTS = (
    "名單 (衝突副本 2026-11-24).xlsx",
    "名單 (王小明 的冲突副本).xlsx",
    "list (Ann's conflicted copy 2026-11-24).xlsx",
    "名單 (SFConflict ann@office 2026-11-24-09-30-00).xlsx",
    "名單_PC07_Nov-24-093000-2026_Conflict.xlsx",
    "名單 (衝突_王小明_2026-11-24).xlsx",
    "名單.sync-conflict-20261124-093000-ABCDEFG.xlsx",
)


def test_conflict_copies_and_foreign_formats_come_back_with_a_sentence(
    office: Any, lists: Callable[..., list[Path]], tmp_path: Path
) -> None:
    made = lists(len(CONFLICTS))
    for path, name in zip(made, CONFLICTS, strict=True):
        office.drop(path, name=name)
    wrapped = {"客戶.et": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "a.xlsx": b"%TSD-Header-###%" + b"x" * 600}
    wrapped["b.xlsx"] = b"\x62\x14\x23\x65" + b"E-SafeNet\0" + b"y" * 600
    for name, content in wrapped.items():
        (office.workspace.inbox / name).write_bytes(content)
    taken = office.run()
    assert {one.submission.state.value for one in taken} == {"returned"}
    texts = {path.name: told(path) for path in office.receipts("退回")}
    assert sum("衝突副本：兩個人" in text for text in texts.values()) == len(CONFLICTS)
    assert sum("加密軟件" in text for text in texts.values()) == 2
    assert len(texts) == len(CONFLICTS) + len(wrapped)


def test_a_numbered_name_is_taken_and_its_sender_told_of_the_first(
    office: Any, lists: Callable[..., list[Path]]
) -> None:
    """A browser or Windows numbers a second file of one name: it is no reason to send somebody's work back."""
    alone, first, second = lists(3)
    office.drop(alone, name="名冊 (1).xlsx")
    office.drop(first, "王小明", name="名單.xlsx")
    assert {one.submission.state.value for one in office.run()} == {"done"}
    office.drop(second, "王小明", name="名單 (1).xlsx")
    (taken,) = office.run()
    assert taken.submission.counts["accepted"] == 2
    said = {path.name: told(path) for path in [*office.receipts(), *office.receipts("回執/王小明")]}
    assert [name for name, text in said.items() if "檔名像是「名單.xlsx」的副本" in text] == ["名單 (1)【收2】.xlsx"]


NAMES = {
    "reserved": "CON.xlsx",
    "reserved below": "aux.2026.xlsx",
    "blank at the end": "名單 .xlsx",
    "direction": "名單\u202excod.xlsx",
    "control": "名\x07單\n.xlsx",
    "longest": "名" * 83 + ".xlsx",
    "case": "LIST.xlsx",
    "case again": "list.xlsx",
    "formula": "=cmd|calc.xlsx",
    "no encoding": os.fsdecode(b"\xff\xfe.xlsx"),
}


def test_any_name_is_taken_and_no_result_has_one_that_a_desk_refuses(
    office: Any, lists: Callable[..., list[Path]], accounted: Callable[..., Any]
) -> None:
    import hashlib

    made = lists(len(NAMES) + 1)
    for path, name in zip(made, NAMES.values(), strict=False):
        office.drop(path, name=name)
    office.drop(made[-1], "/".join(["很長的資料夾名稱" * 4] * 4), "深.xlsx")
    taken = office.run()
    assert {one.submission.state.value for one in taken} == {"done"}
    accounted(office.service, [hashlib.sha256(path.read_bytes()).hexdigest() for path in made])
    for path in office.receipts():
        name = path.name
        assert len(name.encode()) <= 255
        assert not any(ord(one) < 32 or one in '<>:"/\\|?*\u202e' for one in name)
        assert name.partition(".")[0].strip().upper() not in ("CON", "AUX")
        assert len(str(path.relative_to(office.workspace.root)).encode("utf-16-le")) // 2 <= 260


def test_a_file_above_the_limit_is_not_opened(office: Any, lists: Callable[..., list[Path]], monkeypatch) -> None:
    monkeypatch.setattr("toolkit.jobs.intake.unread.MEGABYTE", 1)
    office.drop(lists(1)[0])
    (taken,) = office.run()
    assert taken.submission.state.value == "returned"
    assert "超過上限" in told(office.receipts("退回")[0])


def test_a_file_larger_than_any_disk_comes_back_at_once(office: Any) -> None:
    """A sparse file of two terabytes is neither copied nor hashed, and waits for no room."""
    with (office.workspace.inbox / "稀疏.xlsx").open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(2 * 10**12)
    looking = Inbox(office.service)
    for now in (0.0, 700.0, 701.0, 702.0):
        looking.look(now)
    (taken,) = looking.take_settled()
    assert taken.state.value == "returned"
    assert "超過上限" in told(office.receipts("退回")[0])
    assert list(office.workspace.inbox.iterdir()) == [office.workspace.internal_inbox]


def test_a_text_file_whose_name_is_in_another_encoding_is_read(office: Any, prospects: Any) -> None:
    lines = [",".join(prospects.headings), ",".join(str(value) for value in prospects.row(1))]
    (office.workspace.inbox / os.fsdecode(b"\xb0\xa2.csv")).write_text("\n".join(lines), encoding="utf-8")
    (taken,) = office.run()
    assert (taken.submission.state.value, taken.submission.counts["accepted"]) == ("done", 1)


def test_a_folder_too_deep_is_told_and_hides_nothing_else(office: Any, lists: Callable[..., list[Path]]) -> None:
    one, two = lists(2)
    office.drop(one, "/".join(["層"] * 45))
    office.drop(two)
    assert [taken.submission.name for taken in office.run()] == [two.name]
    (text,) = office.workspace.returned.glob("*.txt")
    assert "太深" in text.read_text(encoding="utf-8-sig")
    assert len(status(office.service)["not_taken"]) == 1
