# ruff: noqa: PTH101, PTH102, PTH104, PTH106, PTH108, PTH208 - the calls of os are what is handed on
"""A file system that shows a folder and fails as it is told (run as a program: ROOT MOUNTPOINT CONTROL).

CONTROL is a JSON file, read before each call: ``{"op": "rename", "errno": 5, "done": true, "times": 1}``;
``"hang": true`` holds the call until the file is gone. ``times`` counts down within this process.
"""

import errno
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import mfusepy


class Loopback(mfusepy.Operations):
    """Hands every call on to the folder beneath, or fails it."""

    def __init__(self, root: str, control: str) -> None:
        self.root, self.control = root, Path(control)
        self.left: dict[str, int] = {}

    def _real(self, path: str) -> str:
        return self.root + path

    def _faulty(self, op: str, path: str, act: Any) -> Any:
        try:
            text = self.control.read_text(encoding="utf-8")
            told = json.loads(text)
        except (OSError, ValueError):
            return act()
        if told["op"] != op or told.get("in", "") not in path:
            return act()
        if told.get("hang"):
            while self.control.exists():
                time.sleep(0.02)
            return act()
        left = self.left.setdefault(text, told["times"])
        if left <= 0:
            return act()
        self.left[text] = left - 1
        if told.get("done"):
            act()
        raise mfusepy.FuseOSError(told["errno"])

    def getattr(self, path: str, fh: Any = None) -> dict[str, Any]:
        def act() -> dict[str, Any]:
            try:
                found = os.lstat(self._real(path))
            except OSError as error:
                raise mfusepy.FuseOSError(error.errno or errno.EIO) from None
            names = ("st_atime", "st_ctime", "st_gid", "st_mode", "st_mtime", "st_nlink", "st_size", "st_uid", "st_ino")
            return {name: getattr(found, name) for name in names}

        return self._faulty("getattr", path, act)

    def readdir(self, path: str, fh: Any) -> Any:
        return [".", "..", *os.listdir(self._real(path))]

    def rename(self, old: str, new: str) -> None:
        self._faulty("rename", old, lambda: os.rename(self._real(old), self._real(new)))

    def link(self, target: str, source: str) -> None:
        self._faulty("link", target, lambda: os.link(self._real(source), self._real(target)))

    def mkdir(self, path: str, mode: int) -> None:
        self._faulty("mkdir", path, lambda: os.mkdir(self._real(path), mode))

    def rmdir(self, path: str) -> None:
        os.rmdir(self._real(path))

    def unlink(self, path: str) -> None:
        self._faulty("unlink", path, lambda: os.unlink(self._real(path)))

    def create(self, path: str, mode: int, fi: Any = None) -> int:
        return self._faulty(
            "create", path, lambda: os.open(self._real(path), os.O_RDWR | os.O_CREAT | os.O_TRUNC, mode)
        )

    def open(self, path: str, flags: int) -> int:
        return self._faulty("open", path, lambda: os.open(self._real(path), flags))

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return self._faulty("read", path, lambda: os.pread(fh, size, offset))

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        return self._faulty("write", path, lambda: os.pwrite(fh, data, offset))

    def truncate(self, path: str, length: int, fh: Any = None) -> None:
        os.truncate(self._real(path), length)

    def fsync(self, path: str, datasync: int, fh: int) -> None:
        self._faulty("fsync", path, lambda: os.fsync(fh))

    def release(self, path: str, fh: int) -> None:
        os.close(fh)

    def utimens(self, path: str, times: Any = None) -> None:
        os.utime(self._real(path), times)

    def chmod(self, path: str, mode: int) -> None:
        os.chmod(self._real(path), mode)

    def statfs(self, path: str) -> dict[str, int]:
        found = os.statvfs(self._real(path))
        names = ("f_bavail", "f_bfree", "f_blocks", "f_bsize", "f_ffree", "f_files", "f_frsize", "f_namemax")
        return {name: getattr(found, name) for name in names}


if __name__ == "__main__":
    real_root, mount_point, control_file = sys.argv[1:4]
    mfusepy.FUSE(
        Loopback(real_root, control_file), mount_point, foreground=True, nothreads=False, default_permissions=False
    )
