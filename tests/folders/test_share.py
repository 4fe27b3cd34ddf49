"""The shared drive: an outage is told from an empty folder, a dead server from a slow one."""

import threading
from pathlib import Path

import pytest

from toolkit.errors import ShareError
from toolkit.folders import share


def test_a_workspace_with_its_marker_is_there(tmp_path: Path) -> None:
    (tmp_path / ".toolkit-owner").mkdir()
    share.check_present(tmp_path, tmp_path / ".toolkit-owner")


@pytest.mark.parametrize("root", ["", "gone"])
def test_a_mount_that_fell_off_is_an_outage(tmp_path: Path, root: str) -> None:
    with pytest.raises(ShareError) as told:
        share.check_present(tmp_path / root, tmp_path / root / ".toolkit-owner")
    assert told.value.code == "folders.away"


def test_a_call_that_hangs_is_given_up() -> None:
    release, asked = threading.Event(), []
    server = share.Answering(0.01)
    for _ in range(3):
        with pytest.raises(ShareError) as told:
            server.check(lambda: (asked.append(1), release.wait()), Path("/share"))
        assert told.value.code == "folders.away"
    assert asked == [1]
    release.set()
    server = share.Answering(5)
    server.check(lambda: None, Path("/share"))


def test_a_call_that_fails_has_answered(tmp_path: Path) -> None:
    share.Answering(5).check((tmp_path / "gone").stat, tmp_path)


def test_room_is_told_for_folders_that_do_not_exist_yet(tmp_path: Path) -> None:
    free = share.free_bytes(tmp_path / "a" / "b")
    assert free > 0
    share.check_room(tmp_path, 0, 1)
    with pytest.raises(ShareError) as told:
        share.check_room(tmp_path / "a", free, 10**9)
    assert told.value.code == "folders.full"


class Kernel32:
    """The two calls, as Windows answers them."""

    def __init__(self, attributes: int) -> None:
        self.attributes = attributes

    def GetFileAttributesW(self, path: str) -> int:  # noqa: N802
        return self.attributes

    def SetFileAttributesW(self, path: str, attributes: int) -> int:  # noqa: N802
        self.attributes = attributes
        return 1


@pytest.mark.parametrize(
    ("before", "hidden", "after"),
    [(0x10, True, 0x12), (0x12, True, 0x12), (0xFFFFFFFF, False, 0xFFFFFFFF), (-1, False, -1)],
)
def test_windows_hides_by_an_attribute(tmp_path: Path, before: int, hidden: bool, after: int) -> None:
    system = Kernel32(before)
    assert share.hide(tmp_path / ".work", system) is hidden
    assert system.attributes == after


def test_elsewhere_a_dot_hides(tmp_path: Path) -> None:
    assert share.hide(tmp_path / ".work") is True
    assert share.hide(tmp_path / "inbox") is False
