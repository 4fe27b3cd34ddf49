"""Rows of the journal: entered from what a sweep found, read back as ``Submission``."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, insert, select, update

from toolkit.forms.column import Privacy
from toolkit.ledger.members import among
from toolkit.ledger.schema import SUBMISSIONS
from toolkit.ledger.submission import Drop, State, Submission

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_ID_LETTERS = 6
_C = SUBMISSIONS.c
WAITING = _C.state.in_([State.SEEN, State.SETTLED])
"""Entered and not yet claimed."""


def new_id(now: datetime) -> str:
    """A submission's id: the day and six letters that cannot be misread, e.g. ``261124-k7pm3x``."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_ID_LETTERS))
    return f"{now:%y%m%d}-{letters}"


def enter(connection: Connection, drops: Sequence[Drop], now: datetime) -> tuple[Submission, ...]:
    """Enter what is new, renew what has changed; the waiting submissions of ``drops`` in their order.

    One that another machine takes between two of these questions is given as it was: its id is what counts.
    """
    _lock_waiting(connection)
    known = _waiting(connection, drops)
    unknown = _unknown(drops, known)
    if unknown:
        ids = _free_ids(connection, len(unknown), now)
        connection.execute(
            insert(SUBMISSIONS), [_row(drop, number, now) for drop, number in zip(unknown, ids, strict=True)]
        )
    changed = [_renewal(drop, known[drop.folder, drop.name]) for drop in drops if _moved_on(drop, known)]
    if changed:
        connection.execute(_RENEW, changed)
    found = known | _waiting(connection, drops)
    return tuple(found[drop.folder, drop.name] for drop in drops)


def by_ids(connection: Connection, ids: Collection[str]) -> tuple[Submission, ...]:
    """The submissions of ``ids`` in that order; unknown ones are left out."""
    rows = connection.execute(select(SUBMISSIONS).where(among(connection, _C.id, ids)))
    found = {row.id: as_submission(row) for row in rows}
    return tuple(found[name] for name in ids if name in found)


def as_submission(row: Row[Any]) -> Submission:
    """A stored row as a value."""
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    values["state"] = State(values["state"])
    values["privacy"] = Privacy(values["privacy"])
    values["inode"] = int(values["inode"])
    values["forms"] = tuple(values["forms"])
    values["manifest"] = tuple(values["manifest"])
    return Submission(**values)


def _lock_waiting(connection: Connection) -> None:
    """Let one scan at a time enter files, so that two machines give one file one id."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(730001)")


_Place = tuple[str, str]


def _waiting(connection: Connection, drops: Iterable[Drop]) -> dict[_Place, Submission]:
    folders, names = {drop.folder for drop in drops}, {drop.name for drop in drops}
    here = and_(among(connection, _C.folder, folders), among(connection, _C.name, names))
    query = select(SUBMISSIONS).where(WAITING, here)
    return {(found.folder, found.name): found for found in map(as_submission, connection.execute(query))}


def _free_ids(connection: Connection, count: int, now: datetime) -> list[str]:
    """So many ids that nobody has: six letters are few enough for two files of one busy day to draw the same."""
    free: set[str] = set()
    while len(free) < count:
        drawn = {new_id(now) for _ in range(count - len(free))}
        free |= drawn - set(connection.scalars(select(_C.id).where(among(connection, _C.id, drawn))))
    return list(free)


def _unknown(drops: Iterable[Drop], known: dict[_Place, Submission]) -> list[Drop]:
    return list({(drop.folder, drop.name): drop for drop in drops if (drop.folder, drop.name) not in known}.values())


def _moved_on(drop: Drop, known: dict[_Place, Submission]) -> bool:
    """Whether a file is not what was entered; its inode is another one to every machine of a share.

    One that a worker has leased is being moved at this moment: the claim compares its sizes itself.
    """
    before = known.get((drop.folder, drop.name))
    return before is not None and not before.worker and (drop.size, drop.mtime_ns) != (before.size, before.mtime_ns)


_RENEW = (
    update(SUBMISSIONS)
    .where(_C.id == bindparam("the_id"), WAITING)
    .values(
        size=bindparam("new_size"),
        mtime_ns=bindparam("new_mtime"),
        inode=bindparam("new_inode"),
        state=State.SEEN,
    )
)


def _renewal(drop: Drop, before: Submission) -> dict[str, Any]:
    new = {"new_size": drop.size, "new_mtime": drop.mtime_ns, "new_inode": str(drop.inode)}
    return new | {"the_id": before.id}


_EMPTY: dict[str, Any] = {
    **dict.fromkeys(("sha256", "verdict", "duplicate_of", "worker", "problem", "receipt"), ""),
    **dict.fromkeys(("lease_until", "retry_at", "claimed_at", "committed_at", "ended_at", "undone_by")),
    "archived_as": "",
    "attempts": 0,
    "epoch": 0,
    "forms": [],
    "counts": {},
    "result": {},
    "manifest": [],
}


def _row(drop: Drop, number: str, now: datetime) -> dict[str, Any]:
    told = {name: getattr(drop, name) for name in ("folder", "name", "size", "mtime_ns", "sender", "authority")}
    own = {"id": number, "work_name": f"{number}__{drop.work_as or drop.name}"}
    kept = {"inode": str(drop.inode), "privacy": int(drop.privacy), "state": State.SEEN, "seen_at": now}
    return _EMPTY | told | own | kept
