"""Many rows at once: inserted without building a dictionary of parameters a row, parsed in one go."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import NoneType
from typing import Any

from pydantic_core import PydanticSerializationError, to_json
from sqlalchemy import Connection, Table, insert


class Encoded(str):
    """A value that is JSON text already, as ``to_text`` made it."""

    __slots__ = ()


def to_text(value: Any) -> str:
    """JSON as the ledger stores it: Chinese as it is, which is half as long as in escapes.

    Lone surrogates (bytes in a file's name that are no text) cannot be stored; then everything is escaped.
    pydantic's serialiser takes half the time of the standard one.
    """
    if type(value) is Encoded:
        return value
    try:
        return to_json(value, inf_nan_mode="constants").decode()
    except PydanticSerializationError:
        return json.dumps(value)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert ``rows``, which all have the same columns.

    SQLAlchemy's own way costs 15 µs a row for parameters alone; on SQLite the values go to the driver as
    tuples instead, through the same column types.
    """
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), list(rows))
        return
    names = list(rows[0])
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    values = zip(*(_column(connection, table, name, rows) for name in names), strict=True)
    statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'  # noqa: S608 - our own names
    connection.exec_driver_sql(statement, list(values))


def _column(connection: Connection, table: Table, name: str, rows: Iterable[Mapping[str, Any]]) -> Iterable[Any]:
    """One column of all rows, as the driver takes it."""
    kind = table.c[name].type.dialect_impl(connection.dialect)
    process: Callable[[Any], Any] | None = kind.bind_processor(connection.dialect)
    values = [row[name] for row in rows]
    kinds = set(map(type, values))
    if process is None or kinds <= {Encoded}:
        return values
    if kinds <= {date, NoneType}:
        known = {value: process(value) for value in set(values)}
        return [known[value] for value in values]
    return [process(value) for value in values]


def parse_all(texts: Sequence[str]) -> list[Any]:
    """Parse many JSON texts as one: a third faster, and equal keys are one object in memory."""
    found: list[Any] = json.loads(f"[{','.join(texts)}]")
    return found
