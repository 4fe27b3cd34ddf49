"""What a blank form shows of a column in the office's language and jurisdiction: unit, help, example."""

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.forms import read
from toolkit.forms.column import Column
from toolkit.forms.lists import Lists
from toolkit.messages import names_examples as examples
from toolkit.messages import names_help
from toolkit.messages.catalogue import simplified_words


@dataclass(frozen=True, slots=True)
class Wording:
    """How an office words its blanks: its language, its jurisdiction, its lists (for values in English)."""

    language: str
    jurisdiction: str
    lists: Lists

    def say(self, chinese: str, english: str) -> str:
        """One of two words, by the language."""
        if self.language == "en":
            return english
        return simplified_words(chinese) if self.language == "zh-Hans" else chinese

    def unit(self, column: Column) -> str:
        """A column's unit as its heading shows it, "" where there is none."""
        money = examples.MONEY[self.jurisdiction]
        return self.say(column.unit, examples.UNITS.get(column.unit, column.unit).format(money=money))

    def help(self, column: Column) -> str:
        """A column's help; what depends on the place is said for this one, in Chinese."""
        if not column.help:
            return ""
        if self.language == "en":
            told = self.jurisdiction == "CN" or not _of_place(column, examples.PHONE_HELP, examples.CODE_HELP)
            return names_help.ENGLISH.get(column.help, "") if told else ""
        text = _of_place(column, examples.PHONE_HELP, examples.CODE_HELP).get(self.jurisdiction, column.help)
        return self.say(text, text)

    def example(self, column: Column) -> str:
        """A column's example: of this place, and in the office's words."""
        here = _of_place(column, examples.PHONES, examples.CODES)
        text = here.get(self.jurisdiction, column.example) if column.example else ""
        if column.options in self.lists and self.language == "en":
            said = {entry.value: entry.en for entry in self.lists[column.options].entries if entry.en}
            return ", ".join(said.get(part, part) for part in text.split("、"))
        return self.say(text, examples.ENGLISH.get(text, text))


def _of_place(column: Column, phones: Mapping[str, str], codes: Mapping[str, str]) -> Mapping[str, str]:
    """What there is to say by jurisdiction of a column of phones or of organisations' numbers."""
    return phones if column.read is read.phone else codes if column.read is read.credit_code else {}
