"""What the machine refused, as an error that tells the admin what to do."""

import errno

from toolkit.errors import ToolkitError, WorkspaceError

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def refusal(error: OSError) -> ToolkitError | None:
    """A full disk or a missing right as the admin's matter; None for anything else."""
    path = error.filename2 or error.filename or ""
    if error.errno in _FULL:
        return WorkspaceError("machine.full", path=path)
    return WorkspaceError("machine.forbidden", path=path) if error.errno in _FORBIDDEN else None
