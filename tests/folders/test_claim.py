"""Taking a file: what is moved, what is refused, and what a crash or a liar leaves behind."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from toolkit.errors import ShareError
from toolkit.folders import claim
from toolkit.folders.refusals import Busy, NotTaken, Vanished

BYTES = b"PK" * 1000


@pytest.fixture
def dropped(tmp_path: Path) -> Path:
    path = tmp_path / "inbox" / "名單.xlsx"
    path.parent.mkdir()
    path.write_bytes(BYTES)
    (tmp_path / ".work").mkdir()
    return path


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / ".work" / "261124-k7pm3x__名單.xlsx"


def test_a_file_is_moved_hashed_and_copied(dropped: Path, work: Path, tmp_path: Path) -> None:
    claim.take(dropped, work)
    done = claim.spool(work, tmp_path / "spool.xlsx")
    assert not dropped.exists()
    assert (done.size, done.sha256) == (len(BYTES), hashlib.sha256(BYTES).hexdigest())
    assert done.spool.read_bytes() == work.read_bytes() == BYTES


def test_taking_twice_is_taking_once(dropped: Path, work: Path) -> None:
    claim.take(dropped, work)
    dropped.write_bytes(b"another")
    claim.take(dropped, work)
    assert work.read_bytes() == BYTES
    assert dropped.read_bytes() == b"another"


def failing(number: int, *, done: bool):
    def rename(path: Path, target: Path) -> Path:
        if done:
            path.replace(target)
        raise OSError(number, os.strerror(number))

    return rename


def test_a_rename_whose_answer_was_lost_counts(dropped: Path, work: Path, monkeypatch) -> None:
    monkeypatch.setattr(Path, "rename", failing(errno.EIO, done=True))
    claim.take(dropped, work)
    assert work.read_bytes() == BYTES


@pytest.mark.parametrize(
    ("number", "refusal"),
    [(errno.EBUSY, Busy), (errno.EACCES, Busy), (errno.EIO, Busy), (errno.EXDEV, ShareError)],
)
def test_a_rename_that_failed_leaves_the_file(
    dropped: Path, work: Path, monkeypatch, number: int, refusal: type[Exception]
) -> None:
    monkeypatch.setattr(Path, "rename", failing(number, done=False))
    with pytest.raises(refusal):
        claim.take(dropped, work)
    assert dropped.exists()


def test_a_rename_that_said_yes_to_two_is_found_out(dropped: Path, work: Path, monkeypatch) -> None:
    def stolen(path: Path, target: Path) -> Path:
        return path.replace(target.with_name("other"))

    monkeypatch.setattr(Path, "rename", stolen)
    with pytest.raises(Vanished):
        claim.take(dropped, work)


def test_a_file_taken_back_has_vanished(dropped: Path, work: Path) -> None:
    dropped.unlink()
    with pytest.raises(Vanished):
        claim.take(dropped, work)


def test_links_devices_and_second_names_are_never_taken(dropped: Path, work: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.xlsx"
    secret.write_bytes(b"secret")
    link, pipe, twin = (dropped.with_name(name) for name in ("link.xlsx", "pipe.xlsx", "twin.xlsx"))
    link.symlink_to(secret)
    os.mkfifo(pipe)
    os.link(secret, twin)
    for odd in (link, pipe, twin, dropped.parent):
        with pytest.raises(NotTaken):
            claim.take(odd, work)
        assert odd.exists()
    assert not work.exists()


def test_a_claimed_file_that_became_a_link_is_not_read(dropped: Path, work: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.xlsx"
    secret.write_bytes(b"secret")
    work.symlink_to(secret)
    with pytest.raises(NotTaken):
        claim.spool(work, tmp_path / "spool.xlsx")
    assert not (tmp_path / "spool.xlsx").exists()


def test_a_file_that_changes_while_it_is_read_waits(dropped: Path, work: Path, tmp_path: Path) -> None:
    claim.take(dropped, work)

    def read(handle: int, count: int) -> bytes:
        chunk = os.read(handle, count)
        if chunk:
            with work.open("ab") as file:
                file.write(b"more")
        return chunk[:3000]

    with pytest.raises(Busy):
        claim.spool(work, tmp_path / "spool.xlsx", read)
    assert not (tmp_path / "spool.xlsx").exists()


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_a_read_that_fails_is_tried_again(dropped: Path, work: Path, tmp_path: Path, number: int) -> None:
    claim.take(dropped, work)

    def read(handle: int, count: int) -> bytes:
        raise OSError(number, os.strerror(number))

    with pytest.raises(ShareError) as told:
        claim.spool(work, tmp_path / "spool.xlsx", read)
    assert told.value.code == ("folders.full" if number == errno.ENOSPC else "folders.unread")
    assert work.read_bytes() == BYTES


def test_a_claimed_file_can_be_given_back(dropped: Path, work: Path) -> None:
    claim.take(dropped, work)
    claim.give_back(work, dropped)
    assert dropped.read_bytes() == BYTES
    claim.take(dropped, work)
    dropped.write_bytes(b"newer")
    with pytest.raises(Busy):
        claim.give_back(work, dropped)
    assert dropped.read_bytes() == b"newer"


@pytest.mark.parametrize("folder", ["link", "link/王明", "..", "王明/../.."])
def test_folders_behind_links_are_refused(tmp_path: Path, folder: str) -> None:
    (tmp_path / "inbox" / "王明").mkdir(parents=True)
    (tmp_path / "elsewhere" / "王明").mkdir(parents=True)
    (tmp_path / "inbox" / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotTaken):
        claim.plain_folder(tmp_path / "inbox", folder)
    assert claim.plain_folder(tmp_path / "inbox", "王明") == tmp_path / "inbox" / "王明"
