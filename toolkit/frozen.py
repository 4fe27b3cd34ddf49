"""Frozen values of which a long list makes a hundred thousand: frozen to the type checker, plain at run time.

Python freezes a data class by sending every field of every new value through ``object.__setattr__``, which
makes it six times as slow to build. Who would assign to a field is told by the type checker (strict, in CI).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:
    from collections.abc import Callable
    from dataclasses import dataclass

    def value(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """What ``dataclass(frozen=True, slots=True)`` makes, equal and hashable like it, without the guard."""
        return dataclass(slots=slots, unsafe_hash=frozen)


__all__ = ["value"]
