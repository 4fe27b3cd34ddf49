"""Each value leads to the cell that set it, past later files and past what was taken back."""

from dataclasses import replace

from toolkit.ledger.ledger import Ledger
from toolkit.outcome import Change, Outcome, Source

KEY = "SJ-20261124-0001"


def test_a_value_leads_to_the_version_that_set_it(office, ledger: Ledger) -> None:
    one = office.take("a.xlsx", Outcome(records=(office.prospect(budget="1", phone="138"),)))
    later = office.prospect(budget="2", phone="138")
    partial = replace(later, cells={"budget": "F9"}, source=Source("", "", "名單", 9), change=Change.CHANGED)
    two = office.take("b.xlsx", Outcome(records=(partial,)))
    found = ledger.origins("prospects", KEY)
    assert (found["budget"].source, found["budget"].cell) == (Source(two, "b.xlsx", "名單", 9), "F9")
    assert (found["phone"].source, found["phone"].cell) == (Source(one, "a.xlsx", "名單", 3), "E3")
    ledger.undo([two])
    found = ledger.origins("prospects", KEY)
    assert (found["budget"].value, found["budget"].source.file, found["budget"].cell) == ("1", "a.xlsx", "D3")


def test_a_value_is_traced_past_what_was_taken_back(office, ledger: Ledger) -> None:
    one = office.take("a.xlsx", Outcome(records=(office.prospect(budget="1", phone="138"),)))
    later = replace(office.prospect(budget="1", phone="139"), cells={"phone": "E7"}, change=Change.CHANGED)
    office.take("b.xlsx", Outcome(records=(later,)))
    wrong = replace(office.prospect(budget="2", phone="139"), cells={"budget": "D8"}, change=Change.CHANGED)
    ledger.undo([office.take("c.xlsx", Outcome(records=(wrong,)))])
    budget = ledger.origins("prospects", KEY)["budget"]
    assert (budget.value, budget.source.submission, budget.cell) == ("1", one, "D3")


def test_a_value_that_no_cell_set_has_no_origin(office, ledger: Ledger) -> None:
    office.take("a.xlsx", Outcome(records=(replace(office.prospect(), cells={}),)))
    assert ledger.origins("prospects", KEY) == {}
    assert ledger.origins("prospects", "nobody") == {}
