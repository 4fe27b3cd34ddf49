"""Where tags stand: what they take with them that was never meant to go, and loops that tear a table."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolkit.documents.compile.lift import loops_itself
from toolkit.documents.compile.place import Place
from toolkit.documents.lint.passages import Passage
from toolkit.documents.lint.written import BLOCKS, Written

_UNITS = {"p": ("段", "paragraph"), "tc": ("格", "cell"), "tr": ("行", "row")}
_MOST = 20
_TAG = re.compile(r"\{[{%#].*?[}%#]\}")


class Loss(NamedTuple):
    """What is never printed because ``one`` takes the place of all that it stands in."""

    one: Written
    unit: tuple[str, str]
    lost: str


def losses(tags: Sequence[Written], passages: Sequence[Passage]) -> Iterator[Loss]:
    """Each ``{%tr … %}`` (``tc``, ``p``) with other words in its row (cell, paragraph), one an element."""
    groups: dict[tuple[object, ...], list[Written]] = {}
    for one in tags:
        if one.tag.prefix == "p" or (one.tag.prefix in _UNITS and one.tag.place.table):
            groups.setdefault((one.tag.prefix, *_element(one)), []).append(one)
    for found in groups.values():
        lost = "" if loops_itself([one.tag for one in found]) else _beside(found, tags, passages)
        if lost:
            yield Loss(found[0], _UNITS[found[0].tag.prefix], _beginning(lost))


def _beginning(text: str) -> str:
    """What is told of a long text: its beginning, with no tag cut in two."""
    within = next((tag for tag in _TAG.finditer(text) if tag.start() < _MOST < tag.end()), None)
    cut = within.end() if within else _MOST
    return text if len(text) <= cut else f"{text[:cut]}…"


def _element(one: Written) -> tuple[object, ...]:
    """The row, cell or paragraph that the tag replaces."""
    place = one.tag.place
    unit = one.tag.prefix
    return (place.table, place.row, *((place.cell,) if unit != "tr" else ()), *((one.passage,) if unit == "p" else ()))


def _beside(found: Sequence[Written], tags: Sequence[Written], passages: Sequence[Passage]) -> str:
    """The words in the same element that are none of ``found``."""
    first = found[0]
    inside = [index for index, passage in enumerate(passages) if _within(passage.place, index, first)]
    texts = []
    for index in inside:
        text = passages[index].text
        for one in sorted((one for one in found if one.passage == index), key=lambda one: -one.span.start):
            text = text[: one.span.start] + text[one.span.end :]
        for one in (one for one in tags if one.passage == index and one.tag.prefix not in ("", first.tag.prefix)):
            text = text.replace(one.span.words, "")
        texts.append(text.strip())
    return " ".join(filter(None, texts))


def _within(place: Place, index: int, one: Written) -> bool:
    if one.tag.prefix == "p":
        return index == one.passage
    own = one.tag.place
    same_row = (place.table, place.row) == (own.table, own.row)
    return same_row and (one.tag.prefix == "tr" or place.cell == own.cell)


def torn(group: Sequence[Written]) -> str:
    """The end of a block that begins in one cell (or outside any) and ends in another; "" where all is well."""
    first, last = group[0], group[-1]
    if first.tag.prefix in ("tr", "tc") and last.tag.prefix == first.tag.prefix:
        return ""
    apart = first.tag.place[1:4] != last.tag.place[1:4]
    return BLOCKS.get(first.tag.word, "") if apart and last.tag.word in BLOCKS.values() else ""
