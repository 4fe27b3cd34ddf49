import ctypes
import errno
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pytest
from pebble import ProcessFuture

from toolkit import workers as door
from toolkit.errors import TemplateError, Unreadable
from toolkit.messages.finding import Code, Finding, Severity
from toolkit.sheets.read.workbook import read_workbook
from toolkit.workers import (
    DIE_ON_UNHANDLED,
    EXTENDED_LIMITS,
    KILL_ON_CLOSE,
    LIMIT_PROCESS_MEMORY,
    JobLimits,
    Limits,
    Workers,
    confine_by_job,
)

MEGABYTE = 1 << 20
KIND = Code("x.y", Severity.NOTE, "一", "二", "one", "two")


class Panic(BaseException):
    """What a panicking Rust library raises."""


def add(first: int, second: int) -> int:
    return first + second


def own_id() -> int:
    return os.getpid()


def abort() -> None:
    os.abort()


def leave() -> None:
    os._exit(3)


def leave_politely() -> None:
    sys.exit(3)


def panic() -> None:
    raise Panic("no entry found for key")


def blunder() -> None:
    raise KeyError("a bug of ours")


def refuse() -> None:
    raise TemplateError("template.loop", place="第2個表格")


def find_nothing() -> bytes:
    return Path("/nowhere/at/all.xlsx").read_bytes()


def spin() -> None:
    while True:
        pass


def doze() -> None:
    time.sleep(60)


def eat_slowly() -> int:
    return len([bytearray(MEGABYTE) for _ in range(10_000)])


def eat_at_once() -> int:
    return len(bytearray(1 << 34))


def starve_like_rust() -> None:
    os.write(2, b"memory allocation of 1073741824 bytes failed\nstack backtrace:\n" + b" frame\n" * 2_000)
    os.abort()


def flood(folder: str) -> None:
    with Path(folder, "flood").open("wb") as target:
        target.writelines(bytes(MEGABYTE) for _ in range(100))


def answer_much(size: int) -> bytes:
    return bytes(size)


def answer_with(value: object) -> object:
    return value


def seconds_left() -> float:
    import resource

    return resource.getrlimit(resource.RLIMIT_CPU)[0] - time.process_time()


def chatter() -> str:
    print("not for the console")
    os.write(2, b"nor this\n")
    return "done"


@pytest.fixture(scope="module")
def workers():
    with Workers(Limits(seconds=20, memory=600 * MEGABYTE, file_size=8 * MEGABYTE, result=MEGABYTE)) as pool:
        yield pool


def refused(workers: Workers, function, *args, seconds=None) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        workers.call(function, *args, seconds=seconds)
    return caught.value


@pytest.mark.parametrize(
    ("function", "code"),
    [
        (abort, "file.crashed"),
        (leave, "file.crashed"),
        (leave_politely, "file.crashed"),
        (panic, "file.crashed"),
        (blunder, "file.crashed"),
        (eat_slowly, "file.too_big"),
        (eat_at_once, "file.too_big"),
        (starve_like_rust, "file.too_big"),
    ],
)
def test_whatever_becomes_of_a_child_the_parent_lives(workers, function, code):
    assert refused(workers, function).code == code
    assert workers.call(add, 1, 2) == 3


@pytest.mark.parametrize("function", [spin, doze])
def test_a_child_that_hangs_is_ended(workers, function):
    started = time.monotonic()
    assert refused(workers, function, seconds=0.5).code == "file.too_slow"
    assert time.monotonic() - started < 8
    assert workers.call(add, 1, 2) == 3


def test_a_bug_tells_where_it_is(workers):
    error = refused(workers, blunder)
    assert error.data["kind"] == "KeyError"
    assert "in blunder" in str(error.data["trace"])


def test_what_we_raise_on_purpose_comes_through(workers):
    with pytest.raises(TemplateError) as caught:
        workers.call(refuse)
    assert (caught.value.code, caught.value.data) == ("template.loop", {"place": "第2個表格"})


def test_a_file_that_is_away_is_not_a_finding(workers):
    with pytest.raises(FileNotFoundError) as caught:
        workers.call(find_nothing)
    assert caught.value.errno == errno.ENOENT


def test_output_is_limited(workers, tmp_path):
    assert refused(workers, flood, str(tmp_path)).code == "file.too_big"
    assert (tmp_path / "flood").stat().st_size <= 8 * MEGABYTE
    assert refused(workers, answer_much, 2 * MEGABYTE).code == "file.too_big"
    assert len(workers.call(answer_much, MEGABYTE // 2)) == MEGABYTE // 2


def test_read_only_mappings_cross_the_border(workers):
    finding = Finding(KIND, data=MappingProxyType({"n": 1}))
    assert workers.call(answer_with, finding) == finding
    assert workers.call(answer_with, Finding(KIND)).data == {}


def test_what_a_child_prints_stays_out_of_the_console(workers, capfd):
    assert workers.call(chatter) == "done"
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="rlimits are POSIX")
def test_a_child_whose_parent_died_does_not_hang_for_ever(workers):
    assert 10 <= workers.call(seconds_left, seconds=5) <= 12


def test_a_child_that_is_ended_while_it_waits_costs_nobody_anything():
    """The kernel that runs out of memory picks any process: once, no file could be read from then on."""
    with Workers(Limits(seconds=20)) as pool:
        os.kill(pool.call(own_id), signal.SIGKILL)
        until = time.monotonic() + 20
        while pool._pool.active and time.monotonic() < until:
            time.sleep(0.02)
        assert not pool._pool.active
        assert pool.call(add, 1, 2) == 3
        assert pool.call(add, 2, 2) == 4


def test_work_that_was_handed_in_when_the_pool_broke_is_done_by_the_next(monkeypatch: pytest.MonkeyPatch):
    with Workers(Limits(seconds=20)) as pool:
        real, broken = pool._pool, list[bool]()

        class Breaking:
            active = True

            def schedule(self, *_: object, **__: object) -> ProcessFuture:
                if broken:
                    raise RuntimeError("Unexpected error within the Pool")
                broken.append(True)
                task = ProcessFuture()
                task.set_exception(BrokenProcessPool("All workers expired"))
                return task

            def stop(self) -> None:
                pass

        monkeypatch.setattr(pool, "_pool", Breaking())
        monkeypatch.setattr(pool, "_new_pool", lambda: real)
        assert pool.call(add, 1, 2) == 3


def test_children_are_warm_and_replaced_in_time():
    with Workers(Limits(recycle=3)) as pool:
        ids = [pool.call(own_id) for _ in range(7)]
    assert len(set(ids[:3])) == 1
    assert len(set(ids)) == 3
    assert os.getpid() not in ids


def test_calls_from_a_daemon_thread():
    answers: list[object] = []

    def work() -> None:
        with Workers() as pool:
            answers.append(pool.call(add, 2, 3))
            try:
                pool.call(abort)
            except Unreadable as error:
                answers.append(error.code)
            answers.append(pool.call(add, 4, 5))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(30)
    assert answers == [5, "file.crashed", 9]


@pytest.mark.parametrize("way", ["-c", "-m"])
def test_calls_from_a_program_of_its_own(way, tmp_path):
    code = (
        "from toolkit.workers import Workers\n"
        "if __name__ == '__main__':\n"
        "    with Workers() as pool:\n"
        "        print(pool.call(abs, -7))\n"
    )
    (tmp_path / "job.py").write_text(code, encoding="utf-8")
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run(
        [sys.executable, way, code if way == "-c" else "job"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("7\n", "", 0)


def test_many_threads_share_one_pool():
    answers: dict[int, int] = {}
    with Workers(Limits(workers=2)) as pool:
        threads = [threading.Thread(target=lambda n=n: answers.setdefault(n, pool.call(add, n, n))) for n in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert answers == {n: 2 * n for n in range(12)}


def test_a_workbook_is_read_in_a_child(workers, tmp_path):
    path = tmp_path / "名單.csv"
    path.write_text("客戶名稱,電話\n大華,021\n", encoding="utf-8")
    book = workers.call(read_workbook, path)
    assert [list(row) for row in book.sheets[0].rows] == [["客戶名稱", "電話"], ["大華", "021"]]
    path.write_bytes(b"%PDF-1.7")
    assert refused(workers, read_workbook, path).code == "file.pdf"


@dataclass
class FakeKernel:
    """Windows' kernel32 as we call it."""

    refuses: str = ""
    calls: list[str] = field(default_factory=list)
    limits: JobLimits = field(default_factory=JobLimits)

    def answer(self, name: str, good: int) -> int:
        self.calls.append(name)
        return 0 if name == self.refuses else good

    def CreateJobObjectW(self, attributes, name):  # noqa: N802
        return self.answer("create", 77)

    def GetCurrentProcess(self):  # noqa: N802
        return -1

    def SetInformationJobObject(self, job, kind, limits, size):  # noqa: N802
        assert (job, kind, size) == (77, EXTENDED_LIMITS, 144)
        ctypes.memmove(ctypes.byref(self.limits), limits, size)
        return self.answer("limit", 1)

    def AssignProcessToJobObject(self, job, process):  # noqa: N802
        assert (job, process) == (77, -1)
        return self.answer("assign", 1)


def test_on_windows_a_job_object_limits_the_child():
    kernel = FakeKernel()
    confine_by_job(Limits(memory=123_456_789), kernel)
    assert kernel.calls == ["create", "limit", "assign"]
    assert kernel.limits.process_memory == 123_456_789
    assert kernel.limits.basic.flags == LIMIT_PROCESS_MEMORY | DIE_ON_UNHANDLED | KILL_ON_CLOSE


@pytest.mark.parametrize("step", ["create", "limit", "assign"])
def test_on_windows_an_unlimited_child_opens_nothing(step):
    with pytest.raises(OSError, match="job object"):
        confine_by_job(Limits(), FakeKernel(refuses=step))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems give memory back by themselves, or never")
def test_memory_that_was_freed_goes_back_to_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "ROOMY", 0)
    many = [bytes(50_000) for _ in range(4000)]
    grown = door._resident()
    del many[1:]
    door.give_back_memory()
    assert door._resident() < grown - 100_000_000


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals of POSIX")
def test_children_are_deaf_to_an_interrupt_from_the_terminal() -> None:
    with Workers() as workers:
        assert signal.SIGINT in workers.call(signal.pthread_sigmask, signal.SIG_BLOCK, ())
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
