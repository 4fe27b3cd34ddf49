"""The journal of dropped files: each change of state is one transaction and one numbered transition.

How a daemon uses it (design section 4)::

    journal.see(drops)                       # 1  inserted before the files are touched
    journal.settle([ids])                    # 2  the tracker says they are whole
    for submission in journal.take(worker, limit=8, seconds=120):      # a lease each
        ... rename into .work/<work_name>, hash while copying ...
        submission = journal.move(submission.lease, State.CLAIMED, sha256=…, size=…)    # 3
        submission = journal.start(submission.lease)                   # attempts += 1
        ... read, recognise, validate, score: move() for each ...      # 4–7
        ledger.commit(submission.lease, …)                             # 8  the commit point
        ... publish ...  journal.move(lease, State.PUBLISHED)          # 9
        ... archive ...  journal.move(lease, State.ARCHIVED)           # 10
        journal.end(lease)                                             # 11–13, by the verdict

Every change names a lease; where another worker has taken over meanwhile it raises LeaseLost.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Select, Text, and_, cast, func, not_, or_, select, true, update

from toolkit.errors import LedgerError
from toolkit.forms.column import Privacy
from toolkit.ledger.clock import Clock, moment
from toolkit.ledger.entries import WAITING, as_submission, by_ids, enter
from toolkit.ledger.members import among
from toolkit.ledger.refusals import Conflict, LeaseLost
from toolkit.ledger.schema import SUBMISSIONS
from toolkit.ledger.submission import (
    AFTER_COMMIT,
    ENDS,
    VERDICTS,
    WORKING,
    Drop,
    Lease,
    State,
    Submission,
    transition,
)

_LONGEST_LEASE = timedelta(days=1)
"""A lease that ends later than this was written under a clock that ran ahead, and counts as lapsed."""
_C = SUBMISSIONS.c
_READY = _C.state.in_([State.SETTLED, *WORKING, *AFTER_COMMIT])


class Journal:
    """The journal over one database; each method is one transaction."""

    def __init__(self, engine: Engine, clock: Clock | None) -> None:
        self._engine = engine
        self._clock = clock

    def see(self, drops: Sequence[Drop]) -> tuple[Submission, ...]:
        """Enter files that wait in the inbox, in the order given; 50,000 in one transaction.

        A file that is waiting already (same folder and name, not yet claimed) keeps its id; where it
        has changed since, its size and times are renewed and it must settle again.
        """
        if not drops:
            return ()
        with self._engine.begin() as connection:
            return enter(connection, drops, moment(connection, self._clock))

    def settle(self, ids: Collection[str]) -> None:
        """Seen → settled, in bulk; others are left as they are."""
        self._shift(ids, (State.SEEN,), State.SETTLED)

    def gone(self, ids: Collection[str]) -> None:
        """Files that their owners took back before the claim: nothing was taken of them.

        One that a worker holds is left to it: it has just been moved away, or its worker finds it missing.
        """
        self._shift(ids, (State.SEEN, State.SETTLED), State.GONE, _C.worker == "")

    def take(self, worker: str, limit: int, seconds: float, *, only: Collection[str] = ()) -> tuple[Submission, ...]:
        """Lease up to ``limit`` submissions to ``worker`` for ``seconds``, oldest first.

        Settled ones and those whose worker fell silent, unless they wait for a retry. Their epoch is
        raised, so that the silent worker can neither commit nor publish when it wakes.
        """
        with self._engine.begin() as connection:
            now = moment(connection, self._clock)
            wanted = among(connection, _C.id, only) if only else true()
            chosen = _free(now).where(wanted).order_by(_C.seen_at, _C.id).limit(limit)
            ids = [row.id for row in connection.execute(chosen.with_for_update(skip_locked=True))]
            _lease(connection, ids, worker, now + timedelta(seconds=seconds))
            return by_ids(connection, ids)

    def take_over(self, worker: str, seconds: float) -> tuple[Submission, ...]:
        """At the start of a ledger's only owner: every open submission, whoever held it before.

        Only where no other worker can live (SQLite with its owner's lock); else wait for the leases.
        """
        with self._engine.begin() as connection:
            now = moment(connection, self._clock)
            held = select(_C.id).where(_READY, _C.worker != "").order_by(_C.seen_at, _C.id)
            ids = [row.id for row in connection.execute(held)]
            _lease(connection, ids, worker, now + timedelta(seconds=seconds))
            return by_ids(connection, ids)

    def renew(self, leases: Collection[Lease], seconds: float) -> frozenset[Lease]:
        """The heartbeat: prolong ``leases``; returns those that are lost."""
        with self._engine.begin() as connection:
            until = moment(connection, self._clock) + timedelta(seconds=seconds)
            return frozenset(
                lease for lease in leases if not connection.execute(_held(lease).values(lease_until=until)).rowcount
            )

    def holds(self, lease: Lease) -> bool:
        """Whether ``lease`` is still good; asked before each rename that others can see."""
        with self._engine.connect().execution_options(toolkit_snapshot=True) as connection:
            return _is_held(connection, lease)

    def move(self, lease: Lease, state: State, **changes: Any) -> Submission:
        """One transition; ``changes`` are columns set with it (sha256, size, work_name, problem, …).

        Raises WrongStep where the journal knows no such transition, LeaseLost where another took over.
        """
        with self._engine.begin() as connection:
            return step(connection, lease, state, moment(connection, self._clock), changes)

    def start(self, lease: Lease) -> Submission:
        """Count an attempt, before anything of the file is parsed; the work starts from CLAIMED."""
        with self._engine.begin() as connection:
            now = moment(connection, self._clock)
            before = locked(connection, lease)
            if before.state is not State.CLAIMED:
                transition(before.id, before.state, State.CLAIMED)
            changes = {"attempts": before.attempts + 1, "state": State.CLAIMED, "retry_at": None}
            return _change(connection, lease, changes | {"claimed_at": before.claimed_at or now})

    def end(self, lease: Lease) -> Submission:
        """Archived → the end state that the commit decided; the lease is given back."""
        with self._engine.begin() as connection:
            now = moment(connection, self._clock)
            verdict = State(locked(connection, lease).verdict)
            return step(connection, lease, verdict, now, {"worker": "", "lease_until": None})

    def release(self, lease: Lease, retry_in: float = 0.0, problem: str = "", *, blameless: bool = False) -> Submission:
        """Give a submission back untouched in its state, to be taken again after ``retry_in`` seconds.

        ``blameless`` takes the attempt back: the share or the database failed, not the file, so it must
        not be quarantined for it.
        """
        with self._engine.begin() as connection:
            retry = moment(connection, self._clock) + timedelta(seconds=retry_in) if retry_in else None
            before = locked(connection, lease)
            changes = {"worker": "", "lease_until": None, "retry_at": retry, "problem": problem}
            uncounted = blameless and before.state in WORKING and before.attempts > 0
            return _change(connection, lease, changes | {"attempts": before.attempts - uncounted})

    def find(self, submission: str) -> Submission:
        """One submission by id; raises LedgerError("ledger.unknown_submission")."""
        with self._reading() as connection:
            found = by_ids(connection, [submission])
        if not found:
            raise LedgerError("ledger.unknown_submission", submission=submission)
        return found[0]

    def open(self) -> tuple[Submission, ...]:
        """Everything that has not ended, oldest first."""
        return self._select(select(SUBMISSIONS).where(_C.ended_at.is_(None)).order_by(_C.seen_at, _C.id))

    def count_open(self) -> int:
        """How many have not ended."""
        with self._reading() as connection:
            return connection.scalar(select(func.count()).where(_C.ended_at.is_(None))) or 0

    def waiting(self) -> tuple[Submission, ...]:
        """What was entered and not yet claimed, oldest first.

        At the start, those whose files are not in the inbox any more are ``gone``.
        """
        return self._select(select(SUBMISSIONS).where(WAITING).order_by(_C.seen_at, _C.id))

    def recent(self, limit: int = 100) -> tuple[Submission, ...]:
        """The latest ``limit`` submissions, newest first."""
        return self._select(select(SUBMISSIONS).order_by(_C.seen_at.desc(), _C.id.desc()).limit(limit))

    def first_of(self, sha256: str, besides: str = "") -> Submission | None:
        """The first submission of exactly these bytes that ended done, or is past its commit point.

        Asked for each claimed file: a later one with the same bytes is a duplicate that points at it.
        An undone one no longer counts, nor one of whose rows some waited for what they lacked (a gate):
        its receipt says to drop it again.
        """
        return next(iter(self._select(_first(sha256, besides))), None)

    def last_called(self, folder: str, name: str) -> Submission | None:
        """The latest file called ``name`` in ``folder`` of which something was taken and still stands."""
        here = and_(_C.folder == folder, _C.name == name, _C.undone_by.is_(None), _C.duplicate_of == "")
        latest = _C.committed_at.desc()
        taken = select(SUBMISSIONS).where(here, _C.state == State.DONE).order_by(latest).limit(1)
        return next(iter(self._select(taken)), None)

    def answered_before(self, folder: str, name: str, since: datetime) -> Submission | None:
        """The latest file called ``name`` in ``folder`` that was dropped ``since`` and answered, no duplicate."""
        here = and_(_C.seen_at >= since, _C.folder == folder, _C.name == name, _C.duplicate_of == "")
        ended = select(SUBMISSIONS).where(here, _C.state.in_([State.DONE, State.RETURNED]))
        return next(iter(self._select(ended.order_by(_C.committed_at.desc()).limit(1))), None)

    def overtaking(self) -> tuple[Submission, ...]:
        """Those whose receipt overtook an earlier one, oldest first (``folders.superseded``)."""
        named = cast(_C.manifest, Text).contains('"superseded"')
        return self._select(select(SUBMISSIONS).where(named).order_by(_C.committed_at, _C.id))

    def receipt_lies(self, submission: str, path: str) -> None:
        """Remember where a receipt lies that was moved since it was published."""
        with self._engine.begin() as connection:
            connection.execute(update(SUBMISSIONS).where(_C.id == submission).values(receipt=path))

    def lies_inside(self, submission: str, receipt: str) -> None:
        """Remember that a submission is internal after all, and where its receipt lies now."""
        with self._engine.begin() as connection:
            now = {"privacy": int(Privacy.INTERNAL), "receipt": receipt}
            connection.execute(update(SUBMISSIONS).where(_C.id == submission).values(**now))

    def same_bytes(self, sha256: str) -> tuple[Submission, ...]:
        """Every submission of exactly these bytes."""
        return self._select(select(SUBMISSIONS).where(_C.sha256 == sha256)) if sha256 else ()

    def _reading(self) -> Connection:
        return self._engine.connect().execution_options(toolkit_snapshot=True)

    def _select(self, query: Select[Any]) -> tuple[Submission, ...]:
        with self._reading() as connection:
            return tuple(map(as_submission, connection.execute(query)))

    def _shift(self, ids: Collection[str], before: tuple[State, ...], after: State, only: Any = None) -> None:
        for state in before:
            transition("", state, after)
        with self._engine.begin() as connection:
            ended = moment(connection, self._clock) if after in ENDS else None
            here = and_(among(connection, _C.id, ids), _C.state.in_(before), true() if only is None else only)
            connection.execute(update(SUBMISSIONS).where(here).values(state=after, ended_at=ended))


def check_only_one(connection: Connection, committing: Submission) -> None:
    """Raise Conflict where the same bytes under another name were committed meanwhile: they are a duplicate.

    Those whose rows waited for something (``counts``) are to be taken once more.
    """
    first = connection.execute(_first(committing.sha256, committing.id)).first() if committing.sha256 else None
    if first is not None and not first.counts.get("waiting"):
        raise Conflict("ledger.conflict", what=committing.name)


def _first(sha256: str, besides: str) -> Select[Any]:
    states = [State.DONE, *AFTER_COMMIT]
    same = and_(_C.sha256 == sha256, _C.id != besides, _C.undone_by.is_(None), _C.duplicate_of == "")
    waited = _C.counts["waiting"].as_integer().is_not(None)
    taken = and_(_C.state.in_(states), _C.verdict == State.DONE, not_(waited))
    return select(SUBMISSIONS).where(same, taken).order_by(_C.committed_at, _C.id).limit(1)


def step(connection: Connection, lease: Lease, state: State, now: datetime, changes: dict[str, Any]) -> Submission:
    """One transition inside the caller's transaction (``ledger.commit`` uses it too)."""
    before = locked(connection, lease)
    transition(before.id, before.state, state)
    stamps = {"claimed_at": state is State.CLAIMED, "committed_at": state is State.COMMITTED}
    times = {name: now for name, due in stamps.items() if due and getattr(before, name) is None}
    if state in VERDICTS or state is State.GONE:
        times["ended_at"] = now
    return _change(connection, lease, {"state": state} | times | changes)


def locked(connection: Connection, lease: Lease) -> Submission:
    """The submission behind ``lease``, locked until the transaction ends; raises LeaseLost."""
    query = select(SUBMISSIONS).where(_C.id == lease.submission).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        raise LedgerError("ledger.unknown_submission", submission=lease.submission)
    found = as_submission(row)
    if found.lease != lease:
        raise LeaseLost("ledger.lease_lost", submission=lease.submission)
    return found


def _change(connection: Connection, lease: Lease, values: dict[str, Any]) -> Submission:
    connection.execute(update(SUBMISSIONS).where(_C.id == lease.submission).values(values))
    return by_ids(connection, [lease.submission])[0]


def _held(lease: Lease) -> Any:
    same = and_(_C.id == lease.submission, _C.worker == lease.worker, _C.epoch == lease.epoch)
    return update(SUBMISSIONS).where(same)


def _is_held(connection: Connection, lease: Lease) -> bool:
    row = connection.execute(select(_C.worker, _C.epoch).where(_C.id == lease.submission)).one_or_none()
    return row is not None and tuple(row) == (lease.worker, lease.epoch)


def _free(now: datetime) -> Select[Any]:
    lapsed = or_(_C.worker == "", _C.lease_until < now, _C.lease_until > now + _LONGEST_LEASE)
    due = or_(_C.retry_at.is_(None), _C.retry_at <= now, _C.retry_at > now + _LONGEST_LEASE)
    return select(_C.id).where(_READY, _C.ended_at.is_(None), lapsed, due)


def _lease(connection: Connection, ids: Collection[str], worker: str, until: datetime) -> None:
    if ids:
        chosen = update(SUBMISSIONS).where(among(connection, _C.id, ids))
        values = {"worker": worker, "lease_until": until, "epoch": _C.epoch + 1, "retry_at": None}
        connection.execute(chosen.values(values))
