"""Lists that begin again: a numbered list inside a loop restarts in each round, if it belongs to the round.

A list belongs to a loop's round when something else stands before it in the round; where the list's own
paragraph is what the loop repeats, its numbers run on. Headings with numbers are never restarted.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.documents.compile.markup import Mark, Tag, Token, end_of, name_of, opens
from toolkit.documents.compile.names import PROLOGUE
from toolkit.documents.compile.parts import parse, text_of_element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = re.compile(r'w:val="([^"]*)"')
BEFORE_NUMBERS = frozenset(
    {"w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl"}
)


def styled_lists(styles: bytes, name: str) -> dict[str, tuple[str, str]]:
    """Style id → list number and level, for the paragraph styles that number their paragraphs and are no headings."""
    found: dict[str, tuple[str, str]] = {}
    if not styles:
        return found
    for style in parse(styles, name).iter(f"{_W}style"):
        number = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None and style.find(f"{_W}pPr/{_W}outlineLvl") is None:
            level = style.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
            own = "0" if level is None else level.get(f"{_W}val", "0")
            found[style.get(f"{_W}styleId", "")] = (number.get(f"{_W}val", ""), own)
    return found


def lists_of(numbering: bytes, name: str) -> dict[str, Any]:
    """The numbering part, cut where lists are put in, with the lists that can begin anew and free numbers."""
    root = parse(numbering, name)
    starts: dict[str, dict[str, str]] = {}
    for abstract in root.iter(f"{_W}abstractNum"):
        levels = starts.setdefault(abstract.get(f"{_W}abstractNumId", ""), {})
        bullet = False
        for level in abstract.iter(f"{_W}lvl"):
            start, form = level.find(f"{_W}start"), level.find(f"{_W}numFmt")
            bullet = bullet or (form is not None and form.get(f"{_W}val") in ("bullet", "none") and not levels)
            levels[level.get(f"{_W}ilvl", "0")] = start.get(f"{_W}val", "1") if start is not None else "1"
        if bullet:
            levels.clear()
    numbers, highest = {}, 0
    for item in root.iter(f"{_W}num"):
        number, abstract_id = item.get(f"{_W}numId", "0"), item.find(f"{_W}abstractNumId")
        highest = max(highest, int(number))
        levels = starts.get(abstract_id.get(f"{_W}val", ""), {}) if abstract_id is not None else {}
        if levels:
            numbers[number] = [abstract_id.get(f"{_W}val", ""), levels]  # type: ignore[union-attr]
    xml = text_of_element(root)
    abstracts = [int(item.get(f"{_W}abstractNumId", "0")) for item in root.iter(f"{_W}abstractNum")]
    first, last = xml.find("<w:num "), xml.rfind("</w:num>") + len("</w:num>")
    if first < 0:
        first = last = max(xml.rfind("</w:abstractNum>") + len("</w:abstractNum>"), xml.find(">") + 1)
    return {
        "name": name,
        "head": PROLOGUE + xml[:first],
        "nums": xml[first:last],
        "tail": xml[last:],
        "next": highest + 1,
        "next_abstract": max(abstracts, default=-1) + 1,
        "lists": numbers,
    }


def _loops(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """(start, end) of each loop that repeats paragraphs, rows or cells, outer loops first."""
    found: list[tuple[int, int]] = []
    open_: list[int] = []
    for at, token in enumerate(tokens):
        if isinstance(token, Tag) and token.opener == "{%":
            if token.word == "for":
                open_.append(at)
            elif token.word == "endfor" and open_:
                start = open_.pop()
                tag = tokens[start]
                if isinstance(tag, Tag) and tag.lifted:
                    found.append((start, at))
    return sorted(found)


def _list_of(tokens: Sequence[Token], at: int, styled: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """The list of the paragraph opened at ``at`` ("" for none), and its level where both are by its style."""
    if name_of(tokens[at + 1]) != "w:pPr":
        return "", ""
    style = ""
    for token in tokens[at + 2 : end_of(tokens, at + 1)]:
        name, value = name_of(token), _VALUE.search(str(token))
        if name == "w:numId" and value:
            return value[1], ""
        if name == "w:pStyle" and value:
            style = value[1]
    return styled.get(style, ("", ""))


def mark_lists(tokens: Sequence[Token], styled: Mapping[str, tuple[str, str]], lists: Mapping[str, Any]) -> list[Token]:
    """Mark where lists begin again and where their number stands."""
    loops = _loops(tokens)
    if not loops or not lists:
        return list(tokens)
    paragraphs = [(at, *_list_of(tokens, at, styled)) for at, token in enumerate(tokens) if opens(token, "w:p")]
    restarts: dict[int, list[str]] = {}
    for start, end in loops:
        within = [(at, number) for at, number, _ in paragraphs if start < at < end]
        for number in dict.fromkeys(number for _, number in within if number in lists):
            first = next(at for at, other in within if other == number)
            outside = any(number == other and not start < at < end for at, other, _ in paragraphs)
            before = any(at < first and other != number for at, other in within)
            if before and not outside:
                restarts.setdefault(start + 1, []).append(number)
    moving = {number for numbers in restarts.values() for number in numbers}
    if not moving:
        return list(tokens)
    return _marked(tokens, restarts, {at: (number, level) for at, number, level in paragraphs if number in moving})


def _marked(
    tokens: Sequence[Token], restarts: Mapping[int, list[str]], lists: Mapping[int, tuple[str, str]]
) -> list[Token]:
    marks: dict[int, Mark] = {}
    gone: set[int] = set()
    for at, (number, level) in lists.items():
        inside = range(at + 2, end_of(tokens, at + 1))
        if level:
            place = next((index for index in inside if name_of(tokens[index]) not in BEFORE_NUMBERS), inside.stop)
            marks[place] = Mark("number_of_style", (number, level))
        else:
            place = next(index for index in inside if name_of(tokens[index]) == "w:numId")
            marks[place] = Mark("number", (number,))
            gone.add(place)
    out: list[Token] = []
    for at, token in enumerate(tokens):
        if at in restarts:
            out.append(Mark("restart", tuple(restarts[at])))
        if at in marks:
            out.append(marks[at])
        if at not in gone:
            out.append(token)
    return out
