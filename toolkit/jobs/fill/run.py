"""Carry a plan out: in this process where it is small, else on all cores, or on any executor that is given.

A parcel of rows whose worker dies is given out again; what kills its worker again and again is told as that
row's error, and all others are done. A document that was written before its worker died is found again by
its bytes, so none is doubled.
"""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing.context import BaseContext
from pathlib import Path

from toolkit.errors import RenderError
from toolkit.jobs.fill.plan import Plan
from toolkit.jobs.fill.work import PART, Order, RowDone, RowOrder, fill_rows, put
from toolkit.workers import Limits, confine

FEW = 48
"""So many documents are made sooner here than by a pool that must start first."""
AT_ONCE = 25
"""Rows that go to a worker together."""
WAITING = 64
"""Parcels on their way at a time: memory stays flat, however long the sheet."""
_MEMORY = 2 << 30

Parcel = tuple[RowOrder, ...]


@dataclass(frozen=True)
class Filling:
    """A plan being carried out: iterate for each row as it is done; its length is known before."""

    plan: Plan
    out: Path
    executor: Executor | None = None
    processes: int = 0

    def __len__(self) -> int:
        """How many rows there are, those without a file name too."""
        return len(self.plan.rows) + len(self.plan.unnamed)

    def __iter__(self) -> Iterator[RowDone]:
        """Make the documents; each row comes exactly once, in no promised order."""
        self.out.mkdir(parents=True, exist_ok=True)
        yield from (RowDone(row, "", error=error) for row, error in self.plan.unnamed)
        try:
            yield from self._made()
        finally:
            for left in self.out.glob(f"{PART}{self.plan.order.run}-*"):
                left.unlink(missing_ok=True)

    def _made(self) -> Iterator[RowDone]:
        near = self.plan.to(self.out)
        if self.executor is not None:
            yield from _far(self.executor, self.plan, self.out)
        elif len(near.rows) < FEW and not self.processes:
            for row in near.rows:
                yield from fill_rows(near.order, [row])
        else:
            yield from _near(near, self.processes or os.cpu_count() or 1)


def _far(executor: Executor, plan: Plan, out: Path) -> Iterator[RowDone]:
    """On an executor of any kind, maybe on other machines: bytes come back and are written here."""
    again: list[Parcel] = []
    for parcel, done in _through(executor, plan.order, _parcels(plan.rows, AT_ONCE)):
        if done is None:
            again += _parcels(parcel, 1)
        for one in done or ():
            yield _kept(one, out, plan.order.run)
    for parcel, done in _through(executor, plan.order, again):
        for one in _lost(parcel) if done is None else done:
            yield _kept(one, out, plan.order.run)


def _kept(done: RowDone, out: Path, run: str) -> RowDone:
    if done.error:
        return done
    return replace(done, name=put(out, done.name, done.content, run), content=b"")


def _near(plan: Plan, processes: int) -> Iterator[RowDone]:
    """On the cores of this machine; the workers write the files themselves."""
    left = _parcels(plan.rows, min(AT_ONCE, -(-len(plan.rows) // processes)))
    for _ in range(2):
        failed: list[Parcel] = []
        with _pool(processes) as pool:
            for parcel, done in _through(pool, plan.order, left):
                failed += [parcel] if done is None else []
                yield from done or ()
        left = failed
    for row in (row for parcel in left for row in parcel):
        with _pool(1) as pool:
            for parcel, done in _through(pool, plan.order, [(row,)]):
                yield from _lost(parcel) if done is None else done


def _lost(parcel: Parcel) -> list[RowDone]:
    return [RowDone(row.row, row.name, error=RenderError("fill.crashed", row=row.row)) for row in parcel]


def _parcels(rows: Sequence[RowOrder], size: int) -> list[Parcel]:
    return [tuple(rows[at : at + size]) for at in range(0, len(rows), max(1, size))]


def _through(
    executor: Executor, order: Order, parcels: Sequence[Parcel]
) -> Iterator[tuple[Parcel, list[RowDone] | None]]:
    """Each parcel with what came of it, as it comes; None where its worker died or the executor gave up."""
    waiting: dict[Future[list[RowDone]], Parcel] = {}
    rest = iter(parcels)
    try:
        while True:
            for parcel in islice(rest, WAITING - len(waiting)):
                future = _submitted(executor, order, parcel)
                if future is None:
                    yield parcel, None
                else:
                    waiting[future] = parcel
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(future), _result(future)
    finally:
        for future in waiting:
            future.cancel()


def _submitted(executor: Executor, order: Order, parcel: Parcel) -> "Future[list[RowDone]] | None":
    with suppress(RuntimeError):  # a broken pool takes nothing more
        return executor.submit(fill_rows, order, parcel)
    return None


def _result(future: "Future[list[RowDone]]") -> list[RowDone] | None:
    try:
        return future.result()
    except Exception:  # noqa: BLE001 - executors differ in how they say that a worker is gone
        return None


def _pool(processes: int) -> ProcessPoolExecutor:
    limits = Limits(memory=_MEMORY)
    return ProcessPoolExecutor(processes, _context(), initializer=confine, initargs=(limits,))


def _context() -> BaseContext:
    """Fork server where there is one (no locks inherited), else spawn."""
    known = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in known else "spawn")
