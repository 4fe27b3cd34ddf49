"""The rule book as it may be printed: nothing of it names a form that was retired."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from toolkit.rulebook.retired import current
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.catalogue import FORMS

FORM_TITLES: Mapping[str, tuple[str, ...]] = MappingProxyType({form.name: (form.title, form.en) for form in FORMS})
"""Form → what it is called in Chinese and in English."""


def printed_rules(rules: RuleBook) -> RuleBook:
    """The rules with the process as handbook, cards and training sheets print it."""
    return replace(rules, process=current(rules.process, FORM_TITLES))
