"""From a chart to pages: lanes side by side, order from the top, everything in millimetres.

Pure and deterministic: the same chart and size give the same pages, whatever the machine.
"""

from collections.abc import Mapping
from itertools import pairwise

from toolkit.documents.draw.flow_labels import placed_labels
from toolkit.documents.draw.flow_pages import Box, Head, Line, Page, Point, Rect
from toolkit.documents.draw.flow_paging import CIRCLE_ROW, fewest, nodes_of
from toolkit.documents.draw.flow_plan import FONTS, Plan, inner, planned, titled
from toolkit.documents.draw.flow_route import LANE, ROW, TRACKS, Spot, Way, ways
from toolkit.documents.draw.flow_shapes import Size, fitted
from toolkit.documents.draw.flow_split import Cell, Sheet
from toolkit.documents.draw.flow_text import MM_PER_PT, line_height, wrapped
from toolkit.rulebook.flowchart import Edge, FlowChart

__all__ = ["FONTS", "MOST_STEPS", "layout"]

MOST_STEPS = 12
"""A page holds at most so many steps (look.md)."""
_NEAR = 1e-6
_HINT = 0.28
"""How far below the middle of its shapes a hint (a step and its papers) runs, as a share of the lower one's height."""
_MOST_GROWTH = 2.8
"""A page that another follows is filled by larger gaps, to so many times their least."""


def layout(chart: FlowChart, width_mm: float, height_mm: float, most_steps: int = MOST_STEPS) -> tuple[Page, ...]:
    """The pages of ``chart``, each ``width_mm`` wide and at most ``height_mm`` high.

    A page of several shows only the lanes in which something stands, so that they are wide. Rows move together where
    that saves a page. A row higher than a page stands on one of its own, which is then higher than asked for.
    """
    plans, made = fewest(chart, width_mm, height_mm, most_steps)
    font = min(plan.font for plan in plans)
    same = (
        plan if plan.font == font else _of_sheet(plan, chart, sheet, font)
        for plan, sheet in zip(plans, made, strict=True)
    )
    return tuple(
        _Drawn(chart, plan, sheet, len(made), height_mm).page() for plan, sheet in zip(same, made, strict=True)
    )


def _of_sheet(plan: Plan, chart: FlowChart, sheet: Sheet, font: float) -> Plan:
    return planned(chart, plan.lanes, nodes_of(sheet), plan.width, plan.dense, font)


class _Drawn:
    """One page on its way from tracks to millimetres."""

    def __init__(self, chart: FlowChart, plan: Plan, sheet: Sheet, count: int, height: float) -> None:
        self._chart, self._plan, self._sheet, self._count, self._most = chart, plan, sheet, count, height
        where = sheet.where
        shapes = {node.key: node.shape for node in sheet.cells.values()}
        self._ways = ways(sheet.edges, where, shapes)
        self._tops, self._talls, self._bottom = self._rows()
        self._across = self._tracks_across()
        self._down = self._tracks_down()

    def page(self) -> Page:
        """The finished page."""
        boxes = tuple(self._box(cell) for cell in sorted(self._sheet.cells, key=lambda cell: (cell[1], cell[0])))
        rects = {box.key: box.rect for box in boxes}
        lines = tuple(
            Line(edge.source, edge.target, self._points(edge, way, rects), edge.faint)
            for edge, way in zip(self._sheet.edges, self._ways, strict=True)
        )
        lines = tuple(line for line in lines if not line.faint or len(line.points) == 2)
        texts = [edge.label for edge in self._sheet.edges if not edge.faint] + [""] * sum(one.faint for one in lines)
        lines = tuple(sorted(lines, key=lambda line: line.faint))
        font = self._plan.font
        return Page(
            title=self._chart.title,
            number=self._sheet.number,
            count=self._count,
            width=self._plan.width,
            height=round(self._bottom, 2),
            font=font,
            heads=(*self._lane_heads(), *self._band_heads()),
            lanes=tuple(Rect(x, self._plan.top, wide, self._bottom - self._plan.top) for x, wide in self._plan.places),
            boxes=boxes,
            lines=lines,
            labels=placed_labels(boxes, lines, texts, self._sheet.beside, font),
        )

    def _rows(self) -> tuple[list[float], list[float], float]:
        """Top and height of each row, and where the page ends; gaps shrink where the page would overflow."""
        talls = [CIRCLE_ROW if order is None else self._plan.rows[order] for order in self._sheet.rows]
        gaps = [self._gap(row) for row in range(1, len(talls))]
        above, below = self._pad(0), self._pad(len(talls))
        free = self._most - self._plan.top - above - below - sum(talls)
        if gaps and sum(gaps) > free:
            gaps = [gap * max(free, 1.0) / sum(gaps) for gap in gaps]
        elif gaps and self._sheet.number < self._count:
            gaps = [gap * min(_MOST_GROWTH, free / sum(gaps)) for gap in gaps]
        tops = [self._plan.top + above]
        for tall, gap in zip(talls, gaps, strict=False):
            tops.append(tops[-1] + tall + gap)
        return tops, talls, tops[-1] + talls[-1] + below

    def _pad(self, row: int) -> float:
        """What is left free above the first row or below the last, more where lines run there."""
        return self._plan.dense.pad + (2.0 if self._used_above(row) else 0.0)

    def _gap(self, row: int) -> float:
        """The gap above a row: more where more lines run in it."""
        before, dense = self._sheet.rows[row - 1], self._plan.dense
        least = dense.gap if before is None else self._plan.gap_after(before)
        return max(least, dense.track * (len(self._used_above(row)) + 1))

    def _used_above(self, row: int) -> list[int]:
        """The horizontal tracks above a row on which lines run."""
        used = {
            start.y
            for way in self._ways
            for start, end in pairwise(way)
            if start.y == end.y and start.y // ROW == row and start.y % ROW != TRACKS
        }
        return sorted(used)

    def _tracks_down(self) -> dict[int, float]:
        """Track → y in mm: the middles of the rows, and the used tracks evenly in the gaps."""
        found = {}
        ends = [top + tall for top, tall in zip(self._tops, self._talls, strict=True)]
        for row, top in enumerate([*self._tops, self._bottom]):
            above = ends[row - 1] if row else self._plan.top
            used = self._used_above(row)
            for at, track in enumerate(used, start=1):
                found[track] = above + (top - above) * at / (len(used) + 1)
            if row < len(self._talls):
                found[row * ROW + TRACKS] = top + self._talls[row] / 2
        return found

    def _tracks_across(self) -> dict[int, float]:
        """Track → x in mm: the middles of the lanes, and the used tracks beside the shapes."""
        used = {start.x for way in self._ways for start, end in pairwise(way) if start.x == end.x}
        found = {}
        for lane, (x, wide) in enumerate(self._plan.places):
            found[lane * LANE + TRACKS] = x + wide / 2
            inner = self._widest(lane)
            margin = (wide - inner) / 2
            for side in (-1, 1):
                tracks = [
                    track for away in range(1, TRACKS + 1) if (track := lane * LANE + TRACKS + side * away) in used
                ]
                for at, track in enumerate(tracks, start=1):
                    away = min(3.6 * at, margin * (at + 0.2) / (len(tracks) + 0.7))
                    found[track] = x + wide / 2 + side * (inner / 2 + away)
        return found

    def _widest(self, lane: int) -> float:
        """The width of the widest shape in a lane of this page."""
        return max(
            (self._size(cell).width for cell in self._sheet.cells if cell[0] == lane),
            default=inner(self._plan.places[lane][1]),
        )

    def _size(self, cell: Cell) -> Size:
        node = self._sheet.cells[cell]
        return self._plan.sizes.get(node.key) or fitted(node, 0, self._plan.font)

    def _box(self, cell: Cell) -> Box:
        node, size = self._sheet.cells[cell], self._size(cell)
        x, wide = self._plan.places[cell[0]]
        y = self._tops[cell[1]] + (self._talls[cell[1]] - size.height) / 2
        rect = Rect(x + (wide - size.width) / 2, y, size.width, size.height)
        return Box(node.key, node.shape, rect, size.lines, node.text)

    def _points(self, edge: Edge, way: Way, rects: Mapping[str, Rect]) -> tuple[Point, ...]:
        """A way in mm, from the edge of one shape to the edge of the other; a hint runs below what flows there."""
        source, target = rects[edge.source], rects[edge.target]
        points = [Point(self._across[spot.x], self._down[spot.y]) for spot in _straightened(way)]
        points[0] = _edge(source, points[1])
        points[-1] = _edge(target, points[-2])
        if edge.faint and abs(points[0].y - points[-1].y) < _NEAR:
            lower = min(source.height, target.height) * _HINT
            points = [Point(point.x, point.y + lower) for point in points]
        return tuple(points)

    def _lane_heads(self) -> list[Head]:
        heads = []
        for lane, (x, wide) in zip(self._plan.lanes, self._plan.places, strict=True):
            rect = Rect(x, 0, wide, self._plan.top)
            heads.append(Head(lane.title, rect, titled(lane, wide, self._plan.font)))
        return heads

    def _band_heads(self) -> list[Head]:
        heads = []
        for band in self._chart.bands:
            rows = [
                row
                for row, order in enumerate(self._sheet.rows)
                if order is not None and band.first <= order <= band.last
            ]
            if rows:
                top = self._tops[rows[0]] - 1.5
                rect = Rect(0, top, self._plan.left - 1.5, self._tops[rows[-1]] + self._talls[rows[-1]] + 1.5 - top)
                heads.append(Head(band.title, rect, _stacked(band.title, rect, self._plan.font), quiet=True))
        return heads


def _stacked(text: str, rect: Rect, font: float) -> tuple[str, ...]:
    """A band's title from top to bottom: a character a line, two where it is long; Latin words lie.

    Nothing where there is no room: the band goes on at a page where there is.
    """
    for across in () if text.isascii() else (1, 2, 3):
        lines = wrapped(text, across)
        if len(lines) * line_height(font) <= rect.height:
            return lines
    lines = wrapped(text, rect.width / (font * MM_PER_PT))
    return lines if len(lines) * line_height(font) <= rect.height else ()


def _straightened(way: Way) -> list[Spot]:
    """A way without points in the middle of a straight piece."""
    kept = [way[0]]
    for at in range(1, len(way) - 1):
        before, here, after = kept[-1], way[at], way[at + 1]
        if here != before and not (before.x == here.x == after.x or before.y == here.y == after.y):
            kept.append(here)
    return [*kept, way[-1]]


def _edge(rect: Rect, towards: Point) -> Point:
    """Where a line that comes from ``towards`` (straight up, down or aside) meets a shape."""
    middle = rect.centre
    if abs(towards.x - middle.x) < 1e-6:
        return Point(middle.x, rect.y if towards.y < middle.y else rect.bottom)
    return Point(rect.x if towards.x < middle.x else rect.right, middle.y)
