"""A flow chart as neutral data: lanes, nodes, edges. Whoever draws it (Word, SVG, a picture) lays it out.

A lane is a role and an order is a place in the direction of reading, so that a node stands in exactly one cell
(lane, order). Shapes are those of GB/T 1526: terminal, process, decision, document, connector.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """What a node looks like.

    ``OFF_PAGE`` leads to another chart, ``CONNECTOR`` (a numbered circle) to another page of the same chart and is
    made by the layout, ``NOTE`` is text without a frame and without lines.
    """

    START = "start"
    END = "end"
    PROCESS = "process"
    DECISION = "decision"
    DOCUMENT = "document"
    OFF_PAGE = "off_page"
    CONNECTOR = "connector"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of the chart; ``weight`` is its width beside the other lanes (1 = as wide as a role's).

    An ``aside`` lane holds notes and papers: nothing that the flow runs through stands there.
    """

    key: str
    title: str
    weight: float = 1.0
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """One shape, in the cell (``lane``, ``order``); orders need not be without gaps."""

    key: str
    text: str
    lane: str
    order: int
    shape: Shape = Shape.PROCESS


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from one node to another; a ``faint`` one is an association (step and its document), no flow."""

    source: str
    target: str
    label: str = ""
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A title beside the orders ``first`` to ``last``: the stage they belong to."""

    title: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class FlowChart:
    """A whole chart. Raises ValueError where a node's cell, lane or key, or an edge's end, is wrong."""

    title: str
    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    bands: tuple[Band, ...] = ()
    words: frozenset[str] = frozenset()
    """Words of two characters in which no line should break."""

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        _only_once("key", [node.key for node in self.nodes])
        _only_once("cell", [f"{node.lane}/{node.order}" for node in self.nodes])
        _only_once("lane", [lane.key for lane in self.lanes])
        _known("lane", [node.lane for node in self.nodes], {lane.key for lane in self.lanes})
        ends = [end for edge in self.edges for end in (edge.source, edge.target)]
        _known("node", ends, {node.key for node in self.nodes})
        for edge in self.edges:
            if edge.source == edge.target:
                raise ValueError(f"{edge.source} leads to itself")


def _only_once(what: str, values: list[str]) -> None:
    for value, count in Counter(values).items():
        if count > 1:
            raise ValueError(f"{what} {value} is used {count} times")


def _known(what: str, values: list[str], known: set[str]) -> None:
    for value in values:
        if value not in known:
            raise ValueError(f"no {what} {value}")
