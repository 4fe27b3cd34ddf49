"""What a person can mend, as a value: a stable code, a place, and the data of its sentence."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from toolkit.frozen import value

NOTHING: Mapping[str, object] = MappingProxyType({})


class Severity(StrEnum):
    """How much a finding holds up.

    ERROR and ASK keep the row out (ASK: it can be read in two ways and only the sender knows);
    WARNING lets the row in and is shown; NOTE says how something was read (the 讀法 sheet).
    """

    ERROR = "error"
    ASK = "ask"
    WARNING = "warning"
    NOTE = "note"

    @property
    def blocks(self) -> bool:
        """Whether a row with such a finding stays out."""
        return self in (Severity.ERROR, Severity.ASK)


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding: ``what`` is wrong and what to ``do``, in Traditional Chinese and English.

    The sentences are ``str.format`` patterns over ``Finding.data`` plus ``value``, ``field`` (the
    column's title) and ``suggestion``. Simplified Chinese is derived (``messages.catalogue``).
    """

    code: str
    severity: Severity
    zh: str
    zh_do: str
    en: str
    en_do: str


@value(frozen=True, slots=True)
class Finding:
    """One finding at one place.

    ``sheet`` and ``cell`` (``"C7"``) are empty for findings about a whole file or sheet; ``row`` is the
    row number that Excel shows, 0 where there is none; ``field`` is the column's key in our form.
    """

    code: Code
    sheet: str = ""
    cell: str = ""
    row: int = 0
    field: str = ""
    value: str = ""
    suggestion: str = ""
    data: Mapping[str, object] = dataclasses.field(default_factory=lambda: NOTHING)

    @property
    def severity(self) -> Severity:
        """The severity of the finding's code."""
        return self.code.severity

    @property
    def blocks(self) -> bool:
        """Whether the row stays out until this is mended."""
        return self.code.severity.blocks
