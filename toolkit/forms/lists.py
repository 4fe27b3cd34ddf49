"""Lists of allowed values with their aliases (``manual/lists.yaml``): looking up and suggesting."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rapidfuzz import process

from toolkit.messages.script import fold


@dataclass(frozen=True, slots=True)
class Entry:
    """One allowed value: what we store and print, its English, and what else people write for it."""

    value: str
    en: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class ValueList:
    """One list: entries in the order in which dropdowns show them."""

    name: str
    entries: tuple[Entry, ...]
    index: Mapping[str, str]
    suggests: bool = True
    """Whether what is nearest is looked for: it costs fifty times as much as looking a word up."""

    @property
    def values(self) -> tuple[str, ...]:
        """The allowed values, in order."""
        return tuple(entry.value for entry in self.entries)

    def find(self, text: str) -> str | None:
        """Return the value that ``text`` means in either script or by an alias, else None."""
        return self.index.get(fold(text))

    def nearest(self, text: str) -> str:
        """Return the most similar allowed value, or ``""`` where nothing is near."""
        best = process.extractOne(fold(text), self.index.keys(), score_cutoff=50) if self.suggests else None
        return self.index[best[0]] if best else ""


def value_list(name: str, entries: tuple[Entry, ...]) -> ValueList:
    """Build a list and its folded index (value, English and aliases all lead to the value)."""
    index: dict[str, str] = {}
    for entry in entries:
        for written in (entry.value, entry.en, *entry.aliases):
            if written:
                index.setdefault(fold(written), entry.value)
    return ValueList(name, entries, index)


Lists = Mapping[str, ValueList]


def silent(lists: Lists) -> Lists:
    """The same lists, of which none suggests anything."""
    return {name: replace(one, suggests=False) for name, one in lists.items()}
