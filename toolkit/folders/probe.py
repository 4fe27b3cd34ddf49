"""What a folder lets us do and how much room it has; tried out on a file that no scan looks at."""

import shutil
from pathlib import Path
from uuid import uuid4

from toolkit.errors import ShareError

_MEGABYTE = 1_000_000
_ANYBODY = 0o002


def free_space(folder: Path) -> int:
    """The room on the disk of a folder that may not be there yet (MB)."""
    return shutil.disk_usage(nearest(folder)).free // _MEGABYTE


def open_to_anybody(folder: Path) -> bool:
    """Whether every account of this machine may write into a folder."""
    return bool(folder.stat().st_mode & _ANYBODY)


def nearest(folder: Path) -> Path:
    """The nearest folder upward that exists."""
    return next(one for one in (folder, *folder.parents) if one.is_dir())


def probe_time(folder: Path) -> float:
    """Make, rename and delete a file that no scan looks at; the time that its disk gave it (seconds).

    Raises ShareError("doctor.not_writable").
    """
    first = folder / f".toolkit-{uuid4().hex}.tmp"
    second = first.with_suffix(".part")
    try:
        first.write_bytes(b"?")
        first.rename(second)
        written = second.stat().st_mtime
        second.unlink()
    except OSError as error:
        for left in (first, second):
            left.unlink(missing_ok=True)
        raise ShareError(
            "doctor.not_writable", path=str(folder), reason=error.strerror or type(error).__name__
        ) from error
    return written
