"""What is worked out for each document besides the tags: tables, empty cells, ids of drawings, stamps."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from toolkit.documents.compile.frame import Frame, TableCount
from toolkit.documents.compile.grid import grid

Step = Callable[[Frame, list[bytes]], None]
_EMPTY_PARAGRAPH = re.compile(rb"<w:p(?: [^<>]*)?/>$")


def _drawing(_values: tuple[Any, ...]) -> Step:
    def step(frame: Frame, out: list[bytes]) -> None:
        frame.state.drawing += 1
        out.append(b"%d" % frame.state.drawing)

    return step


def _guard(_values: tuple[Any, ...]) -> Step:
    def step(_frame: Frame, out: list[bytes]) -> None:
        last = next((piece for piece in reversed(out) if piece), b"")
        if not last.endswith(b"</w:p>") and not _EMPTY_PARAGRAPH.search(last[-200:]):
            out.append(b"<w:p/>")

    return step


def _table(_values: tuple[Any, ...]) -> Step:
    return lambda frame, out: frame.state.tables.append(TableCount(len(out)))


def _grid(values: tuple[Any, ...]) -> Step:
    def step(frame: Frame, out: list[bytes]) -> None:
        count = frame.state.tables[-1]
        count.grid, count.widths = len(out), values
        out.append(b"")

    return step


def _row(values: tuple[Any, ...]) -> Step:
    cells, span = values

    def step(frame: Frame, out: list[bytes]) -> None:
        count = frame.state.tables[-1]
        count.row, count.row_cells, count.row_span = len(out), cells, span

    return step


def _cell(values: tuple[Any, ...]) -> Step:
    span = values[0]

    def step(frame: Frame, _out: list[bytes]) -> None:
        count = frame.state.tables[-1]
        count.row_cells += 1
        count.row_span += span

    return step


def _end_row(_values: tuple[Any, ...]) -> Step:
    def step(frame: Frame, out: list[bytes]) -> None:
        count = frame.state.tables[-1]
        if not count.row_cells:
            del out[count.row :]
            return
        count.rows += 1
        count.cells = max(count.cells, count.row_cells)
        count.span = max(count.span, count.row_span)

    return step


def _end_table(_values: tuple[Any, ...]) -> Step:
    def step(frame: Frame, out: list[bytes]) -> None:
        count = frame.state.tables.pop()
        if not count.rows:
            del out[count.start :]
        elif count.grid >= 0:
            widths = grid(count.widths, count.cells, count.span)
            out[count.grid] = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths).encode()

    return step


def _restart(values: tuple[Any, ...]) -> Step:
    def step(frame: Frame, _out: list[bytes]) -> None:
        for number in values:
            frame.state.restart(number)

    return step


def _number(values: tuple[Any, ...]) -> Step:
    own = values[0]
    return lambda frame, out: out.append(f'<w:numId w:val="{frame.state.numbering.get(own, own)}"/>'.encode())


def _number_of_style(values: tuple[Any, ...]) -> Step:
    own, level = values

    def step(frame: Frame, out: list[bytes]) -> None:
        current = frame.state.numbering.get(own, own)
        if current != own:
            out.append(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{current}"/></w:numPr>'.encode())

    return step


def _bookmark(values: tuple[Any, ...]) -> Step:
    own, name = values

    def step(frame: Frame, out: list[bytes]) -> None:
        time = frame.state.again(f"bookmark {own}")
        id_, called = (own, name) if time == 1 else (_later(own, time), f"{name}_{time}")
        out.append(f'<w:bookmarkStart w:id="{id_}" w:name="{called}"/>'.encode())

    return step


def _bookmark_end(values: tuple[Any, ...]) -> Step:
    own = values[0]

    def step(frame: Frame, out: list[bytes]) -> None:
        time = frame.state.times.get(f"bookmark {own}", 1)
        out.append(f'<w:bookmarkEnd w:id="{own if time == 1 else _later(own, time)}"/>'.encode())

    return step


def _later(own: str, time: int) -> int:
    """An id for the nth copy of a bookmark, clear of those that Word gives (it counts from 0)."""
    return 1_000_000 * (int(own) % 1_000 + 1) + time if own.isdigit() else time


def _shape(values: tuple[Any, ...]) -> Step:
    before, own, after = values

    def step(frame: Frame, out: list[bytes]) -> None:
        time = frame.state.again(f"shape {own}")
        out.append(f"{before}{own if time == 1 else f'{own}_{time}'}{after}".encode())

    return step


def _stamp(kind: str) -> Callable[[tuple[Any, ...]], Step]:
    def make(values: tuple[Any, ...]) -> Step:
        def step(frame: Frame, out: list[bytes]) -> None:
            frame.state.stamps.append((out, len(out), kind, values))
            out.append(b"")

        return step

    return make


MARKS: Mapping[str, Callable[[tuple[Any, ...]], Step]] = MappingProxyType(
    {
        "drawing": _drawing,
        "guard": _guard,
        "table": _table,
        "grid": _grid,
        "row": _row,
        "cell": _cell,
        "/row": _end_row,
        "/table": _end_table,
        "restart": _restart,
        "number": _number,
        "number_of_style": _number_of_style,
        "bookmark": _bookmark,
        "bookmark_end": _bookmark_end,
        "shape": _shape,
        "stamp": _stamp("stamp"),
        "stamp_paragraph": _stamp("stamp_paragraph"),
        "stamp_reference": _stamp("stamp_reference"),
        "stamp_section": _stamp("stamp_section"),
    }
)
