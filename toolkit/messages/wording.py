"""Many findings in words: those that say the same are worded once."""

from collections.abc import Mapping
from typing import NamedTuple

from toolkit.messages.catalogue import do, what
from toolkit.messages.finding import Finding


class Worded(NamedTuple):
    """A finding in words: the title of its column, what is the matter, what to do."""

    title: str
    what: str
    do: str

    def sentence(self, language: str) -> str:
        """Both sentences together, as ``catalogue.sentence`` puts them."""
        return f"{self.what} {self.do}" if language == "en" else self.what + self.do


class Wording:
    """Words findings in ``language``; ``titles`` maps a field → the title of its column."""

    def __init__(self, language: str, titles: Mapping[str, str]) -> None:
        """Know no finding yet."""
        self._language, self._titles = language, titles
        self._known: dict[tuple[str, ...], Worded] = {}

    def of(self, finding: Finding) -> Worded:
        """The words of one finding."""
        data = str(finding.data) if finding.data else ""
        key = (finding.code.code, finding.field, finding.value, finding.suggestion, data)
        known = self._known.get(key)
        if known is None:
            title = self._titles.get(finding.field, finding.field)
            words = (what(finding, self._language, title), do(finding, self._language, title))
            known = self._known[key] = Worded(title, *words)
        return known
