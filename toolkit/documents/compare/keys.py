"""When two texts are the same to a reader: width, script, blanks, quotes and separators do not matter."""

import re
from collections.abc import Iterator

from toolkit.messages.script import fold

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]+")
_SEPARATORS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
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
    return _SEPARATORS.sub("", plain)


def sentences(text: str) -> list[str]:
    """The sentences of ``text`` with their end marks; a text without any is one sentence."""
    return list(_split(text)) or ([text] if text else [])


def _split(text: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(text):
        if match[0].strip():
            yield match[0].strip()
