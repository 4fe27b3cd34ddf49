"""How one input gives points: four kinds of measure, each with its arithmetic and its Excel formula.

One description of a factor makes both the engine's points and the live formula of the 評分 sheet, so the two
cannot drift apart. A measure answers a *share* between 0 and 1; points = share × the measure's points.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

Input = str | float
"""What a measure looks at: a value of a list, or a number in the measure's unit."""
MOST_HALVINGS = 1000
"""So often a share is halved in a formula: it is 0 long before, and a spreadsheet tells an error from about 1075 on."""


@dataclass(frozen=True)
class Lookup:
    """The share stands beside the value; a value that is not listed gives ``other``."""

    shares: Mapping[str, float]
    other: float = 0.0

    @property
    def best(self) -> float:
        """The highest share there is to win."""
        return max(self.shares.values())

    def share(self, value: Input) -> float:
        """Share of ``value``."""
        return self.shares.get(str(value), self.other)

    def excel(self, cell: str) -> str:
        """The same as an Excel expression over ``cell``."""
        formula = _number(self.other)
        for value, share in reversed(list(self.shares.items())):
            formula = f'IF({cell}="{value}",{_number(share)},{formula})'
        return formula


@dataclass(frozen=True)
class Bands:
    """Half-open bands: ``shares[i]`` from ``starts[i]`` (included) to the next start (excluded)."""

    starts: tuple[float, ...]
    shares: tuple[float, ...]

    @property
    def best(self) -> float:
        """The highest share there is to win."""
        return max(self.shares)

    def band(self, value: float) -> int:
        """Index of the band of ``value``; what lies below the first start falls into the first band."""
        return max(bisect_right(self.starts, value) - 1, 0)

    def share(self, value: Input) -> float:
        """Share of ``value``."""
        return self.shares[self.band(float(value))]

    def excel(self, cell: str) -> str:
        """The same as an Excel expression over ``cell``."""
        formula = _number(self.shares[-1])
        for start, share in zip(reversed(self.starts[1:]), reversed(self.shares[:-1]), strict=True):
            formula = f"IF({cell}<{_number(start)},{_number(share)},{formula})"
        return formula


@dataclass(frozen=True)
class Linear:
    """A straight line from 0 at ``zero_at`` to 1 at ``full_at`` (which may be the smaller), level outside."""

    zero_at: float
    full_at: float

    @property
    def best(self) -> float:
        """The highest share there is to win."""
        return 1.0

    def share(self, value: Input) -> float:
        """Share of ``value``."""
        return min(1.0, max(0.0, (float(value) - self.zero_at) / (self.full_at - self.zero_at)))

    def excel(self, cell: str) -> str:
        """The same as an Excel expression over ``cell``."""
        return f"MIN(1,MAX(0,({cell}-{_number(self.zero_at)})/{_number(self.full_at - self.zero_at)}))"


@dataclass(frozen=True)
class Decay:
    """1 at zero, halved with each ``half_life``; below zero it stays 1."""

    half_life: float

    @property
    def best(self) -> float:
        """The highest share there is to win."""
        return 1.0

    def share(self, value: Input) -> float:
        """Share of ``value``."""
        return float(0.5 ** (max(0.0, float(value)) / self.half_life))

    def excel(self, cell: str) -> str:
        """The same as an Excel expression over ``cell``."""
        return f"0.5^MIN({MOST_HALVINGS},MAX(0,{cell})/{_number(self.half_life)})"


Kind = Lookup | Bands | Linear | Decay


@dataclass(frozen=True)
class Measure:
    """One input of a factor: at most ``points``; ``only_for`` names lines of business (empty = all).

    ``not_for`` names types of party of whom it cannot be asked (an owners' committee has no capital).
    ``lift`` says in a few words what would bring more points.
    """

    input: str
    title: str
    points: float
    kind: Kind
    unit: str = ""
    only_for: frozenset[str] = frozenset()
    not_for: frozenset[str] = frozenset()
    lift: str = ""

    @cached_property
    def numeric(self) -> bool:
        """Whether the input is a number (and not a word of a list)."""
        return not isinstance(self.kind, Lookup)

    def applies(self, biz_line: str) -> bool:
        """Whether the measure counts in this line of business."""
        return not self.only_for or biz_line in self.only_for

    def asks(self, party_type: str) -> bool:
        """Whether this can be asked of such a party at all."""
        return party_type not in self.not_for


def _number(value: float) -> str:
    return format(value, ".15g")
