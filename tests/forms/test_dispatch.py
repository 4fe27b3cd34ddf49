# ruff: noqa: DTZ001 (cells have no time zone)
from datetime import date, datetime, time, timedelta

import pytest

from toolkit.forms.dispatch import as_typed, is_absent, is_dash, is_undecided


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        ("甲", "甲"),
        (1200.0, "1200"),
        (0.1 + 0.2, "0.3"),
        (float("nan"), "nan"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2026, 1, 5), "2026-01-05"),
        (datetime(2026, 1, 5), "2026-01-05"),
        (datetime(2026, 1, 5, 14, 30), "2026-01-05 14:30"),
        (datetime(2026, 1, 5, 14, 30, 5), "2026-01-05 14:30:05"),
        (time(14, 30), "14:30:00"),
        (timedelta(hours=30, minutes=5), "30:05:00"),
    ],
)
def test_a_value_as_a_person_sees_it(value, shown):
    assert as_typed(value) == shown


@pytest.mark.parametrize("text", ["-", "—", "——", "/", "／", "--", "---"])
def test_dashes(text):
    assert is_dash(text)
    assert not is_dash(text + "甲")


@pytest.mark.parametrize(
    ("text", "absent", "undecided"),
    [
        ("無", True, False),
        ("N/A", True, False),
        ("面议", False, True),
        ("TBD", False, True),
        ("無錫", False, False),
    ],
)
def test_words_for_nothing_and_for_not_yet(text, absent, undecided):
    assert (is_absent(text), is_undecided(text)) == (absent, undecided)
