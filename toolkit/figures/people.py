"""One name a person: 陈立文 and 陳立文, full width and half, with blanks and without, are counted as one.

Shown is the spelling that is used most; of two used as often the one that stands first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from toolkit.messages.script import fold

if TYPE_CHECKING:
    import pandas as pd  # the morning's lists ask for spellings only, and need no tables


def same_person(name: str) -> str:
    """A name as it is compared: script, width, case and all blanks no longer matter."""
    return "".join(fold(name).split())


def usual(used: Mapping[str, int]) -> dict[str, str]:
    """Spelling → the one used most for the same person, of those that are not it themselves.

    ``used`` tells how often each is used, in the order in which they were met.
    """
    spellings: dict[str, dict[str, int]] = {}
    for name, count in used.items():
        spellings.setdefault(same_person(name), {})[name] = count
    best = {one: max(own, key=lambda each: own[each]) for one, own in spellings.items()}
    return {name: chosen for one, own in spellings.items() if (chosen := best[one]) for name in own if name != chosen}


def one_spelling(
    tables: "Mapping[str, pd.DataFrame]", people: Mapping[str, Iterable[str]]
) -> "dict[str, pd.DataFrame]":
    """The ``tables`` with every person under one spelling; ``people`` names the columns (table → columns)."""
    used: Counter[str] = Counter()
    for table, columns in people.items():
        for column in columns:
            used.update({str(name): int(n) for name, n in tables[table][column].value_counts(sort=False).items()})
    other = usual(used)
    found = dict(tables)
    for table, columns in people.items() if other else ():
        wrong = [column for column in columns if tables[table][column].isin(list(other)).any()]
        found[table] = tables[table].assign(**{column: tables[table][column].replace(other) for column in wrong})
    return found
