"""Where the short texts beside connectors stand: on no line and on no shape."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from toolkit.documents.draw.flow_pages import Box, Label, Line, Point, Rect
from toolkit.documents.draw.flow_text import line_height, millimetres
from toolkit.rulebook.flowchart import Shape

_NEAR = 0.7


def placed_labels(
    boxes: Sequence[Box], lines: Sequence[Line], texts: Sequence[str], beside: Mapping[str, str], font: float
) -> tuple[Label, ...]:
    """The label of each line (``texts``, "" for none) and of each circle (``beside``), where there is room."""
    placed: list[Label] = []
    for line, text in zip(lines, texts, strict=True):
        if text:
            size = _size(text, font)
            rect = _best(_along(line.points, *size), boxes, lines, placed)
            placed.append(Label(text, rect))
    small = min(font, 7.5)
    for box in boxes:
        if box.key in beside:
            text = beside[box.key]
            rect = _best(_around(box.rect, *_size(text, small)), boxes, lines, placed)
            placed.append(Label(text, rect, muted=True))
    return tuple(placed)


def _size(text: str, font: float) -> tuple[float, float]:
    """Room for a text in bold: Latin letters grow by it, Chinese characters do not."""
    return millimetres(text, font) * (1.12 if text.isascii() else 1.0) + 0.5, line_height(font)


def _along(points: Sequence[Point], wide: float, tall: float) -> Iterator[Rect]:
    """Places beside a line, those near its beginning first."""
    for start, end in pairwise(points):
        if abs(start.x - end.x) < 1e-6:
            down = 1 if end.y > start.y else -1
            for away in (_NEAR, abs(end.y - start.y) / 2):
                y = start.y + away if down > 0 else start.y - away - tall
                yield Rect(start.x + _NEAR, y, wide, tall)
                yield Rect(start.x - _NEAR - wide, y, wide, tall)
        else:
            right = end.x > start.x
            for away in (0.3, 1.5, -wide * 0.6, -wide):
                x = start.x + away if right else start.x - away - wide
                yield Rect(x, start.y - tall - 0.2, wide, tall)
                yield Rect(x, start.y + 0.2, wide, tall)


def _around(rect: Rect, wide: float, tall: float) -> Iterator[Rect]:
    y = rect.centre.y - tall / 2
    yield Rect(rect.right + 0.5, y, wide, tall)
    yield Rect(rect.x - 0.5 - wide, y, wide, tall)
    x = rect.centre.x - wide / 2
    yield Rect(x, rect.bottom + 0.2, wide, tall)
    yield Rect(x, rect.y - 0.2 - tall, wide, tall)
    for y in (rect.y - tall / 2, rect.bottom - tall / 2):
        yield Rect(rect.right + 0.3, y, wide, tall)
        yield Rect(rect.x - 0.3 - wide, y, wide, tall)


def _best(places: Iterator[Rect], boxes: Sequence[Box], lines: Sequence[Line], placed: Sequence[Label]) -> Rect:
    """The first place that is free, else the one that touches least."""
    tried: list[tuple[int, Rect]] = []
    for rect in places:
        touched = trouble(rect, boxes, lines) + sum(rect.meets(label.rect) for label in placed)
        if not touched:
            return rect
        tried.append((touched, rect))
    return min(tried, key=lambda one: one[0])[1]


def trouble(rect: Rect, boxes: Sequence[Box], lines: Sequence[Line]) -> int:
    """How many shapes and lines a label at ``rect`` would cover."""
    count = sum(_on_shape(rect, box) for box in boxes)
    return count + sum(on_line(rect, start, end) for line in lines for start, end in line.segments)


def on_line(rect: Rect, start: Point, end: Point) -> bool:
    """Whether a straight piece of a line runs through a rectangle."""
    return (
        min(start.x, end.x) < rect.right
        and rect.x < max(start.x, end.x)
        and min(start.y, end.y) < rect.bottom
        and rect.y < max(start.y, end.y)
    ) or _along_edge(rect, start, end)


def _along_edge(rect: Rect, start: Point, end: Point) -> bool:
    if abs(start.x - end.x) < 1e-6:
        return rect.x < start.x < rect.right and min(start.y, end.y) < rect.bottom and rect.y < max(start.y, end.y)
    return rect.y < start.y < rect.bottom and min(start.x, end.x) < rect.right and rect.x < max(start.x, end.x)


def _on_shape(rect: Rect, box: Box) -> bool:
    if not rect.meets(box.rect):
        return False
    if box.shape is not Shape.DECISION:
        return True
    middle = box.rect.centre
    x = max(rect.x, min(middle.x, rect.right))
    y = max(rect.y, min(middle.y, rect.bottom))
    across = abs(x - middle.x) / (box.rect.width / 2)
    return across + abs(y - middle.y) / (box.rect.height / 2) < 1.02
