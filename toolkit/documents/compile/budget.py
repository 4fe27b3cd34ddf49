"""What the values cost that a template makes: how much of them, how deep they nest, and the time they take.

A list in a template may hold another one twice, that one a third one twice, and so on: small to keep, endless to
print, compare or hash. So each value that a template makes is weighed when it is made, all that it shares counted
as often as it would be met, and what is too heavy never comes to be.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from time import monotonic
from typing import Any

from toolkit.errors import RenderError

MOST_WEIGHT = 3_000_000
"""How heavy a value may be that a template makes: one for each value in it, and one for four letters of a text."""
MOST_DEPTH = 40
"""How deep lists may nest."""
MOST_TEXT = 100_000_000
"""Letters of all long texts that may be made for one document."""
MOST_ITEMS = 10_000_000
"""Items of all lists that may be made for one document."""
MOST_WORK = 30_000_000
"""How often a filter may meet a part of what it is given, over all items that it goes through."""
SHORT = 1_000
"""Letters that a text may have and yet cost nothing worth counting."""
_MOST_KEPT = 20_000
"""How many weights are kept; beyond it they are found anew."""
_SCALARS = frozenset({int, float, bool, type(None)})
_HOLDERS = frozenset({list, tuple, dict})


def is_heavy(value: Any) -> bool:
    """Whether work on ``value`` may take long: it is a long text, or it holds other values."""
    kind = type(value)
    return (
        len(value) > SHORT if kind is str else kind in _HOLDERS or isinstance(value, Sequence | Mapping | AbstractSet)
    )


class Budget:
    """What one document has used up; shared by all its parts."""

    __slots__ = ("_items", "_limit", "_until", "_weighed", "letters")

    def __init__(self, seconds: float) -> None:
        """Begin a document, which may take so long."""
        self._limit = seconds
        self._until = monotonic() + seconds
        self._items = 0
        self.letters = 0
        """How many there are in all long texts that were made."""
        self._weighed: dict[int, tuple[Any, int, int]] = {}
        """id → the value itself (so that no other gets its id), its weight and its depth."""

    def look(self) -> None:
        """Raise ``RenderError("render.too_slow")`` where the time is up."""
        if monotonic() > self._until:
            raise RenderError("render.too_slow", most=f"{self._limit:g}")

    def made(self, value: Any) -> Any:
        """Count ``value``, a text or a list that was just made; gives it back."""
        self.look()
        if isinstance(value, str):
            self.letters += len(value)
        elif isinstance(value, Sequence | Mapping | AbstractSet):
            self._items += len(value)
        if self.letters > MOST_TEXT or self._items > MOST_ITEMS:
            raise RenderError("render.too_large")
        return value

    def weighed(self, value: Any) -> Any:
        """Weigh and count ``value``, a list, tuple or dict that was just made of others; gives it back."""
        weight, depth = self._weigh(value)
        if depth > MOST_DEPTH:
            raise RenderError("render.too_large")
        if depth > 1:
            if len(self._weighed) >= _MOST_KEPT:
                self._weighed.clear()
            self._weighed[id(value)] = value, weight, depth
        return self.made(value)

    def each(self, value: Any, given: Sequence[Any]) -> None:
        """Refuse a filter that would go through all that it is ``given`` for each of the many items of ``value``."""
        if isinstance(value, str) or not is_heavy(value):
            return
        weights = (len(one) // 4 if isinstance(one, str) else self._weigh(one)[0] for one in given if is_heavy(one))
        if len(value) * sum(weights) > MOST_WORK:
            raise RenderError("render.too_large")

    def _weigh(self, value: Any) -> tuple[int, int]:
        known = self._weighed.get(id(value))
        if known is not None:
            return known[1:]
        weight, depth = 1, 0
        for one in chain(value, value.values()) if isinstance(value, Mapping) else value:
            if isinstance(one, str):
                weight += 1 + len(one) // 4
            elif (
                type(one) in _SCALARS or not isinstance(one, Sequence | Mapping | AbstractSet) or isinstance(one, bytes)
            ):
                weight += 1
            else:
                inner, deep = self._weigh(one)
                weight, depth = weight + inner, max(depth, deep)
            if weight > MOST_WEIGHT:
                raise RenderError("render.too_large")
        return weight, depth + 1
