"""How many pages a chart takes, which rows stand on which, and with how much room: tried from roomy to dense."""

from dataclasses import dataclass

from toolkit.documents.draw.flow_plan import FONTS, ROOMY, TIGHTER, Density, Plan, planned
from toolkit.documents.draw.flow_split import Sheet, cut, sheets
from toolkit.rulebook.flowchart import FlowChart, Node

CIRCLE_ROW = 6.5
"""Height of a row of circles, mm."""
_MOST_CIRCLE_ROWS = 6
_SIDE_BY_SIDE = 4
"""So many lanes at once stand on a page of several, as a first guess: the fewer, the wider."""
_LEGIBLE = FONTS[1]
_LOOKS = ((ROOMY, FONTS[0]), (TIGHTER[0], FONTS[0]), (TIGHTER[1], FONTS[1]), (TIGHTER[2], FONTS[1]))
"""Density and largest text, in the order in which they are tried."""


def fewest(chart: FlowChart, width: float, height: float, most_steps: int) -> tuple[list[Plan], list[Sheet]]:
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
        return planned(self.chart, lanes, nodes_of(sheet), self.width, self.dense, most=self.font)


def nodes_of(sheet: Sheet) -> list[Node]:
    """The shapes of the chart itself on a page: all but the circles between pages."""
    return [node for node in sheet.cells.values() if node.lane]


def _fits(plan: Plan, sheet: Sheet, height: float) -> bool:
    rows = [CIRCLE_ROW + plan.dense.gap if row is None else plan.rows[row] + plan.gap_after(row) for row in sheet.rows]
    return plan.top + 2 * plan.dense.pad + sum(rows) <= height


def _cut(chart: FlowChart, plan: Plan, height: float, most_steps: int) -> list[list[int]]:
    """The orders of each page; where there are several, room is left for the circles between them."""
    heights = {order: tall + plan.gap_after(order) for order, tall in plan.rows.items()}
    room = height - plan.top - 2 * plan.dense.pad
    pages = cut(chart, heights, room, most_steps)
    circles = 2 if len(pages) > 1 else 0
    while circles:
        pages = cut(chart, heights, room - circles * (CIRCLE_ROW + plan.dense.gap), most_steps)
        needed = max(sheet.rows.count(None) for sheet in sheets(chart, pages))
        if needed <= circles or circles >= _MOST_CIRCLE_ROWS:
            break
        circles = needed
    return pages
