"""Stored rows as lines of JSON (``rebuild``): worded by SQLite itself where it can, else column by column.

A commit's lines stand between its rows and its receipt, so they are on the way of whoever waits for one;
SQLite words a row in a quarter of the time that Python takes for it, and says text and days as Python would.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Float,
    Integer,
    String,
    Table,
    Text,
    case,
    cast,
    func,
    literal,
    select,
)

from toolkit.ledger.bulk import Columns, count, to_text
from toolkit.ledger.plain import to_json

_TOGETHER = 2_000
"""So many rows are worded at once."""
encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
"""JSON on one line, ASCII alone."""
_BREAKS = ("\x85", "\u2028", "\u2029")
"""Signs that JSON holds as they are and at which some break a line; none stands outside a string."""
_BREAK = re.compile(f"[{''.join(_BREAKS)}]")
_STORED_AS_SAID = (JSON, Boolean, Date, Float, Integer, String)
"""Kinds of columns that SQLite itself can word; moments and files' names are stored otherwise than they are told."""
_Part = str | ColumnElement[Any]
"""Of a line: what is the same in each, or what is asked of the database."""


def row_lines(connection: Connection, table: Table, where: ColumnElement[bool]) -> Iterator[str]:
    """One line a row of ``table``, in the order of its key: ``{"table":…,"row":{…}}`` and a newline."""
    by_database = connection.dialect.name == "sqlite" and all(isinstance(one.type, _STORED_AS_SAID) for one in table.c)
    parts = _by_database(table) if by_database else _by_column(table)
    asked = [part for part in parts if not isinstance(part, str)]
    line = "".join([part if isinstance(part, str) else "%s" for part in parts]) + "}}\n"
    found = connection.execute(select(*asked).where(where).order_by(*table.primary_key))
    for some in found.partitions(_TOGETHER):
        texts = [_told(part, values) for part, values in zip(asked, zip(*some, strict=True), strict=True)]
        yield from map(line.__mod__, zip(*texts, strict=True))


def column_lines(table: Table, columns: Columns) -> Iterator[str]:
    """Rows that were just written, column by column: ``{"table":…,"columns":{"id":[…],…}}``, some a line."""
    for start in range(0, count(columns), _TOGETHER):
        some = (
            f'"{name}":[{_as_stored(table.c[name], values[start : start + _TOGETHER])}]'
            for name, values in columns.items()
        )
        line = f'{{"table":"{table.name}","columns":{{{",".join(some)}}}}}\n'
        yield _BREAK.sub(_escaped, line) if any(sign in line for sign in _BREAKS) else line


def _as_stored(column: Column[Any], values: Sequence[Any]) -> str:
    """Values as the driver took them, as JSON; what is stored as JSON stands as it is."""
    if isinstance(column.type, JSON):
        return ",".join(values)
    if isinstance(column.type, Boolean):
        values = [None if value is None else bool(value) for value in values]
    elif isinstance(column.type, Date):
        days = dict.fromkeys(values)
        told = dict(zip(days, _texts([None if day is None else date.fromisoformat(day) for day in days]), strict=True))
        return ",".join(map(told.__getitem__, values))
    return to_text(values)[1:-1]


def _escaped(found: re.Match[str]) -> str:
    return encode(found[0])[1:-1]


def _by_column(table: Table) -> list[_Part]:
    """Names and values by turns; what is stored as JSON is handed on as it stands."""
    parts: list[_Part] = []
    for name, column in zip(_names(table), table.c, strict=True):
        parts += [name, cast(column, Text) if isinstance(column.type, JSON) else column]
    return parts


def _by_database(table: Table) -> list[_Part]:
    """Long texts of many columns; a float stands between two of them, since only Python writes it exactly."""
    parts: list[_Part] = []
    text: ColumnElement[str] = literal("", Text)
    for name, column in zip(_names(table), table.c, strict=True):
        text = text.concat(literal(name, Text))
        if isinstance(column.type, Float):
            parts, text = [*parts, text, column], literal("", Text)
        else:
            text = text.concat(_worded(column))
    return [*parts, text]


def _names(table: Table) -> list[str]:
    """What stands before each value of a row."""
    first, *others = [f'"{column.name}":' for column in table.c]
    return [f'{{"table":"{table.name}","row":{{{first}', *[f",{name}" for name in others]]


def _worded(column: Column[Any]) -> ColumnElement[Any]:
    """An expression of SQLite for a value as JSON; ``json_quote`` knows whole numbers and null, too."""
    if isinstance(column.type, JSON):
        return cast(column, Text)
    if isinstance(column.type, Boolean):
        return case((column.is_(None), "null"), (column, "true"), else_="false")
    if isinstance(column.type, Date):
        day = literal('{"$":"date","value":"', Text).concat(cast(column, Text)).concat('"}')
        return func.coalesce(day, "null", type_=Text)
    return func.json_quote(column, type_=Text)


def _told(part: ColumnElement[Any], values: Sequence[Any]) -> Sequence[str]:
    if isinstance(part, Column):
        return _texts(values)
    together = "".join(values)
    broken = any(sign in together for sign in _BREAKS)
    return [_BREAK.sub(_escaped, text) for text in values] if broken else values


def _texts(column: Sequence[Any]) -> list[str]:
    """The values of one column as JSON; what stands in it again and again is written once."""
    if set(map(type, column)) == {int}:
        return list(map(repr, column))
    known = {value: encode(to_json(value) if isinstance(value, date) else value) for value in set(column)}
    return [known[value] for value in column]
