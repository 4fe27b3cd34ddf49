"""Who is asked about: not everybody who shares an end of a name that many share."""

from typing import Any

import pytest

from toolkit.ledger import neighbours
from toolkit.ledger.ledger import Ledger
from toolkit.outcome import Customer, Outcome, Ref


@pytest.mark.parametrize(("crowd", "found"), [(2, [("typo",)]), (1, [])])
def test_an_end_that_many_share_tells_nothing(
    office: Any, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, crowd: int, found: list[tuple[str, ...]]
) -> None:
    monkeypatch.setattr(neighbours, "CROWD", crowd)
    known = (Customer("SJ-1", "藍海灣花園置業有限公司"), Customer("SJ-2", "藍海灣長堤置業有限公司"))
    office.take("名單.xlsx", Outcome(customers=known))
    ref = Ref(name="藍海灣花圓置業有限公司")
    with ledger.view() as view:
        assert [one.evidence for one in view.lookalikes([ref]).get(ref, ())] == found
