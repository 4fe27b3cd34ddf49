"""The drawing that Excel wants beside notes: one box a note, in VML, appended as bytes.

VML written by others is often not well formed (``<br>``), and form controls share the same part, so an
existing drawing is never parsed: our boxes go before its closing tag.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from toolkit.forms.table import Coordinate

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BLOCK = 1024
"""Shape numbers come in blocks of this size, each owned by one drawing."""

_CHARACTERS_A_LINE = 38
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_NUMBER = re.compile(rb"""_x0000_s(\d+)""")
_BOX = re.compile(rb"<v:shape\s.*?</v:shape>", re.DOTALL)
_BOX_ROW = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>")
_BOX_COLUMN = re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_CLOSING = re.compile(rb"</(?:[\w.-]+:)?xml\s*>")


def new_drawing(block: int, cells: Sequence[Coordinate], texts: Mapping[Coordinate, str]) -> bytes:
    """Return a VML part with one box for each of ``cells``; ``block`` ≥ 1 is the first block it owns."""
    blocks = range(block, block + 1 + len(cells) // (_BLOCK - 1))
    layout = ",".join(str(each) for each in blocks)
    boxes = _boxes(block * _BLOCK + 1, cells, texts)
    return (
        f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{layout}"/>'
        f"</o:shapelayout>{_SHAPE_TYPE}{boxes}</xml>"
    ).encode()


def blocks_used(drawing: bytes) -> int:
    """Return the highest block that a drawing owns, 0 for none."""
    found = re.findall(rb"""<o:idmap[^>]*data\s*=\s*["']([\d,\s]+)["']""", drawing)
    numbers = [int(each) for group in found for each in re.findall(rb"\d+", group)]
    shapes = [int(each) // _BLOCK for each in _SHAPE_NUMBER.findall(drawing)]
    return max([0, *numbers, *shapes])


def add_boxes(drawing: bytes, cells: Sequence[Coordinate], texts: Mapping[Coordinate, str]) -> bytes | None:
    """Return an existing drawing with boxes for ``cells`` behind what it holds; None where it has no end."""
    closings = list(_CLOSING.finditer(drawing))
    if not closings:
        return None
    place = closings[-1].start()
    first = max([_BLOCK, *(int(each) for each in _SHAPE_NUMBER.findall(drawing))]) + 1
    kind = "" if b'"_x0000_t202"' in drawing[:place] else _SHAPE_TYPE
    shapes = kind + _boxes(first, cells, texts)
    if _is_foreign(drawing):
        shapes = shapes.replace("<v:shape ", f"<v:shape {_SPACES} ").replace(
            "<v:shapetype ", f"<v:shapetype {_SPACES} "
        )
    return drawing[:place] + shapes.encode() + drawing[place:]


def remove_boxes(drawing: bytes, cells: Collection[Coordinate]) -> bytes:
    """Return the drawing without the boxes of the notes of ``cells``."""

    def kept(shape: re.Match[bytes]) -> bytes:
        row, column = _BOX_ROW.search(shape[0]), _BOX_COLUMN.search(shape[0])
        own = row and column and (int(row[1]) + 1, int(column[1]) + 1) in cells
        return b"" if own and b'"Note"' in shape[0] else shape[0]

    return _BOX.sub(kept, drawing)


def _is_foreign(drawing: bytes) -> bool:
    """Whether the drawing does not bind the prefixes v, o and x at its root as everybody does."""
    root = drawing[: drawing.find(b">", drawing.find(b"<xml")) + 1]
    return not all(f"xmlns:{each}=".encode() in root for each in "vox")


def _boxes(first: int, cells: Sequence[Coordinate], texts: Mapping[Coordinate, str]) -> str:
    return "".join(_box(first + place, row, column, texts[row, column]) for place, (row, column) in enumerate(cells))


def _box(number: int, row: int, column: int, text: str) -> str:
    lines = sum(1 + len(line) * 2 // _CHARACTERS_A_LINE for line in text.split("\n"))
    top, left = max(row - 2, 0), column
    anchor = f"{left}, 15, {top}, 6, {left + 4}, 5, {top + max(lines, 2) + 1}, 6"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
