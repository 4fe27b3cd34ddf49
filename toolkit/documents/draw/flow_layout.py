"""From a chart to pages: lanes side by side, order from the top, everything in millimetres.

Pure and deterministic: the same chart and size give the same pages, whatever the machine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from toolkit.documents.draw.flow_labels import placed_labels
from toolkit.documents.draw.flow_pages import Box, Head, Line, Page, Point, Rect
from toolkit.documents.draw.flow_plan import FONTS, ROOMY, TIGHTER, Density, Plan, inner, planned, titled
from toolkit.documents.draw.flow_route import LANE, ROW, TRACKS, Spot, Way, ways
from toolkit.documents.draw.flow_shapes import Size, fitted
from toolkit.documents.draw.flow_split import Cell, Sheet, cut, sheets
from toolkit.documents.draw.flow_text import MM_PER_PT, line_height, wrapped
from toolkit.rulebook.flowchart import Edge, FlowChart, Node

__all__ = ["FONTS", "MOST_STEPS", "layout"]

MOST_STEPS = 12
"""A page holds at most so many steps (look.md)."""
_CIRCLE_ROW, _MOST_CIRCLE_ROWS = 6.5, 6
_SIDE_BY_SIDE = 4
"""So many lanes at once stand on a page of several, as a first guess: the fewer, the wider."""
_LEGIBLE = FONTS[1]
_LOOKS = ((ROOMY, FONTS[0]), (TIGHTER[0], FONTS[0]), (TIGHTER[1], FONTS[1]), (TIGHTER[2], FONTS[1]))
"""Density and largest text, in the order in which they are tried."""
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
    plans, made = _fewest(chart, width_mm, height_mm, most_steps)
    font = min(plan.font for plan in plans)
    same = (
        plan if plan.font == font else _of_sheet(plan, chart, sheet, font)
        for plan, sheet in zip(plans, made, strict=True)
    )
    return tuple(
        _Drawn(chart, plan, sheet, len(made), height_mm).page() for plan, sheet in zip(same, made, strict=True)
    )


def _fewest(chart: FlowChart, width: float, height: float, most_steps: int) -> tuple[list[Plan], list[Sheet]]:
    """The pages as roomy and as large in print as can be without one more than needed."""
    best = _Paging(chart, width, height, most_steps, *_LOOKS[0]).pages()
    for look in _LOOKS[1:] if len(best[1]) > 1 else ():
        tight = _Paging(chart, width, height, most_steps, *look).pages()
        if _worse(tight) < _worse(best):
            best = tight
    return best


def _worse(pages: tuple[list[Plan], list[Sheet]]) -> tuple[bool, int]:
    """Small print is worse than one page more."""
    return min(plan.font for plan in pages[0]) < _LEGIBLE, len(pages[1])


@dataclass(frozen=True, slots=True)
class _Paging:
    """How a chart would stand on pages of a size, with so much room between rows and text up to a size."""

    chart: FlowChart
    width: float
    height: float
    most_steps: int
    dense: Density
    font: float

    def pages(self) -> tuple[list[Plan], list[Sheet]]:
        """The plan and the grid of each page; first as if few lanes shared the width, then as if all did."""
        plan = self._plan(self.width)
        cuts = _cut(self.chart, plan, self.height, self.most_steps)
        if len(cuts) == 1:
            return [plan], sheets(self.chart, cuts)
        wider = self.width * max(1.0, len(self.chart.lanes) / _SIDE_BY_SIDE)
        for pages in (_cut(self.chart, self._plan(wider), self.height, self.most_steps), cuts):
            made = sheets(self.chart, pages)
            plans = [self._own(sheet) for sheet in made]
            if all(_fits(plan, sheet, self.height) for plan, sheet in zip(plans, made, strict=True)):
                break
        return plans, made

    def _plan(self, width: float) -> Plan:
        return planned(self.chart, self.chart.lanes, self.chart.nodes, width, self.dense, most=self.font)

    def _own(self, sheet: Sheet) -> Plan:
        """The plan of a page of several: lanes in which nothing stands are left out, of the grid as well."""
        used = sorted({lane for lane, _ in sheet.cells})
        sheet.cells = {(used.index(lane), row): node for (lane, row), node in sheet.cells.items()}
        lanes = tuple(self.chart.lanes[lane] for lane in used)
        return planned(self.chart, lanes, _nodes(sheet), self.width, self.dense, most=self.font)


def _of_sheet(plan: Plan, chart: FlowChart, sheet: Sheet, font: float) -> Plan:
    return planned(chart, plan.lanes, _nodes(sheet), plan.width, plan.dense, font)


def _nodes(sheet: Sheet) -> list[Node]:
    return [node for node in sheet.cells.values() if node.lane]


def _fits(plan: Plan, sheet: Sheet, height: float) -> bool:
    rows = [_CIRCLE_ROW + plan.dense.gap if row is None else plan.rows[row] + plan.gap_after(row) for row in sheet.rows]
    return plan.top + 2 * plan.dense.pad + sum(rows) <= height


def _cut(chart: FlowChart, plan: Plan, height: float, most_steps: int) -> list[list[int]]:
    """The orders of each page; where there are several, room is left for the circles between them."""
    heights = {order: tall + plan.gap_after(order) for order, tall in plan.rows.items()}
    room = height - plan.top - 2 * plan.dense.pad
    pages = cut(chart, heights, room, most_steps)
    circles = 2 if len(pages) > 1 else 0
    while circles:
        pages = cut(chart, heights, room - circles * (_CIRCLE_ROW + plan.dense.gap), most_steps)
        needed = max(sheet.rows.count(None) for sheet in sheets(chart, pages))
        if needed <= circles or circles >= _MOST_CIRCLE_ROWS:
            break
        circles = needed
    return pages


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
        talls = [_CIRCLE_ROW if order is None else self._plan.rows[order] for order in self._sheet.rows]
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
