"""The original goes to the archive once, whatever happened on the way."""

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from toolkit.errors import ShareError
from toolkit.folders import archive as room
from toolkit.folders.archive import archive, archive_path
from toolkit.folders.refusals import Vanished

PATH = archive_path(date(2026, 11, 24), "261124-k7pm3x__名單.xlsx")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    path = tmp_path / ".work" / "261124-k7pm3x__名單.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"original")
    return path


def test_the_original_lies_by_year_and_month(work: Path, tmp_path: Path) -> None:
    archive(work, tmp_path / ".archive", PATH)
    archive(work, tmp_path / ".archive", PATH)
    assert PATH == "2026/11/261124-k7pm3x__名單.xlsx"
    assert (tmp_path / ".archive" / PATH).read_bytes() == b"original"
    assert not work.exists()


def test_after_a_crash_between_two_names_only_the_old_one_goes(work: Path, tmp_path: Path) -> None:
    target = tmp_path / ".archive" / PATH
    target.parent.mkdir(parents=True)
    os.link(work, target)
    archive(work, tmp_path / ".archive", PATH)
    assert (target.read_bytes(), work.exists(), target.stat().st_nlink) == (b"original", False, 1)


def test_another_volume_gets_a_copy(work: Path, tmp_path: Path, monkeypatch) -> None:
    real = room.rename_new

    def rename_new(path: Path, target: Path) -> None:
        if path == work:
            raise OSError(errno.EXDEV, "another volume")
        real(path, target)

    monkeypatch.setattr(room, "rename_new", rename_new)
    archive(work, tmp_path / ".archive", PATH)
    assert [path.name for path in (tmp_path / ".archive" / PATH).parent.iterdir()] == [work.name]
    assert not work.exists()


def test_nothing_is_lost_where_another_file_lies_there(work: Path, tmp_path: Path) -> None:
    target = tmp_path / ".archive" / PATH
    target.parent.mkdir(parents=True)
    target.write_bytes(b"something else")
    with pytest.raises(ShareError):
        archive(work, tmp_path / ".archive", PATH)
    assert (work.read_bytes(), target.read_bytes()) == (b"original", b"something else")


def test_a_file_at_neither_place_has_vanished(work: Path, tmp_path: Path) -> None:
    work.unlink()
    with pytest.raises(Vanished):
        archive(work, tmp_path / ".archive", PATH)
