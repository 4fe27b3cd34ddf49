"""One mistake in a template, with its place, the exact words, and both sentences in every language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.documents.compile.place import Place
from toolkit.errors import ToolkitError
from toolkit.messages import catalogue
from toolkit.messages.finding import NOTHING, Code, Finding


@dataclass(frozen=True, slots=True)
class Slip:
    """One mistake: ``words`` as they stand in Word, from ``start`` to ``end`` in passage ``passage`` of the part.

    ``passage`` is -1 for what concerns the whole file. ``suggestion`` is the nearest thing there is, or "".
    """

    code: Code
    place: Place
    words: str
    passage: int = -1
    start: int = 0
    end: int = 0
    suggestion: str = ""
    more: Mapping[str, object] = field(default_factory=lambda: NOTHING)

    def what(self, language: str) -> str:
        """What is the matter, in ``language`` (zh-Hant, zh-Hans, en)."""
        return catalogue.what(self.finding(language), language)

    def do(self, language: str) -> str:
        """What to do about it, with the nearest suggested."""
        return catalogue.do(self.finding(language), language)

    def where(self, language: str) -> str:
        """The place for people: 第2個表格第3行第1格第1段."""
        where = self._where(language)
        return catalogue.simplified_words(where) if language == "zh-Hans" else where

    def _where(self, language: str) -> str:
        return self.place.en if language == "en" else self.place.zh

    def finding(self, language: str) -> Finding:
        """The slip as a finding about a whole file."""
        more = {name: _spoken(value, language) for name, value in self.more.items()}
        values = {**more, "where": self._where(language)}
        return Finding(self.code, value=self.words, suggestion=self.suggestion, data=values)


def _spoken(value: object, language: str) -> object:
    if isinstance(value, tuple):
        return value[1 if language == "en" else 0]
    return catalogue.error_sentence(value, language) if isinstance(value, ToolkitError) else value
