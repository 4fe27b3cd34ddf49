"""What kind of file system a path lies on: the one door to /proc/mounts and GetDriveTypeW.

It stands below every room because two of them ask: the ledger refuses SQLite on a network share, the
folders choose how to watch. Never run on Windows so far: that side is tested through its parameters.
"""

import sys
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

REMOTE = frozenset(
    # One word a type: a list of quoted names would be four times as long.
    """9p afs afpfs beegfs ceph cifs coda davfs fuse.davfs2 fuse.gvfsd-fuse fuse.rclone fuse.sshfs
    fuse.glusterfs gfs2 glusterfs lustre ncpfs nfs nfs4 ocfs2 smb smb2 smb3 smbfs vboxsf vmhgfs
    fuse.vmhgfs-fuse prl_fs remote virtiofs webdav""".split()  # noqa: SIM905
)
"""Types whose locks cannot be trusted, or whose events tell nothing of what other machines do."""

_LOCAL_FUSE = frozenset({"fuseblk", "fuse.ntfs-3g", "fuse.ntfs", "fuse.exfat", "fuse.ext2"})
_DRIVE_REMOTE = 4
_DRIVE_NOT_KNOWN = (0, 1)
"""DRIVE_UNKNOWN and DRIVE_NO_ROOT_DIR: a letter that is mapped for somebody else, and not for the service."""
_UNKNOWN = "unknown"


def is_remote(kind: str) -> bool:
    """Whether a file system of this ``kind`` is a network share (any FUSE that is no disk counts)."""
    return kind in REMOTE or (kind.startswith("fuse") and kind not in _LOCAL_FUSE)


def file_system(path: Path) -> str:
    """The type of the file system that holds ``path`` or its nearest existing parent ("ext4", "cifs").

    On Windows "remote" or "local"; "unknown" where the system does not tell.
    """
    if sys.platform == "win32":
        return windows_kind(path.resolve())
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return _UNKNOWN
    return kind_at(path.resolve(), mounts.splitlines())


def kind_at(path: Path, mounts: Iterable[str]) -> str:
    """The type that the lines of a mount table give for an absolute ``path``: the longest point wins.

    A later line hides an earlier one at the same point, as a later mount does.
    """
    best, kind = -1, _UNKNOWN
    for line in mounts:
        fields = line.split(" ")
        point = Path(_unescaped(fields[1]))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def _unescaped(text: str) -> str:
    """Undo the octal escapes of a mount table (blank, tab, newline, backslash)."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, character)
    return text


def is_unc(path: str) -> bool:
    r"""Whether a Windows path names a server itself (``\\server\share`` or ``\\?\UNC\server\share``)."""
    plain = path.replace("/", "\\").upper()
    return plain.startswith("\\\\?\\UNC\\") or (
        plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\"))
    )


def windows_kind(path: PurePath, windows: Any = None) -> str:
    """Ask GetDriveTypeW about the drive of an absolute ``path``; "unknown" where it knows no such drive.

    ``windows`` is the system's kernel32, given by tests.
    """
    if is_unc(str(path)):
        return "remote"
    if windows is None:
        from ctypes import windll  # type: ignore[attr-defined] # exists on Windows only

        windows = windll.kernel32
    drive = windows.GetDriveTypeW(f"{path.drive}\\")
    return {_DRIVE_REMOTE: "remote", **dict.fromkeys(_DRIVE_NOT_KNOWN, _UNKNOWN)}.get(drive, "local")
