"""Untrusted parsing runs in child processes with limits on time, memory and output; the parent lives on.

A child that hangs, aborts, raises what nobody catches, or eats memory ends as ``Unreadable`` with
``file.too_slow``, ``file.crashed`` or ``file.too_big``. What our own code raises on purpose (a
``ToolkitError``), and an ``OSError`` (the file is busy or away: wait), come through unchanged. This is the
only door to pebble and to the limits of the operating system (rlimits on POSIX, job objects on Windows).
"""

import copyreg
import ctypes
import errno
import gc
import io
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from multiprocessing.context import BaseContext
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Protocol, Self, TypeVar, cast

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from toolkit.errors import ToolkitError, Unreadable

Result = TypeVar("Result")

PRELOAD = ("toolkit.workers", "toolkit.sheets.read.workbook")
"""Imported once by the fork server, so that a new child has them at no cost."""

_SERVER = "forkserver"
_LAST_WORDS = (b"memory allocation of", b"bad_alloc", b"MemoryError")
_MOST_WORDS = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use.

    ``seconds`` a call; bytes of ``memory`` (address space), of one file written (``file_size``), of one
    pickled ``result``. After ``recycle`` calls a child is replaced: what the parsers leak ends there.
    """

    workers: int = 1
    seconds: float = 30.0
    memory: int = 1 << 30
    file_size: int = 1 << 29
    result: int = 1 << 26
    recycle: int = 50


class Workers:
    """A warm pool of limited child processes; use as a context manager. Safe to share across threads."""

    def __init__(self, limits: Limits | None = None, preload: Sequence[str] = ()) -> None:
        """``preload`` names modules that children have at no cost, beside the readers' own."""
        self.limits = limits or Limits()
        handle, name = tempfile.mkstemp(prefix="toolkit-worker-", suffix=".log")
        os.close(handle)
        self._complaints = Path(name)
        self._preload, self._renewing, self._closed = preload, threading.Lock(), False
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self.limits.workers,
            max_tasks=self.limits.recycle,
            initializer=_prepare,
            initargs=(self.limits, str(self._complaints)),
            context=_context(self._preload),
        )

    def __enter__(self) -> Self:
        """Start nothing yet: the first call does."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all children, busy ones too."""
        self.close()

    def close(self) -> None:
        """End all children at once; calls under way raise in their threads."""
        self._closed = True
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._complaints.unlink(missing_ok=True)

    def call(self, function: Callable[..., Result], *args: object, seconds: float | None = None) -> Result:
        """Run ``function(*args)`` in a child and return what it returns.

        ``function`` is importable by name; arguments and result pickle (read-only mappings too).
        Raises ``Unreadable``: ``file.too_slow`` after ``seconds``, ``file.too_big`` for memory or output
        beyond the limits, ``file.crashed`` when the child died or raised what is neither a
        ``ToolkitError`` nor an ``OSError`` (``data["trace"]`` says where).
        """
        return self.start(function, *args, seconds=seconds)()

    def start(
        self, function: Callable[..., Result], *args: object, seconds: float | None = None
    ) -> Callable[[], Result]:
        """Begin what ``call`` does and come back at once; what is returned waits for the answer."""
        most = seconds or self.limits.seconds
        _start_server()
        work = (_pack((function, args)), self.limits, most)
        task = self._begun(work, most)

        def answer() -> Result:
            try:
                told = _unpack(self._result(task, work, most))
            except TookTooLong:
                raise Unreadable("file.too_slow", seconds=most) from None
            except ProcessExpired as death:
                raise self._obituary(death) from None
            if isinstance(told, _Raised):
                raise told.error
            return cast("Result", told)

        return answer

    def _begun(self, work: tuple[bytes, Limits, float], most: float) -> ProcessFuture[bytes]:
        """Hand work to the pool, to a new one where the old one is broken."""
        with self._renewing:
            try:
                return self._pool.schedule(_run, args=work, timeout=most)
            except RuntimeError:
                if self._closed:
                    raise
                broken, self._pool = self._pool, self._new_pool()
            broken.stop()  # type: ignore[no-untyped-call]
            return self._pool.schedule(_run, args=work, timeout=most)

    def _result(self, task: ProcessFuture[bytes], work: tuple[bytes, Limits, float], most: float) -> bytes:
        """What came of it; once more where the pool broke: a child that did nothing was ended from outside.

        The kernel that runs out of memory picks any process. The file is not to blame, and the next one neither.
        """
        try:
            return task.result()
        except BrokenProcessPool:
            return self._begun(work, most).result()

    def warm(self) -> None:
        """Start the children, that the first call finds them ready; comes back at once."""
        _start_server()
        for _ in range(self.limits.workers):
            self._pool.schedule(_wake)

    def _obituary(self, death: ProcessExpired) -> Unreadable:
        """A Rust or C++ library out of memory aborts; its last words tell that from other ends."""
        words = self._complaints.read_bytes()[-_MOST_WORDS:]
        os.truncate(self._complaints, 0)
        starved = any(word in words for word in _LAST_WORDS)
        return Unreadable("file.too_big" if starved else "file.crashed", exitcode=death.exitcode)


def _start_server() -> None:
    """Have the fork server run, deaf to Ctrl-C: the parent ends its children, and none of them says a word."""
    if _SERVER not in multiprocessing.get_all_start_methods():
        return
    from multiprocessing import resource_tracker
    from multiprocessing.forkserver import ensure_running

    resource_tracker.ensure_running()  # it leaves the signal unblocked behind it
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # what is started inherits it
    try:
        with suppress(ChildProcessError):  # a forked copy of a process: the server runs, as another's child
            ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _context(preload: Sequence[str]) -> BaseContext:
    """Fork server where there is one (a new child in milliseconds, no locks inherited), else spawn."""
    if _SERVER not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context(_SERVER)
    context.set_forkserver_preload([*PRELOAD, *preload])
    return context


def _wake() -> None:
    """In the child: nothing; that it has come so far is all that is wanted."""


@dataclass(frozen=True, slots=True)
class _Raised:
    """What the function raised, on its way back to the parent."""

    error: Exception


def _run(packed: bytes, limits: Limits, seconds: float) -> bytes:
    """In the child: do the work and wrap what came of it, whatever that was, into bytes."""
    _limit_processor_time(seconds)
    gc.collect()  # what the call before left in circles
    gc.disable()
    try:
        function, args = _unpack(packed)
        answer = _pack(function(*args))
    except BaseException as error:  # noqa: BLE001 - a panic of a Rust library is a BaseException
        return _pack(_Raised(_judged(error)))
    return answer if len(answer) <= limits.result else _pack(_Raised(Unreadable("file.too_big")))


def _judged(error: BaseException) -> Exception:
    if isinstance(error, MemoryError):
        return Unreadable("file.too_big")
    if isinstance(error, OSError):
        return Unreadable("file.too_big") if error.errno in (errno.EFBIG, errno.ENOMEM) else error
    if isinstance(error, ToolkitError):
        return error
    where = "".join(traceback.format_exception(error))[-4000:]
    return Unreadable("file.crashed", kind=type(error).__name__, words=str(error)[:500], trace=where)


def _viewed(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


def _read_only(view: Mapping[Any, Any]) -> tuple[Callable[..., Any], tuple[dict[Any, Any]]]:
    return _viewed, (dict(view),)  # the type itself has no name that pickle could find


class _Reducers(dict[type, Callable[[Any], Any]]):
    """How values are taken apart; frozen values by their fields, four times as fast as the standard way."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        names = _plain_fields(kind)
        if len(names) < 2:
            raise KeyError(kind)
        values = attrgetter(*names)

        def reduced(value: object) -> tuple[type, tuple[object, ...]]:
            return kind, values(value)

        self[kind] = reduced
        return reduced


def _plain_fields(kind: type) -> tuple[str, ...]:
    """The fields of a slotted data class that its own constructor takes as they are; () for anything else."""
    own = kind.__dict__
    plain = "__dataclass_fields__" in own and "__slots__" in own and not hasattr(kind, "__post_init__")
    found = fields(kind) if plain else ()
    return tuple(one.name for one in found) if all(one.init and not one.kw_only for one in found) else ()


def _pack(value: object) -> bytes:
    """Pickle; read-only mappings too, which our frozen values carry and pickle by itself refuses."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _Reducers({**copyreg.dispatch_table, MappingProxyType: _read_only})
    pickler.dump(value)
    return buffer.getvalue()


def _unpack(packed: bytes) -> Any:
    return pickle.loads(packed)  # noqa: S301 - written by ourselves, over our own pipe


def _prepare(limits: Limits, complaints: str) -> None:
    """In the child, once: what it prints goes to the complaints file, and its limits are set."""
    os.environ["RUST_BACKTRACE"] = "0"
    log = os.open(complaints, os.O_WRONLY | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    gc.freeze()
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


class Kernel(Protocol):
    """The four calls of Windows' kernel32 that put a process into a job object."""

    def CreateJobObjectW(self, attributes: None, name: None) -> int: ...  # noqa: N802, D102
    def GetCurrentProcess(self) -> int: ...  # noqa: N802, D102
    def AssignProcessToJobObject(self, job: int, process: int) -> int: ...  # noqa: N802, D102
    def SetInformationJobObject(self, job: int, kind: int, limits: Any, size: int) -> int: ...  # noqa: N802, D102


class _Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION (winnt.h)."""

    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class JobLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION (winnt.h); 144 bytes on 64-bit Windows."""

    _fields_ = (
        ("basic", _Basic),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


EXTENDED_LIMITS = 9
LIMIT_PROCESS_MEMORY, DIE_ON_UNHANDLED, KILL_ON_CLOSE = 0x100, 0x400, 0x2000


def confine_by_job(limits: Limits, kernel: Kernel) -> None:
    """Put this process into a job object with a memory limit; it ends with the job's last handle.

    Raises ``OSError`` where Windows refuses: an unlimited child must not open anybody's file.
    """
    job = kernel.CreateJobObjectW(None, None)
    wanted = JobLimits()
    wanted.basic.flags = LIMIT_PROCESS_MEMORY | DIE_ON_UNHANDLED | KILL_ON_CLOSE
    wanted.process_memory = limits.memory
    size = ctypes.sizeof(wanted)
    accepted = job and kernel.SetInformationJobObject(job, EXTENDED_LIMITS, ctypes.byref(wanted), size)
    if not accepted or not kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()):
        raise OSError("this process could not be put into a job object")


def _windows_kernel() -> Kernel:
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    for name in ("CreateJobObjectW", "GetCurrentProcess"):
        getattr(kernel, name).restype = ctypes.c_void_p
    kernel.SetInformationJobObject.argtypes = (
        ctypes.c_void_p,
        ctypes.c_int,
        ctypes.c_void_p,
        ctypes.c_uint32,
    )
    kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    return cast("Kernel", kernel)


ROOMY = 150_000_000
"""Bytes of this process's memory from which on it is worth giving some back."""


@contextmanager
def not_collecting() -> Iterator[None]:
    """Look for no garbage for a while: what a long list becomes is all kept, and looking through it costs a tenth.

    What goes in circles meanwhile stays until the collector runs again.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def give_back_memory() -> None:
    """Hand freed memory back to the system where this process has grown: large workbooks come and go.

    The C library keeps what was freed for the next one; a daemon that runs for months should not.
    """
    if sys.platform == "linux" and _resident() > ROOMY:
        gc.collect()
        with suppress(OSError, AttributeError):  # another C library has no such call
            ctypes.CDLL(None).malloc_trim(0)


def _resident() -> int:
    """Bytes of memory that this process holds."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
