"""How wide Chinese is, and how high a row must be: Excel sizes nothing by itself in a file we write."""

from collections.abc import Iterable, Sequence

_LINE = 15.0
"""Points of one line of 10-point text."""

_MOST_LINES = 12
_LEAST = 18.0


def text_width(text: str) -> int:
    """Return the width of ``text`` in characters of Arial 10: Chinese and full width count 2.

    In UTF-8 a Latin letter takes one byte and a Chinese sign three: the mean of bytes and signs is the width.
    """
    return len(text) if text.isascii() else (len(text.encode(errors="replace")) + len(text)) // 2


def lines_in(text: str, width: float) -> int:
    """Return how many lines ``text`` takes when wrapped in a column of ``width`` characters."""
    room = max(int(width) - 1, 1)
    if "\n" in text:
        return sum(lines_in(line, width) for line in text.split("\n"))
    return 1 if 2 * len(text) <= room else max(-(-text_width(text) // room), 1)


def height_for(texts: Sequence[str], widths: Sequence[float], *, least: float = _LEAST) -> float:
    """Return the height in points of a row whose wrapped ``texts`` stand in columns of ``widths``."""
    lines = max((lines_in(text, width) for text, width in zip(texts, widths, strict=False)), default=1)
    return max(least, min(lines, _MOST_LINES) * _LINE + 3)


def heights_for(columns: Sequence[Sequence[str]], widths: Sequence[float]) -> list[float]:
    """The same for many rows, given column by column: a text that comes up again is measured once."""
    lines = [_lines_of(texts, width) for texts, width in zip(columns, widths, strict=False)]
    most = list(map(max, *lines)) if len(lines) > 1 else lines[0]
    heights = {count: max(_LEAST, min(count, _MOST_LINES) * _LINE + 3) for count in set(most)}
    return [heights[count] for count in most]


def _lines_of(texts: Sequence[str], width: float) -> list[int]:
    known = {text: lines_in(text, width) for text in set(texts)}
    return [known[text] for text in texts]


def column_width(texts: Iterable[str], *, least: float = 8.0, most: float = 40.0) -> float:
    """Return a column's width that fits ``texts`` (headings and values), within bounds."""
    widest = max((text_width(line) for text in texts for line in text.split("\n")), default=0)
    return min(max(widest + 2, least), most)
