"""The audit log: append only, each entry's hash covers the one before it.

It holds ids, counts and keyed hashes, never a value a person could be known by. Its head is printed in
each KPI report: an anchor outside the machine. ``verify`` names the first entry that does not follow.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, insert, select

from toolkit.errors import LedgerError
from toolkit.ledger.schema import ABOUT, AUDIT

_NONE: Mapping[str, Any] = MappingProxyType({})
_START = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: who did what to which id, and countable detail."""

    action: str
    subject: str
    actor: str = ""
    detail: Mapping[str, Any] = field(default_factory=lambda: _NONE)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many entries, and the last hash."""

    no: int
    hash: str


def head(connection: Connection) -> Head:
    """The end of the chain; number 0 and zeros while it is empty."""
    row = connection.execute(select(AUDIT.c.no, AUDIT.c.hash).order_by(AUDIT.c.no.desc()).limit(1)).first()
    return Head(row.no, row.hash) if row else Head(0, _START)


def append(connection: Connection, commit_no: int, at: datetime, entry: Entry) -> Head:
    """Add the entry of a commit; the caller holds ``commit.lock_commits``: no two follow the same one."""
    last = head(connection)
    row: dict[str, Any] = {
        "no": last.no + 1,
        "commit_no": commit_no,
        "at": at,
        "actor": keyed(connection, entry.actor),
        "action": entry.action,
        "subject": entry.subject,
        "detail": dict(entry.detail),
    }
    row["hash"] = _hash(last.hash, row)
    connection.execute(insert(AUDIT).values(row))
    return Head(last.no + 1, row["hash"])


def keyed(connection: Connection, value: str) -> str:
    """A personal value as the log may hold it: 16 letters that only this ledger can make; "" stays ""."""
    return marker(connection)(value) if value else ""


def marker(connection: Connection) -> Callable[[str], str]:
    """Makes keyed hashes of many values."""
    key = bytes.fromhex(connection.scalar(select(ABOUT.c.value).where(ABOUT.c.name == "audit_key")) or "")
    return lambda value: hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:16]


def subjects(connection: Connection, action: str) -> frozenset[str]:
    """What the entries of an action are about."""
    return frozenset(connection.scalars(select(AUDIT.c.subject).where(AUDIT.c.action == action)))


def verify(connection: Connection) -> Head:
    """Walk the whole chain; raises LedgerError("ledger.chain_broken", number) at the first bad link."""
    before = Head(0, _START)
    for row in connection.execute(select(AUDIT).order_by(AUDIT.c.no)):
        values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
        if row.no != before.no + 1 or row.hash != _hash(before.hash, values):
            raise LedgerError("ledger.chain_broken", number=row.no)
        before = Head(row.no, row.hash)
    return before


def _hash(before: str, row: Mapping[str, Any]) -> str:
    told = [
        before,
        row["no"],
        row["at"].isoformat(),
        row["actor"],
        row["action"],
        row["subject"],
        row["detail"],
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
