"""The annex on fees: years, rent-free months, steps, and the sum that the parties agreed on."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from toolkit.stages.contract.brief import _walk_aways
from toolkit.stages.contract.fees import computed, differs, fee_terms
from toolkit.stages.contract.forms import Contract
from toolkit.stages.contract.papers import fee_lines


def lease(given: SimpleNamespace, **changes: object) -> Contract:
    plain = {"rent_free_months": None, "escalation_rate": None, "turnover_rate": None}
    price = {"unit_price": Decimal(95), "price_unit": "元/㎡/月", "area": Decimal(280), "amount": Decimal(957600)}
    return Contract(**given.lease | plain | price | changes)


def test_rent_is_free_at_first_and_rises_each_year(given: SimpleNamespace) -> None:
    one = lease(given, rent_free_months=Decimal(2), escalation_rate=Decimal("0.03"))
    fee = computed(one)
    assert fee is not None
    years = [line.amount for line in fee.lines]
    assert years == [Decimal("266000.00"), Decimal("328776.00"), Decimal("338639.28")][: len(years)]
    assert fee.total == sum(years)
    assert "免租 2 個月，自第二年起每年遞增 3%" in fee.formula


def test_by_the_day_nothing_is_guessed(given: SimpleNamespace) -> None:
    assert computed(lease(given, price_unit="元/㎡/天", rent_free_months=Decimal(2))) is None
    assert computed(lease(given, fee_mode="扣點", turnover_rate=Decimal("0.08"))) is None


def test_annex_and_text_never_name_two_totals(given: SimpleNamespace) -> None:
    plain = computed(lease(given))
    assert plain is not None
    agreed = plain.total - Decimal("4.32")
    lines = fee_lines(lease(given, amount=agreed))
    assert lines[-1].fee_year == "議定差額"
    assert sum(line.fee_amount for line in lines) == agreed
    assert differs(lease(given, amount=agreed)) is None
    assert [line.fee_year for line in fee_lines(lease(given, amount=plain.total))] == [
        f"第 {line.year} 年" for line in plain.lines
    ]


@pytest.mark.parametrize(("amount", "short"), [("800000", True), ("957600", False), ("1500000", False)])
def test_turnover_rent_only_adds_to_the_guaranteed_rent(given: SimpleNamespace, amount: str, *, short: bool) -> None:
    """A sum below what the guaranteed rent alone comes to cannot be right; one above it is what turnover may bring."""
    one = lease(given, fee_mode="保底+扣點", turnover_rate=Decimal("0.08"), amount=Decimal(amount))
    guaranteed = computed(lease(given))
    assert guaranteed is not None
    assert differs(one) == (guaranteed.total if short else None)
    assert [line.fee_amount for line in fee_lines(one)][: len(guaranteed.lines)] == [
        line.amount for line in guaranteed.lines
    ]


def test_rent_by_turnover_alone_has_no_years(given: SimpleNamespace) -> None:
    one = lease(given, fee_mode="扣點", turnover_rate=Decimal("0.08"), unit_price=None, price_unit=None)
    assert fee_lines(one) == []


def test_reviewers_see_every_rate_that_the_money_depends_on(given: SimpleNamespace) -> None:
    one = lease(
        given,
        fee_mode="保底+扣點",
        turnover_rate=Decimal("0.125"),
        escalation_rate=Decimal("0.05"),
        rent_free_months=Decimal(3),
        deposit=Decimal(54000),
        penalty_rate=None,
    )
    assert fee_terms(one) == "保底+扣點，95.00 元/㎡/月，扣點率 12.5%，每年遞增 5%，免租 3 個月，押金 54,000.00 元"


def test_the_brief_says_on_top_what_can_be_read_at_a_glance() -> None:
    rows = [{"issue": f"議題{at}", "floor": "長" * 90 + "。", "alternative": None} for at in range(10)]
    told = _walk_aways(rows)
    assert len(told) == 7
    assert told[-1] == "另有 4 項必保議題，見下表。"
    assert told[0] == f"議題0：守不住「{'長' * 39}…」即離場。"
    assert _walk_aways(rows[:1])[0].startswith("議題0")
