"""Keeping the original: from the work folder to ``.archive/yyyy/mm/``, where it stays as it was dropped."""

import errno
import filecmp
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from toolkit.errors import ShareError
from toolkit.folders.patience import patiently
from toolkit.folders.publish import rename_new
from toolkit.folders.refusals import Vanished


def archive_path(on: date, work_name: str) -> str:
    """Where an original belongs, relative to the archive: ``2026/11/261124-k7pm3x__客戶名單.xlsx``."""
    return f"{on:%Y/%m}/{work_name}"


def archive(work: Path, root: Path, path: str, fence: Callable[[], None] = lambda: None) -> None:
    """Move a claimed file to ``root/path``; done already = fine, so it can be repeated after a crash.

    Raises Vanished where it is at neither place, ShareError where the archive cannot be written.
    """
    target = root / path
    if os.path.lexists(target) and not os.path.lexists(work):
        return
    if not os.path.lexists(work):
        raise Vanished("folders.vanished", name=work.name)
    fence()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        patiently(lambda: _move(work, target))
    except OSError as error:
        code = "folders.full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "folders.unpublished"
        raise ShareError(code, path=path, reason=error.strerror or "") from error


def _move(work: Path, target: Path) -> None:
    """Rename; a restricted archive on another volume gets a synced copy first."""
    try:
        rename_new(work, target)
    except FileExistsError:
        _drop_copy(work, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(work, target)
        _drop_copy(work, target)


def _copy(work: Path, target: Path) -> None:
    hidden = target.with_name(f".{target.name.split('__')[0]}.part")
    shutil.copy2(work, hidden)
    with hidden.open("rb+") as file:
        os.fsync(file.fileno())
    rename_new(hidden, target)


def _drop_copy(work: Path, target: Path) -> None:
    """An earlier run archived it: only the claimed file is left to go, once both hold the same."""
    if not filecmp.cmp(work, target, shallow=False):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    work.unlink()
