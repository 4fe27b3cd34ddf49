"""Looking through the inbox: folders are walked, links are not, and an outage is not an empty inbox."""

import os
from pathlib import Path

import pytest

from toolkit.errors import ShareError
from toolkit.folders import sweep as room
from toolkit.folders.sweep import sweep


def lay(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"x")


def test_files_of_every_folder_are_found_and_litter_is_not(tmp_path: Path) -> None:
    lay(
        tmp_path,
        "名單.xlsx",
        "王明/溝通.xlsx",
        "王明/深/深/方案.docx",
        "~$名單.xlsx",
        "王明/.~lock.溝通.xlsx#",
        ".DS_Store",
        "Thumbs.db",
        "@eaDir/名單.xlsx",
        ".stfolder/x.xlsx",
        "下載.crdownload",
    )
    found = sweep(tmp_path)
    assert sorted(one.path for one in found.files) == ["名單.xlsx", "王明/深/深/方案.docx", "王明/溝通.xlsx"]
    assert sorted(one.path for one in found.locks) == ["~$名單.xlsx", "王明/.~lock.溝通.xlsx#"]
    assert (found.odd, found.unread) == ([], [])


def test_links_devices_and_second_names_are_odd_and_never_walked(tmp_path: Path) -> None:
    inbox, outside = tmp_path / "inbox", tmp_path / "outside"
    lay(outside, "secret.xlsx")
    inbox.mkdir()
    (inbox / "link.xlsx").symlink_to(outside / "secret.xlsx")
    (inbox / "folder").symlink_to(outside)
    (inbox / "loop").symlink_to(inbox)
    os.mkfifo(inbox / "pipe.xlsx")
    os.link(outside / "secret.xlsx", inbox / "twin.xlsx")
    found = sweep(inbox)
    assert found.files == []
    assert sorted(found.odd) == ["folder", "link.xlsx", "loop", "pipe.xlsx", "twin.xlsx"]


def test_an_inbox_that_is_away_is_an_outage(tmp_path: Path) -> None:
    with pytest.raises(ShareError) as told:
        sweep(tmp_path / "gone")
    assert told.value.code == "folders.away"


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch) -> None:
    lay(tmp_path, "王明/a.xlsx", "李華/b.xlsx")
    real = os.scandir

    def scandir(path: Path):
        if Path(path).name == "王明":
            raise OSError(5, "Input/output error")
        return real(path)

    monkeypatch.setattr(room.os, "scandir", scandir)
    found = sweep(tmp_path)
    assert [one.path for one in found.files] == ["李華/b.xlsx"]
    assert found.unread == ["王明"]


def test_folders_too_deep_to_be_meant_are_named(tmp_path: Path) -> None:
    deep = "/".join(["d"] * (room.DEEPEST + 2))
    lay(tmp_path, f"{deep}/a.xlsx", "b.xlsx")
    found = sweep(tmp_path)
    assert [one.path for one in found.files] == ["b.xlsx"]
    assert (len(found.odd), found.unread) == (1, [])
