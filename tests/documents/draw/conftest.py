"""What must hold of every laid-out page, and charts made at random to try it on."""

from itertools import combinations
from random import Random
from types import SimpleNamespace

import pytest

from toolkit.documents.draw.flow_labels import trouble
from toolkit.documents.draw.flow_pages import Line, Page, Point, Rect
from toolkit.documents.draw.flow_shapes import text_area
from toolkit.documents.draw.flow_text import line_height, millimetres
from toolkit.rulebook.flowchart import Edge, FlowChart, Lane, Node, Shape

NEAR = 1e-6
WORDS = "客戶資料登記方案溝通合同審核談判準備現場交接滿意度回訪流程優化考察演示異議處理需求調研"


def made_up(steps: int, lanes: int, seed: int) -> FlowChart:
    """A process of so many steps and roles: straight on, with decisions that lead back, ahead or to the end."""
    chance = Random(seed)
    nodes, edges, order = [], [], 0
    lane_of = [f"r{chance.randrange(lanes)}" for _ in range(steps)]
    for at in range(steps):
        text = f"{at + 1} " + "".join(chance.choices(WORDS, k=chance.randrange(2, 10)))
        nodes.append(Node(f"s{at}", text, lane_of[at], order))
        if chance.random() < 0.3:
            nodes.append(Node(f"p{at}", "客戶資料表\n溝通記錄表", "papers", order, Shape.DOCUMENT))
            edges.append(Edge(f"s{at}", f"p{at}", faint=True))
        order += 1
        after = f"s{at + 1}" if at + 1 < steps else "end"
        if chance.random() < 0.25:
            nodes.append(Node(f"q{at}", "".join(chance.choices(WORDS, k=6)) + "？", lane_of[at], order, Shape.DECISION))
            order += 1
            aside = f"s{chance.randrange(steps)}"
            edges += [Edge(f"s{at}", f"q{at}"), Edge(f"q{at}", after, "是"), Edge(f"q{at}", aside, "否")]
        else:
            edges.append(Edge(f"s{at}", after))
    nodes.append(Node("end", "結束", lane_of[-1], order, Shape.END))
    named = tuple(Lane(f"r{at}", f"第{at + 1}角色") for at in range(lanes))
    return FlowChart("試", (*named, Lane("papers", "文件")), tuple(nodes), tuple(edges))


def overlaps(page: Page) -> list[tuple[str, str]]:
    """Pairs of shapes that share any area, and shapes that leave the page."""
    sheet = Rect(0, 0, page.width, page.height)
    out = [(box.key, "page") for box in page.boxes if not _within(box.rect, sheet)]
    return out + [(one.key, two.key) for one, two in combinations(page.boxes, 2) if one.rect.meets(two.rect)]


def _within(inner: Rect, outer: Rect) -> bool:
    return (
        inner.x >= outer.x
        and inner.y >= outer.y
        and inner.right <= outer.right + NEAR
        and inner.bottom <= outer.bottom + NEAR
    )


def run_through(page: Page) -> list[tuple[str, str, str]]:
    """Lines that run through a shape (touching its edge is meeting it, not running through)."""
    return [
        (line.source, line.target, box.key)
        for line in page.lines
        for start, end in line.segments
        for box in page.boxes
        if _cuts(start, end, box.rect)
    ]


def _cuts(start: Point, end: Point, rect: Rect) -> bool:
    left, right = sorted((start.x, end.x))
    top, bottom = sorted((start.y, end.y))
    return left < rect.right - NEAR and right > rect.x + NEAR and top < rect.bottom - NEAR and bottom > rect.y + NEAR


def too_long(page: Page) -> list[str]:
    """Shapes whose text does not fit the area that Word gives to it."""
    found = []
    for box in page.boxes:
        area = text_area(box.shape, box.rect)
        wide = max(millimetres(line, page.font) for line in box.lines)
        tall = len(box.lines) * line_height(page.font)
        if wide > area.width + 0.01 or tall > area.height + 0.01:
            found.append(box.text)
    return found


def loose_ends(page: Page) -> list[str]:
    """Lines that do not begin and end on the edge of their shapes, or are not orthogonal."""
    rects = {box.key: box.rect for box in page.boxes}
    found = []
    for line in page.lines:
        square = all(abs(a.x - b.x) < NEAR or abs(a.y - b.y) < NEAR for a, b in line.segments)
        if not (
            square and _on_edge(line.points[0], rects[line.source]) and _on_edge(line.points[-1], rects[line.target])
        ):
            found.append(f"{line.source}>{line.target}")
    return found


def _on_edge(point: Point, rect: Rect) -> bool:
    across = rect.x - NEAR <= point.x <= rect.right + NEAR
    down = rect.y - NEAR <= point.y <= rect.bottom + NEAR
    edge = min(abs(point.x - rect.x), abs(point.x - rect.right), abs(point.y - rect.y), abs(point.y - rect.bottom))
    return across and down and edge < NEAR


def strangers(one: Line, two: Line) -> bool:
    """Whether two lines of flow have no node in common at the same end."""
    return not (one.faint or two.faint or one.source == two.source or one.target == two.target)


def shared_pieces(page: Page) -> list[tuple[str, str]]:
    """Lines of flow that run along each other without coming from or leading to the same node."""
    return [
        (f"{one.source}>{one.target}", f"{two.source}>{two.target}")
        for one, two in combinations(page.lines, 2)
        if strangers(one, two) and any(_along(a, b) for a in one.segments for b in two.segments)
    ]


def dotted_on_others(page: Page) -> list[tuple[str, str]]:
    """Dotted lines that run along another line, or so near to it that the two look like one."""
    return [
        (f"{one.source}>{one.target}", f"{two.source}>{two.target}")
        for one in page.lines
        if one.faint
        for two in page.lines
        if two is not one and any(_along(a, b, 0.6) for a in one.segments for b in two.segments)
    ]


def broken_words(page: Page) -> list[str]:
    """Latin words that do not stand whole in one line."""
    shown = [*((box.text, box.lines) for box in page.boxes), *((head.text, head.lines) for head in page.heads)]
    return [
        f"{word} in {text}"
        for text, lines in shown
        for word in text.split()
        if word.isascii() and lines and word not in " ".join(lines).split()
    ]


def _along(one: tuple[Point, Point], two: tuple[Point, Point], near: float = NEAR) -> bool:
    for flat, long in ((0, 1), (1, 0)):
        if (
            abs(one[0][flat] - one[1][flat]) < NEAR
            and abs(two[0][flat] - two[1][flat]) < NEAR
            and abs(one[0][flat] - two[0][flat]) < near
        ):
            low = max(min(one[0][long], one[1][long]), min(two[0][long], two[1][long]))
            return min(max(one[0][long], one[1][long]), max(two[0][long], two[1][long])) - low > NEAR
    return False


def crossings(page: Page) -> int:
    """How often lines of flow cross that have nothing to do with each other."""
    return sum(
        _cross(a, b)
        for one, two in combinations(page.lines, 2)
        if strangers(one, two)
        for a in one.segments
        for b in two.segments
    )


def _cross(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    if abs(one[0].x - one[1].x) < NEAR:
        one, two = two, one
    if abs(one[0].y - one[1].y) > NEAR or abs(two[0].x - two[1].x) > NEAR:
        return False
    left, right = sorted((one[0].x, one[1].x))
    top, bottom = sorted((two[0].y, two[1].y))
    return left + NEAR < two[0].x < right - NEAR and top + NEAR < one[0].y < bottom - NEAR


def covered(page: Page) -> list[str]:
    """Labels that lie on a line or on a shape (a diamond's corners are empty)."""
    return [label.text for label in page.labels if trouble(label.rect, page.boxes, page.lines)]


@pytest.fixture(scope="session")
def laws() -> SimpleNamespace:
    """The functions of this file."""
    return SimpleNamespace(
        made_up=made_up,
        overlaps=overlaps,
        run_through=run_through,
        too_long=too_long,
        loose_ends=loose_ends,
        shared_pieces=shared_pieces,
        dotted_on_others=dotted_on_others,
        broken_words=broken_words,
        crossings=crossings,
        covered=covered,
    )
