"""How a change of the rule book is said: in Chinese or English, with the names that people know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.messages.names_conditions import CONDITION_NAMES


@dataclass(frozen=True, slots=True)
class Words:
    """Says a sentence in Chinese or English."""

    english: bool
    forms: Mapping[str, str]

    def say(self, zh: str, en: str) -> str:
        """The sentence in this language."""
        return en if self.english else zh

    def title(self, one: object) -> str:
        """What a role, step, stage, term … is called."""
        english = str(getattr(one, "en", ""))
        zh = str(getattr(one, "title", "") or getattr(one, "term", "") or getattr(one, "record", ""))
        return english or zh if self.english else zh

    def form(self, name: str) -> str:
        """What a form is called, by its name."""
        title = self.forms.get(name, name)
        return title if self.english else f"《{title}》"

    def conditions(self, names: Iterable[str]) -> str:
        """What the conditions of a gate are called."""
        return self.listed(self.say(*CONDITION_NAMES.get(name, (name, name))) for name in names)

    def listed(self, texts: Iterable[str]) -> str:
        """Several, or that there are none."""
        return (", " if self.english else "、").join(texts) or self.say("（無）", "(none)")
