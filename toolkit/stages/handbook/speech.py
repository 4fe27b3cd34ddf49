"""In which language a handbook speaks: the words of the process in Chinese or, where translated, English."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.messages.names_documents import DOCUMENTS, LISTS, SCORECARD
from toolkit.rulebook.rulebook import RuleBook


@dataclass(frozen=True)
class Speech:
    """Chooses between the Chinese and the English of a text; what has no English stays Chinese."""

    english: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    """Chinese → English of what is named and not said: deal stages, departments."""

    def say(self, zh: str, en: str) -> str:
        """The text in this language."""
        return en or zh if self.english else zh

    def name(self, zh: str) -> str:
        """What something named in Chinese is called in this language."""
        return self.names.get(zh, zh) if self.english else zh

    def listed(self, texts: Iterable[str]) -> str:
        """Texts one behind the other, none twice."""
        return (", " if self.english else "、").join(dict.fromkeys(text for text in texts if text))

    def lines(self, texts: Iterable[str]) -> str:
        """Texts each on its own line, numbered where there are several."""
        every = list(texts)
        return "\n".join(f"{no}. {text}" for no, text in enumerate(every, 1)) if len(every) > 1 else "".join(every)


def english_names(rules: RuleBook) -> dict[str, str]:
    """Chinese → English of everything that the process names: documents, lists and their values, roles, departments."""
    process = rules.process
    names: dict[str, str] = {**DOCUMENTS, **LISTS, **SCORECARD}
    for chosen in rules.lists.values():
        names |= {entry.value: entry.en for entry in chosen.entries if entry.en}
    names |= {entry.value: entry.en for entry in rules.lists["階段"].entries if entry.en}
    names |= {stage.title: stage.en for stage in process.stages if stage.en}
    for role in process.roles.values():
        names |= {zh: en for zh, en in ((role.department, role.department_en), (role.title, role.en)) if en}
    return names


CHINESE, ENGLISH = Speech(), Speech(english=True)
