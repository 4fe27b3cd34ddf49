"""What is left when versions are taken back: a table, and the laws."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.ledger.merge import Rest, Version, rest


def versions(*told: tuple[dict[str, Any], bool]) -> list[Version]:
    return [Version(facts, withdrawn, bool(place), place) for place, (facts, withdrawn) in enumerate(told)]


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ([({"a": 1}, True)], Rest(None)),
        ([({"a": 1}, False)], Rest({"a": 1}, 0)),
        ([({"a": 1}, False), ({"a": 2}, True)], Rest({"a": 1}, 0)),
        ([({"a": 1}, False), ({"a": 2, "b": 1}, True)], Rest({"a": 1}, 0)),
        ([({"a": 1, "b": 1}, False), ({"b": 1}, True)], Rest({"a": 1, "b": 1}, 0)),
        ([({"a": 1, "b": 1}, False), ({"a": 2, "b": 1}, True), ({"a": 2, "b": 2}, False)], Rest({"a": 1, "b": 2}, 2)),
        ([({"a": 1}, False), ({"a": 2}, True), ({"a": 3}, False)], Rest({"a": 3}, 2)),
        ([({"a": 1}, False), ({"a": 2}, True), ({}, False)], Rest({}, 2)),
        ([({"a": 1}, True), ({"a": 1, "b": 1}, False)], Rest(None, later=True)),
        ([({"a": 1}, True), ({"a": 2}, True)], Rest(None)),
    ],
    ids=[
        "begun by it",
        "not touched",
        "changed by it",
        "a field added by it",
        "a field cleared by it",
        "another field changed later",
        "the same field changed later",
        "the field cleared later",
        "begun by it, changed later",
        "begun and mended by them",
    ],
)
def test_what_is_left(told: list[tuple[dict[str, Any], bool]], left: Rest) -> None:
    assert rest(versions(*told)) == left


def test_a_version_after_a_removal_starts_afresh() -> None:
    told = [Version({"a": 1}, False, False, 0), Version({"b": 1}, True, False, 1)]
    assert rest(told) == Rest(None, 0)


FACTS = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), max_size=3)


@given(st.lists(FACTS, min_size=1, max_size=5))
def test_nothing_taken_back_leaves_the_last_version(told: list[dict[str, int]]) -> None:
    assert rest(versions(*((facts, False) for facts in told))).facts == told[-1]


@given(st.lists(FACTS, min_size=1, max_size=5))
def test_everything_taken_back_leaves_nothing(told: list[dict[str, int]]) -> None:
    assert rest(versions(*((facts, True) for facts in told))).facts is None


@given(FACTS, FACTS)
def test_taking_back_the_last_version_is_the_one_before(first: dict[str, int], second: dict[str, int]) -> None:
    assert rest(versions((first, False), (second, True))).facts == first
