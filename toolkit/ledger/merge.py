"""What is left of a record when some of its versions are taken back. Pure.

Versions are replayed without the ones taken back: each later version counts as the fields it changed, so
a later file's new phone stays while the withdrawn file's wrong budget goes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Facts = Mapping[str, Any]
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its facts (payload and promoted columns), and whether it is taken back.

    ``continues`` is False where nothing was current before it (the first, or one after a removal).
    """

    facts: Facts
    withdrawn: bool
    continues: bool
    place: Any = None
    """Whatever tells the caller where the version came from."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left: ``facts`` None = nothing; ``place`` of the last version that still counts.

    ``later`` tells that others changed what a withdrawn version began: then the record stays whole.
    """

    facts: Facts | None
    place: Any = None
    later: bool = False


def rest(versions: Iterable[Version]) -> Rest:
    """Replay ``versions``, oldest first, without the withdrawn ones."""
    facts: dict[str, Any] | None = None
    place: Any = None
    before: Facts = {}
    ours = False
    for version in versions:
        if not version.continues:
            facts, before, ours = None, {}, version.withdrawn
        if not version.withdrawn:
            if ours and facts is None and version.continues:
                return Rest(None, later=True)
            facts, place = _changed(facts or {}, before, version.facts), version.place
        before = version.facts
    return Rest(facts, place)


def _changed(facts: Facts, before: Facts, after: Facts) -> dict[str, Any]:
    """``facts`` with what ``after`` says differently from ``before``."""
    result = dict(facts)
    for name in {**before, **after}:
        if before.get(name, _ABSENT) == after.get(name, _ABSENT):
            continue
        if name in after:
            result[name] = after[name]
        else:
            result.pop(name, None)
    return result
