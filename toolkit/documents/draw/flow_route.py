"""Orthogonal lines through the grid of a page: which way each edge goes, in tracks, before any millimetre.

Every lane has ``TRACKS`` vertical tracks on either side of its middle, every row as many horizontal ones above it.
Lines run on tracks, or along the middle of a lane or row where its cells are empty. Two lines never share a piece of
track unless they come from or lead to the same node; they may cross. Of the ways with few bends the
cheapest is taken: bends, crossings, length, in this order. Faint lines are only hints (a step and its papers): they
run straight where they can, and flow may run over them.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.documents.draw.flow_split import Cell
from toolkit.rulebook.flowchart import Edge, Shape

TRACKS = 5
LANE = 2 * TRACKS + 1
"""Abstract width of a lane: tracks left, its middle, tracks right."""
ROW = TRACKS + 1
"""Abstract height of a row: the tracks above it, its middle."""
_BEND, _CROSSING, _AWAY, _ASIDE, _SHARED = 6.0, 9.0, 0.7, 1.5, 3.0
_LANE_COST, _ROW_COST = 2.0 / LANE, 1.5 / ROW
_PASSES = 2


class Spot(NamedTuple):
    """A place in tracks: ``x`` over all lanes, ``y`` over all rows."""

    x: int
    y: int


Way = tuple[Spot, ...]


def middle(cell: Cell) -> Spot:
    """The middle of a cell."""
    return Spot(cell[0] * LANE + TRACKS, cell[1] * ROW + TRACKS)


def ways(edges: Sequence[Edge], where: Mapping[str, Cell], shapes: Mapping[str, Shape]) -> list[Way]:
    """The way of each edge, in the order of ``edges``; deterministic.

    ``where`` gives each node's cell, ``shapes`` its shape.
    """
    net = _Net(edges, where, shapes)
    order = sorted(range(len(edges)), key=lambda at: (*net.span(at), at))
    for at in order:
        net.lay(at)
    for _ in range(_PASSES):
        for at in order:
            net.improve(at)
    return [net.laid[at] for at in range(len(edges))]


class _Piece(NamedTuple):
    """A straight piece of a way on one track: from ``low`` to ``high``, of edge ``owner``."""

    low: int
    high: int
    owner: int


class _Net:
    """The lines laid so far, and how to lay one more."""

    def __init__(self, edges: Sequence[Edge], where: Mapping[str, Cell], shapes: Mapping[str, Shape]) -> None:
        self.laid: dict[int, Way] = {}
        self._edges = edges
        self._ends = [(middle(where[edge.source]), middle(where[edge.target])) for edge in edges]
        self._taken = {middle(cell) for cell in where.values()}
        self._shapes = [(shapes[edge.source], shapes[edge.target]) for edge in edges]
        self._upright: dict[int, list[_Piece]] = {}
        self._level: dict[int, list[_Piece]] = {}

    def span(self, at: int) -> tuple[bool, int, int]:
        """How far an edge reaches: faint lines are laid first, then those between neighbours."""
        start, end = self._ends[at]
        return not self._edges[at].faint, abs(start.y - end.y), abs(start.x - end.x)

    def lay(self, at: int) -> None:
        """Lay an edge the cheapest way; where every track is taken, along another line rather than not at all."""
        way = self._cheapest(at, alone=True) or self._cheapest(at, alone=False)
        if way is None:
            raise ValueError(f"no way from {self._edges[at].source} to {self._edges[at].target}")
        self._put(at, way)

    def _cheapest(self, at: int, *, alone: bool) -> Way | None:
        best: tuple[float, Way] | None = None
        least = _length(self._ends[at])
        for bends, family in enumerate(_families(*self._ends[at])):
            if best and best[0] <= _BEND * bends + least:
                break
            for way in family:
                cost = self._cost(at, way, best[0] if best else float("inf"), alone=alone)
                if cost is not None and (best is None or cost < best[0]):
                    best = (cost, way)
        return best[1] if best else None

    def improve(self, at: int) -> None:
        """Lay an edge anew, now that the others are known; straight ones stay."""
        if len(self.laid[at]) == 2 and (self._edges[at].faint or not self._crossings(at, self.laid[at])):
            return
        self._take(at)
        self.lay(at)

    def _cost(self, at: int, way: Way, most: float, *, alone: bool) -> float | None:
        """What a way costs; None where it may not run, or costs ``most`` anyway."""
        cost = _BEND * (len(way) - 2) + _length(way) + self._asides(at, way)
        if cost >= most or not self._may(at, way, alone=alone):
            return None
        return cost + _CROSSING * self._crossings(at, way) + _SHARED * self._shared(at, way)

    def _asides(self, at: int, way: Way) -> float:
        """Flow leaves a step below and enters above; an answer may leave a decision on either side."""
        source, target = self._shapes[at]
        cost = 0.0
        if way[0].y == way[1].y and source is not Shape.DECISION and not self._edges[at].faint:
            cost += _ASIDE
        if way[-1].y == way[-2].y and target is not Shape.CONNECTOR and not self._edges[at].faint:
            cost += _ASIDE
        return cost

    def _may(self, at: int, way: Way, *, alone: bool) -> bool:
        """Whether a way runs through no shape and, to be ``alone``, on nobody else's track."""
        ends = self._ends[at]
        for start, end in pairwise(way):
            upright = start.x == end.x
            if not self._clear(start, end, ends, upright=upright):
                return False
            line, other = (start.x, self._upright) if upright else (start.y, self._level)
            low, high = _ordered(start, end, upright=upright)
            for piece in other.get(line, ()) if alone else ():
                if piece.low <= high and low <= piece.high and not self._friends(at, piece, low, high):
                    if self._meets_at_node(line, max(low, piece.low), min(high, piece.high), upright=upright):
                        continue
                    return False
        return True

    def _clear(self, start: Spot, end: Spot, ends: tuple[Spot, Spot], *, upright: bool) -> bool:
        """Whether no cell between (or at a bend) is taken."""
        if upright:
            if start.x % LANE != TRACKS:
                return True
            low, high = sorted((start.y, end.y))
            spots = (Spot(start.x, y) for y in range(low + (TRACKS - low) % ROW, high + 1, ROW))
        else:
            if start.y % ROW != TRACKS:
                return True
            low, high = sorted((start.x, end.x))
            spots = (Spot(x, start.y) for x in range(low + (TRACKS - low) % LANE, high + 1, LANE))
        return all(spot not in self._taken or (spot in ends and spot in (start, end)) for spot in spots)

    def _friends(self, at: int, piece: _Piece, low: int, high: int) -> bool:
        """Lines to one node may join, and lines from one node part, where no answer stands on them."""
        mine, other = self._edges[at], self._edges[piece.owner]
        if mine.faint != other.faint:
            return True
        if mine.target == other.target:
            return True
        if mine.source != other.source:
            return False
        return low == high or not (mine.label or other.label)

    def _meets_at_node(self, line: int, low: int, high: int, *, upright: bool) -> bool:
        """Whether two pieces touch only in the middle of a node, from opposite sides."""
        return low == high and (Spot(line, low) if upright else Spot(low, line)) in self._taken

    def _shared(self, at: int, way: Way) -> int:
        """How many faint lines a way runs along, or a faint way lines of flow."""
        count = 0
        for start, end in pairwise(way):
            upright = start.x == end.x
            line, other = (start.x, self._upright) if upright else (start.y, self._level)
            low, high = _ordered(start, end, upright=upright)
            for piece in other.get(line, ()):
                unlike = self._edges[piece.owner].faint != self._edges[at].faint
                count += unlike and piece.low < high and low < piece.high
        return count

    def _crossings(self, at: int, way: Way) -> int:
        """How many lines of flow a way crosses; those it joins do not count, nor what a faint one crosses."""
        if self._edges[at].faint:
            return 0
        count = 0
        mine = self._edges[at]
        for start, end in pairwise(way):
            upright = start.x == end.x
            low, high = _ordered(start, end, upright=upright)
            line = start.x if upright else start.y
            for across, pieces in (self._level if upright else self._upright).items():
                if low < across < high:
                    for piece in pieces:
                        if piece.low <= line <= piece.high:
                            other = self._edges[piece.owner]
                            joined = mine.target == other.target or mine.source == other.source
                            count += not (joined or other.faint)
        return count

    def _put(self, at: int, way: Way) -> None:
        self.laid[at] = way
        for start, end in pairwise(way):
            upright = start.x == end.x
            lines = self._upright if upright else self._level
            low, high = _ordered(start, end, upright=upright)
            lines.setdefault(start.x if upright else start.y, []).append(_Piece(low, high, at))

    def _take(self, at: int) -> None:
        del self.laid[at]
        for lines in (self._upright, self._level):
            for line, pieces in lines.items():
                lines[line] = [piece for piece in pieces if piece.owner != at]


def _ordered(start: Spot, end: Spot, *, upright: bool) -> tuple[int, int]:
    low, high = (start.y, end.y) if upright else (start.x, end.x)
    return (low, high) if low <= high else (high, low)


def _length(way: Way) -> float:
    """The length in rows and lanes, and how far its tracks lie from the shapes they pass."""
    total = 0.0
    for start, end in pairwise(way):
        total += abs(start.x - end.x) * _LANE_COST + abs(start.y - end.y) * _ROW_COST
        if start.x == end.x:
            total += _AWAY * abs(start.x % LANE - TRACKS)
        if start.y == end.y:
            track = start.y % ROW
            total += _AWAY / 2 * min(track, TRACKS - track)
    return total


def _families(start: Spot, end: Spot) -> Iterator[Iterator[Way]]:
    """Ways from ``start`` to ``end`` with 0, 1, 2, 3 and 4 bends."""
    yield _straight(start, end)
    yield _one_bend(start, end)
    yield _two_bends(start, end)
    yield _three_bends(start, end)
    yield _four_bends(start, end)


def _straight(start: Spot, end: Spot) -> Iterator[Way]:
    if (start.x == end.x and start.y < end.y) or start.y == end.y:
        yield start, end


def _one_bend(start: Spot, end: Spot) -> Iterator[Way]:
    if start.y < end.y and start.x != end.x:
        yield start, Spot(end.x, start.y), end
        yield start, Spot(start.x, end.y), end


def _two_bends(start: Spot, end: Spot) -> Iterator[Way]:
    if start.y != end.y:
        for x in _uprights(start, end):
            yield start, Spot(x, start.y), Spot(x, end.y), end
    for y in _below(start):
        if y < end.y and start.x != end.x:
            yield start, Spot(start.x, y), Spot(end.x, y), end
    for y in _above(end):
        if start.y < y and start.x != end.x:
            yield start, Spot(start.x, y), Spot(end.x, y), end


def _three_bends(start: Spot, end: Spot) -> Iterator[Way]:
    for x in _uprights(start, end):
        for y in _above(end):
            if x not in (start.x, end.x):
                yield start, Spot(x, start.y), Spot(x, y), Spot(end.x, y), end
        for y in _below(start):
            if x not in (start.x, end.x):
                yield start, Spot(start.x, y), Spot(x, y), Spot(x, end.y), end


def _four_bends(start: Spot, end: Spot) -> Iterator[Way]:
    for x in _uprights(start, end):
        for low in _below(start):
            for high in _above(end):
                if low != high:
                    yield start, Spot(start.x, low), Spot(x, low), Spot(x, high), Spot(end.x, high), end


def _uprights(start: Spot, end: Spot) -> list[int]:
    """The vertical tracks beside both ends, those nearest to the shapes first."""
    found: dict[int, None] = {}
    for away in range(1, TRACKS + 1):
        for spot in (start, end):
            found.update({spot.x - away: None, spot.x + away: None})
    return list(found)


def _below(spot: Spot) -> list[int]:
    """The horizontal tracks between a row and the next."""
    return [spot.y + 1 + track for track in _from_middle()]


def _above(spot: Spot) -> list[int]:
    """The horizontal tracks between a row and the one before."""
    return [spot.y - TRACKS + track for track in _from_middle()]


def _from_middle() -> list[int]:
    return sorted(range(TRACKS), key=lambda track: (abs(track - TRACKS // 2), track))
