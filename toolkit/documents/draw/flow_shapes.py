"""How large a node's shape must be for its text, and where in a shape the text may stand.

The text areas are those of Word's preset shapes (a decision's is its middle half), so that what fits here fits
there.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from toolkit.documents.draw.flow_pages import Rect
from toolkit.documents.draw.flow_text import MM_PER_PT, em, line_height, longest_word, wrapped
from toolkit.rulebook.flowchart import Node, Shape


class _Area(NamedTuple):
    """The share of a shape that holds text, from its top, and the least margins within (mm)."""

    left: float
    top: float
    width: float
    height: float
    across: float
    down: float
    least: float


_AREAS: Mapping[Shape, _Area] = MappingProxyType(
    {
        Shape.START: _Area(0.05, 0.15, 0.9, 0.7, 0.6, 0.2, 8.0),
        Shape.END: _Area(0.05, 0.15, 0.9, 0.7, 0.6, 0.2, 8.0),
        Shape.PROCESS: _Area(0, 0, 1, 1, 1.0, 1.3, 10.0),
        Shape.DECISION: _Area(0.25, 0.25, 0.5, 0.5, 0, 0, 12.0),
        Shape.DOCUMENT: _Area(0, 0, 1, 0.8, 0.8, 0.6, 10.0),
        Shape.OFF_PAGE: _Area(0, 0, 1, 0.8, 0.8, 0.6, 10.0),
        Shape.CONNECTOR: _Area(0.146, 0.146, 0.707, 0.707, 0, 0, 6.5),
        Shape.NOTE: _Area(0, 0, 1, 1, 0, 0, 4.0),
    }
)
CIRCLE = 6.5
"""Diameter of a numbered connector, mm."""
WIDEST: Mapping[Shape, float] = MappingProxyType(
    {
        **dict.fromkeys(Shape, 54.0),
        **dict.fromkeys((Shape.START, Shape.END), 32.0),
        Shape.DECISION: 48.0,
        Shape.DOCUMENT: 80.0,
    }
)
"""A shape is not wider than this, mm, however wide its lane."""


_LEAST_CJK = 4.0
"""So many Chinese characters stand in a line of a shape."""


class Size(NamedTuple):
    """A shape's size in mm and its text in lines."""

    width: float
    height: float
    lines: tuple[str, ...]


def text_area(shape: Shape, rect: Rect) -> Rect:
    """Where in a shape of that size and place its text may stand."""
    area = _AREAS[shape]
    return Rect(
        rect.x + rect.width * area.left + area.across,
        rect.y + rect.height * area.top + area.down,
        rect.width * area.width - 2 * area.across,
        rect.height * area.height - 2 * area.down,
    )


def fitted(node: Node, width: float, font: float, words: frozenset[str] = frozenset(), tight: float = 1.0) -> Size:
    """The size that ``node`` takes in a lane that leaves ``width`` mm, its text at ``font`` pt.

    ``tight`` shrinks the least height and what is left above and below the text.
    """
    if node.shape is Shape.CONNECTOR:
        return Size(CIRCLE, CIRCLE, (node.text,))
    area = _AREAS[node.shape]
    wide = min(width, WIDEST[node.shape])
    room = text_area(node.shape, Rect(0, 0, wide, 0)).width
    lines = wrapped(node.text, room / (font * MM_PER_PT), words)
    tall = (len(lines) * line_height(font) + 2 * area.down) / area.height
    return Size(wide, max(area.least * tight, round(tall, 2)), lines)


def narrowest(node: Node, font: float) -> float:
    """The least width in which no Latin word is broken, nor a Chinese note, nor a question into single characters."""
    if node.shape is Shape.CONNECTOR:
        return CIRCLE
    area = _AREAS[node.shape]
    widest = em(longest_word(node.text))
    if node.shape is Shape.NOTE:
        widest = max([widest, *(em(line) for line in node.text.split("\n") if not line.isascii())])
    elif not node.text.isascii():
        widest = max(widest, min(_LEAST_CJK, em(node.text)))
    return min(WIDEST[node.shape], (widest * font * MM_PER_PT + 2 * area.across + 0.05) / area.width)
