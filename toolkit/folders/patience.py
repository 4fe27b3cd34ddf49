"""The one door to tenacity: what a share refuses for a moment is asked again at once, the rest is told.

A virus scanner or a preview opens a new file for some milliseconds (EACCES, EBUSY, ETXTBSY); a share that
fails over answers ESTALE or EAGAIN. Those are tried again a few times within a second. A full disk, a broken
one, a share that is away: no use in asking at once, so the caller gives the file back and tries later.
"""

import errno
from collections.abc import Callable
from typing import TypeVar

from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

T = TypeVar("T")

PASSING = frozenset(
    {errno.EACCES, errno.EPERM, errno.EBUSY, errno.EAGAIN, errno.EINTR, errno.ESTALE, errno.ETXTBSY, errno.ETIMEDOUT}
)
"""What goes by itself within a second, more often than not."""
_OUTAGES = PASSING | {
    *(errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.ENODEV),
    *(errno.ENOTCONN, errno.ECONNRESET, errno.ECONNABORTED, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETUNREACH),
}
TIMES = 4
FIRST, LONGEST = 0.05, 0.4
"""Seconds between two attempts: 0.05, 0.1, 0.2."""


def passing(error: BaseException) -> bool:
    """Whether it is worth asking again at once."""
    return isinstance(error, OSError) and not isinstance(error, FileExistsError) and error.errno in PASSING


def outage(error: OSError) -> bool:
    """Whether the machine or the share is to blame (full, read-only, away), and not the file that met it."""
    return error.errno in _OUTAGES


def patiently(action: Callable[[], T], wait: Callable[[float], None] | None = None) -> T:
    """Do ``action`` (which may be repeated), a few times where what stands in its way passes by itself.

    Raises what the last attempt raised. ``wait`` is given by tests.
    """
    sleep = {"sleep": wait} if wait else {}
    again = Retrying(
        retry=retry_if_exception(passing),
        stop=stop_after_attempt(TIMES),
        wait=wait_exponential(multiplier=FIRST, min=FIRST, max=LONGEST),
        reraise=True,
        **sleep,  # type: ignore[arg-type]
    )
    return again(action)


_LATER: tuple[tuple[str, float], ...] = (
    ("full", 60.0),
    ("volumes", 600.0),
    ("damaged", 600.0),
    ("wrong_piece", 600.0),
    ("disk", 60.0),
    ("away", 15.0),
)
SOON = 5.0


def try_again_in(code: str) -> float:
    """After how many seconds a step is tried again that failed with the error ``code`` (``folders.full``)."""
    kind = code.rpartition(".")[2]
    return next((seconds for name, seconds in _LATER if name == kind), SOON)
