"""What is settled before anything stands on a page: widths of lanes, size of the text, heights of rows.

Pure. A lane is never so narrow that a Latin word would have to be broken where the page has room for it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.documents.draw.flow_shapes import Size, fitted, narrowest
from toolkit.documents.draw.flow_text import MM_PER_PT, em, line_height, longest_word, wrapped
from toolkit.rulebook.flowchart import FlowChart, Lane, Node, Shape

FONTS = (9.5, 9.0, 8.5, 8.0, 7.5)
"""Sizes tried for the text, pt; the last is the least that is legible in print."""
_MOST_LINES, _MOST_NOTES = 3, 6
_NOTE_EDGE = 1.0
_LEAST_TITLE = 2.0
"""So many ems of a lane's title stand in a line."""
_HEAD, _BAND, _BAND_LATIN = 8.0, 8.5, 20.0
_EDGE, _WIDEST_EDGE, _EDGE_SHARE = 2.8, 6.0, 0.14
"""What a lane leaves free on either side of its shapes: at least, at most (mm), and as a share of its width."""


class Density(NamedTuple):
    """How much room is left between rows: ``gap``, ``answer`` below a decision, ``track`` for each line in it, mm."""

    gap: float
    answer: float
    track: float
    pad: float
    least: float
    """Least height of a shape as a share of the usual one."""


ROOMY = Density(6.5, 8.0, 2.3, 4.5, 1.0)
TIGHTER = (Density(4.6, 6.2, 2.0, 3.2, 0.82), Density(3.6, 5.4, 1.8, 2.6, 0.7), Density(3.0, 4.8, 1.7, 2.0, 0.64))


@dataclass(frozen=True, slots=True)
class Plan:
    """What holds on a page: width, font, lanes from left to right, sizes of shapes and rows."""

    dense: Density
    width: float
    font: float
    left: float
    top: float
    """Height of the lanes' heads, mm."""
    lanes: tuple[Lane, ...]
    places: tuple[tuple[float, float], ...]
    """Left edge and width of each lane, mm."""
    sizes: Mapping[str, Size]
    rows: Mapping[int, float]
    """Order → height of its highest shape, mm."""
    asked: frozenset[int]
    """The orders in which a decision stands."""

    def gap_after(self, order: int) -> float:
        """The least room below a row, mm."""
        return self.dense.answer if order in self.asked else self.dense.gap


def planned(
    chart: FlowChart,
    lanes: tuple[Lane, ...],
    nodes: Collection[Node],
    width: float,
    dense: Density,
    font: float = 0.0,
    most: float = FONTS[0],
) -> Plan:
    """The plan of a page that shows ``lanes`` with ``nodes``.

    Where no ``font`` is given it is the largest up to ``most`` that suits.
    """
    for size in (font,) if font else [one for one in FONTS if one <= most]:
        left = _bands_width(chart, size)
        places = _places(lanes, nodes, left, width, size)
        wide = {lane.key: at[1] for lane, at in zip(lanes, places, strict=True)}
        sizes: dict[str, Size] = {}
        for node in nodes:
            room = _room(node, wide[node.lane])
            sizes[node.key] = fitted(node, room, size, chart.words, dense.least)
            if not font and size > FONTS[-1] and not _suits(node, room, sizes[node.key], size):
                break
        else:
            break
    rows: dict[int, float] = {}
    for node in nodes:
        rows[node.order] = max(rows.get(node.order, 0.0), sizes[node.key].height)
    most = max(len(titled(lane, at[1], size)) for lane, at in zip(lanes, places, strict=True))
    top = max(_HEAD, most * line_height(size) + 2.0)
    asked = frozenset(node.order for node in nodes if node.shape is Shape.DECISION)
    return Plan(dense, width, size, left, top, lanes, places, sizes, rows, asked)


def _bands_width(chart: FlowChart, font: float) -> float:
    """What the bands at the left take: Latin titles lie, each word whole."""
    words = [em(longest_word(band.title)) * font * MM_PER_PT * 1.12 + 3.0 for band in chart.bands]
    wide = max([_BAND_LATIN if band.title.isascii() else _BAND for band in chart.bands], default=0.0)
    return max([wide, *words])


def _room(node: Node, lane: float) -> float:
    """The width that a lane leaves to a shape; beside a note no line runs."""
    return lane - 2 * _NOTE_EDGE if node.shape is Shape.NOTE else inner(lane)


def _suits(node: Node, wide: float, size: Size, font: float) -> bool:
    """Whether a text stands in few lines and no word of it is broken."""
    return len(size.lines) <= _most_lines(node) and narrowest(node, font) <= wide + 1e-6


def _most_lines(node: Node) -> int:
    """Papers stand one a line, so their number does not count against the size of the text."""
    if node.shape is Shape.NOTE:
        return _MOST_NOTES
    return _MOST_LINES + (node.shape is Shape.DECISION) + max(0, node.text.count("\n") - 1)


def _places(
    lanes: Sequence[Lane], nodes: Collection[Node], left: float, width: float, font: float
) -> tuple[tuple[float, float], ...]:
    """Left edge and width of each lane: by weight, none narrower than its words where the others can spare it."""
    unit = font * MM_PER_PT
    least = {lane.key: max(_LEAST_TITLE, em(longest_word(lane.title)) * 1.12) * unit + 1.6 for lane in lanes}
    for node in nodes:
        need = narrowest(node, font)
        least[node.lane] = max(least[node.lane], need + 2 * _NOTE_EDGE if node.shape is Shape.NOTE else _lane_for(need))
    found = []
    for wide in _shared_out([lane.weight for lane in lanes], [least[lane.key] for lane in lanes], width - left):
        found.append((left, wide))
        left += wide
    return tuple(found)


def _shared_out(weights: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """``room`` by weight, but nobody gets less than ``least`` while there is enough for all."""
    if sum(least) >= room:
        return [room * need / sum(least) for need in least]
    fixed: dict[int, float] = {}
    while True:
        free = [at for at in range(len(weights)) if at not in fixed]
        unit = (room - sum(fixed.values())) / sum(weights[at] for at in free)
        short = {at: least[at] for at in free if unit * weights[at] < least[at] - 1e-9}
        if not short:
            return [fixed.get(at, unit * weight) for at, weight in enumerate(weights)]
        fixed |= short


def inner(lane_width: float) -> float:
    """The width that a lane leaves to its shapes, between the margins in which lines run."""
    return lane_width - 2 * min(_WIDEST_EDGE, max(_EDGE, _EDGE_SHARE * lane_width))


def _lane_for(shape_width: float) -> float:
    """The least width of a lane in which a shape of that width stands (the inverse of ``inner``)."""
    by_share = shape_width / (1 - 2 * _EDGE_SHARE)
    return max(shape_width + 2 * _EDGE, min(by_share, shape_width + 2 * _WIDEST_EDGE))


def titled(lane: Lane, width: float, font: float) -> tuple[str, ...]:
    """A lane's title in lines."""
    return wrapped(lane.title, (width - 1.5) / (font * MM_PER_PT))
