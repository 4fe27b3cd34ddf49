"""When two texts are the same to a reader: width, script, blanks, quotes, separators, spelling of days do not count."""

import re
from collections.abc import Iterator

from toolkit.messages.script import fold

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]+")
_SEPARATORS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DAY = re.compile(r"(?<!\d)(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})(?:日|(?!\d))")
"""A day in any of its spellings; to be used on folded text without blanks."""
_SIGNS = str.maketrans(
    {
        "。": ".",
        "「": '"',
        "」": '"',
        "『": '"',
        "』": '"',
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "—": "-",
        "–": "-",
        "―": "-",
        "−": "-",
        "‐": "-",
        "﹣": "-",
    }
)
_SENTENCE = re.compile(r"[^。；;！!？?\n]*[。；;！!？?\n]+|[^。；;！!？?\n]+$")


def comparable(text: str) -> str:
    """What of ``text`` counts when two versions are compared; never shown to anyone."""
    plain = _INVISIBLE.sub("", fold(text)).translate(_SIGNS)
    return _DAY.sub(_day, _SEPARATORS.sub("", plain))


def _day(match: re.Match[str]) -> str:
    return f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"


def sentences(text: str) -> list[str]:
    """The sentences of ``text`` with their end marks; a text without any is one sentence."""
    return list(_split(text)) or ([text] if text else [])


def _split(text: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(text):
        if match[0].strip():
            yield match[0].strip()
