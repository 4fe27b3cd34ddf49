"""Running numbers: which texts count behind which prefix."""

import pytest

from toolkit.ledger.numbers import highest


@pytest.mark.parametrize(
    ("names", "asked", "used"),
    [
        (["SJ-20261124-0007", "SJ-20261124-0003"], [], {"SJ-20261124-": 7}),
        (["HT-2026-12", "HT7"], [], {"HT-2026-": 12, "HT": 7}),
        (["name=大华|phone=138-0001", "2026-11-24", "", "大華-001"], [], {}),
        (["大華-001"], ["大華-"], {"大華-": 1}),
        (["SJ-20261124-0007"], ["SJ-20261124-", "SJ-"], {"SJ-20261124-": 7}),
        (["SJ-99999999999999999999"], ["SJ-"], {}),
        (["X-1", "X-x"], ["X-"], {"X-": 1}),
    ],
)
def test_a_number_counts_behind_its_prefix(names: list[str], asked: list[str], used: dict[str, int]) -> None:
    assert highest(names, asked) == used
