"""How fast the ledger is: run with ``-m benchmark``; the limits are the brief's, on an idle machine."""

import gc
import json
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pytest

from toolkit.ledger.ledger import Ledger, create_ledger
from toolkit.ledger.submission import Drop, State
from toolkit.ledger.taken import Taken
from toolkit.outcome import Customer, Outcome, Record, Ref, Source

pytestmark = pytest.mark.benchmark
DAY = date(2026, 11, 24)
HAN = "大华中海万科金地保利绿城龙湖招商世茂碧桂园远洋润融创恒信嘉和天安泰康鸿瑞祥盛德隆兴旺达通"


def named(number: int) -> str:
    random = Random(number)
    place = random.choice(["深圳市", "上海", "廣州市", "北京"])
    brand = "".join(random.choice(HAN) for _ in range(random.choice([2, 3, 4])))
    return place + brand + random.choice(["物業管理有限公司", "投資有限公司", "置業有限公司"])


def prospects(low: int, high: int) -> Outcome:
    """Rows of twenty columns, as a prospect list has them."""
    records, customers = [], []
    for number in range(low, high):
        key, name = f"SJ-20261124-{number:07d}", named(number)
        code, phone = f"9144{number:014d}", f"138{number:08d}"
        payload = {
            "customer_id": key,
            "name": name,
            "credit_code": code,
            "phone": phone,
            "owner": "李明",
            **{f"field_{at}": f"值 {number} {at}" for at in range(15)},
        }
        cells = {field: f"{chr(65 + at)}{number + 2}" for at, field in enumerate(payload)}
        source = Source("", "", "名單", number + 2)
        records.append(Record("prospects", key, payload, key, "李明", DAY, source=source, cells=cells))
        customers.append(Customer(key, name, code, phone, "李明", "潛在線索", "B", DAY))
    return Outcome(records=tuple(records), customers=tuple(customers))


def refs(outcome: Outcome) -> list[Ref]:
    return [Ref("", one.credit_code, one.name, one.phone) for one in outcome.customers]


def take(ledger: Ledger, name: str, outcome: Outcome) -> None:
    (seen,) = ledger.journal.see([Drop("", name, 1, 1)])
    ledger.journal.settle([seen.id])
    (taken,) = ledger.journal.take("w", 1, 600, only=[seen.id])
    lease = ledger.journal.move(taken.lease, State.CLAIMED, sha256=name).lease
    with ledger.view() as view:
        ledger.commit(lease, view, outcome, Taken())


@dataclass
class Watch:
    seconds: float = 0.0


@contextmanager
def timed() -> Iterator[Watch]:
    watch, before = Watch(), time.perf_counter()
    gc.disable()
    try:
        yield watch
    finally:
        gc.enable()
        watch.seconds = time.perf_counter() - before


@pytest.fixture
def ledgers(tmp_path: Path) -> Iterator[Callable[[str], Ledger]]:
    made: list[Ledger] = []

    def make(name: str) -> Ledger:
        made.append(create_ledger(str(tmp_path / name)))
        return made[-1]

    yield make
    for one in made:
        one.close()


def plainly(path: Path, outcome: Outcome) -> tuple[float, float]:
    """The same payloads by the driver alone: one table with one key, no history; (write, read) seconds."""
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE r (k PRIMARY KEY, p)")
    with timed() as write:
        rows = [(one.key, json.dumps(one.payload)) for one in outcome.records]
        connection.executemany("INSERT INTO r VALUES (?, ?)", rows)
        connection.commit()
    keys = json.dumps([one.key for one in outcome.records])
    with timed() as read:
        found = connection.execute("SELECT k, p FROM r WHERE k IN (SELECT value FROM json_each(?))", (keys,))
        assert len({key: json.loads(payload) for key, payload in found}) == len(outcome.records)
    connection.close()
    return write.seconds, read.seconds


def test_twenty_thousand_rows_are_written_and_found_again(ledgers: Callable[[str], Ledger], tmp_path: Path) -> None:
    told: dict[str, list[float]] = {"commit": [], "driver writes": [], "customers()": [], "driver reads": []}
    for run in range(4):
        ledger, outcome = ledgers(f"{run}.db"), prospects(run * 20_000, (run + 1) * 20_000)
        with timed() as write:
            take(ledger, "名單.xlsx", outcome)
        with ledger.view() as view, timed() as read:
            assert len(view.customers(refs(outcome))) == 20_000
        plain = plainly(tmp_path / f"plain{run}.db", outcome)
        for name, seconds in zip(told, (write.seconds, plain[0], read.seconds, plain[1]), strict=True):
            told[name].append(seconds)
    commit, write_alone, customers, read_alone = (min(seconds) for seconds in told.values())
    print(f"\n20,000 records and customers: commit {commit:.2f} s, customers() {customers:.2f} s;")
    print(f"the driver alone: {commit / write_alone:.1f} and {customers / read_alone:.1f} times less")
    assert commit / write_alone <= 8
    assert customers / read_alone <= 5


def a_list(ledger: Ledger, outcome: Outcome, name: str) -> None:
    """What a 200-row list asks of the ledger, and its commit."""
    wanted = refs(outcome)
    keys = [one.id for one in outcome.customers]
    with ledger.view() as view:
        view.customers(wanted)
        view.lookalikes(wanted)
        view.by_key("prospects", keys)
        view.current("contacts", keys)
    take(ledger, name, outcome)


def filled(ledger: Ledger) -> None:
    """A million records: 100,000 customers with nine contacts each."""
    for low in range(0, 100_000, 20_000):
        outcome = prospects(low, low + 20_000)
        take(ledger, f"名單{low}.xlsx", outcome)
        contacts = (
            Record(
                "contacts", f"{one.key}|{at}", {"customer": one.key, "content": "電話溝通，需要報價"}, one.key, day=DAY
            )
            for one in outcome.records
            for at in range(9)
        )
        take(ledger, f"溝通{low}.xlsx", Outcome(records=tuple(contacts)))


@pytest.mark.soak
def test_a_small_list_costs_little_more_on_a_million_records(ledgers: Callable[[str], Ledger]) -> None:
    empty, full = ledgers("empty.db"), ledgers("full.db")
    filled(full)
    seconds: dict[str, list[float]] = {"empty": [], "full": []}
    for run in range(15):
        outcome = prospects(900_000 + run * 200, 900_200 + run * 200)
        for name, ledger in (("empty", empty), ("full", full)):
            with timed() as watch:
                a_list(ledger, outcome, f"{run}.xlsx")
            seconds[name].append(watch.seconds)
    small, large = (statistics.median(seconds[name]) for name in ("empty", "full"))
    print(f"\n200 rows: {small * 1000:.0f} ms on an empty ledger, {large * 1000:.0f} ms on a million records")
    assert large - small <= 0.15
