"""Rows worded by the database say what Python would have said."""

import json
from datetime import date

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, MetaData, String, Table, Text, create_engine, insert

from toolkit.ledger.plain import to_json
from toolkit.ledger.wording import row_lines

THINGS = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("text", Text),
    Column("short", String(8)),
    Column("amount", Float),
    Column("share", Float),
    Column("certain", Boolean),
    Column("day", Date),
    Column("told", JSON),
)
NOTHING: dict[str, object] = {"text": None, "short": None, "amount": None, "share": None, "certain": None, "day": None}
ROWS: tuple[dict[str, object], ...] = (
    {**NOTHING, "told": {}},
    {
        **NOTHING,
        "text": '華景%s"\\/\t\x01\x7f',
        "short": "%",
        "amount": 0.1 + 0.2,
        "share": 1e22,
        "told": ["\u2028", 1],
    },
    {**NOTHING, "text": "一\u2028二\x85三\u2029四", "certain": True, "day": date(2026, 11, 24), "told": "\u2029"},
    {**NOTHING, "text": "", "short": "", "certain": False, "amount": 5.0, "share": -0.0, "told": None},
)


@pytest.fixture
def lines() -> list[str]:
    engine = create_engine("sqlite://", json_serializer=lambda value: json.dumps(value, ensure_ascii=False))
    with engine.begin() as connection:
        THINGS.metadata.create_all(connection)
        connection.execute(insert(THINGS), [row | {"id": number} for number, row in enumerate(ROWS)])
        return list(row_lines(connection, THINGS, THINGS.c.id >= 0))


def test_every_kind_of_value_comes_back(lines: list[str]) -> None:
    told = [json.loads(line) for line in lines]
    assert {one["table"] for one in told} == {"things"}
    expected = [
        {"id": number} | {name: to_json(value) for name, value in row.items()} for number, row in enumerate(ROWS)
    ]
    assert [one["row"] for one in told] == expected


def test_a_row_is_one_line_to_whoever_splits_them(lines: list[str]) -> None:
    assert [len(line.splitlines()) for line in lines] == [1] * len(ROWS)
    assert "".join(lines).splitlines(keepends=True) == lines
