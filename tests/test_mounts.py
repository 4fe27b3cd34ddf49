"""Which file system holds a path: from mount tables as Linux writes them; Windows names by their form."""

from pathlib import Path

import pytest

from toolkit import mounts

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
