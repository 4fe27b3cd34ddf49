"""A chart over several pages: which rows stand on which, and numbered circles where a line leaves its page.

Every node that lines from other pages lead to gets a number; each such line ends at a circle with it, and on the
node's own page a circle with the same number leads into it. Beside a circle stands the page it belongs to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from toolkit.rulebook.flowchart import Edge, FlowChart, Node, Shape

_NEAR = 1e-6
Cell = tuple[int, int]
"""Lane and row on a page, counted from 0."""
_BAND_CUT, _ORPHAN_CUT, _DECISION_CUT, _LINE_CUT = -0.05, 0.25, 0.10, 0.03
"""How good or bad a place for a page's end is, as a share of a full page's emptiness."""


@dataclass(slots=True)
class Sheet:
    """The grid of one page while it is made: who stands in which cell, and which lines join them."""

    number: int
    rows: list[int | None]
    """The order of each row; None for a row of circles only."""
    cells: dict[Cell, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)
    """Key of a circle → the page that stands beside it."""

    @property
    def where(self) -> dict[str, Cell]:
        """Node key → its cell."""
        return {node.key: cell for cell, node in self.cells.items()}


def cut(chart: FlowChart, heights: Mapping[int, float], room: float, most_steps: int) -> list[list[int]]:
    """The orders of each page: none higher than ``room`` mm, at most ``most_steps`` steps, evenly filled.

    ``heights`` has each order's height with the gap below it. Pages end between bands where they can, and not
    behind a decision.
    """
    orders = sorted({node.order for node in chart.nodes})
    steps = dict.fromkeys(orders, 0)
    for node in chart.nodes:
        steps[node.order] += node.shape is Shape.PROCESS
    tall = [0.0, *accumulate(heights[order] for order in orders)]
    taken = [0, *accumulate(steps[order] for order in orders)]
    badness = _cuts(chart, orders)
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(orders) + 1):
        found = []
        for start in range(end - 1, -1, -1):
            height = tall[end] - tall[start]
            if end - start > 1 and (height > room + _NEAR or taken[end] - taken[start] > most_steps):
                break
            pages, cost, _ = best[start]
            empty = max(0.0, 1 - height / room)
            found.append((pages + 1, cost + empty * empty + badness[end], start))
        best.append(min(found))
    pages_found: list[list[int]] = []
    end = len(orders)
    while end:
        start = best[end][2]
        pages_found.insert(0, orders[start:end])
        end = start
    return pages_found


def _cuts(chart: FlowChart, orders: Sequence[int]) -> list[float]:
    """How bad it is to end a page before each order (and behind the last: not at all)."""
    order_of = {node.key: node.order for node in chart.nodes}
    begins = {band.first for band in chart.bands}
    alone = {band.first for band in chart.bands if band.first < band.last}
    last = {band.last for band in chart.bands if band.first < band.last}
    decided = {node.order for node in chart.nodes if node.shape is Shape.DECISION}
    spans = [sorted((order_of[edge.source], order_of[edge.target])) for edge in chart.edges]
    badness = [0.0]
    for before, after in pairwise(orders):
        crossing = sum(low <= before and high >= after for low, high in spans)
        orphan = before in alone or after in last
        cost = _BAND_CUT * (after in begins) + _ORPHAN_CUT * orphan + _DECISION_CUT * (before in decided)
        badness.append(_LINE_CUT * crossing + cost)
    return [*badness, 0.0]


def sheets(chart: FlowChart, pages: Sequence[Sequence[int]]) -> list[Sheet]:
    """The grids of all pages with their circles."""
    lane_of = {lane.key: at for at, lane in enumerate(chart.lanes)}
    made = [Sheet(number, list(orders)) for number, orders in enumerate(pages, start=1)]
    page_of = {order: sheet for sheet in made for order in sheet.rows if order is not None}
    for node in chart.nodes:
        sheet = page_of[node.order]
        sheet.cells[lane_of[node.lane], sheet.rows.index(node.order)] = node
    home = {node.key: page_of[node.order] for node in chart.nodes}
    open_lanes = [at for at, lane in enumerate(chart.lanes) if not lane.aside] or list(lane_of.values())
    _Leaving(made, home, open_lanes).join(chart.edges)
    return made


class _Leaving:
    """Puts circles into the grids for the lines that leave their page."""

    def __init__(self, made: list[Sheet], home: Mapping[str, Sheet], lanes: Sequence[int]) -> None:
        self._home, self._lanes, self._count = home, lanes, len(made)
        self._numbers: dict[str, str] = {}
        self._arrivals: dict[str, str] = {}
        self._shared: dict[tuple[int, str], str] = {}

    def join(self, edges: Sequence[Edge]) -> None:
        """Put every edge on its page, or two circles in its stead."""
        for edge in edges:
            here, there = self._home[edge.source], self._home[edge.target]
            if here is there:
                here.edges.append(edge)
                continue
            number = self._numbers.setdefault(edge.target, str(len(self._numbers) + 1))
            self._depart(edge, here, there, number)
            if edge.target not in self._arrivals:
                self._arrive(edge, here, there, number)

    def _depart(self, edge: Edge, here: Sheet, there: Sheet, number: str) -> None:
        known = self._shared.get((here.number, edge.target))
        lane, row = here.where[edge.source]
        last = row == len(here.rows) - 1 or here.rows[row + 1] is None
        if known and last:
            here.edges.append(Edge(edge.source, known, edge.label))
            return
        key = f"{edge.source}>{edge.target}"
        if key in here.where:
            here.edges.append(Edge(edge.source, key, edge.label))
            return
        cell = self._below(here, lane) if last else self._near(here, lane, row) or self._below(here, lane)
        here.cells[cell] = Node(key, number, "", 0, Shape.CONNECTOR)
        here.beside[key] = f"→ {there.number}/{self._count}"
        here.edges.append(Edge(edge.source, key, edge.label))
        self._shared.setdefault((here.number, edge.target), key)

    def _arrive(self, edge: Edge, here: Sheet, there: Sheet, number: str) -> None:
        key = f">{edge.target}"
        lane, row = there.where[edge.target]
        first = row == 0 or there.rows[row - 1] is None
        cell = None if first else self._near(there, lane, row)
        if cell is None:
            cell = self._above(there, lane)
        there.cells[cell] = Node(key, number, "", 0, Shape.CONNECTOR)
        there.beside[key] = f"{here.number}/{self._count} →"
        there.edges.append(Edge(key, edge.target))
        self._arrivals[edge.target] = key

    def _near(self, sheet: Sheet, lane: int, row: int) -> Cell | None:
        """The free cell next to one, left or right: in a lane that the page shows anyway, else in any."""
        for lanes in (self._seen(sheet), self._lanes):
            at = lanes.index(lane) if lane in lanes else -1
            beside = (*lanes[max(at - 1, 0) : at], *lanes[at + 1 : at + 2]) if at >= 0 else ()
            for other in beside:
                if (other, row) not in sheet.cells:
                    return other, row
        return None

    def _seen(self, sheet: Sheet) -> list[int]:
        """The lanes in which something stands on a page."""
        return sorted({lane for lane, _ in sheet.cells}.intersection(self._lanes))

    def _below(self, sheet: Sheet, lane: int) -> Cell:
        """A free cell in a row of circles at the page's end."""
        if sheet.rows[-1] is not None or not self._free(sheet, lane, len(sheet.rows) - 1):
            sheet.rows.append(None)
        return self._free(sheet, lane, len(sheet.rows) - 1)[0]

    def _above(self, sheet: Sheet, lane: int) -> Cell:
        """A free cell in a row of circles at the page's beginning."""
        if sheet.rows[0] is not None or not self._free(sheet, lane, 0):
            sheet.rows.insert(0, None)
            sheet.cells = {(at, row + 1): node for (at, row), node in sheet.cells.items()}
        return self._free(sheet, lane, 0)[0]

    def _free(self, sheet: Sheet, lane: int, row: int) -> list[Cell]:
        """The free cells of a row: of lanes that the page shows before others, the nearest to ``lane`` first."""
        seen = self._seen(sheet)
        free = [(at, row) for at in self._lanes if (at, row) not in sheet.cells]
        return sorted(free, key=lambda cell: (cell[0] not in seen, abs(cell[0] - lane), cell))
