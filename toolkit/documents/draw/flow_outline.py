"""The outlines of shapes as points, for pictures that are not Word's."""

from math import cos, pi, sin

from toolkit.documents.draw.flow_pages import Box, Point, Rect
from toolkit.rulebook.flowchart import Shape

_STEPS = 10
"""Points in a quarter of a circle."""


def curve(box: Box) -> tuple[Point, ...]:
    """The outline of a box, clockwise, closed by its first point."""
    rect = box.rect
    if box.shape is Shape.DECISION:
        return (
            Point(rect.centre.x, rect.y),
            Point(rect.right, rect.centre.y),
            Point(rect.centre.x, rect.bottom),
            Point(rect.x, rect.centre.y),
        )
    if box.shape in (Shape.START, Shape.END):
        return _rounded(rect, min(rect.width, rect.height) / 2)
    if box.shape is Shape.CONNECTOR:
        return _rounded(rect, rect.width / 2)
    if box.shape is Shape.DOCUMENT:
        return _document(rect)
    if box.shape is Shape.OFF_PAGE:
        shoulder = rect.y + rect.height * 0.8
        return (
            Point(rect.x, rect.y),
            Point(rect.right, rect.y),
            Point(rect.right, shoulder),
            Point(rect.centre.x, rect.bottom),
            Point(rect.x, shoulder),
        )
    return _rounded(rect, 0)


def _rounded(rect: Rect, radius: float) -> tuple[Point, ...]:
    corners = (
        (rect.right - radius, rect.y + radius, -pi / 2),
        (rect.right - radius, rect.bottom - radius, 0.0),
        (rect.x + radius, rect.bottom - radius, pi / 2),
        (rect.x + radius, rect.y + radius, pi),
    )
    steps = _STEPS if radius else 0
    return tuple(
        Point(x + radius * cos(turn), y + radius * sin(turn))
        for x, y, first in corners
        for turn in (first + pi / 2 * step / max(steps, 1) for step in range(steps + 1))
    )


def _document(rect: Rect) -> tuple[Point, ...]:
    """A sheet whose lower edge is a wave."""
    wave = rect.height * 0.09
    base = rect.bottom - wave * 1.6
    points = [
        Point(rect.right - rect.width * step / (2 * _STEPS), base - wave * sin(2 * pi * step / (2 * _STEPS)))
        for step in range(2 * _STEPS + 1)
    ]
    return (Point(rect.x, rect.y), Point(rect.right, rect.y), *points)
