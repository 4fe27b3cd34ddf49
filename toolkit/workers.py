"""Untrusted parsing runs in child processes with limits on time, memory and output; the parent lives on.

A child that hangs, aborts, raises what nobody catches, or eats memory ends as ``Unreadable`` with
``file.too_slow``, ``file.crashed`` or ``file.too_big``. What our own code raises on purpose (a
``ToolkitError``) comes through unchanged. This is the only door to pebble and to the limits of the
operating system (rlimits on POSIX, job objects on Windows).
"""

import copyreg
import io
import multiprocessing
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, ClassVar, Protocol, Self, TypeVar, cast

from pebble import ProcessExpired, ProcessPool

from toolkit.errors import ToolkitError, Unreadable

Result = TypeVar("Result")

PRELOAD = ("toolkit.workers", "toolkit.sheets.read.workbook")
"""Imported once by the fork server, so that a new child starts with them at no cost."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use: bytes of address space, of one file written, of one result; and how long.

    ``recycle`` is the number of calls after which a child is replaced (leaks of the parsers end there).
    """

    workers: int = 1
    seconds: float = 30.0
    memory: int = 1 << 30
    file_size: int = 1 << 29
    result: int = 1 << 28
    recycle: int = 50


class Workers:
    """A warm pool of limited child processes; use as a context manager. Safe to share across threads."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._complaints = Path(tempfile.mkstemp(prefix="toolkit-worker-", suffix=".log")[1])
        self._pool = ProcessPool(
            max_workers=self.limits.workers,
            max_tasks=self.limits.recycle,
            initializer=_prepare,
            initargs=(self.limits, str(self._complaints)),
            context=_context(),
        )

    def __enter__(self) -> Self:
        """Start nothing yet: the first call starts the pool."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all children; an interrupted call does not hold us up."""
        self.close()

    def close(self) -> None:
        """End all children at once."""
        self._pool.stop()
        self._pool.join()
        self._complaints.unlink(missing_ok=True)

    def call(self, function: Callable[..., Result], *args: object, seconds: float | None = None) -> Result:
        """Run ``function(*args)`` in a child and return what it returns.

        ``function`` is importable by name; arguments and result pickle (read-only mappings too).
        Raises ``Unreadable``: ``file.too_slow`` after ``seconds``, ``file.too_big`` for memory or output
        beyond the limits, ``file.crashed`` when the child died or raised what is no ``ToolkitError``.
        """
        most = seconds or self.limits.seconds
        work = (_pack((function, args)), self.limits, most)
        task = self._pool.schedule(_run, args=work, timeout=most)
        try:
            answer = _unpack(task.result())
        except TookTooLong:
            raise Unreadable("file.too_slow", seconds=most) from None
        except ProcessExpired as death:
            raise self._obituary(death) from None
        if isinstance(answer, ToolkitError):
            raise answer
        return cast("Result", answer)

    def _obituary(self, death: ProcessExpired) -> Unreadable:
        """A Rust or C++ library out of memory aborts; its last words tell it from other aborts."""
        words = self._complaints.read_bytes()[-(1 << 20) :]
        starved = b"memory allocation of" in words or b"bad_alloc" in words or b"MemoryError" in words
        os.truncate(self._complaints, 0)
        return Unreadable("file.too_big" if starved else "file.crashed", exitcode=death.exitcode)


def _context() -> multiprocessing.context.BaseContext:
    """Fork server where there is one (a new child in milliseconds, no locks inherited), else spawn."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOAD))
    return context


def _run(packed: bytes, limits: Limits, seconds: float) -> bytes:
    """In the child: do the work and wrap what came of it, whatever that was, into bytes."""
    _limit_processor_time(seconds)
    try:
        function, args = _unpack(packed)
        answer = _pack(function(*args))
    except ToolkitError as error:
        return _pack(error)
    except MemoryError:
        return _pack(Unreadable("file.too_big"))
    except BaseException as error:  # noqa: BLE001 - a panic of a Rust library is a BaseException
        return _pack(Unreadable("file.crashed", kind=type(error).__name__, words=str(error)[:500]))
    return answer if len(answer) <= limits.result else _pack(Unreadable("file.too_big"))


class _Pickler(pickle.Pickler):
    """Pickles read-only mappings too, which our frozen values carry."""

    dispatch_table: ClassVar[dict[type, Callable[[Any], Any]]] = {
        **copyreg.dispatch_table,
        MappingProxyType: lambda view: (MappingProxyType, (dict(view),)),
    }


def _pack(value: object) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(value)
    return buffer.getvalue()


def _unpack(packed: bytes) -> Any:
    return pickle.loads(packed)  # noqa: S301 - written by our own child, over our own pipe


def _prepare(limits: Limits, complaints: str) -> None:
    """In the child, once: what it prints goes to the complaints file, and its limits are set."""
    log = os.open(complaints, os.O_WRONLY | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    confine(limits)


def confine(limits: Limits) -> None:
    """Limit this very process, by the means of its operating system."""
    if sys.platform == "win32":
        confine_by_job(limits, _windows_kernel())
    else:
        _confine_by_rlimits(limits)


def _confine_by_rlimits(limits: Limits) -> None:
    import resource

    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _limit_processor_time(seconds: float) -> None:
    """Should the parent die while this child hangs, the kernel ends it: nobody else would."""
    if sys.platform == "win32":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + 2 * seconds + 2), hard))
