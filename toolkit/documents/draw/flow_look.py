"""The colours and lines of a flow chart (look.md): calm, and readable in black and white."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from toolkit.rulebook.flowchart import Shape

HEAD, QUIET, RULE = "1F4E5F", "E4ECEF", "C9D1D6"
"""Lane heads, bands beside the chart, lines between lanes."""
LANE_FILLS = ("FFFFFF", "F5F7F8")
LINE, FAINT = "3E4C59", "9AA5AD"
LABEL, MUTED = "7A5B00", "6B7780"
CJK, LATIN = "微軟正黑體", "Arial"
FONT = "'Microsoft JhengHei', 'Microsoft YaHei', 'Noto Sans CJK TC', 'PingFang TC', Arial, sans-serif"


class Look(NamedTuple):
    """One kind of shape: fill ("" for none), outline and its weight in pt, ink, and whether the text is bold."""

    fill: str
    line: str
    weight: float
    ink: str
    bold: bool = False


_LOOKS: Mapping[Shape, Look] = MappingProxyType(
    {
        Shape.START: Look("1F4E5F", "1F4E5F", 1.0, "FFFFFF", bold=True),
        Shape.END: Look("1F4E5F", "1F4E5F", 1.0, "FFFFFF", bold=True),
        Shape.PROCESS: Look("FFFFFF", "1F4E5F", 1.0, "1F2933"),
        Shape.DECISION: Look("FBF3E3", "C8963E", 1.25, "1F2933"),
        Shape.DOCUMENT: Look("E9F1F3", "6F98A6", 0.75, "1F2933"),
        Shape.OFF_PAGE: Look("EEF1F3", "6B7780", 1.0, "1F2933"),
        Shape.CONNECTOR: Look("FFFFFF", "C8963E", 1.5, "1F2933", bold=True),
        Shape.NOTE: Look("", "", 0.0, "6B7780"),
    }
)


def look_of(shape: Shape) -> Look:
    """How a shape is drawn."""
    return _LOOKS[shape]
