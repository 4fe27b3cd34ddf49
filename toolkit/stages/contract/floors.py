"""Whether a returned contract goes beyond a floor of the negotiation sheet: told internally only."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from toolkit.messages.script import fold
from toolkit.stages.contract.prices import prices
from toolkit.stages.contract.rules import leading_figure

_FIGURE = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")
_UNIT = re.compile(r"\s*([^\s\d，。；、,.;（）()]{1,8})")


class Sentence(Protocol):
    """What of a difference is looked at: the clause and both versions (``documents.compare`` makes them)."""

    @property
    def clause(self) -> str: ...  # noqa: D102
    @property
    def before(self) -> str: ...  # noqa: D102
    @property
    def after(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Breach:
    """One figure of the new text that lies beyond the floor of an issue."""

    issue: str
    floor: str
    offered: str
    clause: str


def breaches(issues: Iterable[Mapping[str, Any]], changes: Sequence[Sentence]) -> tuple[Breach, ...]:
    """Every changed figure that lies beyond a floor.

    A figure belongs to an issue when it has the floor's unit (a price by area in any words, ``prices``) and the
    sentence or its clause shares a word with the issue (a unit such as 元/㎡/月 is enough by itself). Which side
    of the floor is the wrong one follows from the ideal. Issues without figures cannot be checked and are left
    to people.
    """
    return tuple(
        Breach(issue["issue"], issue["floor"], offered, change.clause)
        for issue in issues
        for change in changes
        for offered in _beyond(issue, change)
    )


def _beyond(issue: Mapping[str, Any], change: Sentence) -> Iterable[str]:
    ideal, floor = leading_figure(issue["ideal"]), leading_figure(issue["floor"])
    if ideal is None or floor is None or ideal == floor or not change.after:
        return
    unit = _unit_behind(issue["floor"])
    if not unit or not _concerns(issue["issue"], unit, change):
        return
    before = set(_with_unit(change.before, unit))
    for figure in _with_unit(change.after, unit):
        worse = figure < floor if ideal > floor else figure > floor
        if worse and figure not in before:
            yield f"{figure:f}{_raw_unit(issue['floor'])}"


def _unit_behind(words: str) -> str:
    return fold(_raw_unit(words))


def _raw_unit(words: str) -> str:
    """What stands behind the first figure (8.13元/㎡/月 → 元/㎡/月)."""
    figure = _FIGURE.search(words)
    unit = _UNIT.match(words, figure.end()) if figure else None
    return unit[1] if unit else ""


def _with_unit(text: str, unit: str) -> list[Decimal]:
    """The figures of ``text`` that are followed by ``unit``."""
    plain = fold(text)
    found = [
        Decimal(match[0].replace(",", ""))
        for match in _FIGURE.finditer(plain)
        if plain[match.end() :].lstrip().startswith(unit)
    ]
    return list(dict.fromkeys([*found, *prices(plain, unit)]))


def _concerns(issue: str, unit: str, change: Sentence) -> bool:
    if "/" in unit:
        return True
    words, where = fold(issue), fold(change.clause + change.before + change.after)
    return any(words[at : at + 2] in where for at in range(len(words) - 1))
