"""Running numbers (SJ-20261124-0001): given on a snapshot, made final by the commit that uses them."""

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select

from toolkit.ledger.members import among
from toolkit.ledger.schema import NUMBERS

_NUMBERED = re.compile(r"^([A-Za-z]{1,8}[-_]?(?:\d{2,8}[-_])?)(\d{1,9})$")
"""Letters, perhaps a day or year, a running number; nothing that could be a person's name."""


def last_used(connection: Connection, prefix: str) -> int:
    """The last number taken behind ``prefix``, 0 where there is none."""
    return connection.scalar(select(NUMBERS.c.last).where(NUMBERS.c.prefix == prefix)) or 0


def highest(names: Iterable[str], asked: Iterable[str] = ()) -> dict[str, int]:
    """Prefix → the highest number that ``names`` use behind it.

    A name that looks like a number of ours (SJ-20261124-0007) counts under its beginning, any other only
    where its beginning was ``asked`` for; so a number typed by a person is not given a second time.
    """
    prefixes = tuple(asked)
    used: dict[str, int] = {}
    for name in names:
        plain = _NUMBERED.match(name)
        if plain:
            used[plain[1]] = max(int(plain[2]), used.get(plain[1], 0))
        if prefixes and name.startswith(prefixes):
            for prefix, number in _behind(name, prefixes):
                used[prefix] = max(number, used.get(prefix, 0))
    return used


def _behind(name: str, prefixes: tuple[str, ...]) -> Iterable[tuple[str, int]]:
    for prefix in prefixes:
        rest = name.removeprefix(prefix)
        if rest != name and rest.isdecimal() and len(rest) <= 9:
            yield prefix, int(rest)


def taken_since(connection: Connection, asked: Mapping[str, int]) -> list[str]:
    """The prefixes behind which another commit took numbers since they were ``asked`` for."""
    now = _stored(connection, asked)
    return [prefix for prefix, last in asked.items() if now.get(prefix, 0) != last]


def keep(connection: Connection, used: Mapping[str, int], commit_no: int) -> None:
    """Remember the highest numbers used, never lowering one."""
    before = _stored(connection, used)
    higher = {prefix: last for prefix, last in used.items() if last > before.get(prefix, 0)}
    connection.execute(delete(NUMBERS).where(among(connection, NUMBERS.c.prefix, list(higher))))
    if higher:
        rows = [{"prefix": prefix, "last": last, "commit_no": commit_no} for prefix, last in higher.items()]
        connection.execute(insert(NUMBERS), rows)


def _stored(connection: Connection, prefixes: Iterable[str]) -> dict[str, int]:
    query = select(NUMBERS.c.prefix, NUMBERS.c.last).where(among(connection, NUMBERS.c.prefix, list(prefixes)))
    return {row.prefix: row.last for row in connection.execute(query)}
