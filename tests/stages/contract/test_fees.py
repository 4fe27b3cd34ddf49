"""The annex on fees: years, rent-free months, steps, and the sum that the parties agreed on."""

from decimal import Decimal
from types import SimpleNamespace

from toolkit.stages.contract.fees import computed, differs
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
    assert computed(lease(given, turnover_rate=Decimal("0.08"))) is None


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
