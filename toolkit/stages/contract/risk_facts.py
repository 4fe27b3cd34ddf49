"""What the risk list looks at: a contract's row, its prose by clause, what the ledger knows of the property."""

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.stages.contract.forms import Contract
from toolkit.stages.contract.terms import prose_of

Values = Mapping[str, object]
"""What a hit hands to the pattern of the rule's ``finding``."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is looked at: the typed row, its prose by clause, and what the ledger knows of the property."""

    contract: Contract
    text: tuple[tuple[str, str], ...]
    property_type: str = ""
    whole_text: bool = False
    """Whether ``text`` is a whole contract as it came back, and not only what our sheet holds."""


def facts_of(contract: Contract, property_type: str = "") -> Facts:
    """The facts of a row on its way into a contract."""
    return Facts(contract, prose_of(contract), property_type)


def shortened(sentence: str, limit: int = 60) -> str:
    """A sentence as one line of a table holds it."""
    return sentence if len(sentence) <= limit else sentence[: limit - 1] + "…"
