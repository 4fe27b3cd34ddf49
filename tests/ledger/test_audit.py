"""The chain: whatever is altered afterwards, the first broken link is named."""

import pytest
from sqlalchemy import select, text, update

from toolkit.errors import LedgerError
from toolkit.ledger import audit
from toolkit.ledger.ledger import Ledger
from toolkit.ledger.schema import AUDIT
from toolkit.outcome import Outcome


@pytest.fixture
def five(office, ledger: Ledger) -> Ledger:
    for name in "abcde":
        office.take(name, Outcome(customers=(office.dahua(f"SJ-{name}"),)), actor="王明")
    return ledger


def altered(ledger: Ledger, statement: str) -> int:
    with ledger._engine.begin() as connection:
        connection.execute(text(statement))
    with pytest.raises(LedgerError) as told:
        ledger.verify_audit()
    assert told.value.code == "ledger.chain_broken"
    number = told.value.data["number"]
    assert isinstance(number, int)
    return number


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE audit SET subject = 'x' WHERE no = 3", 3),
        ("UPDATE audit SET at = '2020-01-01T00:00:00.000000' WHERE no = 1", 1),
        ("UPDATE audit SET action = 'undo' WHERE no = 5", 5),
        ("DELETE FROM audit WHERE no = 2", 3),
        ("UPDATE audit SET hash = 'x' WHERE no = 4", 4),
    ],
)
def test_the_first_broken_link_is_named(five: Ledger, statement: str, number: int) -> None:
    assert five.verify_audit().no == 5
    assert altered(five, statement) == number


def test_it_holds_no_name(five: Ledger) -> None:
    with five._engine.connect() as connection:
        told = " ".join(str(tuple(row)) for row in connection.execute(text("SELECT * FROM audit")))
    assert "王明" not in told
    assert "大華" not in told


def test_the_same_person_is_the_same_mark_here_and_another_elsewhere(five: Ledger) -> None:
    with five._engine.connect() as connection:
        marks = set(connection.execute(text("SELECT actor FROM audit")).scalars())
    assert len(marks) == 1
    assert len(marks.pop()) == 16


def test_an_entry_made_to_fit_breaks_the_next_one(five: Ledger) -> None:
    with five._engine.begin() as connection:
        before, forged = connection.execute(select(AUDIT).where(AUDIT.c.no.in_([2, 3])).order_by(AUDIT.c.no))
        told = dict(forged._mapping) | {"subject": "somebody else"}
        values = {"subject": told["subject"], "hash": audit._hash(before.hash, told)}
        connection.execute(update(AUDIT).where(AUDIT.c.no == 3).values(values))
    with pytest.raises(LedgerError) as said:
        five.verify_audit()
    assert said.value.data["number"] == 4
