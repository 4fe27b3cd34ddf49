"""The words of the rule book that the programme itself gives a meaning to: forms, documents, KPIs, conditions.

They are declared in rooms above this one, so they come in as a value (``stages.vocabulary.VOCABULARY``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True)
class Vocabulary:
    """What may be named. ``forms`` maps a form's name to its title, ``conditions`` a condition to its forms.

    ``deal_stages`` are the values of the list 階段. An empty collection is one that is not known: whatever
    stands there is taken.
    """

    forms: Mapping[str, str] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()
    metrics: frozenset[str] = frozenset()
    conditions: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NONE)
    deal_stages: tuple[str, ...] = ()
    free_forms: frozenset[str] = frozenset()
    """Forms that no step of the process need use."""


ANYTHING = Vocabulary()
