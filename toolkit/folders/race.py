"""What a share really guarantees: several processes race for one name on the actual folder, many times over.

One machine asks itself here. A share can still behave differently between two machines, so nothing that we
build rests on more than the names that lie there afterwards (``claim``); this says how lucky one is.
"""

import contextlib
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from uuid import uuid4

Try = Callable[[Path, int], bool]
"""(folder of one round, number of the racer) → whether this racer was told that it won."""


@dataclass(frozen=True, slots=True)
class Raced:
    """One way to claim: in how many ``rounds`` nobody, or more than one, was told that it had won."""

    way: str
    rounds: int
    several: int
    none: int

    @property
    def exclusive(self) -> bool:
        """Whether exactly one won each round."""
        return not self.several and not self.none


def _rename(folder: Path, racer: int) -> bool:
    (folder / "dropped").rename(folder / f"claimed-{racer}")
    return True


def _make_folder(folder: Path, _racer: int) -> bool:
    (folder / "made").mkdir()
    return True


def _create(folder: Path, _racer: int) -> bool:
    os.close(os.open(folder / "created", os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    return True


def _link(folder: Path, racer: int) -> bool:
    own = folder / f"own-{racer}"
    own.write_bytes(b"?")
    os.link(own, folder / "linked")
    return True


WAYS: Mapping[str, Try] = MappingProxyType({"rename": _rename, "mkdir": _make_folder, "O_EXCL": _create, "link": _link})


def race(folder: Path, racers: int = 4, rounds: int = 25) -> tuple[Raced, ...]:
    """Race in a hidden folder inside ``folder``, which is removed afterwards; a result for each way."""
    ground = folder / f".toolkit-race-{uuid4().hex}.tmp"
    ground.mkdir()
    try:
        return tuple(_race(ground, way, racers, rounds) for way in WAYS)
    finally:
        shutil.rmtree(ground, ignore_errors=True)


def _race(ground: Path, way: str, racers: int, rounds: int) -> Raced:
    for number in range(rounds):
        place = ground / f"{way}-{number}"
        place.mkdir()
        (place / "dropped").write_bytes(b"?")
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(racers)
    with contextlib.ExitStack() as stack:
        answers = [stack.enter_context(contextlib.closing(context.SimpleQueue())) for _ in range(racers)]
        running = [
            context.Process(target=_run, args=(ground, way, rounds, racer, barrier, answers[racer]))
            for racer in range(racers)
        ]
        for one in running:
            one.start()
        won = [answer.get() for answer in answers]
        for one in running:
            one.join()
    winners = [sum(told[number] for told in won) for number in range(rounds)]
    return Raced(way, rounds, sum(count > 1 for count in winners), sum(count == 0 for count in winners))


def _run(ground: Path, way: str, rounds: int, racer: int, barrier: object, answer: object) -> None:
    """One racer, in a process of its own: all begin each round together."""
    told = []
    for number in range(rounds):
        with contextlib.suppress(TimeoutError, Exception):
            barrier.wait(30)  # type: ignore[attr-defined] # multiprocessing's types hide the class
        try:
            told.append(WAYS[way](ground / f"{way}-{number}", racer))
        except OSError:
            told.append(False)
    answer.put(told)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Manners:
    """How a folder's file system behaves."""

    hard_links: bool
    tells_case: bool
    longest_name: int
    """Bytes of UTF-8 in a name of Chinese characters."""
    time_step: float
    """Seconds by which times of files are rounded, at most (2 s on FAT and some shares)."""


def manners(folder: Path) -> Manners:
    """Ask the folder itself, in a hidden folder that is removed afterwards."""
    ground = folder / f".toolkit-race-{uuid4().hex}.tmp"
    ground.mkdir()
    try:
        first = ground / "a"
        first.write_bytes(b"?")
        return Manners(_can(lambda: os.link(first, ground / "b")), not (ground / "A").exists(), *_sizes(ground))
    finally:
        shutil.rmtree(ground, ignore_errors=True)


def _sizes(ground: Path) -> tuple[int, float]:
    longest = max((n for n in range(40, 256) if _can((ground / ("名" * n)[:n]).touch)), default=0)
    probe = ground / "a"
    wanted = time.time() - 10.123456
    os.utime(probe, (wanted, wanted))
    return len(("名" * longest).encode()), abs(probe.stat().st_mtime - wanted)


def _can(action: Callable[[], object]) -> bool:
    try:
        action()
    except OSError:
        return False
    return True
