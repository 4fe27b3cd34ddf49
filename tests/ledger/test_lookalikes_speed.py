"""Look-alikes among a million customers: found by blocks, so a list costs about as much as among ten thousand."""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from toolkit.ledger.customer_keys import customer_keys
from toolkit.ledger.ledger import Ledger, create_ledger, open_ledger
from toolkit.ledger.lookalikes import edges
from toolkit.messages.script import fold
from toolkit.outcome import Ref

pytestmark = pytest.mark.benchmark
HAN = "".join(sign for sign in map(chr, range(0x5000, 0x5F00)) if fold(sign) == sign)[:600]
"""As many signs as names of companies are made of; fewer would crowd the blocks."""
INSERT = (
    "INSERT INTO customers (commit_no, id, version, name, name_key, brand, brand_head, brand_tail, credit_code,"
    " phone, phone_key, owner, deal_stage, grade, registered_on)"
    " VALUES (1, ?, 1, ?, ?, ?, ?, ?, '', ?, ?, '李明', '潛在線索', 'B', '2026-11-24')"
)


def brand(number: int) -> str:
    """Four characters, no two numbers below two million alike."""
    mixed, size = number * 15_485_863 % len(HAN) ** 4, len(HAN)
    return "".join(HAN[mixed // size**place % size] for place in range(4))


def name(number: int) -> str:
    return f"深圳市{brand(number)}物业管理有限公司"


def row(number: int) -> tuple[str, ...]:
    """A customer with its keys; worked out the short way, of which the first hundred are held against the real one."""
    phone, own = f"138{number:08d}", brand(number)
    called = f"深圳市{own}物业管理有限公司"
    head, tail = edges(own)
    keys = {"name_key": called, "phone_key": phone, "brand": own, "brand_head": head, "brand_tail": tail}
    assert number >= 100 or keys == customer_keys(called, phone)
    return (f"SJ-20261124-{number:07d}", called, called, own, head, tail, phone, phone)


def filled(path: Path, customers: int) -> Ledger:
    create_ledger(str(path)).close()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA synchronous = OFF")
        database.execute("INSERT INTO commits VALUES (1, 'commit', '', '2026-11-24 08:00:00.000000', '', 1)")
        database.executemany(INSERT, map(row, range(customers)))
        database.execute("ANALYZE")
    database.close()
    return open_ledger(str(path))


def asked(turn: int) -> list[Ref]:
    """Two hundred new customers: half by a known brand under another suffix, half unheard of."""
    known = [Ref("", "", name(turn * 100 + at).replace("物业管理有限公司", "集团"), "") for at in range(100)]
    return [*known, *(Ref("", "", f"新{turn}來{at}者實業有限公司", f"199{turn:02d}{at:06d}") for at in range(100))]


def seconds(ledger: Ledger) -> float:
    spent = []
    for turn in range(7):
        refs = asked(turn)
        started = time.perf_counter()
        with ledger.view() as view:
            found = view.lookalikes(refs)
            view.pairs_about([one.customer.id for near in found.values() for one in near])
        spent.append(time.perf_counter() - started)
        assert sum(ref.name.endswith("集团") for ref in found) >= 95  # some are cut by a word of theirs
    return statistics.median(spent)


@pytest.fixture
def ledgers(tmp_path: Path) -> Iterator[tuple[Ledger, Ledger]]:
    small, large = filled(tmp_path / "small.db", 10_000), filled(tmp_path / "large.db", 1_000_000)
    yield small, large
    small.close()
    large.close()


def test_a_million_customers_cost_a_list_little_more_than_ten_thousand(
    ledgers: tuple[Ledger, Ledger], measured: Callable[..., None]
) -> None:
    small, large = map(seconds, ledgers)
    measured("look-alikes of 200 among 1,000,000", f"{large:.2f} s", f"among 10,000 {small:.2f} s", "0.2 s more")
    assert large <= small + 0.2
