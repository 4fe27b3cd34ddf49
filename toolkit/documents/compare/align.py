"""Which paragraph of one version is which of the other: equal ones first, then the most similar in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeVar

from rapidfuzz import fuzz

from toolkit.documents.compare.clauses import Clause
from toolkit.documents.compare.keys import comparable
from toolkit.documents.compare.text import Block

SIMILAR = 55.0
"""From this similarity (of 100) on two paragraphs are one that was changed (own judgement)."""

MOVED = 85.0
"""A paragraph that is gone here and stands there is moved from this similarity on (own judgement)."""

T = TypeVar("T")


@dataclass
class Pairs:
    """What was found: pairs that differ, and what only one side has."""

    changed: list[tuple[Block, Block]] = field(default_factory=list)
    removed: list[Block] = field(default_factory=list)
    added: list[Block] = field(default_factory=list)


def pair_blocks(before: Sequence[Block], after: Sequence[Block]) -> Pairs:
    """Pair the paragraphs of one clause in two versions; equal ones need no pair."""
    old, new = [comparable(block.text) for block in before], [comparable(block.text) for block in after]
    pairs = Pairs()
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal" and "".join(old[i:j]) != "".join(new[k:m]):
            _pair_region(before[i:j], after[k:m], pairs)
    return pairs


def _pair_region(before: Sequence[Block], after: Sequence[Block], pairs: Pairs) -> None:
    """Within a region that differs, pair in order so that the sum of similarities is greatest."""
    matched = in_order(
        [[_likeness(one, other) for other in after] for one in before],
    )
    pairs.changed += [(before[i], after[j]) for i, j in matched]
    taken_old, taken_new = {i for i, _ in matched}, {j for _, j in matched}
    pairs.removed += [block for i, block in enumerate(before) if i not in taken_old]
    pairs.added += [block for j, block in enumerate(after) if j not in taken_new]


def _likeness(one: Block, other: Block) -> float:
    if bool(one.cells) != bool(other.cells):
        return 0.0
    if one.cells and (one.table, one.row) == (other.table, other.row) and len(one.cells) == len(other.cells):
        return 100.0 if one.cells[0] == other.cells[0] else SIMILAR
    return max(
        fuzz.ratio(comparable(one.text), comparable(other.text)),
        _contained(comparable(one.text), comparable(other.text)),
    )


def _contained(one: str, other: str) -> float:
    """A paragraph from which a sentence was taken is still that paragraph, however short it has become."""
    short, long = sorted((one, other), key=len)
    return 80.0 if len(short) >= 8 and short in long else 0.0


def in_order(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs (row, column), both rising, of at least ``SIMILAR`` whose sum is greatest."""
    rows, columns = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            here = scores[i][j] + best[i + 1][j + 1] if scores[i][j] >= SIMILAR else 0.0
            best[i][j] = max(here, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


@dataclass(frozen=True)
class ClausePairs:
    """Clauses that are one; those that only one side has; and which pairs changed their place."""

    same: tuple[tuple[Clause, Clause], ...]
    removed: tuple[Clause, ...]
    added: tuple[Clause, ...]
    moved: frozenset[int]
    """Indices into ``same``."""


def pair_clauses(before: Sequence[Clause], after: Sequence[Clause]) -> ClausePairs:
    """Pair clauses by title, then by what stands in them; find which of them moved."""
    free = list(range(len(after)))
    found: dict[int, int] = {}
    for i, clause in enumerate(before):
        match = next((j for j in free if after[j].key == clause.key and after[j].region == clause.region), None)
        if match is not None:
            found[i] = match
            free.remove(match)
    for i, clause in enumerate(before):
        if i not in found and (match := _most_alike(clause, after, free)) is not None:
            found[i] = match
            free.remove(match)
    order = sorted(found)
    keep = rising([found[i] for i in order])
    return ClausePairs(
        tuple((before[i], after[found[i]]) for i in order),
        tuple(clause for i, clause in enumerate(before) if i not in found),
        tuple(after[j] for j in free),
        frozenset(at for at in range(len(order)) if at not in keep),
    )


def _most_alike(clause: Clause, after: Sequence[Clause], free: Sequence[int]) -> int | None:
    """The free clause whose text is most like this one's, where it is alike at all."""
    mine = comparable(clause.text)
    scored = [
        (fuzz.ratio(mine, comparable(after[j].text)), -j) for j in free if after[j].region == clause.region and mine
    ]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= SIMILAR else None


def rising(places: Sequence[int]) -> set[int]:
    """Indices of a longest rising subsequence: what kept its order while the others moved."""
    length = [1] * len(places)
    previous = [-1] * len(places)
    for i, place in enumerate(places):
        for j in range(i):
            if places[j] < place and length[j] + 1 > length[i]:
                length[i], previous[i] = length[j] + 1, j
    at = max(range(len(places)), key=lambda i: length[i], default=-1)
    kept: set[int] = set()
    while at != -1:
        kept.add(at)
        at = previous[at]
    return kept
