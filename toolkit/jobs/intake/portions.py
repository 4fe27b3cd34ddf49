"""How much is worked on side by side: workbooks that fit into memory together."""

from collections.abc import Iterator, Sequence

from toolkit.ledger.submission import Submission

TOGETHER = 16_000_000
"""Bytes of workbooks that are held in memory side by side."""


def portions(batch: Sequence[Submission]) -> Iterator[list[Submission]]:
    """Portions of a batch whose workbooks fit into memory together."""
    few: list[Submission] = []
    for one in batch:
        if few and sum(each.size for each in few) + one.size > TOGETHER:
            yield few
            few = []
        few.append(one)
    if few:
        yield few
