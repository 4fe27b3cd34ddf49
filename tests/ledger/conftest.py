"""Ledgers to test on: SQLite always, PostgreSQL where its programs are (a throwaway server)."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from toolkit.ledger.ledger import Ledger, create_ledger
from toolkit.ledger.submission import Drop, Lease, State
from toolkit.ledger.taken import Taken
from toolkit.outcome import Customer, Outcome, Record, Source

DAY = date(2026, 11, 24)


class Clock:
    """A clock that stands until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return str(tmp_path / "service" / "ledger.db")
    psycopg = pytest.importorskip("psycopg")
    server = request.getfixturevalue("postgresql_server")
    with psycopg.connect(f"host={server} user=toolkit dbname=postgres", autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return f"postgresql://toolkit@/postgres?host={server}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(url: str, clock: Clock) -> Iterator[Ledger]:
    with create_ledger(url, clock=clock) as made:
        yield made


@dataclass
class Office:
    """Drops files into a ledger and commits what followed from them, as the jobs do."""

    ledger: Ledger
    clock: Clock

    def claimed(self, name: str = "客戶名單.xlsx") -> Lease:
        journal = self.ledger.journal
        (seen,) = journal.see([Drop("", name, 10, 1)])
        journal.settle([seen.id])
        (taken,) = journal.take("w1", 1, 60, only=[seen.id])
        return journal.move(taken.lease, State.CLAIMED, sha256=self.sha256(name)).lease

    @staticmethod
    def sha256(name: str) -> str:
        """What the file of this name holds, so to speak."""
        return hashlib.sha256(name.encode(errors="surrogateescape")).hexdigest()

    def commit(self, lease: Lease, outcome: Outcome, **taken: Any) -> str:
        with self.ledger.view() as view:
            return self.ledger.commit(lease, view, outcome, Taken(**taken)).id

    def take(self, name: str, outcome: Outcome, **taken: Any) -> str:
        """A whole submission, from the drop to its end; its id."""
        lease = self.claimed(name)
        self.commit(lease, outcome, **taken)
        for state in (State.PUBLISHED, State.ARCHIVED):
            self.ledger.journal.move(lease, state)
        return self.ledger.journal.end(lease).id

    def record(self, form: str, key: str) -> Record | None:
        with self.ledger.view() as view:
            return view.by_key(form, [key]).get(key)

    def customer(self, key: str) -> Customer | None:
        with self.ledger.view() as view:
            return view.by_id([key]).get(key)

    @staticmethod
    def prospect(key: str = "SJ-20261124-0001", *, row: int = 3, **payload: Any) -> Record:
        told = {"customer_id": key, "name": "大華物業", **payload}
        cells = {field: f"{chr(66 + place)}{row}" for place, field in enumerate(told)}
        source = Source("", "", "名單", row)
        return Record("prospects", key, told, customer=key, owner="王明", day=DAY, source=source, cells=cells)

    @staticmethod
    def contact(key: str, customer: str, **payload: Any) -> Record:
        source = Source("", "", "溝通", 5)
        return Record("contacts", key, {"customer": customer, **payload}, customer, day=DAY, source=source)

    @staticmethod
    def dahua(key: str = "SJ-20261124-0001", **facts: Any) -> Customer:
        return replace(Customer(key, "大華物業", phone="13800138000", owner="王明"), **facts)


@pytest.fixture
def office(ledger: Ledger, clock: Clock) -> Office:
    return Office(ledger, clock)
