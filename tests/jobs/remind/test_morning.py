"""Whoever makes the morning's lists, they are made once; a scheduled run does what the service would."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from toolkit.jobs.nightly import last_lists, last_morning
from toolkit.jobs.remind.morning import catch_up, make_lists, morning_work


@pytest.fixture
def busy(office: Any, sheet: Callable[..., Path], prospects: Any) -> Any:
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(1)]))
    office.run()
    return office


def at(office: Any, hour: int, days: int = 0) -> datetime:
    return datetime.combine(office.service.day() + timedelta(days=days), datetime.min.time()).replace(hour=hour)


def on(office: Any, days: int) -> None:
    """``days`` later."""
    later = office.service.day() + timedelta(days=days)
    object.__setattr__(office.service, "day", lambda: later)


def test_a_morning_whose_lists_were_made_by_hand_is_not_missed(busy: Any) -> None:
    morning_work(busy.service, at(busy, 9))
    on(busy, 1)
    assert make_lists(busy.service, at(busy, 8))["missed"] == []
    first = busy.service.day()
    assert last_lists(busy.service) == first
    assert last_morning(busy.service) is None  # the scores are still to be renewed at the set hour
    on(busy, 1)
    assert make_lists(busy.service, at(busy, 8))["missed"] == []
    on(busy, 2)
    assert make_lists(busy.service, at(busy, 8))["missed"] == [first + timedelta(days=2)]


def test_lists_of_another_day_are_a_look_ahead_and_mark_nothing(busy: Any) -> None:
    make_lists(busy.service, at(busy, 9, days=-1))
    assert last_lists(busy.service) is None


def test_a_scheduled_run_does_the_mornings_work_once_and_not_before_its_hour(busy: Any) -> None:
    with busy.service.ledger.view() as view:
        began = view.tables.began()
    on(busy, (began - busy.service.day()).days)
    assert not catch_up(busy.service, at(busy, 9))  # the day on which the office begins
    on(busy, 1)
    assert not catch_up(busy.service, at(busy, 7))
    assert catch_up(busy.service, at(busy, 9))
    assert not catch_up(busy.service, at(busy, 10))
    assert last_morning(busy.service) == last_lists(busy.service) == busy.service.day()
