"""What is composed in Chinese and kept so (scores, reminders, figures), said in English where it is printed.

The ledger and the rule book hold one language; an English office reads theirs by name (the ``en`` of the rule book,
``english_words``) and by phrase (``english_phrases``). What is not ours, or has no English, stays as it is.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from toolkit.messages.english_phrases import PHRASES
from toolkit.messages.english_words import WORDS

_FIELD = re.compile(r"\{(\w+)\}")
_KEPT, _ANY = "own_", "all_"
"""How a phrase's field begins that somebody typed, and one that may itself hold sentences."""
_SENTENCE = re.compile(r"(?<=。)(?=.)", re.DOTALL)
_MOST_REMEMBERED = 50_000
_SEPARATORS = (("；", "; "), ("\u3000", "  "), ("、", ", "))


class _Phrase(NamedTuple):
    pattern: re.Pattern[str]
    fields: tuple[str, ...]
    english: str


class English:
    """Says Chinese texts of ours in English; equal ones are put into words once."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """``names`` maps what the office's rule book names in Chinese → its English."""
        self._names: Mapping[str, str] = {**WORDS, **{zh: en for zh, en in names.items() if en}}
        self._said: dict[str, str] = {}

    def say(self, text: str) -> str:
        """``text`` in English, as far as it is ours."""
        if text.isascii():
            return text
        said = self._said.get(text)
        if said is None:
            if len(self._said) >= _MOST_REMEMBERED:
                self._said.clear()
            said = self._said[text] = self._found(text)
        return said

    def _found(self, text: str) -> str:
        named = self._names.get(text)
        if named is not None:
            return named
        return self._phrased(text) or self._in_parts(text)

    def _phrased(self, text: str) -> str:
        for phrase in _phrases():
            found = phrase.pattern.fullmatch(text)
            if found:
                said = {
                    name: value if name.startswith(_KEPT) else self.say(value)
                    for name, value in zip(phrase.fields, found.groups(), strict=True)
                }
                return phrase.english.format(**said)
        return ""

    def _in_parts(self, text: str) -> str:
        """Sentences, and what stands side by side, each for itself."""
        sentences = _SENTENCE.split(text)
        if len(sentences) > 1:
            return " ".join(self.say(one) for one in sentences)
        for separator, english in _SEPARATORS:
            if separator in text:
                parts = text.split(separator)
                said = [self.say(one) for one in parts]
                return english.join(said) if said != parts else text
        return text


@cache
def _phrases() -> tuple[_Phrase, ...]:
    """The catalogue made ready; it is read in its order, so that the closer phrase stands first."""
    return tuple(_phrase(zh, en) for zh, en in PHRASES)


def _phrase(zh: str, en: str) -> _Phrase:
    pieces = _FIELD.split(zh)
    names = tuple(pieces[1::2])
    pattern = "".join(
        (r"(.+?)" if piece.startswith((_KEPT, _ANY)) else r"([^；。「」]+?)") if place % 2 else re.escape(piece)
        for place, piece in enumerate(pieces)
    )
    return _Phrase(re.compile(pattern, re.DOTALL), names, en)
