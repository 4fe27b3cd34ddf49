"""Addresses in little space come back as they went."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.ledger.cells import pack, unpack

PAYLOAD = {"name": "大華", "phone": "138", "budget": None}


@pytest.mark.parametrize(
    ("cells", "row", "text"),
    [
        ({}, 3, ""),
        ({"name": "B3", "budget": "AA3"}, 3, "B,,AA"),
        ({"name": "B3", "phone": "C4"}, 3, "B3,C4,"),
        ({"name": "B13"}, 3, "B13,,"),
        ({"gone": "D3"}, 3, '{"gone": "D3"}'),
    ],
)
def test_addresses_are_letters_in_the_payloads_order(cells: dict[str, str], row: int, text: str) -> None:
    assert pack(cells, PAYLOAD, row) == text
    assert unpack(text, PAYLOAD, row) == cells


ADDRESS = st.builds(lambda letters, row: f"{letters}{row}", st.text("ABC", min_size=1, max_size=2), st.integers(1, 99))


@given(st.dictionaries(st.sampled_from([*PAYLOAD, "other"]), ADDRESS), st.integers(0, 99))
def test_packing_loses_nothing(cells: dict[str, str], row: int) -> None:
    assert unpack(pack(cells, PAYLOAD, row), PAYLOAD, row) == cells
