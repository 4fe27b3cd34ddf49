"""How a change of the rule book is said: in Chinese or English, with the names that people know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.messages.names_conditions import CONDITION_NAMES


@dataclass(frozen=True, slots=True)
class Words:
    """Says a sentence in Chinese or English."""

    english: bool
    forms: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)
    """Chinese → English of forms, documents and KPIs, which the process names in Chinese only."""

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
        return f"“{self.name(title)}”" if self.english else f"《{title}》"

    def name(self, chinese: str) -> str:
        """What a form, a document or a KPI is called."""
        return self.names.get(chinese, chinese) if self.english else chinese

    def conditions(self, names: Iterable[str]) -> str:
        """What the conditions of a gate are called."""
        return self.listed(self.say(*CONDITION_NAMES.get(name, (name, name))) for name in names)

    def listed(self, texts: Iterable[str]) -> str:
        """Several, or that there are none."""
        return (", " if self.english else "、").join(texts) or self.say("（無）", "(none)")
