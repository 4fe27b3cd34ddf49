"""``column IN (many values)`` as one parameter: no limit on their number, one cached statement."""

import json
from collections.abc import Collection

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Connection, Text, any_, bindparam, func, select


def among(connection: Connection, column: ColumnElement[str], values: Collection[str]) -> ColumnElement[bool]:
    """The condition that ``column`` is one of ``values`` (texts).

    SQLite gets a JSON array through ``json_each``, PostgreSQL a text array: both look the values up in
    the column's index one by one, 20,000 of them in some tens of milliseconds.
    """
    if connection.dialect.name == "sqlite":
        return column.in_(_each(json.dumps(list(values), ensure_ascii=False)))
    return column == any_(bindparam(None, list(values), type_=ARRAY(Text), unique=True))


def among_numbers(
    connection: Connection, column: ColumnElement[int], values: Collection[int]
) -> ColumnElement[bool]:
    """The condition that ``column`` is one of ``values`` (whole numbers)."""
    if connection.dialect.name == "sqlite":
        return column.in_(_each(json.dumps(list(values))))
    return column == any_(bindparam(None, list(values), type_=ARRAY(BigInteger), unique=True))


def _each(array: str) -> object:
    return select(func.json_each(array).table_valued("value").c.value)
