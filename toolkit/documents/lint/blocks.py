"""What begins and what ends: blocks without an end, ends without a beginning, blocks that cross."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.documents.lint.written import BLOCKS, Written


@dataclass(slots=True)
class Blocks:
    """``crossed`` are (outer end, inner beginning, inner end); ``groups`` a whole block: beginning, else …, end."""

    unended: list[Written] = field(default_factory=list)
    unbegun: list[Written] = field(default_factory=list)
    crossed: list[tuple[Written, Written, Written]] = field(default_factory=list)
    groups: list[list[Written]] = field(default_factory=list)


def blocks(tags: Sequence[Written]) -> Blocks:
    """Pair the blocks of one part in document order."""
    found = Blocks()
    waiting: list[list[Written]] = []
    outer_end: dict[int, Written] = {}
    for one in tags:
        if one.opens:
            waiting.append([one])
        elif one.is_block and one.tag.word in BLOCKS.values():
            _end(one, waiting, outer_end, found)
        elif one.is_block and one.tag.word in ("else", "elif"):
            (waiting[-1] if waiting else found.unbegun).append(one)
    found.unended += [group[0] for group in waiting]
    found.groups += waiting
    return found


def _end(one: Written, waiting: list[list[Written]], outer_end: dict[int, Written], found: Blocks) -> None:
    at = next(
        (at for at in range(len(waiting) - 1, -1, -1) if BLOCKS[waiting[at][0].tag.word] == one.tag.word),
        None,
    )
    if at is None:
        found.unbegun.append(one)
        return
    for inner in waiting[at + 1 :]:
        outer_end.setdefault(id(inner[0]), one)
    ended = waiting.pop(at)
    if id(ended[0]) in outer_end:
        found.crossed.append((outer_end.pop(id(ended[0])), ended[0], one))
    found.groups.append([*ended, one])
