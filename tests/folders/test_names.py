"""Names: what is left lying, what a lock locks, and that any text becomes a name every system takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.folders import names

HAN = "物" * 200


@pytest.mark.parametrize(
    "name",
    [
        "~$客戶名單.xlsx",
        ".~客戶名單.xlsx",
        ".~lock.客戶名單.xlsx#",
        "._客戶名單.xlsx",
        ".DS_Store",
        "客戶.tmp",
        "客戶.xlsx.part",
        "客戶.CRDOWNLOAD",
        "7A3B9C00",
        "~WRL0003.tmp",
        "Thumbs.db",
        "desktop.ini",
        "@eaDir",
        "#recycle",
        ".stfolder",
        ".syncthing.客戶.xlsx.tmp",
        "客戶.xlsx~",
    ],
)
def test_nobodys_work_is_ignored(name: str) -> None:
    assert names.ignored(name)


@pytest.mark.parametrize(
    "name",
    [
        "客戶名單.xlsx",
        "~客戶.xlsx",
        "7A3B9C00.xlsx",
        "2026.11 名單.csv",
        "tmp.xlsx",
        "客戶.partial.xlsx",
        "#1.xlsx",
    ],
)
def test_somebodys_work_is_not_ignored(name: str) -> None:
    assert not names.ignored(name)


@pytest.mark.parametrize(
    ("name", "is_copy"),
    [
        ("名單.sync-conflict-20261124-093000-ABCDEFG.xlsx", True),
        ("名單 (王明's conflicted copy 2026-11-24).xlsx", True),
        ("名单 (DESKTOP-1 的冲突副本).xlsx", True),
        ("名單 (SFConflict ann@office 2026-11-24-09-30-00).xlsx", True),
        ("名單_PC07_Nov-24-093000-2026_Conflict.xlsx", True),
        ("名單.Conflict.xlsx", True),
        ("名單 (衝突_王小明_2026-11-24).xlsx", True),
        ("list (Conflicted version).xlsx", True),
        ("名單 (2).xlsx", False),
        ("衝突處理.xlsx", False),
        ("利益衝突聲明.xlsx", False),
        ("conflict of interest.xlsx", False),
    ],
)
def test_conflict_copies_are_told_apart(name: str, is_copy: bool) -> None:
    assert names.conflict_copy(name) is is_copy


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("名單 (1).xlsx", "名單.xlsx"),
        ("名單(12).xlsx", "名單.xlsx"),
        ("名單（1）.xlsx", "名單.xlsx"),
        ("名單 - 複製.xlsx", "名單.xlsx"),
        ("名单 - 副本 (2).xlsx", "名单.xlsx"),
        ("list - Copy (3).xlsx", "list.xlsx"),
        ("list copy 2.xlsx", "list.xlsx"),
        ("Copy of list.xlsx", "list.xlsx"),
        ("名單.xlsx", ""),
        ("名單 (2026).xlsx", ""),
        ("(1).xlsx", ""),
        ("photocopy.xlsx", ""),
        ("", ""),
    ],
)
def test_a_copy_names_its_original(name: str, original: str) -> None:
    assert names.original_of(name) == original


@pytest.mark.parametrize(
    ("lock", "names_beside", "held"),
    [
        ("~$客戶名單.xlsx", ["客戶名單.xlsx", "客戶名單2.xlsx"], ("客戶名單.xlsx",)),
        ("~$CLIENTS.xlsx", ["clients.xlsx"], ("clients.xlsx",)),
        ("~$oposal draft.docx", ["proposal draft.docx"], ("proposal draft.docx",)),
        (".~客戶名單.xlsx", ["客戶名單.xlsx"], ("客戶名單.xlsx",)),
        (".~戶名單.xlsx", ["客戶名單.xlsx"], ("客戶名單.xlsx",)),
        ("~$名單.xlsx", ["客戶名單.xlsx", "名單.xlsx"], ("名單.xlsx",)),
        (".~lock.客戶名單.xlsx#", ["客戶名單.xlsx"], ("客戶名單.xlsx",)),
        ("客戶名單.xlsx", ["客戶名單.xlsx"], ()),
        ("~$", ["a"], ()),
    ],
)
def test_a_lock_holds_its_file_only(lock: str, names_beside: list[str], held: tuple[str, ...]) -> None:
    assert names.held_by(lock, names_beside) == held


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("合作方案書", "合作方案書.docx"),
        ("A/B\\C:D", "A／B＼C：D.docx"),
        ("../../etc/passwd", "／..／etc／passwd.docx"),
        ("CON", "_CON.docx"),
        ("lpt1.報價", "_lpt1.報價.docx"),
        ("COM¹", "_COM¹.docx"),
        ("名單. . ", "名單.docx"),
        (".hidden", "hidden.docx"),
        ("~$大華", "_~$大華_.docx"),
        ("\u202e大華\u200b\x07\n物業", "大華 物業.docx"),
        ("", "未命名.docx"),
        ("...", "未命名.docx"),
        ("\udcff大華", "大華.docx"),
    ],
)
def test_any_text_becomes_a_safe_name(text: str, safe: str) -> None:
    assert names.safe_name(text, ".docx") == safe


def test_a_long_chinese_name_keeps_its_suffix_and_stays_itself() -> None:
    one, two = names.safe_name(HAN + "甲", ".xlsx"), names.safe_name(HAN + "乙", ".xlsx")
    assert one != two
    assert one.endswith(".xlsx")
    assert len(one.encode()) <= 255


TEXT = st.text(st.characters(codec=None), max_size=300)


@given(TEXT, st.sampled_from(["", ".docx", ".xlsx"]))
def test_safe_names_are_safe_and_stay_as_they_are(text: str, suffix: str) -> None:
    name = names.safe_name(text, suffix)
    assert 0 < len(name.encode()) <= 255
    assert not set(name) & set('/\\:*?"<>|\0')
    assert name == name.strip(" .")
    assert not names.ignored(name)
    assert not names.is_lock(name)
    stem = name.removesuffix(suffix)
    assert names.safe_name(stem, suffix) == name


@given(TEXT, TEXT)
def test_a_safe_path_stays_below_its_root(folder: str, name: str) -> None:
    path = names.safe_path(folder, name, ".docx")
    parts = path.split("/")
    assert not path.startswith("/")
    assert not {"", ".", ".."} & set(parts)
    assert all(len(part.encode()) <= 255 for part in parts)


def test_a_long_path_is_cut_to_what_a_desk_can_open() -> None:
    path = names.safe_path(f"客戶/SJ-20261124-0001 {HAN}", HAN, ".docx")
    assert len(path) <= names.LONGEST_PATH
    assert path.startswith("客戶/SJ-20261124-0001 ")


@pytest.mark.parametrize(
    ("name", "taken", "free"),
    [
        ("a.xlsx", [], "a.xlsx"),
        ("a.xlsx", ["A.XLSX"], "a (2).xlsx"),
        ("a.xlsx", ["a.xlsx", "a (2).xlsx"], "a (3).xlsx"),
        ("é.xlsx", ["e\u0301.xlsx"], "é (2).xlsx"),
    ],
)
def test_names_that_windows_cannot_tell_apart_give_way(name: str, taken: list[str], free: str) -> None:
    assert names.unclashing(name, taken) == free


@pytest.mark.parametrize(
    ("stem", "told"),
    [
        ("客戶名單", "客戶名單【收1】.xlsx"),
        ("con", "con【收1】.xlsx"),
        (" 前空", "前空【收1】.xlsx"),
        ("", "未命名【收1】.xlsx"),
        ("\udca4\udca4", "未命名【收1】.xlsx"),
    ],
)
def test_a_result_stands_behind_any_name(stem: str, told: str) -> None:
    assert names.safe_ending(stem, "【收1】", ".xlsx") == told


def test_a_name_as_long_as_can_be_loses_its_end_and_not_its_result() -> None:
    one, two = (names.safe_ending("長" * 83 + end, "【收197·待改3】", ".xlsx") for end in ("甲", "乙"))
    assert one.endswith("【收197·待改3】.xlsx")
    assert len(one.encode()) <= names.LONGEST_NAME
    assert one != two
