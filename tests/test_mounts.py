"""Which file system holds a path: from mount tables as Linux writes them; Windows names by their form."""

from pathlib import Path, PureWindowsPath

import pytest

from toolkit import mounts
from toolkit.mounts import windows_kind

TABLE = """\
/dev/vda / ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
//server/my\\040share /mnt/my\\040share smb3 rw 0 0
tmpfs /mnt/share/cache tmpfs rw 0 0
server:/x /srv/nfs nfs4 rw 0 0
/dev/sdb1 /media/usb fuseblk rw 0 0
rclone: /mnt/cloud fuse.rclone rw 0 0
/dev/vdb /over ext4 rw 0 0
server:/y /over nfs rw 0 0
""".splitlines()


@pytest.mark.parametrize(
    ("path", "kind", "remote"),
    [
        ("/home/office", "ext4", False),
        ("/mnt/share/inbox", "cifs", True),
        ("/mnt/shared", "ext4", False),
        ("/mnt/my share/inbox", "smb3", True),
        ("/mnt/share/cache/x", "tmpfs", False),
        ("/srv/nfs", "nfs4", True),
        ("/media/usb/x", "fuseblk", False),
        ("/mnt/cloud", "fuse.rclone", True),
        ("/over/x", "nfs", True),
    ],
)
def test_the_nearest_and_latest_mount_counts(path: str, kind: str, remote: bool) -> None:
    assert mounts.kind_at(Path(path), TABLE) == kind
    assert mounts.is_remote(kind) is remote


@pytest.mark.parametrize("kind", ["fuse", "fuse.mystery", "remote", "9p"])
def test_what_may_be_a_share_counts_as_one(kind: str) -> None:
    assert mounts.is_remote(kind)


def test_a_path_that_does_not_exist_yet_is_told_by_its_parents(tmp_path: Path) -> None:
    assert mounts.file_system(tmp_path / "not" / "yet") == mounts.file_system(tmp_path)


@pytest.mark.parametrize(
    ("path", "unc"),
    [
        ("\\\\server\\share\\x", True),
        ("//server/share/x", True),
        ("\\\\?\\UNC\\server\\share", True),
        ("\\\\?\\C:\\x", False),
        ("\\\\.\\pipe\\x", False),
        ("C:\\x", False),
    ],
)
def test_windows_names_of_servers(path: str, unc: bool) -> None:
    assert mounts.is_unc(path) is unc


class Kernel32:
    """Answers as Windows does, and keeps what it was asked."""

    def __init__(self, kind: int) -> None:
        self.kind, self.asked = kind, ""

    def GetDriveTypeW(self, root: str) -> int:  # noqa: N802
        self.asked = root
        return self.kind


@pytest.mark.parametrize(
    ("number", "kind"), [(0, "unknown"), (1, "unknown"), (2, "local"), (3, "local"), (4, "remote"), (6, "local")]
)
def test_a_drive_is_what_windows_calls_it(number: int, kind: str) -> None:
    system = Kernel32(number)
    assert windows_kind(PureWindowsPath("Z:/招商/收件"), system) == kind
    assert system.asked == "Z:\\"


def test_a_server_need_not_be_asked_about() -> None:
    system = Kernel32(3)
    assert windows_kind(PureWindowsPath(r"\\nas\office\inbox"), system) == "remote"
    assert system.asked == ""
