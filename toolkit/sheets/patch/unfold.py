"""Columns folded into an outline open where something in them is marked: a link into them leads nowhere else."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from toolkit.sheets.patch.cells import SheetBytes

_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col\s[^>]*>")
_NUMBERS = re.compile(rb"""\s(min|max|outlineLevel)\s*=\s*["'](\d+)["']""")
_HIDDEN = re.compile(rb"""\s(?:hidden|collapsed)\s*=\s*["'](?:1|true)["']""")


class _Columns(NamedTuple):
    """One ``<col>``: where it stands in the head, its columns (1-based), its outline level, whether it is hidden."""

    start: int
    end: int
    first: int
    last: int
    level: int
    hidden: bool


def unfold(sheet: SheetBytes, columns: Collection[int]) -> SheetBytes:
    """Open the groups that hold one of ``columns``; a column hidden without a group stays hidden."""
    found = list(_columns(sheet.head))
    opened = {
        one
        for group in _groups(found)
        if any(one.hidden and one.first <= column <= one.last for one in group for column in columns)
        for one in group
    }
    if not opened:
        return sheet
    head = sheet.head
    for one in sorted(opened | _summaries(found, opened), reverse=True):
        head = head[: one.start] + _HIDDEN.sub(b"", head[one.start : one.end]) + head[one.end :]
    return replace(sheet, head=head)


def _columns(head: bytes) -> Iterator[_Columns]:
    for found in _COLUMN.finditer(head):
        numbers = {name: int(value) for name, value in _NUMBERS.findall(found[0])}
        first, hidden = numbers.get(b"min", 0), b"hidden" in found[0] and _HIDDEN.search(found[0]) is not None
        level = numbers.get(b"outlineLevel", 0)
        yield _Columns(found.start(), found.end(), first, numbers.get(b"max", first), level, hidden)


def _groups(found: list[_Columns]) -> Iterator[list[_Columns]]:
    """Columns of an outline that stand side by side."""
    group: list[_Columns] = []
    for one in found:
        if group and not (one.level and one.first == group[-1].last + 1):
            yield group
            group = []
        if one.level:
            group.append(one)
    if group:
        yield group


def _summaries(found: list[_Columns], opened: Collection[_Columns]) -> set[_Columns]:
    """The columns beside an opened group that bear its [+]."""
    edges = {one.first - 1 for one in opened} | {one.last + 1 for one in opened}
    return {one for one in found if not one.level and not one.hidden and (one.first in edges or one.last in edges)}
