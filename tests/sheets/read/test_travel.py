"""What a child read arrives as it was read, whatever the columns hold."""

import pickle
from datetime import date, datetime
from typing import Any

import pytest

from toolkit.forms.table import Sheet, Workbook
from toolkit.sheets.read.travel import for_travel

COLUMNS: dict[str, list[Any]] = {
    "numbers": [1.0, 0.5, -0.0, 1e300],
    "words again": ["寫字樓", "", "寫字樓", None],
    "days": [date(2026, 1, 5), datetime(2026, 1, 5), None, date(2026, 1, 5)],  # noqa: DTZ001 - Excel knows no zones
    "flags and numbers": [True, 1.0, False, 0.0],
    "words and numbers": ["1", 1.0, None, "二"],
}


def arrived(rows: list[list[Any]]) -> list[tuple[Any, ...]]:
    book = for_travel(Workbook((Sheet("名單", rows),)))
    return [tuple(row) for row in pickle.loads(pickle.dumps(book.sheets[0].rows))]


def told(rows: list[Any]) -> list[list[tuple[type, str]]]:
    return [[(type(value), repr(value)) for value in row] for row in rows]


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_arrives_as_it_was(name: str) -> None:
    rows = [[value] for value in COLUMNS[name]]
    assert told(arrived(rows)) == told(rows)


def test_all_columns_side_by_side() -> None:
    rows = [list(row) for row in zip(*COLUMNS.values(), strict=True)]
    assert told(arrived(rows)) == told(rows)


@pytest.mark.parametrize("text", ["名", "a\0b", "\0", "a\nb", "\ud800"])
def test_many_different_texts(text: str) -> None:
    rows = [[f"{text}{number}"] for number in range(300)]
    assert told(arrived(rows)) == told(rows)


@pytest.mark.parametrize("rows", [[], [[]], [["a"], ["b", 1.0]], [["a", "b"]]])
def test_rows_of_any_shape(rows: list[list[Any]]) -> None:
    assert told(arrived(rows)) == told(rows)
