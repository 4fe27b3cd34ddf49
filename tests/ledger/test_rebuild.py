"""A lost database comes back whole from the lines beside the archive."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from toolkit.errors import LedgerError
from toolkit.ledger import schema
from toolkit.ledger.commit import LONG
from toolkit.ledger.ledger import Ledger, rebuild_ledger
from toolkit.ledger.rebuild import line_path
from toolkit.ledger.submission import State
from toolkit.ledger.taken import Answer, Document, RowMemory
from toolkit.outcome import Change, Customer, DocumentOrder, ListOrder, Move, Outcome, Reminder, Score, Source

DAY = date(2026, 11, 24)
PASSING = {"worker", "lease_until", "retry_at", "epoch", "ended_at"}
"""What a rebuilt submission need not know: who worked on it, and the second it was archived."""


def everything(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    with ledger._engine.connect() as connection:
        return {
            table.name: [
                {name: value for name, value in row._mapping.items() if name not in PASSING | {"exported"}}
                for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in schema.METADATA.sorted_tables
        }


def exported(ledger: Ledger) -> list[tuple[str, ...]]:
    """The lines of every commit, asked for one by one as the daemon does."""
    files = []
    while waiting := ledger.unexported(limit=2):
        for commit in waiting:
            files.append(tuple(ledger.lines(commit.no)))
            ledger.exported([commit.no])
    return files


def busy_year(office, ledger: Ledger) -> None:
    """Some of everything that a ledger can hold."""
    key = "SJ-20261124-0001"
    move = Move(key, "", "談判", DAY, "王明", "x", Source("", "", "溝通", 5))
    score = Score(key, 80.5, 80, None, "A", True, 0.5, ("未查",), (), DAY)
    order = DocumentOrder("合作方案書", {"on": DAY}, "客戶/1", "合作方案書", key)
    rows = (RowMemory("名單", 3, "prospects", key, "f"),)
    first = Outcome(
        records=(office.prospect(budget="1"),),
        customers=(office.dahua(credit_code="914403001922038216", registered_on=DAY),),
        moves=(move,),
        scores=(score,),
        reminders=(Reminder("r", "王明", DAY, "跟進", key),),
    )
    one = office.take("名單.xlsx", first, rows=rows, orders=(order, ListOrder("報表", "清單", ())), actor="王明")
    waiting = ledger.promised()
    made = Document("客戶/1", "合作方案書", 1, "客戶/1/合作方案書.docx", customer=key, order=waiting[0].id)
    ledger.register(one, [made])
    ledger.close_orders([waiting[1].id])
    changed = replace(office.prospect(budget="2"), change=Change.CHANGED)
    later = Reminder("r", "王明", date(2027, 1, 1), "跟進", key)
    two = office.take("b\udcff.xlsx", Outcome(records=(changed,), reminders=(later,)))
    office.take("空.xlsx", Outcome(), verdict=State.RETURNED)
    ledger.undo([two])
    ledger.remember([Answer("3f2a", "prospects", {"fields": {"電話號碼": "phone"}}, "王明")])
    with ledger.view() as view:
        ledger.record("scores", view, Outcome(scores=(replace(score, grade="B", total=70.0),)))


def test_a_rebuilt_ledger_equals_the_lost_one(office, ledger: Ledger, fresh: Callable[[], str]) -> None:
    busy_year(office, ledger)
    before, head = everything(ledger), ledger.audit_head()
    files = exported(ledger)
    random.Random(1).shuffle(files)
    ledger.close()
    with rebuild_ledger(fresh(), files) as rebuilt:
        after = everything(rebuilt)
        assert after == before
        assert rebuilt.verify_audit() == head
        assert rebuilt.unexported() == ()


def test_a_rebuilt_ledger_goes_on(office, ledger: Ledger, fresh: Callable[[], str], clock) -> None:
    busy_year(office, ledger)
    files = exported(ledger)
    ledger.close()
    with rebuild_ledger(fresh(), files, clock=clock) as rebuilt:
        again = type(office)(rebuilt, clock)
        again.take("new.xlsx", Outcome(records=(office.prospect("SJ-20261124-0002"),)))
        assert again.record("prospects", "SJ-20261124-0002").version == 1
        assert len(rebuilt.unexported()) == 1
        assert rebuilt.verify_audit().no == len(files) + 1


def test_a_submission_on_its_way_to_the_archive_has_arrived(office, ledger: Ledger, fresh) -> None:
    lease = office.claimed()
    office.commit(lease, Outcome(records=(office.prospect(),)))
    files = exported(ledger)
    ledger.close()
    with rebuild_ledger(fresh(), files) as rebuilt:
        found = rebuilt.journal.find(lease.submission)
        assert (found.state, found.ended, found.worker) == (State.DONE, True, "")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda files: files[:1] + files[2:], "ledger.rebuild_gap"),
        (lambda files: files[1:], "ledger.rebuild_gap"),
        (lambda files: [(*files[0][:-1], files[0][-1][:20]), *files[1:]], "ledger.rebuild_line"),
        (lambda files: [files[0][1:], *files[1:]], "ledger.rebuild_line"),
        (
            lambda files: [(files[0][0].replace('"ledger":"', '"ledger":"0'), *files[0][1:]), *files[1:]],
            "ledger.rebuild_mixed",
        ),
    ],
    ids=["a commit is missing", "the first is missing", "a line is cut off", "the head is missing", "two ledgers"],
)
def test_what_cannot_be_rebuilt_whole_is_refused(office, ledger: Ledger, fresh, spoil, code: str) -> None:
    for name in ("a.xlsx", "b.xlsx", "c.xlsx"):
        office.take(name, Outcome())
    files = exported(ledger)
    ledger.close()
    url = fresh()
    with pytest.raises(LedgerError) as told:
        rebuild_ledger(url, spoil(files))
    assert told.value.code == code


def test_lines_lie_by_year_and_month(office, ledger: Ledger) -> None:
    office.take("a.xlsx", Outcome())
    (waiting,) = ledger.unexported()
    assert line_path(waiting.no, waiting.at) == "2026/11/00000001.jsonl"


@pytest.fixture
def fresh(url: str, tmp_path: Path) -> Callable[[], str]:
    """The address of an empty database beside, or in the place of, the one under test."""

    def make() -> str:
        if url.startswith("postgresql"):
            psycopg = pytest.importorskip("psycopg")
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            return url
        return str(tmp_path / "rebuilt.db")

    return make


def test_a_long_list_told_by_column_right_after_its_commit_is_rebuilt_like_any(
    office, ledger: Ledger, fresh: Callable[[], str]
) -> None:
    keys = [f"SJ-20261124-{number:04d}" for number in range(1, LONG + 1)]
    records = tuple(office.prospect(key, name=f"大華\u2028{key}", budget="1.20") for key in keys)
    customers = tuple(Customer(key, f"大華{key}", registered_on=DAY if key.endswith("1") else None) for key in keys)
    moves = tuple(Move(key, "", "談判", DAY, "王明", "x", Source("", "", "溝通", 5)) for key in keys)
    scores = tuple(Score(key, 80.5, 80, None, "A", True, 0.1 + 0.2, ("未查",), (), DAY) for key in keys)
    office.take("名單.xlsx", Outcome(records=records, customers=customers, moves=moves, scores=scores))
    (one,) = ledger.unexported()
    ahead, usual = tuple(ledger.lines_ahead(one.no)), tuple(ledger.lines(one.no))
    assert (len(ahead) < 30, len(usual) > 4 * LONG) == (ledger.single_owner, True)
    assert [len(line.splitlines()) for line in ahead] == [1] * len(ahead)
    assert tuple(ledger.lines_ahead(one.no)) == usual
    before = everything(ledger)
    ledger.close()
    with rebuild_ledger(fresh(), [ahead]) as rebuilt:
        assert everything(rebuilt) == before
