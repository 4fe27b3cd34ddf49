"""How wide a text is and where it breaks, from character widths alone: no font is opened.

A CJK character is one em wide; Latin letters count as in Arial, in four classes, a little more than they are.
"""

import re
import unicodedata
from functools import lru_cache
from math import ceil

MM_PER_PT = 25.4 / 72
LINE = 1.25
"""Distance of lines, in ems."""
_LATIN, _WIDE, _CAPITAL, _NARROW, _SPACE = 0.57, 0.88, 0.71, 0.35, 0.3
_WIDE_ONES, _NARROW_ONES = frozenset("MWmw%&@"), frozenset("ijltfrI.,:;'’!|()[]/-1")
_CUT, _CUT_ITEM = 6.0, 4.0
"""What it costs to break a word, or an item of a list, beside the squared unevenness of lines in ems."""
_CLOSING = frozenset("，。、；：？！）」』》〉】〕％…,.;:?!)]}%")
_OPENING = frozenset("（「『《〈【〔([{")
_WORDS = re.compile(r"[A-Za-z0-9&'’.\-/?!,:;]+|\s+|.", re.DOTALL)


@lru_cache(maxsize=16384)
def em(text: str) -> float:
    """The width of ``text`` in ems."""
    return sum(map(_em, text))


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    if character.isspace():
        return _SPACE
    if character in _WIDE_ONES:
        return _WIDE
    if character in _NARROW_ONES:
        return _NARROW
    return _CAPITAL if character.isupper() else _LATIN


def millimetres(text: str, font: float) -> float:
    """The width of ``text`` at ``font`` pt, mm."""
    return em(text) * font * MM_PER_PT


@lru_cache(maxsize=4096)
def longest_word(text: str) -> str:
    """The widest Latin word of ``text``; "" where there is none."""
    return max((word for word in _WORDS.findall(text) if word[0].isascii()), key=em, default="")


def line_height(font: float) -> float:
    """The distance of lines at ``font`` pt, mm."""
    return font * MM_PER_PT * LINE


def wrapped(text: str, width: float, words: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """``text`` in as few lines of at most ``width`` ems as can be, all about equally long.

    Latin words are not broken unless one is wider than a line, no line begins with closing punctuation, and the
    two-character ``words`` are broken only where nothing else is left. A typed line end stays one.
    """
    return tuple(line for part in text.split("\n") for line in _wrapped(part, round(width, 2), words))


@lru_cache(maxsize=4096)
def _wrapped(text: str, width: float, words: frozenset[str]) -> tuple[str, ...]:
    pieces = _pieces(text, width)
    least = len(_fill(pieces, width))
    return _even(pieces, width, least, words) if least > 1 else _fill(pieces, width)


def _even(pieces: list[str], width: float, count: int, words: frozenset[str]) -> tuple[str, ...]:
    """``pieces`` in exactly ``count`` lines, the evenest way that breaks the fewest words."""
    ideal = em("".join(pieces)) / count
    best: dict[tuple[int, int], tuple[float, tuple[str, ...]]] = {(0, 0): (0.0, ())}
    for line in range(1, count + 1):
        for end in range(line, len(pieces) + 1):
            found = []
            for start in range(end - 1, line - 2, -1):
                text = "".join(pieces[start:end]).strip()
                if em(text) > width + 1e-9:
                    break
                if (start, line - 1) in best:
                    cost, lines = best[start, line - 1]
                    cut = _cut(pieces, start, words) if start else 0.0
                    found.append((cost + (em(text) - ideal) ** 2 + cut, (*lines, text)))
            if found:
                best[end, line] = min(found)
    whole = best.get((len(pieces), count))
    return whole[1] if whole else _fill(pieces, width)


def _cut(pieces: list[str], at: int, words: frozenset[str]) -> float:
    """What a line's end before piece ``at`` costs: much within a word, something within an item of a list."""
    before, after = pieces[at - 1][-1], pieces[at][0]
    if before + after in words:
        return _CUT
    listed = any(piece[-1] == "、" for piece in pieces)
    return _CUT_ITEM if listed and before != "、" else 0.0


def _pieces(text: str, width: float) -> list[str]:
    """What may not be broken: words, characters with the punctuation that clings to them."""
    pieces: list[str] = []
    for found in _WORDS.findall(text.strip()):
        clings = pieces and (found[0] in _CLOSING or pieces[-1][-1] in _OPENING)
        if clings and em(pieces[-1] + found) <= width:
            pieces[-1] += found
        elif em(found) > width:
            pieces.extend(_broken(found, width))
        else:
            pieces.append(" " if found.isspace() else found)
    return pieces


def _broken(word: str, width: float) -> list[str]:
    """A Latin word wider than a line, in parts with hyphens; in single characters where a line holds no more."""
    parts = ceil(em(word) / max(width - _em("-"), 0.1))
    size = ceil(len(word) / parts)
    if size < 3 or not word[0].isascii():
        return list(word)
    cut = [word[at : at + size] for at in range(0, len(word), size)]
    found = [f"{part}-" if part[-1].isalpha() else part for part in cut[:-1]] + cut[-1:]
    return found if max(map(em, found)) <= width else list(word)


def _fill(pieces: list[str], width: float) -> tuple[str, ...]:
    lines: list[str] = []
    line = ""
    for piece in pieces:
        if line and em(line + piece.rstrip()) > width + 1e-9:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line = line + piece if line else piece.lstrip()
    return (*lines, line.rstrip()) if line.strip() else tuple(lines)
