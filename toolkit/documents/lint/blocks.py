"""What begins and what ends: blocks without an end, ends without a beginning, blocks that cross."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.documents.lint.written import BLOCKS, Written


@dataclass(slots=True)
class Blocks:
    """``pairs`` are (end, inner block's beginning, inner block's end) that cross, each told once."""

    unended: list[Written] = field(default_factory=list)
    unbegun: list[Written] = field(default_factory=list)
    crossed: list[tuple[Written, Written, Written]] = field(default_factory=list)


def blocks(tags: Sequence[Written]) -> Blocks:
    """Pair the blocks of one part in document order."""
    found = Blocks()
    waiting: list[Written] = []
    outer_end: dict[int, Written] = {}
    for one in tags:
        if one.opens:
            waiting.append(one)
        elif one.is_block and one.tag.word in BLOCKS.values():
            _end(one, waiting, outer_end, found)
        elif one.is_block and one.tag.word in ("else", "elif") and not waiting:
            found.unbegun.append(one)
    found.unended += waiting
    return found


def _end(one: Written, waiting: list[Written], outer_end: dict[int, Written], found: Blocks) -> None:
    at = next(
        (at for at in range(len(waiting) - 1, -1, -1) if BLOCKS[waiting[at].tag.word] == one.tag.word),
        None,
    )
    if at is None:
        found.unbegun.append(one)
        return
    for inner in waiting[at + 1 :]:
        outer_end.setdefault(id(inner), one)
    ended = waiting.pop(at)
    if id(ended) in outer_end:
        found.crossed.append((outer_end.pop(id(ended)), ended, one))
