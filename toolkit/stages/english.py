"""What an English office calls what is kept in Chinese: its rule book's names, the forms' titles, our phrases."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from toolkit.messages.english import English
from toolkit.messages.english_words import WORDS
from toolkit.messages.names_examples import MONEY
from toolkit.stages.catalogue import FORMS
from toolkit.stages.handbook.speech import english_names

if TYPE_CHECKING:
    from toolkit.rulebook.rulebook import RuleBook

Say = Callable[[str], str]
"""A text of ours as staff of the office read it."""
_YUAN = "CNY"


def english(rules: "RuleBook", language: str) -> Say | None:
    """How texts of ours are said in English; None in an office that works in Chinese."""
    if language != "en":
        return None
    names = {column.title: column.en for form in FORMS for column in form.columns.values()}
    names |= {form.title: form.en for form in FORMS}
    names |= {step.title: step.en for stage in rules.process.stages for step in stage.steps}
    names = {title: said for title, said in names.items() if title not in WORDS}  # a unit is not only a price unit
    return _in_money_of(rules.contract_rules.jurisdiction, English(names | english_names(rules)).say)


def _in_money_of(jurisdiction: str, say: Say) -> Say:
    """``say``, that calls 元 what it is where the office works; CNY that somebody typed stays."""
    money = MONEY.get(jurisdiction, _YUAN)
    if jurisdiction == "CN":
        return say
    return lambda text: say(text) if _YUAN in text else say(text).replace(_YUAN, money)
