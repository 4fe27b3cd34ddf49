"""A laid-out flow chart: what stands where on each page, in millimetres from its top left corner."""

from dataclasses import dataclass
from typing import NamedTuple

from toolkit.rulebook.flowchart import Shape


class Point(NamedTuple):
    """A place on a page, mm."""

    x: float
    y: float


class Rect(NamedTuple):
    """A rectangle on a page, mm."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """Its middle."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def meets(self, other: "Rect", gap: float = 0.0) -> bool:
        """Whether the two share any area, or come nearer than ``gap``."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )


@dataclass(frozen=True, slots=True)
class Box:
    """A node's shape with its text, broken into ``lines`` that fit."""

    key: str
    shape: Shape
    rect: Rect
    lines: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A connector from shape edge to shape edge, along orthogonal ``points``; a ``faint`` one has no arrow."""

    source: str
    target: str
    points: tuple[Point, ...]
    faint: bool = False

    @property
    def segments(self) -> tuple[tuple[Point, Point], ...]:
        """Its straight pieces."""
        return tuple(zip(self.points, self.points[1:], strict=False))


@dataclass(frozen=True, slots=True)
class Label:
    """A short text beside a connector (是, 否) or beside a numbered circle (the page it leads to)."""

    text: str
    rect: Rect
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A lane's or a band's title, white on brand, or ink on paper where ``quiet``."""

    text: str
    rect: Rect
    lines: tuple[str, ...]
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a chart; ``number`` of ``count``. ``lanes`` are the areas below the heads."""

    title: str
    number: int
    count: int
    width: float
    height: float
    font: float
    """Size of the text in shapes, pt."""
    heads: tuple[Head, ...]
    lanes: tuple[Rect, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
