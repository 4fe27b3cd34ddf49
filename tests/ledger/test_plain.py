"""Plain data survive JSON with their types."""

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.ledger.plain import from_json, to_json

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.decimals(allow_nan=False)
    | st.dates()
    | st.datetimes(timezones=st.none() | st.just(UTC))
    | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "$"]), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_what_goes_in_comes_out(value: Any) -> None:
    back = from_json(json.loads(json.dumps(to_json(value))))
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Decimal("1200.50"), {"$": "decimal", "value": "1200.50"}),
        (date(2026, 11, 24), {"$": "date", "value": "2026-11-24"}),
        (datetime(2026, 11, 24, 9, tzinfo=UTC), {"$": "moment", "value": "2026-11-24T09:00:00+00:00"}),
        (time(9, 30), {"$": "time", "value": "09:30:00"}),
        ((1, "a"), [1, "a"]),
        ({"$": 1}, {"$": "mapping", "value": {"$": 1}}),
    ],
)
def test_how_types_are_told(value: Any, told: Any) -> None:
    assert to_json(value) == told


def test_what_is_not_plain_is_refused() -> None:
    with pytest.raises(TypeError):
        to_json({"a": object()})
